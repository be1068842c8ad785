/** What is left of a running clock, and when a share of its limit is used up. */
import type { Clock } from '../../schemas/calendar.ts'
import type { PreparedCalendar } from './prepare.ts'
import { runDayOf, usedBy, type Run } from './run.ts'
import { dayOf, elapsedWorkingMs, instantAtWorked, openingOf, rollForward, workedUpTo, workingDayAt,
  workingDayCount } from './working-time.ts'

/** The present run of a clock; null before the start, while stopped and after the end. */
export const runOf = (clock: Clock): Run | null =>
  clock.startedAtMs === null || clock.runningSinceMs === null ? null
    : { unit: clock.unit, startedAtMs: clock.startedAtMs, sinceMs: clock.runningSinceMs }

/**
 * What is left of the limit at an instant, in the quantum of the unit (days; milliseconds for workingHour); negative when it is
 * overdrawn, null for unit none. A stopped or ended clock uses nothing more. sameDay has 1 until its due instant and 0 after it. @throws
 * DomainError calendar-not-covered.
 */
export const remaining = (fast: PreparedCalendar, clock: Clock, atMs: number): number | null => {
  if (clock.unit === 'none') return null
  if (clock.unit === 'sameDay') return clock.dueAtMs !== null && atMs > clock.dueAtMs ? 0 : clock.budget
  const run = runOf(clock)
  return clock.budget - clock.consumed - (run && atMs > run.sinceMs ? usedBy(fast, run, atMs) : 0)
}

/**
 * Working milliseconds from an instant to the due instant, negative when overdue; null when there is no due instant. For ranking work.
 * @throws DomainError calendar-not-covered.
 */
export const remainingWorkingMs = (fast: PreparedCalendar, clock: Clock, atMs: number): number | null =>
  clock.dueAtMs === null ? null : elapsedWorkingMs(fast, atMs, clock.dueAtMs)

/**
 * The instant at which a share of the limit is used, in 1/100 of a percent (7000 is 70 %), should the clock run on; null when it does not
 * run or has no due instant. A share that was reached before the present run answers the beginning of that run.
 *
 * In limits by the day it is the opening of the day in which the share is reached: 70 % of 5 days is 3.5 days, reached in the course of the
 * fourth counted day, so whoever opens the list that morning sees it. (Its close would be too late to act: 90 % of 5 days is the due day.)
 * A calendar day off is moved to the next working day, as the due date itself is. sameDay: that share of the working time from receipt to
 * due. @throws DomainError calendar-not-covered.
 */
export const shareReachedAt = (fast: PreparedCalendar, clock: Clock, shareBp: number): number | null => {
  const run = runOf(clock)
  if (!run || clock.dueAtMs === null) return null
  const ahead = Math.ceil((clock.budget * shareBp) / 10_000) - clock.consumed
  if (run.unit === 'sameDay') return shareOfSameDay(fast, run, { dueAtMs: clock.dueAtMs, shareBp })
  return ahead <= 0 ? run.sinceMs : Math.max(run.sinceMs, reached(fast, run, ahead))
}

const reached = (fast: PreparedCalendar, run: Run, ahead: number): number => {
  if (run.unit === 'workingHour') return instantAtWorked(fast, workedUpTo(fast, run.sinceMs) + ahead)
  const day = run.unit === 'workingDay'
    ? workingDayAt(fast, workingDayCount(fast, runDayOf(fast, run)) + ahead)
    : rollForward(fast, dayOf(fast, run.sinceMs) + ahead)
  return openingOf(fast, day)
}

const shareOfSameDay = (fast: PreparedCalendar, run: Run, part: { dueAtMs: number; shareBp: number }): number => {
  const fromMs = workedUpTo(fast, run.sinceMs)
  const share = Math.ceil(((workedUpTo(fast, part.dueAtMs) - fromMs) * part.shareBp) / 10_000)
  return share <= 0 ? run.sinceMs : Math.max(run.sinceMs, instantAtWorked(fast, fromMs + share))
}
