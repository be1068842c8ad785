/** The jobs over the store, as the worker runs them: one after the other, in the night of the agencies where they are heavy. */
import type { CronItemOptions, TaskList } from 'graphile-worker'
import type { Logger } from 'pino'
import type { StoreDeps } from './run.ts'
import { carryLocks } from './carry-locks.ts'
import { purgeObjects } from './purge.ts'
import { scrubObjects } from './scrub.ts'
import { sweepObjects } from './sweep.ts'

/** The tasks by their names. */
export const objectTasks = (deps: StoreDeps, logger: Logger): TaskList => ({
  'sweep-objects': async (_payload, { abortSignal: signal }) => { logger.info(await sweepObjects(deps, { signal }), 'objects swept') },
  'purge-objects': async (_payload, { abortSignal: signal }) => { logger.info(await purgeObjects(deps, { signal }), 'objects purged') },
  'scrub-objects': async (_payload, { abortSignal: signal }) => {
    const report = await scrubObjects(deps, { signal, onFault: ({ id, tenantId }, fault) => logger.error({ id, tenantId, fault }, 'an object is not what it was') })
    if (report.checked > 0) logger.info(report, 'objects checked')
  },
  'carry-locks': async (_payload, { abortSignal: signal }) => {
    const carried = await carryLocks(deps, { signal })
    if (carried > 0) logger.info({ carried }, 'locks carried over')
  },
})

const oneByOne: CronItemOptions = { maxAttempts: 1, queueName: 'objects' }

/** Times in UTC; Vietnam is seven hours ahead. */
export const objectTimes = [
  { task: 'sweep-objects', match: '10 19 * * *', options: oneByOne },
  { task: 'purge-objects', match: '40 19 * * *', options: oneByOne },
  { task: 'scrub-objects', match: '25 * * * *', options: oneByOne },
  { task: 'carry-locks', match: '*/5 * * * *', options: oneByOne },
]
