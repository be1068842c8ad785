/** Folds what transitions appended into the cells of the rollup, again and again while the service runs. docs/decisions/0011-rollups.md. */
import type { Pool } from '../../storage/pool.ts'
import { foldRollup } from '../../storage/rollup.ts'
import { repeat, type Repeated } from './repeat.ts'

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

/** Begins to fold, again and again. */
export const startFolding = (pool: Pool, onFault: (error: unknown) => void): Repeated => repeat(() => foldAll(pool), pauseMs, onFault)
