import type { Dossier } from '../schemas/dossier.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** A dossier whose next reminder is due, when it became so, and how often in a row it could not be looked at. */
export interface DueReminder { readonly dossier: Dossier; readonly atMs: number; readonly failures: number }
/** One rung of one dossier; `basis` tells the rounds apart in which it may be claimed again. */
export interface RungKey { readonly rung: string; readonly basis: string }

/** At most `limit` dossiers with a due reminder, after the last one of the page before. */
export const dueReminders = async (db: Executor, nowMs: number, page: { readonly after: DueReminder | undefined; readonly limit: number }): Promise<DueReminder[]> => {
  const { after, limit } = page
  const key = after === undefined ? [null, null] : [toTimestamp(after.atMs), after.dossier.id]
  const { rows } = await db.query<{ dossier: Dossier; at: Date; failures: number }>(statement('due-reminders', [nowMs, ...key, limit]))
  return rows.map(({ dossier, at, failures }) => ({ dossier, atMs: fromTimestamp(at), failures }))
}

/** Claims rungs; answers those that were not claimed before, which the caller alone now acts on. */
export const claimRungs = async (db: Executor, { tenantId, id }: Dossier, rungs: readonly RungKey[], nowMs: number): Promise<RungKey[]> => {
  if (rungs.length === 0) return []
  const keys = rungs.map(({ rung, basis }) => ({ rung, basis }))
  return (await db.query<RungKey>(statement('claim-reminders', [tenantId, id, JSON.stringify(keys), toTimestamp(nowMs)]))).rows
}

/** Takes a dossier in hand for its reminders in this transaction; false when another has it in hand, or it was moved since it was read. */
export const takeReminder = async (db: Executor, { tenantId, id, version }: Dossier): Promise<boolean> =>
  (await db.query(statement('take-reminder', [tenantId, id, version]))).rowCount === 1

/** Counts that a dossier could not be looked at; answers how often in a row. */
export const noteReminderFault = async (db: Executor, { tenantId, id }: Dossier, code: string, nowMs: number): Promise<number> => {
  const { rows } = await db.query<{ failures: number }>(statement('note-reminder-fault', [tenantId, id, code, toTimestamp(nowMs)]))
  return rows[0]?.failures ?? 1
}

/** Forgets that a dossier could not be looked at. */
export const clearReminderFault = async (db: Executor, { tenantId, id }: Dossier): Promise<void> => {
  await db.query(statement('clear-reminder-fault', [tenantId, id]))
}

/** Sets the next look at a dossier, unless it was moved since it was read. */
export const moveReminder = async (db: Executor, { tenantId, id, version }: Dossier, nextAtMs: number | null): Promise<void> => {
  await db.query(statement('move-reminder', [tenantId, id, version, toTimestampOrNull(nextAtMs)]))
}
