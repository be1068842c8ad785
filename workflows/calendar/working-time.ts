/** Questions about working days and working milliseconds. Every day outside the calendar is refused, never guessed. */
import { DomainError } from '../../schemas/errors.ts'
import { formatDate, parseDate } from './dates.ts'
import { indexOfDay, notCovered, type PreparedCalendar } from './prepare.ts'
import { localDayOf } from './zone.ts'

/** The local day number of an instant. @throws DomainError calendar-not-covered. */
export const dayOf = (fast: PreparedCalendar, ms: number): number => {
  const day = localDayOf(fast.zone, ms)
  indexOfDay(fast, day)
  return day
}

/** Working days of the calendar up to and with that day. @throws DomainError calendar-not-covered. */
export const workingDayCount = (fast: PreparedCalendar, day: number): number => fast.workingDaysBefore[indexOfDay(fast, day) + 1] as number

/** @throws DomainError calendar-not-covered. */
export const isWorkingDayNumber = (fast: PreparedCalendar, day: number): boolean =>
  workingDayCount(fast, day) > (fast.workingDaysBefore[day - fast.firstDay] as number)

/**
 * The working day of that running number (the first of the calendar is 1). @throws DomainError calendar-not-covered before the first,
 * after the last.
 */
export const workingDayAt = (fast: PreparedCalendar, count: number): number => {
  const day = count >= 1 ? fast.workingDays[count - 1] : undefined
  if (day === undefined) throw notCovered(fast, count < 1 ? fast.firstDay - 1 : fast.lastDay + 1)
  return day
}

/** The day itself when it is a working day, else the next one. @throws DomainError calendar-not-covered. */
export const rollForward = (fast: PreparedCalendar, day: number): number =>
  workingDayAt(fast, (fast.workingDaysBefore[indexOfDay(fast, day)] as number) + 1)

/** The opening of the first session of a working day. */
export const openingOf = (fast: PreparedCalendar, workingDay: number): number =>
  fast.sessionFromMs[fast.firstSession[workingDay - fast.firstDay] as number] as number

/** The opening of the first session of a local date; null on a day off. @throws DomainError calendar-not-covered, invalid-request. */
export const openingOfDate = (fast: PreparedCalendar, date: string): number | null => {
  const day = parseDate(date)
  return isWorkingDayNumber(fast, day) ? openingOf(fast, day) : null
}

/** The close of the last session of a working day. */
export const closeOf = (fast: PreparedCalendar, workingDay: number): number =>
  fast.sessionToMs[(fast.firstSession[workingDay - fast.firstDay + 1] as number) - 1] as number

/**
 * The close of the last session of a local date; on a day off, of the next working day. @throws DomainError calendar-not-covered,
 * invalid-request.
 */
export const closeOfDate = (fast: PreparedCalendar, date: string): number => closeOf(fast, rollForward(fast, parseDate(date)))

/** The instant itself when its day is worked; else the close, or the opening, of the next working day. */
const movedOffDaysOff = (fast: PreparedCalendar, ms: number, edge: typeof closeOf): number => {
  const day = dueDayOf(fast, ms)
  return isWorkingDayNumber(fast, day) ? ms : edge(fast, rollForward(fast, day))
}

/** A due instant whose day has become a day off: the close of the next working day (Civil Code 2015 art. 148.5). @throws DomainError calendar-not-covered. */
export const closeOnOrAfter = (fast: PreparedCalendar, dueAtMs: number): number => movedOffDaysOff(fast, dueAtMs, closeOf)

/** The same for limits by the hour: the opening of the next working day. @throws DomainError calendar-not-covered. */
export const openingOnOrAfter = (fast: PreparedCalendar, dueAtMs: number): number => movedOffDaysOff(fast, dueAtMs, openingOf)

/** Working milliseconds of the calendar up to an instant. @throws DomainError calendar-not-covered. */
export const workedUpTo = (fast: PreparedCalendar, ms: number): number => {
  const index = indexOfDay(fast, localDayOf(fast.zone, ms))
  let session = fast.firstSession[index] as number
  const end = fast.firstSession[index + 1] as number
  while (session < end && (fast.sessionToMs[session] as number) <= ms) session++
  const into = session < end ? Math.max(0, ms - (fast.sessionFromMs[session] as number)) : 0
  return (fast.workedBeforeMs[session] as number) + into
}

/**
 * The instant at which so much working time has passed since the calendar began; one that falls between two sessions is the end of the
 * earlier. @throws DomainError calendar-not-covered.
 */
export const instantAtWorked = (fast: PreparedCalendar, workedMs: number): number => {
  const last = fast.sessionToMs.length
  if (workedMs <= 0) throw notCovered(fast, fast.firstDay - 1)
  if (workedMs > (fast.workedBeforeMs[last] as number)) throw notCovered(fast, fast.lastDay + 1)
  let low = 0
  let high = last - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((fast.workedBeforeMs[middle + 1] as number) >= workedMs) high = middle
    else low = middle + 1
  }
  return (fast.sessionFromMs[low] as number) + workedMs - (fast.workedBeforeMs[low] as number)
}

