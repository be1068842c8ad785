/** Why a day is worked or not, in the words of the trace. */
import type { CalendarDayKind } from '../../schemas/calendar.ts'
import { weekdayOf } from './dates.ts'
import { patternOn } from './pattern.ts'
import type { PreparedCalendar } from './prepare.ts'
import { isWorkingDayNumber } from './working-time.ts'

/** What the calendar says about a day. `source` is the decision behind it; null for the plain weekly pattern. */
export interface DayDescription { readonly working: boolean; readonly reason: string; readonly source: string | null }

const offReasons: Readonly<Record<CalendarDayKind, string>> = {
  HOLIDAY: 'holiday', COMPENSATORY: 'compensatory', SWAP_OFF: 'swapOff', LOCAL_OFF: 'localOff',
  SWAP_WORK: 'notWorked', LOCAL_WORK: 'notWorked',
}
const workReasons: Readonly<Record<CalendarDayKind, string>> = {
  HOLIDAY: 'halfDay', COMPENSATORY: 'halfDay', SWAP_OFF: 'halfDay', LOCAL_OFF: 'halfDay', SWAP_WORK: 'makeUpDay', LOCAL_WORK: 'localWork',
}

/**
 * workingDay, makeUpDay, localWork, halfDay (an off kind that leaves sessions); weekend, notWorked (no sessions on a weekday),
 * receiptOnly (the desk receives, but the day does not count), holiday, compensatory, swapOff, localOff. @throws DomainError
 * calendar-not-covered.
 */
export const describeDay = (fast: PreparedCalendar, day: number): DayDescription => {
  const working = isWorkingDayNumber(fast, day)
  const row = fast.rows.get(day)
  if (row) return { working, reason: (working ? workReasons : offReasons)[row.kind], source: row.decision }
  if (working) return { working, reason: 'workingDay', source: null }
  const weekday = weekdayOf(day)
  const pattern = patternOn(fast.patterns, day)
  const receives = (pattern?.receiptOnly?.[weekday] ?? []).length > 0
  if (receives) return { working, reason: 'receiptOnly', source: pattern?.decision ?? null }
  return { working, reason: weekday >= 5 ? 'weekend' : 'notWorked', source: null }
}
