/** Work that is done again and again while the service runs, beside the queue of jobs: it is cheap when there is nothing to do. */
import { isAway } from '../../storage/pool.ts'

export interface Repeated { stop(): Promise<void> }

/** Begins; `stop` ends it when the turn under way is done. `onFault` is told of a turn that failed, unless the database is away: the next one does its work. */
export const repeat = (work: () => Promise<unknown>, pauseMs: number, onFault: (error: unknown) => void): Repeated => {
  const ending = Promise.withResolvers<void>()
  let stopping = false
  const pause = (): Promise<void> => new Promise((done) => { setTimeout(done, pauseMs).unref() })
  const turns = async (): Promise<void> => {
    while (!stopping) {
      await work().catch((error: unknown) => { if (!isAway(error)) onFault(error) })
      await Promise.race([pause(), ending.promise])
    }
  }
  const turning = turns()
  return { stop: () => { stopping = true; ending.resolve(); return turning } }
}
