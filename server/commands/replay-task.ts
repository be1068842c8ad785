/** The work of a replay that was asked for on a page: the same report as the command line's. Broken off, it begins anew: it writes nothing. */
import type { Json } from '../../schemas/common.ts'
import { ReplayTask } from '../../schemas/replay.ts'
import { readableDossiers } from '../../storage/recounts.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { revisionByKey } from './compare-revisions.ts'
import { replayRevision } from './replay-revision.ts'
import type { TaskHands } from './run-task.ts'

/** @throws DomainError not-found, procedure-invalid */
export const replayTask = async (deps: Deps, { run, person, note }: TaskHands): Promise<Json> => {
  const { code, key, from, to } = parseWith(ReplayTask, run.request, 'internal-error')
  const definition = { ...await revisionByKey(deps, person, code, key), code }
  const { tenantId, zone } = person.reader
  const report = await replayRevision(deps, { tenantId, zone, definition, from, to, onProgress: (done) => note({ done }), mayName: (ids) => readableDossiers(deps.pool, person.reader, ids) })
  await note({ done: report.dossiers, total: report.dossiers })
  return report
}
