/** Holds the module of working time against the independent count, question by question. */
import type { LimitUnit, WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import {
  elapsedWorkingMs, explainDue, formatInstant, handOverBy, localDateOf, parseInstant, prepare, tMinusOne, workingDaysBetween,
  type DueExplanation, type PreparedCalendar,
} from '../../workflows/calendar/index.ts'
import { resumeClock, startClock, stopClock } from '../../workflows/dossier/clock.ts'
import { classify } from '../../workflows/dossier/timeliness.ts'
import {
  oracleDatePlus, oracleDayBefore, oracleDue, oracleHandOverBy, oracleTimeliness, oracleWorkingDaysAfter, oracleWorkingMinutes,
  type Moment, type OracleInput,
} from './oracle-calendar.ts'

const zone = 'Asia/Ho_Chi_Minh'
const two = (value: number) => String(value).padStart(2, '0')

/** The instant of a local moment, by way of its text. */
export const msOf = ({ on, minute }: Moment): number => minute === 1440
  ? msOf({ on: oracleDatePlus(on, 1), minute: 0 })
  : parseInstant(`${on}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`, zone)

const orNotCovered = <T>(question: () => T): T | 'not-covered' => {
  try {
    return question()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return 'not-covered'
    throw error
  }
}

const shown = (answer: number | 'not-covered' | 'none' | null) => (typeof answer === 'number' ? formatInstant(answer, zone) : answer)

const stopsOf = (input: OracleInput) => input.stops.map(({ from, to }) => ({ fromMs: msOf(from), toMs: msOf(to), kind: 'supplement' }))

/** The due instant as the dossier's clock arrives at it, stop by stop. */
const clockDue = (fast: PreparedCalendar, input: OracleInput): number | null => {
  let clock = startClock(fast, input.limit, msOf(input.received))
  for (const stop of stopsOf(input)) clock = resumeClock(fast, stopClock(fast, clock, stop.fromMs), input.onResume, stop.toMs)
  return clock.dueAtMs
}

const differ = (question: string, ours: unknown, oracle: unknown): string[] =>
  ours === oracle ? [] : [`${question}: ${String(ours)}, the independent count says ${String(oracle)}`]

/** The trace must count exactly the limit, one line a day, without gaps. */
const traceFaults = (explained: DueExplanation, input: OracleInput): string[] => {
  const { amount, unit } = input.limit
  const counted = explained.trace.filter((line) => line.counted)
  const total = unit === 'workingHour' ? counted.reduce((sum, line) => sum + (line.minutes ?? 0), 0) : counted.length
  const wished = unit === 'workingHour' ? Math.round(amount * 60) : amount
  const gap = explained.trace.findIndex((line, i) => i > 0 && oracleDatePlus(explained.trace[i - 1]?.on ?? '', 1) !== line.on)
  return [...differ('counted in the trace', total, wished), ...differ('gap in the trace', gap, -1)]
}

const compareDue = (cal: WorkingCalendar, fast: PreparedCalendar, input: OracleInput): string[] => {
  const oracle = oracleDue(cal, input)
  const oracleAt = typeof oracle === 'string' ? oracle : msOf(oracle)
  const question = { startMs: msOf(input.received), limit: input.limit, stops: stopsOf(input), onResume: input.onResume }
  const explained = orNotCovered(() => explainDue(fast, question))
  const ours = explained === 'not-covered' ? explained : explained.dueAtMs
  const clock = orNotCovered(() => clockDue(fast, input))
  return [
    ...differ('due', shown(ours), shown(oracleAt)),
    ...differ('due by the clock', shown(clock), shown(oracleAt)),
    ...(explained === 'not-covered' ? [] : traceFaults(explained, input)),
    ...(typeof oracle === 'string' ? [] : compareAfterDue(cal, fast, { dueAt: oracle, unit: input.limit.unit })),
  ]
}

/** T-1, and the classification of results around the due moment. */
const compareAfterDue = (cal: WorkingCalendar, fast: PreparedCalendar, due: { dueAt: Moment; unit: LimitUnit }): string[] => {
  const { dueAt, unit } = due
  const faults = differ('T-1', orNotCovered(() => localDateOf(tMinusOne(fast, msOf(dueAt)), zone)), oracleDayBefore(cal, dueAt.on))
  if (unit === 'none') return faults
  for (const [days, minute] of [[-3, 600], [-1, 1000], [0, 0], [0, dueAt.minute], [0, dueAt.minute + 1], [1, 500], [4, 1439]] as const) {
    if (minute > 1439) continue
    const done = { on: oracleDatePlus(dueAt.on, days), minute }
    const oracle = oracleTimeliness(cal, unit, dueAt, done)
    const ours = orNotCovered(() => classify(fast, { unit, dueAtMs: msOf(dueAt), doneAtMs: msOf(done) }))
    const words = (verdict: typeof ours | typeof oracle) =>
      typeof verdict === 'string' || !verdict ? verdict : `${verdict.timeliness} ${verdict.daysLate}`
    faults.push(...differ(`timeliness ${unit} ${done.on} ${done.minute}`, words(ours), words(oracle)))
  }
  return faults
}

const compareElapsed = (cal: WorkingCalendar, fast: PreparedCalendar, input: OracleInput): string[] => input.stops.flatMap(({ to }) => {
  const from = input.received
  return [
    ...differ('working minutes', orNotCovered(() => elapsedWorkingMs(fast, msOf(from), msOf(to)) / 60_000), elapsedOracle(cal, from, to)),
    ...differ('working days', orNotCovered(() => workingDaysBetween(fast, from.on, to.on)), workingDaysOracle(cal, from.on, to.on)),
  ]
})

// The count answers 0 for an empty stretch without asking the calendar; ours asks it first.
const coversBoth = (cal: WorkingCalendar, a: string, b: string) => [a, b].every((on) => cal.coversFrom <= on && on <= cal.coversTo)
const elapsedOracle = (cal: WorkingCalendar, from: Moment, to: Moment) =>
  coversBoth(cal, from.on, to.on) ? oracleWorkingMinutes(cal, from, to) : 'not-covered'
const workingDaysOracle = (cal: WorkingCalendar, from: string, to: string) =>
  coversBoth(cal, from, to) ? oracleWorkingDaysAfter(cal, from, to) : 'not-covered'

const compareHandOver = (cal: WorkingCalendar, fast: PreparedCalendar, input: OracleInput): string[] => {
  const oracle = oracleHandOverBy(cal, input.received)
  const ours = orNotCovered(() => handOverBy(fast, msOf(input.received)))
  return differ('hand over by', shown(ours), shown(typeof oracle === 'string' ? oracle : msOf(oracle)))
}

/** Every difference between the two answers to one case; none is the law. */
export const differences = (cal: WorkingCalendar, input: OracleInput): string[] => {
  const fast = prepare(cal)
  return [...compareDue(cal, fast, input), ...compareElapsed(cal, fast, input), ...compareHandOver(cal, fast, input)]
}

/** Throws with the case and its differences. */
export const assertSame = (cal: WorkingCalendar, input: OracleInput): void => {
  const found = differences(cal, input)
  if (found.length > 0) throw new Error(`${found.join('\n')}\n${JSON.stringify(input)}`)
}
