/** Figures out of the rollup: what `storage/statistics.ts` counts dossier by dossier, summed from cells that transitions keep. docs/decisions/0011-rollups.md. */
import type { Cut, RowKey } from '../schemas/statistics.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import { inSnapshot, inTransaction, type Executor, type Pool } from './pool.ts'
import { statement } from './sql.ts'
import { countDossiers, countSupplements, noSupplements, statisticsRowsMax, toCountedRow, type CountedRow, type CountedRowOf, type StatisticsQuestion, type Supplements } from './statistics.ts'
import { withoutLimits } from './backup.ts'

/** A period in half-months; `end` null: up to now. */
export interface RolledQuestion extends StatisticsQuestion { readonly halves: { readonly first: number; readonly end: number | null } }

/** Behind every half-month. */
const noEnd = 2_147_483_647

interface Scope { readonly covers: boolean; readonly newestMs: number | null; readonly apart: readonly string[] }

/** Null where something was told later than the question may know: then only the journals can answer. */
async function scopeOf(db: Executor, tenantId: string, reader: Reader | null, { halves, endMs, knownAtMs }: RolledQuestion): Promise<Scope | null> {
  const values = [tenantId, reader?.units ?? null, reader?.accountId ?? null, reader === null ? [] : roleNames(reader)]
  const [scope] = (await db.query<Scope>(statement('rollup-scope', values))).rows
  const newestMs = scope?.newestMs ?? 0
  const isKnown = knownAtMs === null || newestMs <= knownAtMs
  return scope === undefined || !isKnown || (halves.end === null && newestMs >= endMs) ? null : scope
}

/** The coarsest cells that tell the cuts apart; whoever reads some units alone needs the finest. */
const grainOf = (by: readonly Cut[], covers: boolean): string => {
  const byUnit = by.includes('unit')
  const byProcedure = by.some((cut) => cut === 'field' || cut === 'procedure' || cut === 'revision' || cut === 'level')
  return !covers || (byUnit && byProcedure) ? 'both' : byUnit ? 'unit' : byProcedure ? 'procedure' : 'whole'
}

const cellValues = (tenantId: string, reader: Reader | null, { halves, kinds }: RolledQuestion, { covers }: Scope, by: readonly Cut[]): unknown[] =>
  [tenantId, grainOf(by, covers), kinds, halves.first, halves.end ?? noEnd, covers ? null : reader?.units ?? null]

/** As `countDossiers`; null where the rollup cannot answer. Not for the cut by department, which lies in no cell. */
export const countRolledUp = (pool: Pool, tenantId: string, reader: Reader | null, question: RolledQuestion & { readonly by: readonly Cut[] }): Promise<CountedRow[] | null> =>
  inSnapshot(pool, async (db) => {
    const scope = await scopeOf(db, tenantId, reader, question)
    if (scope === null) return null
    const at = Math.min(question.endMs, question.knownAtMs ?? question.nowMs)
    const values = [...cellValues(tenantId, reader, question, scope, question.by), question.by, toTimestamp(at)]
    const rows = (await db.query<CountedRowOf>(statement('rollup-figures', values))).rows.map(toCountedRow)
    return scope.apart.length === 0 ? rows : merged(rows, await countDossiers(db, tenantId, reader, question, scope.apart))
  })

/** As `countSupplements`; null where the rollup cannot answer. */
export const countRolledSupplements = (pool: Pool, tenantId: string, reader: Reader | null, question: RolledQuestion): Promise<Supplements | null> =>
  inSnapshot(pool, async (db) => {
    const scope = await scopeOf(db, tenantId, reader, question)
    if (scope === null) return null
    const found = (await db.query<Supplements>(statement('rollup-supplements', cellValues(tenantId, reader, question, scope, [])))).rows[0] ?? noSupplements
    if (scope.apart.length === 0) return found
    const apart = await countSupplements(db, tenantId, reader, question, scope.apart)
    return { none: found.none + apart.none, once: found.once + apart.once, more: found.more + apart.more }
  })

/** The order of the columns that rows are sorted by; null last, as the database sorts. */
const sorting = ['field', 'unit', 'procedure', 'revision', 'month', 'channel', 'level', 'department'] as const
const inOrder = (a: RowKey, b: RowKey): number => {
  for (const name of sorting) {
    const [x, y] = [a[name], b[name]]
    if (x !== y) return x === null ? 1 : y === null ? -1 : x.localeCompare(y, 'vi')
  }
  return 0
}

/** Both together, in the order of one count. */
const merged = (rows: readonly CountedRow[], more: readonly CountedRow[]): CountedRow[] =>
  [...Map.groupBy([...rows, ...more], ({ key }) => JSON.stringify(sorting.map((name) => key[name]))).values()].map((same): CountedRow => ({
    key: same[0]!.key,
    standings: same.map(({ standings }) => Object.entries(standings)).flat().reduce<Record<string, number>>((sum, [word, many]) => ({ ...sum, [word]: (sum[word] ?? 0) + many }), {}),
  })).sort((a, b) => inOrder(a.key, b.key)).slice(0, statisticsRowsMax + 1)

/** Folds at most `most` deltas into the cells, in one transaction; answers how many there were. */
export async function foldRollup(db: Executor, most: number): Promise<number> {
  return (await db.query<{ taken: number }>(statement('fold-rollup', [most]))).rows[0]?.taken ?? 0
}

/** How many cells of an agency differ from a recount of its dossiers and journals, both of one moment; 0 when all is well. */
export const countRollupDifferences = (pool: Pool, tenantId: string): Promise<number> => inTransaction(pool, async (client) => {
  await withoutLimits(client)
  return (await client.query<{ cells: number }>(statement('count-rollup-differences', [tenantId]))).rows[0]?.cells ?? 0
})
