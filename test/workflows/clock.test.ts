/** The clock of a dossier: supplements, re-appointment, another limit, and laws over random stops. Source: docs/clock.md. */
import fc from '../support/property.ts'
import t from 'tap'
import Value from 'typebox/value'
import { Clock, type Limit, type OnResume } from '../../schemas/calendar.ts'
import { explainDue, remaining, remainingWorkingMs, shareReachedAt } from '../../workflows/calendar/index.ts'
import { changeLimit, endClock, reappoint, resumeClock, startClock, stopClock } from '../../workflows/dossier/clock.ts'
import { at, due, refusal, shown, vn } from '../support/vn.ts'

const HOUR_MS = 3_600_000
const days = (amount: number): Limit => ({ unit: 'workingDay', amount })
const hours = (amount: number): Limit => ({ unit: 'workingHour', amount })
const calendarDays = (amount: number): Limit => ({ unit: 'calendarDay', amount })
const sameDay: Limit = { unit: 'sameDay', amount: 1 }
const none: Limit = { unit: 'none', amount: 0 }

const start = (limit: Limit, from: string) => startClock(vn, limit, at(from))
const stopped = (limit: Limit, from: string, stop: string) => stopClock(vn, start(limit, from), at(stop))
const through = (limit: Limit, from: string, stop: string, supply: string, onResume: OnResume) =>
  resumeClock(vn, stopped(limit, from, stop), onResume, at(supply))
const dueThrough = (...path: Parameters<typeof through>) => shown(through(...path).dueAtMs)

t.test('docs/clock.md: a supplement pauses the count, or begins it anew', async (t) => {
  t.equal(shown(start(days(5), '2024-06-10T08:00').dueAtMs), '2024-06-17T17:00')
  t.equal(dueThrough(days(5), '2024-06-10T08:00', '2024-06-12T09:00', '2024-06-17T10:00', 'pause'), '2024-06-20T17:00')
  t.equal(dueThrough(days(5), '2024-06-10T08:00', '2024-06-12T09:00', '2024-06-17T10:00', 'reset'), '2024-06-24T17:00')
})

t.test('while stopped there is no due instant, and the first one printed never changes', async (t) => {
  const clock = stopped(days(5), '2024-06-10T08:00', '2024-06-12T09:00')
  t.same([clock.dueAtMs, clock.runningSinceMs, clock.consumed], [null, null, 2])
  for (const onResume of ['pause', 'reset'] as const) {
    t.equal(shown(resumeClock(vn, clock, onResume, at('2024-06-17T10:00')).dueOriginalAtMs), '2024-06-17T17:00')
  }
})

t.test('a reset is a fresh receipt: a new start, a new cycle; a pause is not', async (t) => {
  const reset = through(days(5), '2024-06-10T08:00', '2024-06-12T09:00', '2024-06-17T10:00', 'reset')
  t.same([shown(reset.startedAtMs), reset.consumed, reset.cycle], ['2024-06-17T10:00', 0, 1])
  const paused = through(days(5), '2024-06-10T08:00', '2024-06-12T09:00', '2024-06-17T10:00', 'pause')
  t.same([shown(paused.startedAtMs), paused.consumed, paused.cycle], ['2024-06-10T08:00', 2, 0])
})

t.test('a supply on a Saturday: a pause is not moved, a reset is received on Monday', async (t) => {
  t.equal(dueThrough(days(5), '2024-06-10T08:00', '2024-06-12T09:00', '2024-06-15T10:00', 'pause'), '2024-06-19T17:00',
    '13 and 14 are added')
  t.equal(dueThrough(days(5), '2024-06-10T08:00', '2024-06-12T09:00', '2024-06-15T10:00', 'reset'), '2024-06-24T17:00')
})

t.test('a stop after the due date moves the due date by the days stopped, and it stays in the past', async (t) => {
  const clock = through(days(2), '2024-06-10T08:00', '2024-06-14T09:00', '2024-06-18T10:00', 'pause')
  t.same([clock.consumed, shown(clock.dueAtMs)], [4, '2024-06-14T17:00'])
  t.equal(dueThrough(hours(2), '2024-06-10T08:00', '2024-06-10T11:00', '2024-06-10T14:00', 'pause'), '2024-06-10T11:30',
    '30 and 60 minutes added')
})

