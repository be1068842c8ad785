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

/** Those that have begun; what was shipped for a source counts only where the agency decided nothing for it. */
const effective = (on: LocalDate, own: readonly ActionLimit[]): ActionLimit[] => {
  const begun = own.filter(({ validFrom }) => validFrom <= on)
  return [...shipped.filter((one) => one.validFrom <= on && !begun.some(({ source }) => source === one.source)), ...begun]
}

const newest = (begun: readonly ActionLimit[], source: NonconformitySource | null): ActionLimit | undefined => begun.filter((one) => one.source === source).reduce<ActionLimit | undefined>((last, one) => (last === undefined || one.validFrom >= last.validFrom ? one : last), undefined)

/** What holds on a day: one for each source that has its own, and one for all others; an agency's own takes the place of what was shipped. */
export const limitsOn = (on: LocalDate, own: readonly ActionLimit[]): ActionLimit[] => {
  const begun = effective(on, own)
  return [...new Set(begun.map(({ source }) => source))].flatMap((source) => newest(begun, source) ?? [])
}

/** The last day for an action from this source that is proposed on the day, and why. It is not moved to a working day: earlier is safe. */
export function actionDue(source: NonconformitySource, on: LocalDate, own: readonly ActionLimit[] = []): { readonly dueOn: LocalDate; readonly ground: string } {
  const begun = effective(on, own)
  const found = newest(begun, source) ?? newest(begun, null)
  if (found === undefined) throw new Error('no limit has begun on that day')
  return { dueOn: found.unit === 'day' ? addDays(on, found.amount) : addMonths(on, found.amount), ground: found.ground }
}
