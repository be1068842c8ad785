/** What the jobs over the store share. */
import { addRun, type RunKind, type RunReport } from '../../../storage/objects/upkeep.ts'
import type { Deps } from '../../deps.ts'

export type StoreDeps = Pick<Deps, 'pool' | 'objects' | 'clock'>

/** How a job is told to end early: the next run goes on. */
export interface RunOptions { readonly signal?: AbortSignal | undefined }

/** Runs the work and keeps its report, also of one that found nothing. */
export const recorded = async <T extends RunReport>(deps: StoreDeps, kind: RunKind, work: (nowMs: number) => Promise<T>): Promise<T> => {
  const startedAtMs = deps.clock.nowMs()
  const report = await work(startedAtMs)
  await addRun(deps.pool, { kind, startedAtMs, finishedAtMs: deps.clock.nowMs(), report })
  return report
}
