/** Carries retention and holds over to the store's own locks, the second wall. Rows decide; a store that cannot lock is left alone. */
import { DomainError } from '../../../schemas/errors.ts'
import { carryLock, noteWrong, type ObjectKey, objectsToLock } from '../../../storage/objects/upkeep.ts'
import type { RunOptions, StoreDeps } from './run.ts'

const pageSize = 200

/** Answers how many objects the store now locks or lets go as their rows ask. @throws DomainError objects-unavailable: the next run goes on */
export const carryLocks = async (deps: StoreDeps, { signal }: RunOptions = {}): Promise<number> => {
  if (deps.objects.locks() !== 'enforced') return 0
  const page = await objectsToLock(deps.pool, deps.clock.nowMs(), pageSize)
  let carried = 0
  for (const object of page) {
    if (signal?.aborted === true) break
    carried += await carryOne(deps, object) ? 1 : 0
  }
  return carried
}

/** An object that is missing is noted as the scrub would; the others go on. */
const carryOne = async (deps: StoreDeps, object: ObjectKey): Promise<boolean> => {
  try {
    await carryLock(deps.pool, deps.objects, object)
    return true
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'object-missing') throw error
    await noteWrong(deps.pool, object, 'missing', deps.clock.nowMs())
    return false
  }
}
