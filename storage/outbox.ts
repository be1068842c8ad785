import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** One effect of a decision, waiting to be carried out. */
export interface OutboxRow {
  readonly tenantId: string
  readonly dossierId: string
  readonly seq: number
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
}

interface Row { tenant_id: string; dossier_id: string; seq: number; kind: string; payload: Record<string, unknown> }

/** Takes at most `limit` rows out. Call in a transaction and carry them out in it: a crash in between puts them back. */
export const takeOutbox = async (db: Executor, limit: number): Promise<OutboxRow[]> => {
  const { rows } = await db.query<Row>(statement('take-outbox', [limit]))
  return rows.map(({ tenant_id: tenantId, dossier_id: dossierId, seq, kind, payload }) => ({ tenantId, dossierId, seq, kind, payload }))
}

/** Throws away answers to repeated requests from before an instant; answers how many. */
export const sweepAnswers = async (db: Executor, beforeMs: number): Promise<number> =>
  (await db.query(statement('sweep-idempotency', [toTimestamp(beforeMs)]))).rowCount ?? 0
