/** The jobs of the service: what each does, and when. */
import { parseCronItems, type TaskList } from 'graphile-worker'
import type { Logger } from 'pino'
import { sweepAnswers } from '../../storage/outbox.ts'
import { sweepSessions } from '../../storage/sessions.ts'
import { sweepTaskFiles } from '../../storage/tasks.ts'
import { recountJob } from '../commands/add-calendar.ts'
import { runTasks } from '../commands/run-task.ts'
import { settleDocuments } from '../commands/settle-documents.ts'
import type { Deps } from '../deps.ts'
import { checkCourses } from './check-courses.ts'
import { checkRollup, checkStatistics } from './check-statistics.ts'
import { claimReminders } from './claim-reminders.ts'
import { drainOutbox } from './drain-outbox.ts'
import { inspectFiles } from './inspect-files.ts'
import { makePdfs } from './make-pdfs.ts'
import { makeReports } from './make-reports.ts'
import { mailTask, type PostOffice } from './mail.ts'
import { objectTasks, objectTimes } from './objects/index.ts'
import { remindDuties } from './remind-duties.ts'
import { recountDossiers } from './recount-dossiers.ts'
import { sweepNonconformities } from './sweep-nonconformities.ts'
import { warnCalendarEnd } from './warn-calendar-end.ts'
import { watchActions } from './watch-actions.ts'
import { watchComplaints } from './watch-complaints.ts'

/** An answer is kept this long for a request that is repeated. */
const answerSpanMs = 7 * 24 * 60 * 60 * 1000

/** What a task has written stays for a day to be fetched. */
const taskFileSpanMs = 24 * 60 * 60 * 1000

/** Tells the log which one of many failed, by its identifier and the code of the refusal. */
const faultsIn = (logger: Logger) => (member: string, words: string, level: 'error' | 'warn' = 'error') => (id: string, error: unknown): void => logger[level]({ [member]: id, code: (error as { code?: string }).code }, words)

/** What dossiers and their people wait for. */
const dossierTasks = (deps: Deps, logger: Logger): TaskList => {
  const fault = faultsIn(logger)
  return {
    'claim-reminders': async () => {
      const swept = await claimReminders(deps, fault('dossierId', 'reminder not possible', 'warn'))
      if (swept.dossiers > 0) logger.info(swept, 'reminders')
    },
    'drain-outbox': async () => {
      const handled = await drainOutbox(deps)
      if (handled > 0) logger.info({ handled }, 'outbox')
    },
    [recountJob]: async (_payload, helpers) => {
      const done = await recountDossiers(deps, fault('dossierId', 'recount not possible', 'warn'))
      if (done.moved + done.kept > 0) logger.info(done, 'dossiers under a new calendar')
      if (done.more) await helpers.addJob(recountJob, {}, { jobKey: recountJob, maxAttempts: 1 })
    },
    'run-tasks': async () => {
      const runs = await runTasks(deps, (taskId, error) => logger.warn({ taskId, name: (error as Error).name, code: (error as { code?: string }).code }, 'task broke off'))
      if (runs > 0) logger.info({ runs }, 'tasks')
    },
  }
}

/** Documents, the quality loop and reports. */
const qualityTasks = (deps: Deps, logger: Logger): TaskList => {
  const fault = faultsIn(logger)
  return {
    'settle-documents': async () => {
      const switched = await settleDocuments(deps, fault('documentId', 'revision could not be put into force'))
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
    'sweep-nonconformities': async () => {
      const found = await sweepNonconformities(deps, fault('tenantId', 'nonconformities not swept'))
      if (found > 0) logger.info({ found }, 'nonconformities')
    },
    'watch-complaints': async () => {
      const notices = await watchComplaints(deps, fault('complaintId', 'complaint not looked at'))
      if (notices > 0) logger.info({ notices }, 'complaints')
    },
    'watch-actions': async () => {
      const seen = await watchActions(deps, fault('actionId', 'corrective action not looked at'))
      if (seen.measured + seen.notices > 0) logger.info(seen, 'corrective actions')
    },
    'remind-duties': async () => {
      const notices = await remindDuties(deps, fault('tenantId', 'year not looked at'))
      if (notices > 0) logger.info({ notices }, 'what the year asks')
    },
    'make-reports': async () => {
      const made = await makeReports(deps, fault('scheduleId', 'scheduled report could not be made'))
      if (made > 0) logger.info({ made }, 'scheduled reports')
    },
  }
}

/** What keeps the service right. */
const upkeepTasks = (deps: Deps, logger: Logger): TaskList => ({
  'warn-calendar-end': async () => {
    const notices = await warnCalendarEnd(deps)
    if (notices > 0) logger.warn({ notices }, 'the working calendar comes to its end')
  },
  'check-statistics': async () => {
    const onFault = faultsIn(logger)('tenantId', 'figures could not be checked')
    for (const fault of await checkStatistics(deps, onFault)) logger.error(fault, 'figures differ from their recount')
    for (const fault of await checkRollup(deps, onFault)) logger.error(fault, 'the rollup differs from a recount')
    for (const fault of await checkCourses(deps, onFault)) logger.error(fault, 'what is kept of journals differs from reading them anew')
  },
  'sweep': async () => {
    const sessions = await sweepSessions(deps.orm.em.fork(), deps.clock.nowMs())
    const answers = await sweepAnswers(deps.pool, deps.clock.nowMs() - answerSpanMs)
    const parts = await sweepTaskFiles(deps.pool, deps.clock.nowMs() - taskFileSpanMs)
    logger.info({ sessions, answers, parts }, 'swept')
  },
})

/** What each job does, by its name in the queue. `office` null: no e-mail. */
export const tasksOf = (deps: Deps, logger: Logger, office: PostOffice | null): TaskList => ({
  ...dossierTasks(deps, logger), ...qualityTasks(deps, logger), ...upkeepTasks(deps, logger), 'mail': mailTask(deps, logger, office), ...objectTasks(deps, logger),
})

/** Times are in UTC. What was missed while nobody ran is done by the next run, so nothing is filled back. */
export const times = parseCronItems([
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
