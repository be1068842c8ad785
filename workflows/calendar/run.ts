/**
 * A run: a stretch in which the limit is counted. Here are the counting rules of the five units; the clock of a dossier and the
 * explanation of a due date both stand on these three functions and on nothing else.
 */
import type { Limit, LimitUnit } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { DAY_MS } from './dates.ts'
import type { PreparedCalendar } from './prepare.ts'
import {
  closeOf, dayOf, dueDayOf, instantAtWorked, isWorkingDayNumber, openingOf, rollForward, workedUpTo, workingDayAt, workingDayCount,
} from './working-time.ts'
import { localToMs } from './zone.ts'

const HOUR_MS = 3_600_000

/** What was consumed in a unit since a start. */
export interface Spent { readonly unit: LimitUnit; readonly startedAtMs: number; readonly consumed: number }

/** Since when it runs, and when the present count began (receipt, or the supply after which the limit began anew). */
export interface Run { readonly unit: LimitUnit; readonly startedAtMs: number; readonly sinceMs: number }

const quantumOf = ({ unit, amount }: Limit): number => (unit === 'workingHour' ? Math.round(amount * HOUR_MS) : amount)

/** True when the limit has an amount that its unit can count: whole days from 1 on, one for sameDay, none for none. */
export const isLimit = (limit: Limit): boolean => {
  const { unit, amount } = limit
  const budget = quantumOf(limit)
  const least = unit === 'none' ? 0 : 1
  const most = unit === 'none' || unit === 'sameDay' ? least : Infinity
  return Number.isInteger(budget) && amount <= 10_000 && budget >= least && budget <= most
}

/**
 * The limit in the quantum of its unit: whole days, milliseconds for workingHour, 1 for sameDay, 0 for none.
 * @throws DomainError limit-invalid: no amount, part of a day, or an amount that the unit does not have.
 */
export const budgetOf = (limit: Limit): number => {
  const { unit, amount } = limit
  if (!isLimit(limit)) throw new DomainError('limit-invalid', { unit, amount: Number.isFinite(amount) ? amount : null })
  return quantumOf(limit)
}

/**
 * The day after which working days are counted: the start is excluded (Civil Code 2015 art. 147.2) and, on a day off, is the next working
 * day. A resumption on a day off is not moved, but neither does it lie before the start.
 */
export const runDayOf = (fast: PreparedCalendar, run: Run): number =>
  Math.max(dayOf(fast, run.sinceMs), rollForward(fast, dayOf(fast, run.startedAtMs)))

/**
 * What a run has used of the limit up to an instant, in the quantum of the unit. sameDay and none use nothing. @throws DomainError
 * calendar-not-covered.
 */
export const usedBy = (fast: PreparedCalendar, run: Run, toMs: number): number => {
  switch (run.unit) {
    case 'workingDay': return Math.max(0, workingDayCount(fast, dayOf(fast, toMs)) - workingDayCount(fast, runDayOf(fast, run)))
    case 'calendarDay': return dayOf(fast, toMs) - dayOf(fast, run.sinceMs)
    case 'workingHour': return workedUpTo(fast, toMs) - workedUpTo(fast, run.sinceMs)
    default: return 0
  }
}

/**
 * The end of a same-day service: the close of the day of receipt; the close of the next working day when received after the cut-off, after
 * the last session, or on a day off. Source: Law on Civil Status 2014 art. 8.3; NĐ 23/2015 art. 7. @throws DomainError
 * calendar-not-covered.
 */
const sameDayDue = (fast: PreparedCalendar, atMs: number): number => {
  const day = dayOf(fast, atMs)
  if (!isWorkingDayNumber(fast, day)) return closeOf(fast, rollForward(fast, day))
  if (isPastCutOff(fast, atMs) || atMs >= closeOf(fast, day)) return closeOf(fast, workingDayAt(fast, workingDayCount(fast, day) + 1))
  return closeOf(fast, day)
}

