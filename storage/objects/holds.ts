/** Legal holds: records of matters for whose sake objects may not be destroyed. Several may hold one object. */
import { DomainError } from '../../schemas/errors.ts'
import { newId } from '../ids.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** One hold, open or released. */
export interface LegalHold {
  readonly id: string
  readonly reason: string
  readonly placedAtMs: number
  readonly placedBy: string
  readonly released: { readonly atMs: number; readonly by: string; readonly ground: string } | null
  /** How many objects it holds or held. */
  readonly objects: number
}

interface Row {
  id: string; reason: string; placed_at: Date; placed_by: string; released_at: Date | null; released_by: string | null; release_ground: string | null; objects: number
}

const toHold = (row: Row): LegalHold => ({
  id: row.id, reason: row.reason, placedAtMs: fromTimestamp(row.placed_at), placedBy: row.placed_by, objects: row.objects,
  released: row.released_at === null ? null : { atMs: fromTimestamp(row.released_at), by: row.released_by ?? '', ground: row.release_ground ?? '' },
})

interface By { readonly accountId: string; readonly nowMs: number }

/** Begins a hold on no object yet; answers its identifier. */
export const placeHold = async (db: Executor, tenantId: string, reason: string, { accountId, nowMs }: By): Promise<string> => {
  const id = newId()
  await db.query(statement('place-hold', [tenantId, id, reason, toTimestamp(nowMs), accountId]))
  return id
}

/** Puts objects under a hold; those that are under it already stay so. @throws DomainError not-found (no such object or hold, a purged one, a released hold) */
export const holdObjects = async (db: Executor, tenantId: string, holdId: string, objectIds: readonly string[], nowMs: number): Promise<void> => {
  try {
    await db.query(statement('hold-objects', [tenantId, holdId, objectIds, toTimestamp(nowMs)]))
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '23503') throw new DomainError('not-found')
    throw code === '23001' ? new DomainError('not-found', { reason: 'hold-released' }) : error
  }
}

/** Ends a hold for all its objects, once. @throws DomainError not-found unless it is open */
export const releaseHold = async (db: Executor, tenantId: string, holdId: string, { accountId, nowMs, ground }: By & { readonly ground: string }): Promise<void> => {
  const { rows } = await db.query(statement('release-hold', [tenantId, holdId, toTimestamp(nowMs), accountId, ground]))
  if (rows.length === 0) throw new DomainError('not-found')
}

/** At most `limit` holds, the newest first, after the last of the page before. */
export const listHolds = async (db: Executor, tenantId: string, page: { readonly after?: string | undefined; readonly limit: number }): Promise<LegalHold[]> =>
  (await db.query<Row>(statement('list-holds', [tenantId, page.after ?? null, page.limit]))).rows.map(toHold)

/** One hold; undefined when the agency has none of that identifier. */
export const findHold = async (db: Executor, tenantId: string, id: string): Promise<LegalHold | undefined> =>
  (await db.query<Row>(statement('find-hold', [tenantId, id]))).rows.map(toHold)[0]

/** Codes among these that no document has. */
export const unknownCodes = async (db: Executor, tenantId: string, codes: readonly string[]): Promise<string[]> => {
  const known = new Set((await db.query<{ code: string }>(statement('known-document-codes', [tenantId, JSON.stringify(codes)]))).rows.map(({ code }) => code))
  return codes.filter((code) => !known.has(code))
}

/** Puts every file that documents have now under a hold; answers how many that are. */
export const holdDocuments = async (db: Executor, tenantId: string, holdId: string, codes: readonly string[], nowMs: number): Promise<number> =>
  (await db.query(statement('hold-documents', [tenantId, holdId, JSON.stringify(codes), toTimestamp(nowMs)]))).rows.length

/** At most `limit` holds that are open, the newest first. */
export const openHolds = async (db: Executor, tenantId: string, limit: number): Promise<LegalHold[]> =>
  (await db.query<Row>(statement('open-holds', [tenantId, limit]))).rows.map(toHold)
