/** Background work, in this process: graphile-worker keeps the queue and the times in PostgreSQL. */
import { Logger as WorkerLogger, run, type Runner } from 'graphile-worker'
import type { Logger } from 'pino'
import { leaseMs } from '../commands/run-task.ts'
import { dateOf, systemClock } from '../clock.ts'
import type { Deps } from '../deps.ts'
import { startFolding } from './fold-rollup.ts'
import type { PostOffice } from './mail.ts'
import { startReadingCourses } from './read-courses.ts'
import { tasksOf, times } from './tasks.ts'
import { openWorkerPool } from './worker-pool.ts'

/** The worker's own words can hold what a job was given; only its message is passed on. */
const workerLogger = (logger: Logger): WorkerLogger =>
  new WorkerLogger(() => (level, message) => logger[level === 'error' ? 'error' : level === 'warning' ? 'warn' : 'debug']({ part: 'jobs' }, message))

export interface Jobs { readonly running: () => boolean; readonly stop: () => Promise<void> }

const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms).unref() })
/** A worker that gave up, because its database was away for long, is started anew after this long. */
const restartAfterMs = 5_000

/** Connections of the worker beside those of requests. */
const workerPoolSize = 4

/**
 * Starts the worker with connections of its own, and again whenever it ends by itself: the queue is in the database, nothing is lost meanwhile.
 * It makes and keeps its tables in the schema `graphile_worker`. @throws Error when the first start fails
 */
export const startJobs = async (deps: Deps, url: string, logger: Logger, office: PostOffice | null = null): Promise<Jobs> => {
  const pool = openWorkerPool({ url, poolSize: workerPoolSize, onError: ({ message }) => logger.warn({ part: 'jobs' }, message) })
  const begin = (): Promise<Runner> => run({
    pgPool: pool, concurrency: 4, pollInterval: 5_000, noHandleSignals: true,
    taskList: tasksOf(deps, logger, office), parsedCronItems: times, logger: workerLogger(logger),
  })
  const told = (error: unknown): void => {
    const { name, stack } = error as Error
    logger.error({ name, stack }, 'jobs ended; they begin again')
  }
  const ending = Promise.withResolvers<void>()
  const folding = startFolding(pool, (error) => logger.error({ code: (error as { code?: string }).code }, 'figures not folded'))
  const reading = startReadingCourses({ pool, rules: deps.rules }, (error, dossierId) => logger.error({ dossierId, code: (error as { code?: string }).code }, 'journal not read into figures'))
  let stopping = false
  let runner: Runner | undefined = await begin().catch(async (error: unknown) => { await folding.stop(); await reading.stop(); await pool.end(); throw error })
  const look = (afterMs = 0): void => { runner?.addJob('run-tasks', {}, { maxAttempts: 1, runAt: dateOf(systemClock.nowMs() + afterMs) }).catch(told) }
  deps.wake.listen(look)
  // What a killed process had in hand is free when its lease has run out.
  look()
  look(leaseMs + 1_000)
  const watch = async (): Promise<void> => {
    while (!stopping) {
      await runner?.promise.catch(told)
      runner = undefined
      if (!stopping) await Promise.race([pause(restartAfterMs), ending.promise])
      if (!stopping) runner = await begin().catch((error: unknown) => { told(error); return undefined })
    }
    await runner?.stop().catch(told)
  }
  const watching = watch()
  return {
    running: () => runner !== undefined,
    stop: async () => {
      stopping = true
      ending.resolve()
      await runner?.stop().catch(told)
      await watching
      await folding.stop()
      await reading.stop()
      await pool.end()
    },
  }
}