t.test('a dossier received and stopped on a Saturday has used nothing', async (t) => {
  const saturday = '2024-06-08T08:00'
  t.equal(dueThrough(days(2), saturday, '2024-06-08T09:00', '2024-06-09T10:00', 'pause'), due('workingDay', 2, saturday))
  t.equal(dueThrough(days(2), saturday, '2024-06-08T09:00', '2024-06-11T10:00', 'pause'), '2024-06-13T17:00')
})

t.test('hours pause to the minute', async (t) => {
  const clock = stopped(hours(8), '2024-06-10T08:00', '2024-06-10T14:00')
  t.equal(clock.consumed, 4.5 * HOUR_MS)
  t.equal(shown(resumeClock(vn, clock, 'pause', at('2024-06-11T12:00')).dueAtMs), '2024-06-11T16:30')
  t.equal(shown(resumeClock(vn, clock, 'reset', at('2024-06-11T12:00')).dueAtMs), '2024-06-12T11:30')
})

t.test('calendar days stopped are added before rolling forward', async (t) => {
  t.equal(dueThrough(calendarDays(10), '2024-06-03T08:00', '2024-06-05T08:00', '2024-06-07T08:00', 'pause'), '2024-06-17T17:00',
    '13 + 2 is Saturday 15')
})

t.test('a same-day service begins anew at the supply', async (t) => {
  for (const onResume of ['pause', 'reset'] as const) {
    t.equal(dueThrough(sameDay, '2024-06-10T08:00', '2024-06-10T09:00', '2024-06-13T15:01', onResume), '2024-06-14T17:00')
  }
})

t.test('without a limit there is a clock but no due instant', async (t) => {
  const clock = through(none, '2024-06-10T08:00', '2024-06-10T09:00', '2024-06-13T15:01', 'pause')
  t.same([clock.dueAtMs, clock.dueOriginalAtMs, shareReachedAt(vn, clock, 7000), remaining(vn, clock, at('2024-06-14T08:00'))], [null,
    null, null, null])
  t.equal(refusal(() => reappoint(vn, clock, '2024-06-20')).code, 'event-not-allowed')
})

t.test('the end keeps the due instant and what was consumed', async (t) => {
  const ended = endClock(vn, start(days(5), '2024-06-10T08:00'), at('2024-06-13T10:00'))
  t.same([shown(ended.dueAtMs), shown(ended.endedAtMs), ended.consumed, ended.runningSinceMs], ['2024-06-17T17:00', '2024-06-13T10:00', 3,
    null])
  const withdrawn = endClock(vn, stopped(days(5), '2024-06-10T08:00', '2024-06-12T08:00'), at('2024-06-14T08:00'))
  t.same([withdrawn.dueAtMs, withdrawn.consumed], [null, 2], 'withdrawn while waiting for a supplement')
})

t.test('what a clock in that state cannot do is refused', async (t) => {
  const running = start(days(5), '2024-06-10T08:00')
  const stood = stopped(days(5), '2024-06-10T08:00', '2024-06-12T08:00')
  const ended = endClock(vn, running, at('2024-06-13T10:00'))
  const code = (question: () => unknown) => refusal(question).code
  t.equal(code(() => resumeClock(vn, running, 'pause', at('2024-06-13T08:00'))), 'event-not-allowed')
  t.equal(code(() => stopClock(vn, stood, at('2024-06-13T08:00'))), 'event-not-allowed')
  t.equal(code(() => reappoint(vn, stood, '2024-06-20')), 'event-not-allowed')
  for (const act of [
    () => stopClock(vn, ended, at('2024-06-14T08:00')), () => endClock(vn, ended, at('2024-06-14T08:00')), () => changeLimit(vn, ended,
      days(3)),
    () => resumeClock(vn, ended, 'pause', at('2024-06-14T08:00')), () => reappoint(vn, ended, '2024-06-20'),
  ]) t.equal(code(act), 'event-not-allowed')
  t.equal(code(() => stopClock(vn, running, at('2024-06-09T08:00'))), 'event-in-the-past')
  t.equal(code(() => endClock(vn, running, at('2024-06-09T08:00'))), 'event-in-the-past')
  t.equal(code(() => resumeClock(vn, stood, 'reset', at('2024-06-09T08:00'))), 'event-in-the-past')
})

