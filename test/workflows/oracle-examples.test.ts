/** The independent count gives every clock example of the domain (3.3, 3.4, annexes B and C), so that it may judge the real one. */
import t from 'tap'
import type { CalendarDay, LimitUnit, OnResume, Session, WorkingCalendar } from '../../schemas/calendar.ts'
import { annexACalendar as vn, officeDay } from '../support/annex-a-calendar.ts'
import {
  oracleDayBefore, oracleDue, oracleHandOverBy, oracleTimeliness, oracleWorkingDaysAfter, oracleWorkingMinutes, type Moment,
} from '../support/oracle-calendar.ts'

/** `2021-05-06T09:40` as a moment, and back. */
const at = (text: string): Moment => ({ on: text.slice(0, 10), minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) })
const shown = (moment: Moment | string): string => {
  if (typeof moment === 'string') return moment
  const two = (value: number) => String(value).padStart(2, '0')
  return `${moment.on}T${two(Math.floor(moment.minute / 60))}:${two(moment.minute % 60)}`
}
type Stops = readonly (readonly [string, string])[]
const dueIn = (cal: WorkingCalendar) =>
  (unit: LimitUnit, amount: number, received: string, stops: Stops = [], onResume: OnResume = 'pause') =>
    shown(oracleDue(cal, {
      received: at(received), limit: { unit, amount }, stops: stops.map(([from, to]) => ({ from: at(from), to: at(to) })), onResume,
    }))
const due = dueIn(vn)

t.test('each year has the working days that the domain counted', async (t) => {
  const totals = { 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 250, 2026: 249 }
  for (const [year, days] of Object.entries(totals)) {
    t.equal(oracleWorkingDaysAfter(vn, `${Number(year) - 1}-12-31`, `${year}-12-31`), days, year)
  }
})

t.test('a limit in working days ends at the close of the last of them', async (t) => {
  const golden: [string, number, string][] = [
    ['2021-05-06T09:40', 2, '2021-05-10'], ['2022-04-29T08:00', 1, '2022-05-04'], ['2024-04-26T16:59', 3, '2024-05-04'],
    ['2025-04-29T08:00', 2, '2025-05-06'], ['2026-02-12T08:00', 5, '2026-02-26'], ['2020-12-22T08:00', 15, '2021-01-13'],
    ['2024-06-10T08:00', 5, '2024-06-17'], ['2024-06-10T08:00', 3, '2024-06-13'],
  ]
  for (const [received, days, on] of golden) t.equal(due('workingDay', days, received), `${on}T17:00`, `${received} + ${days}`)
})

t.test('the hour of receipt does not move a limit in days, not even after 15:00', async (t) => {
  for (const hour of ['00:00', '07:30', '15:01', '17:00', '23:59']) {
    t.equal(due('workingDay', 2, `2021-05-06T${hour}`), '2021-05-10T17:00', hour)
  }
})

t.test('a receipt on a day off counts for the next working day, which is then the day left out', async (t) => {
  t.equal(due('workingDay', 1, '2021-05-08T09:00'), '2021-05-11T17:00', 'Saturday')
  t.equal(due('workingDay', 1, '2021-05-03T09:00'), '2021-05-05T17:00', 'compensatory Monday')
  t.equal(due('workingDay', 1, '2024-05-04T09:00'), '2024-05-06T17:00', 'a worked Saturday is no day off')
})

t.test('a limit in hours counts minutes inside the sessions', async (t) => {
  const golden: [string, number, string][] = [
    ['2021-05-06T09:40', 16, '2021-05-10T09:40'], ['2024-06-10T11:00', 4, '2024-06-10T16:30'],
    ['2024-05-03T16:00', 2, '2024-05-04T08:30'], ['2024-06-10T11:20', 20 / 60, '2024-06-10T13:10'],
    ['2024-06-10T12:00', 1, '2024-06-10T14:00'], ['2024-06-10T06:00', 4, '2024-06-10T11:30'], ['2024-06-10T07:30', 8, '2024-06-10T17:00'],
    ['2024-06-10T17:00', 1, '2024-06-11T08:30'], ['2024-06-14T18:00', 0.5, '2024-06-17T08:00'],
  ]
  for (const [received, hours, end] of golden) t.equal(due('workingHour', hours, received), end, `${received} + ${hours} h`)
})

t.test('a limit of the same day ends with the day, or the next one after 15:00', async (t) => {
  t.equal(due('sameDay', 1, '2024-06-10T15:00'), '2024-06-10T17:00', 'at 15:00')
  t.equal(due('sameDay', 1, '2024-06-10T15:01'), '2024-06-11T17:00', 'after 15:00')
  t.equal(due('sameDay', 1, '2024-05-03T15:01'), '2024-05-04T17:00', 'the next working day is a worked Saturday')
  t.equal(due('sameDay', 1, '2024-06-15T09:00'), '2024-06-17T17:00', 'a day off')
  t.equal(due('sameDay', 1, '2024-06-10T09:00', [['2024-06-10T10:00', '2024-06-12T15:30']]), '2024-06-13T17:00', 'supplied after 15:00')
})

