/** The lists that an agency keeps of documents and laws in force, as of a day. */
import type { DocumentRevision, DocumentType, PaperCopy, Retention } from '../../schemas/document.ts'
import type { Law } from '../../schemas/law.ts'
import type { Reader } from '../dossiers.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import { lawOf, type LawRow } from './laws.ts'
import { whose } from './read.ts'

/** A document by the revision that was in force; `parentCode` null: it belongs to none, or to none that the reader may see. */
export interface DocumentInForce {
  readonly id: string; readonly code: string; readonly type: DocumentType; readonly ownerUnitId: string; readonly retention: Retention | null
  readonly revision: DocumentRevision; readonly parentCode: string | null
}
export interface MasterListQuestion { readonly atMs: number; readonly types: readonly DocumentType[]; readonly unitId: string | null; readonly recordsOnly: boolean }

/** At most `limit` documents in force at the instant that the reader may see, by code. */
export const documentsInForce = async (db: Executor, reader: Reader, { atMs, types, unitId, recordsOnly }: MasterListQuestion, limit: number): Promise<DocumentInForce[]> => {
  interface Row { id: string; code: string; type: DocumentType; owner_unit_id: string; retention: Retention | null; revision: DocumentRevision; parent_code: string | null }
  const { rows } = await db.query<Row>(statement('master-list', [...whose(reader), toTimestamp(atMs), types, unitId, recordsOnly, limit]))
  return rows.map(({ owner_unit_id: ownerUnitId, parent_code: parentCode, ...row }) => ({ ...row, ownerUnitId, parentCode }))
}

/** A controlled copy on paper of a revision, as it stood at an instant. */
export interface GivenCopy {
  readonly id: string; readonly code: string; readonly type: DocumentType; readonly ownerUnitId: string
  readonly revision: DocumentRevision; readonly copy: PaperCopy; readonly isRecalled: boolean; readonly isInForce: boolean
}

/** At most `limit` copies of documents whose drafts the reader may see: to be called in first, then in use, then called in. */
export const givenCopies = async (db: Executor, reader: Reader, { atMs, unitId }: Pick<MasterListQuestion, 'atMs' | 'unitId'>, limit: number): Promise<GivenCopy[]> => {
  interface Row { id: string; code: string; type: DocumentType; owner_unit_id: string; revision: DocumentRevision; copy: PaperCopy; is_recalled: boolean; is_in_force: boolean }
  const { rows } = await db.query<Row>(statement('paper-copies', [...whose(reader), toTimestamp(atMs), atMs, unitId, limit]))
  return rows.map(({ owner_unit_id: ownerUnitId, is_recalled: isRecalled, is_in_force: isInForce, ...row }) => ({ ...row, ownerUnitId, isRecalled, isInForce }))
}

/** A law in force with the codes of the documents that follow it, of those that the reader may see. */
export interface LawInForce { readonly law: Law; readonly followedBy: readonly string[] }

/** At most `limit` laws in force at the end of the day, by number; `unitId`: those that a document of the unit follows. */
export const lawsInForce = async (db: Executor, reader: Reader, { on, unitId }: { readonly on: string; readonly unitId: string | null }, limit: number): Promise<LawInForce[]> =>
  (await db.query<LawRow & { followed_by: string[] }>(statement('laws-in-force', [...whose(reader), on, unitId, limit]))).rows.map((row) => ({ law: lawOf(row), followedBy: row.followed_by }))
