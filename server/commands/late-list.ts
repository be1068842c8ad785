/** Which dossiers are late, and which are at risk: the question that the late list and its export ask. */
import { DomainError } from '../../schemas/errors.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { listOpen, type DossierKey, type ListedDossier, type OpenFilter } from '../../storage/dossiers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { atRiskUntil } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'

/** The last instant by which something must be due to count as at risk; where the calendar ends, nothing does. */
export const riskUntil = async (deps: Deps, { reader, calendarId }: SignedInPerson, nowMs: number): Promise<number> => {
  const calendar = await findCalendar(deps.orm.em.fork(), reader.tenantId, calendarId)
  try {
    return calendar === undefined ? nowMs : atRiskUntil(deps.rules.keepCalendar(reader.tenantId, calendar), nowMs)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return nowMs
    throw error
  }
}

export interface LateQuestion {
  readonly scope: 'late' | 'soon'
  /** This unit with all below it. */
  readonly unitId?: string | undefined
  readonly procedureCode?: string | undefined
  readonly holderId?: string | undefined
}

/** The unit and all below it, whenever they were. */
export const unitAndBelow = async (deps: Deps, { reader }: SignedInPerson, unitId: string): Promise<string[]> => {
  const units = await listUnits(deps.orm.em.fork(), reader.tenantId, reader.today)
  const found = new Set([unitId])
  for (const id of found) for (const { id: below, parentId } of units) if (parentId === id) found.add(below)
  return [...found]
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** At most `limit` dossiers, most overdue or most urgent first, after the key. At risk are those that are not late yet. */
export const listLate = async (
  deps: Deps, person: SignedInPerson, { scope, unitId, procedureCode, holderId }: LateQuestion, page: { readonly after: DossierKey | null; readonly limit: number },
): Promise<ListedDossier[]> => {
  const nowMs = deps.clock.nowMs()
  const filter: OpenFilter = {
    dueBeforeMs: scope === 'late' ? nowMs : await riskUntil(deps, person, nowMs) + 1, procedureCode, holderId,
    unitIds: unitId === undefined ? undefined : await unitAndBelow(deps, person, unitId),
  }
  const first = scope === 'late' ? null : { dueAtMs: nowMs - 1, id: lastId }
  return listOpen(deps.pool, person.reader, filter, { limit: page.limit, after: page.after ?? first })
}
