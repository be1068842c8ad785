/** The explanation of a due date: what was done with each day, and why. */
import type { Limit, LimitUnit, OnResume, TraceLine } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { formatDate } from './dates.ts'
import { describeDay } from './describe.ts'
import type { PreparedCalendar } from './prepare.ts'
import { budgetOf, isPastCutOff, projectDue, runDayOf, usedBy, type Run } from './run.ts'
import { dayOf, dueDayOf, workedUpTo } from './working-time.ts'

/** A stretch in which the clock stood still; `toMs` is null while it still does. `kind` names the ground (supplement, payment ...). */
export interface StopMs { readonly fromMs: number; readonly toMs: number | null; readonly kind: string }

/** What is to be explained. Without `onResume` a stop is a pause. */
export interface DueQuestion {
  readonly startMs: number
  readonly limit: Limit
  readonly stops?: readonly StopMs[]
  readonly onResume?: OnResume
}

/** `dueAtMs` is null for unit none and while stopped. `dueOn` is the local date printed on the receipt. */
export interface DueExplanation { readonly dueAtMs: number | null; readonly dueOn: string | null; readonly trace: readonly TraceLine[] }

interface Stretch { readonly fromMs: number; readonly toMs: number }

/** The count as it stands after all stops: the runs and stops of the present count only, what they used, and since when it runs. */
interface Count {
  readonly unit: LimitUnit
  readonly budget: number
  readonly startedAtMs: number
  readonly runs: readonly Stretch[]
  readonly stops: readonly StopMs[]
  readonly consumed: number
  readonly sinceMs: number | null
}

const sources = {
  receiptDay: 'Bộ luật Dân sự 2015, Điều 147 khoản 2',
  rolledForward: 'Bộ luật Dân sự 2015, Điều 148 khoản 5',
  restarted: 'Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4',
  cutOff: 'Luật Hộ tịch 2014, Điều 8 khoản 3',
}

const checkStops = (startMs: number, stops: readonly StopMs[]): void => {
  let lastMs = startMs
  for (const [i, stop] of stops.entries()) {
    const endMs = stop.toMs ?? (i === stops.length - 1 ? stop.fromMs : -Infinity)
    if (stop.fromMs < lastMs || endMs < stop.fromMs) throw new DomainError('stops-invalid', { stop: i })
    lastMs = endMs
  }
}

const beginCount = (unit: LimitUnit, budget: number, startedAtMs: number): Count =>
  ({ unit, budget, startedAtMs, runs: [], stops: [], consumed: 0, sinceMs: startedAtMs })

const runOfCount = (count: Count, sinceMs: number): Run => ({ unit: count.unit, startedAtMs: count.startedAtMs, sinceMs })

const applyStop = (fast: PreparedCalendar, count: Count, stop: StopMs, onResume: OnResume): Count => {
  if (stop.toMs !== null && (onResume === 'reset' || count.unit === 'sameDay')) return beginCount(count.unit, count.budget, stop.toMs)
  const sinceMs = count.sinceMs ?? stop.fromMs
  return {
    ...count,
    runs: [...count.runs, { fromMs: sinceMs, toMs: stop.fromMs }],
    stops: [...count.stops, stop],
    consumed: count.consumed + usedBy(fast, runOfCount(count, sinceMs), stop.fromMs),
    sinceMs: stop.toMs,
  }
}

interface Verdict { readonly counted: boolean; readonly reason: string; readonly source: string | null; readonly minutes?: number }
/** Answers a day, given what is left of the budget before it. */
type Judge = (day: number, left: number) => Verdict

const skipped = (reason: string, source: string | null): Verdict => ({ counted: false, reason, source })

interface Frame { readonly fast: PreparedCalendar; readonly count: Count; readonly dueDay: number | null }

const calendarVerdict = ({ fast }: Frame, day: number, counted: boolean): Verdict => {
  const { reason, source } = describeDay(fast, day)
  return { counted, reason, source }
}

/** The stop that takes a day out of a count by days: (stop day, day of resumption]. */
const stopOver = ({ fast, count }: Frame, day: number): StopMs | undefined =>
  count.stops.find((stop) => stop.toMs !== null && dayOf(fast, stop.fromMs) < day && day <= dayOf(fast, stop.toMs))

const judgeWorkingDay = (frame: Frame): Judge => {
  const first = runDayOf(frame.fast, runOfCount(frame.count, frame.count.startedAtMs))
  return (day, left) => {
    if (day === first) return skipped('receiptDay', sources.receiptDay)
    if (day < first || !describeDay(frame.fast, day).working) return calendarVerdict(frame, day, false)
    const stop = stopOver(frame, day)
    if (stop) return skipped('stopped', stop.kind)
    return left > 0 ? calendarVerdict(frame, day, true) : skipped('overdue', null)
  }
}

const judgeCalendarDay = (frame: Frame): Judge => {
  const first = dayOf(frame.fast, frame.count.startedAtMs)
  return (day, left) => {
    if (day === first) return skipped('receiptDay', sources.receiptDay)
    const stop = stopOver(frame, day)
    if (stop) return skipped('stopped', stop.kind)
    if (left > 0) return { counted: true, reason: 'calendarDay', source: null }
    if (day === frame.dueDay) return skipped('rolledForward', sources.rolledForward)
    return describeDay(frame.fast, day).working ? skipped('overdue', null) : calendarVerdict(frame, day, false)
  }
}

