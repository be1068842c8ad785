/** Turns the texts of a log into cases: checks every value, orders the events, keeps within the limits. */
import { DomainError } from '../../schemas/errors.ts'
import { trackingBookActivities, type LogCase, type LogCaseAttributes, type LogEvent, type LogLimits } from '../../schemas/eventlog.ts'
import { stampToMs } from '../../workflows/calendar/index.ts'
import type { LogField, ResolvedMapping } from './mapping.ts'

/** The texts found for some facts; absent and empty mean the same. */
export type Texts = ReadonlyMap<LogField, string>

/** What was read and what was left out. */
export interface LogTally { cases: number; events: number; skippedByLifecycle: number }

export interface BuildOptions {
  readonly mapping: ResolvedMapping
  readonly zone: string
  readonly limits: LogLimits
  readonly tally: LogTally
}

const notShown = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/
const longest: Partial<Record<LogField, number>> = { activity: 500 }

/** One fact as one visible line in NFC, or null. @throws DomainError log-malformed */
const lineOf = (texts: Texts, field: LogField, where: object): string | null => {
  const text = texts.get(field)?.trim().normalize('NFC')
  if (text === undefined || text === '') return null
  if (text.length > (longest[field] ?? 200)) throw new DomainError('log-malformed', { reason: 'value-too-long', field, ...where })
  if (notShown.test(text)) throw new DomainError('log-malformed', { reason: 'control-character', field, ...where })
  return text
}

const requiredLine = (texts: Texts, field: LogField, where: object): string => {
  const text = lineOf(texts, field, where)
  if (text === null) throw new DomainError('log-mapping-invalid', { reason: 'value-missing', missing: [field], ...where })
  return text
}

/** Builds cases one fact set at a time, and remembers each text once however often the log repeats it. */
export class CaseBuilder {
  readonly #options: BuildOptions
  readonly #seen = new Map<string, string>()
  readonly #stamps = new Map<string, number>()

  constructor(options: BuildOptions) {
    this.#options = options
  }

  #once(text: string | null): string | null {
    if (text === null) return null
    const known = this.#seen.get(text)
    if (known !== undefined) return known
    if (this.#seen.size < 10_000) this.#seen.set(text, text)
    return text
  }

  #stamp(texts: Texts, field: LogField, where: object): number | null {
    const text = lineOf(texts, field, where)
    if (text === null) return null
    const known = this.#stamps.get(text)
    if (known !== undefined && field === 'at') return known
    const ms = stampToMs(text, this.#options.zone, field === 'deadline' || field === 'plannedEnd' ? 'end' : 'start')
    if (ms === null) throw new DomainError('log-malformed', { reason: 'timestamp', field, ...where })
    if (field === 'at' && this.#stamps.size < 10_000) this.#stamps.set(text, ms)
    return ms
  }

  /** The case an event or trace belongs to. @throws DomainError log-mapping-invalid | log-malformed */
  caseId(texts: Texts, where: object): string {
    return requiredLine(texts, 'caseId', where)
  }

  /** @throws DomainError log-malformed | log-too-large */
  attributes(texts: Texts, where: object): LogCaseAttributes {
    const { tally, limits } = this.#options
    if (++tally.cases > limits.cases) throw new DomainError('log-too-large', { limit: 'cases', most: limits.cases })
    const text = (field: LogField) => this.#once(lineOf(texts, field, where))
    return {
      startAtMs: this.#stamp(texts, 'start', where),
      endAtMs: this.#stamp(texts, 'end', where),
      plannedEndAtMs: this.#stamp(texts, 'plannedEnd', where),
      deadlineAtMs: this.#stamp(texts, 'deadline', where),
      channel: text('channel'),
      unit: text('unit'),
      group: text('group'),
      responsible: text('responsible'),
    }
  }

  /** What a row of a tracking book tells. @throws DomainError log-mapping-invalid (no day of receipt) | log-malformed (a result before it) | log-too-large */
  listed({ startAtMs, endAtMs }: LogCaseAttributes, where: object): LogEvent[] {
    if (startAtMs === null) throw new DomainError('log-mapping-invalid', { reason: 'value-missing', missing: ['start'], ...where })
    if (endAtMs !== null && endAtMs < startAtMs) throw new DomainError('log-malformed', { reason: 'end-before-start', ...where })
    const event = (activity: string, atMs: number): LogEvent => ({ activity, atMs, lifecycle: null, instance: null, resource: null, resourceGroup: null })
    const events = [event(trackingBookActivities.received, startAtMs), ...(endAtMs === null ? [] : [event(trackingBookActivities.ready, endAtMs)])]
    for (const _ of events) this.#countEvent()
    return events
  }

  /** @throws DomainError log-too-large */
  #countEvent(): void {
    const { tally, limits } = this.#options
    if (++tally.events > limits.events) throw new DomainError('log-too-large', { limit: 'events', most: limits.events })
  }

  /** One event; null when its lifecycle does not count. @throws DomainError log-mapping-invalid | log-malformed | log-too-large */
  event(texts: Texts, where: object): LogEvent | null {
    const { mapping, tally } = this.#options
    const lifecycle = lineOf(texts, 'lifecycle', where)
    if (lifecycle !== null && !mapping.lifecycles.has(lifecycle.toLowerCase())) {
      tally.skippedByLifecycle += 1
      return null
    }
    this.#countEvent()
    const activity = requiredLine(texts, 'activity', where)
    const atMs = this.#stamp(texts, 'at', where)
    if (atMs === null) throw new DomainError('log-mapping-invalid', { reason: 'value-missing', missing: ['at'], ...where })
    return {
      activity: this.#once(activity) ?? activity,
      atMs,
      lifecycle: this.#once(lifecycle),
      instance: lineOf(texts, 'instance', where),
      resource: this.#once(lineOf(texts, 'resource', where)),
      resourceGroup: this.#once(lineOf(texts, 'resourceGroup', where)),
    }
  }
}

/** A finished case: events in order of time, those of one instant as the file has them (the sort is stable). */
export const finishCase = (caseId: string, attributes: LogCaseAttributes, events: LogEvent[]): LogCase => ({
  caseId, attributes, events: events.sort((a, b) => a.atMs - b.atMs),
})
