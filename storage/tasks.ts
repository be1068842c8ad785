/** Tasks: work too long for one request. A run holds a lease and has a number; only the newest run of a task can write. */
import type { Json } from '../schemas/common.ts'
import type { AssignPart, TaskKind, TaskState } from '../schemas/task.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { newId } from './ids.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Whose task it is. */
export interface TaskOwner { readonly tenantId: string; readonly accountId: string }
export interface NewTask { readonly kind: TaskKind; readonly key: string; readonly request: Json; readonly total: number | null }

/** Enters a task; `added` false: one was there under this key already, and is answered. */
export async function addTask(db: Executor, { tenantId, accountId }: TaskOwner, task: NewTask, nowMs: number): Promise<{ readonly id: string; readonly added: boolean }> {
  const values = [tenantId, newId(), accountId, task.kind, task.key, JSON.stringify(task.request), task.total, toTimestamp(nowMs)]
  const { rows } = await db.query<{ id: string; added: boolean }>(statement('add-task', values))
  return rows[0]!
}

/** Enters the parts of a task, in its transaction. */
export async function addTaskItems(db: Executor, tenantId: string, taskId: string, parts: readonly AssignPart[]): Promise<void> {
  await db.query(statement('add-task-items', [tenantId, taskId, JSON.stringify(parts)]))
}

/** Adds a part to a task's file; parts are numbered from 1. */
export async function addTaskPart(db: Executor, { tenantId, id }: TaskRef, part: number, bytes: Uint8Array): Promise<void> {
  await db.query(statement('add-task-part', [tenantId, id, part, Buffer.from(bytes)]))
}

export interface TaskRef { readonly tenantId: string; readonly id: string }
/** A run of a task, as the runner has it in hand. */
export interface TaskRun extends TaskRef {
  readonly accountId: string; readonly kind: TaskKind; readonly request: Json; readonly run: number
  /** How many runs in a row, this one among them, have not come further than ever before. */
  readonly idleRuns: number
  readonly doneCount: number; readonly totalCount: number | null; readonly position: Json
}

/** Takes the oldest task that nobody has in hand, or the one named; null when there is none. */
export async function takeTask(db: Executor, span: { readonly nowMs: number; readonly leaseUntilMs: number }, id: string | null): Promise<TaskRun | null> {
  interface Row { tenant_id: string; id: string; account_id: string; kind: TaskKind; request: Json; run: number; idle_runs: number; done_count: number; total_count: number | null; position: Json }
  const { rows } = await db.query<Row>(statement('take-task', [toTimestamp(span.nowMs), toTimestamp(span.leaseUntilMs), id]))
  const row = rows[0]
  return row === undefined ? null : {
    tenantId: row.tenant_id, id: row.id, accountId: row.account_id, kind: row.kind, request: row.request, run: row.run,
    idleRuns: row.idle_runs, doneCount: row.done_count, totalCount: row.total_count, position: row.position,
  }
}

/** How far a run has come. */
export interface TaskProgress { readonly done: number; readonly total?: number | undefined; readonly position?: Json | undefined }

/** Notes the progress and keeps the lease; false when the task is somebody else's by now. */
export async function noteTask(db: Executor, { tenantId, id, run }: TaskRun, leaseUntilMs: number, progress: TaskProgress): Promise<boolean> {
  const position = progress.position === undefined ? null : JSON.stringify(progress.position)
  const answer = await db.query(statement('note-task', [tenantId, id, run, toTimestamp(leaseUntilMs), progress.done, progress.total ?? null, position]))
  return answer.rowCount === 1
}

/** Ends a run: done with a result, or failed with the code of a refusal. */
export async function endTask(
  db: Executor, { tenantId, id, run }: TaskRun, end: { readonly state: 'done' | 'failed'; readonly result: Json; readonly error: string | null }, nowMs: number,
): Promise<void> {
  await db.query(statement('end-task', [tenantId, id, run, end.state, end.result === null ? null : JSON.stringify(end.result), end.error, toTimestamp(nowMs)]))
}

/** A part that is still to be done. */
export interface OpenPart extends AssignPart { readonly ordinal: number }

/** At most `limit` parts without an outcome, in their order. */
export async function openTaskItems(db: Executor, { tenantId, id }: TaskRef, limit: number): Promise<OpenPart[]> {
  const { rows } = await db.query<{ ordinal: number; dossier_id: string; version: number; step: string }>(statement('open-task-items', [tenantId, id, limit]))
  return rows.map(({ ordinal, dossier_id: dossierId, version, step }) => ({ ordinal, dossierId, version, step }))
}

