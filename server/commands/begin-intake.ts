/** Takes a list of documents in with its files, to be checked; and begins to take over what the check found good. */
import { open } from 'node:fs/promises'
import type { IntakeCheck, IntakeCheckTask, IntakeDefaults, KeptFile } from '../../schemas/document-intake.ts'
import { DomainError } from '../../schemas/errors.ts'
import { type Executor, inTransaction } from '../../storage/pool.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addTask, addTaskPart, findTask, readTaskFile, type TaskRef } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'
import type { Spooled } from '../files/spool.ts'

const partBytes = 1024 * 1024

/** Where each file will lie among the parts of the task. */
const placed = (files: readonly Spooled[]): KeptFile[] => {
  let next = 1
  return files.map(({ name, size }) => {
    const parts = Math.ceil(size / partBytes)
    next += parts
    return { name, size, part: next - parts, parts }
  })
}

const keepFile = async (db: Executor, task: TaskRef, { path }: Spooled, { part, parts }: KeptFile): Promise<void> => {
  const file = await open(path)
  try {
    for (let index = 0; index < parts; index += 1) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(partBytes), 0, partBytes, index * partBytes)
      await addTaskPart(db, task, part + index, buffer.subarray(0, bytesRead))
    }
  } finally { await file.close() }
}

export interface IntakeAsked { readonly person: SignedInPerson; readonly key: string; readonly defaults: IntakeDefaults; readonly list: Spooled; readonly files: readonly Spooled[] }

/** Enters the check with everything that was handed in, at most once for its key; answers its id. @throws DomainError idempotency-key-required */
export const beginIntakeCheck = async (deps: Pick<Deps, 'pool' | 'clock' | 'wake'>, { person, key, defaults, list, files }: IntakeAsked): Promise<string> => {
  if (key === '' || key.length > 200) throw new DomainError('idempotency-key-required')
  const all = [list, ...files]
  const kept = placed(all)
  const request: IntakeCheckTask = { defaults, list: kept[0]!, files: kept.slice(1) }
  const { tenantId } = person.reader
  const id = await inTransaction(deps.pool, async (client) => {
    const task = await addTask(client, person.reader, { kind: 'intakeCheck', key, request, total: null }, deps.clock.nowMs())
    for (const [at, file] of task.added ? all.entries() : []) await keepFile(client, { tenantId, id: task.id }, file, kept[at]!)
    return task.id
  })
  deps.wake.ring()
  return id
}

export interface FinishedCheck { readonly asked: IntakeCheckTask; readonly check: IntakeCheck; readonly areFilesThere: boolean }

/** One's own finished check, with what was handed in. @throws DomainError not-found */
export const finishedCheck = async ({ pool }: Pick<Deps, 'pool'>, { reader }: SignedInPerson, id: string): Promise<FinishedCheck> => {
  const task = await findTask(pool, reader, id)
  if (task === null || task.kind !== 'intakeCheck' || task.state !== 'done') throw new DomainError('not-found')
  const asked = task.request as IntakeCheckTask
  const first = await readTaskFile(pool, { tenantId: reader.tenantId, id }, { part: asked.list.part, parts: 1 }).next()
  return { asked, check: task.result as unknown as IntakeCheck, areFilesThere: first.done !== true }
}

/** Begins to take over what a check found good, once for each check; answers the id of that task. @throws DomainError not-found | intake-gone */
export const beginIntake = async (deps: Pick<Deps, 'pool' | 'clock' | 'wake'>, person: SignedInPerson, checkId: string): Promise<string> => {
  const { check, areFilesThere } = await finishedCheck(deps, person, checkId)
  const total = check.lines.filter(({ verdict }) => verdict === 'take').length
  const id = await inTransaction(deps.pool, async (client) => {
    const task = await addTask(client, person.reader, { kind: 'intake', key: `intake:${checkId}`, request: { checkId }, total }, deps.clock.nowMs())
    if (task.added && !areFilesThere) throw new DomainError('intake-gone')
    return task.id
  })
  deps.wake.ring()
  return id
}
