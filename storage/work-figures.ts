/** Counting work: stays in steps by step and by person. PostgreSQL counts, `workflows/statistics/work` is what it is held against. docs/statistics.md. */
import type { Role } from '../schemas/procedure.ts'
import type { ListedDossier, Reader } from './dossiers.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'
import { periodValues, readerValues, type StatisticsQuestion } from './statistics.ts'

/** By what work is told apart. */
export type WorkCut = 'step' | 'person'
/** What alone is looked at: a procedure, and steps in the hands of some units; null for all. */
export interface WorkOnly { readonly procedure: string | null; readonly units: readonly string[] | null }
/** A period, a cut, and the roles whose holders see the work of others in their units, on an agency-local day. */
export interface WorkQuestion extends StatisticsQuestion { readonly by: WorkCut; readonly only: WorkOnly; readonly today: string; readonly overseers: readonly Role[] }

/** One row: of a step `procedure` and `step` are told, of a person `person`, null for work that nobody had taken up. Counts as in `WorkCounts`. */
export interface WorkRow {
  readonly procedure: string | null; readonly step: string | null; readonly person: string | null
  readonly done: number; readonly within: number; readonly over: number; readonly withoutLimit: number; readonly workingMs: number; readonly open: number; readonly openOver: number
}
export interface CountedWork { readonly rows: readonly WorkRow[]; readonly dossiers: number }

const valuesOf = (tenantId: string, reader: Reader | null, question: WorkQuestion): unknown[] => {
  const [tenant, from, end, known, now, , kinds] = periodValues(tenantId, question)
  return [tenant, from, end, known, now, kinds, ...readerValues(reader), question.by, question.today, question.overseers, question.only.procedure, question.only.units]
}

/** Work by the cut, at most one row more than a report has, and how many dossiers were looked into. `reader` null: the operator, who counts everything. */
export async function countStays(db: Executor, tenantId: string, reader: Reader | null, question: WorkQuestion): Promise<CountedWork> {
  const { rows } = await db.query<WorkRow & { whole: boolean }>(statement('work-figures', valuesOf(tenantId, reader, question)))
  return { rows: rows.filter(({ whole }) => !whole).map(({ whole: _, ...row }) => row), dossiers: rows.find(({ whole }) => whole)?.done ?? 0 }
}

/** What a number of work counts: its column, and the row it stands in; null for any, '-' for nobody. */
export interface WorkBehind { readonly column: string; readonly procedure: string | null; readonly step: string | null; readonly person: string | null }

/** The dossiers behind a number, each once, at most `limit` after an id, in the order of ids. */
export async function dossiersOfStays(
  db: Executor, tenantId: string, reader: Reader | null, question: WorkQuestion & WorkBehind, page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> {
  const { procedure, step, person, column } = question
  return (await db.query<ListedDossier>(statement('work-dossiers', [...valuesOf(tenantId, reader, question), procedure, step, person, column, page.afterId, page.limit]))).rows
}
