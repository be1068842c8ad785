/** Switches revisions whose day has come: old and new in one transaction, each at most once, however often and by however many this runs. */
import { DomainError } from '../../schemas/errors.ts'
import { dueSwitches, type DueSwitch } from '../../storage/documents/read.ts'
import { settle } from '../../workflows/document/force.ts'
import type { Deps } from '../deps.ts'
import { keepDecision } from './keep-document.ts'

const batchSize = 50
const batchesMost = 200

/** `onFault` is told of a document that could not be switched; the others go on. Answers how many switched here. */
export const settleDocuments = async (deps: Pick<Deps, 'orm' | 'pool' | 'clock'>, onFault: (documentId: string, error: unknown) => void): Promise<number> => {
  let switched = 0
  for (let batch = 0; batch < batchesMost; batch += 1) {
    const due = await dueSwitches(deps.pool, deps.clock.nowMs(), batchSize)
    let done = 0
    for (const one of due) if (await settleOne(deps, one, onFault)) done += 1
    switched += done
    // What cannot be switched stays due: without progress the next page would be the same one.
    if (due.length < batchSize || done === 0) break
  }
  return switched
}

const settleOne = async (deps: Pick<Deps, 'orm' | 'clock'>, { document, zone }: DueSwitch, onFault: (documentId: string, error: unknown) => void): Promise<boolean> => {
  const nowMs = deps.clock.nowMs()
  const decision = settle(document, nowMs, zone)
  if (decision.entries.length === 0) return false
  try {
    await deps.orm.em.fork().transactional((em) => keepDecision(em, { before: document, decision, zone, nowMs }))
    return true
  } catch (error) {
    // Somebody else was first: a worker beside this one, or an event that carried the switch out with it.
    if (error instanceof DomainError && error.code === 'stale-version') return false
    onFault(document.id, error)
    return false
  }
}
