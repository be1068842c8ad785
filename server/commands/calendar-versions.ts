/** The versions of a calendar with what became of each publication. */
import type { CalendarVersionView } from '../../schemas/calendar-change.ts'
import { countOutdated, listCalendarVersions } from '../../storage/recounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'

/** At most `limit` versions, the newest first, below one or from the top. The newest says how many dossiers it is still to be put to. */
export const calendarVersions = async (
  deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, calendarId: string, page: { readonly below: number | null; readonly limit: number },
): Promise<CalendarVersionView[]> => {
  const { tenantId, zone } = reader
  const lines = await listCalendarVersions(deps.pool, tenantId, calendarId, page)
  const newest = page.below === null ? lines[0] : undefined
  const waits = newest?.publication?.finishedAtMs === null
  const remaining = waits && newest !== undefined ? await countOutdated(deps.pool, { tenantId, calendarId, version: newest.version }) : 0
  return lines.map(({ publication, createdAtMs, ...line }) => ({
    ...line, createdAt: formatInstant(createdAtMs, zone),
    publication: publication === null ? null : {
      by: publication.by, moved: publication.moved, kept: publication.kept, remaining: line.version === newest?.version ? remaining : 0,
      finishedAt: publication.finishedAtMs === null ? null : formatInstant(publication.finishedAtMs, zone),
    },
  }))
}
