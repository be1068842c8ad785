/** What a move means for the dossier: clock, official status, the dates of the law, and at the end early, on time or late. */
import type { Clock } from '../../schemas/calendar.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { budgetOf, localDateOf, whereCovered, type PreparedCalendar } from '../calendar/index.ts'
import type { CompiledProcedure } from '../procedure/compile.ts'
import { clockModeOf, statusOf, type Move } from '../procedure/run.ts'
import { changeLimit, endClock, reappoint, resumeClock, startClock, stopClock } from './clock.ts'
import { endOpen, isOpen, recount, resumeOpen, stopOpen } from './recount.ts'
import { newDueMissing } from './request.ts'
import { classify, classifyDate, TIMELINESS_OPEN, TIMELINESS_RULE, type Classification } from './timeliness.ts'

/**
 * The rules that a dossier is bound to: its pinned procedure revision and calendar version. With `leaveOpen` what the calendar does not reach
 * is left to be counted later instead of refused: stops, resumptions and ends are facts. A receipt and an apology name a date, and still need it.
 */
export interface Rules { readonly compiled: CompiledProcedure; readonly calendar: PreparedCalendar; readonly leaveOpen?: boolean }

/** What an event asks of the clock beside the move. */
export interface ClockRequest { readonly atMs: number; readonly newDueOn: string | null }

/** The limit of a procedure, or of the special case that a dossier was found to be. */
export const limitOf = (definition: ProcedureDefinition, variant: string | null) =>
  variant === null ? definition.limit : definition.limitVariants?.[variant]?.limit ?? definition.limit

/** A clock that has not started yet: nothing is due. */
export const unstartedClock = (definition: ProcedureDefinition): Clock => ({
  unit: definition.limit.unit, budget: 0, consumed: 0, startedAtMs: null, runningSinceMs: null, endedAtMs: null,
  dueAtMs: null, dueOriginalAtMs: null, apologies: 0, cycle: 0,
})

/**
 * The clock after a move, from the clock mode of the steps that are active then: it starts with the first step whose clock runs, stands
 * still in steps that wait for the applicant, and ends with the result. After a supplement the procedure's policy holds (NĐ 61/2018
 * art. 19.4: from zero); every other stop continues where it stood. @throws DomainError of workflows/dossier/clock.ts.
 */
function clockAfter(rules: Rules, before: Dossier, move: Move, request: ClockRequest): Clock {
  const { compiled, calendar } = rules
  const variant = variantAfter(before, move)
  let clock = moveClock(rules, before, clockModeOf(compiled, move.active), request.atMs, variant)
  if (variant !== before.limitVariant && clock.startedAtMs !== null && before.clock.startedAtMs !== null) {
    clock = changeLimit(calendar, clock, limitOf(compiled.definition, variant))
  }
  const named = new Set(move.effects.map((effect) => effect.type))
  if (named.has('resetClock') && clock.runningSinceMs !== null) {
    clock = fromZero(rules, stopOpen(clock, request.atMs), { atMs: request.atMs, variant })
  }
  if (named.has('apologise')) {
    if (request.newDueOn === null) throw newDueMissing()
    refusePast(calendar, clock, { ...request, newDueOn: request.newDueOn })
    clock = reappoint(calendar, clock, request.newDueOn)
  }
  return clock
}

function moveClock(rules: Rules, before: Dossier, mode: string, atMs: number, variant: string | null): Clock {
  const { compiled, calendar } = rules
  const { clock } = before
  if (mode === 'notStarted' || clock.endedAtMs !== null) return clock
  const ways = rules.leaveOpen === true || isOpen(clock) ? openWays : countedWays
  if (mode === 'ended') return clock.startedAtMs === null ? clock : ways.end(calendar, clock, atMs)
  if (clock.startedAtMs === null) {
    const started = startClock(calendar, limitOf(compiled.definition, variant), atMs)
    return mode === 'stopped' ? stopClock(calendar, started, atMs) : started
  }
  if (mode === 'stopped') return clock.runningSinceMs === null ? clock : ways.stop(calendar, clock, atMs)
  if (clock.runningSinceMs !== null) return clock
  if (before.status === 5 && compiled.definition.onResume === 'reset') return fromZero(rules, clock, { atMs, variant })
  return ways.resume(calendar, clock, 'pause', atMs)
}

/** What a stop, an end and a resumption do where the calendar reaches, and where it does not. */
const countedWays = { stop: stopClock, end: endClock, resume: resumeClock }
const openWays: typeof countedWays = {
  stop: (_calendar, clock, atMs) => stopOpen(clock, atMs), end: (_calendar, clock, atMs) => endOpen(clock, atMs), resume: resumeOpen,
}

