/** Working hours of the sample: nothing in it happens outside the agency's sessions. */
import type { LocalDate } from '../../schemas/common.ts'
import { addDays, dueAt, isWorkingDay, isWorkingInstant, startOfDateMs, workingMsOn, type PreparedCalendar } from '../../workflows/calendar/index.ts'

/** The instant that many working minutes later, to the second, always within a session. @throws DomainError calendar-not-covered */
export const laterBy = (calendar: PreparedCalendar, fromMs: number, minutes: number): number => {
  const seconds = Math.max(1, Math.round(minutes * 60))
  const atMs = dueAt(calendar, fromMs, { unit: 'workingHour', amount: seconds / 60 / 60 }) ?? fromMs
  // An end at the close of a session is the opening of the next one.
  return isWorkingInstant(calendar, atMs) ? atMs : laterBy(calendar, atMs, 1 / 60)
}

/** The instant that many working minutes after the opening of a working day; at most ten minutes before its close. */
export const timeOn = (calendar: PreparedCalendar, on: LocalDate, minutes: number): number =>
  laterBy(calendar, startOfDateMs(on, calendar.calendar.zone), Math.min(minutes, workingMsOn(calendar, on) / 60_000 - 10))

/** The working days from the first date to the last, both included. */
export const workingDaysFrom = (calendar: PreparedCalendar, first: LocalDate, last: LocalDate): LocalDate[] => {
  const days: LocalDate[] = []
  for (let on = first; on <= last; on = addDays(on, 1)) if (isWorkingDay(calendar, on)) days.push(on)
  return days
}
