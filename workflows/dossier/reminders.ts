/** When a dossier's clock calls for somebody's eye. Sources: docs/clock.md and NĐ 61/2018/NĐ-CP art. 19.9 (apology one day before). */
import type { Clock } from '../../schemas/calendar.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { shareReachedAt, tMinusOne, type PreparedCalendar } from '../calendar/index.ts'

export type RungName = 'share70' | 'share90' | 'tMinus1' | 'duePassed' | 'stepPassed'

/** One rung: claimed at most once per `basis` (the clock's cycle for shares, the due instant for dates, the visit for a step). `step`: the one that is late. */
export interface Rung { readonly rung: RungName; readonly atMs: number; readonly basis: string; readonly step?: string }

/**
 * The rungs of a dossier in order of time: of its clock, and of each open step with a limit of its own (a consultation that is not answered
 * in time is reported and stops nothing: NĐ 61/2018/NĐ-CP art. 19.5). None while the clock is stopped, has ended or has not begun.
 */
export function rungsOf(calendar: PreparedCalendar, { clock, steps }: Pick<Dossier, 'clock' | 'steps'>): Rung[] {
  if (clock.runningSinceMs === null || clock.endedAtMs !== null) return []
  const passed: Rung[] = steps.flatMap(({ step, enteredAtMs, dueAtMs }) =>
    dueAtMs === null ? [] : [{ rung: 'stepPassed' as const, atMs: dueAtMs, basis: `${step}@${enteredAtMs}`.slice(-64), step }])
  return [...clockRungs(calendar, clock), ...passed].sort((a, b) => a.atMs - b.atMs)
}

function clockRungs(calendar: PreparedCalendar, clock: Clock): Rung[] {
  if (clock.dueAtMs === null) return []
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
  return [...shares, ...dates]
}

/** The first rung's instant: the sweep looks from there, and each rung already claimed costs it one refused insert. */
export const firstRungAt = (calendar: PreparedCalendar, dossier: Pick<Dossier, 'clock' | 'steps'>): number | null => rungsOf(calendar, dossier)[0]?.atMs ?? null
