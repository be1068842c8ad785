/** A management review (xem xét của lãnh đạo): planned, held on inputs that were counted as of a day, concluded with decisions that became tasks. ISO 9001:2015, 9.3. */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, InstantMs, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { DocumentFile, Signature } from './document.ts'
import type { Actor } from './dossier.ts'
import { DocumentNumber } from './fact.ts'
import { Role } from './procedure.ts'
import { FigureDifference, IsoReport } from './report.ts'

export const reviewStates = ['planned', 'held', 'concluded', 'cancelled'] as const
export const ReviewState = oneOf(reviewStates)
export type ReviewState = Static<typeof ReviewState>

/** Late is a question (its day is over and it is open), never a state. */
export const reviewTaskStates = ['open', 'reported', 'verified', 'withdrawn'] as const
export const ReviewTaskState = oneOf(reviewTaskStates)
export type ReviewTaskState = Static<typeof ReviewTaskState>

/** What a decision is about: an opportunity for improvement, a change of the management system, resources. ISO 9001:2015, 9.3.3 a to c. */
export const reviewOutputs = ['improvement', 'change', 'resources'] as const
export const ReviewOutput = oneOf(reviewOutputs)
export type ReviewOutput = Static<typeof ReviewOutput>

/** XXLĐ-2026-01: counts within the year in which it was planned. */
export const ReviewCode = Type.String({ maxLength: 20, pattern: '^XXLĐ-\\d{4}-\\d{2,4}$' })
const people = Type.Array(Id, { maxItems: 200, uniqueItems: true })

/** A decision of the review as a task: who, by when, what was done, who has seen it done. */
export const ReviewTask = closed({
  number: Type.Integer({ minimum: 1, maximum: 200 }), output: ReviewOutput, text: text(2000), ownerId: Id, dueOn: LocalDate, state: ReviewTaskState,
  /** Who worked on it, the absent person of a substitute included: four-eyes reads it. */
  doers: people, evidence: Type.Array(closed({ atMs: InstantMs, accountId: Id, note: text(2000), file: Type.Optional(DocumentFile) }), { maxItems: 100 }), verified: nullable(Signature),
})
export type ReviewTask = Static<typeof ReviewTask>

export const ReviewMinutes = closed({ number: DocumentNumber, on: LocalDate, conclusion: text(8000) })
export type ReviewMinutes = Static<typeof ReviewMinutes>

/** Everything that decides what may happen next to one review; kept whole, versioned, rebuilt by nothing but its own events. */
export const ManagementReview = closed({
  id: Id, tenantId: Id, version: Type.Integer({ minimum: 0 }), code: ReviewCode, state: ReviewState,
  plannedOn: LocalDate,
  /** First and last day of what the inputs count. */
  from: LocalDate, asOf: LocalDate,
  chairId: Id, participants: people,
  /** The plan or notice that calls it. */
  callNumber: nullable(DocumentNumber),
  heldOn: nullable(LocalDate), inputs: nullable(Sha256), minutes: nullable(ReviewMinutes),
  tasks: Type.Array(ReviewTask, { maxItems: 200 }),
  planned: Signature, held: nullable(Signature), concluded: nullable(Signature), cancelled: nullable(Signature),
  lastEventAtMs: InstantMs, journalSeq: Type.Integer({ minimum: 0 }), journalHash: Sha256,
})
export type ManagementReview = Static<typeof ManagementReview>

export const reviewEvents = ['CHANGE', 'HOLD', 'DECIDE', 'CONCLUDE', 'CANCEL'] as const
export type ReviewEventType = (typeof reviewEvents)[number]
/** Of one task, named by `task`. */
export const reviewTaskEvents = ['ASSIGN', 'POSTPONE', 'REPORT', 'RETURN', 'VERIFY', 'WITHDRAW'] as const
export type ReviewTaskEventType = (typeof reviewTaskEvents)[number]
/** Beside them a file for a task, which has an address of its own. */
export type JournaledReviewEvent = ReviewEventType | ReviewTaskEventType | 'ATTACH'

const plan = { plannedOn: LocalDate, asOf: LocalDate, chairId: Id, participants: people }
/** Body of POST /management-reviews. `from` absent: the day after the last review's, or the first of the year. */
export const NewReview = closed({ ...plan, from: Type.Optional(LocalDate), callNumber: Type.Optional(DocumentNumber) })
export type NewReview = Static<typeof NewReview>

