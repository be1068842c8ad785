/** Makes the reports whose day has come: each period of a schedule once, kept as it was counted, and told to whoever keeps reports. Nothing is sent. */
import type { Tenant } from '../../schemas/agency.ts'
import type { ReportSchedule, ScheduledPeriod } from '../../schemas/report-schedule.ts'
import { holdersOfRole } from '../../storage/calendar-ends.ts'
import { newId } from '../../storage/ids.ts'
import { addNotices } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { addMadeReport, listReportSchedules, madePeriods } from '../../storage/report-schedules.ts'
import { listTenants } from '../../storage/tenants.ts'
import { localDateOf, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { periodsDue } from '../../workflows/report/schedule.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { calendarFor, makeNow, schedulesMost, type MadeDeps } from '../reports/made.ts'

/** Counting takes seconds in a large agency: what else is due waits for the next run. */
const madeAtOnce = 12

interface Waiting { readonly schedule: ReportSchedule; readonly period: ScheduledPeriod }

/** Counted first, then kept with its notices in one transaction: a crash in between leaves nothing, and the next run makes it. */
const makeOne = async (deps: MadeDeps, tenant: Tenant, { schedule: { id: scheduleId, subject }, period: { period, from, to } }: Waiting, today: string): Promise<boolean> => {
  const made = await makeNow(deps, tenant, subject, { from, to })
  return inTransaction(deps.pool, async (client) => {
    const [id, nowMs] = [newId(), deps.clock.nowMs()]
    const isFirst = await addMadeReport(client, tenant.id, { id, schedule: { id: scheduleId, period }, copyId: null, subject, from, to, ...made, accountId: null, nowMs })
    if (!isFirst) return false
    const told = new Set((await Promise.all(factKeepers.map((role) => holdersOfRole(client, tenant.id, role, today)))).flat())
    await addNotices(client, tenant.id, [...told].map((accountId) => ({ accountId, dossierId: null, kind: 'reportMade', payload: { madeReportId: id, code: period, title: made.title } })), nowMs)
    return true
  })
}

const waitingOf = async (deps: MadeDeps, tenant: Tenant, today: string): Promise<Waiting[]> => {
  const schedules = (await listReportSchedules(deps.pool, tenant.id, schedulesMost)).filter(({ endedOn }) => endedOn === null)
  if (schedules.length === 0) return []
  const [made, calendar]: [Map<string, string>, PreparedCalendar | null] = [await madePeriods(deps.pool, tenant.id), await calendarFor(deps, tenant)]
  return schedules.flatMap((schedule) => periodsDue(schedule, calendar, today).filter(({ period }) => !made.has(`${schedule.id} ${period}`)).map((period) => ({ schedule, period }))).slice(0, madeAtOnce)
}

/** Answers how many reports were made; `onFault` is told of one that could not be, the others go on and this one is tried again. */
export const makeReports = async (deps: MadeDeps, onFault: (scheduleId: string, error: unknown) => void): Promise<number> => {
  let sum = 0
  for (const tenant of await listTenants(deps.orm.em.fork())) {
    const today = localDateOf(deps.clock.nowMs(), tenant.zone)
    for (const one of await waitingOf(deps, tenant, today)) {
      try {
        if (await makeOne(deps, tenant, one, today)) sum += 1
      } catch (error) {
        onFault(one.schedule.id, error)
      }
    }
  }
  return sum
}
