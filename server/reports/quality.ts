/** What reports state of nonconformities and corrective actions. "No nonconformity" can be written only where `nonconformities.total` is 0. */
import type { QualityFacts } from '../../schemas/quality-facts.ts'
import { readQualityFacts } from '../../storage/quality/facts.ts'
import { addDays, startOfDateMs } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import type { Audience } from './statistics.ts'

/** Counts for the days from `from` to `to`, both counted, as they were known at the end of `asOf`. */
export const qualityFactsOf = (deps: Pick<Deps, 'pool'>, { tenantId, zone, reader }: Audience, { from, to, asOf = to }: { readonly from: string; readonly to: string; readonly asOf?: string }): Promise<QualityFacts> =>
  readQualityFacts(deps.pool, tenantId, reader, { from, to, knownAtMs: startOfDateMs(addDays(asOf, 1), zone) - 1 })
