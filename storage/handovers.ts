/** Records of handovers: written once, with what they moved in one transaction, and never changed. */
import type { Handover } from '../schemas/handover.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Keeps a record. */
export const addHandover = async (db: Executor, tenantId: string, record: Handover): Promise<void> => {
  await db.query(statement('add-handover', [tenantId, record.id, record.from.id, record.by.id, record.at, record.decision, JSON.stringify(record)]))
}

/** At most `limit` records of an agency, the newest first: one by its id, or those of one person. */
export const listHandovers = async (db: Executor, tenantId: string, { id, accountId, limit }: { readonly id: string | null; readonly accountId: string | null; readonly limit: number }): Promise<Handover[]> =>
  (await db.query<{ record: Handover }>(statement('list-handovers', [tenantId, id, accountId, limit]))).rows.map(({ record }) => record)
