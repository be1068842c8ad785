/**
 * The end of the year, if its rest goes on as the year has gone so far. Shares: the dossiers that are still expected are drawn from the beta-binomial
 * distribution of the year so far, each end of the interval with the prior that errs outwards (as Clopper and Pearson do), and with a fifth fewer and more
 * dossiers than expected; counts: the rest of the days from the negative binomial distribution. Neither knows of a change in how people work.
 * Sources: Clopper and Pearson 1934; Brown, Cai and DasGupta 2001 (prior of Jeffreys); docs/objectives.md has how often the interval held.
 */
import type { Forecast } from '../../schemas/objective.ts'
import { logGamma } from '../quality/effect.ts'
import { percent } from '../statistics/shares.ts'
import { isShare, type Tally } from './formulas.ts'
import { lightOf, type Goal } from './judge.ts'

/** One side of the interval: so often the year ends beyond it. */
const tail = 0.05
const prior = 0.5
const basisPoints = 10_000
/** So many of the dossiers that are expected may come: a fifth fewer, or more. */
const turnouts = [0.8, 1, 1.2] as const
/** More dossiers than a province expects in a year. */
const restMost = 5_000_000

/** Probabilities of 0, 1, 2 … further hits, in this order, each with its number. */
type Draws = Generator<readonly [hits: number, probability: number]>

/** Of `rest` dossiers, where `a` stands for hits and `b` for misses; one of them 0: all dossiers are of the other kind. */
function* betaBinomial(a: number, b: number, rest: number): Draws {
  if (a === 0 || b === 0 || rest === 0) {
    yield [b === 0 ? rest : 0, 1]
    return
  }
  let log = logGamma(a + b) + logGamma(b + rest) - logGamma(b) - logGamma(a + b + rest)
  for (let k = 0; k <= rest; k += 1) {
    yield [k, Math.exp(log)]
    log += Math.log(((rest - k) * (a + k)) / ((k + 1) * (b + rest - k - 1)))
  }
}

/** In `rest` days after `hits` in `days`: the tail is cut where nothing is left to tell. */
function* negativeBinomial(hits: number, days: number, rest: number): Draws {
  const [size, p] = [hits + prior, rest / (days + rest)]
  let log = size * Math.log1p(-p)
  for (let k = 0, sum = 0; sum < 1 - 1e-9 && k <= restMost; k += 1) {
    const probability = Math.exp(log)
    sum += probability
    yield [k, probability]
    log += Math.log(((size + k) * p) / (k + 1))
  }
}

/** The last number below which no more than a twentieth of the draws lies. */
const lowOf = (draws: Draws): number => {
  let [low, sum] = [0, 0]
  for (const [hits, probability] of draws) {
    if (sum > tail) break
    low = hits
    sum += probability
  }
  return low
}
/** The first number up to which all but a twentieth of the draws lies. */
const highOf = (draws: Draws): number => {
  let [high, sum] = [0, 0]
  for (const [hits, probability] of draws) {
    if (sum >= 1 - tail) break
    high = hits
    sum += probability
  }
  return high
}
/** How likely a draw is one of `isMet`. */
const chanceOf = (draws: Draws, isMet: (hits: number) => boolean): number => {
  let met = 0
  for (const [hits, probability] of draws) if (isMet(hits)) met += probability
  return Math.round(Math.min(1, met) * basisPoints)
}

/**
 * How many dossiers the rest of the year brings: what followed last year, in the proportion of the two years so far. A last year with less than half of this
 * year's dossiers was not recorded whole, or was another office: then by this year's own days.
 */
export interface Expected { readonly lastSoFar: number; readonly lastRest: number; readonly daysOver: number; readonly daysLeft: number }
const restOf = (total: number, { lastSoFar, lastRest, daysOver, daysLeft }: Expected): Pick<Forecast, 'rest' | 'basis'> => {
  const scaled = (many: number, part: number, whole: number): number => Math.min(restMost, Math.floor((2 * many * part + whole) / (2 * whole)))
  return lastSoFar > 0 && lastRest > 0 && 2 * lastSoFar >= total ? { rest: scaled(total, lastRest, lastSoFar), basis: 'lastYear' } : { rest: scaled(total, daysLeft, Math.max(1, daysOver)), basis: 'ownPace' }
}

type Known = { readonly hits: number; readonly total: number }

/** The share at the end, at its lowest and its highest over the turnouts. */
const shareEnds = ({ hits, total }: Known, rest: number): Pick<Forecast, 'low' | 'high'> => {
  const ends = turnouts.map((turnout) => Math.round(rest * turnout)).map((come) => ({
    whole: total + come, low: hits + lowOf(betaBinomial(hits, total - hits + 1, come)), high: hits + highOf(betaBinomial(hits + 1, total - hits, come)),
  }))
  const lowest = ends.reduce((one, other) => (other.low * one.whole < one.low * other.whole ? other : one))
  const highest = ends.reduce((one, other) => (other.high * one.whole > one.high * other.whole ? other : one))
  return { low: percent(lowest.low, lowest.whole), high: percent(highest.high, highest.whole) }
}

const shareForecast = (goal: Goal, soFar: Known, expected: Expected): Forecast => {
  const { rest, basis } = restOf(soFar.total, expected)
  const { hits, total } = soFar
  const isMet = (more: number): boolean => lightOf(goal, { hits: hits + more, total: total + rest }) === 'green'
  return { ...shareEnds(soFar, rest), chanceBp: chanceOf(betaBinomial(hits + prior, total - hits + prior, rest), isMet), rest, basis }
}

const countForecast = (goal: Goal, hits: number, { daysOver, daysLeft }: Expected): Forecast => {
  const draws = (): Draws => negativeBinomial(hits, daysOver, daysLeft)
  const isMet = (more: number): boolean => lightOf(goal, { hits: hits + more, total: null }) === 'green'
  return { low: String(hits + lowOf(draws())), high: String(hits + highOf(draws())), chanceBp: chanceOf(draws(), isMet), rest: daysLeft, basis: 'days' }
}

/** The forecast from the year so far; null when the year is over, or has nothing to go by. */
export function forecastOf(goal: Goal, { hits, total }: Tally, expected: Expected): Forecast | null {
  if (hits === null || expected.daysLeft === 0 || expected.daysOver === 0) return null
  if (!isShare(goal.formula)) return countForecast(goal, hits, expected)
  return total === null || total === 0 ? null : shareForecast(goal, { hits, total }, expected)
}
