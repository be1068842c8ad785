/** What the law, the standard and the agency's own plan ask of the management system in a year, and what shows that it was done. */
import Type, { type Static } from 'typebox'
import { closed, line, LocalDate, nullable, oneOf } from './common.ts'

/** Once a year each; then what follows from what happened: a law, a changed scope, an inspection, documents to look at again, milestones of the plan. */
export const dutyKinds = [
  'plan', 'objectives', 'training', 'halfYearReport', 'annualReport', 'internalAudit', 'managementReview', 'satisfaction', 'context', 'risks',
  'lawChange', 'republication', 'inspectionFeedback', 'documentReview', 'milestone', 'entry',
] as const
export const DutyKind = oneOf(dutyKinds)
export type DutyKind = Static<typeof DutyKind>

/** `doneLate`: there is evidence, from after its day. `soon`: its day is within the month to come. `open`: its day is further off. */
export const dutyStandings = ['done', 'doneLate', 'late', 'soon', 'open'] as const
export const DutyStanding = oneOf(dutyStandings)
export type DutyStanding = Static<typeof DutyStanding>

/** What shows that something was done: a document, a report as it was sent, an audit, a review. Found by the service, never ticked by hand. */
export const DutyEvidence = closed({ kind: DutyKind, on: LocalDate, text: line(600), href: Type.String({ maxLength: 200 }) })
export type DutyEvidence = Static<typeof DutyEvidence>

export const Duty = closed({
  /** Tells it apart from every other of the agency: the kind with the year, or with what it follows from. */
  key: Type.String({ maxLength: 120 }), kind: DutyKind, dueOn: LocalDate, standing: DutyStanding, doneOn: nullable(LocalDate),
  /** What it is about, where the kind does not say it: a law, a milestone, codes of documents. */
  about: nullable(Type.String({ maxLength: 1000 })), href: nullable(Type.String({ maxLength: 200 })),
  /** Of the legal source or practice that asks for it. */
  ground: line(300), evidence: Type.Array(DutyEvidence, { maxItems: 200 }),
})
export type Duty = Static<typeof Duty>

/** The year of an agency: what is asked in it, in the order of its days, and what older years left undone. */
export const DutyYear = closed({ year: Type.Integer({ minimum: 2000, maximum: 2200 }), today: LocalDate, duties: Type.Array(Duty, { maxItems: 2000 }), before: Type.Array(Duty, { maxItems: 500 }) })
export type DutyYear = Static<typeof DutyYear>
export const DutyQuery = closed({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2200 })) })

/** A law in force that documents are linked to. `takenOn`: when the last of them took it up; null while one has not. */
export interface LawToTakeUp { readonly id: string; readonly number: string; readonly effectiveFrom: LocalDate; readonly documents: number; readonly takenOn: LocalDate | null }
/** A nonconformity that an inspection from outside found. `answeredOn`: when what was asked for had been done. */
export interface InspectionToAnswer { readonly id: string; readonly code: string; readonly occurredOn: LocalDate; readonly answeredOn: LocalDate | null; readonly answer: string | null }
/** A document in force whose look is due on a day. */
export interface DocumentToReview { readonly id: string; readonly code: string; readonly on: LocalDate }
/** A milestone of the plan, with the day on which it was entered as reached. */
export interface MilestoneToReach { readonly id: string; readonly number: string; readonly title: string; readonly dueOn: LocalDate; readonly doneOn: LocalDate | null }

/** Somebody who took up a role. `doneOn`: when they had read what the role asks for; null while something is unread. */
export interface NewcomerToTrain { readonly accountId: string; readonly name: string; readonly since: LocalDate; readonly doneOn: LocalDate | null }

/** What a year is drawn from. */
export interface DutyFacts {
  readonly today: LocalDate
  readonly evidence: readonly DutyEvidence[]
  readonly laws: readonly LawToTakeUp[]
  readonly inspections: readonly InspectionToAnswer[]
  /** Days on which procedures for the public came into or went out of force: the scope was another one from then on. */
  readonly scopeChanges: readonly LocalDate[]
  readonly toReview: readonly DocumentToReview[]
  /** Documents that were looked at again, or revised, with the day. */
  readonly reviewed: readonly DocumentToReview[]
  readonly milestones: readonly MilestoneToReach[]
  readonly newcomers: readonly NewcomerToTrain[]
}
