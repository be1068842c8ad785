/**
 * What a case of an event log has become under a procedure: a dossier driven by its own events at their own times, with a journal like any
 * other. Start, end and deadline are those that the log states; who did a step is the log's resource, an account is nobody.
 */
import type { Id } from '../../schemas/common.ts'
import type { ChainedEntry, Channel, Decision, Dossier, PersonalField } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { LogCase, LogCaseAttributes, LogEvent } from '../../schemas/eventlog.ts'
import type { EventType } from '../../schemas/procedure.ts'
import type { Replay, ReplayEntry } from '../conformance/replay.ts'
import { chainStart } from '../evidence/chain.ts'
import { statusOf } from '../procedure/run.ts'
import { record, type Happening } from './entry.ts'
import { holdingsAfter } from './holdings.ts'
import type { Rules } from './lifecycle.ts'
import type { NewDossier } from './receive.ts'
import { classifyDate, classifyInstant, type Classification } from './timeliness.ts'

/** Compare the end with the deadline as instants, or as local dates of a zone. */
export type ClassifyBy = 'instant' | 'date'

/** The case, its events as event types, and how these went through the machine. */
export interface ImportedCourse { readonly logCase: LogCase; readonly types: readonly (EventType | null)[]; readonly replay: Replay }

/** How the end that the log states compares with its deadline. */
export interface Classifying { readonly classifyBy: ClassifyBy; readonly zone: string }

/** What the importer adds: the code allotted, how to classify, when it is recorded, and a fresh nonce that nobody keeps. */
export interface ImportInput extends Classifying { readonly code: string; readonly recordedAtMs: number; readonly nonce: string }

/** An event of the log with its type and what it did, or (null) the stated end of the case. */
interface Moment { readonly atMs: number; readonly happened: { readonly event: LogEvent; readonly type: EventType | null; readonly entry: ReplayEntry } | null }

/** Events and the stated end in order of time; an end at the instant of an event comes after it. */
const momentsOf = ({ logCase, types, replay }: ImportedCourse): Moment[] => {
  const moments: Moment[] = logCase.events.flatMap((event, index) => {
    const entry = replay.entries[index]
    return entry === undefined ? [] : [{ atMs: event.atMs, happened: { event, type: types[index] ?? null, entry } }]
  })
  if (logCase.attributes.endAtMs !== null) moments.push({ atMs: logCase.attributes.endAtMs, happened: null })
  return moments.sort((a, b) => a.atMs - b.atMs)
}

/** When the case began: what the log states, or its first event or end if that is earlier. @throws DomainError log-malformed: it states no time at all. */
export const startOf = ({ attributes, events }: LogCase): number => {
  const known = [attributes.startAtMs, attributes.endAtMs, events[0]?.atMs].filter((ms) => typeof ms === 'number')
  if (known.length === 0) throw new DomainError('log-malformed', { reason: 'case-without-time' })
  return Math.min(...known)
}

/** Early, on time or late by what the log states; null when the case has not ended or has no deadline. */
export const timelinessOf = ({ endAtMs, deadlineAtMs }: LogCaseAttributes, { classifyBy, zone }: Classifying): Classification | null => {
  if (endAtMs === null || deadlineAtMs === null) return null
  return classifyBy === 'instant' ? classifyInstant(deadlineAtMs, endAtMs) : classifyDate(deadlineAtMs, endAtMs, zone)
}

/** How it came in. Logs name channels freely; only the three of the service are told apart, the log's own word is kept beside the dossier. */
const channelOf = (text: string | null): Channel =>
  /internet|e-?mail|web|online|trực tuyến/i.test(text ?? '') ? 'online' : /post|fax|bưu/i.test(text ?? '') ? 'postal' : 'direct'

const handOver = (atMs: number, step: string): { atMs: number; step: string; assigneeId: Id | null; actorId: Id | null } =>
  ({ atMs, step, assigneeId: null, actorId: null })

/** The deadline of the log is due and original due at once; nothing is counted towards it, so the unit is `none`. */
const begun = (rules: Rules, made: NewDossier, { logCase, replay }: ImportedCourse, code: string): Dossier => {
  const move = replay.begun
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

const ended = (before: Dossier, attributes: LogCaseAttributes, input: ImportInput, atMs: number): Dossier => {
  const found = timelinessOf(attributes, input)
  return {
    ...before, clock: { ...before.clock, runningSinceMs: null, endedAtMs: atMs }, lastEventAtMs: atMs, resultReadyAtMs: atMs,
    timeliness: found?.timeliness ?? null, daysLate: found?.daysLate ?? null, timelinessVsOriginal: found?.timeliness ?? null,
    timelinessRule: found === null ? null : `import-${input.classifyBy}-1`,
  }
}

/** The journal names an activity that the procedure does not know, or the end that the log states, by these. */
const unknownActivity = 'UNKNOWN_ACTIVITY'
const statedEnd = 'LOG_END'

/** An entry of nobody's account. */
const nobodys = (event: string, atMs: number, { recordedAtMs, nonce }: ImportInput): Happening =>
  ({ event, step: null, atMs, recordedAtMs, accountId: null, capacity: null, personal: {}, nonce })

/**
 * The log's own words, who did it (`source`) and an activity that the procedure does not know, may name anybody, so they are personal texts:
 * the chain holds commitments, and an erasure reaches them.
 */
const happening = ({ atMs, happened }: Moment, input: ImportInput): Happening => {
  if (happened === null) return nobodys(statedEnd, atMs, input)
  const { event, type, entry: { step, deviation } } = happened
  return {
    ...nobodys(type ?? unknownActivity, atMs, input), step,
    deviation: deviation === null ? undefined : { rule: deviation.rule, allowed: [...deviation.allowed] },
    personal: { ...(event.resource === null ? {} : { source: event.resource }), ...(type === null ? { activity: event.activity } : {}) },
  }
}

/**
 * The dossier that one case has become, with its whole journal. What the procedure does not allow is an entry of its own with its deviation
 * and moves nothing; work recorded after the stated end is driven like any other.
 * @throws DomainError log-malformed when the case has no time at all; calendar-not-covered when a step has a limit of its own.
 */
export function decideImport(rules: Rules, made: NewDossier, course: ImportedCourse, input: ImportInput): Decision {
  const { attributes } = course.logCase
  let { dossier, entry, personal } = record(begun(rules, made, course, input.code), nobodys('START', startOf(course.logCase), input))
  const entries: ChainedEntry[] = [entry]
  const texts: PersonalField[] = []
  for (const moment of momentsOf(course)) {
    const { atMs, happened } = moment
    const after = happened === null ? ended(dossier, attributes, input, atMs) : moved(rules, dossier, happened.entry, atMs);
    ({ dossier, entry, personal } = record(after, happening(moment, input)))
    entries.push(entry)
    texts.push(...personal)
  }
  return { dossier, entries, personal: texts, effects: [] }
}
