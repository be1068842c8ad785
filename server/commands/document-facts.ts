/** What decides about a document: itself, the person, the units above its owner, and what is wrong with the procedure that it carries. */
import type { DocumentFacts } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Finding } from '../../schemas/procedure.ts'
import { type ReadDocument, readDocument } from '../../storage/documents/read.ts'
import { findDefinition } from '../../storage/documents/save.ts'
import { standingOfTable } from '../../storage/documents/step-tables.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { isOpen } from '../../workflows/document/lifecycle.ts'
import type { Deps } from '../deps.ts'
import { checkDefinition } from './publish-procedure.ts'

/** A document as somebody reads it, and the facts to decide on it. */
export interface DocumentRead { readonly read: ReadDocument; readonly facts: DocumentFacts }

/** @throws DomainError not-found, for unknown ones and for those of others alike */
export const factsOfDocument = async (deps: Pick<Deps, 'pool' | 'orm' | 'clock'>, person: SignedInPerson, id: string): Promise<DocumentRead> => {
  const read = await readDocument(deps.pool, person.reader, id)
  if (read === null) throw new DomainError('not-found')
  const actor = { accountId: person.reader.accountId, roles: person.reader.roles.slice() }
  return { read, facts: { document: read.document, actor, ownerLine: read.ownerLine, zone: person.reader.zone, findings: await findingsOf(deps, person, read), tableOpen: await isTableOpen(deps, read) } }
}

/** Errors of the check on the definition of the revision that is not decided about yet; none without a definition. */
const findingsOf = async (deps: Pick<Deps, 'pool' | 'orm' | 'clock'>, person: SignedInPerson, { document }: Pick<ReadDocument, 'document'>): Promise<Finding[]> => {
  const carried = document.revisions.findLast(({ state }) => isOpen(state))?.procedure ?? null
  if (carried === null) return []
  const definition = await findDefinition(deps.pool, person.reader.tenantId, carried.hash)
  if (definition === undefined) throw new DomainError('procedure-unknown', { hash: carried.hash })
  return (await checkDefinition(deps, person, definition)).findings.filter(({ severity }) => severity === 'error')
}

/** Whether the table of steps of the draft was edited and says something else than the draft carries. */
const isTableOpen = async ({ pool }: Pick<Deps, 'pool'>, { document: { id: documentId, tenantId, type, revisions } }: Pick<ReadDocument, 'document'>): Promise<boolean> => {
  const draft = type === 'procedure' ? revisions.findLast(({ state }) => state === 'draft') : undefined
  if (draft === undefined) return false
  const { version, hash } = await standingOfTable(pool, { tenantId, documentId, revisionId: draft.id })
  return version !== null && (hash === null || hash !== draft.procedure?.hash)
}
