/** Why a dossier is late: who used most of its limit. Source: docs/statistics.md ("Whose time it was"). */
import type { LimitUnit } from '../../schemas/calendar.ts'
import { keepers, type Keeper } from '../../schemas/statistics.ts'
import type { KeeperTime, Reasons } from '../dossier/reasons.ts'
import type { Cause } from './forms.ts'

/** What each kind of holder used of the limit, in the quantum of the clock; they sum to what the clock consumed. */
export interface Attribution { readonly unit: LimitUnit; readonly used: Readonly<Record<Keeper, number>>; readonly cause: Cause }

const total = (times: readonly KeeperTime[], keeper: Keeper, of: 'used' | 'workingMs'): number =>
  times.reduce((sum, one) => sum + (one.keeper === keeper ? one[of] : 0), 0)

/** The lateness of one dossier by holder. Where two used the same, the one with more working time; where nothing could be counted, `unknown`. */
export const attributionOf = ({ unit, keepers: times }: Pick<Reasons, 'unit' | 'keepers'>): Attribution => {
  const used = Object.fromEntries(keepers.map((keeper) => [keeper, total(times, keeper, 'used')])) as Record<Keeper, number>
  const ranked = [...keepers].sort((a, b) => used[b] - used[a] || total(times, b, 'workingMs') - total(times, a, 'workingMs'))
  return { unit, used, cause: times.length === 0 ? 'unknown' : ranked[0] ?? 'unknown' }
}
