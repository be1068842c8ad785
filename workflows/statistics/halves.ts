/** Half-months, in which figures are rolled up: periods begin on the 1st or, as the figures of NĐ 09/2019/NĐ-CP art. 12 do, on the 15th. Source: docs/decisions/0011-rollups.md. */
import type { LocalDate } from '../../schemas/common.ts'
import { localDateOf } from '../calendar/index.ts'

/** A period in half-months: the first, and the one that begins where it ends; `end` null for everything up to now. */
export interface Halves { readonly first: number; readonly end: number | null }

/** The half-month that begins on a day; null for a day within one. */
const beginningOn = (on: LocalDate): number | null => {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number]
  return day !== 1 && day !== 15 ? null : year * 24 + month * 2 - 2 + (day === 15 ? 1 : 0)
}

/** The period `[fromMs, endMs)`, asked at an instant, in whole half-months; null where it is not made of them. One that is not over yet may end on any day. */
export const halvesOf = ({ fromMs, endMs, atMs, zone }: { readonly fromMs: number; readonly endMs: number; readonly atMs: number; readonly zone: string }): Halves | null => {
  const first = beginningOn(localDateOf(fromMs, zone))
  if (first === null) return null
  if (endMs > atMs) return { first, end: null }
  const end = beginningOn(localDateOf(endMs, zone))
  return end === null ? null : { first, end }
}