/** An apology that comes after the due date may not promise a day that is past as well. @throws DomainError new-due-not-later */
const refusePast = ({ calendar: { zone } }: PreparedCalendar, { dueAtMs }: Clock, { atMs, newDueOn }: { atMs: number; newDueOn: string }): void => {
  const today = localDateOf(atMs, zone)
  const dueOn = dueAtMs === null ? null : localDateOf(dueAtMs, zone)
  if (newDueOn < today && dueOn !== null && newDueOn > dueOn) throw new DomainError('new-due-not-later', { reason: 'in-the-past', today, dueOn, newDueOn })
}

/** Counted from zero the limit is the legal one again: what an apology had added went with the count that it was added to. */
const fromZero = ({ compiled, calendar, leaveOpen }: Rules, clock: Clock, { atMs, variant }: { atMs: number; variant: string | null }): Clock =>
  (leaveOpen === true ? resumeOpen : resumeClock)(calendar, { ...clock, budget: budgetOf(limitOf(compiled.definition, variant)) }, 'reset', atMs)

const variantAfter = (before: Dossier, move: Move): string | null => {
  const chosen = move.effects.findLast((effect) => effect.type === 'useLimit')?.params['variant']
  return typeof chosen === 'string' ? chosen : before.limitVariant
}

/** The dossier after a move, but for its holdings, papers and journal. @throws DomainError of the clock. */
export function afterMove(rules: Rules, before: Dossier, move: Move, request: ClockRequest): Dossier {
  const status = statusOf(rules.compiled, move.active)
  const { version } = rules.calendar.calendar
  const isStale = before.calendarVersion !== version || isOpen(before.clock)
  const known = isStale ? { ...before, clock: recount(rules.calendar, before.clock) } : before
  const moved: Dossier = {
    ...before, state: move.state, done: move.done, status, clock: clockAfter(rules, known, move, request),
    limitVariant: variantAfter(before, move), lastEventAtMs: request.atMs, calendarVersion: version,
  }
  return withResult(rules, withDates(before, moved, request.atMs), request.atMs)
}

function withDates(before: Dossier, moved: Dossier, atMs: number): Dossier {
  const received = before.receivedAtMs === null && moved.clock.startedAtMs !== null
  return {
    ...moved,
    receivedAtMs: received ? atMs : before.receivedAtMs,
    deliveredAtMs: moved.status === 10 && before.deliveredAtMs === null ? atMs : before.deliveredAtMs,
    closedAtMs: moved.done && before.closedAtMs === null ? atMs : before.closedAtMs,
  }
}

/** Decided once, when the result is ready (status 9, or 10 without it), never when it is collected. Source: docs/clock.md. */
function withResult(rules: Rules, moved: Dossier, atMs: number): Dossier {
  if (moved.resultReadyAtMs !== null || (moved.status !== 9 && moved.status !== 10)) return moved
  return judged(rules, { ...moved, resultReadyAtMs: atMs }, atMs)
}

/**
 * The dossier with early, on time or late for a result that was ready at an instant. While something of its clock is open, so is the verdict:
 * the rule is then TIMELINESS_OPEN. A day that the calendar does not reach lies after every due date that it can tell, so a known due date
 * was missed, by days that are not known yet. @throws DomainError calendar-not-covered, unless `leaveOpen`
 */
export function judged({ compiled, calendar, leaveOpen }: Rules, dossier: Dossier, readyAtMs: number): Dossier {
  const { unit, dueAtMs, dueOriginalAtMs, uncounted } = dossier.clock
  // What an imported log left open has the deadline that the log states, and no limit that a clock counts.
  const asked = (due: number) => () => (compiled.definition.kind === 'log' ? classifyDate(due, readyAtMs, calendar.calendar.zone) : classify(calendar, { unit, dueAtMs: due, doneAtMs: readyAtMs }))
  const missed: Verdict = { timeliness: 'late', daysLate: null }
  const against = (due: number | null): Verdict | null => (due === null ? null : leaveOpen === true ? whereCovered(asked(due)) ?? missed : asked(due)())
  const verdict = against(dueAtMs)
  const original = against(dueOriginalAtMs)
  return {
    ...dossier, timeliness: verdict?.timeliness ?? null, daysLate: verdict?.daysLate ?? null,
    timelinessVsOriginal: original?.timeliness ?? null, timelinessRule: uncounted === undefined ? TIMELINESS_RULE : TIMELINESS_OPEN,
  }
}

type Verdict = Pick<Classification, 'timeliness' | 'daysLate'>