/** True when the local date has sessions that count. @throws DomainError calendar-not-covered, invalid-request (no such date). */
export const isWorkingDay = (fast: PreparedCalendar, date: string): boolean => isWorkingDayNumber(fast, parseDate(date))

/**
 * Working days in `(from, to]`: the first date excluded, the last included; negative when `to` is earlier.
 * @throws DomainError calendar-not-covered, invalid-request (no such date).
 */
export const workingDaysBetween = (fast: PreparedCalendar, from: string, to: string): number =>
  workingDayCount(fast, parseDate(to)) - workingDayCount(fast, parseDate(from))

/**
 * The n-th working day after a local date (n > 0), or before it (n < 0).
 * @throws DomainError calendar-not-covered, limit-invalid (n is 0 or no whole number), invalid-request (no such date).
 */
export const workingDayAfter = (fast: PreparedCalendar, date: string, n: number): string => {
  if (!Number.isInteger(n) || n === 0) throw new DomainError('limit-invalid', { amount: n })
  const day = parseDate(date)
  const upTo = n > 0 ? workingDayCount(fast, day) : (fast.workingDaysBefore[indexOfDay(fast, day)] as number) + 1
  return formatDate(workingDayAt(fast, upTo + n))
}

/** Working milliseconds from one instant to another, negative when the second is earlier. @throws DomainError calendar-not-covered. */
export const elapsedWorkingMs = (fast: PreparedCalendar, fromMs: number, toMs: number): number =>
  workedUpTo(fast, toMs) - workedUpTo(fast, fromMs)

/** Working milliseconds of a local date. @throws DomainError calendar-not-covered, invalid-request (no such date). */
export const workingMsOn = (fast: PreparedCalendar, date: string): number => {
  const index = indexOfDay(fast, parseDate(date))
  const [first, end] = [fast.firstSession[index] as number, fast.firstSession[index + 1] as number]
  return (fast.workedBeforeMs[end] as number) - (fast.workedBeforeMs[first] as number)
}

/** True in a session that counts, `[from, to)`. @throws DomainError calendar-not-covered. */
export const isWorkingInstant = (fast: PreparedCalendar, ms: number): boolean => {
  const index = indexOfDay(fast, localDayOf(fast.zone, ms))
  for (let k = fast.firstSession[index] as number; k < (fast.firstSession[index + 1] as number); k++) {
    if ((fast.sessionFromMs[k] as number) <= ms && ms < (fast.sessionToMs[k] as number)) return true
  }
  return false
}

/**
 * Working milliseconds of the session in which an instant falls, its end included; null outside the sessions. @throws DomainError
 * calendar-not-covered.
 */
export const sessionMsAt = (fast: PreparedCalendar, ms: number): number | null => {
  const index = indexOfDay(fast, localDayOf(fast.zone, ms))
  for (let k = fast.firstSession[index] as number; k < (fast.firstSession[index + 1] as number); k++) {
    const fromMs = fast.sessionFromMs[k] as number
    const toMs = fast.sessionToMs[k] as number
    if (fromMs < ms && ms <= toMs) return toMs - fromMs
  }
  return null
}

/**
 * The day number to which a due instant belongs. An instant at midnight belongs to the day before when that day's last session ends at
 * 24:00.
 */
export const dueDayOf = (fast: PreparedCalendar, dueAtMs: number): number => {
  const day = localDayOf(fast.zone, dueAtMs)
  const before = day - 1
  const covered = before >= fast.firstDay && before <= fast.lastDay
  return covered && isWorkingDayNumber(fast, before) && closeOf(fast, before) === dueAtMs ? before : day
}

/** The local date of a due instant, as it is printed on the receipt. */
export const dueDateOf = (fast: PreparedCalendar, dueAtMs: number): string => formatDate(dueDayOf(fast, dueAtMs))

/**
 * The opening of the working day before the one on which a due instant falls: the last lawful moment of the apology, T-1.
 * Source: NĐ 61/2018 art. 19.9 ("chậm nhất 01 ngày trước khi hết hạn"), read as a working day. @throws DomainError calendar-not-covered.
 */
export const tMinusOne = (fast: PreparedCalendar, dueAtMs: number): number =>
  openingOf(fast, workingDayAt(fast, fast.workingDaysBefore[indexOfDay(fast, dueDayOf(fast, dueAtMs))] as number))

/**
 * The last instant at which something may be due and have its T-1 behind it: what is due by then, and not yet late, is at risk. For one
 * question to a list instead of one to each dossier. @throws DomainError calendar-not-covered.
 */
export const atRiskUntil = (fast: PreparedCalendar, nowMs: number): number => {
  const today = dayOf(fast, nowMs)
  const opened = isWorkingDayNumber(fast, today) && openingOf(fast, today) <= nowMs
  const begun = (fast.workingDaysBefore[indexOfDay(fast, today)] as number) + (opened ? 1 : 0)
  return closeOf(fast, workingDayAt(fast, begun + 1))
}