t.test('an apology sets one later working day', async (t) => {
  const clock = start(days(5), '2024-06-10T08:00')
  const moved = reappoint(vn, clock, '2024-06-19')
  t.same([shown(moved.dueAtMs), shown(moved.dueOriginalAtMs), moved.apologies, moved.cycle, moved.budget], ['2024-06-19T17:00',
    '2024-06-17T17:00', 1, 1, 7])
  t.equal(refusal(() => reappoint(vn, moved, '2024-06-25')).code, 'apology-already-issued')
  t.match(refusal(() => reappoint(vn, clock, '2024-06-17')), { code: 'new-due-not-later', details: { reason: 'not-later' } })
  t.match(refusal(() => reappoint(vn, clock, '2024-06-22')), { code: 'new-due-not-later', details: { reason: 'not-a-working-day' } })
  t.equal(refusal(() => reappoint(vn, clock, '2027-01-04')).code, 'calendar-not-covered')
})

t.test('after a re-appointment a supplement counts on from the new date', async (t) => {
  const path = (limit: Limit, newDue: string | number) => {
    const moved = reappoint(vn, start(limit, '2024-06-10T08:00'), newDue)
    return shown(resumeClock(vn, stopClock(vn, moved, at('2024-06-12T08:00')), 'pause', at('2024-06-13T08:00')).dueAtMs)
  }
  t.equal(path(days(5), '2024-06-19'), '2024-06-20T17:00')
  t.equal(path(calendarDays(7), '2024-06-18'), '2024-06-19T17:00')
  t.equal(path(hours(24), at('2024-06-18T09:00')), '2024-06-19T09:00')
  t.equal(path(hours(24), '2024-06-18'), '2024-06-19T17:00')
})

t.test('a re-appointment in hours lies inside the sessions', async (t) => {
  const clock = start(hours(8), '2024-06-10T08:00')
  t.equal(shown(reappoint(vn, clock, at('2024-06-13T17:00')).dueAtMs), '2024-06-13T17:00')
  t.match(refusal(() => reappoint(vn, clock, at('2024-06-13T12:00'))), { code: 'new-due-not-later',
    details: { reason: 'outside-sessions' } })
  t.equal(shown(reappoint(vn, start(sameDay, '2024-06-10T08:00'), '2024-06-11').dueAtMs), '2024-06-11T17:00')
})

t.test('another limit is counted from the same start', async (t) => {
  const clock = changeLimit(vn, start(sameDay, '2024-06-10T08:00'), days(5))
  t.same([clock.unit, clock.budget, clock.consumed, shown(clock.dueAtMs), shown(clock.dueOriginalAtMs)], ['workingDay', 5, 0,
    '2024-06-17T17:00', '2024-06-10T17:00'])
  t.equal(shown(changeLimit(vn, start(sameDay, '2024-06-08T08:00'), days(5)).dueAtMs), due('workingDay', 5, '2024-06-08T08:00'),
    'received on a Saturday')
})

t.test('another limit after a pause keeps what was consumed', async (t) => {
  const paused = through(days(3), '2024-06-10T08:00', '2024-06-12T09:00', '2024-06-17T10:00', 'pause')
  t.equal(shown(changeLimit(vn, paused, days(5)).dueAtMs), '2024-06-20T17:00', 'the same as 5 days from the beginning')
  const longer = changeLimit(vn, paused, calendarDays(10))
  t.same([longer.consumed, shown(longer.dueAtMs)], [2, '2024-06-25T17:00'])
  const inHours = changeLimit(vn, paused, hours(24))
  t.same([inHours.consumed, shown(inHours.dueAtMs)], [23.5 * HOUR_MS, '2024-06-17T10:30'], 'started days are used whole')
  const back = changeLimit(vn, through(calendarDays(9), '2024-06-07T08:00', '2024-06-12T09:00', '2024-06-17T10:00', 'pause'), days(5))
  t.same([back.consumed, shown(back.dueAtMs)], [3, '2024-06-19T17:00'], '5 calendar days from Friday held 3 working days')
  const stood = changeLimit(vn, stopped(days(3), '2024-06-10T08:00', '2024-06-12T09:00'), days(5))
  t.same([stood.dueAtMs, stood.consumed], [null, 2], 'while stopped')
})

