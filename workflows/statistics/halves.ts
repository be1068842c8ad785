/** Half-months, in which figures are rolled up: periods begin on the 1st or, as the figures of NĐ 09/2019/NĐ-CP art. 12 do, on the 15th. Source: docs/decisions/0011-rollups.md, 0012-spans-of-the-rollup.md. */
import type { LocalDate } from '../../schemas/common.ts'
import { localDateOf } from '../calendar/index.ts'

/** Half-months that the rollup keeps as one: so many, from the first. */
export interface Span { readonly length: number; readonly first: number }

/**
 * A period in half-months: the first, and the one that begins where it ends; `end` null for everything up to now. `spans` follow each other from the first
 * on; where the period is open the last may reach beyond it, as nothing has ended there. `before` is all the time up to the first: spans of one length until
 * its `end`, and from there on others.
 */
export interface Halves { readonly first: number; readonly end: number | null; readonly spans: readonly Span[]; readonly before: { readonly length: number; readonly end: number; readonly spans: readonly Span[] } }

/** A period, the instant at which it is asked about, and whether its dossiers are told apart by the month of their receipt. */
export interface AskedPeriod { readonly fromMs: number; readonly endMs: number; readonly atMs: number; readonly zone: string; readonly byMonth: boolean }

const halfOf = (on: LocalDate): number => {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number]
  return year * 24 + month * 2 - 2 + (day >= 15 ? 1 : 0)
}

/** The half-month that begins on a day; null for a day within one. */
const beginningOn = (on: LocalDate): number | null => (on.endsWith('-01') || on.endsWith('-15') ? halfOf(on) : null)

const lengths = [24, 12, 6, 2] as const

/** Years, half-years, quarters and months begin on the 1st or half a month before it. Within a month from the 1st the month of receipt is still known. */
const begins = (length: number, first: number, byMonth: boolean): boolean =>
  (byMonth ? length === 2 && first % 2 === 0 : first % length === 0 || (first + 1) % length === 0)

/** The fewest long spans, the longest first. */
const spansOf = (first: number, end: number, { isOpen, byMonth }: { readonly isOpen: boolean; readonly byMonth: boolean }): Span[] => {
  const spans: Span[] = []
  for (let next = first; next < end;) {
    const length = lengths.find((one) => (isOpen || next + one <= end) && begins(one, next, byMonth)) ?? 1
    spans.push({ length, first: next })
    next += length
  }
  return spans
}

/** All the time up to a half-month. */
const beforeOf = (first: number, byMonth: boolean): Halves['before'] => {
  const length = byMonth ? 2 : 24
  const end = first - first % length
  return { length, end, spans: spansOf(end, first, { isOpen: false, byMonth }) }
}

/** The period `[fromMs, endMs)`, asked at an instant, in whole half-months; null where it is not made of them. One that is not over yet may end on any day. */
export const halvesOf = ({ fromMs, endMs, atMs, zone, byMonth }: AskedPeriod): Halves | null => {
  const first = beginningOn(localDateOf(fromMs, zone))
  if (first === null) return null
  const [isOpen, before] = [endMs > atMs, beforeOf(first, byMonth)]
  if (isOpen) return { first, end: null, spans: spansOf(first, halfOf(localDateOf(endMs - 1, zone)) + 1, { isOpen, byMonth }), before }
  const end = beginningOn(localDateOf(endMs, zone))
  return end === null ? null : { first, end, spans: spansOf(first, end, { isOpen, byMonth }), before }
}
