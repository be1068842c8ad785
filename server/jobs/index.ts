/** Background work, in this process: graphile-worker keeps the queue and the times in PostgreSQL. */
import { Logger as WorkerLogger, parseCronItems, run, type Runner, type TaskList } from 'graphile-worker'
import type { Logger } from 'pino'
import { sweepAnswers } from '../../storage/outbox.ts'
import { sweepSessions } from '../../storage/sessions.ts'
import { sweepTaskFiles } from '../../storage/tasks.ts'
import { leaseMs, runTasks } from '../commands/run-task.ts'
import { dateOf, systemClock } from '../clock.ts'
import { settleDocuments } from '../commands/settle-documents.ts'
import type { Deps } from '../deps.ts'
import { checkCourses } from './check-courses.ts'
import { checkRollup, checkStatistics } from './check-statistics.ts'
import { claimReminders } from './claim-reminders.ts'
import { recountJob } from '../commands/add-calendar.ts'
import { drainOutbox } from './drain-outbox.ts'
import { startFolding } from './fold-rollup.ts'
import { inspectFiles } from './inspect-files.ts'
import { makePdfs } from './make-pdfs.ts'
import { makeReports } from './make-reports.ts'
import { mailTask, type PostOffice } from './mail.ts'
import { objectTasks, objectTimes } from './objects/index.ts'
import { startReadingCourses } from './read-courses.ts'
import { remindDuties } from './remind-duties.ts'
import { recountDossiers } from './recount-dossiers.ts'
import { sweepNonconformities } from './sweep-nonconformities.ts'
import { warnCalendarEnd } from './warn-calendar-end.ts'
import { watchActions } from './watch-actions.ts'
import { watchComplaints } from './watch-complaints.ts'
import { openWorkerPool } from './worker-pool.ts'

/** An answer is kept this long for a request that is repeated. */
const answerSpanMs = 7 * 24 * 60 * 60 * 1000

/** What a task has written stays for a day to be fetched. */
const taskFileSpanMs = 24 * 60 * 60 * 1000

const tasksOf = (deps: Deps, logger: Logger, office: PostOffice | null): TaskList => ({
  'claim-reminders': async () => {
    const swept = await claimReminders(deps, (dossierId, error) => logger.warn({ dossierId, code: (error as { code?: string }).code }, 'reminder not possible'))
    if (swept.dossiers > 0) logger.info(swept, 'reminders')
  },
  'drain-outbox': async () => {
    const handled = await drainOutbox(deps)
    if (handled > 0) logger.info({ handled }, 'outbox')
  },
  'settle-documents': async () => {
    const switched = await settleDocuments(deps, (documentId, error) => logger.error({ documentId, code: (error as { code?: string }).code }, 'revision could not be put into force'))
    if (switched > 0) logger.info({ switched }, 'documents in force')
  },
  'inspect-files': async () => {
    const files = await inspectFiles(deps)
    if (files > 0) logger.info({ files }, 'files inspected')
  },
  'make-pdfs': async () => {
    const files = await makePdfs(deps)
    if (files > 0) logger.info({ files }, 'PDF of office files')
  },
  [recountJob]: async (_payload, helpers) => {
    const done = await recountDossiers(deps, (dossierId, error) => logger.warn({ dossierId, code: (error as { code?: string }).code }, 'recount not possible'))
    if (done.moved + done.kept > 0) logger.info(done, 'dossiers under a new calendar')
    if (done.more) await helpers.addJob(recountJob, {}, { jobKey: recountJob, maxAttempts: 1 })
  },
  'warn-calendar-end': async () => {
    const notices = await warnCalendarEnd(deps)
    if (notices > 0) logger.warn({ notices }, 'the working calendar comes to its end')
  },
  'sweep-nonconformities': async () => {
    const found = await sweepNonconformities(deps, (tenantId, error) => logger.error({ tenantId, code: (error as { code?: string }).code }, 'nonconformities not swept'))
    if (found > 0) logger.info({ found }, 'nonconformities')
  },
  'check-statistics': async () => {
    const onFault = (tenantId: string, error: unknown): void => logger.error({ tenantId, code: (error as { code?: string }).code }, 'figures could not be checked')
    for (const fault of await checkStatistics(deps, onFault)) logger.error(fault, 'figures differ from their recount')
    for (const fault of await checkRollup(deps, onFault)) logger.error(fault, 'the rollup differs from a recount')
    for (const fault of await checkCourses(deps, onFault)) logger.error(fault, 'what is kept of journals differs from reading them anew')
  },
  'watch-complaints': async () => {
    const notices = await watchComplaints(deps, (complaintId, error) => logger.error({ complaintId, code: (error as { code?: string }).code }, 'complaint not looked at'))
    if (notices > 0) logger.info({ notices }, 'complaints')
  },
  'watch-actions': async () => {
    const seen = await watchActions(deps, (actionId, error) => logger.error({ actionId, code: (error as { code?: string }).code }, 'corrective action not looked at'))
    if (seen.measured + seen.notices > 0) logger.info(seen, 'corrective actions')
  },
  'remind-duties': async () => {
    const notices = await remindDuties(deps, (tenantId, error) => logger.error({ tenantId, code: (error as { code?: string }).code }, 'year not looked at'))
    if (notices > 0) logger.info({ notices }, 'what the year asks')
  },
  'make-reports': async () => {
    const made = await makeReports(deps, (scheduleId, error) => logger.error({ scheduleId, code: (error as { code?: string }).code }, 'scheduled report could not be made'))
    if (made > 0) logger.info({ made }, 'scheduled reports')
  },
  'sweep': async () => {
    const sessions = await sweepSessions(deps.orm.em.fork(), deps.clock.nowMs())
    const answers = await sweepAnswers(deps.pool, deps.clock.nowMs() - answerSpanMs)
    const parts = await sweepTaskFiles(deps.pool, deps.clock.nowMs() - taskFileSpanMs)
    logger.info({ sessions, answers, parts }, 'swept')
  },
  'run-tasks': async () => {
    const runs = await runTasks(deps, (taskId, error) => logger.warn({ taskId, name: (error as Error).name, code: (error as { code?: string }).code }, 'task broke off'))
    if (runs > 0) logger.info({ runs }, 'tasks')
  },
  'mail': mailTask(deps, logger, office),
  ...objectTasks(deps, logger),
})

