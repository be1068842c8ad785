/** The leaders' overview: how the agency stands now and where it is heading, of the dossiers that the reader may read. docs/objectives.md. */
import type { Bilingual, LocalDate } from '../../schemas/common.ts'
import type { ObjectiveStanding } from '../../schemas/objective.ts'
import type { Counts } from '../../schemas/statistics.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { addMonths } from '../../workflows/calendar/index.ts'
import { reportingMonthOf, reportingYearOf } from '../../workflows/objectives/periods.ts'
import { add, noCounts } from '../../workflows/statistics/counts.ts'
import { reportingPeriod, type DateRange } from '../../workflows/statistics/periods.ts'
import type { Deps } from '../deps.ts'
import { coursesIn } from './conformance.ts'
import { objectivesOf } from './objectives/standing.ts'
import { type Audience, audienceOf, statisticsOf, usualKinds } from './statistics.ts'
import { stepNamer } from './step-names.ts'

/** A reporting month, such as `2026-11`, with what was counted in it. */
export interface MonthCounts extends DateRange { readonly month: string; readonly counts: Counts; readonly byUnit: ReadonlyMap<string, Counts> }
/** A step in which dossiers of a unit stayed over its limit: how many, of how many, and the working time that went by in it. */
export interface Bottleneck { readonly procedure: string; readonly step: string; readonly name: Bilingual; readonly unitId: string; readonly over: number; readonly dossiers: number; readonly totalMs: number }

export interface Dashboard {
  /** Twelve reporting months, the one that goes on last. */
  readonly months: readonly MonthCounts[]
  readonly quarter: DateRange & { readonly counts: Counts; readonly byUnit: ReadonlyMap<string, Counts> }
  readonly year: DateRange & { readonly counts: Counts }
  readonly bottlenecks: readonly Bottleneck[]
  readonly objectives: readonly ObjectiveStanding[]
}

const monthsShown = 12
/** Months counted at the same time: all at once would take most of the connections that everybody's requests share. */
const countedAtOnce = 2
const bottlenecksShown = 8

const countMonth = async (deps: Deps, reader: Reader, month: string): Promise<MonthCounts> => {
  const range = reportingPeriod(month)
  const { rows, totals } = await statisticsOf(deps, audienceOf(reader), { ...range, asOf: null, by: ['unit'], kinds: usualKinds, grouping: { ended: 'resolved', paused: 'apart' } })
  return { month, ...range, counts: totals, byUnit: new Map(rows.flatMap(({ key, counts }) => (key.unit === null ? [] : [[key.unit, counts] as const]))) }
}

const countMonths = async (deps: Deps, reader: Reader, names: readonly string[]): Promise<MonthCounts[]> => {
  const counted: MonthCounts[] = []
  for (let at = 0; at < names.length; at += countedAtOnce) counted.push(...await Promise.all(names.slice(at, at + countedAtOnce).map((month) => countMonth(deps, reader, month))))
  return counted
}

/** What months have together; what is received and open in one month is so in the next as well, so only the resolved may be read of it. */
const together = (months: readonly MonthCounts[]): { readonly counts: Counts; readonly byUnit: ReadonlyMap<string, Counts> } => {
  const byUnit = new Map<string, Counts>()
  for (const one of months) for (const [unit, counts] of one.byUnit) byUnit.set(unit, add(byUnit.get(unit) ?? noCounts, counts))
  return { counts: months.reduce((sum, one) => add(sum, one.counts), noCounts), byUnit }
}

const bottlenecksOf = async (deps: Deps, audience: Audience, range: DateRange): Promise<Bottleneck[]> => {
  const { steps } = await coursesIn(deps, audience, { ...range, procedure: null })
  const worst = steps.filter(({ over }) => over > 0).sort((a, b) => b.over - a.over || b.overMs - a.overMs).slice(0, bottlenecksShown)
  const nameOf = await stepNamer(deps, audience.tenantId, worst)
  return worst.map((one): Bottleneck => ({ procedure: one.procedure, unitId: one.unit, step: one.step, name: nameOf(one), over: one.over, dossiers: one.dossiers, totalMs: one.overMs }))
}

/** The reporting months up to the one that a day lies in, the oldest first. */
const monthsUpTo = (today: LocalDate): string[] => {
  const last = `${reportingMonthOf(today)}-01`
  return Array.from({ length: monthsShown }, (_, back) => addMonths(last, back + 1 - monthsShown).slice(0, 7))
}

/** The overview of today. */
export async function dashboardOf(deps: Deps, reader: Reader): Promise<Dashboard> {
  const { tenantId, zone, today } = reader
  const names = monthsUpTo(today)
  const now = names.at(-1) ?? ''
  const quarterName = `${now.slice(0, 4)}-Q${Math.ceil(Number(now.slice(5)) / 3)}`
  const [quarter, year] = [reportingPeriod(quarterName), reportingPeriod(now.slice(0, 4))]
  const [months, bottlenecks, objectives] = await Promise.all([
    countMonths(deps, reader, names), bottlenecksOf(deps, audienceOf(reader), quarter), objectivesOf(deps, { tenantId, zone, knownAtMs: null }, { year: reportingYearOf(today) }),
  ])
  const since = (from: LocalDate) => together(months.filter((one) => one.from >= from))
  return { months, quarter: { ...quarter, ...since(quarter.from) }, year: { ...year, counts: since(year.from).counts }, bottlenecks, objectives }
}
