import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** The last covered day of an agency's calendar, and the agency-local day of the question. */
export interface AgencyCalendarEnd { readonly tenantId: string; readonly calendarId: string; readonly coversTo: string; readonly today: string }

/** Of one agency, or of all in which people work (null), the nearest end first. */
export const calendarEnds = async (db: Executor, tenantId: string | null, nowMs: number): Promise<AgencyCalendarEnd[]> => {
  const { rows } = await db.query<{ tenant_id: string; calendar_id: string; covers_to: string; today: string }>(statement('calendar-ends', [tenantId, nowMs]))
  return rows.map((row) => ({ tenantId: row.tenant_id, calendarId: row.calendar_id, coversTo: row.covers_to, today: row.today }))
}

/** Claims rungs of the end of a calendar; answers those that were not claimed before, which the caller alone now acts on. */
export const claimCalendarWarnings = async (db: Executor, { tenantId, calendarId, coversTo }: AgencyCalendarEnd, rungs: readonly number[], nowMs: number): Promise<number[]> =>
  (await db.query<{ rung: number }>(statement('claim-calendar-warnings', [tenantId, calendarId, coversTo, rungs, toTimestamp(nowMs)]))).rows.map(({ rung }) => rung)

/** Active accounts that hold a role on a day, themselves or for somebody absent. */
export const holdersOfRole = async (db: Executor, tenantId: string, role: string, on: string): Promise<string[]> =>
  (await db.query<{ account_id: string }>(statement('holders-of-role', [tenantId, role, on]))).rows.map((row) => row.account_id)
