/** Event logs in CSV (RFC 4180): one event a row, the facts of the case repeated in each of its rows. */
import { parse, type CsvError } from 'csv-parse'
import { DomainError } from '../../schemas/errors.ts'
import type { LogCase, LogCaseAttributes, LogEvent, LogLimits } from '../../schemas/eventlog.ts'
import { CaseBuilder, finishCase, type BuildOptions, type Texts } from './build.ts'
import { readText } from './bytes.ts'
import { caseFields, eventFields, type LogField, type ResolvedMapping } from './mapping.ts'

/** Which column holds which fact. */
type Positions = ReadonlyMap<LogField, number>
/** `facts` is what the first row said of the case, as one text: a map for each of 150,000 cases took 20 MB more. */
interface Draft { readonly attributes: LogCaseAttributes; readonly facts: string; readonly events: LogEvent[] }

const factsOf = (texts: Texts): string => JSON.stringify([...texts])
const firstDifference = (facts: string, texts: Texts): LogField | undefined =>
  (JSON.parse(facts) as [LogField, string][]).find(([field, text]) => texts.get(field) !== text)?.[0]

const duplicates = (names: readonly string[]): string[] => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
const shown = (names: readonly string[]): string[] => names.slice(0, 60).map((name) => name.slice(0, 100))

/** A heading as it is recognised: however its blanks and letters are written. */
const folded = (name: string): string => name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

/** @throws DomainError log-mapping-invalid (a name twice, a needed column missing) | log-too-large (too many columns) */
const positionsOf = (header: readonly string[], mapping: ResolvedMapping, limits: LogLimits): Positions => {
  if (header.length > limits.columns) throw new DomainError('log-too-large', { limit: 'columns', most: limits.columns })
  const names = header.map((name) => name.trim())
  const twice = duplicates(names)
  if (twice.length > 0) throw new DomainError('log-mapping-invalid', { reason: 'column-twice', columns: shown(twice) })
  const at = new Map(names.map((name, index) => [name, index]))
  const byHeading = new Map(names.map((name, index) => [folded(name), index]))
  const find = (field: LogField, wanted: string): number | undefined =>
    at.get(wanted) ?? ((caseFields as readonly LogField[]).includes(field) ? at.get(`case:${wanted}`) : undefined)
    ?? mapping.headings[field]?.map((heading) => byHeading.get(folded(heading))).find((index) => index !== undefined)
  const positions = new Map<LogField, number>()
  const missing: { field: LogField; column: string }[] = []
  for (const [field, column] of Object.entries(mapping.columns) as [LogField, string][]) {
    const index = find(field, column)
    if (index !== undefined) positions.set(field, index)
    else if (mapping.mustExist.has(field)) missing.push({ field, column: mapping.isList ? mapping.headings[field]?.[0] ?? column : column })
  }
  if (missing.length > 0) throw new DomainError('log-mapping-invalid', { reason: 'column-missing', missing, columns: shown(names) })
  return positions
}

const textsOf = (fields: readonly LogField[], row: readonly string[], positions: Positions): Texts => {
  const texts = new Map<LogField, string>()
  for (const field of fields) {
    const value = row[positions.get(field) ?? -1]
    if (value !== undefined) texts.set(field, value)
  }
  return texts
}

/** Gathers rows into cases, in the order in which the cases first appear. */
class RowGrouper {
  readonly cases = new Map<string, Draft>()
  readonly #builder: CaseBuilder
  readonly #options: BuildOptions
  #positions: Positions | null = null

  constructor(options: BuildOptions) {
    this.#options = options
    this.#builder = new CaseBuilder(options)
  }

