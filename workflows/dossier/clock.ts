/**
 * The legal clock of one dossier: a budget in its own unit, what is consumed, and since when it runs. Pure: each function answers a new
 * clock. Source: docs/clock.md; Civil Code 2015 art. 147-148; NĐ 61/2018 art. 19.4, 19.9.
 */
import type { Clock, Limit, OnResume } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import {
  budgetOf, closeOfDate, daysBetween, dueDateOf, elapsedWorkingMs, isWorkingDay, localDateOf, projectDue, runOf, sessionMsAt, spentInUnit,
    usedBy,
  workingDaysBetween, type PreparedCalendar, type Run,
} from '../calendar/index.ts'

const notAllowed = (reason: string) => new DomainError('event-not-allowed', { reason })

const runningRun = (clock: Clock): Run => {
  const run = runOf(clock)
  if (!run || clock.endedAtMs !== null) throw notAllowed('clock-not-running')
  return run
}

/**
 * The clock of a dossier accepted complete at that instant. A day off counts as the opening of the next working day, and the day of
 * receipt is not counted. @throws DomainError limit-invalid, calendar-not-covered.
 */
export const startClock = (fast: PreparedCalendar, limit: Limit, atMs: number): Clock => {
  const budget = budgetOf(limit)
  const due = projectDue(fast, { unit: limit.unit, startedAtMs: atMs, sinceMs: atMs }, budget)
  return {
    unit: limit.unit, budget, consumed: 0, startedAtMs: atMs, runningSinceMs: atMs, endedAtMs: null,
    dueAtMs: due, dueOriginalAtMs: due, apologies: 0, cycle: 0,
  }
}

/**
 * The clock stands still: what this run used is added to `consumed`; in days that is (start day, stop day].
 * @throws DomainError event-not-allowed (not running), event-in-the-past, calendar-not-covered.
 */
export const stopClock = (fast: PreparedCalendar, clock: Clock, atMs: number): Clock => {
  const run = runningRun(clock)
  if (atMs < run.sinceMs) throw new DomainError('event-in-the-past', { reason: 'before-the-run' })
  return { ...clock, consumed: clock.consumed + usedBy(fast, run, atMs), runningSinceMs: null, dueAtMs: null }
}

/**
 * The clock runs again. `pause` goes on with what is left, so that the due date moves by the working days in (stop day, resumption day]
 * (hours: by the working time between; calendar days: by the calendar days), also when the stop came after the due date. `reset` is like
 * a fresh receipt at this instant: `startedAtMs` moves to it and `cycle` grows (NĐ 61/2018 art. 19.4). A same-day service always begins
 * anew. @throws DomainError event-not-allowed (not stopped), calendar-not-covered.
 */
export const resumeClock = (fast: PreparedCalendar, clock: Clock, onResume: OnResume, atMs: number): Clock => {
  const again = restarted(clock, onResume, atMs)
  return { ...again, dueAtMs: projectDue(fast, runningRun(again), again.budget - again.consumed) }
}

/** The clock that runs again, its due instant still to be projected. A count from zero forgets what was counted and what an apology named. @throws DomainError event-not-allowed */
export const restarted = (clock: Clock, onResume: OnResume, atMs: number): Clock => {
  if (clock.startedAtMs === null || clock.runningSinceMs !== null || clock.endedAtMs !== null) throw notAllowed('clock-not-stopped')
  if (atMs < clock.startedAtMs) throw new DomainError('event-in-the-past', { reason: 'before-the-start' })
  if (onResume !== 'reset' && clock.unit !== 'sameDay') return { ...clock, runningSinceMs: atMs, dueAtMs: null }
  const { uncounted: _uncounted, appointed: _appointed, ...fresh } = clock
  return { ...fresh, consumed: 0, startedAtMs: atMs, runningSinceMs: atMs, dueAtMs: null, cycle: clock.cycle + 1 }
}

/**
 * The clock ends: result ready (status 9), or refused or withdrawn, also while stopped. The due instant stays, for the classification.
 * @throws DomainError event-not-allowed (not started, or ended before), event-in-the-past, calendar-not-covered.
 */
