/** Counting dossiers: PostgreSQL counts, `workflows/statistics/fold` is what it is held against. */
import type { QueryConfig } from 'pg'
import type { Bilingual } from '../schemas/common.ts'
import type { Channel, JournalEntry } from '../schemas/dossier.ts'
import type { Cut, RowKey, StatisticsKind } from '../schemas/statistics.ts'
import { roleNames, type ListedDossier, type Reader } from './dossiers.ts'
import { toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { sqlText, statement } from './sql.ts'

export interface StatisticsQuestion {
  readonly fromMs: number
  /** Left out. */
  readonly endMs: number
  /** Only what was recorded by then counts; null: everything that is known now. */
  readonly knownAtMs: number | null
  readonly nowMs: number
  readonly zone: string
  readonly kinds: readonly StatisticsKind[]
}
/** More rows than any report has. */
export const statisticsRowsMax = 20_000

/** How many dossiers of a row stand how, by the word of the standing. */
export type CountedStandings = Readonly<Record<string, number>>
/** A combination of cuts with its standings. */
export interface CountedRow { readonly key: RowKey; readonly standings: CountedStandings }
interface Row extends RowKey { readonly standings: CountedStandings }
/** How many dossiers with a result had to be completed by the applicant not at all, once, more often. */
export interface Supplements { readonly none: number; readonly once: number; readonly more: number }

/** Nothing had a result. */
export const noSupplements: Supplements = { none: 0, once: 0, more: 0 }

/** The statement for some dossiers alone, whose ids come as a last value; null for all. */
const ofThese = (name: string, condition: string, values: readonly unknown[], ids: readonly string[] | null): QueryConfig => {
  if (ids === null) return statement(name, values)
  return { name: `${name}-these`, text: sqlText(name).replace('/* of these */', condition), values: [...values, ids] }
}

/** The period as every count takes it: tenant, first and end instant, known at, now, zone, kinds. */
export const periodValues = (tenantId: string, { fromMs, endMs, knownAtMs, nowMs, zone, kinds }: StatisticsQuestion): unknown[] =>
  [tenantId, toTimestamp(fromMs), toTimestamp(endMs), toTimestampOrNull(knownAtMs), toTimestamp(nowMs), zone, kinds]
/** The reader as every count takes it: units, account, role names; nulls for the operator. */
export const readerValues = (reader: Reader | null): unknown[] => (reader === null ? [null, null, null] : [reader.units, reader.accountId, roleNames(reader)])

/**
 * One row for each combination of the cuts that has a dossier, at most one more than `statisticsRowsMax`. `reader` null: the operator, who counts everything.
 * With `ids` only these dossiers are looked at.
 */
export async function countDossiers(
  db: Executor, tenantId: string, reader: Reader | null, question: StatisticsQuestion & { readonly by: readonly Cut[] }, ids: readonly string[] | null = null,
): Promise<CountedRow[]> {
  const values = [...periodValues(tenantId, question), question.by, ...readerValues(reader)]
  const { rows } = await db.query<Row>(ofThese('statistics', 'where s.id = any ($12::uuid[])', values, ids))
  return rows.map(({ standings, ...key }) => ({ key, standings }))
}

/** What a number counts: standings by their words, and the row it stands in; '-' where the row is about dossiers without that value. */
export interface NumberBehind {
  readonly standings: readonly string[]
  readonly key: Partial<Readonly<Record<Exclude<Cut, 'unit'>, string>>>
  /** The units that the row sums; null for all. */
  readonly units: readonly string[] | null
}

/** The dossiers behind a number, at most `limit` after an id, in the order of ids. */
export async function dossiersBehind(
  db: Executor, tenantId: string, reader: Reader | null, question: StatisticsQuestion & NumberBehind, page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> {
  const { standings, units, key } = question
  const row = [key.field, units, key.procedure, key.month, key.channel, key.level, key.revision].map((one) => one ?? null)
  const values = [...periodValues(tenantId, question), ...readerValues(reader), standings, ...row, page.afterId, page.limit, key.department ?? null]
  return (await db.query<ListedDossier>(statement('statistics-dossiers', values))).rows
}

/** How many dossiers of the period with a result had to be completed how often (TT 01/2018/TT-VPCP index 3). With `ids` only these dossiers are looked at. */
export async function countSupplements(db: Executor, tenantId: string, reader: Reader | null, question: StatisticsQuestion, ids: readonly string[] | null = null): Promise<Supplements> {
  const values = [...periodValues(tenantId, question), ...readerValues(reader)]
  const { rows } = await db.query<Supplements>(ofThese('statistics-supplements', 'and s.id = any ($11::uuid[])', values, ids))
  return rows[0] ?? noSupplements
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

/** The revisions of some procedures by code, the newest first. */
export async function revisionHashes(db: Executor, tenantId: string, codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ code: string; hash: string }>(statement('procedure-hashes', [tenantId, codes]))
  return new Map([...Map.groupBy(rows, ({ code }) => code)].map(([code, own]) => [code, own.map(({ hash }) => hash)]))
}

/** One dossier's channel and journal, as it was written, how far its procedure is online, and its recorded letters of apology. */
export interface KeptJournal {
  readonly id: string; readonly channel: Channel; readonly onlineLevel: 'full' | 'partial' | null; readonly entries: readonly JournalEntry[]
  readonly letters: readonly { readonly on: string; readonly recordedAt: string }[]
}

/** The journals of at most `limit` dossiers of these kinds after an id, in the order of ids. */
export async function listJournals(db: Executor, tenantId: string, kinds: readonly StatisticsKind[], page: { readonly afterId: string | null; readonly limit: number }): Promise<KeptJournal[]> {
  return (await db.query<KeptJournal>(statement('journals-page', [tenantId, kinds, page.afterId, page.limit]))).rows
}
