/** What journals told of each dossier, kept beside them: stays in steps, and how it ran. Derived, and read again whenever a journal has grown. */
import type { Dossier } from '../schemas/dossier.ts'
import type { StatisticsKind } from '../schemas/statistics.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** A dossier whose journal has grown since it was read up to entry `readTo`. */
export interface WaitingCourse { readonly dossier: Dossier; readonly kind: StatisticsKind; readonly readTo: number }
/** Where a reading of many ended. */
export interface CourseKey { readonly tenantId: string; readonly id: string }

/** At most `limit` that wait, of one agency or of all, after one, in the order of ids. */
export async function waitingCourses(db: Executor, tenantId: string | null, page: { readonly after: CourseKey | null; readonly limit: number }): Promise<WaitingCourse[]> {
  return (await db.query<WaitingCourse>(statement('waiting-courses', [tenantId, page.after?.tenantId ?? null, page.after?.id ?? null, page.limit]))).rows
}

/** How many dossiers of an agency wait to be read. */
export async function countWaitingCourses(db: Executor, tenantId: string): Promise<number> {
  return (await db.query<{ n: number }>(statement('count-waiting-courses', [tenantId]))).rows[0]?.n ?? 0
}

/** A part of a stay as it is kept; `end` null while it goes on. */
export interface KeptPart {
  readonly step: string; readonly unitId: string; readonly holderId: string | null; readonly seq: number; readonly fromMs: number; readonly recordedMs: number
  readonly dueMs: number | null; readonly end: { readonly atMs: number; readonly recordedMs: number; readonly left: boolean } | null; readonly workingMs: number
}
/** How a dossier ran that has ended: the name of its way with the events of it, deviations, its steps, and who used most of its limit. */
export interface KeptRun {
  readonly way: string; readonly events: readonly string[]; readonly deviations: readonly string[]; readonly cause: string
  readonly steps: readonly { readonly path: string; readonly workingMs: number; readonly over: boolean }[]
}
/** What a journal told up to its entry `dossier.journalSeq`; `parts` those that have changed since it was read before, `run` null while it is open. */
export interface KeptCourse extends Pick<WaitingCourse, 'dossier' | 'kind'> { readonly parts: readonly KeptPart[]; readonly run: KeptRun | null }

const partRow = ({ step, unitId, holderId, seq, fromMs, recordedMs, dueMs, end, workingMs }: KeptPart) => ({
  step, seq, unit: unitId, holder: holderId, from: toTimestamp(fromMs), fromRecorded: toTimestamp(recordedMs), to: end === null ? null : toTimestamp(end.atMs),
  toRecorded: end === null ? null : toTimestamp(end.recordedMs), is_left: end?.left ?? false, due: dueMs === null ? null : toTimestamp(dueMs), ms: workingMs,
})

const runRow = ({ way, events, deviations, cause, steps }: KeptRun) => ({
  way, events, deviations, cause, steps: steps.map(({ path }) => path), stepMs: steps.map(({ workingMs }) => workingMs), stepOver: steps.map(({ over }) => over),
})

const courseRow = ({ dossier, kind, parts, run }: KeptCourse) => ({
  tenant: dossier.tenantId, dossier: dossier.id, seq: dossier.journalSeq, hash: dossier.procedureHash, procedure: dossier.procedureCode, kind, parts: parts.map(partRow),
  ...(run === null ? {} : runRow(run)),
})

/** A dossier with what is kept of its journal, which was read up to entry `readTo`; null: it was never read. */
export interface CourseBeside {
  readonly dossier: Dossier; readonly kind: StatisticsKind; readonly readTo: number | null; readonly run: KeptRun | null
  readonly parts: readonly (KeptPart & { readonly procedure: string; readonly kind: StatisticsKind })[]
}
/** One of so many parts into which the dossiers of an agency fall by chance. */
export interface CoursePart { readonly parts: number; readonly part: number }

/** At most `limit` dossiers of a part that wait for nothing, with what is kept of them, after an id, in the order of ids. */
export async function keptCourses(db: Executor, tenantId: string, { parts, part }: CoursePart, page: { readonly afterId: string | null; readonly limit: number }): Promise<CourseBeside[]> {
  return (await db.query<CourseBeside>(statement('kept-courses', [tenantId, page.afterId, page.limit, parts, part]))).rows
}

/** How many dossiers an agency has. */
export async function countAllDossiers(db: Executor, tenantId: string): Promise<number> {
  return (await db.query<{ n: number }>(statement('count-dossiers', [tenantId]))).rows[0]?.n ?? 0
}

/** Keeps them in one statement and takes them off the list; what somebody else has read further meanwhile stays as it is. */
export async function keepCourses(db: Executor, courses: readonly KeptCourse[]): Promise<void> {
  await db.query(statement('keep-courses', [JSON.stringify(courses.map(courseRow))]))
}