/** Times are in UTC. What was missed while nobody ran is done by the next run, so nothing is filled back. */
const times = parseCronItems([
  { task: 'claim-reminders', match: '* * * * *', options: { maxAttempts: 1 } },
  { task: 'drain-outbox', match: '* * * * *', options: { maxAttempts: 1 } },
  { task: 'run-tasks', match: '* * * * *', options: { maxAttempts: 1 } },
  { task: 'settle-documents', match: '* * * * *', options: { maxAttempts: 1 } },
  { task: 'inspect-files', match: '* * * * *', options: { maxAttempts: 1, queueName: 'files', jobKey: 'inspect-files' } },
  { task: 'make-pdfs', match: '* * * * *', options: { maxAttempts: 1, queueName: 'pdfs', jobKey: 'make-pdfs' } },
  { task: recountJob, match: '* * * * *', options: { maxAttempts: 1 } },
  { task: 'sweep-nonconformities', match: '*/5 * * * *', options: { maxAttempts: 1, jobKey: 'sweep-nonconformities' } },
  { task: 'watch-complaints', match: '14 * * * *', options: { maxAttempts: 1, jobKey: 'watch-complaints' } },
  { task: 'watch-actions', match: '11 * * * *', options: { maxAttempts: 1, jobKey: 'watch-actions' } },
  // One at a time, and never a heap of them: a mail server that hangs keeps one worker, and the other goes on.
  { task: 'mail', match: '* * * * *', options: { maxAttempts: 1, queueName: 'mail', jobKey: 'mail' } },
  { task: 'remind-duties', match: '31 * * * *', options: { maxAttempts: 1, jobKey: 'remind-duties' } },
  { task: 'make-reports', match: '41 * * * *', options: { maxAttempts: 1, jobKey: 'make-reports' } },
  { task: 'warn-calendar-end', match: '7 * * * *', options: { maxAttempts: 3 } },
  // At night in Việt Nam.
  { task: 'check-statistics', match: '23 18 * * *', options: { maxAttempts: 1, jobKey: 'check-statistics' } },
  { task: 'sweep', match: '17 * * * *', options: { maxAttempts: 3 } },
  ...objectTimes,
])

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
