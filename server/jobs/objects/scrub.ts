/** Reads objects back and holds them against their sums; what is wrong is told, never deleted. Each run goes on where the last one ended. */
import { pipeline } from 'node:stream/promises'
import { DomainError } from '../../../schemas/errors.ts'
import { type CheckedObject, noteRight, noteWrong, objectsToCheck } from '../../../storage/objects/upkeep.ts'
import { verifying } from '../../../storage/objects/checked.ts'
import { recorded, type RunOptions, type StoreDeps } from './run.ts'

/** Every object is looked at once in this time, if the runs get round. */
const roundMs = 7 * 24 * 60 * 60 * 1000
/** A run ends after this long; the objects that were looked at longest ago come first in the next. */
const runMs = 4 * 60 * 1000
const pageSize = 50
/** Reading and summing take the processor: for each millisecond of it the service has three for itself. */
const restShare = 3

export interface ScrubReport {
  readonly [count: string]: number
  readonly checked: number
  readonly bytes: number
  readonly missing: number
  readonly damaged: number
  /** Faults of earlier runs that are no more. */
  readonly mended: number
}
type Sum = { -readonly [key in keyof ScrubReport]: ScrubReport[key] }
export interface ScrubOptions extends RunOptions {
  readonly roundMs?: number
  /** At most so many objects in this run. */
  readonly limit?: number
  /** Told of every object that is wrong. */
  readonly onFault?: (object: CheckedObject, fault: 'missing' | 'damaged') => void
}

/** @throws DomainError objects-unavailable: what was looked at stays noted */
export const scrubObjects = (deps: StoreDeps, options: ScrubOptions = {}): Promise<ScrubReport> => recorded(deps, 'scrub', async (nowMs) => {
  const sum: Sum = { checked: 0, bytes: 0, missing: 0, damaged: 0, mended: 0 }
  const until = performance.now() + runMs
  const limit = options.limit ?? Infinity
  const isOver = (): boolean => options.signal?.aborted === true || performance.now() > until || sum.checked >= limit
  while (!isOver()) {
    const page = await objectsToCheck(deps.pool, nowMs - (options.roundMs ?? roundMs), Math.min(pageSize, limit - sum.checked))
    if (page.length === 0) break
    for (const object of page) {
      if (isOver()) break
      await look(deps, object, sum, options)
    }
  }
  return sum
})

const look = async (deps: StoreDeps, object: CheckedObject, sum: Sum, { onFault, signal }: ScrubOptions): Promise<void> => {
  const from = performance.now()
  const fault = await faultOf(deps, object, signal)
  const nowMs = deps.clock.nowMs()
  sum.checked += 1
  sum.bytes += object.sizeBytes
  if (fault === null) sum.mended += await noteRight(deps.pool, object, nowMs) ? 1 : 0
  else {
    await noteWrong(deps.pool, object, fault, nowMs)
    sum[fault] += 1
    onFault?.(object, fault)
  }
  await rest((performance.now() - from) * restShare, signal)
}

/** Nothing, or what is wrong with an object. @throws DomainError objects-unavailable, and when the run is to end: that says nothing of the object */
const faultOf = async ({ objects }: StoreDeps, object: CheckedObject, signal: AbortSignal | undefined): Promise<'missing' | 'damaged' | null> => {
  try {
    await pipeline(await objects.get(object, { signal }), verifying(object), async (bytes) => { for await (const _ of bytes); })
    return null
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (error instanceof DomainError && code === 'object-missing') return 'missing'
    // A sector that the disk cannot read is damage to this object; it must not stop the run before all others.
    if (code === 'EIO' || (error instanceof DomainError && code === 'object-damaged')) return 'damaged'
    throw error
  }
}

const rest = (ms: number, signal: AbortSignal | undefined): Promise<void> => new Promise((done) => {
  const timer = setTimeout(done, Math.min(ms, 2_000))
  signal?.addEventListener('abort', () => { clearTimeout(timer); done() }, { once: true })
})
