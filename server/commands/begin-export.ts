/** Begins the writing of a list to a file. */
import { DomainError } from '../../schemas/errors.ts'
import type { ExportTask } from '../../schemas/task.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addTask } from '../../storage/tasks.ts'
import type { Deps } from '../deps.ts'

export interface ExportRequest { readonly person: SignedInPerson; readonly key: string; readonly asked: ExportTask }

/** Enters the task, at most once for its key; answers its id. @throws DomainError idempotency-key-required */
export const beginExport = async (deps: Deps, { person, key, asked }: ExportRequest): Promise<string> => {
  if (key === '' || key.length > 200) throw new DomainError('idempotency-key-required')
  const { id } = await addTask(deps.pool, person.reader, { kind: 'export', key, request: asked, total: null }, deps.clock.nowMs())
  deps.wake.ring()
  return id
}
