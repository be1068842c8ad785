/**
 * A second, independent answer to every clock question: the slowest and most obvious reading of the rules, to compare with the real
 * one. It shares no code with it. Dates are steps along one list of days made from a month-length table; a day is 1440 minutes, each
 * of which works or does not; everything is found by walking. Zone: a fixed offset, so local time is all there is.
 * Rules: Civil Code 2015 art. 147-148; Law on Civil Status 2014 art. 8.3; NĐ 61/2018 art. 19.4.
 */
import type {
  CalendarDay, Limit, LimitUnit, OnResume, Session, Timeliness, WeeklyPattern, WorkingCalendar,
} from '../../schemas/calendar.ts'

/** A local moment: the date, and the minute of it (0 to 1440; 1440 is the midnight that ends the date). */
export interface Moment { readonly on: string; readonly minute: number }
/** A stretch in which the clock stands still: `[from, to)`; stops come in order and do not overlap. */
export interface OracleStop { readonly from: Moment; readonly to: Moment }
export interface OracleInput {
  readonly received: Moment
  readonly limit: Limit
  readonly stops: readonly OracleStop[]
  readonly onResume: OnResume
}
export interface OracleVerdict { readonly timeliness: Timeliness; readonly daysLate: number }

interface Day {
  readonly works: boolean
  /** 1 for each minute worked. */
  readonly working: Uint8Array
  readonly open: number
  readonly close: number
  readonly sessions: readonly Session[]
}
interface Book { readonly cal: WorkingCalendar; readonly first: number; readonly last: number; readonly days: Map<number, Day> }

const minutesOfDay = 1440
const firstYear = 1990
const lastYear = 2100
const notCovered = Symbol('not-covered')

// ---- Civil dates: one list of all days, made by stepping. Day 0 is 1990-01-01, a Monday, so a day's weekday is its number modulo 7.

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const monthLengths = (year: number) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const padded = (value: number) => String(value).padStart(2, '0')

const allDates: string[] = []
for (let year = firstYear; year <= lastYear; year++) {
  monthLengths(year).forEach((length, month) => {
    for (let day = 1; day <= length; day++) allDates.push(`${year}-${padded(month + 1)}-${padded(day)}`)
  })
}
const numberOfDate = new Map(allDates.map((on, number) => [on, number]))

/** The number of a date in the list. Throws the not-covered mark for a date outside the list. */
const numberOf = (on: string): number => {
  const number = numberOfDate.get(on)
  if (number === undefined) throw notCovered
  return number
}
const dateOf = (number: number): string => {
  const on = allDates[number]
  if (on === undefined) throw notCovered
  return on
}

/** The date `days` calendar days after `on` (before it, if negative). Throws outside 1990 to 2100. */
export const oracleDatePlus = (on: string, days: number): string => dateOf(numberOf(on) + days)
/** The weekday of a date: 0 is Monday. */
export const oracleWeekday = (on: string): number => numberOf(on) % 7

// ---- What a day is

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** The weekly pattern in force on a date: the one with the latest validFrom not after it. */
const patternOn = (cal: WorkingCalendar, on: string): WeeklyPattern => {
  let found: WeeklyPattern | undefined
  for (const pattern of cal.weekly) {
    if (pattern.validFrom <= on && (found === undefined || pattern.validFrom >= found.validFrom)) found = pattern
  }
  if (found === undefined) throw notCovered
  return found
}

/** The override of a date. National days lie over the weekly pattern, the agency's own days lie over both. */
const overrideOn = (cal: WorkingCalendar, on: string): CalendarDay | undefined => {
  const those = cal.days.filter((day) => day.on === on)
  return those.findLast((day) => day.kind.startsWith('LOCAL_')) ?? those.at(-1)
}

/** The sessions that count on a date; sessions for receipt only never count. */
const countingSessions = (cal: WorkingCalendar, number: number): readonly Session[] => {
  const on = dateOf(number)
  const pattern = patternOn(cal, on)
  const override = overrideOn(cal, on)
  if (override === undefined) return pattern.days[number % 7] ?? []
  if (override.sessions !== undefined) return override.sessions
  const monday = pattern.days[0] ?? []
  return override.kind === 'SWAP_WORK' || override.kind === 'LOCAL_WORK' ? monday : []
}

const describeDay = (sessions: readonly Session[]): Day => {
  const working = new Uint8Array(minutesOfDay)
  for (const session of sessions) working.fill(1, minuteOf(session.from), minuteOf(session.to))
  return { works: working.includes(1), working, open: working.indexOf(1), close: working.lastIndexOf(1) + 1, sessions }
}

