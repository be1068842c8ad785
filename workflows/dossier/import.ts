/**
 * What a case of an event log has become under a procedure: a dossier driven by its own events at their own times, with a journal like any
 * other. Start, end and deadline are those that the log states; who did a step is the log's resource, an account is nobody.
 */
import type { Id } from '../../schemas/common.ts'
import type { Timeliness } from '../../schemas/calendar.ts'
import type { ChainedEntry, Channel, Decision, Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Conformance, LogCase, LogEvent } from '../../schemas/eventlog.ts'
import { eventOf, type ActivityTable } from '../conformance/activities.ts'
import { atEnd, replayEvent, type ReplayEntry } from '../conformance/replay.ts'
import { chainStart } from '../evidence/chain.ts'
import { begin, statusOf, type Move } from '../procedure/run.ts'
import { record, type Happening } from './entry.ts'
import { holdingsAfter } from './holdings.ts'
import type { Rules } from './lifecycle.ts'
import type { NewDossier } from './receive.ts'
import { classifyDate, classifyInstant } from './timeliness.ts'

/** Compare the end with the deadline as instants, or as local dates of a zone. */
export type ClassifyBy = 'instant' | 'date'

/** What the importer adds to the case: identity, the code allotted, how to classify, and when it is recorded. */
export interface ImportInput {
  readonly logCase: LogCase
  readonly table: ActivityTable
  readonly classifyBy: ClassifyBy
  readonly zone: string
  readonly code: string | null
  readonly recordedAtMs: number
}

/** The dossier with its whole journal, and how the case is counted. `timeliness` null: not ended, or without a deadline. */
export interface Imported {
  readonly decision: Decision
  readonly verdict: Conformance
  readonly ended: boolean
  readonly timeliness: Timeliness | null
}

/** An event of the log, or (null) its stated end. */
interface Moment { readonly atMs: number; readonly event: LogEvent | null }

/** Events and the stated end in order of time; an end at the instant of an event comes after it. */
const momentsOf = ({ events, attributes }: LogCase): Moment[] => {
  const moments: Moment[] = events.map((event) => ({ atMs: event.atMs, event }))
  if (attributes.endAtMs !== null) moments.push({ atMs: attributes.endAtMs, event: null })
  return moments.sort((a, b) => a.atMs - b.atMs)
}

/** When the case began: what the log states, or its first event if that is earlier. @throws DomainError log-malformed: it states no time at all. */
export const startOf = (logCase: LogCase): number => {
  const known = [logCase.attributes.startAtMs, momentsOf(logCase)[0]?.atMs].filter((ms) => typeof ms === 'number')
  if (known.length === 0) throw new DomainError('log-malformed', { reason: 'case-without-time' })
  return Math.min(...known)
}

/** How it came in. Logs name channels freely; only the three of the service are told apart, the log's own word is kept beside the dossier. */
const channelOf = (text: string | null): Channel =>
  /internet|e-?mail|web|online|trực tuyến/i.test(text ?? '') ? 'online' : /post|fax|bưu/i.test(text ?? '') ? 'postal' : 'direct'

const handOver = (atMs: number, step: string): { atMs: number; step: string; assigneeId: Id | null; actorId: Id | null } =>
  ({ atMs, step, assigneeId: null, actorId: null })

/** The deadline of the log is due and original due at once; nothing is counted towards it, so the unit is `none`. */
const begun = (rules: Rules, made: NewDossier, { logCase, code }: ImportInput, move: Move): Dossier => {
  const startMs = startOf(logCase)
  const { deadlineAtMs, channel } = logCase.attributes
  const { calendar } = rules.calendar
  const blank: Dossier = {
    ...made, code, version: 0, procedureCode: rules.compiled.definition.code, calendarId: calendar.id, calendarVersion: calendar.version,
    channel: channelOf(channel), status: statusOf(rules.compiled, move.active), state: move.state, done: move.done, steps: [], holders: {}, doneBy: {},
    clock: {
      unit: 'none', budget: 0, consumed: 0, startedAtMs: startMs, runningSinceMs: startMs, endedAtMs: null,
      dueAtMs: deadlineAtMs, dueOriginalAtMs: deadlineAtMs, apologies: 0, cycle: 0,
    },
    limitVariant: null, papers: [], submittedAtMs: startMs, receivedAtMs: startMs, resultReadyAtMs: null, deliveredAtMs: null, closedAtMs: null,
    lastEventAtMs: startMs, timeliness: null, daysLate: null, timelinessVsOriginal: null, timelinessRule: null, journalSeq: 0, journalHash: chainStart,
  }
  return { ...blank, ...holdingsAfter(rules, blank, move, handOver(startMs, '')) }
}

