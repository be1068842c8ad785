/** The register of nonconformities over HTTP. */
import { closed, Id } from '../../schemas/common.ts'
import { NewNonconformity, NonconformityFilter, NonconformityPage, NonconformityView, SettleNonconformity } from '../../schemas/nonconformity.ts'
import { QualityFacts, QualityFactsQuery } from '../../schemas/quality-facts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findNonconformity, nonconformitiesFor, nonconformityViewOf, raiseNonconformity, settleNonconformity } from '../commands/nonconformities.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { qualityFactsOf } from '../reports/quality.ts'
import { audienceOf } from '../reports/statistics.ts'
import { ById, idempotencyKeyOf, idOf, KeyHeader, markReplayed, problems } from './common.ts'
import { nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['quality']
const isSeq = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

/** A stretch of the register. @throws DomainError invalid-request */
export const findNonconformities = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, query: NonconformityFilter): Promise<{ readonly items: NonconformityView[]; readonly next: string | null }> => {
  const limit = query.limit ?? 50
  const after = readCursor(query.after, [isSeq])
  const asked = { standing: query.standing, source: query.source, unitId: query.unit, dossierId: query.dossier }
  const found = await nonconformitiesFor(deps, person, asked, { belowSeq: after === undefined ? null : Number(after[0]), limit })
  return { items: found.map((one) => nonconformityViewOf(one, person.reader.zone)), next: nextCursor(found, limit, ({ one }) => [one.seq]) }
}

export const declareNonconformities = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/nonconformities', {
    preHandler, schema: { tags, summary: 'Nonconformities that I may see, the newest first', querystring: NonconformityFilter, response: { 200: NonconformityPage, ...problems } },
  }, (request) => findNonconformities(deps, personOf(request), request.query))
  api.get('/quality-facts', {
    preHandler, schema: { tags, summary: 'Counts of nonconformities and corrective actions for a report, as of a day', querystring: QualityFactsQuery, response: { 200: QualityFacts, ...problems } },
  }, (request) => {
    const { reader } = personOf(request)
    return qualityFactsOf(deps, audienceOf(reader), request.query)
  })
  api.get('/nonconformities/:id', {
    preHandler, schema: { tags, summary: 'One nonconformity', params: ById, response: { 200: NonconformityView, ...problems } },
  }, async (request) => {
    const person = personOf(request)
    return nonconformityViewOf(await findNonconformity(deps, person, idOf(request.params.id)), person.reader.zone)
  })
  api.post('/nonconformities', {
    preHandler, schema: { tags, summary: 'Enter a nonconformity from a complaint, an inspection, an audit', headers: KeyHeader, body: NewNonconformity, response: { 201: closed({ id: Id }), ...problems } },
  }, async (request, reply) => {
    const { answer, replayed } = await raiseNonconformity(deps, { person: personOf(request), key: idempotencyKeyOf(request), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201).header('location', `/api/v1/nonconformities/${answer.id}`)
    return answer
  })
  api.post('/nonconformities/:id/settlement', {
    preHandler, schema: { tags, summary: 'Say that a correction was enough, or that it is unfounded since its due date was counted again', headers: KeyHeader, params: ById, body: SettleNonconformity, response: { 200: closed({ id: Id }), ...problems } },
  }, async (request, reply) => {
    const { answer, replayed } = await settleNonconformity(deps, { person: personOf(request), key: idempotencyKeyOf(request), id: idOf(request.params.id), ...request.body })
    markReplayed(reply, replayed)
    return answer
  })
}
