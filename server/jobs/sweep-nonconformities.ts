/** Finds nonconformities by rule: looks at what may have become one, lets the rules decide, and enters each cause at most once, whatever crashes. */
import type { Tenant } from '../../schemas/agency.ts'
import type { FoundNonconformity } from '../../schemas/nonconformity.ts'
import { inTransaction } from '../../storage/pool.ts'
import {
  attachPatterns, lateUnclaimed, lawsUnclaimed, overdueUnclaimed, patternsUnclaimed, type UnclaimedDossier, type UnclaimedLaw,
} from '../../storage/quality/nonconformities.ts'
import { listTenants } from '../../storage/tenants.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { lateDossier, latePattern, lawNotTakenUp, ruleOn, type When } from '../../workflows/quality/derive.ts'
import { enterNonconformities } from '../commands/enter-nonconformities.ts'
import type { Deps } from '../deps.ts'
import { judgeObjectives } from './judge-objectives.ts'

type JobDeps = Pick<Deps, 'pool' | 'orm' | 'clock' | 'rules'>
/** One transaction each: a kill loses at most one page, which the next run finds again. */
const pageSize = 100

interface Sweep { readonly deps: JobDeps; readonly tenant: Tenant; readonly when: When }

const enter = async ({ deps: { pool }, tenant, when: { nowMs, zone } }: Sweep, found: readonly FoundNonconformity[]): Promise<number> =>
  (found.length === 0 ? 0 : inTransaction(pool, async (client) => (await enterNonconformities(client, found, { tenantId: tenant.id, zone, nowMs, by: null })).length))

const present = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null)

type Page<T> = (after: T | null) => Promise<T[]>

/** Goes through a list page by page; answers how many were entered. */
const sweepPages = async <T>(sweep: Sweep, page: Page<T>, rule: (one: T) => FoundNonconformity | null): Promise<number> => {
  let sum = 0
  for (let after: T | null = null; ;) {
    const candidates: T[] = await page(after)
    sum += await enter(sweep, present(candidates.map(rule)))
    after = candidates.at(-1) ?? null
    if (candidates.length < pageSize) return sum
  }
}

const sweepDossiers = async (sweep: Sweep): Promise<number> => {
  const { deps: { pool }, tenant, when } = sweep
  const stretch = (after: UnclaimedDossier | null) => ({ afterId: after?.dossier.id ?? null, limit: pageSize })
  const rule = (one: UnclaimedDossier): FoundNonconformity | null => lateDossier(one, when)
  return await sweepPages(sweep, (after) => lateUnclaimed(pool, tenant.id, stretch(after)), rule)
    + await sweepPages(sweep, (after) => overdueUnclaimed(pool, tenant.id, stretch(after), when.nowMs), rule)
}

const sweepLaws = (sweep: Sweep): Promise<number> => {
  const { deps: { pool }, tenant, when } = sweep
  const today = localDateOf(when.nowMs, when.zone)
  return sweepPages<UnclaimedLaw>(sweep, (after) => lawsUnclaimed(pool, tenant.id, today, { after, limit: pageSize }), (one) => lawNotTakenUp(one, when))
}

const sweepPatterns = async (sweep: Sweep): Promise<number> => {
  const { deps: { pool }, tenant, when } = sweep
  const least = ruleOn(localDateOf(when.nowMs, when.zone))?.patternLeast
  if (least === undefined) return 0
  let sum = 0
  for (;;) {
    const months = await patternsUnclaimed(pool, tenant.id, least, pageSize)
    const entered = await enter(sweep, present(months.map(latePattern)))
    sum += entered
    if (months.length < pageSize || entered === 0) break
  }
  await attachPatterns(pool, tenant.id)
  return sum
}

/** `onFault` is told of an agency that could not be swept; the others go on. Answers how many nonconformities were entered. */
export const sweepNonconformities = async (deps: JobDeps, onFault: (tenantId: string, error: unknown) => void): Promise<number> => {
  let sum = 0
  for (const tenant of await listTenants(deps.orm.em.fork())) {
    const sweep: Sweep = { deps, tenant, when: { zone: tenant.zone, nowMs: deps.clock.nowMs() } }
    try {
      sum += await sweepDossiers(sweep) + await sweepLaws(sweep) + await sweepPatterns(sweep) + await judgeObjectives(deps, tenant, sweep.when.nowMs)
    } catch (error) {
      onFault(tenant.id, error)
    }
  }
  return sum
}
