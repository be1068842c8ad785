/** Whether a period met its objective, and whether things get better. Whole numbers throughout, so no binary fraction tips a target that is just met. */
import type { Comparison, Formula, Light, Objective, Trend } from '../../schemas/objective.ts'
import { atLeast, atMost, fewerByChance } from '../quality/effect.ts'
import { percent, unknownFigure } from '../statistics/shares.ts'
import { isShare, type Tally } from './formulas.ts'

/** What a figure is held against: a share in hundredths of a per cent, a count as it is. */
export interface Goal { readonly formula: Formula; readonly comparison: Comparison; readonly target: number; readonly tolerance: number }

const basisPoints = 10_000n

/** By how much the goal is missed, times the total for a share; 0 or less: it is met. */
const missedBy = ({ formula, comparison, target }: Goal, hits: number, total: number): bigint => {
  const [reached, wanted] = isShare(formula) ? [BigInt(hits) * basisPoints, BigInt(target) * BigInt(total)] : [BigInt(hits), BigInt(target)]
  return comparison === 'atLeast' ? wanted - reached : reached - wanted
}

/** Green: met. Amber: missed by no more than the tolerance. Red: missed. Grey: not known, or a share of nothing. */
export function lightOf(goal: Goal, { hits, total }: Tally): Light {
  const share = isShare(goal.formula)
  if (hits === null || (share && (total === null || total === 0))) return 'grey'
  const missed = missedBy(goal, hits, total ?? 0)
  if (missed <= 0n) return 'green'
  return missed <= BigInt(goal.tolerance) * (share ? BigInt(total ?? 0) : 1n) ? 'amber' : 'red'
}

/** A figure as it is printed: a share half-up with two decimals, a count as it is, "–" where it is not known. */
export const valueText = (formula: Formula, { hits, total }: Tally): string => {
  if (hits === null) return unknownFigure
  return isShare(formula) ? percent(hits, total ?? 0) : String(hits)
}

/** The version that a period is judged by: the newest that was decided by its last day, else the first. `versions`: the newest first. */
export const goalAt = (versions: readonly Objective[], lastDay: string): Objective => {
  const found = versions.find(({ on }) => on <= lastDay) ?? versions.at(-1)
  if (found === undefined) throw new Error('an objective has a version')
  return found
}

const chance = 0.05

/** Two stretches: what was counted, and in how many days. */
export interface Stretch extends Tally { readonly days: number }

const moreByChance = (share: boolean, before: Stretch, after: Stretch): number => {
  const [b, a] = [before.hits ?? 0, after.hits ?? 0]
  if (!share) return atLeast(a, a + b, after.days / (before.days + after.days))
  const [bTotal, aTotal] = [before.total ?? 0, after.total ?? 0]
  return fewerByChance({ hits: bTotal - b, total: bTotal }, { hits: aTotal - a, total: aTotal })
}
const fewer = (share: boolean, before: Stretch, after: Stretch): number => {
  const [b, a] = [before.hits ?? 0, after.hits ?? 0]
  return share ? fewerByChance({ hits: b, total: before.total ?? 0 }, { hits: a, total: after.total ?? 0 }) : atMost(a, a + b, after.days / (before.days + after.days))
}

const isKnown = (formula: Formula, { hits, total }: Tally): boolean => hits !== null && (!isShare(formula) || (total ?? 0) > 0)

/**
 * The last stretch with data against the one before it: better or worse only where so large a difference would come by chance no more than one time in
 * twenty if nothing had changed (Fisher's exact test for shares, the binomial one for counts).
 */
export function trendOf({ formula, comparison }: Pick<Goal, 'formula' | 'comparison'>, stretches: readonly Stretch[]): Trend {
  const [before, after] = stretches.filter((one) => isKnown(formula, one)).slice(-2)
  if (before === undefined || after === undefined) return 'unknown'
  const share = isShare(formula)
  const isUp = moreByChance(share, before, after) <= chance
  const isDown = fewer(share, before, after) <= chance
  if (!isUp && !isDown) return 'level'
  return isUp === (comparison === 'atLeast') ? 'better' : 'worse'
}
