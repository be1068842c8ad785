/** Which decided grouping a form has for a period. TT 01/2020/TT-VPCP; docs/statistics.md. */
import type { LocalDate } from '../../schemas/common.ts'
import type { OfficialForm } from '../../schemas/statistics.ts'

interface Decided { readonly form: string; readonly validFrom: LocalDate; readonly enteredAtMs: number }

/** A form, the last day of the period, and by when a decision must have been entered (milliseconds; null: it counts whenever it was). */
export interface GroupedPeriod { readonly form: OfficialForm; readonly to: LocalDate; readonly knownAtMs: number | null }

/** The newest for the form that had begun on the last day, out of those known at the instant; null where the agency had decided nothing. */
export const decidedGrouping = <T extends Decided>(all: readonly T[], { form, to, knownAtMs }: GroupedPeriod): T | null =>
  all.filter((one) => one.form === form && one.validFrom <= to && (knownAtMs === null || one.enteredAtMs <= knownAtMs))
    .reduce<T | null>((last, one) => (last === null || one.validFrom > last.validFrom ? one : last), null)
