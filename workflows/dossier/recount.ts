/**
 * A clock under another calendar, and a clock that the calendar cannot count to its end. Pure: each function answers a new clock.
 * Sources: docs/decisions/0006-a-changed-calendar.md; Civil Code 2015 art. 147-148.
 */
import type { Clock, OnResume } from '../../schemas/calendar.ts'
import { closeOnOrAfter, openingOnOrAfter, projectDue, runOf, usedBy, whereCovered, type PreparedCalendar, type Run } from '../calendar/index.ts'
import { restarted } from './clock.ts'

/** It runs, and no calendar says until when: the due instant lies after the last covered day. */
export const isDueOpen = ({ unit, runningSinceMs, endedAtMs, dueAtMs }: Clock): boolean =>
  unit !== 'none' && runningSinceMs !== null && endedAtMs === null && dueAtMs === null

/** Something of it waits for a calendar that reaches further. */
export const isOpen = (clock: Clock): boolean => clock.uncounted !== undefined || isDueOpen(clock)

const withStretch = (clock: Clock, toMs: number, toEnd: boolean): Clock => {
  const { runningSinceMs: fromMs, uncounted = [] } = clock
  return fromMs === null ? clock : { ...clock, uncounted: [...uncounted, { fromMs, toMs, toEnd }], runningSinceMs: null }
}

/** It stands still; what it used is counted when a calendar can. */
export const stopOpen = (clock: Clock, atMs: number): Clock => ({ ...withStretch(clock, atMs, false), dueAtMs: null })

/** It ends; what it used, and with it early or late, is counted when a calendar can. A due instant that is known stays. */
export const endOpen = (clock: Clock, atMs: number): Clock => ({ ...withStretch(clock, atMs, true), endedAtMs: atMs })

/** It runs again; without a due instant where that cannot be told. @throws DomainError as `resumeClock`, but for calendar-not-covered */
export const resumeOpen = (fast: PreparedCalendar, clock: Clock, onResume: OnResume, atMs: number): Clock => recount(fast, restarted(clock, onResume, atMs))

/**
 * The clock under a calendar: what waited to be counted is counted, and the due instant of a running clock is projected anew. Never refused:
 * what this calendar does not reach stays open, a due instant that it cannot tell is null.
 *
 * A count of days moves with the days that are worked, later and earlier, but never before the instant printed on the receipt: the applicant
 * was promised no earlier day and the staff were given no shorter time. A date that an apology named is a date and no count: it stays, and
 * moves only when it becomes a day off (Civil Code 2015 art. 148.5). A clock that stands still or has ended keeps what was counted.
 */
export const recount = (fast: PreparedCalendar, clock: Clock): Clock => {
  const settled = whereCovered(() => settle(fast, clock)) ?? clock
  const run = runOf(settled)
  if (run === null || settled.endedAtMs !== null || settled.unit === 'none') return settled
  const open = { ...settled, dueAtMs: null }
  return settled.uncounted === undefined ? whereCovered(() => redated(fast, settled, run)) ?? open : open
}

/** Counts the stretches that waited, and where the last of them ran to the end without a due instant, finds that too. @throws DomainError calendar-not-covered */
const settle = (fast: PreparedCalendar, clock: Clock): Clock => {
  const { uncounted, ...counted } = clock
  const { startedAtMs, unit } = clock
  const last = uncounted?.at(-1)
  if (uncounted === undefined || last === undefined || startedAtMs === null) return clock
  const runs = uncounted.map(({ fromMs, toMs }) => ({ run: { unit, startedAtMs, sinceMs: fromMs }, toMs }))
  const before = runs.slice(0, -1).reduce((sum, { run, toMs }) => sum + usedBy(fast, run, toMs), clock.consumed)
  const run: Run = { unit, startedAtMs, sinceMs: last.fromMs }
  const due = clock.dueAtMs ?? (last.toEnd ? countedDue(fast, clock, run, clock.budget - before) : null)
  return { ...counted, consumed: before + usedBy(fast, run, last.toMs), dueAtMs: due }
}

const redated = (fast: PreparedCalendar, clock: Clock, run: Run): Clock => {
  if (clock.appointed !== true || clock.dueAtMs === null) return { ...clock, dueAtMs: countedDue(fast, clock, run, clock.budget - clock.consumed) }
  const dueAtMs = onADayOfWork(fast, clock, clock.dueAtMs)
  // The budget follows the date, so that a later stop and resumption count on from it.
  const follows = clock.unit !== 'sameDay' && dueAtMs >= run.sinceMs
  return { ...clock, dueAtMs, budget: follows ? clock.consumed + usedBy(fast, run, dueAtMs) : clock.budget }
}

const countedDue = (fast: PreparedCalendar, clock: Clock, run: Run, left: number): number | null => {
  const projected = projectDue(fast, run, left)
  // A count that was begun anew has another date than the receipt.
  if (projected === null || clock.cycle > 0 || clock.dueOriginalAtMs === null) return projected
  return Math.max(projected, onADayOfWork(fast, clock, clock.dueOriginalAtMs))
}

/** The instant itself, or where its day is off the next one that a due instant may have. */
export const onADayOfWork = (fast: PreparedCalendar, { unit }: Clock, atMs: number): number =>
  (unit === 'workingHour' ? openingOnOrAfter : closeOnOrAfter)(fast, atMs)
