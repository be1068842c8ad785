/** Working time: the numbers of docs/clock.md, its refusals, its zones, and laws that hold for every start. */
import { Temporal } from 'temporal-polyfill'
import fc from '../support/property.ts'
import t from 'tap'
import Value from 'typebox/value'
import { WorkingCalendar } from '../../schemas/calendar.ts'
import { seedCalendar, seedCalendarIds } from '../../storage/seed/calendars.ts'
import {
  addDays, calendarFindings, daysBetween, dueAt, elapsedWorkingMs, explainDue, formatInstant, handOverBy, isWorkingDay, localDateOf,
    localTimeOf,
  parseInstant, prepare, tMinusOne, workingDayAfter, workingDaysBetween, workingMsOn,
} from '../../workflows/calendar/index.ts'
import { annexACalendar } from '../support/annex-a-calendar.ts'
import { at, day, due, office, officeWeek, refusal, shown, vn, year2024, zone } from '../support/vn.ts'

t.test('the shipped calendars have the shape and no fault', async (t) => {
  for (const id of seedCalendarIds) {
    t.ok(Value.Check(WorkingCalendar, seedCalendar(id)), id)
    t.same(calendarFindings(seedCalendar(id)), [], id)
  }
  t.equal(refusal(() => seedCalendar('../vn')).code, 'calendar-unknown')
})

t.test('the shipped calendar works on exactly the days of the calendar', async (t) => {
  const annex = prepare(annexACalendar)
  t.same([...vn.workingDays], [...annex.workingDays])
})

t.test('each year has the working days that the domain counted', async (t) => {
  const totals = { 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 250, 2026: 249 }
  for (const [year, total] of Object.entries(totals)) t.equal(workingDaysBetween(vn, `${Number(year) - 1}-12-31`, `${year}-12-31`), total,
    year)
})

t.test('golden due dates in working days', async (t) => {
  const golden: [string, number, string][] = [
    ['2021-05-06T09:40', 2, '2021-05-10'], ['2022-04-29T08:00', 1, '2022-05-04'], ['2024-04-26T16:59', 3, '2024-05-04'],
    ['2025-04-29T08:00', 2, '2025-05-06'], ['2026-02-12T08:00', 5, '2026-02-26'], ['2020-12-22T08:00', 15, '2021-01-13'],
  ]
  for (const [from, days, on] of golden) t.equal(due('workingDay', days, from), `${on}T17:00`, `${from} + ${days}`)
})

t.test('golden due moments in working hours', async (t) => {
  const golden: [string, number, string][] = [
    ['2021-05-06T09:40', 16, '2021-05-10T09:40'], ['2024-06-10T11:00', 4, '2024-06-10T16:30'], ['2024-05-03T16:00', 2, '2024-05-04T08:30'],
    ['2024-06-10T12:00', 1, '2024-06-10T14:00'], ['2024-06-10T06:00', 4, '2024-06-10T11:30'], ['2024-06-10T07:30', 8, '2024-06-10T17:00'],
    ['2024-06-14T18:00', 0.5, '2024-06-17T08:00'],
  ]
  for (const [from, hours, end] of golden) t.equal(due('workingHour', hours, from), end, `${from} + ${hours} h`)
})

t.test('calendar days roll forward to a working day', async (t) => {
  t.equal(due('calendarDay', 10, '2026-04-20T08:00'), '2026-05-04T17:00', 'docs/clock.md')
  t.equal(due('calendarDay', 10, '2026-04-19T20:00'), '2026-04-29T17:00', 'a receipt on a Sunday is not moved')
})

t.test('same day: until the cut-off and the last session, else the next working day', async (t) => {
  t.equal(due('sameDay', 1, '2024-06-10T15:00'), '2024-06-10T17:00', 'at 15:00')
  t.equal(shown(dueAt(vn, at('2024-06-10T15:00:00.001'), { unit: 'sameDay', amount: 1 })), '2024-06-11T17:00', 'after 15:00')
  t.equal(due('sameDay', 1, '2024-06-08T08:00'), '2024-06-10T17:00', 'on a Saturday')
  t.equal(due('sameDay', 1, '2024-06-10T00:00'), '2024-06-10T17:00', 'before the opening')
  const halfDay = prepare(year2024([day('2024-06-10', 'LOCAL_OFF', { sessions: [{ from: '07:30', to: '11:30' }] })]))
  t.equal(due('sameDay', 1, '2024-06-10T11:29', halfDay), '2024-06-10T11:30', 'half day, still open')
  t.equal(due('sameDay', 1, '2024-06-10T11:30', halfDay), '2024-06-11T17:00', 'half day, closed')
})

