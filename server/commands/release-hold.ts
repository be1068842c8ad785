/** Releases a legal hold, once; its record stays. Files that no other hold is on may be destroyed again, when a decision says so. */
import type { HoldRelease } from '../../schemas/hold.ts'
import { findHold, releaseHold as endHold, type LegalHold } from '../../storage/objects/holds.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import type { Deps } from '../deps.ts'
import { once, type Done } from './once.ts'

export interface Releasing { readonly person: SignedInPerson; readonly key: string; readonly id: string; readonly body: HoldRelease }

/** @throws DomainError not-found (none, or released before) | idempotency-key-reused */
export const releaseHold = (deps: Pick<Deps, 'orm' | 'clock'>, { person, key, id, body }: Releasing): Promise<Done<LegalHold>> =>
  once(deps, { person, key, request: { releaseHold: id, ...body } }, async (em) => {
    const { tenantId } = person.reader
    const db = executorIn(em)
    await endHold(db, tenantId, id, { accountId: person.account.id, nowMs: deps.clock.nowMs(), ground: body.ground })
    const released = await findHold(db, tenantId, id)
    if (released === undefined) throw new Error('a hold is there once it is released')
    return released
  })
