/** What a replay reads: closed dossiers of a procedure. Nothing is written. */
import type { Dossier } from '../schemas/dossier.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

const noId = '00000000-0000-0000-0000-000000000000'

/** Closed between two instants, the second one left out. */
export interface ClosedQuestion { readonly tenantId: string; readonly code: string; readonly fromMs: number; readonly toMs: number }

/** At most `limit` of them by id, after one. */
export const closedOfProcedure = async (db: Executor, { tenantId, code, fromMs, toMs }: ClosedQuestion, page: { readonly afterId: string | null; readonly limit: number }): Promise<Dossier[]> => {
  const values = [tenantId, code, toTimestamp(fromMs), toTimestamp(toMs), page.afterId ?? noId, page.limit]
  return (await db.query<{ dossier: Dossier }>(statement('closed-of-procedure', values))).rows.map(({ dossier }) => dossier)
}
