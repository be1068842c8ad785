/** Folds what transitions appended into the cells of the rollup, again and again while the service runs. docs/decisions/0011-rollups.md. */
import { isAway, type Pool } from '../../storage/pool.ts'
import { foldRollup } from '../../storage/rollup.ts'

/** Deltas taken in one transaction: a fraction of a second. */
const mostAtOnce = 20_000
/** Between two folds; whoever counts meanwhile reads what is not folded as well. The more wait, the less each costs. */
const pauseMs = 1_500

/** Folds everything that waits; answers how many deltas there were. */
export const foldAll = async (pool: Pool): Promise<number> => {
  let sum = 0
  for (;;) {
    const taken = await foldRollup(pool, mostAtOnce)
    sum += taken
    if (taken < mostAtOnce) return sum
  }
}

/** Begins to fold; `stop` ends it when the fold under way is done. `onFault` is told of a fold that failed, unless the database is away: the next one does its work. */
export const startFolding = (pool: Pool, onFault: (error: unknown) => void): { stop(): Promise<void> } => {
  const ending = Promise.withResolvers<void>()
  let stopping = false
  const pause = (): Promise<void> => new Promise((done) => { setTimeout(done, pauseMs).unref() })
  const fold = async (): Promise<void> => {
    while (!stopping) {
      await foldAll(pool).catch((error: unknown) => { if (!isAway(error)) onFault(error) })
      await Promise.race([pause(), ending.promise])
    }
  }
  const folding = fold()
  return { stop: () => { stopping = true; ending.resolve(); return folding } }
}
