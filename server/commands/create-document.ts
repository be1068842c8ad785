/** Begins a controlled document with its first draft. */
import type { Id } from '../../schemas/common.ts'
import type { DocumentDecision, NewDocument } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readDocument } from '../../storage/documents/read.ts'
import { newId } from '../../storage/ids.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { decideCreate } from '../../workflows/document/begin.ts'
import type { Deps } from '../deps.ts'
import { checkNames } from './advance-document.ts'
import { documentViewOf, type DocumentView } from './document-view.ts'
import { keepDecision } from './keep-document.ts'
import { once, type Done } from './once.ts'
import { lineOf } from './unit-line.ts'

/** The first decision on a new document, and the units above its owner. @throws DomainError unit-unknown | not-found (the procedure of a form) | law-unknown | role-not-granted | code-not-of-type */
export const decideNewDocument = async (deps: Pick<Deps, 'pool' | 'orm'>, { reader }: SignedInPerson, body: NewDocument, nowMs: number): Promise<{ readonly decision: DocumentDecision; readonly ownerLine: Id[] }> => {
  const { tenantId, accountId, roles, today, zone } = reader
  const ownerLine = lineOf(await listUnits(deps.orm.em.fork(), tenantId, today), body.ownerUnitId, today)
  if (ownerLine.length === 0) throw new DomainError('unit-unknown', { at: '/ownerUnitId' })
  if (body.parentId !== undefined && await readDocument(deps.pool, reader, body.parentId) === null) throw new DomainError('not-found', { at: '/parentId' })
  await checkNames(deps, reader, { lawIds: body.lawIds ?? [] })
  return { ownerLine, decision: decideCreate(body, { tenantId, documentId: newId(), revisionId: newId(), actor: { accountId, roles: roles.slice() }, ownerLine, zone, nowMs }) }
}

/** @throws DomainError of `decideNewDocument`, name-taken | idempotency-key-reused */
export const createDocument = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewDocument }): Promise<Done<DocumentView>> =>
  once(deps, { person, key, request: { newDocument: body } }, async (em) => {
    const { zone } = person.reader
    const nowMs = deps.clock.nowMs()
    const { decision } = await decideNewDocument(deps, person, body, nowMs)
    await keepDecision(em, { before: null, decision, zone, nowMs })
    return documentViewOf(decision.document, 3, zone)
  })
