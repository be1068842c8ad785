/** Reading documents: whoever reads, lists or searches passes the same predicate (`document_level`), so a search cannot show what a read refuses. */
import type { DocumentStanding } from '../../schemas/document-service.ts'
import type { ControlledDocument, RevisionState } from '../../schemas/document.ts'
import type { Reader } from '../dossiers.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import { fold, partOf } from '../work.ts'

/** How much somebody may see: 1 the revision in force, 2 old ones as well, 3 drafts and all else. */
export type DocumentLevel = 1 | 2 | 3

const roleNames = (reader: Reader): string[] => [...new Set(reader.roles.map((held) => held.role))]
/** Who asks, as the first five parameters of every query on documents. */
export const whose = (reader: Reader): unknown[] => [reader.tenantId, reader.accountId, reader.units, roleNames(reader), reader.today]

/** Words to look for, each as a pattern without marks; every text has all of none. */
export const patternsOf = (words: string): string[] => {
  const patterns = fold(words).split(/\s+/).filter((word) => word !== '').map(partOf)
  return patterns.length === 0 ? ['%'] : patterns
}

/** A document with what decides on it. */
export interface ReadDocument {
  readonly document: ControlledDocument
  readonly level: DocumentLevel
  readonly ownerLine: readonly string[]
  /** It is for this person, and they have not taken note of the revision in force. */
  readonly unread: boolean
}

/** One document; null when it is unknown or not for this reader, alike. */
export const readDocument = async (db: Executor, reader: Reader, id: string): Promise<ReadDocument | null> => {
  interface Row { document: ControlledDocument; level: DocumentLevel; owner_line: string[]; unread: boolean }
  const { rows } = await db.query<Row>(statement('read-document', [...whose(reader), id]))
  const row = rows[0]
  return row === undefined ? null : { document: row.document, level: row.level, ownerLine: row.owner_line, unread: row.unread }
}

/** A definition that waits in a revision of a document. */
export interface DraftedProcedure {
  readonly revisionId: string; readonly documentId: string; readonly documentCode: string; readonly issue: number; readonly revision: number
  readonly state: RevisionState; readonly hash: string
}

/** The drafts of a procedure that this reader may see, by the code of their document. */
export const listDrafted = async (db: Executor, reader: Reader, procedureCode: string): Promise<DraftedProcedure[]> => {
  interface Row { revision_id: string; document_id: string; document_code: string; issue: number; revision: number; state: RevisionState; hash: string }
  const { rows } = await db.query<Row>(statement('drafts-of-procedure', [...whose(reader), procedureCode]))
  return rows.map(({ revision_id: revisionId, document_id: documentId, document_code: documentCode, ...row }) => ({ revisionId, documentId, documentCode, ...row }))
}

export interface DocumentQuery {
  readonly words: string
  readonly type: string | null
  readonly unitId: string | null
  readonly standing: DocumentStanding | null
}
export interface DocumentKey { readonly code: string; readonly id: string }
export interface ListedDocument {
  readonly document: ControlledDocument
  readonly level: DocumentLevel
  readonly unread: boolean
  /** The earliest day from which a law is in force that it has not taken up; null when there is none. */
  readonly lawFrom: string | null
}

/** At most `limit` documents by code, after the key. */
export const listDocuments = async (db: Executor, reader: Reader, asked: DocumentQuery, page: { readonly after: DocumentKey | null; readonly limit: number }): Promise<ListedDocument[]> => {
  interface Row { document: ControlledDocument; level: DocumentLevel; unread: boolean; law_from: string | null }
  const { rows } = await db.query<Row>(statement('list-documents', [
    ...whose(reader), patternsOf(asked.words), asked.type, asked.unitId, asked.standing, page.after?.code ?? null, page.after?.id ?? null, page.limit,
  ]))
  return rows.map(({ law_from: lawFrom, ...row }) => ({ ...row, lawFrom }))
}

/** One journal entry as it is kept. */
export interface KeptDocumentEntry { readonly seq: number; readonly canonical: string; readonly hash: string }

/** At most `limit` entries of a document's journal after `afterSeq`, in order. */
export const readDocumentJournal = async (db: Executor, tenantId: string, documentId: string, page: { readonly afterSeq: number; readonly limit: number }): Promise<KeptDocumentEntry[]> =>
  (await db.query<KeptDocumentEntry>(statement('document-journal', [tenantId, documentId, page.afterSeq, page.limit]))).rows

/** A document of which a revision waits whose day has come. */
export interface DueSwitch { readonly tenantId: string; readonly document: ControlledDocument; readonly zone: string }

/** At most `limit` of them, of all agencies, the longest due first. */
export const dueSwitches = async (db: Executor, nowMs: number, limit: number): Promise<DueSwitch[]> => {
  const { rows } = await db.query<{ tenant_id: string; document: ControlledDocument; zone: string }>(statement('due-switches', [toTimestamp(nowMs), limit]))
  return rows.map(({ tenant_id: tenantId, ...row }) => ({ tenantId, ...row }))
}
