/** Ends a substitution before its time, or calls off one that has not begun. */
import type { Ending } from '../../schemas/administration.ts'
import type { Substitution } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { endSubstitution as keepEnd, findSubstitution } from '../../storage/grants.ts'
import { changeRegister, lastDayOf, type EntryOn, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** @throws DomainError not-found | day-is-past | already-ended */
export const endSubstitution = (deps: RegisterDeps, { person, key, id, body }: EntryOn<Ending>): Promise<Done<Substitution>> => {
  const { tenantId, today } = person.reader
  return changeRegister(deps, { person, key, kind: 'substitution.ended', request: { ...body, id }, decision: body.decision }, async (em) => {
    const one = await findSubstitution(em, tenantId, id)
    if (one === undefined) throw new DomainError('not-found')
    const validTo = lastDayOf(one, body.lastDay, today)
    await keepEnd(em, tenantId, id, validTo)
    const { role, validFrom } = one
    return { answer: { ...one, validTo }, subjects: [one.absentAccountId, one.substituteAccountId], details: { role, validFrom, validTo } }
  })
}
