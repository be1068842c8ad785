/** What a year of the management system is drawn from, and the rungs of its reminders. */
import type { LocalDate } from '../../schemas/common.ts'
import type { DutyFacts } from '../../schemas/duty.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** Evidence between two days, and everything that asks for something. `today`: the day of the agency. */
export const readDutyFacts = async (db: Executor, tenantId: string, { from, to, zone, today }: { readonly from: LocalDate; readonly to: LocalDate; readonly zone: string; readonly today: LocalDate }): Promise<DutyFacts> => {
  const { rows: [row] } = await db.query<{ facts: Omit<DutyFacts, 'today'> }>(statement('duty-facts', [tenantId, from, to, zone, today]))
  if (row === undefined) throw new Error('the facts of a year are one row')
  return { ...row.facts, today }
}

export interface DutyClaim { readonly duty: string; readonly dueOn: LocalDate; readonly rung: string }

/** Claims rungs; answers those that were not claimed before, which the caller alone now acts on. */
export const claimDutyRungs = async (db: Executor, tenantId: string, claims: readonly DutyClaim[], nowMs: number): Promise<{ readonly duty: string; readonly rung: string }[]> => {
  const rows = claims.map(({ duty, dueOn, rung }) => ({ duty, due_on: dueOn, rung }))
  return (await db.query<{ duty: string; rung: string }>(statement('claim-duty-rungs', [tenantId, JSON.stringify(rows), toTimestamp(nowMs)]))).rows
}
