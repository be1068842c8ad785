/** A person as the administration sees them: roles and substitutions of all time, and what they have in hand. Reads alone. */
import type { PersonView } from '../../schemas/administration.ts'
import type { Id } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAccount } from '../../storage/accounts.ts'
import { heldWork } from '../../storage/administration.ts'
import { allGrants, substitutionsFrom } from '../../storage/grants.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'

/** Before every day that the registers know. */
const firstDay = '1900-01-01'

/** @throws DomainError not-found */
export const viewPerson = async (deps: Pick<Deps, 'orm' | 'pool' | 'clock'>, { reader }: SignedInPerson, id: Id): Promise<PersonView> => {
  const em = deps.orm.em.fork()
  const account = await findAccount(em, reader.tenantId, id)
  if (account === undefined) throw new DomainError('not-found')
  const grants = await allGrants(em, reader.tenantId, { accountId: id })
  const substitutions = await substitutionsFrom(em, reader.tenantId, firstDay, id)
  const held = await heldWork(deps.pool, { tenantId: reader.tenantId, accountId: id, zone: reader.zone, nowMs: deps.clock.nowMs() })
  return { account, grants, substitutions, held }
}
