/** Who stands in for a person and for whom they stand in, in words. */
import { findAccounts } from '../../storage/accounts.ts'
import { substitutionsFrom } from '../../storage/grants.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'
import { daysText } from './register-names.ts'
import type { Visit } from './visit.ts'

/** One substitution as the person reads it; `isMine`: somebody stands in for them. */
export interface StandIn { readonly isMine: boolean; readonly words: string }

/** Substitutions that concern a person, today's and planned ones, by their first day. */
export const standInWords = async (deps: Deps, visit: Visit, { reader: { tenantId, accountId, today } }: SignedInPerson): Promise<StandIn[]> => {
  const { t } = visit
  const em = deps.orm.em.fork()
  const all = await substitutionsFrom(em, tenantId, today, accountId)
  const people = await findAccounts(em, tenantId, all.flatMap((one) => [one.absentAccountId, one.substituteAccountId]))
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.fullName ?? t.app.none
  return all.map((one) => {
    const what = one.role === null ? t.person.anyRole : t.roles[one.role]
    const isMine = one.absentAccountId === accountId
    return { isMine, words: isMine ? t.account.mine(nameOf(one.substituteAccountId), what, daysText(visit, one)) : t.account.theirs(nameOf(one.absentAccountId), what, daysText(visit, one)) }
  })
}