t.test('a limit in calendar days rolls forward to a working day', async (t) => {
  t.equal(due('calendarDay', 10, '2026-04-20T09:00'), '2026-05-04T17:00')
  t.equal(due('calendarDay', 10, '2026-04-20T09:00', [['2026-04-21T09:00', '2026-04-27T09:00']]), '2026-05-06T17:00', 'six days stopped')
})

t.test('a supplement pauses the limit or starts it anew', async (t) => {
  const supplement = [['2024-06-12T09:00', '2024-06-17T09:00']] as const
  t.equal(due('workingDay', 5, '2024-06-10T09:00', supplement, 'pause'), '2024-06-20T17:00', 'pause: 13, 14 and 17 June do not count')
  t.equal(due('workingDay', 5, '2024-06-10T09:00', supplement, 'reset'), '2024-06-24T17:00', 'reset: five days from 17 June')
  const five = (from: string, to: string) => due('workingDay', 5, '2024-06-10T09:00', [[from, to]])
  t.equal(five('2024-06-12T09:00', '2024-06-15T09:00'), '2024-06-19T17:00', 'supplied on a Saturday')
  t.equal(five('2024-06-20T09:00', '2024-06-24T09:00'), '2024-06-19T17:00', 'asked after the limit ended')
  t.equal(five('2024-06-12T09:00', '2024-06-12T16:00'), '2024-06-17T17:00', 'supplied on the day it was asked')
  t.equal(due('workingHour', 4, '2024-06-10T08:00', [['2024-06-10T10:00', '2024-06-11T08:30']]), '2024-06-11T10:30', 'hours')
})

t.test('the last day for an apology is the working day before the due day', async (t) => {
  t.equal(oracleDayBefore(vn, '2021-05-10'), '2021-05-07')
  t.equal(oracleDayBefore(vn, '2024-05-06'), '2024-05-04', 'a worked Saturday')
})

t.test('days are compared by date, hours by the minute', async (t) => {
  const verdict = (unit: Exclude<LimitUnit, 'none'>, dueAt: string, done: string) => {
    const found = oracleTimeliness(vn, unit, at(dueAt), at(done))
    return found === 'not-covered' ? found : `${found.timeliness} ${found.daysLate}`
  }
  t.equal(verdict('workingDay', '2021-05-10T17:00', '2021-05-11T09:40'), 'late 1')
  t.equal(verdict('workingDay', '2021-05-10T17:00', '2021-05-10T16:59'), 'onTime 0')
  t.equal(verdict('workingDay', '2021-05-10T17:00', '2021-05-10T17:30'), 'onTime 0')
  t.equal(verdict('workingDay', '2021-05-10T17:00', '2021-05-07T17:30'), 'early 0')
  t.equal(verdict('calendarDay', '2021-05-07T17:00', '2021-05-08T09:00'), 'late 0', 'late by a Saturday only')
  t.equal(verdict('workingHour', '2021-05-10T09:40', '2021-05-10T09:40'), 'onTime 0')
  t.equal(verdict('workingHour', '2021-05-10T09:40', '2021-05-10T09:41'), 'late 0')
  t.equal(verdict('workingHour', '2021-05-10T09:40', '2021-05-07T15:10'), 'early 0', 'four hours before')
  t.equal(verdict('workingHour', '2021-05-10T09:40', '2021-05-07T15:11'), 'onTime 0', 'a minute less than a session before')
  t.equal(verdict('sameDay', '2024-06-10T17:00', '2024-06-10T12:00'), 'early 0')
  t.equal(verdict('sameDay', '2024-06-10T17:00', '2024-06-11T07:30'), 'late 1')
})

t.test('what the calendar does not know is refused', async (t) => {
  t.equal(due('workingDay', 5, '2019-12-31T09:00'), 'not-covered')
  t.equal(due('workingDay', 5, '2026-12-28T09:00'), 'not-covered')
  t.equal(due('none', 0, '2024-06-10T09:00'), 'none')
  t.equal(oracleWorkingMinutes(vn, at('2026-12-31T16:00'), at('2027-01-01T00:00')), 'not-covered')
  t.equal(oracleWorkingMinutes(vn, at('2026-12-31T16:00'), at('2026-12-31T23:59')), 60)
})

