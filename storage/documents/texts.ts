/** What inspections told of the files of documents: their text, and what is remarked of them. */
import type { FileRemark, Inspection, TextState } from '../../schemas/file-check.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import { fold } from '../work.ts'

/** As it is kept; `refused`: a file of before the inspection that would not be taken now. */
export interface KeptInspection { readonly state: TextState | 'refused'; readonly pages: number | null; readonly remarks: readonly FileRemark[]; readonly text: string | null }

/** Keeps what an inspection told; what is known already stays as it is. */
export const keepInspection = async (db: Executor, tenantId: string, objectId: string, told: Inspection | 'refused', nowMs: number): Promise<void> => {
  const { state, pages, remarks, text } = told === 'refused' ? { state: told, pages: null, remarks: [], text: null } : told
  const values = [tenantId, objectId, toTimestamp(nowMs), state, pages, JSON.stringify(remarks), text, text?.toLowerCase() ?? null, text === null ? null : fold(text)]
  await db.query(statement('keep-document-text', values))
}

/** What is known of each of these objects; with its text only when that is asked for. */
export const findInspections = async (db: Executor, tenantId: string, objectIds: readonly string[], { withText }: { readonly withText: boolean }): Promise<ReadonlyMap<string, KeptInspection>> => {
  interface Row { object_id: string; state: KeptInspection['state']; pages: number | null; remarks: FileRemark[]; body: string | null }
  const { rows } = await db.query<Row>(statement('document-texts', [tenantId, objectIds, withText]))
  return new Map(rows.map(({ object_id: objectId, body, ...row }) => [objectId, { ...row, text: body }]))
}

/** At most `limit` files of documents that nobody has looked into, the newest first. */
export const uninspectedFiles = async (db: Executor, limit: number): Promise<{ readonly tenantId: string; readonly id: string }[]> =>
  (await db.query<{ tenant_id: string; id: string }>(statement('uninspected-files', [limit]))).rows.map(({ tenant_id: tenantId, id }) => ({ tenantId, id }))