const moved = (rules: Rules, before: Dossier, entry: ReplayEntry, atMs: number): Dossier => {
  if (entry.deviation !== null) return { ...before, lastEventAtMs: atMs }
  const status = statusOf(rules.compiled, entry.active)
  const move = { ...entry, state: entry.to }
  return {
    ...before, ...holdingsAfter(rules, before, move, handOver(atMs, entry.step ?? '')), state: entry.to, done: entry.done, status, lastEventAtMs: atMs,
    deliveredAtMs: before.deliveredAtMs ?? (status === 10 ? atMs : null), closedAtMs: before.closedAtMs ?? (entry.done ? atMs : null),
  }
}

const ended = (before: Dossier, { classifyBy, zone }: ImportInput, atMs: number): Dossier => {
  const { dueAtMs } = before.clock
  const found = dueAtMs === null ? null : classifyBy === 'instant' ? classifyInstant(dueAtMs, atMs) : classifyDate(dueAtMs, atMs, zone)
  return {
    ...before, clock: { ...before.clock, runningSinceMs: null, endedAtMs: atMs }, lastEventAtMs: atMs, resultReadyAtMs: atMs,
    timeliness: found?.timeliness ?? null, daysLate: found?.daysLate ?? null, timelinessVsOriginal: found?.timeliness ?? null,
    timelinessRule: found === null ? null : `import-${classifyBy}-1`,
  }
}

/** The journal names an activity that the procedure does not know, or the end that the log states, by these. */
export const unknownActivity = 'UNKNOWN_ACTIVITY'
export const statedEnd = 'LOG_END'

const happening = (input: ImportInput, { atMs, event }: Moment, entry: ReplayEntry | null): Happening => {
  const type = event === null ? statedEnd : eventOf(input.table, event.activity)
  const { deviation, step } = entry ?? { deviation: null, step: null }
  return {
    event: type ?? unknownActivity, step, atMs, recordedAtMs: input.recordedAtMs, accountId: null, capacity: null, personal: {}, nonce: '',
    deviation: deviation === null ? undefined : { rule: deviation.rule, allowed: [...deviation.allowed] },
    ...(event?.resource ? { source: event.resource } : {}), ...(event !== null && type === null ? { activity: event.activity } : {}),
  }
}

/**
 * Drives one case through the machine. What the procedure does not allow is an entry of its own with its deviation and moves nothing; work
 * recorded after the stated end is driven like any other.
 * @throws DomainError log-malformed when the case has no time at all; calendar-not-covered when a step has a limit of its own.
 */
export function decideImport(rules: Rules, made: NewDossier, input: ImportInput): Imported {
  const started = begin(rules.compiled)
  const startMs = startOf(input.logCase)
  const first: Happening = {
    event: 'START', step: null, atMs: startMs, recordedAtMs: input.recordedAtMs, accountId: null, capacity: null, personal: {}, nonce: '',
  }
  let { dossier, entry } = record(begun(rules, made, input, started), first)
  const entries: ChainedEntry[] = [entry]
  let deviates = false
  for (const moment of momentsOf(input.logCase)) {
    const replayed = moment.event === null ? null : replayEvent(rules.compiled, dossier, eventOf(input.table, moment.event.activity))
    const after = replayed === null ? ended(dossier, input, moment.atMs) : moved(rules, dossier, replayed, moment.atMs)
    deviates ||= replayed !== null && replayed.deviation !== null;
    ({ dossier, entry } = record(after, happening(input, moment, replayed)))
    entries.push(entry)
  }
  const verdict = deviates ? 'deviating' : atEnd(rules.compiled, dossier) ? 'conforming' : 'running'
  return {
    decision: { dossier, entries, personal: [], effects: [] }, verdict, ended: dossier.resultReadyAtMs !== null, timeliness: dossier.timeliness,
  }
}
