/** What the registers of the quality loop said at an instant. */
import type { QualityFacts } from '../../schemas/quality-facts.ts'
import { type Reader, roleNames } from '../dossiers.ts'
import { toTimestamp } from '../instants.ts'
import type { Executor } from '../pool.ts'
import { statement } from '../sql.ts'

/** Counts of what happened in the days from `from` to `to` and was known at the instant; `reader` null: the operator, who counts everything. */
export const readQualityFacts = async (db: Executor, tenantId: string, reader: Reader | null, asked: { readonly from: string; readonly to: string; readonly knownAtMs: number }): Promise<QualityFacts> => {
  const seen = reader === null ? [null, null, null] : [reader.units, reader.accountId, roleNames(reader)]
  const { rows: [row] } = await db.query<{ facts: QualityFacts }>(statement('quality-facts', [tenantId, asked.from, asked.to, toTimestamp(asked.knownAtMs), ...seen]))
  if (row === undefined) throw new Error('a count answers one row')
  return row.facts
}
