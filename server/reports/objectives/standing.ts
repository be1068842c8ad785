/** How the objectives of a year stand: each quarter, the year so far, the trend, the forecast, and the units below. docs/objectives.md. */
import type { LocalDate } from '../../../schemas/common.ts'
import { formulas, type Objective, type ObjectiveFigure, type ObjectiveStanding, type ObjectiveUnit } from '../../../schemas/objective.ts'
import { objectiveVersions } from '../../../storage/objectives.ts'
import { listUnits } from '../../../storage/units.ts'
import { daysBetween, formatInstant, localDateOf } from '../../../workflows/calendar/index.ts'
import { forecastOf } from '../../../workflows/objectives/forecast.ts'
import { addTally, isShare, noTally, type Tally } from '../../../workflows/objectives/formulas.ts'
import { goalAt, lightOf, trendOf, valueText } from '../../../workflows/objectives/judge.ts'
import { planOfYear, type Quarter, type YearPlan } from '../../../workflows/objectives/periods.ts'
import { reportingPeriod } from '../../../workflows/statistics/periods.ts'
import { treeLines, type TreeLine } from '../../../workflows/statistics/tree.ts'
import { countObjectives, tallyFor, type Counted, type Known, type ObjectiveDeps } from './count.ts'

/** A year, and the one objective that is asked for, or all; `upTo`: the last day that is counted, today when it is absent or still to come. */
export interface ObjectivesQuestion { readonly year: number; readonly id?: string | null; readonly upTo?: LocalDate }

/** All that the standings of a year are made of. */
interface Ground {
  readonly plan: YearPlan
  readonly counted: Counted
  /** Where the quarters begin in it. */
  readonly firstQuarter: number
  readonly lines: readonly TreeLine[]
  readonly byObjective: ReadonlyMap<string, readonly Objective[]>
  readonly asOf: string
}

/** The newest version of each that is in force: the agency's first, in the order of the formulas. */
const inForce = (byObjective: Ground['byObjective']): Objective[] => [...byObjective.values()].flatMap(([newest]) => (newest === undefined || newest.withdrawn ? [] : [newest]))
  .sort((a, b) => Number(a.unitId !== null) - Number(b.unitId !== null) || formulas.indexOf(a.formula) - formulas.indexOf(b.formula))
const unitsUnder = ({ lines }: Ground, unitId: string | null): ReadonlySet<string> | null =>
  (unitId === null ? null : new Set(lines.find(({ id }) => id === unitId)?.units ?? [unitId]))

/** Every unit as it stands on the last day; all are kept, also those of which nothing is counted. */
const treeOf = async (deps: ObjectiveDeps, tenantId: string, on: LocalDate): Promise<TreeLine[]> => {
  const all = await listUnits(deps.orm.em.fork(), tenantId, on)
  return treeLines(all, new Set(all.map(({ id }) => id)), on)
}

const groundOf = async (deps: ObjectiveDeps, known: Known, { year, id = null, upTo }: ObjectivesQuestion): Promise<Ground> => {
  const atMs = known.knownAtMs ?? deps.clock.nowMs()
  const today = localDateOf(atMs, known.zone)
  const isCut = upTo !== undefined && upTo < today
  const plan = planOfYear(year, isCut ? upTo : today, today)
  const versions = (await objectiveVersions(deps.pool, known.tenantId, { year, knownAtMs: known.knownAtMs })).map(({ objective }) => objective)
  const byObjective = Map.groupBy(versions, ({ id }) => id)
  const before = plan.lastRest === null || plan.quarters.length === 0 ? [] : [plan.lastSoFar, plan.lastRest]
  // A quarter that goes on is asked for whole: what has happened in it is the same, and whole quarters are read from what is kept of them.
  const stretches = [...before, ...plan.quarters.map((one) => (one.ended || isCut ? one : reportingPeriod(one.period)))]
  const asked = new Set(inForce(byObjective).filter((one) => id === null || one.id === id).map(({ formula }) => formula))
  const [counted, lines] = await Promise.all([
    countObjectives(deps, known, { stretches, from: plan.year.from, formulas: asked }), treeOf(deps, known.tenantId, plan.quarters.at(-1)?.to ?? plan.year.from),
  ])
  return { plan, counted, firstQuarter: before.length, lines, byObjective, asOf: formatInstant(atMs, known.zone) }
}

const tallyIn = (ground: Ground, { formula }: Objective, index: number, units: ReadonlySet<string> | null): Tally => tallyFor(formula, ground.counted[index]?.get(formula) ?? null, units)

