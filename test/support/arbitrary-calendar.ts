/**
 * Random working calendars and random clock questions for fast-check. A calendar is valid: it covers whole days, its patterns and
 * overrides lie inside, no date is overridden twice, and swaps come in pairs of one decision. Dates are steps of the oracle's own list.
 */
import fc, { type Arbitrary } from './property.ts'
import type { CalendarDay, CalendarDayKind, Limit, LimitUnit, Session, WeeklyPattern, WorkingCalendar } from '../../schemas/calendar.ts'
import { oracleDatePlus, oracleWeekday, type Moment, type OracleInput, type OracleStop } from './oracle-calendar.ts'

const timeOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const session = (from: number, to: number): Session => ({ from: timeOf(from), to: timeOf(to) })

const office: Session[] = [session(450, 690), session(780, 1020)]
const morning: Session[] = [session(450, 690)]
const off: Session[] = []
const always = (...sessions: Session[]): Arbitrary<Session[]> => fc.constant(sessions)

/** Sessions of any length: cuts of the day in order, taken in twos. A start at midnight occurs, an end at 24:00 does not. */
const unusualSessions = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 2, maxLength: 6 }).map((cuts) => {
  const sorted = [...cuts].sort((a, b) => a - b)
  const sessions: Session[] = []
  for (let i = 0; i + 1 < sorted.length; i += 2) sessions.push(session(sorted[i] ?? 0, sorted[i + 1] ?? 0))
  return sessions
})

/** What a working day of the week looks like: the office hours mostly, else other hours, one session, touching ones, odd ones. */
const workedSessions: Arbitrary<Session[]> = fc.oneof(
  { weight: 5, arbitrary: always(...office) },
  { weight: 1, arbitrary: always(session(480, 720), session(810, 1050)) },
  { weight: 1, arbitrary: always(session(420, 900)) },
  { weight: 1, arbitrary: always(session(420, 660), session(660, 840), session(900, 1080)) },
  { weight: 2, arbitrary: unusualSessions },
)
const halfDay = fc.constantFrom<Session[]>(morning, [session(780, 1020)], [session(480, 600)])

const likeMonday = fc.constant(undefined)
const otherWeekday = fc.oneof({ weight: 3, arbitrary: likeMonday }, { weight: 1, arbitrary: fc.oneof(workedSessions, halfDay) })
const patternDays = fc.tuple(
  workedSessions,
  fc.array(otherWeekday, { minLength: 4, maxLength: 4 }),
  fc.oneof({ weight: 3, arbitrary: fc.constant(off) }, { weight: 2, arbitrary: halfDay }, { weight: 1, arbitrary: workedSessions }),
  fc.oneof({ weight: 9, arbitrary: fc.constant(off) }, { weight: 1, arbitrary: halfDay }),
).map(([monday, others, saturday, sunday]) => [monday, ...others.map((day) => day ?? monday), saturday, sunday])

/** A pattern; on Saturdays off, the desk may be open for receipt only. */
const pattern = (validFrom: string): Arbitrary<WeeklyPattern> => fc.tuple(patternDays, fc.boolean()).map(([days, receives]) => ({
  validFrom, days, decision: `Pattern from ${validFrom}`,
  ...(receives && days[5]?.length === 0 ? { receiptOnly: [[], [], [], [], [], morning, []] } : {}),
}))

interface Override { readonly offset: number; readonly kind: CalendarDayKind; readonly half: Session[] | undefined; readonly other: number }

const override = (length: number): Arbitrary<Override> => fc.record({
  offset: fc.nat(length - 1),
  kind: fc.constantFrom<CalendarDayKind>('HOLIDAY', 'HOLIDAY', 'COMPENSATORY', 'SWAP_OFF', 'SWAP_OFF', 'LOCAL_OFF', 'LOCAL_WORK'),
  half: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: halfDay }),
  other: fc.nat(length - 1),
})

