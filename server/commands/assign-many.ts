/** Assigns many dossiers to one person: a series of ordinary assignments, each journaled, at most once, and refused on its own. */
import type { Json } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { AssignTask } from '../../schemas/task.ts'
import { countTaskItems, noteTaskItem, openTaskItems, type OpenPart } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'
import { advanceDossier } from './advance-dossier.ts'
import { parseWith } from '../validate.ts'
import type { TaskHands } from './run-task.ts'

const batchSize = 20

/** The parts that have no outcome yet. A part that was carried out just before a crash answers again under its own key, and changes nothing. */
export const assignMany = async (deps: Deps, hands: TaskHands): Promise<Json> => {
  const { run, note } = hands
  const { assigneeId } = parseWith(AssignTask, run.request, 'internal-error')
  // A run that was killed may have told an outcome and not yet counted it.
  const told = await countTaskItems(deps.pool, run)
  let doneCount = told.done + told.refused
  if (doneCount !== run.doneCount) await note({ done: doneCount })
  for (;;) {
    const parts = await openTaskItems(deps.pool, run, batchSize)
    if (parts.length === 0) break
    for (const part of parts) {
      await noteTaskItem(deps.pool, run, part.ordinal, await assignOne(deps, hands, assigneeId, part))
      doneCount += 1
      await note({ done: doneCount })
    }
  }
  const counts = await countTaskItems(deps.pool, run)
  return { done: counts.done, refused: counts.refused }
}

const assignOne = async (deps: Deps, { run, tokenHash }: TaskHands, assigneeId: string, { ordinal, dossierId, version, step }: OpenPart): Promise<string> => {
  try {
    await advanceDossier(deps, {
      tokenHash, dossierId, expectedVersion: version, idempotencyKey: `task-${run.id}-${ordinal}`, body: { type: 'ASSIGN', step, assigneeId },
    })
    return 'done'
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'service-busy') throw error
    return error.code
  }
}
