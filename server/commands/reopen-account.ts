/** Opens a closed account again. It gets none of its roles back: each is granted anew, by a decision. */
import type { ByDecision } from '../../schemas/administration.ts'
import type { Account } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAccount, setActive } from '../../storage/accounts.ts'
import { changeRegister, type EntryOn, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** @throws DomainError not-found | account-open */
export const reopenAccount = (deps: RegisterDeps, { person, key, id, body }: EntryOn<ByDecision>): Promise<Done<Account>> => {
  const { tenantId } = person.reader
  return changeRegister(deps, { person, key, kind: 'account.reopened', request: { ...body, id }, decision: body.decision }, async (em) => {
    const account = await findAccount(em, tenantId, id)
    if (account === undefined) throw new DomainError('not-found')
    if (account.active) throw new DomainError('account-open')
    await setActive(em, tenantId, id, true)
    return { answer: { ...account, active: true }, subjects: [id] }
  })
}
