/** What an event log is once it is read: cases with their dates and events; and how its columns or keys are named. IEEE 1849 (XES). */
import Type, { type Static } from 'typebox'
import { closed, line, oneOf } from './common.ts'
import { EventType } from './procedure.ts'

/**
 * What a log may hold at most. Beyond it the file is refused with `log-too-large`. The rows of one case may stand anywhere in a CSV
 * file, so all of it is held while it is read: 190 MB at a million events, as measured. XES is held one chunk at a time, whatever its size.
 */
export const logLimits = {
  cases: 200_000,
  events: 1_000_000,
  /** Bytes after inflation. */
  bytes: 2 * 1024 ** 3,
  /** Bytes of one CSV row, or of one XML tag, comment or stretch of text. */
  token: 1024 ** 2,
  columns: 500,
  depth: 64,
} as const
export type LogLimits = { readonly [K in keyof typeof logLimits]: number }

/** Where each fact stands: a column of CSV, a key of XES. Facts of the case may be written with or without `case:` before them. */
export const LogColumns = closed({
  caseId: Type.Optional(line(200)),
  activity: Type.Optional(line(200)),
  at: Type.Optional(line(200)),
  lifecycle: Type.Optional(line(200)),
  instance: Type.Optional(line(200)),
  resource: Type.Optional(line(200)),
  resourceGroup: Type.Optional(line(200)),
  start: Type.Optional(line(200)),
  end: Type.Optional(line(200)),
  plannedEnd: Type.Optional(line(200)),
  deadline: Type.Optional(line(200)),
  channel: Type.Optional(line(200)),
  unit: Type.Optional(line(200)),
  group: Type.Optional(line(200)),
  responsible: Type.Optional(line(200)),
})
export type LogColumns = Static<typeof LogColumns>

/** The file given as `--mapping`. What it leaves out keeps the default of `server/eventlog/mapping.ts`. */
export const LogMapping = closed({
  columns: Type.Optional(LogColumns),
  /** Activity text of the log to event type of the procedure; without it the English name of the procedure's own event decides. */
  activities: Type.Optional(Type.Record(Type.String({ maxLength: 500 }), EventType, { maxProperties: 1000 })),
  /** Lifecycle transitions that count as the event, in any case of letters; default `complete`. An event without a lifecycle always counts. */
  lifecycles: Type.Optional(Type.Array(line(100), { minItems: 1, maxItems: 20 })),
  delimiter: Type.Optional(oneOf([',', ';', '\t'])),
})
export type LogMapping = Static<typeof LogMapping>

/** The shipped procedure of a tracking book (form 06 of TT 01/2018/TT-VPCP): a CSV list of dossiers, a row for each, no events. */
export const trackingBookCode = 'tracking-book'
/** What a row of it tells, as activities of a log: that the dossier was received, and, where it says so, that the result was ready. */
export const trackingBookActivities = { received: 'Received', ready: 'Result ready' } as const

/** One thing that happened in a case, at an instant in milliseconds since 1970. Null: the log does not say. */
export interface LogEvent {
  readonly activity: string
  readonly atMs: number
  readonly lifecycle: string | null
  readonly instance: string | null
  readonly resource: string | null
  readonly resourceGroup: string | null
}

/** What a log states about a case as a whole. Instants in milliseconds since 1970; null: the log does not say. */
export interface LogCaseAttributes {
  readonly startAtMs: number | null
  readonly endAtMs: number | null
  readonly plannedEndAtMs: number | null
  readonly deadlineAtMs: number | null
  readonly channel: string | null
  readonly unit: string | null
  readonly group: string | null
  readonly responsible: string | null
}

/** A case with its events in order of time; events of one instant keep the order of the file. */
export interface LogCase { readonly caseId: string; readonly attributes: LogCaseAttributes; readonly events: readonly LogEvent[] }

/** What a refused log says of its fault, as far as it is known: the rule that is broken, the row, the fact at fault, headings that lack, headings that are there. */
export interface LogFault {
  readonly reason?: string
  readonly line?: number
  readonly field?: string
  readonly missing?: readonly (string | { readonly field: string; readonly column: string })[]
  readonly columns?: readonly string[]
  readonly case?: string
}

/** How a case went through a procedure: all allowed and at its end; all allowed but not at its end; at least one event not allowed. */
export const Conformance = oneOf(['conforming', 'running', 'deviating'])
export type Conformance = Static<typeof Conformance>
