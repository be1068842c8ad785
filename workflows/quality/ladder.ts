/** Who is reminded of an action and when: each rung once for each due day. Days are working days of the agency's calendar. */
import type { CorrectiveAction } from '../../schemas/corrective-action.ts'
import type { Role } from '../../schemas/procedure.ts'
import { dueDateOf, localDateOf, type PreparedCalendar, workingDaysBetween } from '../calendar/index.ts'

type ActionRung = 'actionDueSoon' | 'actionOverdue' | 'actionEscalated' | 'actionVerifyWaits'

/** A rung that is reached, what tells its rounds apart, and whom it concerns. */
export interface ReachedRung { readonly rung: ActionRung; readonly basis: string; readonly agency: readonly Role[]; readonly line: readonly Role[]; readonly owner: boolean }

/** So many working days before the day the owner is reminded; so many after it the leaders are told; so long a finished action may wait for who verifies it. */
const soonDays = 3
const escalateDays = 5
const verifyDays = 5

const toBeDone: ReadonlySet<CorrectiveAction['state']> = new Set(['proposed', 'analysing', 'awaitingApproval', 'doing'])

/** Rungs reached by now, the least first. @throws DomainError calendar-not-covered */
export function actionRungsReached(action: CorrectiveAction, calendar: PreparedCalendar, nowMs: number): ReachedRung[] {
  const today = localDateOf(nowMs, calendar.calendar.zone)
  const { state, dueOn, finished, round } = action
  if (toBeDone.has(state) && dueOn !== null) {
    const late = dueOn < today
    const [before, after] = late ? [0, workingDaysBetween(calendar, dueOn, today)] : [workingDaysBetween(calendar, today, dueOn), 0]
    return [
      ...(!late && before > soonDays ? [] : [{ rung: 'actionDueSoon' as const, basis: dueOn, agency: [], line: [], owner: true }]),
      ...(late ? [{ rung: 'actionOverdue' as const, basis: dueOn, agency: [], line: ['unitHead', 'oneStopHead'] as const, owner: true }] : []),
      ...(late && after > escalateDays ? [{ rung: 'actionEscalated' as const, basis: dueOn, agency: ['qualityManager', 'agencyLeader'] as const, line: [], owner: false }] : []),
    ]
  }
  if (state !== 'verifying' || finished === null || workingDaysBetween(calendar, dueDateOf(calendar, finished.atMs), today) <= verifyDays) return []
  return [{ rung: 'actionVerifyWaits', basis: `${round}:${finished.atMs}`, agency: ['isoSecretary', 'qualityManager'], line: [], owner: false }]
}
