/** Closes an account: nobody signs in as it any more, and its roles and substitutions end. Nothing of it is deleted: journals name it. */
import type { EntityManager } from '@mikro-orm/core'
import type { ByDecision } from '../../schemas/administration.ts'
import type { Account } from '../../schemas/agency.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { setActive } from '../../storage/accounts.ts'
import { heldWork, type HeldQuestion } from '../../storage/administration.ts'
import { allGrants, endGrant, endSubstitution, substitutionsFrom } from '../../storage/grants.ts'
import { endSessionsOf } from '../../storage/sessions.ts'
import { executorIn } from '../../storage/transaction.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { changeRegister, openAccount, type EntryOn, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** @throws DomainError account-holds-work, with what waits for the person; what waits for others or lapses by itself stands with it and keeps nobody */
const checkHolds = async (em: EntityManager, question: HeldQuestion): Promise<void> => {
  const held = await heldWork(executorIn(em), question)
  if (held.some(({ blocking }) => blocking > 0)) throw new DomainError('account-holds-work', { held })
}

/** Ends at once every role of the account, and every substitution on either side. */
const endRights = async (em: EntityManager, tenantId: Id, id: Id, today: LocalDate): Promise<number> => {
  const yesterday = addDays(today, -1)
  const lastDay = (validFrom: LocalDate): LocalDate => (validFrom > yesterday ? addDays(validFrom, -1) : yesterday)
  const grants = (await allGrants(em, tenantId, { accountId: id })).filter(({ validFrom, validTo }) => validTo === null || validTo > lastDay(validFrom))
  for (const grant of grants) await endGrant(em, tenantId, grant.id, lastDay(grant.validFrom))
  for (const one of await substitutionsFrom(em, tenantId, today, id)) await endSubstitution(em, tenantId, one.id, lastDay(one.validFrom))
  return grants.length
}

/** @throws DomainError not-found | account-closed | own-account | account-holds-work | last-administrator */
export const closeAccount = (deps: RegisterDeps, { person, key, id, body }: EntryOn<ByDecision>): Promise<Done<Account>> => {
  const { tenantId, today, accountId, zone } = person.reader
  return changeRegister(deps, { person, key, kind: 'account.closed', request: { ...body, id }, decision: body.decision }, async (em) => {
    if (id === accountId) throw new DomainError('own-account')
    const account = await openAccount(em, tenantId, id)
    await checkHolds(em, { tenantId, accountId: id, zone, nowMs: deps.clock.nowMs() })
    const grants = await endRights(em, tenantId, id, today)
    await setActive(em, tenantId, id, false)
    await endSessionsOf(em, { tenantId, accountId: id })
    return { answer: { ...account, active: false }, subjects: [id], details: { grants } }
  })
}
