/** Reminds of treatments of risks and opportunities: a week before the day whoever answers for it, on the day the ISO secretary too; each once for each day. */
import { openTreatments } from '../../storage/facts.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { riskRungs, riskSoonDays } from '../../workflows/quality/duties.ts'
import type { Deps } from '../deps.ts'
import type { YearOf } from '../reports/year.ts'
import { remindOwners } from './remind-owners.ts'

/** More than an agency treats at a time. */
const treatmentsMost = 2_000

/** Answers how many notices were written. */
export const remindRisks = async (deps: Pick<Deps, 'pool' | 'clock'>, agency: YearOf): Promise<number> => {
  const open = await openTreatments(deps.pool, agency.tenantId, { dueBy: addDays(agency.today, riskSoonDays), limit: treatmentsMost })
  return remindOwners(deps, agency, open.map(({ id, number, title, ownerId, dueOn }) => ({
    key: `risk:${id}`, dueOn, ownerId, rungs: riskRungs(dueOn, agency.today), payload: { factId: id, code: number, title: title.slice(0, 120), dueOn },
  })), { role: 'isoSecretary', of: 'riskDue' })
}
