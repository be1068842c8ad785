/** One line of the tracking book: what a person would write into it. Source: TT 01/2018/TT-VPCP art. 9-10. */
import { officialStatuses } from '../../schemas/procedure.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { erasedText, type BookLine } from '../../schemas/paper.ts'
import type { PreparedCalendar } from '../calendar/index.ts'
import { stampOf } from './hand-overs.ts'

/** A dossier of the book with its number, and the applicant as far as known. */
export interface BookEntry {
  readonly year: number; readonly number: number; readonly dossier: Dossier; readonly procedure: string
  readonly name: string | null; readonly phone: string | null; readonly address: string | null; readonly unit: string
}

/** How erased names are kept in the register of applicants. */
const erasedName = '–'

/** The line; null for what was never received or has no code. */
export function bookLine(entry: BookEntry, calendar: PreparedCalendar): BookLine | null {
  const { dossier, name } = entry
  const { code, receivedAtMs, deliveredAtMs, clock } = dossier
  if (code === null || receivedAtMs === null) return null
  const stamp = (ms: number | null) => (ms === null ? null : stampOf(ms, calendar))
  return {
    number: entry.number, year: entry.year, code, procedure: entry.procedure, applicant: name === null || name === erasedName ? erasedText : name,
    address: entry.address, phone: entry.phone, unit: entry.unit,
    receivedAt: stampOf(receivedAtMs, calendar), dueAt: stamp(clock.dueOriginalAtMs), returnedAt: stamp(deliveredAtMs), notes: notesOf(dossier, calendar),
  }
}

/** What differs from receive, due, return: another date in force, a stop or an end without result, lateness. */
function notesOf({ status, clock, timeliness, daysLate }: Dossier, calendar: PreparedCalendar): string[] {
  const changed = clock.dueAtMs !== null && clock.dueAtMs !== clock.dueOriginalAtMs ? stampOf(clock.dueAtMs, calendar).slice(0, 10).split('-').reverse().join('/') : null
  return [
    ...(changed === null ? [] : [clock.apologies > 0 ? `Đã xin lỗi, hẹn lại ${changed}` : `Hạn mới ${changed}`]),
    ...([3, 5, 6, 7, 8].includes(status) ? [officialStatuses[status]?.vi ?? ''] : []),
    ...(timeliness === 'late' ? [daysLate === null || daysLate === 0 ? 'Quá hạn' : `Quá hạn ${daysLate} ngày làm việc`] : []),
  ]
}