const patternAt = (weekly: readonly WeeklyPattern[], on: string): WeeklyPattern | undefined => weekly.findLast((one) => one.validFrom <= on)
const worksByWeek = (weekly: readonly WeeklyPattern[], on: string): boolean =>
  (patternAt(weekly, on)?.days[oracleWeekday(on)] ?? []).length > 0

/** The first date from an offset on, going round the stretch, that is free and that the week says works (or does not). */
const freeDate = (place: Place, offset: number, works: boolean): string | undefined => {
  for (let step = 0; step < 14; step++) {
    const on = oracleDatePlus(place.from, (offset + step) % place.length)
    if (!place.taken.has(on) && worksByWeek(place.weekly, on) === works) return on
  }
  return undefined
}
interface Place { readonly from: string; readonly length: number; readonly weekly: readonly WeeklyPattern[]; readonly taken: Set<string> }

/** One override put on a date where it means something; a swap takes two dates or none. Sessions make a half day of it. */
const placed = (place: Place, { offset, kind, half, other }: Override, index: number): CalendarDay[] => {
  const decision = `Decision ${index + 1}`
  const knownOn = oracleDatePlus(place.from, -30)
  const on = freeDate(place, offset, kind !== 'LOCAL_WORK')
  if (on === undefined) return []
  place.taken.add(on)
  const sessions = half === undefined ? {} : { sessions: half }
  if (kind !== 'SWAP_OFF') return [{ on, kind, decision, knownOn, ...sessions }]
  const worked = freeDate(place, other, false)
  if (worked === undefined) return []
  place.taken.add(worked)
  return [{ on, kind, decision, knownOn }, { on: worked, kind: 'SWAP_WORK', decision, knownOn, ...sessions }]
}

/** A run of days off, as at Tết, so that limits cross long gaps. */
const holidayRun = (place: Place, start: number, days: number): CalendarDay[] => {
  const run: CalendarDay[] = []
  for (let step = 0; step < days && start + step < place.length; step++) {
    const on = oracleDatePlus(place.from, start + step)
    place.taken.add(on)
    run.push({ on, kind: 'HOLIDAY', decision: 'Tet', knownOn: oracleDatePlus(place.from, -30) })
  }
  return run
}

const calendarOver = (from: string, length: number, changeAt: number): Arbitrary<WorkingCalendar> => fc.record({
  first: pattern(from),
  second: fc.option(pattern(oracleDatePlus(from, changeAt)), { nil: undefined, freq: 3 }),
  run: fc.tuple(fc.nat(length - 1), fc.nat(9)),
  overrides: fc.array(override(length), { maxLength: 24 }),
  cutOff: fc.oneof({ weight: 4, arbitrary: fc.constant(900) }, { weight: 1, arbitrary: fc.integer({ min: 480, max: 1080 }) }),
}).map(({ first, second, run, overrides, cutOff }) => {
  const weekly = second === undefined ? [first] : [first, second]
  const place: Place = { from, length, weekly, taken: new Set() }
  const days = [...holidayRun(place, run[0], run[1]), ...overrides.flatMap((one, index) => placed(place, one, index))]
  return {
    id: 'random', version: 1, zone: 'Asia/Ho_Chi_Minh', coversFrom: from, coversTo: oracleDatePlus(from, length - 1),
    weekly, days, sameDayCutOff: timeOf(cutOff),
  }
})

/** A valid working calendar over one to two years, beginning on any date of 2018 to 2027. Its Monday always works. */
export const arbitraryCalendar: Arbitrary<WorkingCalendar> = fc
  .tuple(fc.nat(3600), fc.integer({ min: 365, max: 731 }), fc.integer({ min: 1, max: 364 }))
  .chain(([start, length, changeAt]) => calendarOver(oracleDatePlus('2018-01-01', start), length, changeAt))