t.test('shares are reached on the morning of the day that holds them', async (t) => {
  const clock = start(days(5), '2024-06-10T08:00')
  t.equal(shown(shareReachedAt(vn, clock, 7000)), '2024-06-14T07:30', '3.5 of 5 days')
  t.equal(shown(shareReachedAt(vn, clock, 9000)), '2024-06-17T07:30')
  t.equal(shown(shareReachedAt(vn, start(days(10), '2024-06-10T08:00'), 7000)), '2024-06-19T07:30', 'exactly 7 of 10')
  t.equal(shown(shareReachedAt(vn, start(days(1), '2024-06-10T08:00'), 7000)), '2024-06-11T07:30')
  t.equal(shown(shareReachedAt(vn, start(calendarDays(10), '2024-06-08T08:00'), 7000)), '2024-06-17T07:30', 'Saturday 15 moves to Monday')
  t.equal(shown(shareReachedAt(vn, start(hours(10), '2024-06-10T07:30'), 7000)), '2024-06-10T16:00')
  t.equal(shown(shareReachedAt(vn, start(sameDay, '2024-06-10T07:30'), 9000)), '2024-06-10T16:12')
  t.equal(shareReachedAt(vn, stopped(days(5), '2024-06-10T08:00', '2024-06-12T08:00'), 7000), null)
  const late = through(days(5), '2024-06-10T08:00', '2024-06-14T09:00', '2024-06-18T10:00', 'pause')
  t.equal(shown(shareReachedAt(vn, late, 7000)), '2024-06-18T10:00', 'reached before the pause')
  t.equal(shown(shareReachedAt(vn, late, 9000)), '2024-06-19T07:30')
})

t.test('what remains, in the unit and in working time', async (t) => {
  const clock = start(days(5), '2024-06-10T08:00')
  t.equal(remaining(vn, clock, at('2024-06-12T23:00')), 3)
  t.equal(remaining(vn, clock, at('2024-06-19T08:00')), -2)
  t.equal(remaining(vn, stopped(days(5), '2024-06-10T08:00', '2024-06-12T08:00'), at('2024-06-30T08:00')), 3)
  t.equal(remaining(vn, start(hours(8), '2024-06-10T08:00'), at('2024-06-10T14:00')), 3.5 * HOUR_MS)
  t.equal(remainingWorkingMs(vn, clock, at('2024-06-17T16:00')), HOUR_MS)
  t.equal(remainingWorkingMs(vn, clock, at('2024-06-18T08:30')), -HOUR_MS)
  t.same([remaining(vn, start(sameDay, '2024-06-10T08:00'), at('2024-06-10T17:00')), remaining(vn, start(sameDay, '2024-06-10T08:00'),
    at('2024-06-10T17:01'))], [1, 0])
})

t.test('the explanation names the days stopped, restarted and overdue', async (t) => {
  const lines = (stops: [string, string | null][], onResume: OnResume, limit = days(5)) => {
    const explained = explainDue(vn, {
      startMs: at('2024-06-10T08:00'), limit, onResume,
      stops: stops.map(([from, to]) => ({ fromMs: at(from), toMs: to === null ? null : at(to), kind: 'supplement' })),
    })
    return [explained.dueOn, explained.trace.map(({ on, counted, reason }) => `${on.slice(8)}${counted ? '+' : '-'}${reason}`).join(' ')]
  }
  t.same(lines([['2024-06-12T09:00', '2024-06-17T10:00']], 'pause'), ['2024-06-20',
    '10-receiptDay 11+workingDay 12+workingDay 13-stopped 14-stopped 15-weekend 16-weekend 17-stopped 18+workingDay 19+workingDay 20+workingDay'])
  t.same(lines([['2024-06-12T09:00', '2024-06-13T10:00']], 'reset', days(2)), ['2024-06-17',
    '10-restarted 11-restarted 12-restarted 13-receiptDay 14+workingDay 15-weekend 16-weekend 17+workingDay'])
  t.same(lines([['2024-06-12T09:00', '2024-06-14T10:00']], 'pause', days(1)), ['2024-06-13',
    '10-receiptDay 11+workingDay 12-overdue 13-stopped 14-stopped'])
  t.same(lines([['2024-06-12T09:00', null]], 'pause'), [null, '10-receiptDay 11+workingDay 12+workingDay'])
  t.same(lines([['2024-06-11T09:00', '2024-06-13T10:00']], 'pause', calendarDays(3)), ['2024-06-17',
    '10-receiptDay 11+calendarDay 12-stopped 13-stopped 14+calendarDay 15+calendarDay 16-weekend 17-rolledForward'])
  t.same(lines([['2024-06-10T10:00', '2024-06-12T17:00']], 'pause', hours(3)), ['2024-06-13',
    '10+workingDay 11-stopped 12-stopped 13+workingDay'])
})

