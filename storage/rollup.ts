/** Figures out of the rollup: what `storage/statistics.ts` counts dossier by dossier, summed from cells that transitions keep. docs/decisions/0011-rollups.md. */
import type { Channel } from '../schemas/dossier.ts'
import type { Cut, RowKey } from '../schemas/statistics.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import { inSnapshot, inTransaction, type Executor, type Pool } from './pool.ts'
import { plannedAnew, statement } from './sql.ts'
import { countDossiers, countSupplements, noSupplements, statisticsRowsMax, type CountedRow, type CountedStandings, type StatisticsQuestion, type Supplements } from './statistics.ts'
import { withoutLimits } from './backup.ts'

/** Half-months that the rollup keeps as one: so many, from the first. */
interface Span { readonly length: number; readonly first: number }

/** A period in half-months; `end` null: up to now. `spans`: what it is made of, as the rollup keeps it; `before`: the time up to it, spans of one length until `end`, and then others. */
export interface RolledQuestion extends StatisticsQuestion {
  readonly halves: { readonly first: number; readonly end: number | null; readonly spans: readonly Span[]; readonly before: { readonly length: number; readonly end: number; readonly spans: readonly Span[] } }
}

/** Behind every half-month. */
const noEnd = 2_147_483_647

interface Scope { readonly others: readonly string[]; readonly newestMs: number | null; readonly apart: readonly string[] }

/** Null where something was told later than the question may know: then only the journals can answer. */
async function scopeOf(db: Executor, tenantId: string, reader: Reader | null, { halves, endMs, knownAtMs }: RolledQuestion): Promise<Scope | null> {
  const values = [tenantId, reader?.units ?? null, reader?.accountId ?? null, reader === null ? [] : roleNames(reader)]
  const [scope] = (await db.query<Scope>(statement('rollup-scope', values))).rows
  const newestMs = scope?.newestMs ?? 0
  const isKnown = knownAtMs === null || newestMs <= knownAtMs
  return scope === undefined || !isKnown || (halves.end === null && newestMs >= endMs) ? null : scope
}

/** `units`: whose figures they are, null for the operator or whoever reads every unit; `others`: the units of the agency that are not among them. */
interface Share { readonly units: readonly string[] | null; readonly others: readonly string[] }

const shareOf = (reader: Reader | null, { others }: Scope): Share => ({ units: others.length === 0 ? null : reader?.units ?? null, others })

/** Whether there is less to be taken from the sums of all than to be summed. */
const readsMost = ({ units, others }: Share): boolean => units === null || others.length <= units.length

/** The coarsest sums that tell the cuts and the reader's units apart. Of procedures there are sums of all units alone: who reads most of these is told all without the rest, who reads few by the finest cells. */
const grainOf = (by: readonly Cut[], share: Share): string => {
  const byUnit = by.includes('unit')
  const byProcedure = by.some((cut) => cut === 'field' || cut === 'procedure' || cut === 'revision' || cut === 'level')
  if (byProcedure) return byUnit || !readsMost(share) ? 'cell' : 'procedure'
  return byUnit || share.units !== null ? 'unit' : 'whole'
}

/**
 * Units whose sums are read, null for all; and what these lack or have too much, as receiving units, responsible units and a sign: sums are by the responsible unit, and a reader reads what their units
 * received as well. Sums of all have too much what was neither received nor is handled by them.
 */
const sumsOf = (grain: string, { units, others }: Share): [readonly string[] | null, readonly string[], readonly string[], 1 | -1] =>
  units === null ? [null, [], [], 1] : grain === 'procedure' ? [null, others, others, -1] : [units, units, others, 1]

/** What a period is read from: what ended in it, what stood on the instant behind it, and what is open since before that. As sides, lengths and beginnings of spans; and the length of those before an end. */
export const readSpans = ({ end, spans, before }: RolledQuestion['halves']): [string[], number[], number[], number, number] => {
  const read = [
    ...spans.map((span) => ({ side: 'ended', ...span })), ...(end === null ? [] : [{ side: 'stood', length: 0, first: end }]),
    ...[...before.spans, ...spans].map((span) => ({ side: 'open', ...span })),
  ]
  return [read.map(({ side }) => side), read.map(({ length }) => length), read.map(({ first }) => first), before.length, before.end]
}

/** As `countDossiers`; null where the rollup cannot answer. Not for the cut by department, which lies in no cell. */
export const countRolledUp = (pool: Pool, tenantId: string, reader: Reader | null, question: RolledQuestion & { readonly by: readonly Cut[] }): Promise<CountedRow[] | null> =>
  inSnapshot(pool, async (db) => {
    const scope = await scopeOf(db, tenantId, reader, question)
    if (scope === null) return null
    const { halves, kinds, by } = question
    const at = Math.min(question.endMs, question.knownAtMs ?? question.nowMs)
    const share = shareOf(reader, scope)
    const grain = grainOf(by, share)
    const [units, ...corrected] = sumsOf(grain, share)
    const spans = grain === 'cell' ? [[], [], [], 1, 0] : readSpans(halves)
    const values = [tenantId, grain, kinds, halves.first, halves.end ?? noEnd, units, by, toTimestamp(at), ...spans, ...corrected, share.units]
    const sums = (await db.query<Sum>(plannedAnew('rollup-figures', values))).rows
    const rows = rowsOf(sums, by, await revisionsOf(db, tenantId, sums))
    return together(scope.apart.length === 0 ? rows : [...rows, ...await countDossiers(db, tenantId, reader, question, scope.apart)])
  })

