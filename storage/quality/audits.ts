/** Internal audits: kept whole with their journals, read by the one predicate `may_see_audit`; programmes by year. */
import type { Act, Audit, AuditDecision, IndependenceFacts } from '../../schemas/audit.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Reader, roleNames } from '../dossiers.ts'
import { toTimestamp, toTimestampOrNull } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

const peopleOf = ({ planners, plan }: Audit): string[] => [...new Set([...planners, ...plan.team.map(({ accountId }) => accountId)])]

const toRow = (audit: Audit) => ({
  tenant_id: audit.tenantId, id: audit.id, code: audit.code, version: audit.version, state: audit.state, unit_ids: audit.plan.unitIds, people: peopleOf(audit), from_on: audit.plan.from,
  to_on: audit.plan.to, period_from: audit.plan.periodFrom, period_to: audit.plan.periodTo, created_at: toTimestamp(audit.created.atMs), reported_at: toTimestampOrNull(audit.reported?.atMs ?? null),
  ended_at: toTimestampOrNull(audit.ended?.atMs ?? null), journal_seq: audit.journalSeq, journal_hash: audit.journalHash,
})

/** Keeps a decision: the audit and its journal, all or nothing; `expected` 0 for a new one. @throws DomainError stale-version when somebody else was first */
export const saveAudit = async (db: Executor, { audit, entries }: AuditDecision, expected: number): Promise<void> => {
  const rows = entries.map(({ entry, canonical, hash }) => ({ seq: entry.seq, at: entry.at, event: entry.event, actor_id: entry.actor.account, canonical, hash }))
  try {
    await db.query(statement('save-audit', [expected, JSON.stringify(toRow(audit)), JSON.stringify(audit), JSON.stringify(rows)]))
  } catch (error) {
    const { code } = error as { code?: string }
    throw code === '40001' || code === '23505' ? new DomainError('stale-version') : error
  }
}

/** The next number of the year, kept locked until the transaction ends. */
export const nextAuditNumber = async (db: Executor, tenantId: string, year: number): Promise<number> =>
  (await db.query<{ number: number }>(statement('next-audit-number', [tenantId, year]))).rows[0]?.number ?? 1

/** One audit; null when it is unknown or not for this reader, alike. */
export const readAudit = async (db: Executor, reader: Reader, id: string): Promise<Audit | null> =>
  (await db.query<{ audit: Audit }>(statement('read-audit', [reader.tenantId, reader.accountId, reader.units, roleNames(reader), id]))).rows[0]?.audit ?? null

export interface AuditQuestion { readonly state?: string | undefined; readonly year?: number | undefined }

/** At most `limit` audits that the reader may see, the newest first, below the key. */
export const listAudits = async (db: Executor, reader: Reader, { state, year }: AuditQuestion, page: { readonly belowId: string | null; readonly limit: number }): Promise<Audit[]> => {
  const values = [reader.tenantId, reader.accountId, reader.units, roleNames(reader), state ?? null, year ?? null, page.belowId, page.limit]
  return (await db.query<{ audit: Audit }>(statement('list-audits', values))).rows.map(({ audit }) => audit)
}

/** One entry of a chain as it is kept. */
export interface KeptEntry { readonly seq: number; readonly canonical: string; readonly hash: string }

/** The journal of an audit in order. */
export const readAuditJournal = async (db: Executor, tenantId: string, auditId: string, limit: number): Promise<KeptEntry[]> =>
  (await db.query<KeptEntry>(statement('audit-journal', [tenantId, auditId, limit]))).rows

/** Whose independence is asked, of what, within which instants; the end is left out. */
export interface IndependenceQuestion {
  readonly accountIds: readonly string[]; readonly unitIds: readonly string[]; readonly procedures: readonly string[]; readonly fromMs: number; readonly endMs: number; readonly today: string
  /** Null: every dossier of them. */
  readonly dossierId: string | null
}

/** The facts of the rule of independence about some people. */
export const independenceFacts = async (db: Executor, tenantId: string, { accountIds, unitIds, procedures, fromMs, endMs, today, dossierId }: IndependenceQuestion): Promise<IndependenceFacts> => {
  if (accountIds.length === 0) return { today, units: [], successions: [], grants: [], substitutions: [], acts: [] }
  const { rows: [held] } = await db.query<Omit<IndependenceFacts, 'today' | 'acts'>>(statement('audit-holdings', [tenantId, accountIds]))
  const { rows: acts } = await db.query<IndependenceFacts['acts'][number]>(statement('audit-acts', [tenantId, accountIds, unitIds, procedures, toTimestamp(fromMs), toTimestamp(endMs), dossierId]))
  if (held === undefined) throw new Error('a question about roles answers one row')
  return { ...held, today, acts }
}

/** The same facts about each dossier of a sample, read at once: of one by its id. */
export const independenceBySample = async (
  db: Executor, tenantId: string, { accountIds, dossierIds, fromMs, endMs, today }: Pick<IndependenceQuestion, 'accountIds' | 'fromMs' | 'endMs' | 'today'> & { readonly dossierIds: readonly string[] },
): Promise<(dossierId: string) => IndependenceFacts> => {
  const held = await independenceFacts(db, tenantId, { accountIds, unitIds: [], procedures: [], fromMs, endMs, today, dossierId: null })
  const { rows } = await db.query<Omit<Act, 'dossiers' | 'codes'> & { dossierId: string; code: string }>(statement('audit-sample-acts', [tenantId, accountIds, dossierIds, toTimestamp(fromMs), toTimestamp(endMs)]))
  const acts = Map.groupBy(rows, ({ dossierId }) => dossierId)
  return (id) => ({ ...held, acts: (acts.get(id) ?? []).map(({ dossierId: _id, code, ...act }) => ({ ...act, dossiers: 1, codes: [code] })) })
}

/** Every version of the programme of a year, in order. */
export const readProgrammes = async (db: Executor, tenantId: string, year: number): Promise<KeptEntry[]> =>
  (await db.query<KeptEntry>(statement('audit-programmes', [tenantId, year]))).rows

/** One more version of a programme; `at` in RFC 3339. @throws DomainError stale-version when somebody else was first */
export const addProgramme = async (db: Executor, tenantId: string, { year, at, accountId }: { readonly year: number; readonly at: string; readonly accountId: string }, { seq, canonical, hash }: KeptEntry): Promise<void> => {
  try {
    await db.query(statement('add-audit-programme', [tenantId, year, seq, at, accountId, canonical, hash]))
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('stale-version') : error
  }
}
