/** Places a legal hold on the files of documents: none of them is destroyed until it is released. */
import type { NewHold } from '../../schemas/hold.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findHold, holdDocuments, placeHold as beginHold, unknownCodes, type LegalHold } from '../../storage/objects/holds.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import type { Deps } from '../deps.ts'
import { once, type Done } from './once.ts'

/** @throws DomainError document-code-unknown | nothing-to-hold | idempotency-key-reused */
export const placeHold = (deps: Pick<Deps, 'orm' | 'clock'>, { person, key, body }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewHold }): Promise<Done<LegalHold>> =>
  once(deps, { person, key, request: { newHold: body } }, async (em) => {
    const { tenantId } = person.reader
    const db = executorIn(em)
    const nowMs = deps.clock.nowMs()
    const codes = await unknownCodes(db, tenantId, body.documentCodes)
    if (codes.length > 0) throw new DomainError('document-code-unknown', { codes })
    const id = await beginHold(db, tenantId, body.reason, { accountId: person.account.id, nowMs })
    if (await holdDocuments(db, tenantId, id, body.documentCodes, nowMs) === 0) throw new DomainError('nothing-to-hold')
    const placed = await findHold(db, tenantId, id)
    if (placed === undefined) throw new Error('a hold is there once it is placed')
    return placed
  })
