/** Imports an event log: each case becomes a dossier, driven through a procedure by its own events at their own times. */
import { basename } from 'node:path'
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { trackingBookCode, type LogCase, type LogMapping } from '../../schemas/eventlog.ts'
import type { EventType, ProcedureDefinition } from '../../schemas/procedure.ts'
import { newId } from '../../storage/ids.ts'
import { addImportedCases, freeDossierCodes, importedCases, lockAgency, nextDossierNumbers, raiseDossierNumbers, type ImportedCase } from '../../storage/imports.ts'
import { inTransaction, learnSizes, type Executor } from '../../storage/pool.ts'
import { addProcedure, findProcedure } from '../../storage/procedures.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { activityTable, eventOf, type ActivityTable } from '../../workflows/conformance/activities.ts'
import { replay, type Replay } from '../../workflows/conformance/replay.ts'
import { dossierCode, isDossierCode, numberOfCode } from '../../workflows/dossier/code.ts'
import { decideImport, startOf, timelinessOf, type ClassifyBy, type ImportedCourse } from '../../workflows/dossier/import.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { canonicalJson } from '../../workflows/evidence/canonical.ts'
import { sha256 } from '../../workflows/evidence/chain.ts'
import { compile } from '../../workflows/procedure/compile.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import type { Deps } from '../deps.ts'
import { newTally, readLog } from '../eventlog/read.ts'

/** The agency that takes the dossiers: its root unit receives and is responsible, its code begins theirs. */
export interface LogAgency { readonly tenantId: string; readonly code: string; readonly unitId: string; readonly zone: string; readonly calendar: WorkingCalendar }

export interface ImportLog {
  readonly file: string
  readonly definition: ProcedureDefinition
  readonly mapping: LogMapping
  readonly classifyBy: ClassifyBy
  /** Zone of timestamps without an offset, of dates, and of dossier codes; absent: the agency's. */
  readonly zone?: string | undefined
  /** Asked for once the whole file has been read without a fault: until then nothing is stored, not even an agency. */
  readonly agency: () => Promise<LogAgency>
  readonly onProgress: (cases: number, events: number) => void
}

/** What the log holds, judged by the options given; `imported` are dossiers made now, the rest was there before and is unchanged. */
export interface ImportSummary {
  readonly dossiers: number
  readonly events: number
  readonly early: number
  readonly onTime: number
  readonly late: number
  readonly open: number
  /** Ended, but the log states no deadline. */
  readonly withoutDeadline: number
  readonly conforming: number
  readonly running: number
  readonly deviating: number
  readonly imported: number
  readonly skippedByLifecycle: number
}
type Counts = { -readonly [K in keyof ImportSummary]: number }

/** The zone used before an agency is known. Only instants without an offset depend on it; they are read again in the agency's zone. */
const firstZone = 'UTC'

/**
 * Carries the log over in one transaction. The same log again, or the same log in the other format, changes nothing.
 * @throws DomainError of the reader; log-empty | procedure-invalid | procedure-immutable (this code and revision is published with other content);
 * log-conflict (a case imported before has other content now, or was driven through another revision).
 */
export async function importLog(deps: Deps, request: ImportLog): Promise<ImportSummary> {
  compile(request.definition)
  await readThrough(request)
  const agency = await request.agency()
  const hash = await published(deps, agency.tenantId, request.definition)
  const rules: Rules = { compiled: deps.rules.keepProcedure(hash, request.definition), calendar: deps.rules.keepCalendar(agency.tenantId, agency.calendar) }
  const summary = await inTransaction(deps.pool, async (client) => {
    await lockAgency(client, agency.tenantId)
    const known = await importedCases(client, agency.tenantId, request.definition.code)
    return new Importer({ client, request, agency, rules, hash, known, nowMs: deps.clock.nowMs(), nonce: deps.nonce }).run()
  })
  await learnSizes(deps.pool, ['dossier', 'journal', 'imported_case', 'open_step'])
  return summary
}

/** Whether each row of the file is a case: the procedure of a tracking book says so. */
const isList = ({ code }: ProcedureDefinition): boolean => code === trackingBookCode

/** Reads the whole file once for its faults. @throws DomainError of the reader; log-empty */
async function readThrough({ file, zone = firstZone, mapping, definition }: ImportLog): Promise<void> {
  const tally = newTally()
  for await (const one of readLog(file, { zone, mapping, tally, isList: isList(definition) })) startOf(one)
  if (tally.cases === 0) throw new DomainError('log-empty', { file: basename(file).slice(0, 200), skippedByLifecycle: tally.skippedByLifecycle })
}

/** The revision that dossiers will pin; published now if the agency does not have it. */
async function published(deps: Deps, tenantId: string, definition: ProcedureDefinition): Promise<string> {
  const em = deps.orm.em.fork()
  const hash = hashOf(definition)
  if (await findProcedure(em, tenantId, hash) !== undefined) return hash
  try {
    await addProcedure(em, tenantId, { hash, definition }, 'effective', deps.clock.nowMs())
    return hash
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'name-taken') throw error
    throw new DomainError('procedure-immutable', { procedure: definition.code, revision: definition.revision })
  }
}

interface Work {
  readonly client: Executor
  readonly request: ImportLog
  readonly agency: LogAgency
  readonly rules: Rules
  readonly hash: string
  readonly known: ReadonlyMap<string, ImportedCase>
  readonly nowMs: number
  readonly nonce: () => string
}

