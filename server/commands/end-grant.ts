/** Ends a role: at once, or on a day to come. With the last one it names what the person still has in hand: others must take it, but nothing keeps the role. */
import type { EntityManager } from '@mikro-orm/core'
import type { EndedGrant, Ending, HeldWork } from '../../schemas/administration.ts'
import type { RoleGrant } from '../../schemas/agency.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { heldWork, type HeldQuestion } from '../../storage/administration.ts'
import { allGrants, endGrant as keepEnd, findGrant } from '../../storage/grants.ts'
import { executorIn } from '../../storage/transaction.ts'
import { changeRegister, lastDayOf, type EntryOn, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** What is in hand when no other role goes on after this one; nothing while one does. */
const heldWithLast = async (em: EntityManager, { id, validTo }: RoleGrant & { readonly validTo: LocalDate }, question: HeldQuestion): Promise<HeldWork[]> => {
  const all = await allGrants(em, question.tenantId, { accountId: question.accountId })
  const goesOn = all.some((one) => one.id !== id && (one.validTo === null || (one.validTo > validTo && one.validTo >= one.validFrom)))
  return goesOn ? [] : heldWork(executorIn(em), question)
}

/** @throws DomainError not-found | day-is-past | already-ended | last-administrator */
export const endGrant = (deps: RegisterDeps, { person, key, id, body }: EntryOn<Ending>): Promise<Done<EndedGrant>> => {
  const { tenantId, today, zone } = person.reader
  return changeRegister(deps, { person, key, kind: 'grant.ended', request: { ...body, id }, decision: body.decision }, async (em) => {
    const grant = await findGrant(em, tenantId, id)
    if (grant === undefined) throw new DomainError('not-found')
    const validTo = lastDayOf(grant, body.lastDay, today)
    await keepEnd(em, tenantId, id, validTo)
    const { role, validFrom } = grant
    const held = await heldWithLast(em, { ...grant, validTo }, { tenantId, accountId: grant.accountId, zone, nowMs: deps.clock.nowMs() })
    const stillHeld = Object.fromEntries(held.map(({ kind, count }) => [kind, count]))
    return { answer: { ...grant, validTo, held }, subjects: [grant.accountId, grant.unitId], details: { role, validFrom, validTo, ...(held.length === 0 ? {} : { stillHeld }) } }
  })
}
