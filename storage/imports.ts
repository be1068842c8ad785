/** Which cases of event logs have become dossiers. */
import type { Decision } from '../schemas/dossier.ts'
import type { LogCase } from '../schemas/eventlog.ts'
import { rowsOfBeginning } from './decisions.ts'
import { toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** A case imported before: the hash of what the log said, and the revision it was driven through. */
export interface ImportedCase { readonly contentHash: string; readonly procedureHash: string }

/** Holds back other imports into this agency until the transaction ends. */
export async function lockAgency(db: Executor, tenantId: string): Promise<void> {
  await db.query(statement('lock-agency', [tenantId]))
}

/** By case id, all that was imported under this procedure code: at most as many as a log may have cases, for each log. */
export async function importedCases(db: Executor, tenantId: string, procedureCode: string): Promise<Map<string, ImportedCase>> {
  interface Row { case_id: string; content_hash: string; procedure_hash: string }
  const { rows } = await db.query<Row>(statement('imported-cases', [tenantId, procedureCode]))
  return new Map(rows.map((row) => [row.case_id, { contentHash: row.content_hash, procedureHash: row.procedure_hash }]))
}

/** A number of the agency for each of these local days, in their order. Call in the transaction that keeps the dossiers: a rollback leaves no gap. */
export async function nextDossierNumbers(db: Executor, tenantId: string, agencyCode: string, days: readonly string[]): Promise<number[]> {
  const { rows } = await db.query<{ number: number }>(statement('next-dossier-numbers', [tenantId, agencyCode, days]))
  return rows.map(({ number }) => number)
}

/** Which of these codes no dossier of the agency bears yet. Call while the agency is locked. */
export async function freeDossierCodes(db: Executor, tenantId: string, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ code: string }>(statement('free-dossier-codes', [tenantId, codes]))
  return new Set(rows.map(({ code }) => code))
}

/** Numbers of the agency's series that dossiers from elsewhere bear: they are allotted to nobody else. */
export async function raiseDossierNumbers(db: Executor, tenantId: string, agencyCode: string, borne: readonly { readonly on: string; readonly number: number }[]): Promise<void> {
  if (borne.length > 0) await db.query(statement('raise-dossier-numbers', [tenantId, agencyCode, borne.map(({ on }) => on), borne.map(({ number }) => number)]))
}

/** One case, the hash of what the log says of it, and the dossier that it has become. */
export interface CaseToKeep { readonly logCase: LogCase; readonly contentHash: string; readonly decision: Decision }

const caseRow = ({ logCase: { caseId, events, attributes }, contentHash, decision: { dossier } }: CaseToKeep) => ({
  tenant_id: dossier.tenantId, procedure_code: dossier.procedureCode, case_id: caseId, dossier_id: dossier.id, content_hash: contentHash,
  event_count: events.length, ended_at: toTimestampOrNull(attributes.endAtMs), deadline_at: toTimestampOrNull(attributes.deadlineAtMs), attributes,
})

/** Keeps cases with their dossiers and journals in one statement: one round trip instead of two for each case. */
export async function addImportedCases(db: Executor, cases: readonly CaseToKeep[]): Promise<void> {
  const list = cases.map((one) => ({ ...rowsOfBeginning(one.decision), case: caseRow(one) }))
  await db.query(statement('add-imported-cases', [JSON.stringify(list)]))
}
