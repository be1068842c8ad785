/** What inspections told of the files of documents: their text, and what is remarked of them. */
import type { DocumentType, RevisionState } from '../../schemas/document.ts'
import type { FileRemark, Inspection, TextState } from '../../schemas/file-check.ts'
import type { Reader } from '../dossiers.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import { fold } from '../work.ts'
import { whose } from './read.ts'

/** As it is kept; `refused`: a file of before the inspection that would not be taken now. */
export interface KeptInspection { readonly state: TextState | 'refused'; readonly pages: number | null; readonly remarks: readonly FileRemark[]; readonly text: string | null }

/** Keeps what an inspection told; what is known already stays as it is. */
export const keepInspection = async (db: Executor, tenantId: string, objectId: string, told: Inspection | 'refused', nowMs: number): Promise<void> => {
  const { state, pages, remarks, text } = told === 'refused' ? { state: told, pages: null, remarks: [], text: null } : told
  const values = [tenantId, objectId, toTimestamp(nowMs), state, pages, JSON.stringify(remarks), text, text?.toLowerCase() ?? null, text === null ? null : fold(text)]
  await db.query(statement('keep-document-text', values))
}

/** Keeps the text of the PDF that was made of an object whose own kind nothing here reads; of any other it is known already. */
export const addReadText = async (db: Executor, tenantId: string, objectId: string, { pages, text }: Inspection): Promise<void> => {
  if (text !== null) await db.query(statement('add-read-text', [tenantId, objectId, pages, text, text.toLowerCase(), fold(text)]))
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

/** A revision in whose text words were found. */
export interface FoundText {
  readonly documentId: string; readonly code: string; readonly title: string; readonly type: DocumentType
  readonly revisionId: string; readonly issue: number; readonly revision: number; readonly state: RevisionState
  /** The text around the words; `cut`: not from its beginning. */
  readonly excerpt: string
  readonly cut: boolean
}

/** A word that was typed with marks is looked for with them; one without is found with any marks. */
const hasMarks = (word: string): boolean => fold(word) !== word.toLowerCase()

/** At most `limit` revisions whose text holds all the words and that the reader may open: what is in force first, the words as they were typed before others. */
export const searchTexts = async (db: Executor, reader: Reader, words: string, limit: number): Promise<FoundText[]> => {
  const typed = words.normalize('NFC').trim().split(/\s+/).filter((word) => word !== '')
  if (typed.length === 0) return []
  interface Row { document_id: string; code: string; title: string; type: DocumentType; revision_id: string; issue: number; revision: number; state: RevisionState; excerpt: string; cut: boolean }
  const folded = typed.map(fold)
  const values = [...whose(reader), typed.filter(hasMarks).join(' ').toLowerCase(), folded.join(' '), [...new Set([folded.join(' '), ...folded])], limit]
  const { rows } = await db.query<Row>(statement('search-document-texts', values))
  return rows.map(({ document_id: documentId, revision_id: revisionId, ...row }) => ({ documentId, revisionId, ...row }))
}
