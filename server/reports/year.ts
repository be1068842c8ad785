/** The year of the management system, as page, interface and reminders share it. */
import type { LocalDate } from '../../schemas/common.ts'
import type { DutyYear } from '../../schemas/duty.ts'
import { readDutyFacts } from '../../storage/quality/duties.ts'
import { dutyYear, evidenceDays } from '../../workflows/quality/duties.ts'
import type { Deps } from '../deps.ts'

export interface YearOf { readonly tenantId: string; readonly zone: string; readonly today: LocalDate }

/** What the year asks, with its evidence as of now. */
export const dutyYearOf = async (deps: Pick<Deps, 'pool'>, { tenantId, zone, today }: YearOf, year: number): Promise<DutyYear> =>
  dutyYear(year, await readDutyFacts(deps.pool, tenantId, { ...evidenceDays(year), zone, today }))
