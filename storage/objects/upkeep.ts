/** What keeps a store in order: checks of sums, locks carried over to the store, and records of each run. */
import { newId } from '../ids.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import { inTransaction, type Executor, type Pool } from '../pool.ts'
import { statement } from '../sql.ts'
import type { ObjectRef, ObjectStore } from './store.ts'

/** Which object of which agency. */
export interface ObjectKey { readonly tenantId: string; readonly id: string }
/** An object with what its bytes must be. */
export interface CheckedObject extends ObjectKey, ObjectRef { readonly sha256: string; readonly sizeBytes: number }

/** At most `limit` objects that were not looked at since an instant, the longest ago first. */
export const objectsToCheck = async (db: Executor, beforeMs: number, limit: number): Promise<CheckedObject[]> => {
  interface Row { tenant_id: string; id: string; object_key: string; version_id: string | null; sha256: string; size_bytes: string }
  const { rows } = await db.query<Row>(statement('objects-to-check', [toTimestamp(beforeMs), limit]))
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id, key: row.object_key, versionId: row.version_id, sha256: row.sha256, sizeBytes: Number(row.size_bytes) }))
}

/** Notes that an object is whole; answers whether that mends a fault which stood open. */
export const noteRight = async (db: Executor, { tenantId, id }: ObjectKey, nowMs: number): Promise<boolean> =>
  ((await db.query(statement('object-found-right', [tenantId, id, toTimestamp(nowMs)]))).rowCount ?? 0) > 0

/** Notes what is wrong with an object; a fault that stands open is seen again, not told twice. */
export const noteWrong = async (db: Executor, { tenantId, id }: ObjectKey, fault: 'missing' | 'damaged', nowMs: number): Promise<void> => {
  await db.query(statement('object-found-wrong', [tenantId, id, toTimestamp(nowMs), fault]))
}

/** At most `limit` objects whose lock or hold in the store is not what their rows ask for. */
export const objectsToLock = async (db: Executor, nowMs: number, limit: number): Promise<ObjectKey[]> =>
  (await db.query<{ tenant_id: string; id: string }>(statement('objects-to-lock', [toTimestamp(nowMs), limit]))).rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }))

interface LockRow { object_key: string; version_id: string | null; retain_until: Date | null; locked_until: Date | null; held_by_store: boolean; held: boolean }

/**
 * Makes the store's own lock and hold what the row asks for, and notes what the store read back. The row is locked meanwhile; killed in
 * between, the store is only told again. Rows alone decide: a store that lags behind protects more or less by itself, never instead.
 * @throws DomainError object-missing, objects-unavailable
 */
export const carryLock = (pool: Pool, store: ObjectStore, { tenantId, id }: ObjectKey): Promise<void> => inTransaction(pool, async (client) => {
  const { rows: [row] } = await client.query<LockRow>(statement('object-for-lock', [tenantId, id]))
  if (row === undefined) return
  const ref: ObjectRef = { key: row.object_key, versionId: row.version_id }
  const wantsLonger = row.retain_until !== null && (row.locked_until === null || row.locked_until < row.retain_until)
  const lockedUntilMs = wantsLonger && row.retain_until !== null ? await store.retain(ref, fromTimestamp(row.retain_until)) : null
  const heldByStore = row.held === row.held_by_store ? row.held_by_store : await store.hold(ref, row.held)
  await client.query(statement('object-locked', [tenantId, id, lockedUntilMs === null ? row.locked_until : toTimestamp(lockedUntilMs), heldByStore]))
})

/** What a run of one of the jobs found and did. */
export type RunKind = 'sweep' | 'scrub' | 'purge'
export type RunReport = Readonly<Record<string, number | boolean>>
/** A run that ended. */
export interface ObjectRun { readonly kind: RunKind; readonly startedAtMs: number; readonly finishedAtMs: number; readonly report: RunReport }

/** Keeps the report of a run. */
export const addRun = async (db: Executor, { kind, startedAtMs, finishedAtMs, report }: ObjectRun): Promise<void> => {
  await db.query(statement('add-object-run', [newId(), kind, toTimestamp(startedAtMs), toTimestamp(finishedAtMs), JSON.stringify(report)]))
}

/** The last run of each kind. */
export const lastRuns = async (db: Executor): Promise<ObjectRun[]> => {
  const { rows } = await db.query<{ kind: RunKind; started_at: Date; finished_at: Date; report: RunReport }>(statement('last-object-runs', []))
  return rows.map((row) => ({ kind: row.kind, startedAtMs: fromTimestamp(row.started_at), finishedAtMs: fromTimestamp(row.finished_at), report: row.report }))
}

/** What an agency has in the store; `faults` are those that stand open. */
export interface ObjectCounts {
  readonly objects: number; readonly bytes: number; readonly discarded: number; readonly purged: number; readonly retained: number; readonly holds: number; readonly faults: number
}

/** Counts the objects of an agency. */
export const countObjects = async (db: Executor, tenantId: string, nowMs: number): Promise<ObjectCounts> => {
  const { rows: [row] } = await db.query<Omit<ObjectCounts, 'bytes'> & { bytes: string }>(statement('object-counts', [tenantId, toTimestamp(nowMs)]))
  if (row === undefined) throw new Error('a count answers one row')
  return { ...row, bytes: Number(row.bytes) }
}

/** A fault that stands open. */
export interface ObjectFault { readonly id: string; readonly fileName: string; readonly key: string; readonly fault: 'missing' | 'damaged'; readonly foundAtMs: number; readonly seenAtMs: number }

/** At most `limit` open faults of an agency, the newest first. */
export const openFaults = async (db: Executor, tenantId: string, limit: number): Promise<ObjectFault[]> => {
  interface Row { id: string; file_name: string; object_key: string; fault: 'missing' | 'damaged'; found_at: Date; seen_at: Date }
  const { rows } = await db.query<Row>(statement('open-object-faults', [tenantId, limit]))
  return rows.map((row) => ({ id: row.id, fileName: row.file_name, key: row.object_key, fault: row.fault, foundAtMs: fromTimestamp(row.found_at), seenAtMs: fromTimestamp(row.seen_at) }))
}
