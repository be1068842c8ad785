/** Reads journals that have grown into what is kept of each dossier's course: stays in steps, and how it ran. docs/decisions/0014-courses.md. */
import { createHash } from 'node:crypto'
import type { Dossier, JournalEntry } from '../../schemas/dossier.ts'
import { keepCourses, waitingCourses, type CourseKey, type KeptCourse, type KeptRun, type WaitingCourse } from '../../storage/courses.ts'
import { journalsOf } from '../../storage/dossiers.ts'
import type { Executor } from '../../storage/pool.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { stayParts, type RulesOfEntry } from '../../workflows/dossier/stays.ts'
import { courseTaken } from '../../workflows/statistics/courses.ts'
import type { Deps } from '../deps.ts'
import { repeat, type Repeated } from './repeat.ts'

/** What reading needs of the service. */
export type ReadingDeps = Pick<Deps, 'pool' | 'rules'>
/** What telling of journals needs: a connection to read them over, and the rules. */
export interface TellingDeps extends Pick<Deps, 'rules'> { readonly pool: Executor }
type OnFault = (error: unknown, dossierId?: string) => void

/** Dossiers read and kept at once: a megabyte or two of journals. */
const pageSize = 100
/** Of a longer journal only the beginning is told. */
const entriesMost = 5_000
/** Between two turns. Whoever asks for figures meanwhile has what waits read first. */
const pauseMs = 20_000

/** A short name of a way, the same for the same events. */
const wayOf = (events: readonly string[]): string => createHash('sha256').update(events.join(' ')).digest('hex').slice(0, 16)

/** The rules that each entry of a journal names, each looked up once. */
export async function rulesByEntry({ rules }: Pick<Deps, 'rules'>, tenantId: string, entries: readonly JournalEntry[]): Promise<RulesOfEntry> {
  const keyOf = ({ procedure, calendar }: JournalEntry): string => `${procedure} ${calendar}`
  const found = new Map<string, Rules>()
  for (const entry of entries) {
    if (found.has(keyOf(entry))) continue
    const at = entry.calendar.lastIndexOf('@')
    found.set(keyOf(entry), await rules.rulesOf({ tenantId, procedureHash: entry.procedure, calendarId: entry.calendar.slice(0, at), calendarVersion: Number(entry.calendar.slice(at + 1)) }))
  }
  return (entry) => {
    const known = found.get(keyOf(entry))
    if (known === undefined) throw new RangeError(`entry ${entry.seq} was not among those that were looked up`)
    return known
  }
}

/** How an ended dossier ran; null while it is open. */
const runOf = (rules: Rules, dossier: Dossier, entries: readonly JournalEntry[]): KeptRun | null => {
  const { clock, closedAtMs, resultReadyAtMs } = dossier
  const untilMs = resultReadyAtMs === null && closedAtMs === null ? null : clock.endedAtMs ?? closedAtMs ?? resultReadyAtMs
  if (untilMs === null) return null
  const { deviations, steps, events, cause } = courseTaken(rules, entries, untilMs)
  return { way: wayOf(events), events, deviations, cause, steps: steps.map(({ step, workingMs, over }) => ({ path: step.path, workingMs, over })) }
}

const courseOf = async (deps: TellingDeps, { dossier, kind, readTo }: WaitingCourse, journal: readonly JournalEntry[]): Promise<KeptCourse> => {
  // The journal was read after the dossier, and may have grown since.
  const entries = journal.filter(({ seq }) => seq <= dossier.journalSeq)
  // A revision that it has gone over to since may be of another kind: then all its parts are.
  const isSameRevision = entries.findLast(({ seq }) => seq <= readTo)?.procedure === dossier.procedureHash
  const parts = stayParts(entries, await rulesByEntry(deps, dossier.tenantId, entries)).filter(({ end }) => !isSameRevision || end === null || end.seq > readTo)
  return { dossier, kind, parts, run: runOf(await deps.rules.rulesOf(dossier), dossier, entries) }
}

/** What the journals of some dossiers of an agency tell. A dossier that cannot be told is told of, and left out. */
export const coursesOf = async (deps: TellingDeps, tenantId: string, dossiers: readonly WaitingCourse[], onFault: OnFault): Promise<KeptCourse[]> => {
  const journals = await journalsOf(deps.pool, tenantId, dossiers.map(({ dossier }) => dossier.id), entriesMost)
  const courses: KeptCourse[] = []
  for (const one of dossiers) {
    try {
      courses.push(await courseOf(deps, one, journals.get(one.dossier.id) ?? []))
    } catch (error) {
      onFault(error, one.dossier.id)
    }
  }
  return courses
}

const readPage = async (deps: ReadingDeps, page: readonly WaitingCourse[], onFault: OnFault): Promise<number> => {
  let kept = 0
  for (const [tenantId, own] of Map.groupBy(page, ({ dossier }) => dossier.tenantId)) {
    const courses = await coursesOf(deps, tenantId, own, onFault)
    await keepCourses(deps.pool, courses)
    kept += courses.length
  }
  return kept
}

/**
 * Reads what waits, of one agency or of all (`tenantId` null), at most `most` dossiers; answers how many. A dossier that cannot be told is left waiting
 * and told of, the others go on.
 */
export async function readCourses(deps: ReadingDeps, { tenantId, most, onFault }: { readonly tenantId: string | null; readonly most: number; readonly onFault: OnFault }): Promise<number> {
  let [read, seen, after]: [number, number, CourseKey | null] = [0, 0, null]
  while (seen < most) {
    const page: WaitingCourse[] = await waitingCourses(deps.pool, tenantId, { after, limit: Math.min(pageSize, most - seen) })
    const last = page.at(-1)?.dossier
    if (last === undefined) return read
    read += await readPage(deps, page, onFault)
    seen += page.length
    after = last
  }
  return read
}

/** Begins to read, again and again. */
export const startReadingCourses = (deps: ReadingDeps, onFault: OnFault): Repeated => repeat(() => readCourses(deps, { tenantId: null, most: Infinity, onFault }), pauseMs, onFault)
