/** Removes from the store what no row needs: uploads that never ended, and objects whose row was never written or is purged. */
import { DomainError } from '../../../schemas/errors.ts'
import { neededOf } from '../../../storage/objects/rows.ts'
import { type ListedBytes, tenantOfKey } from '../../../storage/objects/store.ts'
import { recorded, type RunOptions, type StoreDeps } from './run.ts'

/** Longer than any upload with its commit, and than a backup that copies rows first and bytes afterwards. */
export const graceMs = 24 * 60 * 60 * 1000
const batchSize = 500
const tenantShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface SweepReport {
  readonly [count: string]: number
  readonly seen: number
  readonly unfinished: number
  readonly orphans: number
  readonly bytes: number
  /** Orphans that the store still refuses to delete. */
  readonly locked: number
  /** What belongs to no agency of this database, and is not touched. */
  readonly foreign: number
}
type Sum = { -readonly [key in keyof SweepReport]: SweepReport[key] }

/** Only what is older than the grace is looked at. @throws DomainError objects-unavailable: the next run begins anew */
export const sweepObjects = (deps: StoreDeps, options: RunOptions & { readonly graceMs?: number } = {}): Promise<SweepReport> =>
  recorded(deps, 'sweep', async (nowMs) => {
    const sum: Sum = { seen: 0, unfinished: 0, orphans: 0, bytes: 0, locked: 0, foreign: 0 }
    let batch: ListedBytes[] = []
    for await (const listed of deps.objects.list(nowMs - (options.graceMs ?? graceMs))) {
      if (options.signal?.aborted === true) break
      batch.push(listed)
      if (batch.length < batchSize) continue
      await sweepBatch(deps, batch, sum)
      batch = []
    }
    await sweepBatch(deps, batch, sum)
    return sum
  })

const sweepBatch = async ({ pool }: StoreDeps, batch: readonly ListedBytes[], sum: Sum): Promise<void> => {
  sum.seen += batch.length
  const ours = batch.filter(({ ref }) => tenantShape.test(tenantOfKey(ref.key)))
  sum.foreign += batch.length - ours.length
  const { needs, knows } = await neededOf(pool, ours.map(({ ref }) => ref), [...new Set(ours.map(({ ref }) => tenantOfKey(ref.key)))])
  for (const listed of ours) {
    if (!knows(tenantOfKey(listed.ref.key))) sum.foreign += 1
    else if (listed.partial || !needs(listed.ref)) await drop(listed, sum)
  }
}

const drop = async (listed: ListedBytes, sum: Sum): Promise<void> => {
  try {
    await listed.drop()
    sum[listed.partial ? 'unfinished' : 'orphans'] += 1
    sum.bytes += listed.sizeBytes
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'object-kept') throw error
    sum.locked += 1
  }
}
