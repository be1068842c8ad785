import { newId } from './ids.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** What one person is to be told; nothing personal of the applicant. */
export interface Notice {
  readonly accountId: string
  readonly dossierId: string
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Keeps notices, in the transaction that found out about them. */
export const addNotices = async (db: Executor, tenantId: string, notices: readonly Notice[], nowMs: number): Promise<void> => {
  if (notices.length === 0) return
  const rows = notices.map(({ accountId, dossierId, kind, payload }) => ({ id: newId(), account_id: accountId, dossier_id: dossierId, kind, payload }))
  await db.query(statement('add-notices', [tenantId, JSON.stringify(rows), toTimestamp(nowMs)]))
}
