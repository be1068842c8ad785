/** What objectives are held against, counted once for all of them: every formula in every stretch of the year, by unit. docs/objectives.md. */
import type { LocalDate } from '../../../schemas/common.ts'
import type { Formula } from '../../../schemas/objective.ts'
import { countRegister, countSpeed } from '../../../storage/objectives.ts'
import type { CountedStandings, StatisticsQuestion } from '../../../storage/statistics.ts'
import { addDays, formatInstant } from '../../../workflows/calendar/index.ts'
import { addTally, countings, isShare, noTally, type Counting, type Tally } from '../../../workflows/objectives/formulas.ts'
import { standingOf, type Standing } from '../../../workflows/statistics/counts.ts'
import type { DateRange } from '../../../workflows/statistics/periods.ts'
import type { Deps } from '../../deps.ts'
import { coursesIn } from '../conformance.ts'
import { countStandings } from '../counted.ts'
import { boundsOf, usualKinds } from '../statistics.ts'

export type ObjectiveDeps = Pick<Deps, 'pool' | 'clock' | 'orm' | 'rules'>
/** An agency as it was known at an instant; null: now. Objectives are the agency's own and are counted whole, whoever looks at them. */
export interface Known { readonly tenantId: string; readonly zone: string; readonly knownAtMs: number | null }

/** One formula in one stretch, by responsible unit. Null: it could not be counted. */
export type ByUnit = ReadonlyMap<string, Tally> | null

/** The stretches follow one another without a gap; in those before `from` only what a forecast needs is counted. */
export interface CountPlan { readonly stretches: readonly DateRange[]; readonly from: LocalDate; readonly formulas: ReadonlySet<Formula> }
/** For each stretch, each formula that was asked for. */
export type Counted = readonly ReadonlyMap<Formula, ByUnit>[]

/** The question of the statistics for a stretch. */
export const questionOf = (deps: Pick<Deps, 'clock'>, { zone, knownAtMs }: Known, range: DateRange): StatisticsQuestion =>
  ({ ...boundsOf(range, zone), knownAtMs, nowMs: deps.clock.nowMs(), zone, kinds: usualKinds })

/** What belongs to a share that is not counted from standings: dossiers with a result, or that ended in any way. */
const isEnded = ({ state }: Standing): boolean => state !== 'working' && state !== 'paused'

const tallyOf = (formula: Formula, counting: Extract<Counting, { from: 'standings' }>, counted: CountedStandings): Tally =>
  Object.entries(counted).reduce<Tally>((sum, [word, many]) => {
    const standing = standingOf(word)
    if (!counting.of(standing)) return sum
    return addTally(sum, { hits: counting.hit(standing) ? many : 0, total: isShare(formula) ? many : null })
  }, noTally(formula))

const endedOf = (counted: CountedStandings): Tally =>
  ({ hits: null, total: Object.entries(counted).reduce((sum, [word, many]) => sum + (isEnded(standingOf(word)) ? many : 0), 0) })

type Standings = readonly { readonly unit: string; readonly counted: CountedStandings }[]
const standingsIn = async (deps: ObjectiveDeps, known: Known, range: DateRange): Promise<Standings> => {
  const rows = await countStandings(deps.pool, known.tenantId, null, { ...questionOf(deps, known, range), by: ['unit'] })
  return rows.flatMap(({ key, standings }) => (key.unit === null ? [] : [{ unit: key.unit, counted: standings }]))
}

/** How many ran exactly; while some that have ended wait to be read, nobody knows. */
const exactIn = async (deps: ObjectiveDeps, { tenantId, zone, knownAtMs }: Known, range: DateRange): Promise<ByUnit> => {
  const asOf = knownAtMs === null ? null : formatInstant(knownAtMs, zone)
  const { rows, waiting } = await coursesIn(deps, { tenantId, zone, reader: null }, { ...range, procedure: null, asOf })
  if (waiting > 0) return null
  return new Map([...Map.groupBy(rows, ({ unit }) => unit)].map(([unit, all]) => [unit, all.reduce<Tally>((sum, { exact, dossiers }) => addTally(sum, { hits: exact, total: dossiers }), { hits: 0, total: 0 })]))
}

interface Numbered { readonly stretch: number; readonly unit: string }
const inStretch = <T extends Numbered>(rows: readonly T[], index: number, tally: (row: T) => Tally): ByUnit =>
  new Map(rows.filter(({ stretch }) => stretch === index + 1).map((row) => [row.unit, tally(row)]))

const wants = (formulas: ReadonlySet<Formula>, from: Counting['from']): boolean => [...formulas].some((one) => countings[one].from === from)

/** Every formula in every stretch. */
export async function countObjectives(deps: ObjectiveDeps, known: Known, { stretches, from, formulas }: CountPlan): Promise<Counted> {
  const [first, last] = [stretches[0], stretches.at(-1)]
  if (first === undefined || last === undefined || formulas.size === 0) return stretches.map(() => new Map())
  const nowMs = deps.clock.nowMs()
  const firsts = stretches.map((one) => boundsOf(one, known.zone).fromMs)
  const needsStandings = wants(formulas, 'standings') || wants(formulas, 'conformance')
  const isCounted = (range: DateRange): boolean => range.from >= from
  const [standings, speed, register, courses] = await Promise.all([
    Promise.all(stretches.map((one) => (needsStandings ? standingsIn(deps, known, one) : []))),
    wants(formulas, 'speed') ? countSpeed(deps.pool, known.tenantId, questionOf(deps, known, { from: first.from, to: last.to }), firsts) : [],
    wants(formulas, 'register')
      ? countRegister(deps.pool, known.tenantId, { firsts: stretches.map((one) => one.from), afterLast: addDays(last.to, 1), knownAtMs: known.knownAtMs ?? nowMs }) : [],
    Promise.all(stretches.map((one) => (wants(formulas, 'conformance') && isCounted(one) ? exactIn(deps, known, one) : null))),
  ])
  const countIn = (formula: Formula, index: number, range: DateRange): ByUnit => {
    const counting = countings[formula]
    const rows = standings[index] ?? []
    if (counting.from === 'standings') return new Map(rows.map(({ unit, counted }) => [unit, tallyOf(formula, counting, counted)]))
    if (counting.from === 'speed') return inStretch(speed, index, ({ hits, total }) => ({ hits, total }))
    if (counting.from === 'register') return inStretch(register, index, ({ hits, complaints }) => ({ hits: counting.source === null ? hits : complaints, total: null }))
    return isCounted(range) ? courses[index] ?? null : new Map(rows.map(({ unit, counted }) => [unit, endedOf(counted)]))
  }
  return stretches.map((range, index) => new Map([...formulas].map((formula) => [formula, countIn(formula, index, range)])))
}

/** What several units have together; null units: all. */
export const tallyFor = (formula: Formula, counted: ByUnit, units: ReadonlySet<string> | null): Tally => {
  if (counted === null) return { hits: null, total: null }
  return [...counted].reduce((sum, [unit, tally]) => (units === null || units.has(unit) ? addTally(sum, tally) : sum), noTally(formula))
}
