/** Working time: the one module that computes with dates, calendars and deadlines. */
export { isDate } from './dates.ts'
export { addDays, addMonths, daysBetween, formatInstant, localDateOf, localTimeOf, parseInstant, startOfDateMs } from './instants.ts'
export { prepare, whereCovered, type PreparedCalendar } from './prepare.ts'
export { calendarFindings, type CalendarFinding } from './validate.ts'
export {
  atRiskUntil, closeOfDate, closeOnOrAfter, dueDateOf, elapsedWorkingMs, isWorkingDay, isWorkingInstant, openingOfDate, openingOnOrAfter, sessionMsAt,
  tMinusOne, workingDayAfter, workingDaysBetween, workingMsOn,
} from './working-time.ts'
export { budgetOf, dueAt, elapsedInUnit, handOverBy, isLimit, projectDue, spentInUnit, usedBy, workingDaysUsed, type Run } from './run.ts'
export { remaining, remainingWorkingMs, runOf, shareReachedAt } from './remaining.ts'
export { explainDue, type DueExplanation, type DueQuestion, type StopMs } from './explain.ts'
export { stampToMs, zoneExists } from './stamp.ts'
export {
  changesOf, datesBetween, daysInLieu, firstChange, monthsOf, nextYear, successionFindings, usualSessions, weekdayOfDate, withDays, withoutDay, withWeek, withYear,
  yearsWithoutHolidays, type CalendarChanges,
} from './amend.ts'
export { calendarEnd, isTold, rungsReached, type CalendarEnd } from './end.ts'
