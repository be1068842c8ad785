/** What a version of the calendar would do to the open dossiers, before it is published. Reads in chunks: at a hundred thousand dossiers a page still costs a page. */
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { countOutdated, type Candidate, type CandidateKey, readableDossiers, recountCandidates } from '../../storage/recounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { daysBetween, firstChange, localDateOf, type PreparedCalendar, prepare, startOfDateMs, successionFindings } from '../../workflows/calendar/index.ts'
import { dueMoveOf } from '../../workflows/dossier/under-calendar.ts'
import type { Deps } from '../deps.ts'

type PreviewDeps = Pick<Deps, 'orm' | 'pool' | 'rules'>

/** One dossier whose due date would move. `dueAtMs` null: the calendar ends before it. `days`: by how many calendar days, null when one is not known. */
export interface WouldMove { readonly dossier: Candidate; readonly fromMs: number | null; readonly dueAtMs: number | null; readonly days: number | null }

/** `next`: where to go on; null at the end. It may be set on a short page: then so many were looked at in vain. */
export interface Preview { readonly rows: readonly WouldMove[]; readonly next: CandidateKey | null }

export interface PreviewQuestion { readonly person: SignedInPerson; readonly calendar: WorkingCalendar; readonly after: CandidateKey | null; readonly limit: number }

const chunkSize = 1_000
/** So many are asked for at once whether they may be read. */
const askedAtOnce = 100
/** So many are looked at for one page; a page that found less says where to go on. */
const lookedAtMost = 20_000

interface Frame { readonly deps: PreviewDeps; readonly person: SignedInPerson; readonly after: PreparedCalendar; readonly fromMs: number | null }

/**
 * The versions to compare. While an earlier publication is still at work, nothing can be left out by its date.
 * @throws DomainError calendar-invalid | calendar-unknown | stale-version when it is not the next version
 */
const frameOf = async (deps: PreviewDeps, person: SignedInPerson, calendar: WorkingCalendar): Promise<Frame> => {
  const { tenantId } = person.reader
  const before = await findCalendar(deps.orm.em.fork(), tenantId, calendar.id)
  if (before === undefined) throw new DomainError('calendar-unknown', { calendar: calendar.id })
  if (calendar.version !== before.version + 1) throw new DomainError('stale-version', { version: before.version, expected: before.version + 1 })
  const findings = successionFindings(before, calendar)
  if (findings.length > 0) throw new DomainError('calendar-invalid', { calendar: calendar.id, findings })
  const after = prepare(calendar)
  const on = firstChange(deps.rules.keepCalendar(tenantId, before), after)
  const isAtWork = await countOutdated(deps.pool, { tenantId, calendarId: calendar.id, version: before.version }) > 0
  return { deps, person, after, fromMs: isAtWork ? startOfDateMs(calendar.coversFrom, calendar.zone) : on === null ? null : startOfDateMs(on, calendar.zone) }
}

const moveOf = (calendar: PreparedCalendar, dossier: Candidate): WouldMove | null => {
  const move = dueMoveOf(calendar, dossier.clock)
  if (move === null) return null
  const { zone } = calendar.calendar
  const { fromMs, dueAtMs } = move
  return { dossier, ...move, days: fromMs === null || dueAtMs === null ? null : daysBetween(localDateOf(fromMs, zone), localDateOf(dueAtMs, zone)) }
}

const keyOf = ({ calendarVersion, id }: Candidate): CandidateKey => ({ calendarVersion, id })

/** The next chunk after a key, and where the one after it begins; null when there is none. */
const chunkAfter = async ({ deps, person, after: { calendar }, fromMs }: Frame, after: CandidateKey | null): Promise<{ chunk: Candidate[]; next: CandidateKey | null }> => {
  if (fromMs === null) return { chunk: [], next: null }
  const chunk = await recountCandidates(deps.pool, { tenantId: person.reader.tenantId, calendarId: calendar.id, fromMs }, { after, limit: chunkSize })
  const last = chunk.at(-1)
  return { chunk, next: last === undefined || chunk.length < chunkSize ? null : keyOf(last) }
}

/** The next of the moves that the reader may read, at most `wanted`. */
const readableOf = async ({ deps, person }: Frame, moves: readonly WouldMove[], wanted: number): Promise<WouldMove[]> => {
  const rows: WouldMove[] = []
  for (let from = 0; from < moves.length && rows.length < wanted; from += askedAtOnce) {
    const some = moves.slice(from, from + askedAtOnce)
    const readable = await readableDossiers(deps.pool, person.reader, some.map(({ dossier }) => dossier.id))
    rows.push(...some.filter(({ dossier }) => readable.has(dossier.id)))
  }
  return rows.slice(0, wanted)
}

/** One page of the dossiers that would move and that the person may read, in the order of their receipt. @throws DomainError as `frameOf` */
export const previewCalendar = async (deps: PreviewDeps, { person, calendar, after, limit }: PreviewQuestion): Promise<Preview> => {
  const frame = await frameOf(deps, person, calendar)
  const rows: WouldMove[] = []
  let key = after
  for (let looked = 0; looked < lookedAtMost;) {
    const { chunk, next } = await chunkAfter(frame, key)
    looked += chunk.length
    rows.push(...await readableOf(frame, chunk.flatMap((dossier) => moveOf(frame.after, dossier) ?? []), limit - rows.length))
    const last = rows.at(-1)
    if (rows.length === limit && last !== undefined) return { rows, next: keyOf(last.dossier) }
    if (next === null) return { rows, next: null }
    key = next
  }
  return { rows, next: key }
}

/** How many in the agency would move, whoever may read them: what a publication tells of itself. By how many days; `unknown`: to a day after the end of the calendar, or from one. `more`: there are others than were counted. */
export interface MoveCount { readonly moved: number; readonly byDays: readonly { readonly days: number; readonly dossiers: number }[]; readonly unknown: number; readonly more: boolean }

/** Counts what a version would move, up to `most` dossiers looked at. @throws DomainError as `frameOf` */
export const countMoves = async (deps: PreviewDeps, person: SignedInPerson, calendar: WorkingCalendar, most: number): Promise<MoveCount> => {
  const frame = await frameOf(deps, person, calendar)
  const byDays = new Map<number, number>()
  let [looked, unknown] = [0, 0]
  let key: CandidateKey | null = null
  for (;;) {
    const { chunk, next } = await chunkAfter(frame, key)
    for (const dossier of chunk) {
      const move = moveOf(frame.after, dossier)
      if (move?.days === null) unknown += 1
      else if (move !== null) byDays.set(move.days, (byDays.get(move.days) ?? 0) + 1)
    }
    looked += chunk.length
    const lines = [...byDays].map(([days, dossiers]) => ({ days, dossiers })).sort((a, b) => a.days - b.days)
    const moved = lines.reduce((sum, line) => sum + line.dossiers, unknown)
    if (next === null || looked >= most) return { moved, byDays: lines, unknown, more: next !== null }
    key = next
  }
}
