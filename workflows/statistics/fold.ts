/** The figures counted from journals alone, entry by entry: what the SQL is held against. Source: docs/statistics.md. */
import type { Channel, JournalEntry } from '../../schemas/dossier.ts'
import type { Timeliness } from '../../schemas/calendar.ts'
import type { Counts, Grouping } from '../../schemas/statistics.ts'
import { localDateOf, parseInstant } from '../calendar/index.ts'
import { add, countsOf, noCounts, type Standing } from './counts.ts'

/** From the first instant up to the second, which is left out; of what was known at `knownAtMs`. */
export interface Period { readonly fromMs: number; readonly endMs: number; readonly knownAtMs: number; readonly zone: string }

/** One dossier: the channel it came by, and its journal in order. */
export interface Told { readonly channel: Channel; readonly entries: readonly JournalEntry[] }

const at = (entry: JournalEntry): number => parseInstant(entry.at, 'UTC')

/** Statuses of a dossier that nobody has accepted: filed, or refused at the desk. */
const isOutside = ({ status }: JournalEntry): boolean => status === 1 || status === 3

/** How a dossier stands in the period; null when it has no place in it: not received by its end, or ended before it. */
function standingOf({ channel, entries }: Told, { fromMs, endMs, knownAtMs, zone }: Period): Standing | null {
  const known = entries.filter((entry) => at(entry) < endMs && at(entry) <= knownAtMs && parseInstant(entry.recordedAt, 'UTC') <= knownAtMs)
  const last = known.at(-1)
  const received = known.find((entry) => !isOutside(entry))
  if (last === undefined || received === undefined) return null
  const ready = known.find((entry) => entry.timeliness !== undefined)
  const closed = last.steps.length === 0 ? last : undefined
  const end = ready ?? closed
  if (end !== undefined && at(end) < fromMs) return null
  const dueAt = last.clock.dueAt === null ? null : parseInstant(last.clock.dueAt, 'UTC')
  return {
    channel, carriedOver: at(received) < fromMs, status: last.status,
    end: end === undefined ? null : { withResult: ready !== undefined, timeliness: ready === undefined ? inTime(at(end), dueAt, zone) : ready.timeliness ?? null },
    overdue: end === undefined && dueAt !== null && dueAt < Math.min(endMs, knownAtMs),
    withApology: known.some(({ event }) => event === 'APOLOGY_ISSUED'),
  }
}

/** A dossier that ends without a result is late when the due date of the day it ended was over. */
const inTime = (endMs: number, dueAtMs: number | null, zone: string): Timeliness =>
  dueAtMs !== null && localDateOf(endMs, zone) > localDateOf(dueAtMs, zone) ? 'late' : 'onTime'

/** The counts of all of them. */
export const fold = (dossiers: readonly Told[], period: Period, grouping: Grouping): Counts =>
  dossiers.reduce((sum, one) => {
    const standing = standingOf(one, period)
    return standing === null ? sum : add(sum, countsOf(standing, grouping))
  }, noCounts)