/** Days are described once for each calendar, and alike session lists share one description: only to save time. */
const books = new WeakMap<WorkingCalendar, Book>()
const sharedDays = new WeakMap<readonly Session[], Day>()
const bookOf = (cal: WorkingCalendar): Book => {
  const known = books.get(cal)
  if (known !== undefined) return known
  const book = { cal, first: numberOf(cal.coversFrom), last: numberOf(cal.coversTo), days: new Map<number, Day>() }
  books.set(cal, book)
  return book
}

/** What a day is. Throws the not-covered mark outside the stretch that the calendar covers. */
const dayAt = (book: Book, number: number): Day => {
  if (number < book.first || number > book.last) throw notCovered
  const known = book.days.get(number)
  if (known !== undefined) return known
  const sessions = countingSessions(book.cal, number)
  const day = sharedDays.get(sessions) ?? describeDay(sessions)
  sharedDays.set(sessions, day)
  book.days.set(number, day)
  return day
}

// ---- Walking

const workingDayFrom = (book: Book, number: number): number => {
  let at = number
  while (!dayAt(book, at).works) at++
  return at
}

const workingDayBefore = (book: Book, number: number): number => {
  let at = number - 1
  while (!dayAt(book, at).works) at--
  return at
}

/** The `count`-th working day after a day. */
const workingDayAfter = (book: Book, number: number, count: number): number => {
  let at = number
  for (let left = count; left > 0; left--) at = workingDayFrom(book, at + 1)
  return at
}

/** Working days in `(from, to]`. */
const workingDaysIn = (book: Book, from: number, to: number): number => {
  let count = 0
  for (let at = from + 1; at <= to; at++) if (dayAt(book, at).works) count++
  return count
}

/** Working minutes in `[from, to)`, asked minute by minute. */
const workingMinutesIn = (book: Book, from: Moment, to: Moment): number => {
  const firstDay = numberOf(from.on)
  const lastDay = numberOf(to.on)
  let count = 0
  for (let at = firstDay; at <= lastDay; at++) {
    const day = dayAt(book, at)
    if (!day.works) continue
    const begin = at === firstDay ? from.minute : 0
    const end = at === lastDay ? to.minute : minutesOfDay
    for (let minute = begin; minute < end; minute++) if (day.working[minute] === 1) count++
  }
  return count
}

/** The end of the `minutes`-th working minute from a moment on; for none at all, the beginning of the first working minute. */
const afterWorkingMinutes = (book: Book, from: Moment, minutes: number): Moment => {
  let left = minutes
  const firstDay = numberOf(from.on)
  for (let at = firstDay; ; at++) {
    const day = dayAt(book, at)
    if (!day.works) continue
    for (let minute = at === firstDay ? from.minute : 0; minute < day.close; minute++) {
      if (day.working[minute] !== 1) continue
      if (left === 0) return { on: dateOf(at), minute }
      left--
      if (left === 0) return { on: dateOf(at), minute: minute + 1 }
    }
  }
}

const closeOf = (book: Book, number: number): Moment => ({ on: dateOf(number), minute: dayAt(book, number).close })

// ---- The rules, one a unit

/**
 * The close of the N-th working day after the receipt day; a receipt on a day off counts for the next working day. A pause adds the
 * working days after the stop date up to the resume date. A stop from before the day of (counted) receipt takes from that day on.
 */
const dueByWorkingDays = (book: Book, input: OracleInput): Moment => {
  const receipt = workingDayFrom(book, numberOf(input.received.on))
  let days = input.limit.amount
  for (const stop of input.stops) days += workingDaysIn(book, Math.max(receipt, numberOf(stop.from.on)), numberOf(stop.to.on))
  return closeOf(book, workingDayAfter(book, receipt, days))
}

/** The limit in minutes, plus every working minute that was stopped, from the receipt on. */
const dueByWorkingMinutes = (book: Book, input: OracleInput): Moment => {
  let minutes = Math.round(input.limit.amount * 60)
  for (const stop of input.stops) minutes += workingMinutesIn(book, stop.from, stop.to)
  return afterWorkingMinutes(book, input.received, minutes)
}

/** The date N calendar days on, plus the calendar days stopped (stop date out, resume date in), moved on to a working day. */
const dueByCalendarDays = (book: Book, input: OracleInput): Moment => {
  let days = input.limit.amount
  for (const stop of input.stops) days += numberOf(stop.to.on) - numberOf(stop.from.on)
  return closeOf(book, workingDayFrom(book, numberOf(input.received.on) + days))
}

/** The close of the day itself; if it is a day off, its last session is over or the cut-off has passed, of the next working day. */
const dueSameDay = (book: Book, from: Moment): Moment => {
  const number = numberOf(from.on)
  const day = dayAt(book, number)
  const inTime = day.works && from.minute < day.close && from.minute <= minuteOf(book.cal.sameDayCutOff)
  return closeOf(book, inTime ? number : workingDayFrom(book, number + 1))
}

