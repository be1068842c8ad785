/** A clock under another calendar, and beyond the end of the calendar. Source: docs/decisions/0006-a-changed-calendar.md. */
import fc, { type Arbitrary } from '../support/property.ts'
import t from 'tap'
import { deepStrictEqual } from 'node:assert'
import type { CalendarDay, Clock, Limit, OnResume, WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import { addDays, prepare, startOfDateMs, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { changeLimit, endClock, reappoint, resumeClock, startClock, stopClock } from '../../workflows/dossier/clock.ts'
import { isOpen, recount, resumeOpen, stopOpen, endOpen } from '../../workflows/dossier/recount.ts'
import { decideRecount, dueMoveOf } from '../../workflows/dossier/under-calendar.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import { arbitraryCalendar } from '../support/arbitrary-calendar.ts'
import { act, acts, receive, refusalOf, rulesFor, staff, type Case } from '../support/dossiers.ts'
import { at, day, office, shown, year2024 } from '../support/vn.ts'

const days = (amount: number): Limit => ({ unit: 'workingDay', amount })
const plain = prepare(year2024([]))
const version2 = (rows: readonly CalendarDay[], other: Partial<WorkingCalendar> = {}): PreparedCalendar => prepare(year2024(rows, { version: 2, ...other }))
const from = '2024-06-10T08:00'
const movedTo = (calendar: PreparedCalendar, clock: Clock): string | null => shown(recount(calendar, clock).dueAtMs)
const received = (limit: Limit): Clock => startClock(plain, limit, at(from))

t.test('a day off before the due date moves a count of working days on, and the printed date stays', async (t) => {
  const storm = version2([day('2024-06-12', 'LOCAL_OFF')])
  t.equal(movedTo(storm, received(days(5))), '2024-06-18T17:00')
  t.equal(shown(recount(storm, received(days(5))).dueOriginalAtMs), '2024-06-17T17:00')
  t.equal(movedTo(storm, received({ unit: 'workingHour', amount: 20 })), '2024-06-13T13:30')
  t.equal(movedTo(storm, received({ unit: 'calendarDay', amount: 2 })), '2024-06-13T17:00', 'only its last day counts')
  t.equal(movedTo(version2([day('2024-06-10', 'LOCAL_OFF')]), received({ unit: 'sameDay', amount: 1 })), '2024-06-11T17:00')
  t.equal(dueMoveOf(version2([day('2024-06-18', 'LOCAL_OFF')]), received(days(5))), null, 'a day off after it moves nothing')
})

t.test('a swap that lies whole within the limit moves nothing; one that brings a working day forward does not shorten what was promised', async (t) => {
  const swap = (off: string, worked: string): PreparedCalendar =>
    version2([day(off, 'SWAP_OFF', { decision: 'S' }), day(worked, 'SWAP_WORK', { decision: 'S', sessions: office })])
  t.equal(dueMoveOf(swap('2024-06-13', '2024-06-15'), received(days(5))), null)
  t.equal(movedTo(swap('2024-06-13', '2024-06-22'), received(days(5))), '2024-06-18T17:00')
  t.equal(dueMoveOf(swap('2024-06-20', '2024-06-15'), received(days(5))), null, 'the count would end on the Saturday')
  t.equal(movedTo(swap('2024-06-17', '2024-06-15'), received(days(5))), '2024-06-18T17:00', 'the promised day is off now')
})

t.test('a mistake that is published and taken back leaves the due date where it was', async (t) => {
  const first = received(days(5))
  const mistaken = recount(version2([day('2024-06-12', 'LOCAL_OFF')]), first)
  t.same(recount(prepare(year2024([], { version: 3 })), mistaken), first)
})

t.test('a date that an apology named is no count: it stays, unless it becomes a day off', async (t) => {
  const named = reappoint(plain, received(days(5)), '2024-06-20')
  t.equal(dueMoveOf(version2([day('2024-06-12', 'LOCAL_OFF')]), named), null)
  t.equal(movedTo(version2([day('2024-06-20', 'LOCAL_OFF')]), named), '2024-06-21T17:00')
  const storm = version2([day('2024-06-12', 'LOCAL_OFF')])
  const paused = resumeClock(storm, stopClock(storm, recount(storm, named), at('2024-06-13T08:00')), 'pause', at('2024-06-14T08:00'))
  t.equal(shown(paused.dueAtMs), '2024-06-21T17:00', 'a pause goes on from the date that was named')
  const anew = resumeClock(plain, stopClock(plain, named, at('2024-06-13T08:00')), 'reset', at('2024-06-14T08:00'))
  t.equal(movedTo(version2([day('2024-06-19', 'LOCAL_OFF')]), anew), '2024-06-27T17:00', 'counted anew it is a count again')
})

t.test('a clock that stands still, has ended, or has no limit is not touched', async (t) => {
  const storm = version2([day('2024-06-12', 'LOCAL_OFF')])
  const clock = received(days(5))
  for (const one of [stopClock(plain, clock, at('2024-06-11T09:00')), endClock(plain, clock, at('2024-06-11T09:00')), received({ unit: 'none', amount: 0 })]) {
    t.same(recount(storm, one), one)
  }
})

t.test('a due date that moves past the last covered day is not known, until the calendar goes on', async (t) => {
  const clock = startClock(plain, days(5), at('2024-12-24T08:00'))
  t.equal(shown(clock.dueAtMs), '2024-12-31T17:00')
  const open = recount(version2([day('2024-12-30', 'LOCAL_OFF')]), clock)
  t.same([open.dueAtMs, isOpen(open)], [null, true])
  t.equal(movedTo(version2([day('2024-12-30', 'LOCAL_OFF')], { coversTo: '2025-12-31' }), open), '2025-01-01T17:00')
})

const vn = seedCalendar('vn')
const next = prepare({ ...vn, version: 2, coversTo: '2027-12-31', days: [...vn.days, { on: '2027-01-01', kind: 'HOLIDAY', decision: 'LS-002', knownOn: '2026-12-01' }] })
const promotion = shippedProcedure('P1')!
const strict = rulesFor({ ...promotion, limit: days(5), onResume: 'pause' })
const openRules = { ...strict, leaveOpen: true }
const { lan, hung, nam, dung, khoa } = staff
const handedOver = (one: Case): Case => acts(one, [lan, 'HAND_OVER', '2026-12-22T08:30'], [hung, 'ASSIGN', '2026-12-22T09:00', { to: nam }])
const inOpen = (one: Case): Case => ({ ...one, rules: openRules })

t.test('the end of the calendar keeps nobody from signing and returning; how late it was is told when the calendar goes on', async (t) => {
  const inHand = handedOver(receive(strict, '2026-12-22T08:00'))
  t.equal(shown(inHand.dossier.clock.dueAtMs), '2026-12-29T17:00')
  const ready = acts(inHand, [nam, 'STEP_DONE', '2027-01-05T09:00'], [dung, 'STEP_DONE', '2027-01-05T10:00'])
  t.equal(refusalOf(ready, [khoa, 'RESULT_SIGNED', '2027-01-05T11:00']).code, 'calendar-not-covered', 'so that the newest version is asked first')
  const signed = act(inOpen(ready), [khoa, 'RESULT_SIGNED', '2027-01-05T11:00'])
  t.match(signed.dossier, { status: 9, timeliness: 'late', daysLate: null, timelinessRule: 'open-calendar-not-covered' })
  const returned = act(signed, [lan, 'RESULT_DELIVERED', '2027-01-05T14:00'])
  t.equal(returned.dossier.done, true)
  const { dossier, decision } = decideRecount({ ...strict, calendar: next }, returned.dossier, { publisherId: khoa.accountId, nowMs: at('2027-01-06T08:00') })
  t.match(dossier, { timeliness: 'late', daysLate: 4, timelinessRule: 'timeliness-1', calendarVersion: 2, status: 10, done: true })
  t.match(decision?.entries[0]?.entry, { event: 'CALENDAR_CHANGED', timeliness: 'late', daysLate: 4, calendar: 'vn@2' })
  t.notOk(isOpen(dossier.clock))
  const rows = [...returned.entries, ...decision!.entries].map(({ entry, canonical, hash }) => ({ seq: entry.seq, canonical, hash }))
  t.same(verifyChain(rows), [])
})

t.test('a supplement that comes in when the calendar has ended lets the work go on; the due date is told later', async (t) => {
  const asked = act(handedOver(receive(strict, '2026-12-22T08:00')), [nam, 'REQUEST_SUPPLEMENT', '2026-12-24T10:00', { reason: 'x' }])
  const supplied = act(inOpen(asked), [lan, 'SUPPLEMENT_RECEIVED', '2027-01-05T09:00'])
  t.match(supplied.dossier, { status: 4, clock: { dueAtMs: null } })
  const signed = acts(supplied, [nam, 'STEP_DONE', '2027-01-06T09:00'], [dung, 'STEP_DONE', '2027-01-06T10:00'], [khoa, 'RESULT_SIGNED', '2027-01-06T11:00'])
  t.match(signed.dossier, { status: 9, timeliness: null, timelinessRule: 'open-calendar-not-covered' })
  const { dossier } = decideRecount({ ...strict, calendar: next }, signed.dossier, { publisherId: null, nowMs: at('2027-02-01T08:00') })
  t.match(dossier, { timeliness: 'early', daysLate: 0, timelinessVsOriginal: 'late' })
  t.equal(shown(dossier.clock.dueAtMs), '2027-01-08T17:00')
})

t.test('a receipt and an apology name a date, and are refused where the calendar does not reach', async (t) => {
  t.throws(() => receive(openRules, '2027-01-05T08:00'), { code: 'calendar-not-covered' })
  const inHand = inOpen(handedOver(receive(strict, '2026-12-22T08:00')))
  t.equal(refusalOf(inHand, [dung, 'APOLOGY_ISSUED', '2026-12-28T09:00', { reason: 'x', newDueOn: '2027-01-05', paper: { number: '1', on: '2026-12-28' } }]).code, 'calendar-not-covered')
})

interface Step { readonly kind: 'stop' | 'pause' | 'reset'; readonly hours: number }
const course = fc.record({
  limit: fc.oneof(fc.integer({ min: 1, max: 30 }).map(days), fc.integer({ min: 1, max: 80 }).map((amount): Limit => ({ unit: 'workingHour', amount })),
    fc.integer({ min: 1, max: 40 }).map((amount): Limit => ({ unit: 'calendarDay', amount })), fc.constant<Limit>({ unit: 'sameDay', amount: 1 })),
  startDay: fc.integer({ min: 0, max: 330 }), startMinute: fc.integer({ min: 0, max: 1439 }),
  steps: fc.array(fc.record({ kind: fc.constantFrom<Step['kind']>('stop', 'pause', 'pause', 'reset'), hours: fc.integer({ min: 0, max: 300 }) }), { maxLength: 6 }),
  ends: fc.boolean(),
})
type Course = typeof course extends Arbitrary<infer T> ? T : never

/** The clock after a course; with `open` nothing is refused for want of a calendar, and each step first counts what it can, as a transition does. */
const run = (fast: PreparedCalendar, { limit, startDay, startMinute, steps, ends }: Course, open: boolean): Clock => {
  let atMs = startOfDateMs(addDays(fast.calendar.coversFrom, startDay), fast.calendar.zone) + startMinute * 60_000
  let clock = startClock(fast, limit, atMs)
  const strictly = { stop: stopClock, resume: resumeClock, end: endClock }
  const openly: typeof strictly = { stop: (_f, one, ms) => stopOpen(one, ms), resume: resumeOpen, end: (_f, one, ms) => endOpen(one, ms) }
  const ways = open ? openly : strictly
  for (const { kind, hours } of steps) {
    atMs += hours * 3_600_000
    const runs = clock.runningSinceMs !== null
    if (kind === 'stop' && runs) clock = ways.stop(fast, clock, atMs)
    if (kind !== 'stop' && !runs) clock = ways.resume(fast, clock, kind as OnResume, atMs)
  }
  return ends ? ways.end(fast, clock, atMs) : clock
}

const orNull = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}

t.test('under the same calendar a clock is what it was, whatever happened to it', async (t) => {
  let seen = 0
  fc.assert(fc.property(arbitraryCalendar, course, fc.nat(9), (calendar, one, extra) => {
    const fast = prepare(calendar)
    let clock = orNull(() => run(fast, one, false))
    if (clock === null) return
    const { dueAtMs, runningSinceMs } = clock
    if (extra === 1 && dueAtMs !== null && runningSinceMs !== null) {
      const appointed = clock
      clock = orNull(() => reappoint(fast, appointed, fast.calendar.coversTo)) ?? clock
    }
    if (extra === 2 && clock.endedAtMs === null) clock = orNull(() => changeLimit(fast, run(fast, { ...one, ends: false }, false), days(7))) ?? clock
    seen++
    deepStrictEqual(recount(fast, clock), clock)
  }), { numRuns: 1500 })
  t.ok(seen > 500, `${seen} clocks`)
})

t.test('what was left open by a short calendar is counted by a longer one as if it had been there from the beginning', async (t) => {
  let seen = 0
  fc.assert(fc.property(arbitraryCalendar, course, fc.integer({ min: 1, max: 60 }), (calendar, one, short) => {
    const long = prepare(calendar)
    const coversTo = addDays(addDays(calendar.coversFrom, one.startDay), short)
    if (coversTo >= calendar.coversTo) return
    const cut: WorkingCalendar = { ...calendar, coversTo, days: calendar.days.filter(({ on }) => on <= coversTo), weekly: calendar.weekly.filter(({ validFrom }) => validFrom <= coversTo) }
    const balance = new Map<string, number>()
    for (const { kind, decision } of cut.days) if (kind.startsWith('SWAP')) balance.set(decision, (balance.get(decision) ?? 0) + (kind === 'SWAP_OFF' ? 1 : -1))
    if ([...balance.values()].some((sum) => sum !== 0)) return
    const whole = orNull(() => run(long, one, false))
    const begun = orNull(() => run(prepare(cut), one, true))
    if (whole === null || begun === null) return
    if (isOpen(begun)) seen++
    deepStrictEqual(recount(long, begun), whole)
  }), { numRuns: 3000 })
  t.ok(seen > 150, `${seen} clocks were open`)
})
