/** How a dossier stands against its clock: colour, shape and words. */
import type { Dossier, StepHolding } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import {
  daysBetween, dueDateOf, elapsedWorkingMs, localDateOf, tMinusOne, workingDaysBetween, type PreparedCalendar,
} from '../../workflows/calendar/index.ts'
import { isStepUnopened } from '../../workflows/dossier/day.ts'
import { isDueOpen } from '../../workflows/dossier/recount.ts'
import { TIMELINESS_OPEN } from '../../workflows/dossier/timeliness.ts'
import { html, type Html } from './html.ts'
import type { Formats } from './times.ts'
import type { Texts } from './texts/index.ts'

export interface Standing { readonly kind: 'late' | 'soon' | 'good' | 'still' | 'ended'; readonly text: string }

/** What a standing is told with. */
export interface Telling { readonly t: Texts; readonly format: Formats; readonly calendar: PreparedCalendar; readonly nowMs: number }

const minuteMs = 60_000

/** Working time in hours and minutes; what is more than nothing is at least one minute. */
export const durationText = ({ t }: Pick<Telling, 't'>, ms: number): string => {
  const minutes = ms <= 0 ? 0 : Math.max(1, Math.round(ms / minuteMs))
  return t.badge.hoursMinutes(String(Math.floor(minutes / 60)), String(minutes % 60))
}

const decided = ({ t, format }: Telling, { timeliness, daysLate }: Dossier): Standing | null => {
  if (timeliness === 'late') return { kind: 'late', text: daysLate ? t.badge.lateDoneBy(format.number(daysLate)) : t.badge.lateDone }
  return timeliness === null ? null : { kind: 'good', text: timeliness === 'early' ? t.badge.early : t.badge.onTime }
}

const paused = ({ t, format, calendar, nowMs }: Telling, { lastEventAtMs }: Dossier): Standing => {
  const { zone } = format
  const day = daysBetween(localDateOf(lastEventAtMs, zone), localDateOf(nowMs, calendar.calendar.zone)) + 1
  return { kind: 'still', text: t.badge.paused(format.number(Math.max(1, day))) }
}

const overdue = ({ t, format, calendar, nowMs }: Telling, dueAtMs: number): Standing => {
  const days = workingDaysBetween(calendar, dueDateOf(calendar, dueAtMs), localDateOf(nowMs, calendar.calendar.zone))
  return { kind: 'late', text: days > 0 ? t.badge.late(format.number(days)) : t.badge.lateHours(durationText({ t }, Math.max(1, elapsedWorkingMs(calendar, dueAtMs, nowMs)))) }
}

const ahead = ({ t, format, calendar, nowMs }: Telling, dueAtMs: number): Standing => {
  const today = localDateOf(nowMs, calendar.calendar.zone)
  const days = workingDaysBetween(calendar, today, dueDateOf(calendar, dueAtMs))
  const kind = tMinusOne(calendar, dueAtMs) <= nowMs ? 'soon' : 'good'
  return { kind, text: days > 0 ? t.badge.left(format.number(days)) : t.badge.leftHours(durationText({ t }, Math.max(1, elapsedWorkingMs(calendar, nowMs, dueAtMs)))) }
}

/** Plain words where the calendar does not reach. */
const uncovered = ({ t, nowMs }: Telling, dueAtMs: number): Standing =>
  (dueAtMs < nowMs ? { kind: 'late', text: t.badge.lateDone } : { kind: 'good', text: t.badge.running })

/** Decided by the engine where it is decided; else by the due instant against now. From the working day before it, it is due soon. */
export const standingOf = (telling: Telling, dossier: Dossier): Standing => {
  const { t, nowMs } = telling
  const { clock } = dossier
  const known = decided(telling, dossier)
  if (known !== null) return known
  if (dossier.timelinessRule === TIMELINESS_OPEN) return { kind: 'still', text: t.badge.verdictOpen }
  if (clock.endedAtMs !== null || dossier.done) return { kind: 'ended', text: t.badge.ended }
  if (clock.startedAtMs === null) return { kind: 'still', text: t.badge.notStarted }
  if (clock.runningSinceMs === null) return paused(telling, dossier)
  if (isDueOpen(clock)) return { kind: 'soon', text: t.badge.dueOpen }
  if (clock.dueAtMs === null) return { kind: 'ended', text: t.badge.noLimit }
  try {
    return clock.dueAtMs < nowMs ? overdue(telling, clock.dueAtMs) : ahead(telling, clock.dueAtMs)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return uncovered(telling, clock.dueAtMs)
    throw error
  }
}

/** A step past its own limit. */
export const isStepLate = (step: StepHolding, nowMs: number): boolean => step.dueAtMs !== null && step.dueAtMs < nowMs

/** A step that nobody has opened for too long. */
export const isUnopened = (step: StepHolding, { calendar, nowMs }: Telling): boolean => isStepUnopened(calendar, step, nowMs)

export const badge = ({ kind, text }: Standing): Html => html`<span class="state ${kind}">${text}</span>`
