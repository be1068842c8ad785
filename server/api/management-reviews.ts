/** Management reviews over HTTP: the list, one with its inputs and its journal, what is done with it and with its tasks. */
import Type from 'typebox'
import { AdvanceReview, NewReview, ReviewInputs, ReviewJournal, ReviewList, ReviewView, type ReviewEntry } from '../../schemas/review.ts'
import { listReviews, readReviewJournal } from '../../storage/quality/reviews.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { advanceReview, attachToTask, factsOfReview, newReview, reviewInputsOf } from '../commands/advance-review.ts'
import { reviewViewOf } from '../commands/review-view.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, journalView, KeyHeader, problems, WriteHeaders } from './common.ts'
import type { Api } from './types.ts'
import { declareFileUpload, keptBytes, sendKept } from './uploads.ts'

const tags = ['quality']
const journalLimit = 2_000
const place = Type.String({ pattern: '^\\d{1,3}$' })
const OfTask = Type.Object({ id: Type.String({ maxLength: 200 }), task: place }, { additionalProperties: false })
const OfFile = Type.Object({ ...OfTask.properties, at: place }, { additionalProperties: false })
/** As many as a list holds: an agency has one to four a year. */
export const reviewsMost = 100

/** The journal of a review, and whether its chain is whole. @throws DomainError not-found */
export const reviewJournalOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<{ verified: boolean; entries: { entry: ReviewEntry; hash: string }[] }> => {
  const { review } = await factsOfReview(deps, person, id)
  return journalView<ReviewEntry>(await readReviewJournal(deps.pool, person.reader.tenantId, id, journalLimit), review)
}

/** Declares what is under /management-reviews. */
export const declareManagementReviews = async (api: Api, deps: Deps): Promise<void> => {
  const preHandler = requirePerson(deps)
  api.get('/management-reviews', { preHandler, schema: { tags, summary: 'Management reviews that I may see, the newest first', response: { 200: ReviewList, ...problems } } }, async (request) => {
    const { reader } = personOf(request)
    return { items: (await listReviews(deps.pool, reader, { id: null, limit: reviewsMost })).map((one) => reviewViewOf(one, reader.zone, reader.today)) }
  })
  api.get('/management-reviews/:id', { preHandler, schema: { tags, summary: 'One management review with its tasks', params: ById, response: { 200: ReviewView, ...problems } } }, async (request, reply) => {
    const person = personOf(request)
    const { review, zone } = await factsOfReview(deps, person, idOf(request.params.id))
    reply.header('etag', etagOf(review.version))
    return reviewViewOf(review, zone, person.reader.today)
  })
  api.get('/management-reviews/:id/inputs', {
    preHandler, schema: { tags, summary: 'Its inputs (ISO 9001:2015, 9.3.2): as frozen when it was held, and what is another figure today', params: ById, response: { 200: ReviewInputs, ...problems } },
  }, (request) => reviewInputsOf(deps, personOf(request), idOf(request.params.id)))
  api.get('/management-reviews/:id/journal', { preHandler, schema: { tags, summary: 'Everything that happened to it', params: ById, response: { 200: ReviewJournal, ...problems } } },
    (request) => reviewJournalOf(deps, personOf(request), idOf(request.params.id)))
  api.post('/management-reviews', { preHandler, schema: { tags, summary: 'Plan a management review', headers: KeyHeader, body: NewReview, response: { 201: ReviewView, ...problems } } }, async (request, reply) => {
    const done = await newReview(deps, { person: personOf(request), key: idempotencyKeyOf(request), body: request.body })
    reply.code(201).header('location', `/api/v1/management-reviews/${done.answer.id}`)
    return answered(reply, done)
  })
  api.post('/management-reviews/:id/events', {
    preHandler, schema: { tags, summary: 'Cause an event on a review or on one of its tasks', headers: WriteHeaders, params: ById, body: AdvanceReview, response: { 200: ReviewView, ...problems } },
  }, async (request, reply) => answered(reply, await advanceReview(deps, { person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body })))
  api.get('/management-reviews/:id/tasks/:task/files/:at', {
    preHandler, schema: { tags, summary: 'A file with a task, by its place in the evidence', params: OfFile, response: { 200: keptBytes, ...problems } },
  }, async (request, reply) => {
    const person = personOf(request)
    const { review } = await factsOfReview(deps, person, idOf(request.params.id))
    const task = review.tasks.find(({ number }) => number === Number(request.params.task))
    return sendKept(deps, reply, person.reader.tenantId, task?.evidence[Number(request.params.at)]?.file ?? null)
  })
  await declareFileUpload(api, deps, '/management-reviews/:id/tasks/:task/files', {
    summary: 'Keep a file with a task', params: OfTask, answer: ReviewView,
    take: ({ params: { id = '', task }, ...sent }, upload) => attachToTask(deps, { ...sent, id: idOf(id), body: { ...upload, task: Number(task), note: undefined } }),
  })
}
