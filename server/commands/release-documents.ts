/** Promulgates several approved revisions by one decision: all of them, or none. */
import type { ControlledDocument } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { NewRelease, ReleaseView } from '../../schemas/release.ts'
import { addRelease } from '../../storage/documents/save.ts'
import { newId } from '../../storage/ids.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import type { Deps } from '../deps.ts'
import { factsOfDocument } from './document-facts.ts'
import { keepDecision } from './keep-document.ts'
import { once, type Done } from './once.ts'

const releasedOf = ({ id, code, version, revisions }: ControlledDocument, releaseId: string): ReleaseView['documents'][number] => {
  const revision = revisions.find((one) => one.releaseId === releaseId)!
  return { id, code, version, revisionId: revision.id, state: revision.state }
}

/** @throws DomainError not-found | stale-version | idempotency-key-reused, and what `decideDocument` refuses of PUBLISH, with the `code` of the document */
export const releaseDocuments = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewRelease }): Promise<Done<ReleaseView>> =>
  once(deps, { person, key, request: { release: body } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const { tenantId, accountId, today } = person.reader
    const { decision, title } = body
    const releaseId = newId()
    const effectiveOn = body.effectiveOn ?? today
    await addRelease(executorIn(em), tenantId, { id: releaseId, number: decision.number, on: decision.on, title, effectiveOn, accountId, nowMs })
    const documents: ReleaseView['documents'] = []
    for (const { id, version } of body.documents.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const { facts } = await factsOfDocument(deps, person, id)
      if (facts.document.version !== version) throw new DomainError('stale-version', { document: id, version: facts.document.version, expectedVersion: version })
      const event = { type: 'PUBLISH' as const, decision, releaseId, newId: newId(), ...(body.effectiveOn === undefined ? {} : { effectiveOn: body.effectiveOn }) }
      const decided = naming(facts.document, () => decideDocument(facts, { event, nowMs }))
      await keepDecision(em, { before: facts.document, decision: decided, zone: facts.zone, nowMs })
      documents.push(releasedOf(decided.document, releaseId))
    }
    return { id: releaseId, decision, title, effectiveOn, documents }
  })

/** A refusal says which document of the set it is about. */
const naming = <T>({ code, id }: ControlledDocument, decide: () => T): T => {
  try {
    return decide()
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, { ...error.details, document: id, documentCode: code }) : error
  }
}
