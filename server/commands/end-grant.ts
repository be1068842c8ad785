/** Ends a role: at once, or on a day to come. */
import type { Ending } from '../../schemas/administration.ts'
import type { RoleGrant } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { endGrant as keepEnd, findGrant } from '../../storage/grants.ts'
import { changeRegister, lastDayOf, type EntryOn, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** @throws DomainError not-found | day-is-past | already-ended | last-administrator */
export const endGrant = (deps: RegisterDeps, { person, key, id, body }: EntryOn<Ending>): Promise<Done<RoleGrant>> => {
  const { tenantId, today } = person.reader
  return changeRegister(deps, { person, key, kind: 'grant.ended', request: { ...body, id }, decision: body.decision }, async (em) => {
    const grant = await findGrant(em, tenantId, id)
    if (grant === undefined) throw new DomainError('not-found')
    const validTo = lastDayOf(grant, body.lastDay, today)
    await keepEnd(em, tenantId, id, validTo)
    const { role, validFrom } = grant
    return { answer: { ...grant, validTo }, subjects: [grant.accountId, grant.unitId], details: { role, validFrom, validTo } }
  })
}
