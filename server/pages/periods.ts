/** Reporting periods as pages offer them, and dates as people type them. */
import { DomainError } from '../../schemas/errors.ts'
import { startOfDateMs } from '../../workflows/calendar/index.ts'
import { reportingYearOf } from '../../workflows/objectives/periods.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { dateText, readDate } from '../views/times.ts'
import type { Visit } from './visit.ts'

/** The presets of the reporting year in which `today` lies and of the one before, the newest first. */
export const periodsOf = ({ t }: Visit, today: string): { value: string; text: string }[] => {
  const year = reportingYearOf(today)
  return [year, year - 1].flatMap((one) => [
    { value: String(one), text: t.statistics.year(String(one)) },
    ...[2, 1].map((half) => ({ value: `${one}-H${half}`, text: `${t.statistics.half(String(half))} ${one}` })),
    ...[4, 3, 2, 1].map((quarter) => ({ value: `${one}-Q${quarter}`, text: `${t.statistics.quarter(String(quarter))}/${one}` })),
    ...Array.from({ length: 12 }, (_, index) => String(12 - index).padStart(2, '0')).map((month) => ({ value: `${one}-${month}`, text: `${t.statistics.month(month)}/${one}` })),
  ])
}

/** What a form of periods sends: a preset, two dates, and the preset that it was shown with. */
export interface PeriodSent { readonly period?: string; readonly from?: string; readonly to?: string; readonly was?: string }

/**
 * The preset that is meant: none where the dates were typed over while the preset that the form was shown with stayed, since whoever
 * types two dates means them.
 */
export const presetMeant = ({ period, from, to, was }: PeriodSent, periods: readonly { readonly value: string }[]): string => {
  const chosen = periods.find(({ value }) => value === period)?.value ?? ''
  if (chosen === '' || chosen !== was) return chosen
  const range = reportingPeriod(chosen)
  return from === dateText(range.from) && to === dateText(range.to) ? chosen : ''
}

/** The date that was typed, or null: not written as a date, or no such day. */
export const typedDate = (text: string, zone: string): string | null => {
  const date = readDate(text)
  try {
    return date === null || startOfDateMs(date, zone) === undefined ? null : date
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