t.test('to the resolving unit on the day of receipt, after 15:00 at the next opening', async (t) => {
  t.equal(shown(handOverBy(vn, at('2024-06-10T15:00'))), '2024-06-10T17:00')
  t.equal(shown(handOverBy(vn, at('2024-06-14T15:01'))), '2024-06-17T07:30')
})

t.test('the apology is due one working day before', async (t) => {
  t.equal(shown(tMinusOne(vn, at('2021-05-10T17:00'))), '2021-05-07T07:30')
  t.equal(shown(tMinusOne(vn, at('2024-05-06T17:00'))), '2024-05-04T07:30', 'the worked Saturday')
})

t.test('a half day is a working day, and counts its own hours', async (t) => {
  const storm = prepare(year2024([day('2024-06-11', 'LOCAL_OFF', { sessions: [{ from: '07:30', to: '11:30' }] })]))
  t.equal(due('workingDay', 1, '2024-06-10T08:00', storm), '2024-06-11T11:30')
  t.equal(workingMsOn(storm, '2024-06-11'), 4 * 3_600_000)
  t.equal(due('workingHour', 8, '2024-06-10T13:00', storm), '2024-06-11T11:30')
})

t.test('a Saturday on which the desk only receives does not count', async (t) => {
  const receiptOnly = [[], [], [], [], [], [{ from: '07:30', to: '11:30' }], []]
  const desk = prepare(year2024([], { weekly: [{ ...officeWeek, receiptOnly }] }))
  t.equal(due('workingDay', 1, '2024-06-07T08:00', desk), '2024-06-10T17:00')
  const explained = explainDue(desk, { startMs: at('2024-06-07T08:00'), limit: { unit: 'workingDay', amount: 1 } })
  t.match(explained.trace[1], { on: '2024-06-08', counted: false, reason: 'receiptOnly', source: 'Office hours' })
})

t.test('a day worked on the agency\'s own decision has the hours of Monday', async (t) => {
  const local = prepare(year2024([day('2024-06-08', 'LOCAL_WORK'), day('2024-06-10', 'LOCAL_OFF')]))
  t.equal(due('workingDay', 1, '2024-06-07T08:00', local), '2024-06-08T17:00')
  t.equal(due('workingDay', 2, '2024-06-07T08:00', local), '2024-06-11T17:00')
})

t.test('a new weekly pattern holds from its date', async (t) => {
  const short = [{ from: '08:00', to: '12:00' }]
  const later = { validFrom: '2024-07-01', days: [short, short, short, short, short, [], []], decision: 'Summer hours' }
  const fast = prepare(year2024([], { weekly: [officeWeek, later] }))
  t.equal(due('workingDay', 1, '2024-06-27T08:00', fast), '2024-06-28T17:00')
  t.equal(due('workingDay', 2, '2024-06-27T08:00', fast), '2024-07-01T12:00')
})

t.test('nothing outside the calendar is guessed', async (t) => {
  const code = (question: () => unknown) => refusal(question).code
  t.equal(code(() => due('workingDay', 1, '2019-12-31T08:00')), 'calendar-not-covered', 'start before')
  t.equal(code(() => due('workingDay', 1, '2027-01-04T08:00')), 'calendar-not-covered', 'start after')
  t.equal(code(() => due('workingDay', 1, '2026-12-31T08:00')), 'calendar-not-covered', 'the count runs past the end')
  t.equal(code(() => due('workingHour', 1, '2026-12-31T16:30')), 'calendar-not-covered', 'hours too')
  t.equal(code(() => due('calendarDay', 1, '2026-12-31T08:00')), 'calendar-not-covered', 'calendar days too')
  t.equal(code(() => due('sameDay', 1, '2026-12-31T15:30')), 'calendar-not-covered', 'same day too')
  t.equal(code(() => elapsedWorkingMs(vn, at('2026-12-31T08:00'), at('2027-01-01T08:00'))), 'calendar-not-covered', 'elapsed')
  t.equal(code(() => tMinusOne(vn, at('2020-01-02T17:00'))), 'calendar-not-covered', 'T-1')
  t.match(refusal(() => isWorkingDay(vn, '2027-01-04')).details, { calendar: 'vn', version: 1, coversTo: '2026-12-31', on: '2027-01-04' })
})