/** Body of POST /management-reviews/:id/events. */
export const AdvanceReview = closed({
  type: oneOf([...reviewEvents, ...reviewTaskEvents]), task: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })), reason: Type.Optional(text(2000)),
  plannedOn: Type.Optional(LocalDate), asOf: Type.Optional(LocalDate), from: Type.Optional(LocalDate), chairId: Type.Optional(Id), participants: Type.Optional(people), callNumber: Type.Optional(DocumentNumber),
  heldOn: Type.Optional(LocalDate), minutes: Type.Optional(ReviewMinutes),
  output: Type.Optional(ReviewOutput), text: Type.Optional(text(2000)), ownerId: Type.Optional(Id), dueOn: Type.Optional(LocalDate), note: Type.Optional(text(2000)),
})
export type AdvanceReview = Static<typeof AdvanceReview>

/** One journal entry before it is chained. */
export const ReviewEntry = closed({
  v: Type.Literal(1), tenant: Id, review: Id, seq: Type.Integer({ minimum: 1 }), prev: Sha256, at: Instant, event: Type.String({ maxLength: 20 }),
  actor: closed({ account: Id, onBehalfOf: nullable(Id), role: nullable(Role), unit: nullable(Id) }), code: ReviewCode, state: ReviewState,
  task: Type.Optional(Type.Integer()), taskState: Type.Optional(ReviewTaskState), reason: Type.Optional(text(2000)), note: Type.Optional(text(2000)), file: Type.Optional(Sha256), text: Type.Optional(text(2000)),
  output: Type.Optional(ReviewOutput), owner: Type.Optional(Id), dueOn: Type.Optional(LocalDate), plannedOn: Type.Optional(LocalDate), from: Type.Optional(LocalDate), asOf: Type.Optional(LocalDate),
  chair: Type.Optional(Id), participants: Type.Optional(people), callNumber: Type.Optional(DocumentNumber), heldOn: Type.Optional(LocalDate), inputs: Type.Optional(Sha256), minutes: Type.Optional(ReviewMinutes),
})
export type ReviewEntry = Static<typeof ReviewEntry>
export interface ChainedReviewEntry { readonly entry: ReviewEntry; readonly canonical: string; readonly hash: Sha256 }

/** What storage tells about a review and its actor; a rule decides on this and on the time alone. */
export interface ReviewFacts { readonly review: ManagementReview; readonly actor: Actor; readonly zone: string }
/** Whom to tell of what, after the decision is kept. */
export interface ReviewEffect {
  readonly kind: 'reviewPlanned' | 'reviewTaskGiven' | 'reviewTaskToVerify' | 'reviewTaskReturned'; readonly task: number | null
  readonly to: { readonly roles: readonly Role[] } | { readonly accounts: readonly Id[] }
}
export interface ReviewDecision { readonly review: ManagementReview; readonly entry: ChainedReviewEntry; readonly effects: readonly ReviewEffect[] }

const Signed = nullable(closed({ accountId: Id, onBehalfOf: nullable(Id), role: Role, at: Instant }))
const TaskView = Type.Object({
  ...Type.Omit(ReviewTask, ['evidence', 'verified']).properties, evidence: Type.Array(closed({ at: Instant, accountId: Id, note: Type.String(), file: Type.Optional(closed({ sha256: Sha256, name: Type.String(), size: Type.Integer(), mediaType: Type.String() })) })), verified: Signed, late: Type.Boolean(),
}, { additionalProperties: false })
/** A review as a program sees it. */
export const ReviewView = Type.Object({
  ...Type.Omit(ManagementReview, ['tenantId', 'tasks', 'planned', 'held', 'concluded', 'cancelled', 'lastEventAtMs', 'journalSeq', 'journalHash']).properties,
  tasks: Type.Array(TaskView), planned: Signed, held: Signed, concluded: Signed, cancelled: Signed, lastEventAt: Instant,
}, { additionalProperties: false })
export type ReviewView = Static<typeof ReviewView>
export const ReviewList = closed({ items: Type.Array(ReviewView, { maxItems: 200 }) })
/** `verified`: the chain is whole and ends where the review says. */
export const ReviewJournal = closed({ verified: Type.Boolean(), entries: Type.Array(closed({ entry: ReviewEntry, hash: Sha256 })) })
/** The inputs: as they were frozen when it was held, or as they would be counted now (`intact` null). `differences` says which figures are others today, and why. */
export const ReviewInputs = closed({ report: IsoReport, intact: nullable(Type.Boolean()), frozenAt: nullable(Instant), differences: Type.Array(FigureDifference, { maxItems: 2000 }) })
export type ReviewInputs = Static<typeof ReviewInputs>

/** A review as reports cite it, with its tasks as they stood at their instant. */
export interface ListedReview {
  readonly code: string; readonly heldOn: LocalDate; readonly chair: string; readonly minutes: string | null
  readonly tasks: readonly { readonly text: string; readonly owner: string; readonly dueOn: LocalDate; readonly state: ReviewTaskState }[]
}
