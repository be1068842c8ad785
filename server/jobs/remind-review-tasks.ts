/** Reminds of decisions of management reviews: a week before the day its owner, after it whoever answers for the system too; each once for each day. */
import { holdersOfRole } from '../../storage/calendar-ends.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { claimDutyRungs } from '../../storage/quality/duties.ts'
import { openReviewTasks, type OpenReviewTask } from '../../storage/quality/reviews.ts'
import { reviewTaskRungs } from '../../workflows/quality/review-decide.ts'
import type { Deps } from '../deps.ts'
import type { YearOf } from '../reports/year.ts'

/** Beyond them an agency decides more than it does. */
const tasksMost = 2_000
const keyOf = ({ reviewId, number }: OpenReviewTask): string => `review:${reviewId}:${number}`

/** Answers how many notices were written. */
export const remindReviewTasks = async (deps: Pick<Deps, 'pool' | 'clock'>, { tenantId, today }: YearOf): Promise<number> => {
  const tasks = await openReviewTasks(deps.pool, tenantId, tasksMost)
  const reached = tasks.flatMap((task) => reviewTaskRungs(task.dueOn, today).map((rung) => ({ duty: keyOf(task), dueOn: task.dueOn, rung })))
  if (reached.length === 0) return 0
  return inTransaction(deps.pool, async (client) => {
    const nowMs = deps.clock.nowMs()
    const claimed = await claimDutyRungs(client, tenantId, reached, nowMs)
    const managers = await holdersOfRole(client, tenantId, 'qualityManager', today)
    const notices = tasks.flatMap((task): Notice[] => {
      const rungs = claimed.filter(({ duty }) => duty === keyOf(task)).map(({ rung }) => rung)
      const kind = rungs.includes('reviewTaskLate') ? 'reviewTaskLate' as const : rungs.includes('reviewTaskSoon') ? 'reviewTaskSoon' as const : null
      if (kind === null) return []
      const { reviewId, code, text, dueOn, ownerId } = task
      return [...new Set([ownerId, ...(kind === 'reviewTaskLate' ? managers : [])])].map((accountId) => ({ accountId, dossierId: null, kind, payload: { reviewId, code, title: text.slice(0, 120), dueOn } }))
    })
    await addNotices(client, tenantId, notices, nowMs)
    return notices.length
  })
}
