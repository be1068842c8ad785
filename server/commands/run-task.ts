/** Runs tasks: each in runs that hold a lease, so that one whose process was killed is taken up again where it stood. */
import type { Json } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { TaskKind } from '../../schemas/task.ts'
import { inTransaction, type Executor } from '../../storage/pool.ts'
import { addTaskPart, endTask, noteTask, takeTask, type TaskProgress, type TaskRun } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'
import { assignMany } from './assign-many.ts'
import { exportEvidence } from './export-evidence.ts'
import { exportList } from './export-list.ts'
import { importTask } from './import-task.ts'
import { checkIntakeTask, intakeTask } from './intake-task.ts'
import { migrateDossiers } from './migrate-dossiers.ts'
import { replayTask } from './replay-task.ts'
import { type Rights, withRightsOf } from './rights.ts'

/** A runner notes its progress far more often than this. */
export const leaseMs = 20_000
/** A task that ends its process again and again without coming any further is given up. */
const idleRunsMost = 5

/** What a run works with: the rights that the owner of the task has now. */
export interface TaskHands extends Rights {
  readonly run: TaskRun
  /** Notes how far the run has come. @throws LeaseLost when somebody else has taken the task */
  readonly note: (progress: TaskProgress) => Promise<void>
  /** The same, together with one more part of the task's file: both are kept or neither. @throws LeaseLost */
  readonly keepPart: (part: { readonly part: number; readonly bytes: Uint8Array }, progress: TaskProgress) => Promise<void>
}
/** Carries a task out from where it stands; answers what is told of it. @throws DomainError: the task fails with that code */
export type TaskWork = (deps: Deps, hands: TaskHands) => Promise<Json>

const works: Readonly<Record<TaskKind, TaskWork>> = { assign: assignMany, evidence: exportEvidence, export: exportList, import: importTask, migrate: migrateDossiers, replay: replayTask, intakeCheck: checkIntakeTask, intake: intakeTask }

/** Thrown where a run finds that another one has its task: it ends without a word. */
class LeaseLost extends Error {}

const noter = (deps: Deps, run: TaskRun): Pick<TaskHands, 'note' | 'keepPart'> => {
  const noteIn = async (db: Executor, progress: TaskProgress): Promise<void> => {
    if (!await noteTask(db, run, deps.clock.nowMs() + leaseMs, progress)) throw new LeaseLost()
  }
  return {
    note: (progress) => noteIn(deps.pool, progress),
    keepPart: ({ part, bytes }, progress) => inTransaction(deps.pool, async (client) => {
      await noteIn(client, progress)
      await addTaskPart(client, run, part, bytes)
    }),
  }
}

const carryOut = async (deps: Deps, run: TaskRun): Promise<void> => {
  if (run.idleRuns > idleRunsMost) throw new DomainError('internal-error')
  const result = await withRightsOf(deps, run, (rights) => works[run.kind](deps, { run, ...rights, ...noter(deps, run) }))
  await endTask(deps.pool, run, { state: 'done', result, error: null }, deps.clock.nowMs())
}

/** Where in a file a refusal lies, for the owner who has to mend it. */
const placeOf = ({ details }: DomainError): Json => JSON.parse(JSON.stringify(details)) as Json

/** One run. A refusal ends the task; any other fault leaves it to the next run, and is thrown. */
const runOne = async (deps: Deps, run: TaskRun): Promise<void> => {
  try {
    await carryOut(deps, run)
  } catch (error) {
    if (error instanceof LeaseLost) return
    if (!(error instanceof DomainError) || error.code === 'service-busy') throw error
    await endTask(deps.pool, run, { state: 'failed', result: run.kind === 'import' ? placeOf(error) : null, error: error.code }, deps.clock.nowMs())
  }
}

const take = (deps: Deps, id: string | null): Promise<TaskRun | null> => {
  const nowMs = deps.clock.nowMs()
  return takeTask(deps.pool, { nowMs, leaseUntilMs: nowMs + leaseMs }, id)
}

/** Runs one task here and now, unless somebody has it in hand. */
export const runTask = async (deps: Deps, id: string): Promise<void> => {
  const run = await take(deps, id)
  if (run !== null) await runOne(deps, run)
}

/** Runs what waits until nothing does; answers how many runs. `onFault` is told of runs that broke off. */
export const runTasks = async (deps: Deps, onFault: (taskId: string, error: unknown) => void): Promise<number> => {
  for (let runs = 0; ; runs += 1) {
    const run = await take(deps, null)
    if (run === null) return runs
    await runOne(deps, run).catch((error: unknown) => onFault(run.id, error))
  }
}
