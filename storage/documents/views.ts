/** Which PDF was made of which office file: made once, kept while the file is, made again when it is missing. */
import { fromTimestamp, toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** `pdfId` null: none could be made at that instant. */
export interface DocumentViewRow { readonly pdfId: string | null; readonly madeAtMs: number }

/** What was made of these files, by their objects. */
export const findViews = async (db: Executor, tenantId: string, objectIds: readonly string[]): Promise<ReadonlyMap<string, DocumentViewRow>> => {
  if (objectIds.length === 0) return new Map()
  const { rows } = await db.query<{ object_id: string; pdf_id: string | null; made_at: Date }>(statement('document-views', [tenantId, [...new Set(objectIds)]]))
  return new Map(rows.map((row) => [row.object_id, { pdfId: row.pdf_id, madeAtMs: fromTimestamp(row.made_at) }]))
}

/** Says what was made of a file; false when the file is not kept any more, or has a PDF already. */
export const keepView = async (db: Executor, tenantId: string, objectId: string, { pdfId, madeAtMs }: DocumentViewRow): Promise<boolean> =>
  (await db.query(statement('keep-document-view', [tenantId, objectId, pdfId, toTimestamp(madeAtMs)]))).rows.length === 1

/** Forgets this PDF of a file and discards its bytes; another one that was made meanwhile stays. */
export const forgetView = async (
  db: Executor, tenantId: string, objectId: string, { pdfId, nowMs, ground }: { readonly pdfId: string; readonly nowMs: number; readonly ground: string },
): Promise<void> => {
  await db.query(statement('forget-document-view', [tenantId, objectId, toTimestamp(nowMs), ground, pdfId]))
}

/** At most `limit` files of these types of which no PDF was tried, the newest first. */
export const filesWithoutView = async (db: Executor, asked: { readonly mediaTypes: readonly string[]; readonly bytesMax: number }, limit: number): Promise<{ readonly tenantId: string; readonly id: string }[]> =>
  (await db.query<{ tenant_id: string; id: string }>(statement('files-without-view', [asked.mediaTypes, asked.bytesMax, limit]))).rows.map(({ tenant_id: tenantId, id }) => ({ tenantId, id }))