t.test('a limit must fit its unit', async (t) => {
  const wrong: [Parameters<typeof due>[0], number][] = [
    ['workingDay', 0], ['workingDay', 1.5], ['calendarDay', 0.5], ['workingHour', 0], ['workingDay', -1], ['workingDay', NaN], ['sameDay',
    2], ['none', 1],
    ['workingHour', Infinity], ['workingDay', 10_001],
  ]
  for (const [unit, amount] of wrong) t.equal(refusal(() => due(unit, amount, '2024-06-10T08:00')).code, 'limit-invalid',
    `${amount} ${unit}`)
  t.equal(due('none', 0, '2024-06-10T08:00'), null)
})

t.test('a faulty calendar is refused with each fault named', async (t) => {
  const rules = (calendar: WorkingCalendar) => {
    t.equal(refusal(() => prepare(calendar)).code, 'calendar-invalid')
    return calendarFindings(calendar).map(({ rule }) => rule)
  }
  const off = { decision: 'D1' }
  t.same(rules(year2024([day('2024-06-10', 'SWAP_OFF', off)])), ['swap-unpaired'])
  t.same(rules(year2024([day('2024-06-10', 'SWAP_OFF', off), day('2024-06-08', 'SWAP_WORK', { decision: 'D2' })])), ['swap-unpaired',
    'swap-unpaired'])
  t.same(rules(year2024([day('2024-06-09', 'SWAP_OFF', off), day('2024-06-08', 'SWAP_WORK', off)])), ['swap-off-on-day-off'])
  t.same(rules(year2024([day('2024-06-10', 'SWAP_OFF', off), day('2024-06-11', 'SWAP_WORK', off)])), ['swap-work-on-working-day'])
  t.same(rules(year2024([day('2024-06-10', 'SWAP_OFF', { ...off, sessions: office }), day('2024-06-08', 'SWAP_WORK', off)])),
    ['swap-off-with-sessions'])
  t.same(rules(year2024([day('2024-06-10', 'HOLIDAY'), day('2024-06-10', 'LOCAL_OFF')])), ['day-twice'])
  t.same(rules(year2024([day('2024-02-30', 'HOLIDAY')])), ['date-invalid'])
  t.same(rules(year2024([day('2025-01-01', 'HOLIDAY')])), ['day-outside-coverage'])
  t.same(rules(year2024([day('2024-06-08', 'LOCAL_WORK', { sessions: [] })])), ['work-without-sessions'])
  const overlap = [{ from: '07:30', to: '11:30' }, { from: '11:00', to: '17:00' }]
  t.same(rules(year2024([day('2024-06-10', 'LOCAL_OFF', { sessions: overlap })])), ['sessions-not-in-order'])
  t.same(rules(year2024([day('2024-06-10', 'LOCAL_OFF', { sessions: [{ from: '11:00', to: '11:00' }] })])), ['sessions-not-in-order'])
  t.same(rules(year2024([], { weekly: [officeWeek, officeWeek] })), ['patterns-not-in-order'])
  t.same(rules(year2024([], { weekly: [{ ...officeWeek, validFrom: '2024-01-02' }] })), ['coverage-without-pattern'])
  t.same(rules(year2024([], { coversTo: '2023-12-31' })), ['coverage-invalid'])
  t.same(rules(year2024([], { zone: 'Asia/Atlantis' })), ['zone-unknown'])
})

t.test('a swap moves the working day, under one decision', async (t) => {
  const fast = prepare(year2024([day('2024-06-10', 'SWAP_OFF', { decision: 'D1' }), day('2024-06-08', 'SWAP_WORK', { decision: 'D1' })]))
  const explained = explainDue(fast, { startMs: at('2024-06-07T08:00'), limit: { unit: 'workingDay', amount: 2 } })
  t.same(explained.trace.map(({ on, counted, reason, source }) => [on, counted, reason, source]), [
    ['2024-06-07', false, 'receiptDay', 'Bộ luật Dân sự 2015, Điều 147 khoản 2'], ['2024-06-08', true, 'makeUpDay', 'D1'],
    ['2024-06-09', false, 'weekend', null], ['2024-06-10', false, 'swapOff', 'D1'], ['2024-06-11', true, 'workingDay', null],
  ])
})

