/** Takes an event log in as a file and begins its import. */
import { DomainError } from '../../schemas/errors.ts'
import type { ImportTask } from '../../schemas/task.ts'
import { inTransaction } from '../../storage/pool.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addTask, addTaskPart } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'

/** Larger logs come by the command line, which reads them where they lie. */
export const importBytesMax = 32 * 1024 * 1024
const partBytes = 1024 * 1024

export interface ImportRequest { readonly person: SignedInPerson; readonly key: string; readonly asked: ImportTask; readonly bytes: Buffer }

/** Enters the task with its file, at most once for its key; answers its id. @throws DomainError log-too-large, log-empty, idempotency-key-required */
export const beginImport = async (deps: Deps, { person, key, asked, bytes }: ImportRequest): Promise<string> => {
  if (key === '' || key.length > 200) throw new DomainError('idempotency-key-required')
  if (bytes.length === 0) throw new DomainError('log-empty', { file: asked.fileName })
  if (bytes.length > importBytesMax) throw new DomainError('log-too-large', { bytesMax: importBytesMax })
  const { tenantId } = person.reader
  const id = await inTransaction(deps.pool, async (client) => {
    const task = await addTask(client, person.reader, { kind: 'import', key, request: asked, total: null }, deps.clock.nowMs())
    for (let part = 0; task.added && part * partBytes < bytes.length; part += 1) {
      await addTaskPart(client, { tenantId, id: task.id }, part + 1, bytes.subarray(part * partBytes, (part + 1) * partBytes))
    }
    return task.id
  })
  deps.wake.ring()
  return id
}
