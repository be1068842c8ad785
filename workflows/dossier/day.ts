/** A dossier in the list that a person reads in the morning. Sources: docs/clock.md; NĐ 61/2018/NĐ-CP art. 18.3 (handed over within the working day). */
import type { Dossier, StepHolding } from '../../schemas/dossier.ts'
import { dueDateOf, localDateOf, whereCovered, workingDayAfter, workingDaysBetween, type PreparedCalendar } from '../calendar/index.ts'

/** Overdue, due today, due on the next working day, paused, and in a hand that has not opened it for too long. A dossier stands in the first that fits. */
export const dayParts = ['late', 'today', 'next', 'paused', 'unopened'] as const
export type DayPart = (typeof dayParts)[number]

/** A step that nobody has opened, or acknowledged, by the end of the working day after it came in; false where the calendar does not reach. */
export const isStepUnopened = (calendar: PreparedCalendar, { acknowledgedAtMs, enteredAtMs }: StepHolding, nowMs: number): boolean => {
  const { zone } = calendar.calendar
  return acknowledgedAtMs === null && (whereCovered(() => workingDaysBetween(calendar, localDateOf(enteredAtMs, zone), localDateOf(nowMs, zone))) ?? 0) > 1
}

/** The part of the day's list for a dossier; null when there is nothing to say about it today, or its clock has ended. */
export function dayPartOf(calendar: PreparedCalendar, dossier: Pick<Dossier, 'clock' | 'steps' | 'done'>, nowMs: number): DayPart | null {
  const { clock, steps, done } = dossier
  if (done || clock.endedAtMs !== null) return null
  if (clock.startedAtMs !== null && clock.runningSinceMs === null) return 'paused'
  const due = clock.dueAtMs === null ? null : dueOn(calendar, clock.dueAtMs, nowMs)
  if (due !== null) return due
  return steps.some((step) => isStepUnopened(calendar, step, nowMs)) ? 'unopened' : null
}

function dueOn(calendar: PreparedCalendar, dueAtMs: number, nowMs: number): DayPart | null {
  if (dueAtMs < nowMs) return 'late'
  return whereCovered((): DayPart | null => {
    const today = localDateOf(nowMs, calendar.calendar.zone)
    const on = dueDateOf(calendar, dueAtMs)
    if (on === today) return 'today'
    return on <= workingDayAfter(calendar, today, 1) ? 'next' : null
  })
}