t.test('instants are read strictly', async (t) => {
  t.equal(at('2021-05-06T09:40'), Date.parse('2021-05-06T02:40:00Z'))
  t.equal(at('2021-05-06T02:40:00.123456Z'), Date.parse('2021-05-06T02:40:00.123Z'))
  t.equal(at('2021-05-06T00:10:00-02:30'), Date.parse('2021-05-06T02:40:00Z'))
  const wrong = [
    '2021-02-30T09:40', '2021-13-01T09:40', '2021-00-10T09:40', '2021-05-06T24:00', '2021-05-06T09:60', '2021-05-06T09:40:60',
    '2021-05-06', '',
    '2021-05-06T09:40+7', '2021-05-06T09:40:00+24:00', '1899-12-31T00:00Z', '2200-01-01T00:00Z', '20210506T0940',
    `2021-05-06T09:40${' '.repeat(99)}`,
    '２０21-05-06T09:40', '2021-05-06T09:40z', '+002021-05-06T09:40', '2100-02-29T09:40', '2021-05-06T09:40\n',
  ]
  for (const text of wrong) t.equal(refusal(() => at(text)).code, 'invalid-request', JSON.stringify(text.slice(0, 30)))
  t.equal(shown(at('2020-02-29T09:40')), '2020-02-29T09:40')
})

t.test('summer time: a skipped hour is refused, of a doubled one the first is meant', async (t) => {
  const amsterdam = 'Europe/Amsterdam'
  t.equal(refusal(() => parseInstant('2011-03-27T02:30', amsterdam)).details['reason'], 'local-time-skipped')
  t.equal(formatInstant(parseInstant('2011-10-30T02:30', amsterdam), amsterdam), '2011-10-30T02:30:00+02:00')
  t.equal(formatInstant(parseInstant('2011-10-30T03:00', amsterdam), amsterdam), '2011-10-30T03:00:00+01:00')
  t.equal(localDateOf(parseInstant('2011-06-30T22:30Z', amsterdam), amsterdam), '2011-07-01')
  t.equal(localTimeOf(parseInstant('2011-06-30T22:30Z', amsterdam), amsterdam), '00:30')
})

t.test('Dutch working days go over both changes of the clock', async (t) => {
  const nl = prepare(seedCalendar('nl'))
  const dueNl = (from: string, hours: number) => {
    const ms = dueAt(nl, parseInstant(from, nl.calendar.zone), { unit: 'workingHour', amount: hours })
    return formatInstant(ms ?? 0, nl.calendar.zone)
  }
  t.equal(dueNl('2011-03-25T16:30', 1), '2011-03-28T09:00:00+02:00')
  t.equal(dueNl('2011-10-28T16:30', 1), '2011-10-31T09:00:00+01:00')
  t.notOk(isWorkingDay(nl, '2011-04-22'), 'Good Friday')
  t.notOk(isWorkingDay(nl, '2012-04-30'), 'the Queen\'s day')
  t.equal(workingDaysBetween(nl, '2010-12-31', '2011-12-31'), 260 - 6)
})

t.test('night sessions keep their true length when the clock changes', async (t) => {
  const night = [[], [], [], [], [], [], [{ from: '01:00', to: '04:00' }]]
  const days = [0, 1, 2, 3, 4].map(() => office)
  const weekly = [{ validFrom: '2011-01-01', days: [...days, [], night[6] ?? []], decision: 'Night desk' }]
  const fast = prepare({ ...year2024([]), zone: 'Europe/Amsterdam', coversFrom: '2011-01-01', coversTo: '2011-12-31', weekly })
  t.equal(workingMsOn(fast, '2011-03-20'), 3 * 3_600_000)
  t.equal(workingMsOn(fast, '2011-03-27'), 2 * 3_600_000, 'spring')
  t.equal(workingMsOn(fast, '2011-10-30'), 4 * 3_600_000, 'autumn')
})

t.test('a date that a zone leapt over is no working day', async (t) => {
  const weekly = [{ ...officeWeek, validFrom: '2011-12-01' }]
  const apia = prepare({ ...year2024([]), zone: 'Pacific/Apia', coversFrom: '2011-12-01', coversTo: '2012-01-31', weekly })
  t.notOk(isWorkingDay(apia, '2011-12-30'))
  t.equal(workingDaysBetween(apia, '2011-12-28', '2012-01-02'), 2)
})

t.test('a last session that ends at 24:00 belongs to its own day', async (t) => {
  const late = [{ from: '16:00', to: '24:00' }]
  const weekly = [{ ...officeWeek, days: [late, late, late, late, late, [], []] }]
  const fast = prepare(year2024([], { weekly }))
  const explained = explainDue(fast, { startMs: at('2024-06-10T18:00'), limit: { unit: 'workingDay', amount: 1 } })
  t.equal(shown(explained.dueAtMs), '2024-06-12T00:00')
  t.equal(explained.dueOn, '2024-06-11')
  t.equal(shown(tMinusOne(fast, explained.dueAtMs ?? 0)), '2024-06-10T16:00')
})

