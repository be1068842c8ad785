/** Management reviews on screen: the list with its plan, one with its decisions, its inputs, its minutes as files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { ReviewView } from '../../../schemas/review.ts'
import type { Role } from '../../../schemas/procedure.ts'
import { listReviews } from '../../../storage/quality/reviews.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { parseInstant } from '../../../workflows/calendar/index.ts'
import { reviewOffers } from '../../../workflows/quality/review-decide.ts'
import { idOf } from '../../api/common.ts'
import { reviewJournalOf, reviewsMost } from '../../api/management-reviews.ts'
import { advanceReview, attachToTask, factsOfReview, newReview, reviewInputsOf } from '../../commands/advance-review.ts'
import { reviewViewOf } from '../../commands/review-view.ts'
import type { Deps } from '../../deps.ts'
import { minutesFiles, minutesTypes, renderMinutes } from '../../reports/review-files.ts'
import type { FormBack } from '../../views/form.ts'
import { reviewInputsView, reviewsView, reviewView, type ReviewDetail } from '../../views/quality/reviews.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { declareFormPage, refusalOf } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { type Visit, visitOf } from '../visit.ts'
import { namesIn, peopleChoices } from './people.ts'
import { newReviewOf, newReviewPlan, reviewEventOf, reviewPlans } from './review-forms.ts'
import { declareUploadForm } from './upload-form.ts'

const planners: readonly Role[] = ['isoSecretary', 'qualityManager', 'agencyLeader']
const peopleIn = (one: ReviewView): string[] => [one.chairId, ...one.participants, ...one.tasks.flatMap(({ ownerId, evidence, verified }) => [ownerId, ...evidence.map(({ accountId }) => accountId), ...(verified === null ? [] : [verified.accountId])])]

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number; readonly upload?: ReviewDetail['upload'] }

const showList = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: '/reviews' }
  const { reader } = person
  const reviews = (await listReviews(deps.pool, reader, { id: null, limit: reviewsMost })).map((one) => reviewViewOf(one, reader.zone, reader.today))
  const mayPlan = reader.roles.some(({ role }) => planners.includes(role))
  const plan = mayPlan ? newReviewPlan(visit, await peopleChoices(deps, person), reader.today) : null
  const body = reviewsView(visit, { reviews, names: await namesIn(deps, person, reviews.map(({ chairId }) => chairId)), plan, back })
  return sendPage(request, reply, { title: visit.t.reviews.title, body, status, path: visit.path })
}

const timelineOf = (visit: Visit, names: ReadonlyMap<string, string>, entries: Awaited<ReturnType<typeof reviewJournalOf>>['entries']): ReviewDetail['timeline'] => entries.toReversed().map(({ entry }) => ({
  what: `${visit.t.reviewEvents[entry.event as keyof Visit['t']['reviewEvents']]}${entry.task === undefined ? '' : ` (${entry.task})`}`, at: visit.format.at(parseInstant(entry.at, 'UTC')), who: names.get(entry.actor.account) ?? visit.t.app.none,
  texts: [entry.text, entry.note, entry.reason].filter((text) => text !== undefined),
}))

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status, upload = null }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/reviews/${id}` }
  const { today } = person.reader
  const facts = await factsOfReview(deps, person, idOf(id))
  const one = reviewViewOf(facts.review, facts.zone, today)
  const { verified, entries } = await reviewJournalOf(deps, person, id)
  const names = await namesIn(deps, person, [...new Set([...peopleIn(one), ...entries.map(({ entry }) => entry.actor.account)])])
  const offers = reviewOffers(facts)
  const attachable = offers.flatMap(({ event, task, refusal }) => (event === 'ATTACH' && task !== null && refusal === null ? [task] : []))
  const plans = reviewPlans(visit, offers, { one, people: await peopleChoices(deps, person), today })
  const done = (request.query as { done?: string }).done !== undefined
  return sendPage(request, reply, { title: one.code, body: reviewView(visit, { one, names, plans, back, done, verified, attachable, upload, timeline: timelineOf(visit, names, entries) }), status, path: visit.path })
}

const declareFiles = (pages: FastifyInstance, deps: Deps): void => {
  for (const kind of minutesFiles) pages.get<{ Params: { id: string } }>(`/reviews/:id/minutes.${kind}`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const id = idOf(request.params.id)
    const { review, zone } = await factsOfReview(deps, person, id)
    const one = reviewViewOf(review, zone, person.reader.today)
    const { report } = await reviewInputsOf(deps, person, id)
    const bytes = await renderMinutes({
      review: one, inputs: report, names: await namesIn(deps, person, peopleIn(one)), agency: inLanguage('vi', person.agencyName), today: person.reader.today, nowMs: review.concluded?.atMs ?? deps.clock.nowMs(),
    }, kind)
    return reply.type(minutesTypes[kind]).header('content-disposition', `attachment; filename="bien-ban-xem-xet.${kind}"`).send(Buffer.from(bytes))
  })
}

/** Declares the list, one review, its inputs and its minutes. */
export const declareReviewPages = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  const [list, shown] = [showList(deps), showOne(deps)]
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) }, { additionalProperties: false })
  pages.get<{ Params: { id: string } }>('/reviews/:id/inputs', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { review, zone } = await factsOfReview(deps, person, idOf(request.params.id))
    const inputs = await reviewInputsOf(deps, person, review.id)
    const frozenAt = inputs.frozenAt === null ? null : visit.format.at(parseInstant(inputs.frozenAt, zone))
    return sendPage(request, reply, { title: `${review.code}: ${visit.t.reviews.inputs}`, body: reviewInputsView(visit, reviewViewOf(review, zone, person.reader.today), inputs, frozenAt) })
  })
  declareFiles(pages, deps)
  declareFormPage(pages, deps, { path: '/reviews', readers: null, roles: planners, show: list, act: async ({ person, key, fields }) => `/reviews/${(await newReview(deps, { person, key, body: newReviewOf(fields) })).answer.id}` })
  declareFormPage(pages, deps, {
    path: '/reviews/:id', readers: null, query: Query, roles: null, show: shown, act: async ({ person, id, formId, key, fields }) => {
      const body = reviewEventOf(formId, fields)
      await advanceReview(deps, { person, id: idOf(id), expectedVersion: Number(fields.get('version')), key, body })
      return `/reviews/${id}?done=${body.type}${body.task === undefined ? '' : `#task-${body.task}`}`
    },
  })
  await declareUploadForm(pages, deps, {
    path: '/reviews/:id/tasks/:task/file', home: (id) => `/reviews/${id}`,
    take: async ({ note, params, ...sent }, upload) => {
      await attachToTask(deps, { ...sent, body: { ...upload, note, task: Number(params['task']) } })
      return `/reviews/${sent.id}?done=ATTACH#task-${params['task']}`
    },
    refused: (request, reply, { person, id, params, error, status }) => shown(request, reply, { person, id, back: null, status, upload: { task: Number(params['task']), why: refusalOf(error, visitOf(request)).words } }),
  })
}
