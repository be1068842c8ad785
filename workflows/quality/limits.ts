/** By when an action is to be done, counted from the day on which it is proposed: dated data with its source, which an agency may replace by its own. */
import type { LocalDate } from '../../schemas/common.ts'
import type { NonconformitySource } from '../../schemas/nonconformity.ts'
import { addDays, addMonths } from '../calendar/index.ts'

/** So many days or months for what comes from a source; of several for one source the newest that has begun holds. */
export interface ActionLimit { readonly source: NonconformitySource | null; readonly unit: 'day' | 'month'; readonly amount: number; readonly ground: string; readonly validFrom: LocalDate }

/** What holds where the agency has not decided otherwise; `source` null: everything else. */
const shipped: readonly ActionLimit[] = [
  { source: 'auditFinding', unit: 'day', amount: 7, ground: 'Một tuần sau đánh giá nội bộ (kế hoạch ISO của xã Thuận Lộc 2022)', validFrom: '2015-09-15' },
  { source: 'inspection', unit: 'month', amount: 2, ground: 'Hai tháng sau kiểm tra (Thông tư 26/2014/TT-BKHCN)', validFrom: '2014-12-01' },
  { source: null, unit: 'month', amount: 1, ground: 'Một tháng, mặc định của hệ thống', validFrom: '2015-09-15' },
]

/** The last day for an action from this source that is proposed on the day, and why. It is not moved to a working day: earlier is safe. */
export function actionDue(source: NonconformitySource, on: LocalDate, own: readonly ActionLimit[] = []): { readonly dueOn: LocalDate; readonly ground: string } {
  const begun = [...shipped, ...own].filter(({ validFrom }) => validFrom <= on)
  const found = begun.findLast((one) => one.source === source) ?? begun.findLast((one) => one.source === null)
  if (found === undefined) throw new Error('no limit has begun on that day')
  return { dueOn: found.unit === 'day' ? addDays(on, found.amount) : addMonths(on, found.amount), ground: found.ground }
}
