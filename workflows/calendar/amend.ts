/** Changes of a working calendar, each answering a new one, and what a new version may not do to the one before. */
import type { CalendarDay, Session, WeeklyPattern, WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { formatDate, padded, parseDate, tryParseDate, weekdayOf } from './dates.ts'
import { patternOn, sessionsOn } from './pattern.ts'
import type { PreparedCalendar } from './prepare.ts'
import { calendarFindings, type CalendarFinding } from './validate.ts'

const refused = (...findings: CalendarFinding[]): DomainError => new DomainError('calendar-invalid', { findings })

/** The calendar if it has no fault. @throws DomainError calendar-invalid with `findings` */
const sound = (calendar: WorkingCalendar): WorkingCalendar => {
  const findings = calendarFindings(calendar)
  if (findings.length > 0) throw refused(...findings.slice(0, 50))
  return calendar
}

const byDate = (days: readonly CalendarDay[]): CalendarDay[] => [...days].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

/** Covers one year more. Years are added one after another, so that none is left out. @throws DomainError calendar-invalid (year-not-next) */
export const withYear = (calendar: WorkingCalendar, year: number): WorkingCalendar => {
  const next = nextYear(calendar)
  if (year !== next) throw refused({ rule: 'year-not-next', at: String(next) })
  return sound({ ...calendar, coversTo: `${padded(year, 4)}-12-31` })
}

/** The first year that the calendar does not cover to its end. */
export const nextYear = ({ coversTo }: WorkingCalendar): number => Number(coversTo.slice(0, 4)) + (coversTo.endsWith('-12-31') ? 1 : 0)

/** With more days. @throws DomainError calendar-invalid: a day twice, outside the calendar, a swap without its other day ... */
export const withDays = (calendar: WorkingCalendar, days: readonly CalendarDay[]): WorkingCalendar => sound({ ...calendar, days: byDate([...calendar.days, ...days]) })

/** Without a day; of a swap everything under its decision goes, for half of it means nothing. @throws DomainError calendar-invalid (no-such-day) */
export const withoutDay = (calendar: WorkingCalendar, on: string): WorkingCalendar => {
  const row = calendar.days.find((day) => day.on === on)
  if (row === undefined) throw refused({ rule: 'no-such-day', on })
  const isSwap = (kind: CalendarDay['kind']): boolean => kind === 'SWAP_OFF' || kind === 'SWAP_WORK'
  const goes = (day: CalendarDay): boolean => day.on === on || (isSwap(row.kind) && isSwap(day.kind) && day.decision === row.decision)
  return sound({ ...calendar, days: calendar.days.filter((day) => !goes(day)) })
}

/** With other weekly sessions from a date on; a pattern that begins on the same date is replaced. @throws DomainError calendar-invalid */
export const withWeek = (calendar: WorkingCalendar, pattern: WeeklyPattern): WorkingCalendar => {
  const { validFrom } = pattern
  if (validFrom < calendar.coversFrom || validFrom > calendar.coversTo) throw refused({ rule: 'day-outside-coverage', on: validFrom, decision: pattern.decision })
  const others = calendar.weekly.filter((one) => one.validFrom !== validFrom)
  return sound({ ...calendar, weekly: [...others, pattern].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)) })
}

/** The dates from the first to the last, both included; empty when there is no such stretch or it is longer than `most`. */
export const datesBetween = (from: string, to: string, most: number): string[] => {
  const [first, last] = [tryParseDate(from), tryParseDate(to)]
  if (first === null || last === null || last < first || last - first >= most) return []
  return Array.from({ length: last - first + 1 }, (_, index) => formatDate(first + index))
}

/** Days of the week, Monday is 0. @throws DomainError invalid-request: no such date. */
export const weekdayOfDate = (date: string): number => weekdayOf(parseDate(date))

/** The first day of each month of a year, and how many days the month has. */
export const monthsOf = (year: number): { readonly first: string; readonly days: number; readonly weekday: number }[] =>
  Array.from({ length: 12 }, (_, index) => {
    const first = parseDate(`${padded(year, 4)}-${padded(index + 1, 2)}-01`)
    const after = index === 11 ? parseDate(`${padded(year + 1, 4)}-01-01`) : parseDate(`${padded(year, 4)}-${padded(index + 2, 2)}-01`)
    return { first: formatDate(first), days: after - first, weekday: weekdayOf(first) }
  })

