/** What audits look at: own questions, the population and the sheet frozen from it, the recorded lines. Who may see them is asked of the audit. */
import type { AuditLine, AuditSheet, NewQuestion, OwnQuestion, PopulationLine, SampledDossier } from '../../schemas/audit-sheet.ts'
import type { ActionState } from '../../schemas/corrective-action.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Reader, roleNames } from '../dossiers.ts'
import { newId } from '../ids.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'
import type { KeptEntry } from './audits.ts'

/** The sheet of an audit; null before it began. */
export const readSheet = async (db: Executor, tenantId: string, auditId: string): Promise<AuditSheet | null> =>
  (await db.query<{ sheet: AuditSheet }>(statement('audit-sheet', [tenantId, auditId]))).rows[0]?.sheet ?? null

/** The sheet with the population that its sample was drawn from, by the audit's id or code; null when there is none. */
export const readSample = async (db: Executor, tenantId: string, by: { readonly id: string } | { readonly code: string }): Promise<{ readonly code: string; readonly sheet: AuditSheet; readonly population: PopulationLine[] } | null> => {
  interface Row { code: string; sheet: AuditSheet; population: PopulationLine[] }
  return (await db.query<Row>(statement('audit-sample', [tenantId, 'id' in by ? by.id : null, 'code' in by ? by.code : null]))).rows[0] ?? null
}

/** Freezes sheet and population, once. @throws DomainError stale-version when it is frozen already */
export const addSheet = async (db: Executor, tenantId: string, auditId: string, sheet: AuditSheet, population: readonly PopulationLine[]): Promise<void> => {
  try {
    await db.query(statement('add-audit-sheet', [tenantId, auditId, toTimestamp(sheet.frozenAtMs), JSON.stringify(sheet), JSON.stringify(population)]))
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('stale-version') : error
  }
}

/** Units, procedures (none: all), and the period as instants; the end is left out. */
export interface PopulationQuestion { readonly unitIds: readonly string[]; readonly procedures: readonly string[]; readonly fromMs: number; readonly endMs: number; readonly nowMs: number; readonly limit: number }
/** A dossier of the population with the code of the unit that resolves it. */
export interface PopulationRow extends SampledDossier { readonly unit: string }

/** At most `limit` dossiers that were open at some time of the period, by code. */
export const readPopulation = async (db: Executor, tenantId: string, { unitIds, procedures, fromMs, endMs, nowMs, limit }: PopulationQuestion): Promise<PopulationRow[]> =>
  (await db.query<PopulationRow>(statement('audit-population', [tenantId, unitIds, procedures, toTimestamp(fromMs), toTimestamp(endMs), toTimestamp(nowMs), limit]))).rows

/** Where the journal of an audit stands, in hand in this transaction: others wait. @throws DomainError not-found */
export const lockAudit = async (db: Executor, tenantId: string, auditId: string): Promise<{ readonly state: string; readonly seq: number; readonly hash: string }> => {
  const { rows: [row] } = await db.query<{ state: string; seq: number; hash: string }>(statement('lock-audit', [tenantId, auditId]))
  if (row === undefined) throw new DomainError('not-found')
  return row
}

/** What was recorded in an audit: all of it, or one line. */
export const readLines = async (db: Executor, tenantId: string, auditId: string, key: string | null = null): Promise<AuditLine[]> =>
  (await db.query<{ line: AuditLine }>(statement('audit-lines', [tenantId, auditId, key]))).rows.map(({ line }) => line)

/** Keeps a recording with its entry, in the transaction that has the audit in hand. @throws DomainError stale-version when somebody recorded it meanwhile */
export const saveLine = async (db: Executor, tenantId: string, auditId: string, line: AuditLine, { seq, canonical, hash }: KeptEntry): Promise<void> => {
  try {
    await db.query(statement('save-audit-line', [tenantId, auditId, JSON.stringify(line), seq, toTimestamp(line.atMs), line.by, canonical, hash]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '40001' || code === '23505' ? new DomainError('stale-version') : error
  }
}

/** The agency's own questions, those that ended too. */
export const ownQuestions = async (db: Executor, tenantId: string): Promise<OwnQuestion[]> => (await db.query<OwnQuestion>(statement('audit-questions', [tenantId]))).rows

/** One more question, asked from a day on. */
export const addQuestion = async (db: Executor, tenantId: string, { clause, text }: NewQuestion, { from, accountId }: { readonly from: string; readonly accountId: string }): Promise<OwnQuestion> => {
  const id = newId()
  await db.query(statement('add-audit-question', [tenantId, id, clause, text, from, accountId]))
  return { id, clause, text, from, to: null }
}

/** Ends a question; its last day is `to`. @throws DomainError not-found when there is none that is still asked */
export const endQuestion = async (db: Executor, tenantId: string, id: string, to: string): Promise<void> => {
  if ((await db.query(statement('end-audit-question', [tenantId, id, to]))).rows.length === 0) throw new DomainError('not-found')
}

/** How many of these nonconformities have neither an action nor a settled correction. */
export const countUndecided = async (db: Executor, tenantId: string, ids: readonly string[]): Promise<number> =>
  (ids.length === 0 ? 0 : (await db.query<{ undecided: number }>(statement('audit-undecided', [tenantId, JSON.stringify(ids)]))).rows[0]?.undecided ?? 0)

/** Ids of dossiers by code; those that the reader may not read, or that there are not, are left out. */
export const dossiersCoded = async (db: Executor, reader: Reader, codes: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map((codes.length === 0 ? [] : (await db.query<{ id: string; code: string }>(statement('dossiers-coded', [reader.tenantId, codes, reader.units, reader.accountId, roleNames(reader)]))).rows).map(({ id, code }) => [code, id]))

/** What became of one nonconformity of an audit. */
export interface FollowUp {
  readonly id: string; readonly code: string; readonly grade: 'major' | 'minor' | 'observation'; readonly clause: string; readonly unitId: string; readonly text: string; readonly settled: string | null
  readonly action: string | null; readonly state: ActionState | null; readonly outcome: 'effective' | 'unproven' | null; readonly dueOn: string | null; readonly owner: string | null; readonly correction: string; readonly correctiveAction: string
}

/** Nonconformities of an audit with their corrective actions, in the order of the register. */
export const followUpOf = async (db: Executor, tenantId: string, ids: readonly string[]): Promise<FollowUp[]> =>
  (ids.length === 0 ? [] : (await db.query<FollowUp>(statement('audit-follow-up', [tenantId, JSON.stringify(ids)]))).rows)
