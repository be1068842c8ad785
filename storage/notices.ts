import { newId } from './ids.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
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

/** A notice as its person reads it. */
export interface UnreadNotice {
  readonly id: string
  readonly dossierId: string | null
  readonly dossierCode: string | null
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAtMs: number
}

interface Row { id: string; dossier_id: string | null; dossier_code: string | null; kind: string; payload: Record<string, unknown>; created_at: Date }

/** Whose notices: of one person in one agency. */
export interface NoticeOwner { readonly tenantId: string; readonly accountId: string }

/** At most `limit` unread notices, newest first, older than the one named by `after`. */
export const listUnread = async (db: Executor, { tenantId, accountId }: NoticeOwner, page: { after: string | null; limit: number }): Promise<UnreadNotice[]> => {
  const { rows } = await db.query<Row>(statement('list-notices', [tenantId, accountId, page.after, page.limit]))
  return rows.map((row) => ({
    id: row.id, dossierId: row.dossier_id, dossierCode: row.dossier_code, kind: row.kind, payload: row.payload, createdAtMs: fromTimestamp(row.created_at),
  }))
}

/** Marks one as read; answers false when this person has no such notice. */
export const markRead = async (db: Executor, { tenantId, accountId }: NoticeOwner, id: string, nowMs: number): Promise<boolean> =>
  (await db.query(statement('read-notice', [tenantId, accountId, id, toTimestamp(nowMs)]))).rowCount === 1
