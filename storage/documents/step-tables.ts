/** Tables of steps that are edited for drafts of documents: each change is a version, none is ever overwritten. */
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import type { StepTable, TableDeed, TableNote } from '../../schemas/step-table.ts'
import { fromTimestamp, toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** Which table is meant: that of a draft. */
export interface OfDraft { readonly tenantId: string; readonly documentId: string; readonly revisionId: string }

export interface NewTableVersion {
  readonly version: number; readonly baseHash: string; readonly table: StepTable; readonly hash: string | null; readonly deed: TableDeed; readonly about: string | null
  readonly notes: readonly TableNote[]; readonly nowMs: number; readonly savedBy: string; readonly savedFor: string | null
}

/** Keeps the next version. @throws DomainError stale-version when somebody else was first */
export const addTableVersion = async (db: Executor, { tenantId, documentId, revisionId }: OfDraft, one: NewTableVersion): Promise<void> => {
  try {
    const { rows } = await db.query(statement('add-step-table', [
      tenantId, documentId, one.version, revisionId, one.baseHash, JSON.stringify(one.table), one.hash, one.deed, one.about, JSON.stringify(one.notes), toTimestamp(one.nowMs), one.savedBy, one.savedFor,
    ]))
    if (rows.length === 0) throw new DomainError('stale-version', { expectedVersion: one.version - 1 })
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('stale-version', { expectedVersion: one.version - 1 }) : error
  }
}

/** A version with the definition behind it. */
export interface KeptTable {
  readonly version: number; readonly baseHash: string; readonly base: ProcedureDefinition; readonly table: StepTable; readonly hash: string | null
  readonly notes: readonly TableNote[]; readonly savedAtMs: number; readonly savedByName: string
}

/** One version, by default the newest; undefined when there is none. */
export const findTableVersion = async (db: Executor, { tenantId, documentId, revisionId }: OfDraft, version: number | null): Promise<KeptTable | undefined> => {
  interface Row { version: number; base_hash: string; base: ProcedureDefinition; body: StepTable; hash: string | null; notes: TableNote[]; saved_at: Date; saved_by_name: string }
  const { rows: [row] } = await db.query<Row>(statement('find-step-table', [tenantId, documentId, revisionId, version]))
  return row === undefined ? undefined : {
    version: row.version, baseHash: row.base_hash, base: row.base, table: row.body, hash: row.hash, notes: row.notes, savedAtMs: fromTimestamp(row.saved_at), savedByName: row.saved_by_name,
  }
}

/** A version in a list. */
export interface ListedTable {
  readonly version: number; readonly hash: string | null; readonly deed: TableDeed; readonly about: string | null; readonly savedAtMs: number; readonly savedByName: string
}

/** At most `limit` versions, the newest first. */
export const listTableVersions = async (db: Executor, { tenantId, documentId, revisionId }: OfDraft, limit: number): Promise<ListedTable[]> => {
  const { rows } = await db.query<Omit<ListedTable, 'savedAtMs' | 'savedByName'> & { saved_at: Date; saved_by_name: string }>(statement('list-step-tables', [tenantId, documentId, revisionId, limit]))
  return rows.map(({ saved_at: at, saved_by_name: savedByName, ...row }) => ({ ...row, savedAtMs: fromTimestamp(at), savedByName }))
}

/** Where the table of a draft stands. */
export interface TableStanding {
  /** Null: nothing was edited for this draft. */
  readonly version: number | null
  readonly hash: string | null
  /** The newest version of the document, of whatever draft; the next one is one above. */
  readonly newest: number
  /** Everybody who worked on it, absent persons of substitutes among them: they drafted. */
  readonly workers: readonly string[]
}

/** Where it stands; nothing edited gives version null and newest 0. */
export const standingOfTable = async (db: Executor, { tenantId, documentId, revisionId }: OfDraft): Promise<TableStanding> => {
  const { rows: [row] } = await db.query<{ version: number | null; hash: string | null; newest: number; workers: string[] | null }>(statement('standing-of-step-table', [tenantId, documentId, revisionId]))
  return row === undefined ? { version: null, hash: null, newest: 0, workers: [] } : { ...row, workers: row.workers ?? [] }
}
