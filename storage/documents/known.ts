/** What the register has under the codes of a list that is handed in. */
import type { KnownDocument } from '../../schemas/document-intake.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** By code, those of the codes that a document of the agency bears. */
export const knownDocuments = async (db: Executor, tenantId: string, codes: readonly string[]): Promise<Map<string, KnownDocument>> => {
  const { rows } = await db.query<{ code: string; issue: number; revision: number; is_in_force: boolean }>(statement('known-documents', [tenantId, JSON.stringify(codes)]))
  return new Map(rows.map(({ code, issue, revision, is_in_force: isInForce }) => [code, { issue, revision, isInForce }]))
}
