/** What must answer before the service is sent work. */
import type { Deps } from './deps.ts'

/** The name of each part, and whether it answers. */
export type Readiness = (deps: Pick<Deps, 'pool'>) => Promise<Readonly<Record<string, boolean>>>

const answers = async (deps: Pick<Deps, 'pool'>): Promise<boolean> => {
  try {
    await deps.pool.query('select 1')
    return true
  } catch {
    return false
  }
}

/** The database, and the parts that say for themselves whether they run. */
export const readinessOf = (parts: Readonly<Record<string, () => boolean>>): Readiness => async (deps) => ({
  database: await answers(deps),
  ...Object.fromEntries(Object.entries(parts).map(([name, runs]) => [name, runs()])),
})
