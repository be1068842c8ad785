/** Figures out of the rollup: what `storage/statistics.ts` counts dossier by dossier, summed from cells that transitions keep. docs/decisions/0011-rollups.md. */
import type { Channel } from '../schemas/dossier.ts'
import type { Cut, RowKey } from '../schemas/statistics.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import { inSnapshot, inTransaction, type Executor, type Pool } from './pool.ts'
import { statement } from './sql.ts'
import { countDossiers, countSupplements, noSupplements, statisticsRowsMax, type CountedRow, type StatisticsQuestion, type Supplements } from './statistics.ts'
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
    const sums = (await db.query<Sum>(statement('rollup-figures', values))).rows
    const rows = rowsOf(sums, question.by, await revisionsOf(db, tenantId, sums))
    return together(scope.apart.length === 0 ? rows : [...rows, ...await countDossiers(db, tenantId, reader, question, scope.apart)])
  })

/** Dossiers that are alike; `month` counted from the year 0, null where it is not asked for. */
interface Sum {
  readonly unit: string | null; readonly hash: string | null; readonly month: number | null; readonly channel: Channel; readonly onlineLevel: string | null
  readonly carried: boolean; readonly state: string; readonly pace: string | null; readonly apologised: boolean; readonly number: number
}
interface Revision { readonly hash: string; readonly code: string; readonly revision: string; readonly field: string | null; readonly level: string | null }

const revisionsOf = async (db: Executor, tenantId: string, sums: readonly Sum[]): Promise<ReadonlyMap<string, Revision>> => {
  const hashes = [...new Set(sums.flatMap(({ hash }) => hash ?? []))]
  if (hashes.length === 0) return new Map()
  return new Map((await db.query<Revision>(statement('revision-cuts', [tenantId, hashes]))).rows.map((one) => [one.hash, one]))
}

const monthText = (month: number): string => `${String(Math.floor(month / 12)).padStart(4, '0')}-${String(month % 12 + 1).padStart(2, '0')}`

/** As the function standing_word of the database puts it. */
const wordOf = ({ channel, onlineLevel, carried, state, pace, apologised }: Sum): string =>
  `${channel}/${onlineLevel ?? '-'}/${carried ? 'carried' : 'new'}/${state}/${pace ?? '-'}/${apologised && (pace === 'late' || pace === 'overdue') ? 'yes' : 'no'}`

const rowsOf = (sums: readonly Sum[], by: readonly Cut[], revisions: ReadonlyMap<string, Revision>): CountedRow[] => sums.map((sum) => {
  const revision = sum.hash === null ? undefined : revisions.get(sum.hash)
  const of = (cut: Cut, value: string | null | undefined): string | null => (by.includes(cut) ? value ?? null : null)
  return {
    key: {
      field: of('field', revision?.field), unit: sum.unit, procedure: of('procedure', revision?.code), revision: of('revision', revision?.revision),
      month: sum.month === null ? null : monthText(sum.month), channel: by.includes('channel') ? sum.channel : null, level: of('level', revision?.level), department: null,
    },
    standings: { [wordOf(sum)]: sum.number },
  }
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

/** One row for each key, in the order of one count. */
const together = (rows: readonly CountedRow[]): CountedRow[] => {
  const byKey = new Map<string, { readonly key: RowKey; readonly standings: Record<string, number> }>()
  for (const { key, standings } of rows) {
    const name = sorting.map((cut) => key[cut] ?? '').join('\n')
    const found = byKey.get(name) ?? { key, standings: {} }
    byKey.set(name, found)
    for (const [word, many] of Object.entries(standings)) found.standings[word] = (found.standings[word] ?? 0) + many
  }
  return [...byKey.values()].sort((a, b) => inOrder(a.key, b.key)).slice(0, statisticsRowsMax + 1)
}

/** Folds at most `most` deltas into the cells, in one transaction; answers how many there were. */
export async function foldRollup(db: Executor, most: number): Promise<number> {
  return (await db.query<{ taken: number }>(statement('fold-rollup', [most]))).rows[0]?.taken ?? 0
}

/** How many cells of an agency differ from a recount of its dossiers and journals, both of one moment; 0 when all is well. */
export const countRollupDifferences = (pool: Pool, tenantId: string): Promise<number> => inTransaction(pool, async (client) => {
  await withoutLimits(client)
  return (await client.query<{ cells: number }>(statement('count-rollup-differences', [tenantId]))).rows[0]?.cells ?? 0
})
