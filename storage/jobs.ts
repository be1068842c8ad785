import type { Executor } from './pool.ts'

/** The worker's tables, or its function, are not there: a service whose jobs never ran. */
const withoutWorker = new Set(['3F000', '42P01', '42883'])

/**
 * Has a job run now instead of at its next time; asked twice it runs once. A hint only: whoever asks relies on the times of the job, so
 * that nothing is lost where no worker runs.
 */
export const wakeJob = async (db: Executor, task: string): Promise<void> => {
  try {
    await db.query('select graphile_worker.add_job($1, job_key => $1, max_attempts => 1)', [task])
  } catch (error) {
    if (!withoutWorker.has((error as { code?: string }).code ?? '')) throw error
  }
}
