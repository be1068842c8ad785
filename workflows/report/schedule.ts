/** When scheduled reports are made: so many working days after the 14th that closes a reporting period. Source: NĐ 09/2019/NĐ-CP art. 12; docs/reports.md. */
import type { LocalDate } from '../../schemas/common.ts'
import type { ReportSchedule, ScheduledPeriod, SchedulePace } from '../../schemas/report-schedule.ts'
import { addDays, weekdayOfDate, whereCovered, workingDayAfter, type PreparedCalendar } from '../calendar/index.ts'
import { reportingPeriod } from '../statistics/periods.ts'

const suffixes: Readonly<Record<SchedulePace, readonly string[]>> = {
  month: Array.from({ length: 12 }, (_, at) => `-${String(at + 1).padStart(2, '0')}`), quarter: ['-Q1', '-Q2', '-Q3', '-Q4'], halfYear: ['-H1', '-H2'], year: [''],
}

const firstOfWeekend = 5

/** The n-th weekday after a date, where no calendar reaches. */
const weekdayAfter = (date: LocalDate, n: number): LocalDate => {
  let day = date
  for (let left = n; left > 0;) {
    day = addDays(day, 1)
    if (weekdayOfDate(day) < firstOfWeekend) left -= 1
  }
  return day
}

/** The day on which a period that ends on `to` is made; weekdays stand in where the working calendar does not reach. */
export const makeDay = (calendar: PreparedCalendar | null, to: LocalDate, afterDays: number): LocalDate =>
  (calendar === null ? null : whereCovered(() => workingDayAfter(calendar, to, afterDays))) ?? weekdayAfter(to, afterDays)

/** A schedule as far as days go. */
export type Timing = Pick<ReportSchedule, 'pace' | 'afterDays' | 'beginsOn' | 'endedOn'>

/** The periods that a schedule makes in some years, by the day on which they are made: none before it was entered, none after it was ended. */
export function periodsMadeIn({ pace, afterDays, beginsOn, endedOn }: Timing, calendar: PreparedCalendar | null, years: { readonly first: number; readonly last: number }): ScheduledPeriod[] {
  // A period that ends in December may be made in the year after it.
  const all = Array.from({ length: years.last - years.first + 2 }, (_, at) => years.first - 1 + at)
  return all.flatMap((year) => suffixes[pace].map((suffix): ScheduledPeriod => {
    const { from, to } = reportingPeriod(`${year}${suffix}`)
    return { period: `${year}${suffix}`, from, to, makeOn: makeDay(calendar, to, afterDays) }
  })).filter(({ makeOn }) => makeOn >= beginsOn && (endedOn === null || makeOn < endedOn) && Number(makeOn.slice(0, 4)) >= years.first && Number(makeOn.slice(0, 4)) <= years.last)
}

const yearOf = (day: LocalDate): number => Number(day.slice(0, 4))

/** Every period whose day has come, the oldest first. */
export const periodsDue = (timing: Timing, calendar: PreparedCalendar | null, today: LocalDate): ScheduledPeriod[] =>
  periodsMadeIn(timing, calendar, { first: yearOf(timing.beginsOn), last: yearOf(today) }).filter(({ makeOn }) => makeOn <= today)

/** The period that is made next; null when the schedule has ended. */
export const nextPeriod = (timing: Timing, calendar: PreparedCalendar | null, today: LocalDate): ScheduledPeriod | null =>
  periodsMadeIn(timing, calendar, { first: yearOf(today), last: yearOf(today) + 1 }).find(({ makeOn }) => makeOn > today) ?? null
