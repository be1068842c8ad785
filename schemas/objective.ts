/**
 * Quality objectives (mục tiêu chất lượng): each bound to a formula out of a closed list, so that nobody types what was achieved.
 * Sources: ISO 9001:2015, 6.2 and 9.1.3; QĐ 19/2014/QĐ-TTg (LS-012); docs/objectives.md.
 */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, LocalDate, nullable, oneOf } from './common.ts'
import { DocumentNumber } from './fact.ts'
import { Clause } from './nonconformity.ts'

/**
 * What an objective may be bound to. Shares: resolved on or before time; resolved in at most nine tenths of the limit; received online; apologised for among
 * the late; handled exactly as published. Counts: resolved late; complaints and nonconformities of the register.
 */
export const shareFormulas = ['onTime', 'faster', 'online', 'apologised', 'conformance'] as const
export const countFormulas = ['late', 'complaints', 'nonconformities'] as const
export const formulas = [...shareFormulas, ...countFormulas] as const
export const Formula = oneOf(formulas)
export type Formula = Static<typeof Formula>

export const comparisons = ['atLeast', 'atMost'] as const
export type Comparison = (typeof comparisons)[number]

/** A share in hundredths of a per cent (9900: 99 %), a count as it is. */
const Amount = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const Year = Type.Integer({ minimum: 2015, maximum: 2100 })

const stated = {
  name: line(300),
  /** The line of the policy or the requirement that it serves, and the clause of the standard. */
  policy: Type.Optional(line(300)),
  clause: Clause,
  comparison: oneOf(comparisons),
  target: Amount,
  /** How far it may be missed and still be amber, in the same measure as the target; 0: there is no amber. */
  tolerance: Amount,
  /** The decision that sets it. */
  number: DocumentNumber,
  on: LocalDate,
  /** Who answers for it. */
  ownerId: Id,
}

/** Body of POST /objectives. Without a unit it is the agency's. */
export const NewObjective = closed({ year: Year, formula: Formula, unitId: Type.Optional(Id), ...stated })
export type NewObjective = Static<typeof NewObjective>
/** The whole objective as a newer decision has it, at the version that was read; year, formula and unit stay. */
export const ObjectiveChange = closed({ version: Type.Integer({ minimum: 1 }), reason: line(500), ...stated })
export type ObjectiveChange = Static<typeof ObjectiveChange>
/** Given up by a decision; its versions and what was found of it stay. */
export const ObjectiveWithdrawal = closed({ version: Type.Integer({ minimum: 1 }), reason: line(500), number: DocumentNumber })
export type ObjectiveWithdrawal = Static<typeof ObjectiveWithdrawal>

/** An objective as one version states it. */
export const Objective = closed({
  id: Id, version: Type.Integer({ minimum: 1 }), year: Year, formula: Formula, unitId: nullable(Id), ...stated, policy: nullable(line(300)), withdrawn: Type.Boolean(),
  /** Why this version was made; null for the first. */
  reason: nullable(line(500)),
})
export type Objective = Static<typeof Objective>
export const ObjectiveVersion = closed({ ...Objective.properties, at: Instant, by: Type.String() })
export type ObjectiveVersion = Static<typeof ObjectiveVersion>

/** Met; missed by no more than the tolerance; missed; nothing to judge yet. */
export const lights = ['green', 'amber', 'red', 'grey'] as const
export const Light = oneOf(lights)
export type Light = Static<typeof Light>

/** `2026-Q1`, or `2026` for the year. */
export const ObjectivePeriod = Type.String({ pattern: '^\\d{4}(-Q[1-4])?$' })

const count = Type.Integer({ minimum: 0 })
/** What a period has: hits of a total (a count has no total), printed half-up; null where it is not known. `target`, `version`: what held at its end. */
export const ObjectiveFigure = closed({
  period: ObjectivePeriod, from: LocalDate, to: LocalDate, ended: Type.Boolean(), hits: nullable(count), total: nullable(count), value: Type.String({ maxLength: 20 }), target: Amount, version: Type.Integer({ minimum: 1 }), light: Light,
})
export type ObjectiveFigure = Static<typeof ObjectiveFigure>

/** Whether the last quarter with data differs from the one before by more than chance would have it (one time in twenty). */
export const trends = ['better', 'worse', 'level', 'unknown'] as const
export type Trend = (typeof trends)[number]

/**
 * The end of the year, if the rest goes on as the year has gone so far. `low` and `high` hold it nine times of ten; `chanceBp`: how likely the target is met,
 * in hundredths of a per cent. `rest`: dossiers expected until then (for a count: days), by the same stretch of last year or by this year's own pace.
 */
export const Forecast = closed({
  low: Type.String({ maxLength: 20 }), high: Type.String({ maxLength: 20 }), chanceBp: Type.Integer({ minimum: 0, maximum: 10_000 }), rest: count, basis: oneOf(['lastYear', 'ownPace', 'days']),
})
export type Forecast = Static<typeof Forecast>

/** A unit below the one that the objective is about: its own objective of the same formula where it has one, else what was decided above. */
export const ObjectiveUnit = closed({ unitId: Id, objectiveId: nullable(Id), hits: nullable(count), total: nullable(count), value: Type.String({ maxLength: 20 }), target: Amount, light: Light })
export type ObjectiveUnit = Static<typeof ObjectiveUnit>

/** An objective with what was achieved, counted at an instant. */
export const ObjectiveStanding = closed({
  objective: Objective, asOf: Instant, quarters: Type.Array(ObjectiveFigure, { maxItems: 4 }), year: ObjectiveFigure, trend: oneOf(trends), forecast: nullable(Forecast),
  units: Type.Array(ObjectiveUnit, { maxItems: 5_000 }),
})
export type ObjectiveStanding = Static<typeof ObjectiveStanding>
export const ObjectivesOfYear = closed({ year: Year, items: Type.Array(ObjectiveStanding, { maxItems: 500 }) })
export const ObjectiveDetail = closed({ standing: ObjectiveStanding, versions: Type.Array(ObjectiveVersion) })
