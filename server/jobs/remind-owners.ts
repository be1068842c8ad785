/** Reminds of things that have an owner and a day: each rung once for each thing and day, and one notice a sweep for a thing, however many rungs it has passed. */
import type { NoticeKind } from '../../schemas/notice.ts'
import type { Role } from '../../schemas/procedure.ts'
import { holdersOfRole } from '../../storage/calendar-ends.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { claimDutyRungs } from '../../storage/quality/duties.ts'
import type { Deps } from '../deps.ts'
import type { YearOf } from '../reports/year.ts'

/** `rungs`: those reached by today, the least first. */
export interface OwnedThing { readonly key: string; readonly dueOn: string; readonly ownerId: string; readonly rungs: readonly NoticeKind[]; readonly payload: Notice['payload'] }
/** Who is told beside the owner, and of which rung. */
export interface AlsoTold { readonly role: Role; readonly of: NoticeKind }

/** Answers how many notices were written. */
export const remindOwners = async (deps: Pick<Deps, 'pool' | 'clock'>, { tenantId, today }: YearOf, things: readonly OwnedThing[], also: AlsoTold): Promise<number> => {
  const reached = things.flatMap(({ key, dueOn, rungs }) => rungs.map((rung) => ({ duty: key, dueOn, rung })))
  if (reached.length === 0) return 0
  return inTransaction(deps.pool, async (client) => {
    const nowMs = deps.clock.nowMs()
    const claimed = await claimDutyRungs(client, tenantId, reached, nowMs)
    const holders = await holdersOfRole(client, tenantId, also.role, today)
    const notices = things.flatMap(({ key, ownerId, rungs, payload }): Notice[] => {
      const kind = rungs.findLast((rung) => claimed.some((one) => one.duty === key && one.rung === rung))
      if (kind === undefined) return []
      return [...new Set([ownerId, ...(kind === also.of ? holders : [])])].map((accountId) => ({ accountId, dossierId: null, kind, payload }))
    })
    await addNotices(client, tenantId, notices, nowMs)
    return notices.length
  })
}
