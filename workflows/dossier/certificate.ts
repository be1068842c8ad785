/** The deadline certificate: every day that was counted or skipped, and why; each stop with its ground and paper; the verdict. Pure. Sources: docs/clock.md; NĐ 61/2018/NĐ-CP art. 19. */
import type { Limit, Timeliness, TraceLine } from '../../schemas/calendar.ts'
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { addDays, budgetOf, dueDateOf, explainDue, formatInstant, isWorkingDay, localDateOf, parseInstant, whereCovered, workingDaysBetween, type PreparedCalendar } from '../calendar/index.ts'
import type { Rules } from './lifecycle.ts'

/** A stretch in which the clock stood still. `effect`: the count went on afterwards, or began anew; null while it still stands. */
export interface CertificateStop {
  readonly seq: number; readonly status: number; readonly ground: string; readonly fromAt: string; readonly toAt: string | null
  readonly paper: NonNullable<JournalEntry['paper']> | null; readonly effect: 'pause' | 'reset' | null
}
/** Everything that a due date and a verdict rest on. Instants in the agency's zone. */
export interface Certificate {
  readonly code: string | null
  readonly calendar: string
  readonly rule: string | null
  readonly limit: Limit & { readonly budget: number }
  readonly receivedAt: string | null
  readonly countedFrom: string | null
  readonly printedDueAt: string | null
  readonly dueAt: string | null
  readonly dueOn: string | null
  /** The calendar does not reach the end of the count. */
  readonly open: boolean
  /** The due date in force is the one once printed, which a later calendar would have brought forward. */
  readonly keptPrinted: boolean
  readonly days: readonly TraceLine[]
  readonly stops: readonly CertificateStop[]
  readonly appointed: { readonly seq: number; readonly fromDueAt: string | null; readonly toDueAt: string | null; readonly paper: NonNullable<JournalEntry['paper']> | null } | null
  readonly doneAt: string | null
  readonly timeliness: Timeliness | null
  readonly daysLate: number | null
  /** The days after the due date up to the day done; those counted are the days late. */
  readonly lateDays: readonly TraceLine[]
}

const grounds: Readonly<Record<number, string>> = {
  5: 'Chờ người nộp bổ sung hồ sơ (Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4)',
  6: 'Chờ người nộp thực hiện nghĩa vụ tài chính (trạng thái 6 của Cổng Dịch vụ công quốc gia)',
  8: 'Dừng giải quyết theo quyết định của người có thẩm quyền (trạng thái 8 của Cổng Dịch vụ công quốc gia)',
}

const ms = (instant: string): number => parseInstant(instant, 'UTC')

/** Each stop of a journal, with what came of the count afterwards. */
function stopsOf({ compiled: { definition }, calendar: { calendar } }: Rules, entries: readonly JournalEntry[]): CertificateStop[] {
  const at = (instant: string): string => formatInstant(ms(instant), calendar.zone)
  return entries.flatMap((entry, index) => {
    if (entry.clock.mode !== 'stopped' || entries[index - 1]?.clock.mode === 'stopped') return []
    const endIndex = entries.findIndex(({ clock }, later) => later > index && clock.mode !== 'stopped')
    const end = entries[endIndex]
    const anew = entry.clock.unit === 'sameDay' || (entries[endIndex - 1]?.status === 5 && definition.onResume === 'reset')
    return [{
      seq: entry.seq, status: entry.status, ground: grounds[entry.status] ?? 'Dừng tính thời hạn theo quy trình', fromAt: at(entry.at), toAt: end === undefined ? null : at(end.at),
      paper: entry.paper ?? null, effect: end?.clock.mode !== 'runs' ? null : anew ? 'reset' as const : 'pause' as const,
    }]
  })
}

const limitOf = ({ compiled: { definition } }: Rules, { limitVariant }: Dossier): Limit =>
  (limitVariant === null ? undefined : definition.limitVariants?.[limitVariant]?.limit) ?? definition.limit

interface Count { readonly days: readonly TraceLine[]; readonly dueAtMs: number | null; readonly open: boolean }

/** The days before the present count began anew, each told as such. */
const daysBefore = ({ calendar }: PreparedCalendar, receivedAtMs: number, startedAtMs: number): TraceLine[] => {
  const until = localDateOf(startedAtMs, calendar.zone)
  const lines: TraceLine[] = []
  for (let on = localDateOf(receivedAtMs, calendar.zone); on < until; on = addDays(on, 1)) lines.push({ on, counted: false, reason: 'restarted', source: 'Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4' })
  return lines
}

