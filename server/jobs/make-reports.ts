/** Makes the reports whose day has come: each period of a schedule once, kept as it was counted, and told to whoever keeps reports. Nothing is sent. */
import type { Tenant } from '../../schemas/agency.ts'
import type { ScheduledPeriod } from '../../schemas/report-schedule.ts'
import { holdersOfRole } from '../../storage/calendar-ends.ts'
import { newId } from '../../storage/ids.ts'
import { addNotices } from '../../storage/notices.ts'
import { type Executor, inTransaction } from '../../storage/pool.ts'
import { addMadeReport, delayReportSchedule, endReportDelay, listReportSchedules, madePeriods, type StoredSchedule } from '../../storage/report-schedules.ts'
import { listTenants } from '../../storage/tenants.ts'
import { localDateOf, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { periodsDue } from '../../workflows/report/schedule.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { calendarFor, makeNow, schedulesMost, type MadeDeps } from '../reports/made.ts'
import { subjectText } from '../views/report-schedules.ts'
import { catalogues } from '../views/texts/index.ts'

/** Counting takes seconds in a large agency: what else is due waits for the next run. */
const triedAtOnce = 12

const hourMs = 60 * 60_000
/**
 * Growing pauses after failures one after another. A day at the most, so that what was mended is made soon; yet `schedulesMost` schedules that fail for
 * ever are tried less often in a day than its 24 runs try, and leave room for the others.
 */
const pausesHours = [1, 2, 4, 8, 24]

interface Waiting { readonly schedule: StoredSchedule; readonly period: ScheduledPeriod }

/** Who keeps reports in an agency on a day. */
const keepersOf = async (client: Executor, tenantId: string, today: string): Promise<ReadonlySet<string>> =>
  new Set((await Promise.all(factKeepers.map((role) => holdersOfRole(client, tenantId, role, today)))).flat())

/** Counted first, then kept with its notices in one transaction: a crash in between leaves nothing, and the next run makes it. */
const makeOne = async (deps: MadeDeps, tenant: Tenant, { schedule: { id: scheduleId, subject, delay }, period: { period, from, to } }: Waiting, today: string): Promise<boolean> => {
  const made = await makeNow(deps, tenant, subject, { from, to })
  return inTransaction(deps.pool, async (client) => {
    const [id, nowMs] = [newId(), deps.clock.nowMs()]
    const isFirst = await addMadeReport(client, tenant.id, { id, schedule: { id: scheduleId, period }, copyId: null, subject, from, to, ...made, accountId: null, nowMs })
    if (!isFirst) return false
    if (delay !== null) await endReportDelay(client, tenant.id, scheduleId)
    const told = await keepersOf(client, tenant.id, today)
    await addNotices(client, tenant.id, [...told].map((accountId) => ({ accountId, dossierId: null, kind: 'reportMade', payload: { madeReportId: id, code: period, title: made.title } })), nowMs)
    return true
  })
}

/** Lets the schedule wait; the first failure of a row is told to whoever entered it or, when they keep reports no longer, to whoever does. */
const putOff = (deps: MadeDeps, tenant: Tenant, { schedule: { id, subject, enteredBy, delay }, period: { period } }: Waiting, today: string): Promise<void> =>
  inTransaction(deps.pool, async (client) => {
    const nowMs = deps.clock.nowMs()
    const pause = pausesHours[Math.min(delay?.failures ?? 0, pausesHours.length - 1)] ?? 1
    if (await delayReportSchedule(client, tenant.id, id, nowMs + pause * hourMs) > 1) return
    const keepers = await keepersOf(client, tenant.id, today)
    const told = keepers.has(enteredBy) ? [enteredBy] : [...keepers]
    await addNotices(client, tenant.id, told.map((accountId) => ({ accountId, dossierId: null, kind: 'reportFailed', payload: { reportScheduleId: id, code: period, title: subjectText({ t: catalogues.vi }, subject) } })), nowMs)
  })

/** What is due of the schedules that do not wait, the longest due first. */
const dueOf = async (deps: MadeDeps, tenant: Tenant, today: string): Promise<Waiting[]> => {
  const nowMs = deps.clock.nowMs()
  const schedules = (await listReportSchedules(deps.pool, tenant.id, schedulesMost)).filter(({ endedOn, delay }) => endedOn === null && (delay === null || delay.untilMs <= nowMs))
  if (schedules.length === 0) return []
  const [made, calendar]: [Map<string, string>, PreparedCalendar | null] = [await madePeriods(deps.pool, tenant.id), await calendarFor(deps, tenant)]
  return schedules.flatMap((schedule) => periodsDue(schedule, calendar, today).filter(({ period }) => !made.has(`${schedule.id} ${period}`)).map((period) => ({ schedule, period })))
    .toSorted((a, b) => (a.period.makeOn < b.period.makeOn ? -1 : a.period.makeOn > b.period.makeOn ? 1 : 0))
}

/** One agency; of a schedule that failed no later period is tried in the same run. */
const makeDue = async (deps: MadeDeps, tenant: Tenant, onFault: (scheduleId: string, error: unknown) => void): Promise<number> => {
  const today = localDateOf(deps.clock.nowMs(), tenant.zone)
  const failed = new Set<string>()
  let [sum, tried] = [0, 0]
  for (const one of await dueOf(deps, tenant, today)) {
    const { id } = one.schedule
    if (failed.has(id)) continue
    if (tried === triedAtOnce) break
    tried += 1
    try {
      if (await makeOne(deps, tenant, one, today)) sum += 1
    } catch (error) {
      failed.add(id)
      onFault(id, error)
      await putOff(deps, tenant, one, today).catch((second: unknown) => onFault(id, second))
    }
  }
  return sum
}

/** Answers how many reports were made; `onFault` is told of one that could not be: the others go on, and this one is tried again after a pause. */
export const makeReports = async (deps: MadeDeps, onFault: (scheduleId: string, error: unknown) => void): Promise<number> => {
  let sum = 0
  for (const tenant of await listTenants(deps.orm.em.fork())) sum += await makeDue(deps, tenant, onFault)
  return sum
}
