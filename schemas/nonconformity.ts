/** What a nonconformity (sự không phù hợp) is: how it was found, by which rule, about what. ISO 9001:2015, 8.7 and 10.2; docs/quality.md. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, InstantMs, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { DossierCode } from './dossier.ts'
import { Role } from './procedure.ts'
import { Cursor, page, PageSize } from './service.ts'

/** The first three are derived by a rule from what happened; the others are entered by people, and a missed objective also by a rule. */
export const derivedSources = ['lateDossier', 'latePattern', 'lawNotTakenUp'] as const
export const enteredSources = ['auditFinding', 'complaint', 'inspection', 'wrongResult', 'missedObjective', 'review'] as const
export const nonconformitySources = [...derivedSources, ...enteredSources] as const
export const NonconformitySource = oneOf(nonconformitySources)
export type NonconformitySource = Static<typeof NonconformitySource>

/** KPH nặng, KPH nhẹ, điểm lưu ý (domain 4.4). */
export const grades = ['major', 'minor', 'observation'] as const
export const Grade = oneOf(grades)
export type Grade = Static<typeof Grade>

/** A clause of the standard by its number, such as 8.7. */
export const Clause = Type.String({ maxLength: 12, pattern: '^\\d{1,2}(\\.\\d{1,2}){0,3}$' })

/** KPH-2026-0012: counts within the year in which it was found. */
export const NonconformityCode = Type.String({ maxLength: 20, pattern: '^KPH-\\d{4}-\\d{4,6}$' })

/** What a rule saw when it found it; numbers and dates of the register, nothing personal. */
export const NonconformityFacts = closed({
  procedure: Type.Optional(Code), field: Type.Optional(nullable(Code)), dueAt: Type.Optional(Instant), endedAt: Type.Optional(nullable(Instant)),
  daysLate: Type.Optional(nullable(Type.Integer({ minimum: 0 }))),
  month: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$' })), count: Type.Optional(Type.Integer({ minimum: 1 })),
  lawId: Type.Optional(Id), lawNumber: Type.Optional(line(60)), documentId: Type.Optional(Id), documentCode: Type.Optional(line(40)), takeUpBy: Type.Optional(LocalDate),
  /** A missed objective: which, in which period, and what was counted; a count has no total. */
  objectiveId: Type.Optional(Id), objective: Type.Optional(line(300)), period: Type.Optional(Type.String({ pattern: '^\\d{4}(-Q[1-4])?$' })), formula: Type.Optional(Type.String({ maxLength: 20 })),
  hits: Type.Optional(Type.Integer({ minimum: 0 })), total: Type.Optional(nullable(Type.Integer({ minimum: 0 }))), target: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Number of the complaint, of the inspection's conclusion, of the audit: what it was found in. */
  reference: Type.Optional(line(100)),
  /** The audit that found it, and its last day: from that the limit of a corrective action counts. */
  auditId: Type.Optional(Id), auditEndedOn: Type.Optional(LocalDate),
})
export type NonconformityFacts = Static<typeof NonconformityFacts>

/** That a correction is enough and no corrective action is needed, said by somebody with a reason (ISO 9001:2015, 10.2.1 b). */
/** `unfounded`: there was nothing to correct, because a recount of the working time lifted the lateness; the record stays as it was found. */
export const Settlement = closed({ atMs: InstantMs, accountId: Id, onBehalfOf: nullable(Id), role: Role, reason: text(2000), unfounded: Type.Optional(Type.Literal(true)) })
export type Settlement = Static<typeof Settlement>

/** One nonconformity as it was found, before it has a number. `cause`: what there may be one of. */
export interface FoundNonconformity {
  readonly cause: string
  readonly source: NonconformitySource
  /** The rule that derived it; null when a person entered it. */
  readonly rule: string | null
  readonly unitId: Id
  readonly grade: Grade
  readonly clause: string
  readonly occurredOn: LocalDate
  /** What somebody wrote; null for a derived one, which its facts describe. */
  readonly text: string | null
  readonly facts: NonconformityFacts
  readonly dossierIds: readonly Id[]
}