/** The hash of what a log says of a case, the same for every format. */
const contentHashOf = (one: LogCase): string => sha256(canonicalJson(one))

/** Cases kept by one statement: a case is about 5 kB of journal. */
const batchSize = 50

interface NewCase extends ImportedCourse { readonly contentHash: string }

/** Courses remembered: cases that took the same course are replayed once (of 1,434 cases 116 courses differ). */
const coursesMax = 2000

class Importer {
  readonly #work: Work
  readonly #zone: string
  readonly #table: ActivityTable
  readonly #replays = new Map<string, Replay>()
  #waiting: NewCase[] = []
  readonly #counts: Counts = {
    dossiers: 0, events: 0, early: 0, onTime: 0, late: 0, open: 0, withoutDeadline: 0, conforming: 0, running: 0, deviating: 0, imported: 0,
    skippedByLifecycle: 0,
  }

  constructor(work: Work) {
    const { request: { definition, mapping, zone }, agency } = work
    this.#work = work
    this.#zone = zone ?? agency.zone
    this.#table = activityTable(definition, mapping.activities)
  }

  async run(): Promise<ImportSummary> {
    const { file, mapping, definition, onProgress } = this.#work.request
    const tally = newTally()
    for await (const logCase of readLog(file, { zone: this.#zone, mapping, tally, isList: isList(definition) })) {
      const types = logCase.events.map(({ activity }) => eventOf(this.#table, activity))
      const course = { logCase, types, replay: this.#replay(types) }
      this.#take(course)
      this.#count(course)
      if (this.#waiting.length >= batchSize) await this.#keepWaiting()
      if (this.#counts.dossiers % 200 === 0) onProgress(this.#counts.dossiers, this.#counts.events)
    }
    await this.#keepWaiting()
    onProgress(this.#counts.dossiers, this.#counts.events)
    return { ...this.#counts, skippedByLifecycle: tally.skippedByLifecycle }
  }

  #replay(types: readonly (EventType | null)[]): Replay {
    const key = types.join(' ')
    const known = this.#replays.get(key)
    if (known !== undefined) return known
    const made = replay(this.#work.rules.compiled, types)
    if (this.#replays.size < coursesMax) this.#replays.set(key, made)
    return made
  }

  /** Notes the case to be kept, unless it is there already. */
  #take(course: ImportedCourse): void {
    const { known, hash } = this.#work
    const { caseId } = course.logCase
    const contentHash = contentHashOf(course.logCase)
    const before = known.get(caseId)
    if (before === undefined) this.#waiting.push({ ...course, contentHash })
    else if (before.procedureHash !== hash) {
      throw new DomainError('log-conflict', { case: caseId, reason: 'other-revision', imported: before.procedureHash, given: hash })
    } else if (before.contentHash !== contentHash) throw new DomainError('log-conflict', { case: caseId, reason: 'other-content' })
  }

  /** Codes for cases, in their order. A tracking book tells the codes on the receipts: they stay, unless a dossier bears one already. */
  async #codesFor(cases: readonly NewCase[]): Promise<string[]> {
    const { client, agency: { tenantId, code }, request: { definition } } = this.#work
    const told = isList(definition) ? cases.map(({ logCase: { caseId } }) => caseId).filter(isDossierCode) : []
    const kept = told.length === 0 ? new Set<string>() : await freeDossierCodes(client, tenantId, told)
    await raiseDossierNumbers(client, tenantId, code, [...kept].flatMap((one) => numberOfCode(code, one) ?? []))
    const others = cases.filter(({ logCase: { caseId } }) => !kept.has(caseId))
    const days = others.map(({ logCase }) => localDateOf(startOf(logCase), this.#zone))
    const numbers = await nextDossierNumbers(client, tenantId, code, days)
    const allotted = new Map(others.map(({ logCase: { caseId } }, index) => [caseId, dossierCode(code, days[index]!, numbers[index]!)]))
    return cases.map(({ logCase: { caseId } }) => allotted.get(caseId) ?? caseId)
  }

  async #keepWaiting(): Promise<void> {
    const { client, agency: { tenantId, unitId }, rules, hash, nowMs, nonce, request: { classifyBy } } = this.#work
    const waiting = this.#waiting
    if (waiting.length === 0) return
    const codes = await this.#codesFor(waiting)
    await addImportedCases(client, waiting.map((course, index) => {
      const made = { id: newId(), tenantId, procedureHash: hash, receivingUnitId: unitId, responsibleUnitId: unitId }
      const input = { code: codes[index]!, classifyBy, zone: this.#zone, recordedAtMs: nowMs, nonce: nonce() }
      return { logCase: course.logCase, contentHash: course.contentHash, decision: decideImport(rules, made, course, input) }
    }))
    this.#counts.imported += waiting.length
    this.#waiting = []
  }

  #count({ logCase, replay: { verdict } }: ImportedCourse): void {
    const { attributes, events } = logCase
    const found = timelinessOf(attributes, { classifyBy: this.#work.request.classifyBy, zone: this.#zone })
    this.#counts.dossiers += 1
    this.#counts.events += events.length
    this.#counts[verdict] += 1
    this.#counts[attributes.endAtMs === null ? 'open' : found?.timeliness ?? 'withoutDeadline'] += 1
  }
}
