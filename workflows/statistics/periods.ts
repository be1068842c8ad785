/** The periods that reports are asked for. Source: NĐ 09/2019/NĐ-CP art. 12 (figures are closed on the 14th of the month), free ranges as the agencies use them. */
import type { LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'

/** First and last day. */
export interface DateRange { readonly from: LocalDate; readonly to: LocalDate }

const two = (n: number): string => String(n).padStart(2, '0')

/** The months numbered from 1; month 0 is December of the year before. */
const onDay = (year: number, month: number, day: number): LocalDate =>
  month === 0 ? `${year - 1}-12-${two(day)}` : `${year}-${two(month)}-${two(day)}`

const months = (year: number, first: number, last: number): DateRange => ({ from: onDay(year, first - 1, 15), to: onDay(year, last, 14) })

/**
 * A reporting period by its name: `2026-03` (15/02 to 14/03), `2026-Q1`, `2026-H1`, `2026` (15/12 of the year before to 14/12).
 * @throws DomainError invalid-request
 */
export function reportingPeriod(name: string): DateRange {
  const found = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?$/.exec(name)
  if (found === null) {
    throw new DomainError('invalid-request', { errors: [{
      at: '/period', rule: 'period', message: 'kỳ báo cáo viết là 2026-03, 2026-Q1, 2026-H1 hoặc 2026', messageEn: 'a period is written 2026-03, 2026-Q1, 2026-H1 or 2026',
    }] })
  }
  const [year, month, quarter, half] = found.slice(1).map((text) => (text === undefined ? 0 : Number(text))) as [number, number, number, number]
  if (month > 0) return months(year, month, month)
  if (quarter > 0) return months(year, quarter * 3 - 2, quarter * 3)
  if (half > 0) return months(year, half * 6 - 5, half * 6)
  return months(year, 1, 12)
}
