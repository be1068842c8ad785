/** An evidence pack of several dossiers as a task: asked for from a list or for a period, and written to the task's file. */
import type { Json } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { EvidenceTask, packDossiersMax } from '../../schemas/task.ts'
import { readableLateResults } from '../../storage/evidence.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addTask, dropTaskFile } from '../../storage/tasks.ts'
import { addDays, startOfDateMs } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { packForPerson } from './evidence-pack.ts'
import { unitAndBelow, listLate, type LateQuestion } from './late-list.ts'
import type { TaskHands } from './run-task.ts'

/** What the database takes in one piece. */
const partBytes = 4 << 20

/** Days by the agency's calendar, both included. */
export interface Days { readonly from: string; readonly to: string }
/** Which dossiers: some that were chosen, a list from its top, or those whose late result was ready on these days, in a unit and below it. */
export type EvidenceChoice = { readonly ids: readonly string[] } | { readonly late: LateQuestion } | { readonly days: Days; readonly unitId: string | undefined }

const idsOf = async (deps: Deps, person: SignedInPerson, choice: EvidenceChoice): Promise<string[]> => {
  if ('ids' in choice) return [...new Set(choice.ids)]
  const limit = packDossiersMax + 1
  if ('late' in choice) return (await listLate(deps, person, choice.late, { after: null, limit })).map(({ dossier }) => dossier.id)
  const { reader } = person
  const stretch = { fromMs: startOfDateMs(choice.days.from, reader.zone), toMs: startOfDateMs(addDays(choice.days.to, 1), reader.zone) }
  const unitIds = choice.unitId === undefined ? null : await unitAndBelow(deps, person, choice.unitId)
  return readableLateResults(deps.pool, reader, { ...stretch, unitIds }, limit)
}

/** Enters the task, at most once for its key; answers its id. @throws DomainError evidence-empty, period-too-long, idempotency-key-required */
export const beginEvidence = async (deps: Deps, { person, key, choice }: { readonly person: SignedInPerson; readonly key: string; readonly choice: EvidenceChoice }): Promise<string> => {
  if (key === '' || key.length > 200) throw new DomainError('idempotency-key-required')
  const dossierIds = await idsOf(deps, person, choice)
  if (dossierIds.length === 0) throw new DomainError('evidence-empty')
  if (dossierIds.length > packDossiersMax) throw new DomainError('period-too-long', { dossiersMax: packDossiersMax })
  const request: EvidenceTask = { dossierIds }
  const { id } = await addTask(deps.pool, person.reader, { kind: 'evidence', key, request, total: dossierIds.length }, deps.clock.nowMs())
  deps.wake.ring()
  return id
}

/** The work of the task, with the rights that its owner has now. A run after a broken one begins anew: a pack is of one moment. */
export const exportEvidence = async (deps: Deps, hands: TaskHands): Promise<Json> => {
  const { dossierIds } = parseWith(EvidenceTask, hands.run.request, 'internal-error')
  await dropTaskFile(deps.pool, hands.run)
  const { fileName, bytes, dossiers } = await packForPerson(deps, hands.person, dossierIds, (done) => hands.note({ done, total: dossierIds.length }))
  for (let part = 1; (part - 1) * partBytes < bytes.length; part += 1) {
    await hands.keepPart({ part, bytes: bytes.subarray((part - 1) * partBytes, part * partBytes) }, { done: dossiers })
  }
  return { dossiers, asked: dossierIds.length, fileName }
}
