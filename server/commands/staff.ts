/** Who works here on a day: an open account and a role of their own. What is to be done is given to nobody else. */
import type { EntityManager } from '@mikro-orm/core'
import type { Account } from '../../schemas/agency.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { listGrants } from '../../storage/grants.ts'
import type { Deps } from '../deps.ts'

/** Of which agency, on which day. */
interface Day { readonly tenantId: Id; readonly today: LocalDate }

/** Everybody who works here that day, in no order; `among`: those of them alone. */
export const staffOf = async (em: EntityManager, { tenantId, today }: Day, among?: readonly Id[]): Promise<Account[]> => {
  const grants = await listGrants(em, tenantId, today, among)
  return (await findAccounts(em, tenantId, grants.map(({ accountId }) => accountId))).filter(({ active }) => active)
}

/** Without a role nobody could do what they were given. `at`: the member of the request that named them. @throws DomainError user-unknown */
export const requireStaff = async (deps: Pick<Deps, 'orm'>, day: Day, { id, at }: { readonly id: Id; readonly at: string }): Promise<void> => {
  if ((await staffOf(deps.orm.em.fork(), day, [id])).length === 0) throw new DomainError('user-unknown', { at })
}
