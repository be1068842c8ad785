/** Reading the weekly pattern and the rows of single days. */
import type { CalendarDay, Session, WeeklyPattern } from '../../schemas/calendar.ts'

/** A weekly pattern with the day number from which it holds. */
export interface DatedPattern { readonly from: number; readonly pattern: WeeklyPattern }

/** Milliseconds since midnight of `HH:MM`, up to 24:00. */
export const timeMsOf = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000

/** The weekly pattern in force on a day. */
export const patternOn = (patterns: readonly DatedPattern[], day: number): WeeklyPattern | undefined => {
  let found: WeeklyPattern | undefined
  for (const { from, pattern } of patterns) if (from <= day) found = pattern
  return found
}

/** True for the kinds that make a day a day of work. */
export const isWorkKind = (kind: CalendarDay['kind']): boolean => kind === 'SWAP_WORK' || kind === 'LOCAL_WORK'

/** What is worked on a day: the row of the day if there is one, else the weekly pattern. Receipt-only sessions are no work. */
export const sessionsOn = (row: CalendarDay | undefined, pattern: WeeklyPattern | undefined, weekday: number): readonly Session[] => {
  if (row?.sessions) return row.sessions
  if (row) return isWorkKind(row.kind) ? (pattern?.days[0] ?? []) : []
  return pattern?.days[weekday] ?? []
}
