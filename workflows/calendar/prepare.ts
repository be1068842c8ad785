/** A WorkingCalendar turned into arrays that answer working-time questions by index and binary search. */
import type { CalendarDay, WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { formatDate, parseDate, weekdayOf } from './dates.ts'
import { patternOn, sessionsOn, timeMsOf, type DatedPattern } from './pattern.ts'
import { calendarFindings } from './validate.ts'
import { localToMs, zoneNamed, type Zone } from './zone.ts'

/** The fast form. Arrays by day start at `firstDay`; sessions are instants in order; `...Before` arrays are running sums. */
export interface PreparedCalendar {
  readonly calendar: WorkingCalendar
  readonly zone: Zone
  readonly firstDay: number
  readonly lastDay: number
  readonly cutOffMs: number
  readonly rows: ReadonlyMap<number, CalendarDay>
  readonly patterns: readonly DatedPattern[]
  /** Working days of the calendar before the i-th day; one entry more than there are days. */
  readonly workingDaysBefore: Int32Array
  /** The day numbers of all working days, in order. */
  readonly workingDays: Int32Array
  /** Index of the first session of the i-th day; one entry more than there are days. */
  readonly firstSession: Int32Array
  readonly sessionFromMs: Float64Array
  readonly sessionToMs: Float64Array
  /** Working milliseconds before the k-th session; one entry more than there are sessions. */
  readonly workedBeforeMs: Float64Array
}

const prepared = new WeakMap<WorkingCalendar, PreparedCalendar>()

const arraysOf = (base: Pick<PreparedCalendar, 'zone' | 'firstDay' | 'lastDay' | 'rows' | 'patterns'>) => {
  const workingDaysBefore: number[] = [0]
  const workingDays: number[] = []
  const firstSession: number[] = [0]
  const from: number[] = []
  const to: number[] = []
  const workedBeforeMs: number[] = [0]
  for (let day = base.firstDay; day <= base.lastDay; day++) {
    let workedMs = 0
    for (const session of sessionsOn(base.rows.get(day), patternOn(base.patterns, day), weekdayOf(day))) {
      const fromMs = localToMs(base.zone, day, timeMsOf(session.from))
      const toMs = localToMs(base.zone, day, timeMsOf(session.to))
      from.push(fromMs)
      to.push(toMs)
      workedMs += toMs - fromMs
      workedBeforeMs.push((workedBeforeMs.at(-1) as number) + toMs - fromMs)
    }
    // A date that a zone leapt over whole (Apia, 30 December 2011) has sessions of no length: nobody worked on it.
    if (workedMs > 0) workingDays.push(day)
    workingDaysBefore.push(workingDays.length)
    firstSession.push(from.length)
  }
  return {
    workingDaysBefore: Int32Array.from(workingDaysBefore), workingDays: Int32Array.from(workingDays),
    firstSession: Int32Array.from(firstSession),
    sessionFromMs: Float64Array.from(from), sessionToMs: Float64Array.from(to), workedBeforeMs: Float64Array.from(workedBeforeMs),
  }
}

/**
 * The fast form of a calendar, made once for each calendar object (calendars are immutable versions) and kept as long as it lives.
 * @throws DomainError calendar-invalid with `findings`, see `calendarFindings`.
 */
export const prepare = (calendar: WorkingCalendar): PreparedCalendar => {
  const known = prepared.get(calendar)
  if (known) return known
  const findings = calendarFindings(calendar)
  if (findings.length > 0) throw new DomainError('calendar-invalid', { calendar: calendar.id, findings: findings.slice(0, 50) })
  const base = {
    zone: zoneNamed(calendar.zone),
    firstDay: parseDate(calendar.coversFrom),
    lastDay: parseDate(calendar.coversTo),
    rows: new Map(calendar.days.map((row) => [parseDate(row.on), row])),
    patterns: calendar.weekly.map((pattern) => ({ from: parseDate(pattern.validFrom), pattern })),
  }
  const fast: PreparedCalendar = { calendar, cutOffMs: timeMsOf(calendar.sameDayCutOff), ...base, ...arraysOf(base) }
  prepared.set(calendar, fast)
  return fast
}

/** The refusal for a day that the calendar does not know. */
export const notCovered = (fast: PreparedCalendar, day: number): DomainError =>
  new DomainError('calendar-not-covered', {
    calendar: fast.calendar.id, version: fast.calendar.version,
    coversFrom: fast.calendar.coversFrom, coversTo: fast.calendar.coversTo, on: formatDate(day),
  })

/** The index of a day in the arrays. @throws DomainError calendar-not-covered. */
export const indexOfDay = (fast: PreparedCalendar, day: number): number => {
  if (day < fast.firstDay || day > fast.lastDay) throw notCovered(fast, day)
  return day - fast.firstDay
}

/** What `ask` answers; null where the calendar does not reach so far. Every other refusal goes on. */
export const whereCovered = <T>(ask: () => T): T | null => {
  try {
    return ask()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return null
    throw error
  }
}
