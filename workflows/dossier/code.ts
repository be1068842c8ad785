/** The code of a dossier. Source: TT 01/2018/TT-VPCP art. 19; QĐ 20/2020/QĐ-TTg. */
import type { LocalDate } from '../../schemas/common.ts'
import { dossierCodePattern } from '../../schemas/dossier.ts'
import type { OfficialStatus } from '../../schemas/procedure.ts'
import { isDate } from '../calendar/index.ts'

/**
 * Agency code, the local date of receipt as YYMMDD, and the running number of that day in four digits (five from 10,000 on).
 * The date is the day of acceptance, never the day of filing online.
 */
export const dossierCode = (agencyCode: string, receivedOn: LocalDate, number: number): string =>
  `${agencyCode}-${receivedOn.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`

const written = new RegExp(dossierCodePattern)

/** Whether a text may stand as the code of a dossier. */
export const isDossierCode = (text: string): boolean => written.test(text)

/** The day and the running number that a code of the agency's own series bears; null for a code of another agency or another style. */
export const numberOfCode = (agencyCode: string, code: string): { readonly on: LocalDate; readonly number: number } | null => {
  const [, year, month, day, digits] = /^(\d{2})(\d{2})(\d{2})-(\d{4,6})$/.exec(code.startsWith(`${agencyCode}-`) ? code.slice(agencyCode.length + 1) : '') ?? []
  const on = `20${year}-${month}-${day}`
  return digits === undefined || !isDate(on) ? null : { on, number: Number(digits) }
}

/**
 * Whether a dossier of that status has no code yet: filed and not accepted (1), or refused at the desk (3). Every other has one, also where a
 * definition of the agency's own accepts by another event than ACCEPT.
 */
export const isWithoutCode = (status: OfficialStatus): boolean => status === 1 || status === 3
