/** The forms of a management review and of its tasks: what each event asks for, and the request that a form makes. */
import { AdvanceReview, NewReview, reviewOutputs, type ReviewView } from '../../../schemas/review.ts'
import type { ReviewOffer } from '../../../workflows/quality/review-decide.ts'
import type { Choice, FormField, FormPlan } from '../../views/form.ts'
import { bodyOf, typed, typedDay } from '../admin-forms.ts'
import { type Fields, given } from '../forms.ts'
import type { Visit } from '../visit.ts'

const planFields = ({ t }: Visit, people: readonly Choice[], one: ReviewView | null, today: string): FormField[] => [
  { kind: 'day', name: 'plannedOn', label: t.reviews.plannedOn, value: one?.plannedOn ?? '' }, { kind: 'day', name: 'asOf', label: t.reviews.asOf, value: one?.asOf ?? today },
  { kind: 'day', name: 'from', label: t.reviews.from, value: one?.from ?? '', optional: true, hint: t.reviews.fromHint }, { kind: 'pick', name: 'chairId', label: t.reviews.chair, choices: people, empty: t.admin.choose, value: one?.chairId ?? '' },
  { kind: 'text', name: 'callNumber', label: t.reviews.call, max: 60, optional: true, value: one?.callNumber ?? '', hint: t.facts.numberHint }, { kind: 'many', name: 'participants', label: t.reviews.participants, choices: people, values: one?.participants ?? [] },
]

/** The form that plans a review. */
export const newReviewPlan = (visit: Visit, people: readonly Choice[], today: string): FormPlan =>
  ({ id: 'PLAN', path: '/reviews', title: visit.t.reviews.plan, submit: visit.t.reviews.submit, fields: planFields(visit, people, null, today), main: true })

const reason = ({ t }: Visit): FormField => ({ kind: 'lines', name: 'reason', label: t.reviews.reason, rows: 2, max: 2000 })
const ownerField = ({ t }: Visit, people: readonly Choice[]): FormField => ({ kind: 'pick', name: 'ownerId', label: t.reviews.owner, choices: people, empty: t.admin.choose })

const fieldsOf = (visit: Visit, { event, task }: ReviewOffer, { one, people, today }: { readonly one: ReviewView; readonly people: readonly Choice[]; readonly today: string }): FormField[] => {
  const { t } = visit
  switch (event) {
    case 'CHANGE': return planFields(visit, people, one, today)
    case 'HOLD': return [{ kind: 'day', name: 'heldOn', label: t.reviews.heldOn, value: today }, { kind: 'many', name: 'participants', label: t.reviews.participants, choices: people, values: one.participants }]
    case 'DECIDE': return [
      { kind: 'pick', name: 'output', label: t.reviews.output, choices: reviewOutputs.map((value) => ({ value, text: t.reviewOutputs[value] })) }, { kind: 'lines', name: 'text', label: t.reviews.text, rows: 2, max: 2000 },
      ownerField(visit, people), { kind: 'day', name: 'dueOn', label: t.reviews.due },
    ]
    case 'CONCLUDE': return [
      { kind: 'text', name: 'number', label: t.reviews.minutesNumber, max: 60, hint: t.facts.numberHint }, { kind: 'day', name: 'on', label: t.reviews.minutesOn, value: today }, { kind: 'lines', name: 'conclusion', label: t.reviews.conclusion, rows: 5, max: 8000 },
      ...(one.tasks.length > 0 ? [] : [{ kind: 'lines' as const, name: 'reason', label: t.reviews.reasonNoDecision, rows: 2, max: 2000 }]),
    ]
    case 'ASSIGN': return [ownerField(visit, people), reason(visit)]
    case 'POSTPONE': return [{ kind: 'day', name: 'dueOn', label: t.reviews.due, value: one.tasks.find(({ number }) => number === task)?.dueOn ?? '' }, reason(visit)]
    case 'REPORT': return [{ kind: 'lines', name: 'note', label: t.reviews.note, rows: 3, max: 2000 }]
    case 'VERIFY': return [{ kind: 'lines', name: 'note', label: t.reviews.verifyNote, rows: 2, max: 2000 }]
    default: return [reason(visit)]
  }
}

/** A form for each event that is open to this person; of a task its id carries the number. */
export const reviewPlans = (visit: Visit, offers: readonly ReviewOffer[], about: { readonly one: ReviewView; readonly people: readonly Choice[]; readonly today: string }): { readonly task: number | null; readonly plan: FormPlan }[] =>
  offers.filter(({ event, refusal }) => refusal === null && event !== 'ATTACH').map((offer) => ({
    task: offer.task, plan: {
      id: offer.task === null ? offer.event : `${offer.event}-${offer.task}`, path: `/reviews/${about.one.id}`, title: visit.t.reviewEvents[offer.event], submit: visit.t.reviewEvents[offer.event],
      fields: fieldsOf(visit, offer, about), hidden: { version: String(about.one.version) }, main: ['HOLD', 'DECIDE', 'CONCLUDE', 'VERIFY'].includes(offer.event),
    },
  }))

const present = (members: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
const day = (fields: Fields, name: string): string | undefined => (given(fields, name) === undefined ? undefined : typedDay(fields, name))
const chosen = (fields: Fields, name: string): string[] => [...fields.keys()].flatMap((key) => (key.startsWith(`${name}.`) ? [key.slice(name.length + 1)] : []))

const planned = (fields: Fields): Record<string, unknown> => present({
  plannedOn: typedDay(fields, 'plannedOn'), asOf: typedDay(fields, 'asOf'), from: day(fields, 'from'), chairId: typed(fields, 'chairId'), callNumber: given(fields, 'callNumber'), participants: chosen(fields, 'participants'),
})

/** A new review out of its form. @throws DomainError invalid-request */
export const newReviewOf = (fields: Fields): NewReview => bodyOf(NewReview, planned(fields))

/** The event that a form asks for. @throws DomainError invalid-request */
export const reviewEventOf = (formId: string, fields: Fields): AdvanceReview => {
  const [type = '', task] = formId.split('-')
  const common = { type, task: task === undefined ? undefined : Number(task), reason: given(fields, 'reason') }
  if (type === 'CHANGE') return bodyOf(AdvanceReview, { ...present(common), ...planned(fields) })
  return bodyOf(AdvanceReview, present({
    ...common, heldOn: day(fields, 'heldOn'), participants: type === 'HOLD' ? chosen(fields, 'participants') : undefined, output: given(fields, 'output'), text: given(fields, 'text'), ownerId: given(fields, 'ownerId'),
    dueOn: day(fields, 'dueOn'), note: given(fields, 'note'), minutes: type === 'CONCLUDE' ? { number: typed(fields, 'number'), on: typedDay(fields, 'on'), conclusion: typed(fields, 'conclusion') } : undefined,
  }))
}
