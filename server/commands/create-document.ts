/** Begins a controlled document with its first draft. */
import type { NewDocument } from '../../schemas/document.ts'
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

/** @throws DomainError unit-unknown | not-found (the procedure of a form) | law-unknown | role-not-granted | code-not-of-type | name-taken | idempotency-key-reused */
export const createDocument = async (deps: Deps, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewDocument }): Promise<Done<DocumentView>> =>
  once(deps, { person, key, request: { newDocument: body } }, async (em) => {
    const { tenantId, accountId, roles, today, zone } = person.reader
    const ownerLine = lineOf(await listUnits(deps.orm.em.fork(), tenantId, today), body.ownerUnitId, today)
    if (ownerLine.length === 0) throw new DomainError('unit-unknown', { at: '/ownerUnitId' })
    if (body.parentId !== undefined && await readDocument(deps.pool, person.reader, body.parentId) === null) throw new DomainError('not-found', { at: '/parentId' })
    await checkNames(deps, person.reader, { lawIds: body.lawIds ?? [] })
    const nowMs = deps.clock.nowMs()
    const decision = decideCreate(body, { tenantId, documentId: newId(), revisionId: newId(), actor: { accountId, roles: roles.slice() }, ownerLine, zone, nowMs })
    await keepDecision(em, { before: null, decision, zone, nowMs })
    return documentViewOf(decision.document, 3, zone)
  })
