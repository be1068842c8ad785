/** Begins the assignment of many dossiers to one person. */
import { DomainError } from '../../schemas/errors.ts'
import { assignMost, type AssignPart, type AssignTask } from '../../schemas/task.ts'
import { inTransaction } from '../../storage/pool.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addTask, addTaskItems } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'
import { runTask } from './run-task.ts'

export interface AssignManyRequest { readonly person: SignedInPerson; readonly key: string; readonly assigneeId: string; readonly parts: readonly AssignPart[] }

/** So many are done while the leader waits; more go to the jobs. */
const atOnce = 10

/**
 * Begins the task, at most once for its key; answers its id. A few dossiers are assigned before it answers.
 * @throws DomainError assignment-empty, invalid-request (more than 500), idempotency-key-required
 */
export const beginAssignment = async (deps: Deps, { person, key, assigneeId, parts }: AssignManyRequest): Promise<string> => {
  if (parts.length === 0) throw new DomainError('assignment-empty')
  if (parts.length > assignMost) throw new DomainError('invalid-request', { errors: [{ at: '/parts', rule: 'maxItems', message: `nhiều quá ${assignMost} hồ sơ`, messageEn: `has more than ${assignMost} dossiers` }] })
  if (key === '' || key.length > 200) throw new DomainError('idempotency-key-required')
  const request: AssignTask = { assigneeId }
  const { id } = await inTransaction(deps.pool, async (client) => {
    const task = await addTask(client, person.reader, { kind: 'assign', key, request, total: parts.length }, deps.clock.nowMs())
    if (task.added) await addTaskItems(client, person.reader.tenantId, task.id, parts)
    return task
  })
  if (parts.length <= atOnce) await runTask(deps, id)
  else deps.wake.ring()
  return id
}