/** Receipt and limit as they stand when every stop has been lived through. A reset is a fresh receipt at the moment of supply. */
const due = (book: Book, input: OracleInput): Moment => {
  const supplied = input.stops.at(-1)?.to
  const { unit } = input.limit
  if (unit === 'sameDay') return dueSameDay(book, supplied ?? input.received)
  const started = supplied !== undefined && input.onResume === 'reset' ? { ...input, received: supplied, stops: [] } : input
  if (unit === 'workingDay') return dueByWorkingDays(book, started)
  if (unit === 'calendarDay') return dueByCalendarDays(book, started)
  return dueByWorkingMinutes(book, started)
}

/** To the unit on the day of receipt, or at the opening of the next working day if received after the cut-off (NĐ 61/2018 art. 18.2). */
const handOverBy = (book: Book, received: Moment): Moment => {
  const by = dueSameDay(book, received)
  return by.on === received.on ? by : { on: by.on, minute: dayAt(book, numberOf(by.on)).open }
}

// ---- Questions

const answer = <T>(question: () => T): T | 'not-covered' => {
  try {
    return question()
  } catch (error) {
    if (error === notCovered) return 'not-covered'
    throw error
  }
}

/** When a limit ends. `not-covered` if the receipt, a stop or the answer lies outside the calendar. */
export const oracleDue = (cal: WorkingCalendar, input: OracleInput): Moment | 'none' | 'not-covered' => {
  if (input.limit.unit === 'none') return 'none'
  return answer(() => {
    const book = bookOf(cal)
    for (const moment of [input.received, ...input.stops.flatMap((stop) => [stop.from, stop.to])]) dayAt(book, numberOf(moment.on))
    return due(book, input)
  })
}

/** When a dossier must be with the resolving unit: by the close of the receipt day, or at the opening of the next working day. */
export const oracleHandOverBy = (cal: WorkingCalendar, received: Moment): Moment | 'not-covered' =>
  answer(() => handOverBy(bookOf(cal), received))

/** Working minutes in `[from, to)`; 0 if `to` is not after `from`. */
export const oracleWorkingMinutes = (cal: WorkingCalendar, from: Moment, to: Moment): number | 'not-covered' =>
  answer(() => workingMinutesIn(bookOf(cal), from, to))

/** Working days in `(fromOn, toOn]`; 0 if `toOn` is not after `fromOn`. */
export const oracleWorkingDaysAfter = (cal: WorkingCalendar, fromOn: string, toOn: string): number | 'not-covered' =>
  answer(() => workingDaysIn(bookOf(cal), numberOf(fromOn), numberOf(toOn)))

/** T-1: the last working day before a date, by which the apology must be sent (NĐ 61/2018 art. 19.9). */
export const oracleDayBefore = (cal: WorkingCalendar, on: string): string | 'not-covered' =>
  answer(() => dateOf(workingDayBefore(bookOf(cal), numberOf(on))))

/** Minutes of the session in which a due moment falls; a due at the very end of a session falls in it. */
const sessionLength = (day: Day, minute: number): number => {
  for (const session of day.sessions) {
    if (minuteOf(session.from) < minute && minute <= minuteOf(session.to)) return minuteOf(session.to) - minuteOf(session.from)
  }
  return Infinity
}

const isEarly = (book: Book, unit: LimitUnit, dueAt: Moment, done: Moment): boolean => {
  if (unit === 'workingDay' || unit === 'calendarDay') return done.on < dueAt.on
  return workingMinutesIn(book, done, dueAt) >= sessionLength(dayAt(book, numberOf(dueAt.on)), dueAt.minute)
}

const absolute = (moment: Moment): number => numberOf(moment.on) * minutesOfDay + moment.minute

const isLate = (unit: LimitUnit, dueAt: Moment, done: Moment): boolean =>
  unit === 'workingDay' || unit === 'calendarDay' ? done.on > dueAt.on : absolute(done) > absolute(dueAt)

/**
 * Early, on time or late, and the working days late. Days are compared by date. Hours and same-day limits are early when at least as
 * much working time was left as the session of the due moment is long. Late on the due day itself, or by days off only, is 0 days.
 */
export const oracleTimeliness = (
  cal: WorkingCalendar, unit: Exclude<LimitUnit, 'none'>, dueAt: Moment, done: Moment,
): OracleVerdict | 'not-covered' => answer(() => {
  const book = bookOf(cal)
  if (isLate(unit, dueAt, done)) return { timeliness: 'late', daysLate: workingDaysIn(book, numberOf(dueAt.on), numberOf(done.on)) }
  return { timeliness: isEarly(book, unit, dueAt, done) ? 'early' : 'onTime', daysLate: 0 }
})
