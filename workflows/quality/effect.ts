/**
 * Whether an action worked: exact tests on counts, held against a rate that is stated before. What counts as worked: the figure meets its target, and so few
 * would come by chance, if nothing had changed, no more often than the rate. Looks are paid for: the k-th look has half of what the one before had, so that all
 * looks together say "effective" wrongly no more often than `errorRate`. The cases that raised the alarm are left out of the baseline by who counts it:
 * a bad month is followed by a better one by itself. Source: ISO 9001:2015, 9.1.1 and 10.2.1 d; Fisher's exact test, Clopper and Pearson 1934.
 */
import type { Counted, MeasurePlan, Verdict } from '../../schemas/corrective-action.ts'

/** Kept beside each result; a change of the method gets another name. */
const EFFECT_RULE = 'effect-1'
/** How often all looks at one plan together may say "effective" although nothing changed. */
export const errorRate = 0.05

/** What a look at one plan may spend of it: 1/2, 1/4, 1/8 … */
export const rateOfLook = (look: number): number => errorRate / 2 ** look

const lanczos = [676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7]
/** Natural logarithm of the gamma function for x >= 1; Lanczos, g = 7, about 15 digits. */
export const logGamma = (x: number): number => {
  const z = x - 1
  const sum = lanczos.reduce((total, one, index) => total + one / (z + index + 1), 0.9999999999998099)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}
const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
const sumOver = (from: number, to: number, term: (k: number) => number): number => {
  let sum = 0
  for (let k = from; k <= to; k += 1) sum += term(k)
  return Math.min(1, sum)
}

const binomialAt = (n: number, p: number) => (k: number): number => {
  if (p <= 0) return k === 0 ? 1 : 0
  if (p >= 1) return k === n ? 1 : 0
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}
/** P(X <= k) of n trials with probability p. */
export const atMost = (k: number, n: number, p: number): number => sumOver(0, Math.min(k, n), binomialAt(n, p))
/** P(X >= k). */
export const atLeast = (k: number, n: number, p: number): number => (k <= 0 ? 1 : sumOver(k, n, binomialAt(n, p)))

/** Fisher, one-sided: how likely so few hits in the window are, of all hits there were, if both stretches have the same share. */
export function fewerByChance(baseline: Counted, window: Counted): number {
  const [all, hits] = [baseline.total + window.total, baseline.hits + window.hits]
  const first = Math.max(0, hits - baseline.total)
  return sumOver(first, window.hits, (k) => Math.exp(logChoose(hits, k) + logChoose(all - hits, window.total - k) - logChoose(all, window.total)))
}

const poissonAtLeast = (k: number, mean: number): number =>
  (k <= 0 ? 1 : mean <= 0 ? 0 : Math.max(0, 1 - sumOver(0, k - 1, (i) => Math.exp(-mean + i * Math.log(mean) - logGamma(i + 1)))))

const steps = 40
/** Where an increasing function passes a value, between two bounds. */
const crossing = (low: number, high: number, isBelow: (x: number) => boolean): number => {
  let [from, to] = [low, high]
  for (let step = 0; step < steps; step += 1) {
    const middle = (from + to) / 2
    if (isBelow(middle)) from = middle
    else to = middle
  }
  return (from + to) / 2
}

/** Clopper and Pearson: each bound holds with 95 %. Of nothing counted: from 0 to 1. */
export function shareBounds({ hits, total }: Counted): { readonly low: number; readonly high: number } {
  if (total === 0) return { low: 0, high: 1 }
  return {
    low: hits === 0 ? 0 : crossing(0, 1, (p) => atLeast(hits, total, p) < errorRate),
    high: hits === total ? 1 : crossing(0, 1, (p) => atMost(hits, total, p) > errorRate),
  }
}

/** Bounds of a count of rare events, each with 95 %. */
const countBounds = (hits: number): { readonly low: number; readonly high: number } => {
  const top = hits + 10 * Math.sqrt(hits + 1) + 10
  return {
    low: hits === 0 ? 0 : crossing(0, top, (mean) => poissonAtLeast(hits, mean) < errorRate),
    high: crossing(0, top, (mean) => 1 - poissonAtLeast(hits + 1, mean) > errorRate),
  }
}

/** What is compared: two counted stretches, a target, and the how-manieth look it is. */
export interface Effect { readonly figure: MeasurePlan['figure']; readonly baseline: Counted; readonly window: Counted; readonly target: number; readonly look: number }
/** The verdict with its uncertainty; `low` and `high`: the share, or the number, that the window speaks for. */
export interface EffectResult { readonly verdict: Verdict; readonly p: number; readonly rate: number; readonly low: number; readonly high: number; readonly rule: string }

const basisPoints = 10_000

/** Target missed beyond chance: so many would come no more often than the rate if the target were just met. */
const isMissed = ({ figure, window, target }: Effect, rate: number): boolean => (figure === 'lateShare'
  ? window.hits * basisPoints > target * window.total && atLeast(window.hits, window.total, target / basisPoints) <= rate
  : window.hits > target && poissonAtLeast(window.hits, target) <= rate)

const isMet = ({ figure, window, target }: Effect): boolean => (figure === 'lateShare' ? window.hits * basisPoints <= target * window.total : window.hits <= target)

/** For `recurrence` the totals are days: each hit of both stretches falls into the window with the share of its days. */
const byChance = ({ figure, baseline, window }: Effect): number => (figure === 'lateShare' ? fewerByChance(baseline, window)
  : atMost(window.hits, baseline.hits + window.hits, window.total / Math.max(1, baseline.total + window.total)))

/** Effective, not effective, or not to be told from chance yet. */
export function judge(effect: Effect): EffectResult {
  const { figure, window, look } = effect
  const rate = rateOfLook(look)
  const p = window.total === 0 ? 1 : byChance(effect)
  const verdict: Verdict = window.total === 0 ? 'inconclusive' : isMet(effect) && p <= rate ? 'effective' : isMissed(effect, rate) ? 'notEffective' : 'inconclusive'
  return { verdict, p, rate, ...(figure === 'lateShare' ? shareBounds(window) : countBounds(window.hits)), rule: EFFECT_RULE }
}

/** More than an agency resolves in the window of one plan. */
const caseMost = 100_000

/**
 * How many dossiers the window needs at least, if none of them is late, to tell the effect from chance at the first look; null when no number would do,
 * because the baseline has too few late ones.
 */
export function leastNeeded(baseline: Counted): number | null {
  const isEnough = (total: number): boolean => fewerByChance(baseline, { hits: 0, total }) <= rateOfLook(1)
  if (baseline.hits === 0 || !isEnough(caseMost)) return null
  let [low, high] = [0, caseMost]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isEnough(middle)) high = middle
    else low = middle
  }
  return high
}