  row(row: readonly string[], line: number): void {
    if (this.#positions === null) {
      this.#positions = positionsOf(row, this.#options.mapping, this.#options.limits)
      return
    }
    const texts = textsOf(caseFields, row, this.#positions)
    const caseId = this.#builder.caseId(texts, { line })
    if (this.#options.mapping.isList) {
      this.#list(caseId, texts, line)
      return
    }
    const draft = this.#draft(caseId, texts, line)
    const event = this.#builder.event(textsOf(eventFields, row, this.#positions), { line })
    if (event !== null) draft.events.push(event)
  }

  get sawHeader(): boolean {
    return this.#positions !== null
  }

  #list(caseId: string, texts: Texts, line: number): void {
    if (this.cases.has(caseId)) throw new DomainError('log-malformed', { reason: 'case-twice', line })
    const attributes = this.#builder.attributes(texts, { line })
    this.cases.set(caseId, { attributes, facts: '', events: this.#builder.listed(attributes, { line }) })
  }

  #draft(caseId: string, texts: Texts, line: number): Draft {
    const known = this.cases.get(caseId)
    const facts = factsOf(texts)
    if (known === undefined) {
      const draft = { attributes: this.#builder.attributes(texts, { line }), facts, events: [] }
      this.cases.set(caseId, draft)
      return draft
    }
    if (known.facts === facts) return known
    throw new DomainError('log-malformed', { reason: 'case-facts-differ', field: firstDifference(known.facts, texts), line })
  }
}

const refusalOf = (error: CsvError | Error): DomainError => {
  if (error instanceof DomainError) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'CSV_MAX_RECORD_SIZE') return new DomainError('log-too-large', { limit: 'row' })
  if (!code.startsWith('CSV_')) throw error
  const line = 'lines' in error && typeof error.lines === 'number' ? { line: error.lines } : {}
  return new DomainError('log-malformed', { reason: code.slice(4).toLowerCase().replaceAll('_', '-'), ...line })
}

/** What the first row is divided by, outside of quotes: a spreadsheet in Vietnamese writes semicolons. A tie is a comma. */
const delimiterOf = (text: string): string => {
  const head = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const many = (delimiter: string): number => head.split(delimiter).length
  return [',', ';', '\t'].reduce((best, one) => (many(one) > many(best) ? one : best))
}

/** A parser that hands each row over when it has read it, and queues nothing; what it answers takes the next text, or null for the end. */
const parserOf = (delimiter: string, limits: LogLimits, onRow: (row: string[], line: number) => void): ((text: string | null) => Promise<void>) => {
  let refusal: unknown
  const parser = parse({
    delimiter,
    skip_empty_lines: true,
    max_record_size: limits.token,
    on_record: (row: string[], { lines }) => {
      try {
        onRow(row, lines)
      } catch (error) {
        refusal = error
        throw error
      }
      return null
    },
  })
  // The failure reaches us through the callback of write and end; the event alone would end the process.
  parser.on('error', () => undefined).resume()
  return (text) =>
    new Promise<void>((done, fail) => {
      const settle = (error?: Error | null) => (error === null || error === undefined ? done() : fail(refusal ?? refusalOf(error)))
      return text === null ? parser.end(settle) : parser.write(text, settle)
    })
}

/** Parses the text; each row goes to the grouper while it is read. */
const parseRows = async (chunks: AsyncIterable<string>, grouper: RowGrouper, { mapping, limits }: BuildOptions): Promise<void> => {
  let sinceRow = 0
  let written: ReturnType<typeof parserOf> | undefined
  const onRow = (row: string[], line: number): void => {
    sinceRow = 0
    grouper.row(row, line)
  }
  for await (const text of chunks) {
    written ??= parserOf(mapping.delimiter ?? delimiterOf(text), limits, onRow)
    sinceRow += text.length
    await written(text)
    // A row of empty fields has no length for the parser's own limit, however many there are.
    if (sinceRow > limits.token + text.length) throw new DomainError('log-too-large', { limit: 'row', most: limits.token })
  }
  await written?.(null)
}

/**
 * The cases of a CSV log. The rows of a case may stand anywhere, so the log is held until its last row, within `logLimits`.
 * @throws DomainError file-unreadable | log-malformed | log-too-large | log-mapping-invalid
 */
export async function* readCsv(path: string, options: BuildOptions): AsyncGenerator<LogCase> {
  const grouper = new RowGrouper(options)
  await parseRows(readText(path, options.limits), grouper, options)
  if (!grouper.sawHeader) throw new DomainError('log-malformed', { reason: 'empty' })
  for (const [caseId, draft] of grouper.cases) {
    grouper.cases.delete(caseId)
    yield finishCase(caseId, draft.attributes, draft.events)
  }
}
