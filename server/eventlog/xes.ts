/** Event logs in XES (IEEE 1849-2016), plain or gzip. Document types and entities are refused: a log needs none. */
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { DomainError } from '../../schemas/errors.ts'
import type { LogCase, LogEvent } from '../../schemas/eventlog.ts'
import { CaseBuilder, finishCase, type BuildOptions } from './build.ts'
import { readText } from './bytes.ts'
import { caseFields, eventFields, type LogField, type ResolvedMapping } from './mapping.ts'

const attributeTags = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])
const local = (name: string): string => name.slice(name.indexOf(':') + 1)
type Found = Map<LogField, string>

/** The facts that each key gives; one key may give several. */
type Keys = ReadonlyMap<string, readonly LogField[]>
const keysOf = (fields: readonly LogField[], keyOf: (field: LogField) => string): Keys => Map.groupBy(fields, keyOf)
const caseKeysOf = ({ columns }: ResolvedMapping): Keys => keysOf(caseFields, (field) => columns[field].replace(/^case:/, ''))
const eventKeysOf = ({ columns }: ResolvedMapping): Keys => keysOf(eventFields, (field) => columns[field])

/** Follows the tags: a log holds traces, a trace its attributes and events, an event its attributes. What else stands there is passed over. */
class TraceBuilder {
  /** Traces that are complete and not yet handed on. */
  readonly ready: LogCase[] = []
  readonly seenFields = new Set<LogField>()
  readonly #builder: CaseBuilder
  readonly #limits: BuildOptions['limits']
  readonly #caseKeys: Keys
  readonly #eventKeys: Keys
  readonly #caseIds = new Set<string>()
  #depth = 0
  #trace: Found | null = null
  #event: Found | null = null
  #events: LogEvent[] = []

  constructor(options: BuildOptions) {
    this.#builder = new CaseBuilder(options)
    this.#limits = options.limits
    this.#caseKeys = caseKeysOf(options.mapping)
    this.#eventKeys = eventKeysOf(options.mapping)
  }

  open(tag: SaxesTagPlain, line: number): void {
    this.#depth += 1
    if (this.#depth > this.#limits.depth) throw new DomainError('log-too-large', { limit: 'depth', most: this.#limits.depth })
    const name = local(tag.name)
    if (this.#depth === 1 && name !== 'log') throw new DomainError('log-malformed', { reason: 'not-a-log', line })
    if (this.#depth === 2 && name === 'trace') this.#trace = new Map()
    else if (this.#depth === 3 && this.#trace !== null && name === 'event') this.#event = new Map()
    else if (this.#depth === 3 && this.#trace !== null) this.#keep(this.#trace, this.#caseKeys, tag, line)
    else if (this.#depth === 4 && this.#event !== null) this.#keep(this.#event, this.#eventKeys, tag, line)
  }

  close(line: number): void {
    if (this.#depth === 3 && this.#event !== null) this.#closeEvent(line)
    if (this.#depth === 2 && this.#trace !== null) this.#closeTrace(this.#trace, line)
    this.#depth -= 1
  }

  #keep(found: Found, keys: Keys, { name, attributes }: SaxesTagPlain, line: number): void {
    if (!attributeTags.has(local(name))) return
    for (const field of keys.get(attributes['key'] ?? '') ?? []) {
      if (found.has(field)) throw new DomainError('log-malformed', { reason: 'attribute-twice', field, line })
      found.set(field, attributes['value'] ?? '')
      this.seenFields.add(field)
    }
  }

  #closeEvent(line: number): void {
    const event = this.#builder.event(this.#event ?? new Map(), { line })
    if (event !== null) this.#events.push(event)
    this.#event = null
  }

  #closeTrace(trace: Found, line: number): void {
    const caseId = this.#builder.caseId(trace, { line })
    if (this.#caseIds.has(caseId)) throw new DomainError('log-malformed', { reason: 'case-twice', line })
    this.#caseIds.add(caseId)
    this.ready.push(finishCase(caseId, this.#builder.attributes(trace, { line }), this.#events))
    this.#trace = null
    this.#events = []
  }
}

/** A parser that hands tags to the builder and counts how much text has passed since anything was recognised. */
const parserFor = (traces: TraceBuilder, onToken: () => void): SaxesParser => {
  const parser = new SaxesParser({ position: true })
  const malformed = (reason: string): never => {
    throw new DomainError('log-malformed', { reason, line: parser.line })
  }
  parser.on('error', () => malformed('xml'))
  parser.on('doctype', () => malformed('doctype'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) malformed('encoding')
  })
  parser.on('opentag', (tag) => {
    onToken()
    traces.open(tag as SaxesTagPlain, parser.line)
  })
  parser.on('closetag', () => {
    onToken()
    traces.close(parser.line)
  })
  parser.on('text', onToken)
  parser.on('comment', onToken)
  parser.on('cdata', onToken)
  parser.on('processinginstruction', onToken)
  return parser
}

/** What a mapping names must be somewhere in the log; only its end can tell. */
const refuseUnseen = (seen: ReadonlySet<LogField>, { mapping, tally }: BuildOptions): void => {
  const needed = [...mapping.mustExist].filter((field) => tally.events > 0 || field === 'caseId')
  const missing = needed.filter((field) => !seen.has(field)).map((field) => ({ field, column: mapping.columns[field] }))
  if (tally.cases > 0 && missing.length > 0) throw new DomainError('log-mapping-invalid', { reason: 'key-missing', missing })
}

/**
 * The cases of an XES log, each as soon as its trace is closed. A fault further down is thrown after earlier cases were handed on: whoever
 * stores them does so in one transaction, or reads twice.
 * @throws DomainError file-unreadable | log-malformed | log-too-large | log-mapping-invalid
 */
export async function* readXes(path: string, options: BuildOptions): AsyncGenerator<LogCase> {
  const traces = new TraceBuilder(options)
  let sinceToken = 0
  const parser = parserFor(traces, () => { sinceToken = 0 })
  for await (const text of readText(path, options.limits)) {
    sinceToken += text.length
    parser.write(text)
    if (sinceToken > options.limits.token + text.length) throw new DomainError('log-too-large', { limit: 'token', most: options.limits.token })
    yield* traces.ready.splice(0)
  }
  parser.close()
  refuseUnseen(traces.seenFields, options)
  yield* traces.ready.splice(0)
}
