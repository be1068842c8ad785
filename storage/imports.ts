/** Which cases of event logs have become dossiers. */
import type { Dossier } from '../schemas/dossier.ts'
import type { LogCase } from '../schemas/eventlog.ts'
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

/** Remembers the case of a dossier just kept. Same transaction. */
export async function addImportedCase(db: Executor, dossier: Dossier, logCase: LogCase, contentHash: string): Promise<void> {
  const { caseId, events, attributes } = logCase
  await db.query(statement('add-imported-case', [
    dossier.tenantId, dossier.procedureCode, caseId, dossier.id, contentHash, events.length,
    toTimestampOrNull(attributes.endAtMs), toTimestampOrNull(attributes.deadlineAtMs), JSON.stringify(attributes),
  ]))
}
