/** Takes a document over as it was in force before this service knew it: begun, given its file and put into force in one transaction, without an approval here. */
import type { LocalDate } from '../../schemas/common.ts'
import type { NewDocument, PromulgatingDecision } from '../../schemas/document.ts'
import { newId } from '../../storage/ids.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import type { Deps } from '../deps.ts'
import { keepUpload, storeUpload, type Upload } from './attach-file.ts'
import { decideNewDocument } from './create-document.ts'
import { documentViewOf, type DocumentView } from './document-view.ts'
import { keepDecision } from './keep-document.ts'
import { once, type Done } from './once.ts'

/** A document with what made it valid: the decision, and since when. */
export interface FormerDocument { readonly document: NewDocument; readonly decision: PromulgatingDecision; readonly effectiveOn: LocalDate; readonly upload: Upload }

/**
 * All of it or nothing, so that no half of it is left behind. Its journal says TAKE_OVER, by whom and under which decision.
 * @throws DomainError of `createDocument` and of a file; role-not-granted for all but the ISO secretary; invalid-request for a day to come
 */
export const takeOverDocument = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: FormerDocument }): Promise<Done<DocumentView>> => {
  const { document, decision, effectiveOn, upload } = body
  const { tenantId, accountId, roles, zone } = person.reader
  const kept = await storeUpload(deps, tenantId, upload)
  return once(deps, { person, key, request: { takeOver: document, decision, effectiveOn, sha256: kept.file.sha256 } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const { decision: begun, ownerLine } = await decideNewDocument(deps, person, document, nowMs)
    await keepDecision(em, { before: null, decision: begun, zone, nowMs })
    await keepUpload(em, person, kept, nowMs)
    let current = begun.document
    for (const event of [{ type: 'ATTACH' as const, file: kept.file }, { type: 'TAKE_OVER' as const, decision, effectiveOn, reason: document.reason }]) {
      const facts = { document: current, actor: { accountId, roles: roles.slice() }, ownerLine, zone, findings: [] }
      const decided = decideDocument(facts, { event: { ...event, newId: newId() }, nowMs })
      await keepDecision(em, { before: current, decision: decided, zone, nowMs })
      current = decided.document
    }
    return documentViewOf(current, 3, zone)
  })
}