t.test('offsets and dates agree with Temporal in every zone tried, at every instant', async () => {
  const zones = ['Europe/Amsterdam', 'Asia/Ho_Chi_Minh', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe', 'Africa/Casablanca',
    'UTC']
  const instants = fc.integer({ min: Date.parse('1920-01-01'), max: Date.parse('2100-01-01') })
  fc.assert(fc.property(fc.constantFrom(...zones), instants, (name, ms) => {
    const truth = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name)
    const text = formatInstant(ms, name)
    return localDateOf(ms, name) === truth.toPlainDate().toString() && parseInstant(text, name) === ms
      && text.slice(-6) === truth.toString({ timeZoneName: 'never' }).slice(-6)
  }), { numRuns: 3000 })
})

t.test('local times agree with Temporal around every change of the clock', async () => {
  const minutes = fc.integer({ min: 0, max: 366 * 1440 })
  fc.assert(fc.property(fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe'), fc.integer({ min: 1980,
    max: 2040 }), minutes,
    (name, year, minute) => {
      const local = Temporal.PlainDateTime.from({ year, month: 1, day: 1 }).add({ minutes: minute })
      const earlier = local.toZonedDateTime(name, { disambiguation: 'earlier' })
      const exists = earlier.toPlainDateTime().equals(local)
      const ours = refusal(() => parseInstant(local.toString(), name))
      return exists ? parseInstant(local.toString(), name) === earlier.epochMilliseconds : ours.details['reason'] === 'local-time-skipped'
    }), { numRuns: 3000 })
})

const starts = fc.integer({ min: at('2020-01-01T00:00'), max: at('2025-12-31T00:00') })
const hours = fc.integer({ min: 1, max: 5000 }).map((minutes) => minutes / 60)
const dueMs = (startMs: number, unit: 'workingDay' | 'workingHour' | 'calendarDay', amount: number) => dueAt(vn, startMs, { unit,
  amount }) ?? 0

t.test('law: working time added is working time elapsed', async () => {
  fc.assert(fc.property(starts, hours, (startMs, amount) =>
    elapsedWorkingMs(vn, startMs, dueMs(startMs, 'workingHour', amount)) === Math.round(amount * 3_600_000)))
})

t.test('law: hours add up', async () => {
  fc.assert(fc.property(starts, fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 3000 }), (startMs, a, b) =>
    dueMs(dueMs(startMs, 'workingHour', a / 60), 'workingHour', b / 60) === dueMs(startMs, 'workingHour', (a + b) / 60)))
})

t.test('law: a later receipt is never due earlier, a longer limit never either', async () => {
  const unit = fc.constantFrom('workingDay' as const, 'workingHour' as const, 'calendarDay' as const)
  fc.assert(fc.property(starts, fc.nat(10 * 86_400_000), unit, fc.integer({ min: 1, max: 60 }), (startMs, laterMs, each, n) =>
    dueMs(startMs, each, n) <= dueMs(startMs + laterMs, each, n) && dueMs(startMs, each, n) <= dueMs(startMs, each, n + 1)))
})

t.test('law: a due date is a working day, with as many working days after the receipt as the limit has', async () => {
  fc.assert(fc.property(starts, fc.integer({ min: 1, max: 60 }), (startMs, n) => {
    const on = localDateOf(dueMs(startMs, 'workingDay', n), zone)
    const receivedOn = localDateOf(startMs, zone)
    const first = isWorkingDay(vn, receivedOn) ? receivedOn : workingDayAfter(vn, receivedOn, 1)
    return isWorkingDay(vn, on) && workingDaysBetween(vn, first, on) === n && workingDayAfter(vn, first, n) === on
  }))
})

t.test('law: T-1 is the working day before', async () => {
  fc.assert(fc.property(starts, fc.integer({ min: 2, max: 60 }), (startMs, n) => {
    const dueAtMs = dueMs(startMs, 'workingDay', n)
    return workingDaysBetween(vn, localDateOf(tMinusOne(vn, dueAtMs), zone), localDateOf(dueAtMs, zone)) === 1
  }))
})

t.test('law: dates go there and back', async () => {
  fc.assert(fc.property(starts, fc.integer({ min: -20_000, max: 20_000 }), (startMs, n) => {
    const on = localDateOf(startMs, zone)
    return daysBetween(on, addDays(on, n)) === n && addDays(on, n) === Temporal.PlainDate.from(on).add({ days: n }).toString()
  }))
})
