/** The formulas that objectives are bound to: where each is counted, and which dossiers are in it. Source: docs/objectives.md. */
import { shareFormulas, type Formula } from '../../schemas/objective.ts'
import { placeOf, type Standing } from '../statistics/counts.ts'

/** What was counted in a stretch of days; a count has no total. Null hits: not known. */
export interface Tally { readonly hits: number | null; readonly total: number | null }

/**
 * Counted over the standings of II.06a; over how much of the limit was used; over courses held against the procedure; or over the register of
 * nonconformities. `of`: what belongs to the total, `hit`: what counts of it.
 */
export type Counting =
  | { readonly from: 'standings'; readonly of: (standing: Standing) => boolean; readonly hit: (standing: Standing) => boolean }
  | { readonly from: 'speed' | 'conformance' }
  | { readonly from: 'register'; readonly source: 'complaint' | null }

/** As the official form counts: what ended without a result is resolved, what is paused is in progress. */
const isResolved = (standing: Standing): boolean => placeOf(standing, { ended: 'resolved', paused: 'inProgress' }) === 'resolved'
const isLate = (standing: Standing): boolean => isResolved(standing) && standing.pace === 'late'

/** How each formula is counted. */
export const countings: Readonly<Record<Formula, Counting>> = {
  onTime: { from: 'standings', of: isResolved, hit: ({ pace }) => pace !== 'late' },
  faster: { from: 'speed' },
  online: { from: 'standings', of: ({ carriedOver }) => !carriedOver, hit: ({ channel }) => channel === 'online' },
  apologised: { from: 'standings', of: isLate, hit: ({ withApology }) => withApology },
  conformance: { from: 'conformance' },
  late: { from: 'standings', of: isLate, hit: () => true },
  complaints: { from: 'register', source: 'complaint' },
  nonconformities: { from: 'register', source: null },
}

/** Whether the formula answers a share; else a count. */
export const isShare = (formula: Formula): boolean => shareFormulas.some((one) => one === formula)

/** Nothing counted yet, in the measure of the formula. */
export const noTally = (formula: Formula): Tally => ({ hits: 0, total: isShare(formula) ? 0 : null })

/** Both together; what is not known of one is not known of both. */
export const addTally = (a: Tally, b: Tally): Tally => ({
  hits: a.hits === null || b.hits === null ? null : a.hits + b.hits, total: a.total === null || b.total === null ? null : a.total + b.total,
})