/** Notes the outcome of a part: `done`, or the code of the refusal. */
export async function noteTaskItem(db: Executor, { tenantId, id }: TaskRef, ordinal: number, outcome: string): Promise<void> {
  await db.query(statement('note-task-item', [tenantId, id, ordinal, outcome]))
}

/** A task as its owner sees it. */
export interface OwnTask {
  readonly id: string; readonly kind: TaskKind; readonly request: Json; readonly state: TaskState; readonly run: number; readonly doneCount: number
  readonly totalCount: number | null; readonly result: Json; readonly error: string | null; readonly createdAtMs: number; readonly finishedAtMs: number | null
}
interface OwnRow {
  id: string; kind: TaskKind; request: Json; state: TaskState; run: number; done_count: number; total_count: number | null; result: Json; error: string | null
  created_at: Date; finished_at: Date | null
}
const toOwnTask = (row: OwnRow): OwnTask => ({
  id: row.id, kind: row.kind, request: row.request, state: row.state, run: row.run, doneCount: row.done_count, totalCount: row.total_count, result: row.result,
  error: row.error, createdAtMs: fromTimestamp(row.created_at), finishedAtMs: row.finished_at === null ? null : fromTimestamp(row.finished_at),
})

/** At most `limit` of a person's own tasks, newest first, after the id. */
export async function listTasks(db: Executor, { tenantId, accountId }: TaskOwner, page: { readonly afterId: string | null; readonly limit: number }): Promise<OwnTask[]> {
  const { rows } = await db.query<OwnRow>(statement('list-tasks', [tenantId, accountId, page.afterId, null, page.limit]))
  return rows.map(toOwnTask)
}

/** One of a person's own tasks; null for those of others and for none alike. */
export async function findTask(db: Executor, { tenantId, accountId }: TaskOwner, id: string): Promise<OwnTask | null> {
  const { rows } = await db.query<OwnRow>(statement('list-tasks', [tenantId, accountId, null, id, 1]))
  return rows[0] === undefined ? null : toOwnTask(rows[0])
}

/** A part that was refused; `code` null: its reader may not see the dossier. */
export interface RefusedPart { readonly dossierId: string; readonly step: string; readonly outcome: string; readonly code: string | null }

/** At most `limit` refused parts in their order. */
export async function refusedTaskItems(db: Executor, reader: Reader, taskId: string, limit: number): Promise<RefusedPart[]> {
  interface Row { dossier_id: string; step: string; outcome: string; code: string | null }
  const { rows } = await db.query<Row>(statement('refused-task-items', [reader.tenantId, reader.accountId, reader.units, roleNames(reader), taskId, limit]))
  return rows.map(({ dossier_id: dossierId, ...row }) => ({ dossierId, ...row }))
}

/** How many parts of a task are done and how many were refused. */
export async function countTaskItems(db: Executor, { tenantId, id }: TaskRef): Promise<{ readonly done: number; readonly refused: number }> {
  const { rows } = await db.query<{ done: number; refused: number }>(statement('count-task-items', [tenantId, id]))
  return rows[0] ?? { done: 0, refused: 0 }
}

/** The file of a task, part by part; of a task with several, the one that lies in `span`. */
export async function* readTaskFile(db: Executor, { tenantId, id }: TaskRef, { part: first, parts }: { readonly part: number; readonly parts: number } = { part: 1, parts: Infinity }): AsyncGenerator<Buffer> {
  for (let part = first; part < first + parts; part += 1) {
    const { rows } = await db.query<{ bytes: Buffer }>(statement('task-parts', [tenantId, id, part]))
    if (rows[0] === undefined) return
    yield rows[0].bytes
  }
}

/** Throws away the file of a task that needs it no more. */
export async function dropTaskFile(db: Executor, { tenantId, id }: TaskRef): Promise<void> {
  await db.query(statement('drop-task-file', [tenantId, id]))
}

/** Throws away the files of tasks that ended before an instant; answers how many parts. */
export async function sweepTaskFiles(db: Executor, beforeMs: number): Promise<number> {
  return (await db.query(statement('sweep-task-files', [toTimestamp(beforeMs)]))).rowCount ?? 0
}
