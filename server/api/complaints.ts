/** Complaints over HTTP: the register, one with its clock, what is done with it, figures. */
import Type from 'typebox'
import { AdvanceComplaint, ComplaintCounts, ComplaintCountsQuery, ComplaintDetail, ComplaintFilter, ComplaintPage, ComplaintView, NewComplaint } from '../../schemas/complaint.ts'
import { closed, Id } from '../../schemas/common.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { attachToComplaint, complaintFileFor } from '../commands/complaint-file.ts'
import { advanceComplaint, complaintDetail, complaintFacts, complaintsFor, enterComplaint } from '../commands/complaints.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { audienceOf } from '../reports/statistics.ts'
import { answered, ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, KeyHeader, markReplayed, problems, WriteHeaders } from './common.ts'
import { isId, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'
import { declareFileUpload, keptBytes, sendKept } from './uploads.ts'

const tags = ['quality']
const OfFile = Type.Object({ id: Type.String({ maxLength: 200 }), file: Type.String({ maxLength: 200 }) }, { additionalProperties: false })

/** A stretch of the register, the newest first. @throws DomainError invalid-request */
export const findComplaints = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, query: ComplaintFilter): Promise<Type.Static<typeof ComplaintPage>> => {
  const limit = query.limit ?? 50
  const after = readCursor(query.after, [isId])
  const items = await complaintsFor(deps, person, { state: query.state, openOnly: query.open }, { belowId: after === undefined ? null : String(after[0]), limit })
  return { items, next: nextCursor(items, limit, ({ id }) => [id]) }
}

/** Declares /complaints and /complaint-facts. */
export const declareComplaints = async (api: Api, deps: Deps): Promise<void> => {
  const preHandler = requirePerson(deps)
  api.get('/complaints', {
    preHandler, schema: { tags, summary: 'Complaints that I may see, the newest first; none about me', querystring: ComplaintFilter, response: { 200: ComplaintPage, ...problems } },
  }, (request) => findComplaints(deps, personOf(request), request.query))
  api.get('/complaint-facts', {
    preHandler, schema: { tags, summary: 'Counts of complaints received in a period', querystring: ComplaintCountsQuery, response: { 200: ComplaintCounts, ...problems } },
  }, (request) => {
    const { reader } = personOf(request)
    const { from, to, asOf } = request.query
    return complaintFacts(deps, audienceOf(reader), { from, to, knownAtMs: asOf === undefined ? null : parseInstant(asOf, reader.zone) })
  })
  api.get('/complaints/:id', {
    preHandler, schema: { tags, summary: 'One complaint with its clock, day by day', params: ById, response: { 200: ComplaintDetail, ...problems } },
  }, async (request, reply) => {
    const detail = await complaintDetail(deps, personOf(request), idOf(request.params.id))
    reply.header('etag', etagOf(detail.complaint.version))
    return detail
  })
  api.get('/complaints/:id/files/:file', {
    preHandler, schema: { tags, summary: 'A file with a complaint', params: OfFile, response: { 200: keptBytes, ...problems } },
  }, async (request, reply) => {
    const person = personOf(request)
    const { id: objectId, ...file } = await complaintFileFor(deps, person, idOf(request.params.id), idOf(request.params.file))
    return sendKept(deps, reply, person.reader.tenantId, { ...file, objectId })
  })
  api.post('/complaints', {
    preHandler, schema: { tags, summary: 'Enter a complaint that came in', headers: KeyHeader, body: NewComplaint, response: { 201: closed({ id: Id }), ...problems } },
  }, async (request, reply) => {
    const { answer, replayed } = await enterComplaint(deps, { person: personOf(request), key: idempotencyKeyOf(request), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201).header('location', `/api/v1/complaints/${answer.id}`)
    return answer
  })
  api.post('/complaints/:id/events', {
    preHandler, schema: { tags, summary: 'Cause an event on a complaint', headers: WriteHeaders, params: ById, body: AdvanceComplaint, response: { 200: ComplaintView, ...problems } },
  }, async (request, reply) => answered(reply, await advanceComplaint(deps, { person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body })))
  await declareFileUpload(api, deps, '/complaints/:id/files', {
    summary: 'Keep a file with a complaint', params: ById, answer: ComplaintView, take: ({ params: { id = '' }, ...sent }, body) => attachToComplaint(deps, { ...sent, id: idOf(id), body }),
  })
}