function countOf(rules: Rules, dossier: Dossier, limit: Limit, stops: readonly CertificateStop[]): Count {
  const { clock: { startedAtMs }, receivedAtMs } = dossier
  if (startedAtMs === null || receivedAtMs === null) return { days: [], dueAtMs: null, open: false }
  // The stop after which the count began anew is no part of the present count; one at the end of the clock is open for it.
  const own = stops.filter(({ fromAt, toAt }) => ms(fromAt) >= startedAtMs && toAt !== fromAt)
    .map(({ fromAt, toAt, ground, effect }) => ({ fromMs: ms(fromAt), toMs: toAt === null || effect === null ? null : ms(toAt), kind: ground.slice(0, 200) }))
  const explained = whereCovered(() => explainDue(rules.calendar, { startMs: startedAtMs, limit, stops: own }))
  if (explained === null) return { days: [], dueAtMs: null, open: true }
  return { days: [...daysBefore(rules.calendar, receivedAtMs, startedAtMs), ...explained.trace], dueAtMs: explained.dueAtMs, open: false }
}

/** The dates in (from, to], each as working or not, with the reason of the calendar. */
function daysLate({ calendar }: Rules, dueAtMs: number, doneAtMs: number): TraceLine[] {
  const from = dueDateOf(calendar, dueAtMs)
  const to = localDateOf(doneAtMs, calendar.calendar.zone)
  if (to <= from) return []
  const start = parseInstant(`${from}T00:00`, calendar.calendar.zone)
  const days = Math.max(1, workingDaysBetween(calendar, from, to) + 1)
  const known = new Map(explainDue(calendar, { startMs: start, limit: { unit: 'workingDay', amount: days } }).trace.map((line) => [line.on, line]))
  const lines: TraceLine[] = []
  for (let on = addDays(from, 1); on <= to; on = addDays(on, 1)) lines.push({ ...(known.get(on) ?? { on, reason: 'notWorked', source: null }), counted: isWorkingDay(calendar, on) })
  return lines
}

const appointmentOf = (entries: readonly JournalEntry[], dossier: Dossier, at: (instant: string | null) => string | null): Certificate['appointed'] => {
  const index = entries.findLastIndex(({ event }) => event === 'APOLOGY_ISSUED')
  const entry = entries[index]
  if (dossier.clock.appointed !== true || entry === undefined) return null
  return { seq: entry.seq, fromDueAt: at(entries[index - 1]?.clock.dueAt ?? null), toDueAt: at(entry.clock.dueAt), paper: entry.paper ?? null }
}

/** The certificate of a dossier as its journal and the rules that it is pinned to give it. */
export function certificateOf(rules: Rules, dossier: Dossier, entries: readonly JournalEntry[]): Certificate {
  const { calendar } = rules.calendar
  const at = (instant: number | null): string | null => (instant === null ? null : formatInstant(instant, calendar.zone))
  const { clock, resultReadyAtMs } = dossier
  const limit = limitOf(rules, dossier)
  const stops = stopsOf(rules, entries)
  const count = countOf(rules, dossier, limit, stops)
  const appointed = appointmentOf(entries, dossier, (instant) => at(instant === null ? null : ms(instant)))
  const late = dossier.timeliness === 'late' && clock.dueAtMs !== null && resultReadyAtMs !== null ? { due: clock.dueAtMs, done: resultReadyAtMs } : null
  return {
    code: dossier.code, calendar: `${calendar.id}@${calendar.version}`, rule: dossier.timelinessRule, limit: { ...limit, budget: budgetOf(limit) },
    receivedAt: at(dossier.receivedAtMs), countedFrom: at(clock.startedAtMs), printedDueAt: at(clock.dueOriginalAtMs),
    dueAt: at(clock.dueAtMs), dueOn: clock.dueAtMs === null ? null : whereCovered(() => dueDateOf(rules.calendar, clock.dueAtMs ?? 0)),
    open: count.open, keptPrinted: appointed === null && count.dueAtMs !== null && clock.dueAtMs !== null && count.dueAtMs !== clock.dueAtMs,
    days: count.days, stops, appointed, doneAt: at(resultReadyAtMs), timeliness: dossier.timeliness, daysLate: dossier.daysLate,
    lateDays: late === null ? [] : whereCovered(() => daysLate(rules, late.due, late.done)) ?? [],
  }
}