/** Dossiers that are alike in what the question tells apart; `month` counted from the year 0, null where it is not asked for; `standings`: `WORD:NUMBER WORD:NUMBER`, a word as often as it comes. */
interface Sum { readonly unit: string | null; readonly hash: string | null; readonly month: number | null; readonly channel: Channel | null; readonly standings: string }
interface Revision { readonly hash: string; readonly code: string; readonly revision: string; readonly field: string | null; readonly level: string | null }

const revisionsOf = async (db: Executor, tenantId: string, sums: readonly Sum[]): Promise<ReadonlyMap<string, Revision>> => {
  const hashes = [...new Set(sums.flatMap(({ hash }) => hash ?? []))]
  if (hashes.length === 0) return new Map()
  return new Map((await db.query<Revision>(statement('revision-cuts', [tenantId, hashes]))).rows.map((one) => [one.hash, one]))
}

const monthText = (month: number): string => `${String(Math.floor(month / 12)).padStart(4, '0')}-${String(month % 12 + 1).padStart(2, '0')}`

const standingsIn = (told: string): CountedStandings => {
  const sum = new Map<string, number>()
  for (let from = 0; from < told.length;) {
    const colon = told.indexOf(':', from)
    const space = told.indexOf(' ', colon)
    const end = space === -1 ? told.length : space
    const word = told.slice(from, colon)
    sum.set(word, (sum.get(word) ?? 0) + Number(told.slice(colon + 1, end)))
    from = end + 1
  }
  return Object.fromEntries([...sum].filter(([, many]) => many !== 0))
}

const rowsOf = (sums: readonly Sum[], by: readonly Cut[], revisions: ReadonlyMap<string, Revision>): CountedRow[] => sums.map(({ unit, hash, month, channel, standings }) => {
  const revision = hash === null ? undefined : revisions.get(hash)
  const of = (cut: Cut, value: string | null | undefined): string | null => (by.includes(cut) ? value ?? null : null)
  return {
    key: {
      field: of('field', revision?.field), unit, procedure: of('procedure', revision?.code), revision: of('revision', revision?.revision),
      month: month === null ? null : monthText(month), channel, level: of('level', revision?.level), department: null,
    },
    standings: standingsIn(standings),
  }
})

/** As `countSupplements`; null where the rollup cannot answer. */
export const countRolledSupplements = (pool: Pool, tenantId: string, reader: Reader | null, question: RolledQuestion): Promise<Supplements | null> =>
  inSnapshot(pool, async (db) => {
    const scope = await scopeOf(db, tenantId, reader, question)
    if (scope === null) return null
    const { halves, kinds } = question
    const share = shareOf(reader, scope)
    const spans = [halves.spans.map(({ length }) => length), halves.spans.map(({ first }) => first)]
    const values = [tenantId, kinds, halves.first, halves.end ?? noEnd, readsMost(share) ? null : share.units, ...spans, readsMost(share) ? share.others : [], share.units]
    const found = (await db.query<Supplements>(plannedAnew('rollup-supplements', values))).rows[0] ?? noSupplements
    if (scope.apart.length === 0) return found
    const apart = await countSupplements(db, tenantId, reader, question, scope.apart)
    return { none: found.none + apart.none, once: found.once + apart.once, more: found.more + apart.more }
  })

/** The order of the columns that rows are sorted by; null last, as the database sorts. */
const sorting = ['field', 'unit', 'procedure', 'revision', 'month', 'channel', 'level', 'department'] as const
const words = new Intl.Collator('vi')
const inOrder = (a: RowKey, b: RowKey): number => {
  for (const name of sorting) {
    const [x, y] = [a[name], b[name]]
    if (x !== y) return x === null ? 1 : y === null ? -1 : words.compare(x, y)
  }
  return 0
}

/** One row for each key, in the order of one count: revisions of one field, or what was counted by itself, come together. */
const together = (rows: readonly CountedRow[]): CountedRow[] => {
  const byKey = Map.groupBy(rows, ({ key }) => sorting.map((cut) => key[cut] ?? '').join('\n'))
  const whole = [...byKey.values()].map((same) => (same.length === 1 ? same[0]! : { key: same[0]!.key, standings: added(same.map(({ standings }) => standings)) }))
  return whole.filter(({ standings }) => Object.keys(standings).length > 0).sort((a, b) => inOrder(a.key, b.key)).slice(0, statisticsRowsMax + 1)
}

const added = (all: readonly CountedStandings[]): CountedStandings => {
  const sum: Record<string, number> = {}
  for (const [word, many] of all.flatMap(Object.entries<number>)) sum[word] = (sum[word] ?? 0) + many
  return sum
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
