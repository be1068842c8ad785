/** How a form groups what ended without a result and what is paused: as the question says, else as the agency decided for the form, else as the province's form has it. */
import type { Grouping } from '../../schemas/statistics.ts'
import { listFormGroupings, type StoredGrouping } from '../../storage/form-groupings.ts'
import { decidedGrouping, type GroupedPeriod } from '../../workflows/statistics/grouping.ts'
import type { Deps } from '../deps.ts'
import { usualGrouping } from './statistics.ts'

/** What a question says itself; nothing said leaves it to the form. */
export interface GroupingAsked { readonly ended?: Grouping['ended'] | null | undefined; readonly paused?: Grouping['paused'] | null | undefined }

/** The grouping, and the decision that it rests on where the question left something to it. */
export interface GroupingUsed { readonly grouping: Grouping; readonly decided: StoredGrouping | null }

/** How a form groups in a period, for screen, programming interface, command line, schedules and sealed figures alike. */
export const groupingFor = async (deps: Pick<Deps, 'pool'>, tenantId: string, period: GroupedPeriod, { ended, paused }: GroupingAsked = {}): Promise<GroupingUsed> => {
  const decided = decidedGrouping(await listFormGroupings(deps.pool, tenantId), period)
  const own: Grouping = decided ?? usualGrouping
  const isLeft = ended == null || paused == null
  return { grouping: { ended: ended ?? own.ended, paused: paused ?? own.paused }, decided: isLeft ? decided : null }
}