/** A nonconformity of the register. */
export interface Nonconformity extends FoundNonconformity {
  readonly id: Id
  readonly tenantId: Id
  readonly seq: number
  readonly code: string
  readonly foundAtMs: number
  readonly foundBy: Id | null
  readonly actionId: Id | null
  readonly settled: Settlement | null
}

/** One entry of the register's journal before it is chained: a chain for the agency, so that one left out is seen. */
export const NonconformityEntry = closed({
  v: Type.Literal(1), tenant: Id, seq: Type.Integer({ minimum: 1 }), prev: Sha256, at: Instant, event: oneOf(['RAISE', 'SETTLE', 'TAKE_UP']),
  actor: closed({ account: nullable(Id), onBehalfOf: nullable(Id), role: nullable(Role) }),
  nonconformity: Id, code: NonconformityCode,
  cause: Type.Optional(Type.String({ maxLength: 200 })), source: Type.Optional(NonconformitySource), rule: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
  unit: Type.Optional(Id), grade: Type.Optional(Grade), clause: Type.Optional(Clause), occurredOn: Type.Optional(LocalDate), text: Type.Optional(nullable(text(4000))),
  facts: Type.Optional(NonconformityFacts), dossiers: Type.Optional(Type.Array(Id, { maxItems: 1000 })), reason: Type.Optional(text(2000)), unfounded: Type.Optional(Type.Literal(true)), action: Type.Optional(Id),
})
export type NonconformityEntry = Static<typeof NonconformityEntry>
export interface ChainedNonconformityEntry { readonly entry: NonconformityEntry; readonly canonical: string; readonly hash: Sha256 }

/** Body of POST /nonconformities. */
export const NewNonconformity = closed({
  source: oneOf(enteredSources), unitId: Id, grade: Grade, clause: Clause, occurredOn: LocalDate, text: text(4000),
  reference: Type.Optional(line(100)), dossierIds: Type.Optional(Type.Array(Id, { maxItems: 200, uniqueItems: true })),
})
export type NewNonconformity = Static<typeof NewNonconformity>

/** Where it stands: nothing decided yet, an action deals with it, that action is closed, or a correction was enough. */
export const nonconformityStandings = ['open', 'inAction', 'closed', 'settled'] as const
export const NonconformityStanding = oneOf(nonconformityStandings)
export type NonconformityStanding = Static<typeof NonconformityStanding>

export const NonconformityFilter = closed({
  standing: Type.Optional(NonconformityStanding), source: Type.Optional(NonconformitySource), unit: Type.Optional(Id), dossier: Type.Optional(Id),
  limit: Type.Optional(PageSize), after: Type.Optional(Cursor),
})
export type NonconformityFilter = Static<typeof NonconformityFilter>

/** A line of the register. Of the dossiers only those that the reader may see; `dossiersHidden` says how many more there are. */
export const NonconformityView = closed({
  id: Id, code: NonconformityCode, source: NonconformitySource, rule: nullable(Type.String()), unitId: Id, grade: Grade, clause: Clause, occurredOn: LocalDate,
  foundAt: Instant, foundBy: nullable(Id), text: nullable(Type.String()), facts: NonconformityFacts, standing: NonconformityStanding, actionId: nullable(Id),
  settled: nullable(closed({ at: Instant, accountId: Id, onBehalfOf: nullable(Id), role: Role, reason: Type.String(), unfounded: Type.Optional(Type.Literal(true)) })),
  dossiers: Type.Array(closed({ id: Id, code: nullable(DossierCode) })), dossiersHidden: Type.Integer(),
})
export type NonconformityView = Static<typeof NonconformityView>
export const NonconformityPage = page(NonconformityView)
/** `unfounded`: only of a late dossier that is not late any more. */
export const SettleNonconformity = closed({ reason: text(2000), unfounded: Type.Optional(Type.Literal(true)) })
export type SettleNonconformity = Static<typeof SettleNonconformity>
