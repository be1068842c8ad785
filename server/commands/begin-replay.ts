/** Begins a replay of closed dossiers under a revision of their procedure, drafts among them, and tells how far it has come. */
import { isDeepStrictEqual } from 'node:util'
import { DomainError } from '../../schemas/errors.ts'
import type { ReplayTask } from '../../schemas/replay.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addTask, findTask, type OwnTask } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'
import { revisionByKey } from './compare-revisions.ts'
import type { Done } from './once.ts'

export interface ReplayAsked { readonly person: SignedInPerson; readonly key: string; readonly asked: ReplayTask }

/** One's own replay of this procedure. @throws DomainError not-found */
export const findReplay = async ({ pool }: Pick<Deps, 'pool'>, { reader }: SignedInPerson, code: string, id: string): Promise<OwnTask> => {
  const task = await findTask(pool, reader, id)
  if (task === null || task.kind !== 'replay' || (task.request as ReplayTask).code !== code) throw new DomainError('not-found')
  return task
}

/** Enters the task, at most once for its key. @throws DomainError dates-reversed, not-found for an unknown revision, idempotency-key-required | idempotency-key-reused */
export const beginReplay = async (deps: Pick<Deps, 'pool' | 'orm' | 'clock' | 'wake'>, { person, key, asked }: ReplayAsked): Promise<Done<OwnTask>> => {
  if (asked.to < asked.from) throw new DomainError('dates-reversed')
  await revisionByKey(deps, person, asked.code, asked.key)
  if (key === '' || key.length > 200) throw new DomainError('idempotency-key-required')
  const { id, added } = await addTask(deps.pool, person.reader, { kind: 'replay', key, request: asked, total: null }, deps.clock.nowMs())
  deps.wake.ring()
  const task = await findTask(deps.pool, person.reader, id)
  if (task === null || task.kind !== 'replay' || !isDeepStrictEqual(task.request, asked)) throw new DomainError('idempotency-key-reused')
  return { answer: task, replayed: !added }
}
