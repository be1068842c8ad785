/** Every night the figures are counted once more from the journals alone; where rows and journals disagree, somebody must look. docs/statistics.md. */
import { isDeepStrictEqual } from 'node:util'
import type { Tenant } from '../../schemas/agency.ts'
import type { Counts } from '../../schemas/statistics.ts'
import { countRollupDifferences } from '../../storage/rollup.ts'
import { listTenants } from '../../storage/tenants.ts'
import { addDays, formatInstant, localDateOf } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { recountOf, statisticsOf, usualGrouping, usualKinds } from '../reports/statistics.ts'

/** An agency whose figures of the last year differ from their recount. */
export interface FiguresFault { readonly tenantId: string; readonly counted: Counts; readonly recounted: Counts }

/** What is being recorded now is left for the next night: both counts are of what was known this long ago. */
const settledMs = 60_000
const days = 366

/** Told of an agency that could not be checked; the others are. */
export type OnFault = (tenantId: string, error: unknown) => void

/** What is found in each agency. */
export const inEach = async <T>({ orm }: Pick<Deps, 'orm'>, onFault: OnFault, look: (agency: Tenant) => Promise<T[]>): Promise<T[]> => {
  const found: T[] = []
  for (const agency of await listTenants(orm.em.fork())) {
    try {
      found.push(...await look(agency))
    } catch (error) {
      onFault(agency.id, error)
    }
  }
  return found
}

/** The agencies whose figures differ; none when all is well. Reads every journal, by pages. */
export async function checkStatistics(deps: Pick<Deps, 'pool' | 'clock' | 'orm'>, onFault: OnFault): Promise<FiguresFault[]> {
  const knownAtMs = deps.clock.nowMs() - settledMs
  return inEach(deps, onFault, async ({ id: tenantId, zone }) => {
    const to = localDateOf(knownAtMs, zone)
    const request = { from: addDays(to, -days), to, asOf: formatInstant(knownAtMs, zone), by: [], kinds: usualKinds, grouping: usualGrouping }
    const { totals: counted } = await statisticsOf(deps, { tenantId, zone, reader: null }, request)
    const recounted = await recountOf(deps, { tenantId, zone }, request)
    return isDeepStrictEqual(counted, recounted) ? [] : [{ tenantId, counted, recounted }]
  })
}

/** An agency whose rollup differs from its dossiers and journals, by the number of cells that do. */
export interface RollupFault { readonly tenantId: string; readonly cells: number }

/** The agencies whose rollup differs from a recount of the same moment; none when all is well. */
export const checkRollup = (deps: Pick<Deps, 'pool' | 'orm'>, onFault: OnFault): Promise<RollupFault[]> => inEach(deps, onFault, async ({ id: tenantId }) => {
  const cells = await countRollupDifferences(deps.pool, tenantId)
  return cells > 0 ? [{ tenantId, cells }] : []
})
