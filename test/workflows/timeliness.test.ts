/** Early, on time, late. Source: docs/clock.md; the S3 report (due 10/5/2021, done 11/5/2021, one day late). */
import fc from '../support/property.ts'
import t from 'tap'
import type { LimitUnit } from '../../schemas/calendar.ts'
import { dueAt } from '../../workflows/calendar/index.ts'
import { classify, classifyDate, classifyInstant, TIMELINESS_RULE } from '../../workflows/dossier/timeliness.ts'
import { at, refusal, vn, zone } from '../support/vn.ts'

const HOUR_MS = 3_600_000
const judged = (unit: LimitUnit, dueText: string, doneText: string, earlyMarginMs?: number) => {
  const found = classify(vn, { unit, dueAtMs: at(dueText), doneAtMs: at(doneText),
    ...(earlyMarginMs === undefined ? {} : { earlyMarginMs }) })
  return found && [found.timeliness, found.daysLate]
}

t.test('the rule has a name that is stored beside each classification', async (t) => t.equal(TIMELINESS_RULE, 'timeliness-1'))

t.test('limits in days compare dates: S3 was one day late, the last minute and the evening are on time', async (t) => {
  for (const unit of ['workingDay', 'calendarDay'] as const) {
    t.same(judged(unit, '2021-05-10T17:00', '2021-05-11T09:40'), ['late', 1])
    t.same(judged(unit, '2021-05-10T17:00', '2021-05-10T16:59'), ['onTime', 0])
    t.same(judged(unit, '2021-05-10T17:00', '2021-05-10T17:30'), ['onTime', 0])
    t.same(judged(unit, '2021-05-10T17:00', '2021-05-09T23:59'), ['early', 0])
    t.same(judged(unit, '2021-04-29T17:00', '2021-05-05T08:00'), ['late', 2], '30/4 to 3/5 were days off')
    t.same(judged(unit, '2024-06-14T17:00', '2024-06-16T10:00'), ['late', 0], 'late on a Sunday, no working day since')
  }
})

t.test('limits in hours and same-day services compare instants, and are early by one full session', async (t) => {
  for (const unit of ['workingHour', 'sameDay'] as const) {
    t.same(judged(unit, '2024-06-10T17:00', '2024-06-10T17:00'), ['onTime', 0])
    t.same(judged(unit, '2024-06-10T17:00', '2024-06-10T17:00:00.001'), ['late', 0])
    t.same(judged(unit, '2024-06-10T17:00', '2024-06-10T13:00:00.001'), ['onTime', 0])
    t.same(judged(unit, '2024-06-10T17:00', '2024-06-10T13:00'), ['early', 0])
    t.same(judged(unit, '2024-06-10T09:00', '2024-06-07T14:30'), ['early', 0], 'over the weekend: 2.5 + 1.5 hours')
    t.same(judged(unit, '2024-06-10T09:00', '2024-06-07T14:31'), ['onTime', 0])
    t.same(judged(unit, '2024-06-10T17:00', '2024-06-12T08:00'), ['late', 2])
  }
  t.same(judged('workingHour', '2024-06-10T17:00', '2024-06-10T15:30', HOUR_MS), ['early', 0], 'another margin')
  t.same(judged('workingHour', '2024-06-10T12:00', '2024-06-07T08:00'), ['onTime', 0],
    'due outside the sessions: no session to be early by')
})

t.test('hours late are working time', async (t) => {
  const late = classify(vn, { unit: 'workingHour', dueAtMs: at('2021-05-07T16:00'), doneAtMs: at('2021-05-10T09:30') })
  t.same(late, { timeliness: 'late', daysLate: 1, lateWorkingMs: 3 * HOUR_MS })
})

t.test('without a due date nothing is early or late', async (t) => t.equal(judged('none', '2024-06-10T17:00', '2024-06-12T08:00'), null))

t.test('days late that the calendar does not know are refused', async (t) => {
  t.equal(refusal(() => judged('workingDay', '2026-12-31T17:00', '2027-01-05T08:00')).code, 'calendar-not-covered')
})

t.test('imported logs are judged by the instant or by the date, without a calendar', async (t) => {
  const amsterdam = 'Europe/Amsterdam'
  const dueAtMs = at('2011-03-01T23:30:00Z')
  t.same(classifyInstant(dueAtMs, dueAtMs), { timeliness: 'onTime', daysLate: 0, lateWorkingMs: 0 })
  t.same(classifyInstant(dueAtMs, dueAtMs + 1), { timeliness: 'late', daysLate: null, lateWorkingMs: null })
  t.equal(classifyDate(dueAtMs, at('2011-03-02T22:59:00Z'), amsterdam).timeliness, 'onTime')
  t.equal(classifyDate(dueAtMs, at('2011-03-01T22:59:00Z'), amsterdam).timeliness, 'early')
  t.same(classifyDate(dueAtMs, at('2011-03-02T23:00:00Z'), amsterdam), { timeliness: 'late', daysLate: null, lateWorkingMs: null })
})

t.test('law: what is done later is never judged better, and late is never late by less', async () => {
  const rank = { early: 0, onTime: 1, late: 2 }
  const instants = fc.integer({ min: at('2020-03-01T00:00'), max: at('2026-06-01T00:00') })
  const units = fc.constantFrom<LimitUnit>('workingDay', 'workingHour', 'calendarDay', 'sameDay')
  const around = fc.integer({ min: -20 * 24 * HOUR_MS, max: 20 * 24 * HOUR_MS })
  fc.assert(fc.property(instants, units, fc.integer({ min: 1, max: 20 }), around, fc.nat(5 * 24 * HOUR_MS), (startMs, unit, n, offset,
    later) => {
    const dueAtMs = dueAt(vn, startMs, { unit, amount: unit === 'sameDay' ? 1 : n }) ?? 0
    const first = classify(vn, { unit, dueAtMs, doneAtMs: dueAtMs + offset })
    const second = classify(vn, { unit, dueAtMs, doneAtMs: dueAtMs + offset + later })
    if (!first || !second) return false
    const [a, b] = [rank[first.timeliness], rank[second.timeliness]]
    return a <= b && (first.daysLate ?? 0) <= (second.daysLate ?? 0) && (first.lateWorkingMs ?? 0) <= (second.lateWorkingMs ?? 0)
  }), { numRuns: 3000 })
})

t.test('law: the day of the due date is on time in limits by the day, in every zone hour', async () => {
  const starts = fc.integer({ min: at('2020-03-01T00:00'), max: at('2026-06-01T00:00') })
  fc.assert(fc.property(starts, fc.integer({ min: 1, max: 20 }), fc.nat(86_399_999), (startMs, n, timeMs) => {
    const dueAtMs = dueAt(vn, startMs, { unit: 'workingDay', amount: n }) ?? 0
    const midnight = dueAtMs - ((dueAtMs + 7 * HOUR_MS) % (24 * HOUR_MS))
    return classify(vn, { unit: 'workingDay', dueAtMs, doneAtMs: midnight + timeMs })?.timeliness === 'onTime'
  }))
})

t.test('a zone that does not exist is refused', async (t) => t.equal(refusal(() => classifyDate(0, 0, `${zone}x`)).code,
  'calendar-invalid'))
