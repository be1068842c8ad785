/** When a dossier's clock calls for somebody's eye. Sources: domain.md 3.3 (70 %, 90 %, T-1) and NĐ 61/2018/NĐ-CP art. 19.9 (apology one day before). */
import type { Clock } from '../../schemas/calendar.ts'
import { shareReachedAt, tMinusOne, type PreparedCalendar } from '../calendar/index.ts'

export type RungName = 'share70' | 'share90' | 'tMinus1' | 'duePassed'

/** One rung: claimed at most once per `basis` (the clock's cycle for shares, the due instant for dates). */
export interface Rung { readonly rung: RungName; readonly atMs: number; readonly basis: string }

/** The rungs of a running clock in order of time; none while it is stopped, has ended or has no due date. */
export function rungsOf(calendar: PreparedCalendar, clock: Clock): Rung[] {
  if (clock.dueAtMs === null || clock.runningSinceMs === null || clock.endedAtMs !== null) return []
  const cycle = `cycle-${clock.cycle}`
  const due = `due-${clock.dueAtMs}`
  const shares: Rung[] = ([['share70', 7000], ['share90', 9000]] as const).flatMap(([rung, shareBp]) => {
    const atMs = shareReachedAt(calendar, clock, shareBp)
    return atMs === null ? [] : [{ rung, atMs, basis: cycle }]
  })
  const dates: Rung[] = [
    { rung: 'tMinus1', atMs: tMinusOne(calendar, clock.dueAtMs), basis: due },
    { rung: 'duePassed', atMs: clock.dueAtMs, basis: due },
  ]
  return [...shares, ...dates].sort((a, b) => a.atMs - b.atMs)
}

/** The first rung's instant: the sweep looks from there, and each rung already claimed costs it one refused insert. */
export const firstRungAt = (calendar: PreparedCalendar, clock: Clock): number | null => rungsOf(calendar, clock)[0]?.atMs ?? null
