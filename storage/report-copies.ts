/** Reports as they were sent. A row is never changed, and the file that it names is kept by the object store. */
import type { FindingCode, ReportCopy, ReportLayout } from '../schemas/report.ts'
import { DomainError } from '../schemas/errors.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

export interface NewCopy {
  readonly id: string; readonly layout: ReportLayout; readonly from: string; readonly to: string; readonly number: string; readonly sentOn: string; readonly title: string
  /** The model as text, and the SHA-256 of these bytes. */
  readonly report: string; readonly sha256: string
  readonly objectId: string; readonly seen: readonly FindingCode[]; readonly accountId: string; readonly nowMs: number
}

/** Keeps a copy. @throws DomainError name-taken when a report of this year bears the number */
export const addReportCopy = async (db: Executor, tenantId: string, copy: NewCopy): Promise<void> => {
  const { id, layout, from, to, number, sentOn, title, report, sha256, objectId, seen, accountId, nowMs } = copy
  try {
    await db.query(statement('add-report-copy', [tenantId, id, layout, from, to, number, sentOn, title, report, sha256, objectId, JSON.stringify(seen), toTimestamp(nowMs), accountId]))
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('name-taken') : error
  }
}

/** A copy of the list; `report` is the text of the model where one copy was asked for, else null. */
export interface StoredCopy extends Omit<ReportCopy, 'at'> { readonly atMs: number; readonly objectId: string; readonly report: string | null }

const read = async (db: Executor, tenantId: string, id: string | null, limit: number): Promise<StoredCopy[]> => {
  const { rows } = await db.query<Omit<StoredCopy, 'atMs'> & { created_at: Date }>(statement('list-report-copies', [tenantId, id, limit]))
  return rows.map(({ created_at: at, ...row }) => ({ ...row, atMs: fromTimestamp(at) }))
}

/** At most `limit` copies, the newest first. */
export const listReportCopies = (db: Executor, tenantId: string, limit: number): Promise<StoredCopy[]> => read(db, tenantId, null, limit)

/** One copy with its model; undefined when the agency has none of this identifier. */
export const findReportCopy = async (db: Executor, tenantId: string, id: string): Promise<StoredCopy | undefined> => (await read(db, tenantId, id, 1))[0]
