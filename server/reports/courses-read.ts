/** Journals that have grown are read before anybody counts what they tell, so that a report is of its moment. docs/decisions/0014-courses.md. */
import type { Reader } from '../../storage/dossiers.ts'
import { countWaitingCourses } from '../../storage/courses.ts'
import { readCourses, type ReadingDeps } from '../jobs/read-courses.ts'

/** Journals that a page waits for: about a second. Where more wait, its figures are not of the moment in any case, and it does not wait. The operator's command line and jobs wait for all. */
const readFirst = 2_000

/** Reads what waits, and answers how many dossiers of the agency are still waiting: after an update or an import the job needs a while. */
export async function readUp(deps: ReadingDeps, tenantId: string, reader: Reader | null): Promise<number> {
  const before = await countWaitingCourses(deps.pool, tenantId)
  if (before === 0 || (reader !== null && before > readFirst)) return before
  // A dossier that cannot be told stays among those that wait; the job tells of it.
  await readCourses(deps, { tenantId, most: reader === null ? Infinity : readFirst, onFault: () => undefined })
  return countWaitingCourses(deps.pool, tenantId)
}
