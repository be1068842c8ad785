/** Reminds of decisions of management reviews: a week before the day its owner, after it whoever answers for the system too; each once for each day. */
import { openReviewTasks } from '../../storage/quality/reviews.ts'
import { reviewTaskRungs } from '../../workflows/quality/review-decide.ts'
import type { Deps } from '../deps.ts'
import type { YearOf } from '../reports/year.ts'
import { remindOwners } from './remind-owners.ts'

/** Beyond them an agency decides more than it does. */
const tasksMost = 2_000

/** Answers how many notices were written. */
export const remindReviewTasks = async (deps: Pick<Deps, 'pool' | 'clock'>, agency: YearOf): Promise<number> => {
  const tasks = await openReviewTasks(deps.pool, agency.tenantId, tasksMost)
  return remindOwners(deps, agency, tasks.map(({ reviewId, number, code, text, dueOn, ownerId }) => ({
    key: `review:${reviewId}:${number}`, dueOn, ownerId, rungs: reviewTaskRungs(dueOn, agency.today), payload: { reviewId, code, title: text.slice(0, 120), dueOn },
  })), { role: 'qualityManager', of: 'reviewTaskLate' })
}
