/** The figures counted from journals alone, entry by entry: what the SQL is held against. Source: docs/statistics.md. */
import type { Instant, LocalDate } from '../../schemas/common.ts'
import type { Channel, JournalEntry } from '../../schemas/dossier.ts'
import type { Counts, Grouping } from '../../schemas/statistics.ts'
import { localDateOf, parseInstant, startOfDateMs } from '../calendar/index.ts'
import { add, countsOf, noCounts, type Pace, type Standing, type State } from './counts.ts'

/** From the first instant up to the second, which is left out; of what was known at `knownAtMs`. */
export interface Period { readonly fromMs: number; readonly endMs: number; readonly knownAtMs: number; readonly zone: string }

/** A letter of apology that no event stands for: its day, and when it was recorded. */
interface ToldLetter { readonly on: LocalDate; readonly recordedAt: Instant }
/** One dossier: the channel it came by, how far its procedure is online, its journal in order, and its recorded letters of apology. */
export interface Told { readonly channel: Channel; readonly onlineLevel: Standing['onlineLevel']; readonly entries: readonly JournalEntry[]; readonly letters?: readonly ToldLetter[] }

const at = (entry: JournalEntry): number => parseInstant(entry.at, 'UTC')

/** Statuses of a dossier that nobody has accepted: filed, or refused at the desk. */
const isOutside = ({ status }: JournalEntry): boolean => status === 1 || status === 3

/** Official statuses in which the limit stands still: supplement, payment, stopped (QĐ 766/QĐ-TTg, "tạm dừng"). */
const pausing = new Set([5, 6, 8])
const endings: Readonly<Record<number, State>> = { 3: 'refused', 7: 'withdrawn', 8: 'stopped' }

/** How a dossier stands in the period; null when it has no place in it: not received by its end, or ended before it. */
function standingIn({ channel, onlineLevel, entries, letters = [] }: Told, { fromMs, endMs, knownAtMs, zone }: Period): Standing | null {
  const known = entries.filter((entry) => at(entry) < endMs && at(entry) <= knownAtMs && parseInstant(entry.recordedAt, 'UTC') <= knownAtMs)
  const last = known.at(-1)
  const received = known.find((entry) => !isOutside(entry))
  if (last === undefined || received === undefined) return null
  const ready = known.find((entry) => entry.timeliness !== undefined)
  const closed = known[known.findLastIndex(({ steps }) => steps.length > 0) + 1]
  const end = ready ?? closed
  if (end !== undefined && at(end) < fromMs) return null
  const told = ready !== undefined ? { state: 'ready' as const, pace: ready.timeliness ?? null }
    : closed !== undefined ? { state: endings[last.status] ?? 'ended', pace: paceOfEnd(closed, zone) }
      : { state: pausing.has(last.status) ? 'paused' as const : 'working' as const, pace: paceOfOpen(last, Math.min(endMs, knownAtMs)) }
  const isLate = told.pace === 'late' || told.pace === 'overdue'
  const isApologised = known.some(({ event }) => event === 'APOLOGY_ISSUED')
    || letters.some(({ on, recordedAt }) => startOfDateMs(on, zone) < endMs && parseInstant(recordedAt, 'UTC') <= knownAtMs)
  return { channel, onlineLevel: channel === 'online' ? onlineLevel : null, carriedOver: at(received) < fromMs, ...told, withApology: isLate && isApologised }
}

const dueMs = ({ clock: { dueAt } }: JournalEntry): number | null => (dueAt === null ? null : parseInstant(dueAt, 'UTC'))

/** A dossier that ends without a result is late when the due date of the day it ended was over. */
const paceOfEnd = (closed: JournalEntry, zone: string): Pace => {
  const due = dueMs(closed)
  return due !== null && localDateOf(at(closed), zone) > localDateOf(due, zone) ? 'late' : 'onTime'
}

/** Overdue: the due instant is over, or the clock stands still with more than its limit used. */
const paceOfOpen = (last: JournalEntry, atMs: number): Pace => {
  const due = dueMs(last)
  const isOver = due !== null ? due < atMs : last.clock.mode === 'stopped' && last.clock.consumed > last.clock.budget
  return isOver ? 'overdue' : 'within'
}

/** The counts of all of them. */
export const fold = (dossiers: readonly Told[], period: Period, grouping: Grouping): Counts =>
  dossiers.reduce((sum, one) => {
    const standing = standingIn(one, period)
    return standing === null ? sum : add(sum, countsOf(standing, grouping))
  }, noCounts)
