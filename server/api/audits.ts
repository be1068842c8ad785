/** Internal audits over HTTP: the list, one with its journal, what is done with it, the programme of a year. */
import Type from 'typebox'
import { AdvanceAudit, type AuditEntry, AuditFilter, AuditJournalView, AuditOffers, AuditPage, AuditPlan, AuditProgramme, AuditView, type AuditView as View, ProgrammeView } from '../../schemas/audit.ts'
import { closed, nullable } from '../../schemas/common.ts'
import { countUndecided } from '../../storage/quality/audit-sheets.ts'
import { listAudits, readAuditJournal } from '../../storage/quality/audits.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { auditOffers } from '../../workflows/audit/decide.ts'
import { advanceAudit, findAudit, planAudit, seatOf } from '../commands/advance-audit.ts'
import { programmeOf, setProgramme } from '../commands/audit-programme.ts'
import { auditViewOf } from '../commands/audit-view.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, journalView, KeyHeader, problems, WriteHeaders } from './common.ts'
import { isId, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['quality']
const journalLimit = 20_000

/** A stretch of the list, the newest first. @throws DomainError invalid-request */
export const findAudits = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, query: AuditFilter): Promise<{ readonly items: View[]; readonly next: string | null }> => {
  const limit = query.limit ?? 50
  const after = readCursor(query.after, [isId])
  const found = await listAudits(deps.pool, reader, { state: query.state, year: query.year }, { belowId: after === undefined ? null : String(after[0]), limit })
  return { items: found.map((one) => auditViewOf(one, reader.zone)), next: nextCursor(found, limit, ({ id }) => [id]) }
}

/** The journal of an audit, and whether its chain is whole. @throws DomainError not-found */
export const auditJournalOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<{ verified: boolean; entries: { entry: AuditEntry; hash: string }[] }> => {
  const audit = await findAudit(deps, person, id)
  return journalView<AuditEntry>(await readAuditJournal(deps.pool, person.reader.tenantId, id, journalLimit), audit)
}

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/audits', {
    preHandler, schema: { tags, summary: 'Internal audits that I may see, the newest first', querystring: AuditFilter, response: { 200: AuditPage, ...problems } },
  }, (request) => findAudits(deps, personOf(request), request.query))
  api.get('/audits/:id', {
    preHandler, schema: { tags, summary: 'One internal audit', params: ById, response: { 200: AuditView, ...problems } },
  }, async (request, reply) => {
    const audit = await findAudit(deps, personOf(request), idOf(request.params.id))
    reply.header('etag', etagOf(audit.version))
    return auditViewOf(audit, personOf(request).reader.zone)
  })
  api.get('/audits/:id/actions', {
    preHandler, schema: { tags, summary: 'What I may do with it now, and for the rest why not', params: ById, response: { 200: AuditOffers, ...problems } },
  }, async (request) => {
    const seat = await seatOf(deps, personOf(request), idOf(request.params.id))
    return { version: seat.audit.version, actions: auditOffers(seat, await countUndecided(deps.pool, seat.audit.tenantId, seat.audit.nonconformityIds)).map(({ event, needs, refusal }) => ({ event, needs: [...needs], allowed: refusal === null, refusal })) }
  })
  api.get('/audits/:id/journal', {
    preHandler, schema: { tags, summary: 'Everything that happened to it', params: ById, response: { 200: AuditJournalView, ...problems } },
  }, (request) => auditJournalOf(deps, personOf(request), idOf(request.params.id)))
}

const OfYear = closed({ year: Type.Integer({ minimum: 2000, maximum: 2200 }) })

const declareProgrammes = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/audit-programmes', {
    preHandler, schema: { tags, summary: 'The programme of a year as it holds now; null when there is none', querystring: OfYear, response: { 200: closed({ programme: nullable(ProgrammeView) }), ...problems } },
  }, async (request) => ({ programme: await programmeOf(deps, personOf(request), request.query.year) }))
  api.post('/audit-programmes', {
    preHandler, schema: { tags, summary: 'Decide on the programme of a year: the next version; If-Match names the last, "0" for none', headers: WriteHeaders, body: AuditProgramme, response: { 201: ProgrammeView, ...problems } },
  }, async (request, reply) => answered(reply.code(201), await setProgramme(deps, { person: personOf(request), key: idempotencyKeyOf(request), expected: expectedVersionOf(request), body: request.body })))
}

export const declareAudits = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  declareReads(api, deps)
  declareProgrammes(api, deps)
  api.post('/audits', {
    preHandler, schema: { tags, summary: 'Plan an internal audit', headers: KeyHeader, body: AuditPlan, response: { 201: AuditView, ...problems } },
  }, async (request, reply) => {
    const done = await planAudit(deps, { person: personOf(request), key: idempotencyKeyOf(request), plan: request.body })
    reply.code(201).header('location', `/api/v1/audits/${done.answer.id}`)
    return answered(reply, done)
  })
  api.post('/audits/:id/events', {
    preHandler, schema: { tags, summary: 'Cause an event on an internal audit', headers: WriteHeaders, params: ById, body: AdvanceAudit, response: { 200: AuditView, ...problems } },
  }, async (request, reply) => answered(reply, await advanceAudit(deps, {
    person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body,
  })))
}