/**
 * When an accepted dossier must be with the unit that resolves it: by the close of the day of receipt; received too late for that (as in a
 * same-day service) or on a day off, at the opening of the next working day. Source: NĐ 61/2018 art. 18.2. @throws DomainError
 * calendar-not-covered.
 */
export const handOverBy = (fast: PreparedCalendar, atMs: number): number => {
  const dueMs = sameDayDue(fast, atMs)
  const day = dueDayOf(fast, dueMs)
  return day === dayOf(fast, atMs) ? dueMs : openingOf(fast, day)
}

/** Received strictly after the same-day cut-off of its day. @throws DomainError calendar-not-covered. */
export const isPastCutOff = (fast: PreparedCalendar, atMs: number): boolean => atMs > localToMs(fast.zone, dayOf(fast, atMs), fast.cutOffMs)

/**
 * When a run reaches its end with that much of the limit left, in the quantum of the unit; null for unit none. What is left may be zero or
 * negative (stopped after the due date): the due instant then lies as far before the resumption as it lay before the stop.
 * Source: Civil Code 2015 art. 147.2, 148.5. @throws DomainError calendar-not-covered.
 */
export const projectDue = (fast: PreparedCalendar, run: Run, left: number): number | null => {
  switch (run.unit) {
    case 'workingDay': return closeOf(fast, workingDayAt(fast, workingDayCount(fast, runDayOf(fast, run)) + left))
    case 'calendarDay': return closeOf(fast, rollForward(fast, dayOf(fast, run.sinceMs) + left))
    case 'workingHour': return instantAtWorked(fast, workedUpTo(fast, run.sinceMs) + left)
    case 'sameDay': return sameDayDue(fast, run.sinceMs)
    case 'none': return null
  }
}

/**
 * The due instant of a limit that starts at an instant and is never stopped; null for unit none.
 * @throws DomainError limit-invalid, calendar-not-covered. Source: docs/clock.md.
 */
export const dueAt = (fast: PreparedCalendar, startMs: number, limit: Limit): number | null =>
  projectDue(fast, { unit: limit.unit, startedAtMs: startMs, sinceMs: startMs }, budgetOf(limit))

/**
 * What was consumed in one unit, laid without gaps from the start, measured in another unit: the rule for a change of limit in mid-count.
 * Nothing stays nothing. @throws DomainError calendar-not-covered.
 */
export const spentInUnit = (fast: PreparedCalendar, spent: Spent, unit: LimitUnit): number => {
  if (spent.consumed <= 0) return 0
  const run: Run = { unit: spent.unit, startedAtMs: spent.startedAtMs, sinceMs: spent.startedAtMs }
  const untilMs = spent.unit === 'calendarDay'
    ? localToMs(fast.zone, dayOf(fast, spent.startedAtMs) + spent.consumed, DAY_MS) - 1
    : projectDue(fast, run, spent.consumed)
  return untilMs === null ? 0 : usedBy(fast, { ...run, unit }, untilMs)
}

/** Working days that an uninterrupted count from a start has used up to an instant; the day of the start is not counted. @throws DomainError calendar-not-covered. */
export const workingDaysUsed = (fast: PreparedCalendar, startedAtMs: number, toMs: number): number =>
  usedBy(fast, { unit: 'workingDay', startedAtMs, sinceMs: startedAtMs }, toMs)

/**
 * What a count from a start has passed through up to an instant, stops or not: in the quantum of the unit; for sameDay and none, which have none,
 * in working milliseconds. Never falls, so that differences of it sum without a rest. @throws DomainError calendar-not-covered.
 */
export const elapsedInUnit = (fast: PreparedCalendar, unit: LimitUnit, startedAtMs: number, toMs: number): number =>
  usedBy(fast, { unit: unit === 'sameDay' || unit === 'none' ? 'workingHour' : unit, startedAtMs, sinceMs: startedAtMs }, toMs)
