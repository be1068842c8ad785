/** What is kept of journals, held against the journals read anew: where they differ, somebody must look. docs/decisions/0014-courses.md. */
import { isDeepStrictEqual } from 'node:util'
import { countAllDossiers, keptCourses, type CourseBeside, type CoursePart, type KeptCourse, type KeptPart } from '../../storage/courses.ts'
import { daysBetween, localDateOf } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { inEach, type OnFault } from './check-statistics.ts'
import { coursesOf, type TellingDeps } from './read-courses.ts'

/** How many dossiers were looked at, how many are told otherwise by their journals, and the first of these. */
export interface CheckedCourses { readonly dossiers: number; readonly differing: number; readonly ids: readonly string[] }

/** Dossiers read at once: their journals and what is kept take a few megabytes. */
const pageSize = 200
/** Those that differ and are named. */
const namedMost = 20

const inOrder = (parts: readonly KeptPart[]): KeptPart[] => parts.toSorted((a, b) => a.seq - b.seq || (a.step < b.step ? -1 : 1))

/** A course told anew, as what is kept of it must be; the entry that ended a part is not kept. */
const expectedOf = ({ dossier, kind, parts, run }: KeptCourse): Omit<CourseBeside, 'dossier'> => ({
  kind, readTo: dossier.journalSeq, run,
  parts: inOrder(parts).map(({ step, unitId, holderId, seq, fromMs, recordedMs, dueMs, end, workingMs }) => ({
    procedure: dossier.procedureCode, kind, step, unitId, holderId, seq, fromMs, recordedMs, dueMs, workingMs, end: end === null ? null : { atMs: end.atMs, recordedMs: end.recordedMs, left: end.left },
  })),
})

const differsFrom = ({ kind, readTo, run, parts }: CourseBeside, told: KeptCourse | undefined): boolean =>
  told === undefined || !isDeepStrictEqual({ kind, readTo, run, parts: inOrder(parts) }, expectedOf(told))

const differingIn = async (deps: TellingDeps, tenantId: string, page: readonly CourseBeside[]): Promise<string[]> => {
  const anew = await coursesOf(deps, tenantId, page.map(({ dossier, kind }) => ({ dossier, kind, readTo: 0 })), () => undefined)
  const told = new Map(anew.map((one) => [one.dossier.id, one]))
  return page.filter((kept) => differsFrom(kept, told.get(kept.dossier.id))).map(({ dossier }) => dossier.id)
}

/** Compares a part of an agency's dossiers, by pages; those that wait to be read are left out. A dossier that nothing is kept of, though it waits for nothing, differs. */
export async function checkedCourses(deps: TellingDeps, tenantId: string, part: CoursePart = { parts: 1, part: 0 }): Promise<CheckedCourses> {
  const ids: string[] = []
  let [dossiers, differing] = [0, 0]
  for (let afterId: string | null = null; ;) {
    const page = await keptCourses(deps.pool, tenantId, part, { afterId, limit: pageSize })
    const found = await differingIn(deps, tenantId, page)
    dossiers += page.length
    differing += found.length
    ids.push(...found.slice(0, namedMost - ids.length))
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return { dossiers, differing, ids }
    afterId = last.dossier.id
  }
}

/** An agency of which something is kept that its journals tell otherwise. */
export interface CoursesFault extends CheckedCourses { readonly tenantId: string }

/** Dossiers of an agency that a night looks at: a few minutes. Of more, another part each night, so that every dossier has its turn. */
const nightlyMost = 50_000

/** The agencies where something differs; none when all is well. */
export const checkCourses = (deps: TellingDeps & Pick<Deps, 'clock' | 'orm'>, onFault: OnFault, most = nightlyMost): Promise<CoursesFault[]> => inEach(deps, onFault, async ({ id: tenantId, zone }) => {
  const parts = Math.max(1, Math.ceil(await countAllDossiers(deps.pool, tenantId) / most))
  const part = daysBetween('1970-01-01', localDateOf(deps.clock.nowMs(), zone)) % parts
  const checked = await checkedCourses(deps, tenantId, { parts, part })
  return checked.differing > 0 ? [{ tenantId, ...checked }] : []
})
