/** Reporting periods as pages offer them, and dates as people type them. */
import { DomainError } from '../../schemas/errors.ts'
import { startOfDateMs } from '../../workflows/calendar/index.ts'
import { reportingYearOf } from '../../workflows/objectives/periods.ts'
import { readDate } from '../views/times.ts'
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
