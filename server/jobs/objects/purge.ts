/** Destroys what was discarded by a decision and what nothing keeps any more: the row first, which asks the database, then the bytes. */
import { DomainError } from '../../../schemas/errors.ts'
import { type Discarded, discardedObjects, markPurged } from '../../../storage/objects/rows.ts'
import { recorded, type RunOptions, type StoreDeps } from './run.ts'

const pageSize = 200

export interface PurgeReport {
  readonly [count: string]: number
  readonly purged: number
  readonly bytes: number
  /** Kept after all: a hold or a longer retention came at the same moment. */
  readonly kept: number
  /** Rows whose bytes the store would not give up now; the sweep comes back for them. */
  readonly left: number
}
type Sum = { -readonly [key in keyof PurgeReport]: PurgeReport[key] }

export const purgeObjects = (deps: StoreDeps, { signal }: RunOptions = {}): Promise<PurgeReport> => recorded(deps, 'purge', async (nowMs) => {
  const sum: Sum = { purged: 0, bytes: 0, kept: 0, left: 0 }
  for (let after: Discarded | undefined, more = true; more && signal?.aborted !== true;) {
    const page = await discardedObjects(deps.pool, nowMs, { after, limit: pageSize })
    for (const object of page) await purge(deps, object, sum, nowMs)
    after = page.at(-1)
    more = page.length === pageSize
  }
  return sum
})

const purge = async ({ pool, objects }: StoreDeps, object: Discarded, sum: Sum, nowMs: number): Promise<void> => {
  try {
    await markPurged(pool, object, nowMs)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    sum.kept += 1
    return
  }
  sum.purged += 1
  sum.bytes += object.sizeBytes
  // A crash here, or a store that is away, leaves bytes that no row needs: the sweep finds them.
  await objects.purge(object).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error
    sum.left += 1
  })
}
