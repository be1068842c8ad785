/** The rows of objects: names, sums, retention and state. Object first, row second; a row is never removed. */
import { DomainError } from '../../schemas/errors.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import type { ObjectRef, StoredBytes } from './store.ts'

/** `kept`; `discarded`: to be purged once nothing keeps it; `purged`: the bytes are gone, the row stays as the record of it. */
export type ObjectState = 'kept' | 'discarded' | 'purged'

/** What is told of an object when its row is written. */
export interface NewObject {
  /** As `put` answered it. */
  readonly stored: StoredBytes
  readonly contentType: string
  /** As its sender called it, in any script: it is kept here and nowhere else. */
  readonly fileName: string
  readonly createdBy: string | null
  readonly nowMs: number
  readonly retainUntilMs?: number | null
  /** As `retain` of the store answered it. */
  readonly lockedUntilMs?: number | null
}

/** An object as its row says. */
export interface ObjectRow extends ObjectRef {
  readonly id: string
  readonly sha256: string
  /** Null for objects of before it was kept. */
  readonly crc32: number | null
  readonly sizeBytes: number
  readonly contentType: string
  readonly fileName: string
  readonly createdAtMs: number
  readonly createdBy: string | null
  readonly state: ObjectState
  readonly retainUntilMs: number | null
  readonly discardGround: string | null
  readonly purgedAtMs: number | null
  /** Whether a legal hold is open on it. */
  readonly held: boolean
  /** What the store itself refuses, as last read back from it. */
  readonly lockedUntilMs: number | null
  readonly heldByStore: boolean
}

interface Row {
  id: string; object_key: string; version_id: string | null; sha256: string; crc32: string | null; size_bytes: string; content_type: string; file_name: string
  created_at: Date; created_by: string | null; state: ObjectState; retain_until: Date | null; discard_ground: string | null; purged_at: Date | null
  held: boolean; locked_until: Date | null; held_by_store: boolean
}

const msOrNull = (value: Date | null): number | null => (value === null ? null : fromTimestamp(value))

const toObject = (row: Row): ObjectRow => ({
  id: row.id, key: row.object_key, versionId: row.version_id, sha256: row.sha256, crc32: row.crc32 === null ? null : Number(row.crc32), sizeBytes: Number(row.size_bytes), contentType: row.content_type,
  fileName: row.file_name, createdAtMs: fromTimestamp(row.created_at), createdBy: row.created_by, state: row.state, retainUntilMs: msOrNull(row.retain_until),
  discardGround: row.discard_ground, purgedAtMs: msOrNull(row.purged_at), held: row.held, lockedUntilMs: msOrNull(row.locked_until), heldByStore: row.held_by_store,
})

/** Writes the row of bytes that are durable already; in the transaction that also writes whatever names them. */
export const addObject = async (db: Executor, tenantId: string, { stored, ...more }: NewObject): Promise<void> => {
  await db.query(statement('add-object', [
    tenantId, stored.id, stored.key, stored.versionId, stored.sha256, stored.sizeBytes, more.contentType, more.fileName.normalize('NFC'), toTimestamp(more.nowMs),
    more.createdBy, toTimestampOrNull(more.retainUntilMs ?? null), toTimestampOrNull(more.lockedUntilMs ?? null), stored.crc32,
  ]))
}

/** An object of the agency; undefined when there is none. Who may see it is the question of whatever names it. */
export const findObject = async (db: Executor, tenantId: string, id: string): Promise<ObjectRow | undefined> => {
  const { rows } = await db.query<Row>(statement('find-object', [tenantId, id]))
  return rows[0] === undefined ? undefined : toObject(rows[0])
}

/** Keeps an object until an instant at least; a longer retention stays. The store's own lock follows by the job. */
export const retainObject = async (db: Executor, tenantId: string, id: string, untilMs: number): Promise<void> => {
  await db.query(statement('retain-object', [tenantId, id, toTimestamp(untilMs)]))
}

/** Marks an object for the purge, by a decision. @throws DomainError not-found unless it is kept */
export const discardObject = async (db: Executor, tenantId: string, id: string, by: { readonly accountId: string; readonly ground: string; readonly nowMs: number }): Promise<void> => {
  const { rows } = await db.query(statement('discard-object', [tenantId, id, toTimestamp(by.nowMs), by.accountId, by.ground]))
  if (rows.length === 0) throw new DomainError('not-found')
}

/** Takes an object back before it was purged. @throws DomainError not-found unless it waits for the purge */
export const restoreObject = async (db: Executor, tenantId: string, id: string): Promise<void> => {
  const { rows } = await db.query(statement('restore-object', [tenantId, id]))
  if (rows.length === 0) throw new DomainError('not-found')
}

/** An object that may be purged. */
export interface Discarded extends ObjectRef { readonly tenantId: string; readonly id: string; readonly sizeBytes: number }

/** At most `limit` objects of all tenants that were discarded and that nothing keeps at an instant, after the last of the page before. */
export const discardedObjects = async (db: Executor, nowMs: number, page: { readonly after: Discarded | undefined; readonly limit: number }): Promise<Discarded[]> => {
  interface Found { tenant_id: string; id: string; object_key: string; version_id: string | null; size_bytes: string }
  const { rows } = await db.query<Found>(statement('discarded-objects', [toTimestamp(nowMs), page.after?.tenantId ?? null, page.after?.id ?? null, page.limit]))
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id, key: row.object_key, versionId: row.version_id, sizeBytes: Number(row.size_bytes) }))
}

/** Says that the bytes may go, which the database allows once and only when nothing keeps them. @throws DomainError object-kept */
export const markPurged = async (db: Executor, { tenantId, id }: Pick<Discarded, 'tenantId' | 'id'>, nowMs: number): Promise<void> => {
  try {
    const { rows } = await db.query(statement('purge-object', [tenantId, id, toTimestamp(nowMs)]))
    if (rows.length === 1) return
  } catch (error) {
    if ((error as { code?: string }).code !== '23001') throw error
  }
  throw new DomainError('object-kept')
}

/** Which of these bytes a row needs, and which tenants this database knows: a store may be shared, and what is not ours is not touched. */
export const neededOf = async (db: Executor, refs: readonly ObjectRef[], tenants: readonly string[]): Promise<{ readonly needs: (ref: ObjectRef) => boolean; readonly knows: (tenantId: string) => boolean }> => {
  const { rows } = await db.query<{ needed: string[]; tenants: string[] }>(statement('rows-of-keys', [tenants, refs.map(({ key }) => key)]))
  const needed = new Set(rows[0]?.needed)
  const known = new Set(rows[0]?.tenants)
  // A row without a version needs every version of its key.
  return { needs: ({ key, versionId }) => needed.has(`${key} ${versionId ?? ''}`) || needed.has(`${key} `), knows: (tenantId) => known.has(tenantId) }
}