/** What a quarter itself has, and the year up to its end: a share is judged by the first, a count by the second. */
interface QuarterTally { readonly quarter: Quarter; readonly own: Tally; readonly soFar: Tally }

const quartersOf = (ground: Ground, objective: Objective, units: ReadonlySet<string> | null): QuarterTally[] => {
  let soFar = noTally(objective.formula)
  return ground.plan.quarters.map((quarter, index) => {
    const own = tallyIn(ground, objective, ground.firstQuarter + index, units)
    soFar = addTally(soFar, own)
    return { quarter, own, soFar }
  })
}

const figureOf = (versions: readonly Objective[], { quarter, own, soFar }: QuarterTally): ObjectiveFigure => {
  const goal = goalAt(versions, quarter.to)
  return {
    period: quarter.period, from: quarter.from, to: quarter.to, ended: quarter.ended, hits: own.hits, total: own.total, value: valueText(goal.formula, own), target: goal.target, version: goal.version,
    light: lightOf(goal, isShare(goal.formula) ? own : soFar),
  }
}

const yearFigure = ({ plan }: Ground, versions: readonly Objective[], tallies: readonly QuarterTally[]): ObjectiveFigure => {
  const to = plan.quarters.at(-1)?.to ?? plan.year.from
  const goal = goalAt(versions, to)
  const tally = tallies.at(-1)?.soFar ?? { hits: null, total: null }
  return {
    period: String(goal.year), from: plan.year.from, to, ended: plan.ended, hits: tally.hits, total: tally.total, value: valueText(goal.formula, tally), target: goal.target, version: goal.version,
    light: lightOf(goal, tally),
  }
}

/** The units right below the one that the objective is about, each with all below it. */
const unitsOf = (ground: Ground, objective: Objective): ObjectiveUnit[] => {
  const own = ground.lines.findIndex(({ id }) => id === objective.unitId)
  const depth = (ground.lines[own]?.depth ?? (objective.unitId === null ? 0 : -2)) + 1
  const under = unitsUnder(ground, objective.unitId)
  const all = inForce(ground.byObjective)
  return ground.lines.filter((line) => line.depth === depth && (under === null || under.has(line.id))).map((line): ObjectiveUnit => {
    const mine = all.find(({ formula, unitId }) => formula === objective.formula && unitId === line.id)
    const goal = mine ?? objective
    const tally = quartersOf(ground, objective, new Set(line.units)).at(-1)?.soFar ?? { hits: null, total: null }
    return { unitId: line.id, objectiveId: mine?.id ?? null, hits: tally.hits, total: tally.total, value: valueText(objective.formula, tally), target: goal.target, light: lightOf(goal, tally) }
  }).filter(({ objectiveId, hits, total }) => objectiveId !== null || (total ?? hits ?? 0) > 0)
}

const standingOf = (ground: Ground, versions: readonly Objective[]): ObjectiveStanding => {
  const { plan } = ground
  const objective = versions[0]!
  const units = unitsUnder(ground, objective.unitId)
  const tallies = quartersOf(ground, objective, units)
  const year = yearFigure(ground, versions, tallies)
  const [before, rest] = ground.firstQuarter === 0 ? [null, null] : [tallyIn(ground, objective, 0, units).total, tallyIn(ground, objective, 1, units).total]
  const stretches = tallies.map(({ quarter, own }) => ({ ...own, days: daysBetween(quarter.from, quarter.to) + 1 }))
  return {
    objective, asOf: ground.asOf, quarters: tallies.map((one) => figureOf(versions, one)), year, trend: trendOf(objective, stretches),
    forecast: forecastOf(objective, year, { lastSoFar: before ?? 0, lastRest: rest ?? 0, daysOver: plan.daysOver, daysLeft: plan.daysLeft }), units: unitsOf(ground, objective),
  }
}

/** The objectives of a year that are in force, the agency's first, each as it stands. */
export async function objectivesOf(deps: ObjectiveDeps, known: Known, question: ObjectivesQuestion): Promise<ObjectiveStanding[]> {
  const { id = null } = question
  const ground = await groundOf(deps, known, question)
  return inForce(ground.byObjective).filter((one) => id === null || one.id === id).map((one) => standingOf(ground, ground.byObjective.get(one.id) ?? [one]))
}

/** The units whose dossiers an objective counts, as the tree stood on a day; null: all. */
export const countedUnits = async (deps: ObjectiveDeps, tenantId: string, unitId: string | null, on: LocalDate): Promise<readonly string[] | null> => {
  if (unitId === null) return null
  return (await treeOf(deps, tenantId, on)).find(({ id }) => id === unitId)?.units ?? [unitId]
}
