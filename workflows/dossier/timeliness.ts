/** Early, on time or late: decided once, when the result is ready, and kept with the version of this rule. Source: docs/clock.md. */
import type { LimitUnit, Timeliness } from '../../schemas/calendar.ts'
import { dueDateOf, elapsedWorkingMs, localDateOf, sessionMsAt, workingDaysBetween, type PreparedCalendar } from '../calendar/index.ts'

/** Stored beside each classification. A change of the rule gets a new name; what was decided stays as it was. */
export const TIMELINESS_RULE = 'timeliness-1'
/** Stands in its place while the calendar does not reach the end of the dossier: what is not told yet is told when it does. */
export const TIMELINESS_OPEN = 'open-calendar-not-covered'

/**
 * What is to be classified. `earlyMarginMs`: working time before the due instant that makes limits by the hour early; else one full
 * session.
 */
export interface Completion {
  readonly unit: LimitUnit
  readonly dueAtMs: number
  readonly doneAtMs: number
  readonly earlyMarginMs?: number
}

/**
 * `daysLate` is the working days in (due date, date done], 0 when not late, null when the calendar was not asked. `lateWorkingMs` is the
 * working time between due and done, 0 when not late.
 */
export interface Classification { readonly timeliness: Timeliness; readonly daysLate: number | null; readonly lateWorkingMs: number | null }

const notLate = (timeliness: Timeliness): Classification => ({ timeliness, daysLate: 0, lateWorkingMs: 0 })

const byDate = (dueOn: string, doneOn: string): Timeliness => (doneOn < dueOn ? 'early' : doneOn === dueOn ? 'onTime' : 'late')

const byHour = (fast: PreparedCalendar, completion: Completion): Timeliness => {
  const { dueAtMs, doneAtMs } = completion
  if (doneAtMs > dueAtMs) return 'late'
  const marginMs = completion.earlyMarginMs ?? sessionMsAt(fast, dueAtMs) ?? Infinity
  return elapsedWorkingMs(fast, doneAtMs, dueAtMs) >= marginMs ? 'early' : 'onTime'
}

/**
 * Limits in days compare local dates, whatever the hour: before the due date early, on it on time, after it late. Limits in hours and
 * same-day limits are late after the due instant, and early when at least one full session of working time was left: the length of the
 * session in which the due instant falls, or `earlyMarginMs`. Unit none has no due date and no classification: null. @throws DomainError
 * calendar-not-covered.
 */
export const classify = (fast: PreparedCalendar, completion: Completion): Classification | null => {
  const { unit, dueAtMs, doneAtMs } = completion
  if (unit === 'none') return null
  const dueOn = dueDateOf(fast, dueAtMs)
  const doneOn = localDateOf(doneAtMs, fast.calendar.zone)
  const timeliness = unit === 'workingHour' || unit === 'sameDay' ? byHour(fast, completion) : byDate(dueOn, doneOn)
  if (timeliness !== 'late') return notLate(timeliness)
  return { timeliness, daysLate: workingDaysBetween(fast, dueOn, doneOn), lateWorkingMs: elapsedWorkingMs(fast, dueAtMs, doneAtMs) }
}

/**
 * For imported logs whose deadline is an instant: done at it or before is on time, after it late; early is not told apart. The calendar
 * may not cover the log, so the days late are not known.
 */
export const classifyInstant = (dueAtMs: number, doneAtMs: number): Classification =>
  doneAtMs <= dueAtMs ? notLate('onTime') : { timeliness: 'late', daysLate: null, lateWorkingMs: null }

/**
 * For imported logs whose deadline is a date: local dates of the zone are compared. The days late are not known. @throws DomainError
 * calendar-invalid (unknown zone).
 */
export const classifyDate = (dueAtMs: number, doneAtMs: number, zoneName: string): Classification => {
  const timeliness = byDate(localDateOf(dueAtMs, zoneName), localDateOf(doneAtMs, zoneName))
  return timeliness === 'late' ? { timeliness, daysLate: null, lateWorkingMs: null } : notLate(timeliness)
}
