/** What a working calendar, a limit and a clock are. docs/clock.md; Civil Code 2015 art. 147-148 (LS-001). */
import Type, { type Static } from 'typebox'
import { closed, Code, Instant, InstantMs, line, LocalDate, LocalTime, nullable, oneOf, ZoneName } from './common.ts'

/** One stretch of work in a day, `[from, to)` in local time. */
export const Session = closed({ from: LocalTime, to: LocalTime })
export type Session = Static<typeof Session>

/**
 * HOLIDAY by law; COMPENSATORY (Labour Code 2019 art. 111.3); SWAP_OFF and SWAP_WORK always come as a pair under one
 * decision; LOCAL_OFF (storm, flood, election) and LOCAL_WORK are the agency's own.
 */
export const CalendarDayKind = oneOf(['HOLIDAY', 'COMPENSATORY', 'SWAP_OFF', 'SWAP_WORK', 'LOCAL_OFF', 'LOCAL_WORK'])
export type CalendarDayKind = Static<typeof CalendarDayKind>

/** A day that differs from the weekly pattern. */
export const CalendarDay = closed({
  on: LocalDate,
  kind: CalendarDayKind,
  /** What is worked that day; absent means none for an off kind and the Monday pattern for a work kind. A half day has one session. */
  sessions: Type.Optional(Type.Array(Session, { maxItems: 6 })),
  /** The decision, law or notice that fixed it, and the day that it became known. */
  decision: line(200),
  knownOn: LocalDate,
  name: Type.Optional(line(200)),
})
export type CalendarDay = Static<typeof CalendarDay>

/** A weekly pattern from a date on: index 0 is Monday. Optional Saturday sessions are open for receipt, and count as working only if `counts`. */
export const WeeklyPattern = closed({
  validFrom: LocalDate,
  days: Type.Array(Type.Array(Session, { maxItems: 6 }), { minItems: 7, maxItems: 7 }),
  /** Sessions in which the desk receives but which do not make the day a working day (QĐ 14/2010/QĐ-TTg). Index 0 is Monday. */
  receiptOnly: Type.Optional(Type.Array(Type.Array(Session, { maxItems: 6 }), { minItems: 7, maxItems: 7 })),
  decision: line(200),
})
export type WeeklyPattern = Static<typeof WeeklyPattern>

/** One dated version of an agency's working calendar. Immutable; named by `id` and `version`. */
export const WorkingCalendar = closed({
  id: Code,
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  zone: ZoneName,
  /** The whole stretch that the calendar knows; outside it every question is refused with calendar-not-covered. */
  coversFrom: LocalDate,
  coversTo: LocalDate,
  weekly: Type.Array(WeeklyPattern, { minItems: 1, maxItems: 50 }),
  days: Type.Array(CalendarDay, { maxItems: 5000 }),
  /** Same-day procedures received after this time are due on the next working day. Law on Civil Status 2014 art. 8.3: 15:00. */
  sameDayCutOff: LocalTime,
})
export type WorkingCalendar = Static<typeof WorkingCalendar>

export const LimitUnit = oneOf(['workingDay', 'workingHour', 'sameDay', 'calendarDay', 'none'])
export type LimitUnit = Static<typeof LimitUnit>

/** A legal limit. `amount` is in the unit; sameDay has 1, none has 0. A day is never turned into hours. */
export const Limit = closed({ unit: LimitUnit, amount: Type.Number({ minimum: 0, maximum: 10_000 }) })
export type Limit = Static<typeof Limit>

/** What a supplement does to the limit: counted from zero again (NĐ 61/2018 art. 19.4) or continued. */
export const OnResume = oneOf(['pause', 'reset'])
export type OnResume = Static<typeof OnResume>

/** One line of the explanation of a due date: this local date was counted or skipped, and why. */
export const TraceLine = closed({
  on: LocalDate,
  counted: Type.Boolean(),
  /** workingDay, makeUpDay, localWork, calendarDay, receiptDay, weekend, holiday, compensatory, swapOff, localOff, stopped, cutOff, rolledForward ... */
  reason: line(64),
  /** The decision or rule behind it; null for the plain weekly pattern. */
  source: nullable(line(200)),
  /** Working minutes counted on that day, in limits by the hour. */
  minutes: Type.Optional(Type.Number()),
})
export type TraceLine = Static<typeof TraceLine>

/** A stretch in which the clock stood still, as `--stops FILE` gives it. */
export const Stop = closed({ from: Instant, to: nullable(Instant), kind: line(64) })
export type Stop = Static<typeof Stop>

export const Timeliness = oneOf(['early', 'onTime', 'late'])
export type Timeliness = Static<typeof Timeliness>

/**
 * The clock of one dossier. `budget` and `consumed` are in the quantum of the unit: days for workingDay, calendarDay and sameDay,
 * milliseconds of working time for workingHour. `dueAt` is projected: null while stopped, before start and for unit none.
 */
export const Clock = closed({
  unit: LimitUnit,
  budget: Type.Integer({ minimum: 0, maximum: 1e13 }),
  consumed: Type.Integer({ minimum: 0, maximum: 1e13 }),
  startedAtMs: nullable(InstantMs),
  runningSinceMs: nullable(InstantMs),
  endedAtMs: nullable(InstantMs),
  dueAtMs: nullable(InstantMs),
  /** The due instant first printed on the receipt; never changes. */
  dueOriginalAtMs: nullable(InstantMs),
  /** Re-appointments made by an apology; the law allows one (NĐ 61/2018 art. 19.9). */
  apologies: Type.Integer({ minimum: 0, maximum: 1 }),
  /** Grows when the limit starts anew (reset) or is re-appointed: reminders by share are claimed once per cycle. */
  cycle: Type.Integer({ minimum: 0, maximum: 100_000 }),
  /** The due instant is a date that an apology named, and not the end of a count. */
  appointed: Type.Optional(Type.Literal(true)),
  /** Stretches of running that no calendar could count when they ended; not yet in `consumed`. Absent when all is counted. `toEnd`: it ran until the clock ended. */
  uncounted: Type.Optional(Type.Array(closed({ fromMs: InstantMs, toMs: InstantMs, toEnd: Type.Boolean() }), { minItems: 1, maxItems: 10_000 })),
})
export type Clock = Static<typeof Clock>
