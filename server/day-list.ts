/** The list of limits of one person on one day: for the page, and for the e-mail of the morning. */
import type { Role } from '../schemas/procedure.ts'
import type { Reader } from '../storage/dossiers.ts'
import { type DayDossier, listDay } from '../storage/work.ts'
import { type DayPart, dayPartOf, dayParts } from '../workflows/dossier/day.ts'
import type { Deps } from './deps.ts'

/** The parts of one's own work, and what is late or nearly so in units that one heads, in other hands. */
export type ListPart = DayPart | 'unit'
export const listParts: readonly ListPart[] = [...dayParts, 'unit']
export type DayList = Readonly<Record<ListPart, readonly DayDossier[]>> & { readonly isCut: boolean }

/** Nobody reads more in a morning; the most urgent come first. */
const most = 300
/** A head looks so far ahead: every next working day lies within it, whatever holidays come. */
const aheadMs = 12 * 24 * 60 * 60_000

const heading: ReadonlySet<Role> = new Set(['unitHead', 'oneStopHead'])

/** Units that this person heads today, themselves or for somebody absent; a leader of the agency looks at all that they may read. */
const headedBy = ({ roles, units }: Reader): string[] =>
  (roles.some(({ role }) => role === 'agencyLeader') ? [...units] : [...new Set(roles.filter(({ role }) => heading.has(role)).map(({ unitId }) => unitId))])

/** The list as it stands now. Each dossier stands in one part alone. */
export const dayListOf = async (deps: Pick<Deps, 'pool' | 'rules'>, reader: Reader, nowMs: number): Promise<DayList> => {
  const found = await listDay(deps.pool, reader, { headed: headedBy(reader), dueBeforeMs: nowMs + aheadMs, limit: most })
  const parts: Record<ListPart, DayDossier[]> = { late: [], today: [], next: [], paused: [], unopened: [], unit: [] }
  for (const one of found) {
    const part = dayPartOf(await deps.rules.calendarOf(one.dossier), one.dossier, nowMs)
    if (part !== null) parts[one.own ? part : 'unit'].push(one)
  }
  return { ...parts, isCut: found.length === most }
}
