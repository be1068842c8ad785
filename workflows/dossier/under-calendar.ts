/** What a new version of the calendar means for a dossier. Pure. Source: docs/decisions/0006-a-changed-calendar.md. */
import type { Id } from '../../schemas/common.ts'
import type { Decision, Dossier } from '../../schemas/dossier.ts'
import type { PreparedCalendar } from '../calendar/index.ts'
import { record } from './entry.ts'
import { stepDue } from './holdings.ts'
import { judged, type Rules } from './lifecycle.ts'
import { isOpen, recount } from './recount.ts'
import { TIMELINESS_OPEN } from './timeliness.ts'

/** The journal names a due date that a calendar moved, or a verdict that it made possible, by this. */
export const CALENDAR_CHANGED = 'CALENDAR_CHANGED'

/** How a due date moves: `dueAtMs` is null where the calendar ends before it. */
export interface DueMove { readonly fromMs: number | null; readonly dueAtMs: number | null }

/** How the due date of a dossier moves under another version of its calendar; null when it stays. The dry run and the publication both ask here. */
export const dueMoveOf = (calendar: PreparedCalendar, clock: Dossier['clock']): DueMove | null => {
  const { dueAtMs } = recount(calendar, clock)
  return dueAtMs === clock.dueAtMs ? null : { fromMs: clock.dueAtMs, dueAtMs }
}

/** Who published the version, and when the dossier is looked at. */
export interface Recounting { readonly publisherId: Id | null; readonly nowMs: number }

/**
 * The dossier under the calendar of `rules`: pinned to its version, the dues of its open steps counted anew. `decision` holds the entry that
 * tells of it when its due date moved or its verdict became known; null when nothing that anybody was told has changed.
 */
export function decideRecount(rules: Rules, before: Dossier, { publisherId, nowMs }: Recounting): { readonly dossier: Dossier; readonly decision: Decision | null } {
  const counted: Dossier = {
    ...before, clock: recount(rules.calendar, before.clock), calendarVersion: rules.calendar.calendar.version,
    steps: before.steps.map((one) => ({ ...one, dueAtMs: stepDue(rules.calendar, one.enteredAtMs, rules.compiled.steps.get(one.step)?.limit) })),
  }
  const readyAtMs = before.timelinessRule === TIMELINESS_OPEN && !isOpen(counted.clock) ? before.resultReadyAtMs : null
  const after = readyAtMs === null ? counted : judged(rules, counted, readyAtMs)
  const isVerdict = after.timelinessRule !== before.timelinessRule
  const isCounted = before.clock.uncounted !== undefined && after.clock.uncounted === undefined
  if (after.clock.dueAtMs === before.clock.dueAtMs && !isVerdict && !isCounted) return { dossier: after, decision: null }
  const atMs = Math.max(nowMs, before.lastEventAtMs)
  const { dossier, entry } = record({ ...after, lastEventAtMs: atMs }, {
    event: CALENDAR_CHANGED, step: null, atMs, recordedAtMs: atMs, accountId: publisherId, capacity: null, isVerdict, personal: {}, nonce: '',
  })
  return { dossier, decision: { dossier, entries: [entry], personal: [], effects: [] } }
}
