/** What must answer before the service is sent work. */
import type { LockVerdict } from '../storage/objects/store.ts'
import type { Deps } from './deps.ts'

type Asked = Pick<Deps, 'pool' | 'objects'>

/** The name of each part and whether it answers; of the objects also where they lie, and whether the store was seen to refuse the deletion of a locked one. */
export interface ReadyState {
  readonly checks: Readonly<Record<string, boolean>>
  readonly objects: { readonly store: 'disk' | 's3'; readonly locks: LockVerdict }
}
export type Readiness = (deps: Asked) => Promise<ReadyState>

const answers = async (question: Promise<unknown>): Promise<boolean> => {
  try {
    await question
    return true
  } catch {
    return false
  }
}

/** The database, the objects, and the parts that say for themselves whether they run. */
export const readinessOf = (parts: Readonly<Record<string, () => boolean>>): Readiness => async ({ pool, objects }) => {
  const [database, store] = await Promise.all([answers(pool.query('select 1')), answers(objects.check())])
  return {
    checks: { database, objects: store, ...Object.fromEntries(Object.entries(parts).map(([name, runs]) => [name, runs()])) },
    objects: { store: objects.kind, locks: objects.locks() },
  }
}
