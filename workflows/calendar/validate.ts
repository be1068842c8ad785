/** What is wrong with a working calendar. Guessing is worse than refusing: one finding is enough to refuse the whole calendar. */
import type { CalendarDay, Session, WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { epochDayOf, tryParseDate, weekdayOf } from './dates.ts'
import { isWorkKind, patternOn, sessionsOn, timeMsOf, type DatedPattern } from './pattern.ts'
import { zoneNamed } from './zone.ts'

/** One fault: the rule broken and where. */
export interface CalendarFinding { readonly rule: string; readonly on?: string; readonly decision?: string; readonly at?: string }

const sessionsInOrder = (sessions: readonly Session[]): boolean =>
  sessions.every((session, i) => {
    const before = sessions[i - 1]
    return timeMsOf(session.from) < timeMsOf(session.to) && (!before || timeMsOf(before.to) <= timeMsOf(session.from))
  })

const frameFindings = (calendar: WorkingCalendar): CalendarFinding[] => {
  const found: CalendarFinding[] = []
  const from = tryParseDate(calendar.coversFrom)
  const to = tryParseDate(calendar.coversTo)
  if (from === null || to === null || from > to) found.push({ rule: 'coverage-invalid' })
  else if (from < epochDayOf(1900, 1, 2) || to > epochDayOf(2199, 12, 30)) found.push({ rule: 'coverage-invalid' })
  try {
    zoneNamed(calendar.zone)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    found.push({ rule: 'zone-unknown', at: calendar.zone })
  }
  return found
}

const weeklyFindings = (calendar: WorkingCalendar): CalendarFinding[] => {
  const found: CalendarFinding[] = []
  let previous = -Infinity
  for (const pattern of calendar.weekly) {
    const from = tryParseDate(pattern.validFrom)
    if (from === null) found.push({ rule: 'date-invalid', on: pattern.validFrom })
    else if (from <= previous) found.push({ rule: 'patterns-not-in-order', on: pattern.validFrom })
    previous = from ?? previous
    const all = [...pattern.days, ...(pattern.receiptOnly ?? [])]
    if (!all.every(sessionsInOrder)) found.push({ rule: 'sessions-not-in-order', on: pattern.validFrom })
  }
  const first = calendar.weekly[0]
  if (!first || first.validFrom > calendar.coversFrom) found.push({ rule: 'coverage-without-pattern' })
  return found
}

const rowFinding = (row: CalendarDay, patterns: readonly DatedPattern[], calendar: WorkingCalendar): CalendarFinding | null => {
  const where = { on: row.on, decision: row.decision }
  const day = tryParseDate(row.on)
  if (day === null || tryParseDate(row.knownOn) === null) return { rule: 'date-invalid', ...where }
  if (row.on < calendar.coversFrom || row.on > calendar.coversTo) return { rule: 'day-outside-coverage', ...where }
  const pattern = patternOn(patterns, day)
  const usual = pattern?.days[weekdayOf(day)] ?? []
  const worked = sessionsOn(row, pattern, weekdayOf(day))
  if (!sessionsInOrder(worked)) return { rule: 'sessions-not-in-order', ...where }
  if (isWorkKind(row.kind) && worked.length === 0) return { rule: 'work-without-sessions', ...where }
  if (row.kind === 'SWAP_OFF' && worked.length > 0) return { rule: 'swap-off-with-sessions', ...where }
  if (row.kind === 'SWAP_OFF' && usual.length === 0) return { rule: 'swap-off-on-day-off', ...where }
  if (row.kind === 'SWAP_WORK' && usual.length > 0) return { rule: 'swap-work-on-working-day', ...where }
  return null
}

const swapFindings = (days: readonly CalendarDay[]): CalendarFinding[] => {
  const balance = new Map<string, number>()
  for (const row of days) {
    const step = row.kind === 'SWAP_OFF' ? 1 : row.kind === 'SWAP_WORK' ? -1 : 0
    if (step !== 0) balance.set(row.decision, (balance.get(row.decision) ?? 0) + step)
  }
  return [...balance].filter(([, sum]) => sum !== 0).map(([decision]) => ({ rule: 'swap-unpaired', decision }))
}

const duplicateFindings = (days: readonly CalendarDay[]): CalendarFinding[] => {
  const seen = new Set<string>()
  return days.filter(({ on }) => seen.has(on) || !seen.add(on)).map(({ on, decision }) => ({ rule: 'day-twice', on, decision }))
}

/**
 * Every fault of a calendar: coverage-invalid, zone-unknown, date-invalid, patterns-not-in-order, coverage-without-pattern,
 * sessions-not-in-order (or overlapping), day-twice, day-outside-coverage, work-without-sessions, swap-off-with-sessions
 * (a swap moves whole days), swap-off-on-day-off, swap-work-on-working-day, swap-unpaired (a decision must give back as many days as it
 * takes).
 */
export const calendarFindings = (calendar: WorkingCalendar): CalendarFinding[] => {
  const patterns = calendar.weekly.map((pattern) => ({ from: tryParseDate(pattern.validFrom) ?? 0, pattern }))
  const rows = calendar.days.map((row) => rowFinding(row, patterns, calendar)).filter((finding) => finding !== null)
  const { days } = calendar
  return [...frameFindings(calendar), ...weeklyFindings(calendar), ...duplicateFindings(days), ...rows, ...swapFindings(days)]
}