export const endClock = (fast: PreparedCalendar, clock: Clock, atMs: number): Clock => {
  if (clock.startedAtMs === null || clock.endedAtMs !== null) throw notAllowed('clock-not-open')
  if (atMs < (clock.runningSinceMs ?? clock.startedAtMs)) throw new DomainError('event-in-the-past', { reason: 'before-the-run' })
  const run = runOf(clock)
  return { ...clock, consumed: clock.consumed + (run ? usedBy(fast, run, atMs) : 0), runningSinceMs: null, endedAtMs: atMs }
}

/**
 * One re-appointment by an apology: the dossier is due on a later working day. A local date, or an instant in limits by the hour: then it
 * must lie in a session. Limits by the day are due at the close of that date. The budget grows so that a later stop and resumption count
 * on from it; `dueOriginalAtMs` stays for the apology statistics. Source: NĐ 61/2018 art. 19.9. @throws DomainError
 * apology-already-issued, new-due-not-later, event-not-allowed (not running, or no due instant), calendar-not-covered.
 */
export const reappoint = (fast: PreparedCalendar, clock: Clock, newDue: string | number): Clock => {
  if (clock.apologies > 0) throw new DomainError('apology-already-issued')
  const run = runningRun(clock)
  if (clock.dueAtMs === null) throw notAllowed('no-due-date')
  const newDueOn = typeof newDue === 'string' ? newDue : localDateOf(newDue, fast.calendar.zone)
  const presentOn = dueDateOf(fast, clock.dueAtMs)
  const refused = (reason: string) => new DomainError('new-due-not-later', { reason, dueOn: presentOn, newDueOn })
  if (daysBetween(presentOn, newDueOn) <= 0) throw refused('not-later')
  if (!isWorkingDay(fast, newDueOn)) throw refused('not-a-working-day')
  const byTheHour = run.unit === 'workingHour' || run.unit === 'sameDay'
  if (byTheHour && typeof newDue === 'number' && sessionMsAt(fast, newDue) === null) throw refused('outside-sessions')
  const dueAtMs = byTheHour && typeof newDue === 'number' ? newDue : closeOfDate(fast, newDueOn)
  const budget = clock.budget + added(fast, clock.dueAtMs, { run, dueAtMs, left: clock.budget - clock.consumed })
  return { ...clock, budget, dueAtMs, apologies: clock.apologies + 1, cycle: clock.cycle + 1, appointed: true }
}

/** What a later due instant adds to the budget, in the quantum of the unit; sameDay keeps its one day. */
const added = (fast: PreparedCalendar, oldDueMs: number, to: { run: Run; dueAtMs: number; left: number }): number => {
  switch (to.run.unit) {
    case 'workingDay': return workingDaysBetween(fast, dueDateOf(fast, oldDueMs), dueDateOf(fast, to.dueAtMs))
    case 'workingHour': return elapsedWorkingMs(fast, oldDueMs, to.dueAtMs)
    // Counted from the run and not from the old due date, which may have rolled over a weekend.
    case 'calendarDay': return daysBetween(localDateOf(to.run.sinceMs, fast.calendar.zone), dueDateOf(fast, to.dueAtMs)) - to.left
    default: return 0
  }
}

/**
 * Another legal limit for the same dossier (found to need verification: same day becomes 5 working days). It is counted from the same
 * start. In the same unit the consumed part stays. In another unit it is laid without gaps from the start and measured again in the new
 * unit, where a started day counts as used; a clock that was never stopped has consumed nothing before its run, so the answer is exactly
 * that of the new limit from receipt. `dueOriginalAtMs` stays, `cycle` grows. @throws DomainError limit-invalid, event-not-allowed (not
 * started, or ended), calendar-not-covered.
 */
export const changeLimit = (fast: PreparedCalendar, clock: Clock, limit: Limit): Clock => {
  if (clock.startedAtMs === null || clock.endedAtMs !== null) throw notAllowed('clock-not-open')
  const budget = budgetOf(limit)
  const spent = { unit: clock.unit, startedAtMs: clock.startedAtMs, consumed: clock.consumed }
  const consumed = clock.unit === limit.unit ? clock.consumed : spentInUnit(fast, spent, limit.unit)
  const run = runOf(clock)
  const dueAtMs = run ? projectDue(fast, { ...run, unit: limit.unit }, budget - consumed) : null
  const { appointed: _appointed, ...counted } = clock
  return { ...counted, unit: limit.unit, budget, consumed, dueAtMs, cycle: clock.cycle + 1 }
}
