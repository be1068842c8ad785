/** The code of a dossier. Source: TT 01/2018/TT-VPCP art. 19; QĐ 20/2020/QĐ-TTg. */
import type { LocalDate } from '../../schemas/common.ts'
import type { OfficialStatus } from '../../schemas/procedure.ts'

/**
 * Agency code, the local date of receipt as YYMMDD, and the running number of that day in four digits (five from 10,000 on).
 * The date is the day of acceptance, never the day of filing online.
 */
export const dossierCode = (agencyCode: string, receivedOn: LocalDate, number: number): string =>
  `${agencyCode}-${receivedOn.slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`

/**
 * Whether a dossier of that status has no code yet: filed and not accepted (1), or refused at the desk (3). Every other has one, also where a
 * definition of the agency's own accepts by another event than ACCEPT.
 */
export const isWithoutCode = (status: OfficialStatus): boolean => status === 1 || status === 3
