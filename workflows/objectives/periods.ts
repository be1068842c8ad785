/** The days of an objective's year: reporting quarters, and the stretches of the year before that its forecast rests on. Source: NĐ 09/2019/NĐ-CP art. 12. */
import type { LocalDate } from '../../schemas/common.ts'
import { addDays, addMonths, daysBetween } from '../calendar/index.ts'
import { reportingPeriod, type DateRange } from '../statistics/periods.ts'

/** A quarter that has begun, with its last day or today if that comes first. */
export interface Quarter extends DateRange { readonly period: string; readonly ended: boolean }
/** The year up to a day: its quarters; the same stretch of the year before and what followed it then; days that are over, and that are left. */
export interface YearPlan {
  readonly year: DateRange
  readonly quarters: readonly Quarter[]
  readonly lastSoFar: DateRange
  readonly lastRest: DateRange | null
  readonly daysOver: number
  /** After today. */
  readonly daysLeft: number
  /** Its last day is over. */
  readonly ended: boolean
}

/** The reporting year in which a day lies: from 15 December it is the next one. */
export const reportingYearOf = (on: LocalDate): number => Number(on.slice(0, 4)) + (on > reportingPeriod(on.slice(0, 4)).to ? 1 : 0)

/** The reporting month in which a day lies, as `2026-11`: from the 15th it is the next one. */
export const reportingMonthOf = (on: LocalDate): string => {
  const month = on.slice(0, 7)
  return on > reportingPeriod(month).to ? addMonths(`${month}-01`, 1).slice(0, 7) : month
}

/** The plan of a year up to the end of `until`; without quarters before it has begun. Whether something has ended is asked of `today`: its last day still belongs to it. */
export function planOfYear(year: number, until: LocalDate, today: LocalDate = until): YearPlan {
  const whole = reportingPeriod(String(year))
  const last = reportingPeriod(String(year - 1))
  const upTo = until < whole.to ? until : whole.to
  const isOver = ({ to }: DateRange): boolean => to <= upTo && to < today
  const quarters = [1, 2, 3, 4].map((one) => ({ period: `${year}-Q${one}`, ...reportingPeriod(`${year}-Q${one}`) })).filter(({ from }) => from <= until)
    .map((one): Quarter => ({ ...one, to: one.to < upTo ? one.to : upTo, ended: isOver(one) }))
  const daysOver = Math.max(0, daysBetween(whole.from, upTo) + 1)
  const split = addDays(last.from, Math.max(0, daysOver - 1))
  const lastDay = split < last.to ? split : last.to
  const rest = upTo < whole.to && lastDay < last.to ? { from: addDays(lastDay, 1), to: last.to } : null
  return { year: whole, quarters, lastSoFar: { from: last.from, to: lastDay }, lastRest: rest, daysOver, daysLeft: Math.max(0, daysBetween(upTo, whole.to)), ended: isOver(whole) }
}
