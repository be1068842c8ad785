/** Why a dossier took as long as it did: whose time it was, and which steps went over their limits. Derived from the journal, never typed in. Source: domain.md sections 2.3 and 7. */
import type { LimitUnit } from '../../schemas/calendar.ts'
import type { JournalEntry } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Keeper } from '../../schemas/statistics.ts'
import { localDateOf, parseInstant, workingDaysBetween } from '../calendar/index.ts'
import type { Step } from '../procedure/compile.ts'
import type { Rules } from './lifecycle.ts'
import { spansOf, type Span } from './spans.ts'

/** The time of one keeper; `share` is of all working time, 0 to 1; `elapsed` and `used` as in `Span`. */
export interface KeeperTime {
  readonly keeper: Keeper; readonly accountId: string | null; readonly unitId: string; readonly workingMs: number; readonly share: number
  readonly elapsed: number; readonly used: number
}
/** `used` and `limit` are in `unit`; `limit` null: the step has none. `over`: the limit, which steps may share, is used up and more. */
export interface StepUse {
  readonly step: Step; readonly used: number; readonly unit: 'hours' | 'days'; readonly limit: number | null; readonly workingMs: number; readonly over: boolean
}
/** `unit` of what keepers have `used`. */
export interface Reasons { readonly unit: LimitUnit; readonly keepers: readonly KeeperTime[]; readonly steps: readonly StepUse[] }

const hourMs = 60 * 60_000
const sum = (list: readonly Span[], of: 'workingMs' | 'elapsed' | 'used' = 'workingMs'): number => list.reduce((total, one) => total + one[of], 0)

/** Each keeper's time, the longest first. */
const keepersIn = (spans: readonly Span[]): KeeperTime[] => {
  const total = sum(spans)
  if (total === 0 && sum(spans, 'elapsed') === 0) return []
  const keyOf = (one: Span): string => `${one.keeper} ${one.accountId ?? (one.keeper === 'unit' ? one.unitId : '')}`
  return [...Map.groupBy(spans, keyOf).values()].map((list): KeeperTime => {
    const [{ keeper, accountId, unitId }] = list as [Span]
    const share = total === 0 ? 0 : sum(list) / total
    return { keeper, accountId, unitId, workingMs: sum(list), share, elapsed: sum(list, 'elapsed'), used: sum(list, 'used') }
  }).sort((a, b) => b.workingMs - a.workingMs)
}

interface Course { readonly rules: Rules; readonly entries: readonly JournalEntry[]; readonly untilMs: number }

/** Working days of all stays in a step: limits by the day are never reckoned in hours. */
const daysIn = ({ rules: { calendar }, entries, untilMs }: Course, step: string): number => {
  const day = (ms: number): string => localDateOf(ms, calendar.calendar.zone)
  return entries.reduce((days, entry, index) => {
    if (!entry.steps.some((one) => one.step === step)) return days
    const next = entries[index + 1]
    const toMs = next === undefined ? untilMs : parseInstant(next.at, 'UTC')
    return days + workingDaysBetween(calendar, day(parseInstant(entry.at, 'UTC')), day(toMs))
  }, 0)
}

const useOf = (course: Course, path: string, spans: readonly Span[]): Omit<StepUse, 'over'>[] => {
  const step = course.rules.compiled.steps.get(path)
  if (step === undefined) return []
  const workingMs = sum(spans)
  const byDay = step.limit?.unit === 'workingDay' || step.limit?.unit === 'calendarDay'
  return [{ step, workingMs, unit: byDay ? 'days' : 'hours', used: byDay ? daysIn(course, path) : workingMs / hourMs, limit: step.limit?.amount ?? null }]
}

const usesIn = (course: Course, spans: readonly Span[]): StepUse[] => {
  const uses = [...Map.groupBy(spans, ({ step }) => step)].flatMap(([path, list]) => useOf(course, path, list))
  const shared = Map.groupBy(uses, ({ step }) => step.limitAt ?? step.path)
  const usedOf = ({ step }: Omit<StepUse, 'over'>): number => (shared.get(step.limitAt ?? step.path) ?? []).reduce((total, { used }) => total + used, 0)
  return uses.map((use) => ({ ...use, over: use.limit !== null && usedOf(use) > use.limit }))
}

/** Nothing to tell: no time that could be counted. */
export const noReasons: Reasons = { unit: 'none', keepers: [], steps: [] }

/** The reasons up to `untilMs`, the end of the clock or now; none where the calendar does not reach, as with imported logs of long ago. */
export const reasonsOf = (rules: Rules, entries: readonly JournalEntry[], untilMs: number): Reasons => {
  try {
    const { unit, spans } = spansOf(rules, entries, untilMs)
    return { unit, keepers: keepersIn(spans), steps: usesIn({ rules, entries, untilMs }, spans) }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return noReasons
    throw error
  }
}
