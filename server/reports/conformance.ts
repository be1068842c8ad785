/** Conformance of a period: dossiers that ended in it, each held against its own revision, and how they really ran. docs/statistics.md. */
import type { ConformanceReport, StepDelay, Variant } from '../../schemas/conformance.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { countCourses, dossiersThatRan, type CountedCourses, type RanQuestion } from '../../storage/conformance.ts'
import type { ListedDossier } from '../../storage/dossiers.ts'
import { formatInstant, parseInstant } from '../../workflows/calendar/index.ts'
import { percent } from '../../workflows/statistics/shares.ts'
import type { Deps } from '../deps.ts'
import { readUp } from './courses-read.ts'
import { boundsOf, usualKinds, type Audience } from './statistics.ts'
import { stepNamer } from './step-names.ts'

type ConformanceDeps = Pick<Deps, 'pool' | 'clock' | 'rules'>

/** A period, and one procedure or all; `asOf` an instant, absent or null for now. */
export interface ConformanceRequest { readonly from: LocalDate; readonly to: LocalDate; readonly procedure: string | null; readonly asOf?: string | null }

const variantsMost = 10

const questionOf = (deps: Pick<Deps, 'clock'>, { zone }: Audience, { from, to, procedure, asOf = null }: ConformanceRequest): RanQuestion =>
  ({ ...boundsOf({ from, to }, zone), knownAtMs: asOf === null ? null : parseInstant(asOf, zone), nowMs: deps.clock.nowMs(), zone, kinds: usualKinds, procedure })

/**
 * How the dossiers ran that ended in the period, counted. Any number of them: what each journal tells was read when it ended.
 * @throws DomainError invalid-request: a period that ends before it begins
 */
export async function coursesIn(deps: ConformanceDeps, audience: Audience, request: ConformanceRequest): Promise<CountedCourses> {
  const question = questionOf(deps, audience, request)
  await readUp(deps, audience.tenantId, audience.reader)
  return countCourses(deps.pool, audience.tenantId, audience.reader, question, variantsMost)
}

/** The steps of all units together, the one with most time first. */
const delaysOf = async (deps: ConformanceDeps, tenantId: string, { steps }: CountedCourses): Promise<StepDelay[]> => {
  const nameOf = await stepNamer(deps, tenantId, steps)
  return [...Map.groupBy(steps, ({ procedure, step }) => `${procedure} ${step}`).values()].flatMap((all): StepDelay[] => {
    const [first] = all
    if (first === undefined) return []
    const sum = (of: 'dossiers' | 'over' | 'totalMs'): number => all.reduce((total, one) => total + one[of], 0)
    const [dossiers, totalMs] = [sum('dossiers'), sum('totalMs')]
    const { procedure, step } = first
    return [{ procedure, step, name: nameOf(first), dossiers, over: sum('over'), totalMs, meanMs: Math.round(totalMs / dossiers), longestMs: Math.max(...all.map(({ longestMs }) => longestMs)) }]
  }).sort((a, b) => b.totalMs - a.totalMs || (a.step < b.step ? -1 : 1))
}

const variantsOf = async ({ rules }: ConformanceDeps, tenantId: string, { variants }: CountedCourses): Promise<Variant[]> => {
  const named: Variant[] = []
  for (const { hash, events, ...one } of variants) {
    const { definition } = await rules.procedureOf({ tenantId, procedureHash: hash })
    named.push({ ...one, events: [...events], names: events.map((event) => definition.events?.[event]?.name ?? null) })
  }
  return named
}

/** The report of a period. @throws DomainError as `coursesIn` */
export async function conformanceOf(deps: ConformanceDeps, audience: Audience, request: ConformanceRequest): Promise<ConformanceReport> {
  const { knownAtMs, nowMs } = questionOf(deps, audience, request)
  const counted = await coursesIn(deps, audience, request)
  const { rows, deviations, waiting } = counted
  const [dossiers, exact] = [rows.reduce((sum, one) => sum + one.dossiers, 0), rows.reduce((sum, one) => sum + one.exact, 0)]
  return {
    from: request.from, to: request.to, asOf: formatInstant(knownAtMs ?? nowMs, audience.zone), dossiers, waiting, exact, share: percent(exact, dossiers),
    rows: rows.map((row) => ({ ...row, share: percent(row.exact, row.dossiers) }))
      .sort((a, b) => b.dossiers - b.exact - (a.dossiers - a.exact) || (`${a.procedure} ${a.unit}` < `${b.procedure} ${b.unit}` ? -1 : 1)),
    deviations: [...deviations], steps: await delaysOf(deps, audience.tenantId, counted), variants: await variantsOf(deps, audience.tenantId, counted),
  }
}

/** Which dossiers a number of the report counts; what is not asked is any. `leastMs`: in the step, at least so long. */
export interface ConformanceNumber {
  readonly units?: readonly string[] | null | undefined; readonly what?: 'exact' | 'deviating' | undefined; readonly deviation?: string | undefined; readonly step?: string | undefined
  readonly over?: boolean | undefined; readonly leastMs?: number | undefined; readonly variant?: string | undefined
}

/** The dossiers behind a number, by pages. @throws DomainError as `coursesIn` */
export const behindConformance = (
  deps: ConformanceDeps, audience: Audience, request: ConformanceRequest, { units = null, what, deviation, step, over = false, leastMs = 0, variant }: ConformanceNumber,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<ListedDossier[]> => {
  const behind = { units, exact: what === undefined ? null : what === 'exact', deviation: deviation ?? null, step: step ?? null, over, leastMs, way: variant ?? null }
  return dossiersThatRan(deps.pool, audience.tenantId, audience.reader, { ...questionOf(deps, audience, request), ...behind }, page)
}
