/** The life of a management review, and of a task that it decided. Source: ISO 9001:2015, 9.3; domain 4.1 and 4.4. */
import type { ReviewState, ReviewTaskState } from '../../schemas/review.ts'
import { type Life, lifeOf } from './life.ts'

/** What the guards look at: facts about the request, no person and no clock. */
export interface ReviewGuardFacts {
  readonly reasonGiven: boolean
  /** Day of the meeting given, and neither it nor the day of the inputs is still to come. */
  readonly dayOver: boolean
  readonly minutesGiven: boolean
  readonly anyTask: boolean
  /** What a decision must have and lacks. */
  readonly complete: boolean
  readonly ownerGiven: boolean
  readonly dueGiven: boolean
  readonly noteGiven: boolean
}

const guards = {
  reasonGiven: (facts: ReviewGuardFacts) => facts.reasonGiven,
  dayOver: (facts: ReviewGuardFacts) => facts.dayOver,
  minutesGiven: (facts: ReviewGuardFacts) => facts.minutesGiven,
  /** A review without any decision is concluded with a word why. */
  decidedOrReason: (facts: ReviewGuardFacts) => facts.anyTask || facts.reasonGiven,
  complete: (facts: ReviewGuardFacts) => facts.complete,
  ownerGiven: (facts: ReviewGuardFacts) => facts.ownerGiven,
  dueGiven: (facts: ReviewGuardFacts) => facts.dueGiven,
  noteGiven: (facts: ReviewGuardFacts) => facts.noteGiven,
} as const
export type ReviewGuard = keyof typeof guards

const to = <S extends string>(target: S, ...names: ReviewGuard[]) => ({ target, guards: names })

/** From the plan to the minutes. */
const reviewLife: Life<ReviewState, ReviewGuard> = {
  planned: { CHANGE: to('planned'), HOLD: to('held', 'dayOver'), CANCEL: to('cancelled', 'reasonGiven') },
  held: { DECIDE: to('held', 'complete'), CONCLUDE: to('concluded', 'minutesGiven', 'decidedOrReason') },
  concluded: {},
  cancelled: {},
}
/** Its tasks live on after the minutes. */
const reviewTaskLife: Life<ReviewTaskState, ReviewGuard> = {
  open: { ASSIGN: to('open', 'ownerGiven', 'reasonGiven'), POSTPONE: to('open', 'dueGiven', 'reasonGiven'), ATTACH: to('open'), REPORT: to('reported', 'noteGiven'), WITHDRAW: to('withdrawn', 'reasonGiven') },
  reported: { VERIFY: to('verified', 'noteGiven'), RETURN: to('open', 'reasonGiven') },
  verified: {},
  withdrawn: {},
}

/** The machines of them. */
export const reviewMachine = lifeOf('managementReview', reviewLife, guards)
export const reviewTaskMachine = lifeOf('reviewTask', reviewTaskLife, guards)
