import type { Dossier } from '../schemas/dossier.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** A dossier whose next reminder is due, and when it became so. */
export interface DueReminder { readonly dossier: Dossier; readonly atMs: number }
/** One rung of one dossier; `basis` tells the rounds apart in which it may be claimed again. */
export interface RungKey { readonly rung: string; readonly basis: string }

/** At most `limit` dossiers with a due reminder, after the last one of the page before. */
export const dueReminders = async (db: Executor, nowMs: number, page: { readonly after: DueReminder | undefined; readonly limit: number }): Promise<DueReminder[]> => {
  const { after, limit } = page
  const key = after === undefined ? [null, null] : [toTimestamp(after.atMs), after.dossier.id]
  const { rows } = await db.query<{ dossier: Dossier; at: Date }>(statement('due-reminders', [nowMs, ...key, limit]))
  return rows.map(({ dossier, at }) => ({ dossier, atMs: fromTimestamp(at) }))
}

/** Claims rungs; answers those that were not claimed before, which the caller alone now acts on. */
export const claimRungs = async (db: Executor, { tenantId, id }: Dossier, rungs: readonly RungKey[], nowMs: number): Promise<RungKey[]> => {
  if (rungs.length === 0) return []
  const keys = rungs.map(({ rung, basis }) => ({ rung, basis }))
  return (await db.query<RungKey>(statement('claim-reminders', [tenantId, id, JSON.stringify(keys), toTimestamp(nowMs)]))).rows
}

/** Accounts to be told about a dossier on the agency-local date; when it is late, heads of units too. */
export const recipientsOf = async (db: Executor, { tenantId, id }: Dossier, on: string, late: boolean): Promise<string[]> => {
  const { rows } = await db.query<{ account_id: string }>(statement('reminder-recipients', [tenantId, id, on, late]))
  return rows.map((row) => row.account_id)
}

/** Sets the next look at a dossier, unless it was moved since it was read. */
export const moveReminder = async (db: Executor, { tenantId, id, version }: Dossier, nextAtMs: number | null): Promise<void> => {
  await db.query(statement('move-reminder', [tenantId, id, version, toTimestampOrNull(nextAtMs)]))
}
