/** Counting dossiers: PostgreSQL counts, `workflows/statistics/fold` is what it is held against. */
import type { Bilingual } from '../schemas/common.ts'
import type { Channel, JournalEntry } from '../schemas/dossier.ts'
import type { Counts, Cut, Grouping, RowKey, StatisticsKind } from '../schemas/statistics.ts'
import type { Reader } from './dossiers.ts'
import { toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

export interface StatisticsQuestion {
  readonly fromMs: number
  /** Left out. */
  readonly endMs: number
  /** Only what was recorded by then counts; null: everything that is known now. */
  readonly knownAtMs: number | null
  readonly nowMs: number
  readonly zone: string
  readonly kinds: readonly StatisticsKind[]
  readonly by: readonly Cut[]
  readonly grouping: Grouping
}
/** More rows than any report has. */
export const statisticsRowsMax = 20_000

interface Row extends RowKey { readonly counts: Counts }

/** One row for each combination of the cuts that has a dossier, at most one more than `statisticsRowsMax`. `reader` null: the operator, who counts everything. */
export async function countDossiers(db: Executor, tenantId: string, reader: Reader | null, question: StatisticsQuestion): Promise<{ readonly key: RowKey; readonly counts: Counts }[]> {
  const { fromMs, endMs, knownAtMs, nowMs, zone, kinds, by, grouping } = question
  const seen = reader === null ? [null, null, null] : [reader.units, reader.accountId, [...new Set(reader.roles.map((held) => held.role))]]
  const values = [
    tenantId, toTimestamp(fromMs), toTimestamp(endMs), toTimestampOrNull(knownAtMs), toTimestamp(nowMs), zone, kinds, by, ...seen,
    grouping.ended === 'apart', grouping.paused === 'apart',
  ]
  const { rows } = await db.query<Row>(statement('statistics', values))
  return rows.map(({ counts, ...key }) => ({ key, counts }))
}

/** Names for the keys of rows: of procedures and of fields, by code. */
export interface StatisticsNames { readonly procedures: ReadonlyMap<string, Bilingual>; readonly fields: ReadonlyMap<string, Bilingual> }

/** What procedures and fields are called, by their newest revision. */
export async function statisticsNames(db: Executor, tenantId: string): Promise<StatisticsNames> {
  const { rows } = await db.query<{ code: string; title: Bilingual; field: string | null; field_name: Bilingual | null }>(statement('procedure-names', [tenantId]))
  return {
    procedures: new Map(rows.map(({ code, title }) => [code, title])),
    fields: new Map(rows.flatMap(({ field, field_name: name }) => (field === null || name === null ? [] : [[field, name] as const]))),
  }
}

/** One dossier's channel and journal, as it was written. */
export interface KeptJournal { readonly id: string; readonly channel: Channel; readonly entries: readonly JournalEntry[] }

/** The journals of at most `limit` dossiers of these kinds after an id, in the order of ids. */
export async function listJournals(db: Executor, tenantId: string, kinds: readonly StatisticsKind[], page: { readonly afterId: string | null; readonly limit: number }): Promise<KeptJournal[]> {
  return (await db.query<KeptJournal>(statement('journals-page', [tenantId, kinds, page.afterId, page.limit]))).rows
}