const minutesWorthTrying = (cal: WorkingCalendar): number[] => {
  const edges = cal.weekly.flatMap((one) => one.days.flat()).flatMap((one) => [minuteOf(one.from), minuteOf(one.to)])
  const around = [...edges, minuteOf(cal.sameDayCutOff), 0, 1439].flatMap((minute) => [minute - 1, minute, minute + 1])
  return [...new Set(around)].filter((minute) => minute >= 0 && minute < 1440)
}

const lengthOf = (cal: WorkingCalendar): number => {
  let length = 1
  for (let on = cal.coversFrom; on < cal.coversTo; on = oracleDatePlus(on, 1)) length++
  return length
}

const smallAmount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
)
const quarters = smallAmount.map((amount) => amount / 4)
const hours = fc.oneof(smallAmount, quarters, fc.integer({ min: 1, max: 600 }).map((minutes) => minutes / 60))
const limitOf = (unit: LimitUnit, amounts: Arbitrary<number>): Arbitrary<Limit> => amounts.map((amount) => ({ unit, amount }))

/** A limit of any unit but none. Hours are whole, in quarters, or minutes divided by 60; days are whole and at least one. */
export const arbitraryLimit: Arbitrary<Limit> = fc.oneof(
  { weight: 2, arbitrary: limitOf('workingDay', smallAmount) }, { weight: 2, arbitrary: limitOf('workingHour', hours) },
  { weight: 1, arbitrary: limitOf('sameDay', fc.constant(1)) }, { weight: 1, arbitrary: limitOf('calendarDay', smallAmount) },
)

const inOrder = (a: Moment, b: Moment): boolean => a.on < b.on || (a.on === b.on && a.minute < b.minute)

/** Stops in order from a receipt on; those that do not advance are left out. Some begin where the last one ended. */
const stopsFrom = (received: Moment, parts: readonly (readonly [number, number, number, number])[]): OracleStop[] => {
  const stops: OracleStop[] = []
  let last = received
  for (const [gap, fromMinute, length, toMinute] of parts) {
    const wished = { on: oracleDatePlus(last.on, gap), minute: fromMinute }
    const from = inOrder(wished, last) ? last : wished
    const to = { on: oracleDatePlus(from.on, length), minute: toMinute }
    if (!inOrder(from, to)) continue
    stops.push({ from, to })
    last = to
  }
  return stops
}

/** Moments of a calendar's stretch, most of them at or next to an edge of a session or the cut-off. A few lie just outside it. */
export const arbitraryMoment = (cal: WorkingCalendar): Arbitrary<Moment> => fc.record({
  on: fc.integer({ min: -2, max: lengthOf(cal) + 1 }).map((offset) => oracleDatePlus(cal.coversFrom, offset)),
  minute: arbitraryMinute(cal),
})
const arbitraryMinute = (cal: WorkingCalendar): Arbitrary<number> =>
  fc.oneof(fc.constantFrom(...minutesWorthTrying(cal)), fc.nat(1439))

/** A receipt, a limit and up to three stops on a calendar. */
export const arbitraryClock = (cal: WorkingCalendar): Arbitrary<OracleInput> => {
  const minute = arbitraryMinute(cal)
  const days = fc.oneof({ weight: 4, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.nat(30) })
  const stop = fc.tuple(days, minute, days, minute)
  return fc.tuple(
    arbitraryMoment(cal), arbitraryLimit, fc.array(stop, { maxLength: 3 }), fc.constantFrom<'pause' | 'reset'>('pause', 'reset'),
  ).map(([received, limit, parts, onResume]) => ({ received, limit, stops: stopsFrom(received, parts), onResume }))
}

export interface ClockCase { readonly cal: WorkingCalendar; readonly inputs: readonly OracleInput[] }

/** A calendar with a number of questions to it: making a calendar costs more than asking it. */
export const arbitraryClocks = (questions: number): Arbitrary<ClockCase> => arbitraryCalendar
  .chain((cal) => fc.array(arbitraryClock(cal), { minLength: 1, maxLength: questions, size: 'max' }).map((inputs) => ({ cal, inputs })))
