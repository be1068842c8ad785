/** The three months that an agency has to take a law up in its documents. Source: QĐ 19/2014/QĐ-TTg art. 4.4a (LS-012). */
import type { LocalDate } from '../../schemas/common.ts'
import { addMonths } from '../calendar/index.ts'

const monthsAllowed = 3

/** The last day on which a law that is in force from that day must have reached the documents. It is not moved to a working day: earlier is safe. */
export const takeUpBy = (effectiveFrom: LocalDate): LocalDate => addMonths(effectiveFrom, monthsAllowed)
