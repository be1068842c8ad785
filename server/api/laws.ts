/** The register of laws over HTTP: read by everybody of the agency, kept by whoever keeps the documents. */
import { formatInstant, daysBetween } from '../../workflows/calendar/index.ts'
import { LawFilter, LawImpact, type LawLine, LawPage, LinkLaw } from '../../schemas/document-service.ts'
import { DomainError } from '../../schemas/errors.ts'
import { Law, NewLaw } from '../../schemas/law.ts'
import Type from 'typebox'
import { closed, Id } from '../../schemas/common.ts'
import { findLaws, lawImpact, listLaws } from '../../storage/documents/laws.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { takeUpBy } from '../../workflows/document/laws.ts'
import { seenAt } from '../../workflows/document/seen.ts'
import { shownRevision } from '../commands/document-view.ts'
import { enterLaw, linkLaw } from '../commands/enter-law.ts'
import type { Deps } from '../deps.ts'
import { personOf, personWith, requirePerson } from '../plugins/people.ts'
import { ById, entered, idempotencyKeyOf, idOf, KeyHeader, problems } from './common.ts'
import { isId, isText, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['laws']
/** Who keeps the register. */
export const lawKeepers = ['isoSecretary', 'qualityManager'] as const

/** A stretch of the register. @throws DomainError invalid-request */
export const findLawLines = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, query: LawFilter): Promise<{ readonly lines: LawLine[]; readonly next: string | null }> => {
  const limit = query.limit ?? 50
  const after = readCursor(query.after, [isText, isId])
  const page = { limit, after: after === undefined ? null : { effectiveFrom: String(after[0]), id: String(after[1]) } }
  const rows = await listLaws(deps.pool, reader.tenantId, { words: query.q ?? '', openOnly: query.open ?? false }, page)
  const lines = rows.map(({ law, linked, open }) => ({ ...law, linked, open, dueOn: takeUpBy(law.effectiveFrom) }))
  return { lines, next: nextCursor(rows, limit, ({ law }) => [law.effectiveFrom, law.id]) }
}

/** What a law touches, among the documents that the person may see. @throws DomainError not-found */
export const impactOf = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, id: string): Promise<LawImpact> => {
  const [law] = await findLaws(deps.pool, reader.tenantId, [id])
  if (law === undefined) throw new DomainError('not-found')
  const at = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, reader.zone))
  const dueOn = takeUpBy(law.effectiveFrom)
  const documents = (await lawImpact(deps.pool, reader, id)).map(({ document, level, linkedAtMs, takenAtMs }) => ({
    id: document.id, code: document.code, title: shownRevision(seenAt(level, document))?.title ?? '', type: document.type, ownerUnitId: document.ownerUnitId,
    linkedAt: at(linkedAtMs), takenAt: at(takenAtMs),
  }))
  return { law, dueOn, daysLeft: daysBetween(reader.today, dueOn), documents }
}

export const declareLaws = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/laws', { preHandler, schema: { tags, summary: 'The register of laws, the newest in force first', querystring: LawFilter, response: { 200: LawPage, ...problems } } }, async (request) => {
    const { lines, next } = await findLawLines(deps, personOf(request), request.query)
    return { items: lines, next }
  })
  api.get('/laws/:id', { preHandler, schema: { tags, summary: 'A law, and the documents that it touches', params: ById, response: { 200: LawImpact, ...problems } } },
    (request) => impactOf(deps, personOf(request), idOf(request.params.id)))
  api.post('/laws', { preHandler, schema: { tags, summary: 'Enter a law', headers: KeyHeader, body: NewLaw, response: { 201: Law, ...problems } } }, async (request, reply) => entered(reply, await enterLaw(deps, { person: personWith(request, lawKeepers), key: idempotencyKeyOf(request), body: request.body })))
  api.post('/laws/:id/links', {
    preHandler, schema: { tags, summary: 'Link documents to a law: their three months begin with it', headers: KeyHeader, params: ById, body: LinkLaw, response: { 201: closed({ linked: Type.Array(Id) }), ...problems } },
  }, async (request, reply) => {
    return entered(reply, await linkLaw(deps, {
      person: personOf(request), key: idempotencyKeyOf(request), lawId: idOf(request.params.id), documentIds: request.body.documentIds,
    }))
  })
}