/** What is usually worked on a date by the week alone. */
export const usualSessions = (calendar: WorkingCalendar, date: string): readonly Session[] => {
  const day = parseDate(date)
  return sessionsOn(undefined, patternOn(calendar.weekly.map((pattern) => ({ from: parseDate(pattern.validFrom), pattern })), day), weekdayOf(day))
}

/** What a new version may not do to the one before: cover less, or be of another zone. Empty when it may follow. */
export const successionFindings = (before: WorkingCalendar, after: WorkingCalendar): CalendarFinding[] => [
  ...(after.coversFrom > before.coversFrom || after.coversTo < before.coversTo ? [{ rule: 'coverage-shrunk', at: `${before.coversFrom}/${before.coversTo}` }] : []),
  ...(after.zone === before.zone ? [] : [{ rule: 'zone-changed', at: before.zone }]),
]

/** Years that a version covers and the one before did not, and in which it knows no holiday: surely forgotten. */
export const yearsWithoutHolidays = (before: WorkingCalendar, after: WorkingCalendar): number[] => {
  const [from, to] = [Number(before.coversTo.slice(0, 4)), Number(after.coversTo.slice(0, 4))]
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + 1 + index)
    .filter((year) => !after.days.some(({ on, kind }) => kind === 'HOLIDAY' && on.startsWith(padded(year, 4))))
}

/** The days that one version has and the other has not, or not so. */
export interface CalendarChanges { readonly added: readonly CalendarDay[]; readonly removed: readonly CalendarDay[]; readonly weeks: readonly WeeklyPattern[] }

const isIn = <T>(list: readonly T[], one: T): boolean => list.some((other) => JSON.stringify(sorted(other)) === JSON.stringify(sorted(one)))
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
}

/** What a version changes in the one before, by date. */
export const changesOf = (before: WorkingCalendar, after: WorkingCalendar): CalendarChanges => ({
  added: byDate(after.days.filter((day) => !isIn(before.days, day))), removed: byDate(before.days.filter((day) => !isIn(after.days, day))),
  weeks: after.weekly.filter((pattern) => !isIn(before.weekly, pattern)),
})

/**
 * The first date on which the two versions work otherwise, days that only one of them covers counted; null when every count of time is the
 * same under both. A due date before it cannot move.
 */
export const firstChange = (before: PreparedCalendar, after: PreparedCalendar): string | null => {
  const [from, to] = [Math.min(before.firstDay, after.firstDay), Math.max(before.lastDay, after.lastDay)]
  if (before.cutOffMs !== after.cutOffMs || before.firstDay !== after.firstDay || before.calendar.zone !== after.calendar.zone) return formatDate(from)
  for (let day = from; day <= to; day++) if (workedOn(before, day) !== workedOn(after, day)) return formatDate(day)
  return null
}

/** The sessions of a day as instants in one text; null when it is not covered. */
const workedOn = (fast: PreparedCalendar, day: number): string | null => {
  if (day < fast.firstDay || day > fast.lastDay) return null
  const [first, end] = [fast.firstSession[day - fast.firstDay] as number, fast.firstSession[day - fast.firstDay + 1] as number]
  return Array.from({ length: end - first }, (_, index) => `${fast.sessionFromMs[first + index]}-${fast.sessionToMs[first + index]}`).join()
}

/**
 * For each holiday that falls on a weekly day off, the day off in lieu: the next day that the week works and that is neither a holiday nor in
 * lieu already. Source: Labour Code 2019 art. 111.3. @throws DomainError invalid-request: no such date.
 */
export const daysInLieu = (calendar: WorkingCalendar, holidays: readonly string[]): string[] => {
  const taken = new Set(holidays)
  return [...holidays].sort().flatMap((holiday) => {
    if (usualSessions(calendar, holiday).length > 0) return []
    let day = parseDate(holiday) + 1
    while (taken.has(formatDate(day)) || usualSessions(calendar, formatDate(day)).length === 0) day++
    taken.add(formatDate(day))
    return [formatDate(day)]
  })
}