t.test('the notice of a supplement has three working days, the apology of the late dossier came after its day', async (t) => {
  t.equal(due('workingDay', 3, '2024-06-10T15:30'), '2024-06-13T17:00')
  t.equal(oracleWorkingMinutes(vn, at('2021-05-10T17:00'), at('2021-05-11T09:40')), 130, 'late by 2 h 10 min of working time')
  t.equal(due('workingDay', 15, '2021-04-01T09:00'), '2021-04-23T17:00')
  t.equal(due('workingDay', 15, '2021-06-11T09:00'), '2021-07-02T17:00')
})

t.test('a dossier goes to its unit the same day, after 15:00 first thing on the next working day', async (t) => {
  const by = (received: string) => shown(oracleHandOverBy(vn, at(received)))
  t.equal(by('2024-06-14T15:00'), '2024-06-14T17:00')
  t.equal(by('2024-06-14T15:01'), '2024-06-17T07:30')
  t.equal(by('2024-05-03T16:00'), '2024-05-04T07:30', 'a worked Saturday')
})

t.test('a swap that becomes known later moves due dates only in the calendar that has it', async (t) => {
  const before: WorkingCalendar = { ...vn, days: vn.days.filter((day) => !day.kind.startsWith('SWAP_')) }
  t.equal(dueIn(before)('workingDay', 3, '2024-04-26T09:00'), '2024-05-03T17:00')
  t.equal(due('workingDay', 3, '2024-04-26T09:00'), '2024-05-04T17:00')
})

const morning: Session[] = [{ from: '07:30', to: '11:30' }]
const week = [officeDay, officeDay, officeDay, officeDay, officeDay]
const local = (kind: CalendarDay['kind'], on: string, sessions?: Session[]): CalendarDay =>
  ({ on, kind, decision: 'Notice of the agency', knownOn: '2024-01-01', ...(sessions === undefined ? {} : { sessions }) })

t.test('a Saturday morning of the desk counts only if the pattern says so', async (t) => {
  const pattern = { validFrom: '2020-01-01', decision: 'QĐ 14/2010/QĐ-TTg' }
  const receipt = dueIn({ ...vn, weekly: [{ ...pattern, days: [...week, [], []], receiptOnly: [[], [], [], [], [], morning, []] }] })
  const counted = dueIn({ ...vn, weekly: [{ ...pattern, days: [...week, morning, []] }] })
  t.equal(receipt('workingDay', 1, '2024-06-15T09:00'), '2024-06-18T17:00')
  t.equal(counted('workingDay', 1, '2024-06-15T09:00'), '2024-06-17T17:00')
  t.equal(counted('workingDay', 1, '2024-06-14T09:00'), '2024-06-15T11:30', 'it ends at the close of the half day')
  t.equal(counted('sameDay', 1, '2024-06-15T11:29'), '2024-06-15T11:30')
  t.equal(counted('sameDay', 1, '2024-06-15T11:30'), '2024-06-17T17:00', 'its last session is over')
  t.equal(counted('workingHour', 3, '2024-06-14T16:00'), '2024-06-15T09:30')
  t.equal(counted('calendarDay', 5, '2024-06-10T09:00'), '2024-06-15T11:30')
})

t.test('the own days of an agency lie over the national ones', async (t) => {
  const days = [local('LOCAL_OFF', '2024-06-11', morning), local('LOCAL_OFF', '2024-06-12'), local('LOCAL_WORK', '2024-06-16')]
  const own = dueIn({ ...vn, days: [...vn.days, ...days, local('LOCAL_WORK', '2024-09-02', morning)] })
  t.equal(own('workingDay', 1, '2024-06-10T09:00'), '2024-06-11T11:30', 'a half day is a working day')
  t.equal(own('workingDay', 2, '2024-06-10T09:00'), '2024-06-13T17:00', 'a storm')
  t.equal(own('workingDay', 1, '2024-06-14T09:00'), '2024-06-16T17:00', 'a Sunday worked as a Monday')
  t.equal(own('workingHour', 8, '2024-06-11T07:30'), '2024-06-13T11:30', 'half a day is one session')
  t.equal(own('workingDay', 1, '2024-08-30T09:00'), '2024-09-02T11:30', 'a holiday worked in the morning')
})

t.test('a weekly pattern holds from its date on', async (t) => {
  const summer = { validFrom: '2024-06-12', days: [...week.map(() => [{ from: '07:00', to: '11:00' }]), [], []], decision: 'Summer hours' }
  const changed = dueIn({ ...vn, weekly: [summer, ...vn.weekly] })
  t.equal(changed('workingDay', 1, '2024-06-10T09:00'), '2024-06-11T17:00')
  t.equal(changed('workingDay', 2, '2024-06-10T09:00'), '2024-06-12T11:00')
  t.equal(changed('workingHour', 9, '2024-06-11T07:30'), '2024-06-12T08:00')
})