/** The working time that the budget pays for, as stretches of the calendar's running sum of working milliseconds. */
const paidStretches = ({ fast, count }: Frame): Stretch[] => {
  const open = count.sinceMs === null ? [] : [{ fromMs: workedUpTo(fast, count.sinceMs), toMs: Infinity }]
  const runs = [...count.runs.map((run) => ({ fromMs: workedUpTo(fast, run.fromMs), toMs: workedUpTo(fast, run.toMs) })), ...open]
  let left = count.budget
  return runs.map(({ fromMs, toMs }) => {
    const end = Math.min(toMs, fromMs + left)
    left -= end - fromMs
    return { fromMs, toMs: end }
  })
}

const judgeWorkingHour = (frame: Frame): Judge => {
  const { fast, count } = frame
  const paid = paidStretches(frame)
  const first = dayOf(fast, count.startedAtMs)
  const workedBefore = (day: number) => fast.workedBeforeMs[fast.firstSession[day - fast.firstDay] as number] as number
  return (day, left) => {
    const [fromMs, toMs] = [workedBefore(day), workedBefore(day + 1)]
    const workedMs = paid.reduce((sum, run) => sum + Math.max(0, Math.min(run.toMs, toMs) - Math.max(run.fromMs, fromMs)), 0)
    const minutes = workedMs / 60_000
    if (workedMs > 0) return { ...calendarVerdict(frame, day, true), minutes }
    if (!describeDay(fast, day).working) return calendarVerdict(frame, day, false)
    if (day === first) return { ...skipped('receiptDay', null), minutes }
    const stop = count.stops.find((each) => dayOf(fast, each.fromMs) <= day && day <= dayOf(fast, each.toMs ?? each.fromMs))
    if (stop) return { ...skipped('stopped', stop.kind), minutes }
    return { ...(left > 0 ? calendarVerdict(frame, day, false) : skipped('overdue', null)), minutes }
  }
}

const judgeSameDay = (frame: Frame): Judge => {
  const { fast, count, dueDay } = frame
  const first = dayOf(fast, count.startedAtMs)
  return (day) => {
    if (day === dueDay) return calendarVerdict(frame, day, true)
    if (day !== first || !describeDay(fast, day).working) return calendarVerdict(frame, day, false)
    return isPastCutOff(fast, count.startedAtMs) ? skipped('cutOff', sources.cutOff) : skipped('closed', null)
  }
}

const judges: Readonly<Record<Exclude<LimitUnit, 'none'>, (frame: Frame) => Judge>> = {
  workingDay: judgeWorkingDay, calendarDay: judgeCalendarDay, workingHour: judgeWorkingHour, sameDay: judgeSameDay,
}

const traceOf = (frame: Frame, unit: Exclude<LimitUnit, 'none'>, span: { fromDay: number; toDay: number }): TraceLine[] => {
  const judge = judges[unit](frame)
  const begins = dayOf(frame.fast, frame.count.startedAtMs)
  const lines: TraceLine[] = []
  let left = frame.count.budget
  for (let day = span.fromDay; day <= span.toDay; day++) {
    const verdict = day < begins ? skipped('restarted', sources.restarted) : judge(day, left)
    if (verdict.counted) left -= verdict.minutes === undefined ? 1 : verdict.minutes * 60_000
    lines.push({ on: formatDate(day), ...verdict })
  }
  return lines
}

/**
 * The due instant of a limit with its stops, and a line for each date from receipt to the due date (or to the resumption, if that is
 * later): counted or skipped, why, and by which decision. In limits by the day as many lines are counted as the limit has days; in limits
 * by the hour the `minutes` sum up to it. Besides the words of `describeDay`: receiptDay, stopped (source: its kind), restarted (before a
 * reset), cutOff, closed (same day, after the last session), calendarDay, rolledForward, overdue (past the due date when it was stopped).
 * @throws DomainError limit-invalid, stops-invalid (not in order, overlapping, before the start, open before the last),
 * calendar-not-covered.
 */
export const explainDue = (fast: PreparedCalendar, question: DueQuestion): DueExplanation => {
  const { startMs, limit, stops = [], onResume = 'pause' } = question
  const budget = budgetOf(limit)
  checkStops(startMs, stops)
  if (limit.unit === 'none') return { dueAtMs: null, dueOn: null, trace: [] }
  let count = beginCount(limit.unit, budget, startMs)
  for (const stop of stops) count = applyStop(fast, count, stop, onResume)
  const dueAtMs = count.sinceMs === null ? null : projectDue(fast, runOfCount(count, count.sinceMs), budget - count.consumed)
  const dueDay = dueAtMs === null ? null : dueDayOf(fast, dueAtMs)
  const lastMs = count.sinceMs ?? stops.at(-1)?.fromMs ?? startMs
  const span = { fromDay: dayOf(fast, startMs), toDay: Math.max(dueDay ?? -Infinity, dayOf(fast, lastMs)) }
  const trace = traceOf({ fast, count, dueDay }, limit.unit, span)
  return { dueAtMs, dueOn: dueDay === null ? null : formatDate(dueDay), trace }
}
