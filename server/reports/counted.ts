/** Where a count comes from: the rollup for periods of whole half-months that are known to now, else dossier by dossier. The answer is the same. docs/decisions/0011-rollups.md. */
import type { Cut } from '../../schemas/statistics.ts'
import type { Reader } from '../../storage/dossiers.ts'
import type { Pool } from '../../storage/pool.ts'
import { countRolledSupplements, countRolledUp, type RolledQuestion } from '../../storage/rollup.ts'
import { countDossiers, countSupplements, type CountedRow, type StatisticsQuestion, type Supplements } from '../../storage/statistics.ts'
import { halvesOf } from '../../workflows/statistics/halves.ts'

const rolled = <T extends StatisticsQuestion>(question: T, byMonth: boolean): (T & RolledQuestion) | null => {
  const { fromMs, endMs, knownAtMs, nowMs, zone } = question
  const halves = halvesOf({ fromMs, endMs, atMs: knownAtMs ?? nowMs, zone, byMonth })
  return halves === null ? null : { ...question, halves }
}

/** One row for each combination of the cuts that has a dossier; `reader` null: the operator, who counts everything. */
export const countStandings = async (pool: Pool, tenantId: string, reader: Reader | null, question: StatisticsQuestion & { readonly by: readonly Cut[] }): Promise<CountedRow[]> => {
  const fit = question.by.includes('department') ? null : rolled(question, question.by.includes('month'))
  return (fit === null ? null : await countRolledUp(pool, tenantId, reader, fit)) ?? await countDossiers(pool, tenantId, reader, question)
}

/** How many dossiers of the period with a result the applicant had to complete how often. */
export const countReturns = async (pool: Pool, tenantId: string, reader: Reader | null, question: StatisticsQuestion): Promise<Supplements> => {
  const fit = rolled(question, false)
  return (fit === null ? null : await countRolledSupplements(pool, tenantId, reader, fit)) ?? await countSupplements(pool, tenantId, reader, question)
}
