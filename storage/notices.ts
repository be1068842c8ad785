import type { Dossier } from '../schemas/dossier.ts'
import type { Reader } from './dossiers.ts'
import { newId } from './ids.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** What one person is to be told; nothing personal of the applicant. */
export interface Notice {
  readonly accountId: string
  /** Null: about something else; the payload says what. */
  readonly dossierId: string | null
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
export interface KeptNotice {
  readonly id: string
  /** What it is about, as it stands now; null for a notice that is about no dossier. */
  readonly dossier: Dossier | null
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAtMs: number
  readonly isRead: boolean
}

/** A notice as the queries answer it. */
export interface NoticeRow { id: string; dossier: Dossier | null; kind: string; payload: Record<string, unknown>; created_at: Date; read_at: Date | null }
/** A notice out of its row. */
export const toNotice = (row: NoticeRow): KeptNotice => ({
  id: row.id, dossier: row.dossier, kind: row.kind, payload: row.payload, createdAtMs: fromTimestamp(row.created_at), isRead: row.read_at !== null,
})

const roleNames = ({ roles }: Reader): string[] => [...new Set(roles.map(({ role }) => role))]

/** Which notices; null: of every kind. `id`: this one alone. */
export interface NoticeFilter { readonly kinds: readonly string[] | null; readonly unreadOnly: boolean; readonly id?: string }

/** At most `limit` notices of a person, newest first, older than the one named by `after`; never one about a dossier that they may not read. */
export const listNotices = async (
  db: Executor, reader: Reader, { kinds, unreadOnly, id }: NoticeFilter, page: { readonly after: string | null; readonly limit: number },
): Promise<KeptNotice[]> => {
  const values = [reader.tenantId, reader.accountId, reader.units, roleNames(reader), kinds, unreadOnly, page.after, page.limit, id ?? null]
  return (await db.query<NoticeRow>(statement('list-notices', values))).rows.map(toNotice)
}

/** How many notices a person has not seen, counted up to `bound`. */
export const countUnread = async (db: Executor, reader: Reader, bound: number): Promise<number> => {
  const { rows } = await db.query<{ unread: number }>(statement('count-notices', [reader.tenantId, reader.accountId, reader.units, roleNames(reader), bound]))
  return rows[0]?.unread ?? 0
}

/** Whose notices: of one person in one agency. */
export interface NoticeOwner { readonly tenantId: string; readonly accountId: string }

/** Marks one as read; answers false when this person has no such notice. */
export const markRead = async (db: Executor, { tenantId, accountId }: NoticeOwner, id: string, nowMs: number): Promise<boolean> =>
  (await db.query(statement('read-notice', [tenantId, accountId, id, toTimestamp(nowMs)]))).rowCount === 1

/** What is marked as read at once: everything of some kinds up to the newest that was on the screen, or all about one dossier. */
export type ReadTogether = { readonly kinds: readonly string[] | null; readonly upTo: string } | { readonly dossierId: string }

/** Marks a person's unread notices as read; answers how many. */
export const markReadTogether = async (db: Executor, { tenantId, accountId }: NoticeOwner, which: ReadTogether, nowMs: number): Promise<number> => {
  const [kinds, upTo, dossierId] = 'upTo' in which ? [which.kinds, which.upTo, null] : [null, null, which.dossierId]
  return (await db.query(statement('read-notices', [tenantId, accountId, kinds, upTo, dossierId, toTimestamp(nowMs)]))).rowCount ?? 0
}