t.test('stops must be in order, apart, after the receipt, and only the last may be open', async (t) => {
  const code = (...stops: [string, string | null][]) => refusal(() => explainDue(vn, {
    startMs: at('2024-06-10T08:00'), limit: days(5), stops: stops.map(([from, to]) => ({ fromMs: at(from),
      toMs: to === null ? null : at(to), kind: 'x' })),
  })).code
  t.equal(code(['2024-06-10T07:59', '2024-06-11T08:00']), 'stops-invalid')
  t.equal(code(['2024-06-12T08:00', '2024-06-11T08:00']), 'stops-invalid')
  t.equal(code(['2024-06-11T08:00', '2024-06-13T08:00'], ['2024-06-12T08:00', '2024-06-14T08:00']), 'stops-invalid')
  t.equal(code(['2024-06-11T08:00', null], ['2024-06-12T08:00', '2024-06-14T08:00']), 'stops-invalid')
  t.equal(code(['2024-06-10T08:00', '2024-06-10T08:00'], ['2024-06-10T08:00', '2024-06-14T08:00']), 'not refused')
})

const limits = fc.oneof(
  fc.integer({ min: 1, max: 30 }).map(days), fc.integer({ min: 1, max: 30 }).map(calendarDays),
  fc.integer({ min: 1, max: 6000 }).map((minutes) => hours(minutes / 60)), fc.constant(sameDay),
)
const starts = fc.integer({ min: at('2020-01-01T00:00'), max: at('2025-06-30T00:00') })
const gap = fc.integer({ min: 0, max: 10 * 86_400_000 })

t.test('law: a pause never gives more than a reset, nor less than no stop at all', async () => {
  fc.assert(fc.property(starts, limits, gap, gap, (startMs, limit, ran, stood) => {
    const clock = startClock(vn, limit, startMs)
    const stoppedClock = stopClock(vn, clock, startMs + ran)
    const paused = resumeClock(vn, stoppedClock, 'pause', startMs + ran + stood).dueAtMs ?? 0
    const reset = resumeClock(vn, stoppedClock, 'reset', startMs + ran + stood).dueAtMs ?? 0
    return (clock.dueAtMs ?? 0) <= paused && paused <= reset
  }), { numRuns: 2000 })
})

t.test('law: a pause of no length changes no due date', async () => {
  fc.assert(fc.property(starts, limits.filter(({ unit }) => unit !== 'sameDay'), gap, (startMs, limit, ran) => {
    const clock = startClock(vn, limit, startMs)
    return resumeClock(vn, stopClock(vn, clock, startMs + ran), 'pause', startMs + ran).dueAtMs === clock.dueAtMs
  }), { numRuns: 2000 })
})

t.test('law: every clock has the shape of its schema, and its original due date is that of its receipt', async () => {
  fc.assert(fc.property(starts, limits, fc.array(fc.tuple(gap, gap, fc.constantFrom<OnResume>('pause', 'reset')), { maxLength: 3 }),
    (startMs, limit, stops) => {
    let clock = startClock(vn, limit, startMs)
    const original = clock.dueAtMs
    let nowMs = startMs
    for (const [ran, stood, onResume] of stops) {
      clock = stopClock(vn, clock, (nowMs += ran))
      if (!Value.Check(Clock, clock)) return false
      clock = resumeClock(vn, clock, onResume, (nowMs += stood))
    }
    return Value.Check(Clock, clock) && Value.Check(Clock, endClock(vn, clock, nowMs)) && clock.dueOriginalAtMs === original
  }), { numRuns: 1000 })
})

t.test('law: a re-appointment holds through a pause of no length', async () => {
  fc.assert(fc.property(starts, limits.filter(({ unit }) => unit !== 'sameDay'), gap, fc.integer({ min: 1, max: 20 }), (startMs, limit,
    ran, later) => {
    const clock = startClock(vn, limit, startMs)
    const moved = reappoint(vn, clock, (shown(startClock(vn, days(later), clock.dueAtMs ?? 0).dueAtMs) ?? '').slice(0, 10))
    return resumeClock(vn, stopClock(vn, moved, startMs + ran), 'pause', startMs + ran).dueAtMs === moved.dueAtMs
  }), { numRuns: 1000 })
})
