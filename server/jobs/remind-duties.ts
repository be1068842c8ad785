/** Reminds of what the year asks, of what reviews decided and of treatments of risks: each rung once for each duty and day, and one notice a sweep for a duty, however many rungs it has passed. */
import type { Duty } from '../../schemas/duty.ts'
import type { Role } from '../../schemas/procedure.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { holdersOfRole } from '../../storage/calendar-ends.ts'
import { claimDutyRungs } from '../../storage/quality/duties.ts'
import { listTenants } from '../../storage/tenants.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { dutiesToTell, dutyRungs, dutyRungsReached, type DutyRung } from '../../workflows/quality/duties.ts'
import type { Deps } from '../deps.ts'
import { dutyYearOf, type YearOf } from '../reports/year.ts'
import { remindReviewTasks } from './remind-review-tasks.ts'
import { remindRisks } from './remind-risks.ts'

type JobDeps = Pick<Deps, 'pool' | 'orm' | 'clock'>

/** Whom a rung concerns: the ISO secretary first, then whoever answers for the system. */
const told: Readonly<Record<DutyRung, readonly Role[]>> = {
  d30: ['isoSecretary'], d14: ['isoSecretary'], passed: ['isoSecretary', 'qualityManager'], escalated: ['qualityManager', 'agencyLeader'],
}

const noticeOf = ({ key, kind, about, dueOn, year }: Duty & { readonly year: number }, rung: DutyRung): Omit<Notice, 'accountId'> => ({
  dossierId: null, kind: rung === 'd30' || rung === 'd14' ? 'dutySoon' : 'dutyLate', payload: { dutyKind: kind, dutyKey: key, year, title: about, dueOn },
})

const remindAgency = async (deps: JobDeps, { tenantId, zone, today }: YearOf): Promise<number> => {
  const year = Number(today.slice(0, 4))
  const agency = { tenantId, zone, today }
  const duties = dutiesToTell(await dutyYearOf(deps, agency, year), await dutyYearOf(deps, agency, year - 1))
  const reached = duties.flatMap((duty) => dutyRungsReached(duty, today).map((rung) => ({ duty, rung })))
  if (reached.length === 0) return 0
  return inTransaction(deps.pool, async (client) => {
    const nowMs = deps.clock.nowMs()
    const claimed = await claimDutyRungs(client, tenantId, reached.map(({ duty: { key, dueOn }, rung }) => ({ duty: key, dueOn, rung })), nowMs)
    const holders = new Map<Role, readonly string[]>()
    const holdersOf = async (role: Role): Promise<readonly string[]> => {
      const known = holders.get(role) ?? await holdersOfRole(client, tenantId, role, today)
      holders.set(role, known)
      return known
    }
    const notices: Notice[] = []
    for (const duty of duties) {
      const rungs = claimed.filter((one) => one.duty === duty.key).map(({ rung }) => rung)
      const last = dutyRungs.findLast((rung) => rungs.includes(rung))
      if (last === undefined) continue
      const accounts = new Set((await Promise.all(told[last].map(holdersOf))).flat())
      notices.push(...[...accounts].map((accountId) => ({ ...noticeOf(duty, last), accountId })))
    }
    await addNotices(client, tenantId, notices, nowMs)
    return notices.length
  })
}

/** Answers how many notices were written; `onFault` is told of an agency that could not be looked at, the others go on. */
export const remindDuties = async (deps: JobDeps, onFault: (tenantId: string, error: unknown) => void): Promise<number> => {
  let sum = 0
  for (const { id: tenantId, zone } of await listTenants(deps.orm.em.fork())) {
    try {
      const agency = { tenantId, zone, today: localDateOf(deps.clock.nowMs(), zone) }
      sum += await remindAgency(deps, agency) + await remindReviewTasks(deps, agency) + await remindRisks(deps, agency)
    } catch (error) {
      onFault(tenantId, error)
    }
  }
  return sum
}
