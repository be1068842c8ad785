/**
 * By when a complaint is to be accepted, answered or passed on: dated data with its source. Luật Khiếu nại 02/2011/QH13 art. 27, 28; Luật Tố cáo 25/2018/QH14 art. 24; NĐ 20/2008/NĐ-CP
 * as amended by NĐ 92/2017/NĐ-CP for feedback. The days of the last two were not compared with the wording and say so (LS-015).
 */
import type { Limit } from '../../schemas/calendar.ts'
import type { Complaint, ComplaintKind } from '../../schemas/complaint.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { dueDateOf, explainDue, localDateOf, type DueExplanation, type PreparedCalendar, whereCovered, workingDaysBetween } from '../calendar/index.ts'

/** What is counted: until it is taken up, until it is answered, until it is answered when it is complicated. */
type Stage = 'accept' | 'answer' | 'extended'
interface ComplaintLimit { readonly name: string; readonly kind: ComplaintKind; readonly stage: Stage; readonly limit: Limit; readonly ground: string; readonly validFrom: LocalDate }

const days = (unit: 'workingDay' | 'calendarDay', amount: number): Limit => ({ unit, amount })
/** The newest last; what was counted keeps the name of its limit. */
const limits: readonly ComplaintLimit[] = [
  { name: 'feedback-accept-1', kind: 'feedback', stage: 'accept', limit: days('workingDay', 5), ground: 'NĐ 20/2008/NĐ-CP, sửa đổi bởi NĐ 92/2017/NĐ-CP (cần đối chiếu nguyên văn)', validFrom: '2008-03-15' },
  { name: 'feedback-answer-1', kind: 'feedback', stage: 'answer', limit: days('workingDay', 15), ground: 'NĐ 20/2008/NĐ-CP, sửa đổi bởi NĐ 92/2017/NĐ-CP (cần đối chiếu nguyên văn)', validFrom: '2008-03-15' },
  { name: 'complaint-accept-1', kind: 'complaint', stage: 'accept', limit: days('calendarDay', 10), ground: 'Luật Khiếu nại 2011, Điều 27', validFrom: '2012-07-01' },
  { name: 'complaint-answer-1', kind: 'complaint', stage: 'answer', limit: days('calendarDay', 30), ground: 'Luật Khiếu nại 2011, Điều 28', validFrom: '2012-07-01' },
  { name: 'complaint-extended-1', kind: 'complaint', stage: 'extended', limit: days('calendarDay', 45), ground: 'Luật Khiếu nại 2011, Điều 28 (vụ việc phức tạp)', validFrom: '2012-07-01' },
  { name: 'denunciation-accept-1', kind: 'denunciation', stage: 'accept', limit: days('workingDay', 5), ground: 'Luật Tố cáo 2018, Điều 24 (chuyển cơ quan có thẩm quyền; cần đối chiếu nguyên văn)', validFrom: '2019-01-01' },
]

const limitOf = (kind: ComplaintKind, stage: Stage, on: LocalDate): ComplaintLimit | null =>
  limits.findLast((one) => one.kind === kind && one.stage === stage && one.validFrom <= on) ?? limits.find((one) => one.kind === kind && one.stage === stage) ?? null

type Clocked = Pick<Complaint, 'kind' | 'state' | 'receivedAtMs' | 'acceptedAtMs' | 'extended'>

/** Whether a kind knows a longer limit for complicated matters. */
export const mayBeExtended = (kind: ComplaintKind): boolean => limits.some((one) => one.kind === kind && one.stage === 'extended')

/** The limit of the present stage, its ground, and each day counted; null once it is answered or ended. A complaint is counted from its acceptance, feedback from its receipt. */
export function complaintDue(calendar: PreparedCalendar, { kind, state, receivedAtMs, acceptedAtMs, extended }: Clocked): (DueExplanation & { readonly name: string; readonly ground: string }) | null {
  if (state !== 'received' && state !== 'accepted' && state !== 'handling') return null
  const stage: Stage = state === 'received' ? 'accept' : extended ? 'extended' : 'answer'
  const startMs = stage !== 'accept' && kind === 'complaint' ? acceptedAtMs ?? receivedAtMs : receivedAtMs
  const found = limitOf(kind, stage, localDateOf(startMs, calendar.calendar.zone))
  const told = found === null ? null : whereCovered(() => explainDue(calendar, { startMs, limit: found.limit }))
  return found === null || told === null ? null : { ...told, name: found.name, ground: found.ground }
}

/** Whether the day of a due instant is over: a limit in days runs to the end of its last day, not of its office hours. Source: Bộ luật Dân sự 2015, art. 148. */
export const isComplaintLate = (calendar: PreparedCalendar, dueAtMs: number, nowMs: number): boolean => dueDateOf(calendar, dueAtMs) < localDateOf(nowMs, calendar.calendar.zone)

/** A rung that is reached; each is told of once for its due instant. */
export interface ComplaintRung { readonly rung: 'complaintDueSoon' | 'complaintOverdue' | 'complaintEscalated'; readonly basis: string }

const soonDays = 2
const escalateDays = 3

/** Rungs reached by now, the least first: two working days before, on passing, three working days after. @throws DomainError calendar-not-covered */
export function complaintRungs(calendar: PreparedCalendar, { dueAtMs }: Pick<Complaint, 'dueAtMs'>, nowMs: number): ComplaintRung[] {
  if (dueAtMs === null) return []
  const [due, today] = [dueDateOf(calendar, dueAtMs), localDateOf(nowMs, calendar.calendar.zone)]
  const basis = `due-${dueAtMs}`
  const isLate = isComplaintLate(calendar, dueAtMs, nowMs)
  return [
    ...(isLate || workingDaysBetween(calendar, today, due) <= soonDays ? [{ rung: 'complaintDueSoon' as const, basis }] : []),
    ...(isLate ? [{ rung: 'complaintOverdue' as const, basis }] : []),
    ...(isLate && workingDaysBetween(calendar, due, today) > escalateDays ? [{ rung: 'complaintEscalated' as const, basis }] : []),
  ]
}
