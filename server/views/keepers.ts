/** The colour of each keeper, the same wherever somebody's time is drawn. */
import type { Keeper } from '../../schemas/statistics.ts'

/** Class of a keeper's bar or swatch. */
export const keeperClass: Readonly<Record<Keeper, string>> = {
  unit: 'whoUnit', person: 'whoPerson', applicant: 'whoApplicant', other: 'whoOther', superior: 'whoSuperior',
}
