/** The score table of subordinate units: totals, sums of columns, means and ranks out of single scores. Source: layout of domain annex IB (R-A). */
import { factFigures, figuresOptional, type Fact, type FigureName } from '../../schemas/fact.ts'

/** Hundredths of a point with a comma and two decimals: 425 is "4,25". */
export const points = (hundredths: number): string => `${Math.floor(hundredths / 100)},${String(hundredths % 100).padStart(2, '0')}`

export interface ScoreRow { readonly unit: string; readonly scores: readonly number[]; readonly total: number; readonly rank: number }
export interface ScoreTable {
  readonly card: Fact
  readonly maxima: readonly number[]
  readonly rows: readonly ScoreRow[]
  /** Of each criterion and of the totals: sum, and mean half-up to hundredths. */
  readonly sums: readonly number[]
  readonly means: readonly number[]
}

/** The criteria that a scorecard has, or that somebody was scored by. */
const criteriaOf = (facts: readonly Fact[]): FigureName[] => factFigures.score.filter((name) => !figuresOptional.includes(name) || facts.some(({ figures }) => (figures[name] ?? 0) > 0))
const total = (scores: readonly number[]): number => scores.reduce((sum, one) => sum + one, 0)
/** Half up, in whole numbers. */
const mean = (sum: number, count: number): number => Math.floor((2 * sum + count) / (2 * count))

/** Each unit stands once, in the order of entry; equal totals share a rank, and the next one is passed over. Null without scores. */
export function scoreTable(card: Fact, scores: readonly Fact[]): ScoreTable | null {
  const own = scores.filter(({ number, issuer }) => number === card.number && issuer === card.issuer).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (own.length === 0) return null
  const criteria = criteriaOf([card, ...own])
  const scoresOf = ({ figures }: Fact): number[] => criteria.map((name) => figures[name] ?? 0)
  const rows = own.map((one) => ({ unit: one.title, scores: scoresOf(one), total: total(scoresOf(one)) }))
  const sums = [...criteria.map((_, at) => total(rows.map((row) => row.scores[at] ?? 0))), total(rows.map((row) => row.total))]
  return {
    card, maxima: scoresOf(card), sums, means: sums.map((sum) => mean(sum, rows.length)),
    rows: rows.map((row) => ({ ...row, rank: 1 + rows.filter((other) => other.total > row.total).length })),
  }
}
