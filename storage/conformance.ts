/** Counting how dossiers ran: PostgreSQL counts what was read of each journal when it ended. docs/decisions/0014-courses.md. */
import type { Cut } from '../schemas/statistics.ts'
import type { ListedDossier, Reader } from './dossiers.ts'
import { inPages, type Executor, type Pool, type SnapshotPage } from './pool.ts'
import { sqlText, statement } from './sql.ts'
import { periodValues, readerValues, type StatisticsQuestion } from './statistics.ts'

/** A period, and one procedure or all. */
export interface RanQuestion extends StatisticsQuestion { readonly procedure: string | null }

/** The dossiers that ended in a period: by procedure and unit, by deviation, by step, and the most frequent ways of each procedure. Times in milliseconds. */
export interface CountedCourses {
  /** Ended, but not read yet: in none of the counts. */
  readonly waiting: number
  readonly rows: readonly { readonly procedure: string; readonly unit: string; readonly dossiers: number; readonly exact: number }[]
  readonly deviations: readonly { readonly kind: string; readonly dossiers: number }[]
  readonly steps: readonly {
    readonly procedure: string; readonly unit: string; readonly step: string; readonly dossiers: number; readonly over: number; readonly totalMs: number; readonly overMs: number; readonly longestMs: number
  }[]
  /** `hash`: a revision that names the events. */
  readonly variants: readonly { readonly procedure: string; readonly id: string; readonly events: readonly string[]; readonly hash: string; readonly dossiers: number; readonly exact: number }[]
}

/** The reader, or null where every unit of the agency is theirs: then no dossier needs to be asked whether it may be read. */
async function unlessAll(db: Executor, tenantId: string, reader: Reader | null): Promise<Reader | null> {
  if (reader === null) return null
  const { rows } = await db.query<{ covers: boolean }>(statement('reader-covers', [tenantId, reader.units]))
  return rows[0]?.covers === true ? null : reader
}

const standingValues = (tenantId: string, reader: Reader | null, question: StatisticsQuestion): unknown[] => [...periodValues(tenantId, question), ...readerValues(reader)]

/** How the dossiers of a period ran, at most `ways` ways of each procedure. `reader` null: the operator, who counts everything. */
export async function countCourses(db: Executor, tenantId: string, reader: Reader | null, question: RanQuestion, ways: number): Promise<CountedCourses> {
  const whose = await unlessAll(db, tenantId, reader)
  const { rows } = await db.query<CountedCourses>(statement('conformance', [...standingValues(tenantId, whose, question), question.procedure, ways]))
  return rows[0] ?? { waiting: 0, rows: [], deviations: [], steps: [], variants: [] }
}

/** Which dossiers a number counts; null is any. `leastMs` of working time in the step. */
export interface RanBehind {
  readonly units: readonly string[] | null; readonly exact: boolean | null; readonly deviation: string | null; readonly step: string | null; readonly over: boolean; readonly leastMs: number
  readonly way: string | null
}

/** The dossiers behind a number, at most `limit` after an id, in the order of ids. */
export async function dossiersThatRan(
  db: Executor, tenantId: string, reader: Reader | null, question: RanQuestion & RanBehind, page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> {
  const { procedure, units, exact, deviation, step, over, leastMs, way } = question
  const whose = await unlessAll(db, tenantId, reader)
  const values = [...standingValues(tenantId, whose, question), procedure, units, exact, deviation, step, over, leastMs, way, page.afterId, page.limit]
  return (await db.query<ListedDossier>(statement('conformance-dossiers', values))).rows
}

/** A late dossier: the row of the table that it stands in, '-' for none, and who used most of its limit; null while it is open. */
export interface LateDossier { readonly id: string; readonly value: string; readonly cause: string | null }

/** The late dossiers of a period on one snapshot, by pages of `size` in the order of ids, so that any number of them takes little memory. */
export async function* lateDossiers(
  pool: Pool, tenantId: string, reader: Reader | null, question: StatisticsQuestion & { readonly standings: readonly string[]; readonly by: Cut | null; readonly value: string | null },
  page: { readonly afterId: string | null; readonly size: number },
): AsyncGenerator<SnapshotPage<LateDossier>> {
  const whose = await unlessAll(pool, tenantId, reader)
  const { standings, by, value } = question
  yield* inPages<LateDossier>(pool, { text: sqlText('late-dossiers'), values: [...standingValues(tenantId, whose, question), standings, by, value, page.afterId] }, page.size)
}

/** Dossiers by their ids, in the order of these; for whoever knows that they may be read. */
export async function listedDossiers(db: Executor, tenantId: string, ids: readonly string[]): Promise<ListedDossier[]> {
  return (await db.query<ListedDossier>(statement('listed-dossiers', [tenantId, ids]))).rows
}
