/** Tells the business administrators that the calendar comes to its end: once for each rung, claimed before it is told, in one transaction. */
import { type AgencyCalendarEnd, calendarEnds, claimCalendarWarnings, holdersOfRole } from '../../storage/calendar-ends.ts'
import { addNotices } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { calendarEnd, rungsReached } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'

type JobDeps = Pick<Deps, 'pool' | 'clock'>

/** Answers how many notices were written. */
export const warnCalendarEnd = async (deps: JobDeps): Promise<number> => {
  let sum = 0
  for (const end of await calendarEnds(deps.pool, null, deps.clock.nowMs())) sum += await warn(deps, end)
  return sum
}

const warn = async ({ pool, clock }: JobDeps, end: AgencyCalendarEnd): Promise<number> => {
  const { coversTo, daysLeft } = calendarEnd(end.coversTo, end.today)
  const rungs = rungsReached({ coversTo, daysLeft })
  if (rungs.length === 0) return 0
  return inTransaction(pool, async (client) => {
    if ((await claimCalendarWarnings(client, end, rungs, clock.nowMs())).length === 0) return 0
    const accounts = await holdersOfRole(client, end.tenantId, 'businessAdmin', end.today)
    await addNotices(client, end.tenantId, accounts.map((accountId) => ({ accountId, dossierId: null, kind: 'calendarEnds', payload: { coversTo, daysLeft } })), clock.nowMs())
    return accounts.length
  })
}
