/** Gives a draft the definition of the procedure that it describes: published with it, not before. */
import type { EntityManager } from '@mikro-orm/core'
import { DomainError } from '../../schemas/errors.ts'
import type { Finding, ProcedureDefinition } from '../../schemas/procedure.ts'
import { readDocument } from '../../storage/documents/read.ts'
import { findDefinition, keepDefinition } from '../../storage/documents/save.ts'
import { newId } from '../../storage/ids.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { isSeen } from '../../workflows/document/seen.ts'
import { hashOf } from '../../workflows/procedure/content.ts'
import type { Deps } from '../deps.ts'
import { carryOutEvent, currentDocument, type DocumentRequest } from './advance-document.ts'
import type { DocumentRead } from './document-facts.ts'
import type { DocumentView } from './document-view.ts'
import { once, type Done } from './once.ts'
import { checkDefinition } from './publish-procedure.ts'

/** The document with the definition, and what the check finds in it: an error does not keep a draft away, it keeps it from being approved. */
export interface Carried { readonly document: DocumentView; readonly findings: readonly Finding[] }

/** A definition on its way into a draft, and who worked on it beside the person who brings it. */
export interface BroughtDefinition { readonly definition: ProcedureDefinition; readonly workers: readonly string[]; readonly accountId: string; readonly nowMs: number }

/** Puts a definition into the draft as it was read, in the caller's transaction. @throws DomainError what `decideDocument` refuses of DEFINE */
export const carryDefinition = async (em: EntityManager, found: DocumentRead, { definition, workers, accountId, nowMs }: BroughtDefinition): Promise<DocumentView> => {
  const hash = hashOf(definition)
  await keepDefinition(executorIn(em), found.facts.document.tenantId, { hash, definition, accountId, nowMs })
  return carryOutEvent(em, found, { type: 'DEFINE', procedure: { code: definition.code, hash }, workers, newId: newId() }, nowMs)
}

/**
 * @throws DomainError procedure-invalid when it is no definition at all; not-found | stale-version | idempotency-key-reused, and what
 * `decideDocument` refuses of DEFINE
 */
export const carryProcedure = async (deps: Deps, { person, id, expectedVersion, key, body }: DocumentRequest<unknown>): Promise<Done<Carried>> => {
  const { definition, findings } = await checkDefinition(deps, person, body)
  const hash = hashOf(definition)
  const { accountId } = person.reader
  return once(deps, { person, key, request: { define: id, version: expectedVersion, hash } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const found = await currentDocument(deps, { person, id, expectedVersion })
    const document = await carryDefinition(em, found, { definition, workers: [], accountId, nowMs })
    return { document, findings }
  })
}

/** The definition that a revision carries. @throws DomainError not-found */
export const carriedDefinition = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, { id, revisionId }: { readonly id: string; readonly revisionId: string }): Promise<ProcedureDefinition> => {
  const read = await readDocument(deps.pool, person.reader, id)
  const revision = read?.document.revisions.find((one) => one.id === revisionId && isSeen(read.level, one.state))
  const definition = revision?.procedure ? await findDefinition(deps.pool, person.reader.tenantId, revision.procedure.hash) : undefined
  if (definition === undefined) throw new DomainError('not-found')
  return definition
}
