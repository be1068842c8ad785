/** Agencies below this one and the figures that they sent; a file is never changed, a newer one is a newer version. */
import type { FiguresFile, NewSubordinate, Subordinate, SubordinateQuestion } from '../schemas/subordinate.ts'
import { DomainError } from '../schemas/errors.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

interface By { readonly accountId: string; readonly nowMs: number }

const keeping = async (write: Promise<unknown>): Promise<void> => {
  try {
    await write
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('name-taken') : error
  }
}

/** Enters an agency whose figures are expected. @throws DomainError name-taken */
export const addSubordinate = (db: Executor, tenantId: string, { code, name, decision }: NewSubordinate, { accountId, nowMs }: By): Promise<void> =>
  keeping(db.query(statement('add-subordinate', [tenantId, code, name, decision, toTimestamp(nowMs), accountId])))

/** Agencies whose figures are expected, by code. */
export const listSubordinates = async (db: Executor, tenantId: string): Promise<Subordinate[]> => (await db.query<Subordinate>(statement('list-subordinates', [tenantId]))).rows

/** A file as it came. */
export interface StoredFigures { readonly id: string; readonly code: string; readonly version: number; readonly file: FiguresFile; readonly receivedAtMs: number; readonly by: string }

/** Of a form and a period the two newest versions of each agency, or of one: by code, the newest first. */
export const figuresReceived = async (db: Executor, tenantId: string, { form, from, to }: SubordinateQuestion, code: string | null = null): Promise<StoredFigures[]> => {
  interface Row { id: string; code: string; version: number; body: string; received_at: Date; full_name: string }
  const { rows } = await db.query<Row>(statement('subordinate-reports', [tenantId, form, from, to, code]))
  return rows.map(({ body, received_at: at, full_name: by, ...row }) => ({ ...row, file: JSON.parse(body) as FiguresFile, receivedAtMs: fromTimestamp(at), by }))
}

/** Keeps a file as the version of its agency, form and period. @throws DomainError name-taken when that version is there */
export const addFigures = (db: Executor, tenantId: string, { id, version, file, text }: { readonly id: string; readonly version: number; readonly file: FiguresFile; readonly text: string }, { accountId, nowMs }: By): Promise<void> =>
  keeping(db.query(statement('add-subordinate-report', [tenantId, id, file.agency.code, file.form, file.from, file.to, version, text, file.sha256, toTimestamp(nowMs), accountId])))

/** Where the journals of an agency stand. */
export const journalHead = async (db: Executor, tenantId: string): Promise<FiguresFile['journal']> => (await db.query<FiguresFile['journal']>(statement('journal-head', [tenantId]))).rows[0]!
