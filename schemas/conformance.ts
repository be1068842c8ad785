/** How far dossiers were handled exactly as the published procedure says, and how they really ran. docs/statistics.md. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, Id, Instant, LocalDate, nullable } from './common.ts'

const count = Type.Integer({ minimum: 0 })

/** One way a dossier was not handled exactly: an entry that the procedure or the law did not foresee by its rule, `step-over-limit`, or `late`. */
export const DeviationKind = Type.String({ minLength: 1, maxLength: 64 })

/** Dossiers that ended in the period, of a procedure in a unit. `exact` of `dossiers`; `share` in per cent, half-up, with a comma. */
export const ConformanceRow = closed({ procedure: Code, unit: Id, dossiers: count, exact: count, share: Type.String({ maxLength: 10 }) })
/** A step of a procedure over all dossiers that passed it. Times are working time in milliseconds; `over`: dossiers in which its limit was used up and more. */
export const StepDelay = closed({
  procedure: Code, step: Type.String({ maxLength: 200 }), name: Bilingual, dossiers: count, over: count, totalMs: count, meanMs: count, longestMs: count,
})
export type StepDelay = Static<typeof StepDelay>
/** A way through a procedure as it was really gone: its events in turn, with the names of those that are the procedure's own. */
export const Variant = closed({ procedure: Code, id: Type.String({ maxLength: 64 }), events: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 600 }), names: Type.Array(nullable(Bilingual), { maxItems: 600 }), dossiers: count, exact: count })
export type Variant = Static<typeof Variant>

export const ConformanceReport = closed({
  /** `dossiers` were read; `waiting` have ended as well and wait to be read, they are in none of the figures. */
  from: LocalDate, to: LocalDate, asOf: Instant, dossiers: count, waiting: count, exact: count, share: Type.String({ maxLength: 10 }),
  rows: Type.Array(ConformanceRow, { maxItems: 5_000 }),
  deviations: Type.Array(closed({ kind: DeviationKind, dossiers: count }), { maxItems: 1_000 }),
  /** The step in which most working time went by first. */
  steps: Type.Array(StepDelay, { maxItems: 5_000 }),
  /** The most frequent of each procedure first, ten of each at most. */
  variants: Type.Array(Variant, { maxItems: 5_000 }),
})
export type ConformanceReport = Static<typeof ConformanceReport>
