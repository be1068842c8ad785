/** Enters units, people, roles and substitutions, each at most once for its key. */
import type { Account, RoleGrant, Substitution, Unit } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { NewAccount, NewGrant, NewSubstitution, NewUnit } from '../../schemas/service.ts'
import { createAccount, findAccount } from '../../storage/accounts.ts'
import { addSubstitution, grantRole } from '../../storage/grants.ts'
import { createUnit, findUnit } from '../../storage/units.ts'
import { changeRegister, checkDates, checkInForce, type Entry, type RegisterDeps } from './change-register.ts'
import { hashNewPassword } from './new-password.ts'
import type { Done } from './once.ts'

/** @throws DomainError dates-reversed | name-taken | unit-unknown | unit-ended */
export const enterUnit = async (deps: RegisterDeps, { person, key, body }: Entry<NewUnit>): Promise<Done<Unit>> => {
  checkDates(body)
  const { tenantId } = person.reader
  return changeRegister(deps, { person, key, kind: 'unit.entered', request: body, decision: body.decision ?? null }, async (em) => {
    if (body.parentId !== null) checkInForce(await findUnit(em, tenantId, body.parentId, body.validFrom), body.validFrom, body.validFrom)
    const answer = await createUnit(em, tenantId, body)
    const { code, validFrom, validTo } = answer
    return { answer, subjects: [answer.id], details: { code, validFrom, validTo } }
  })
}

/** The password is no part of what a repetition is recognised by: its hash would be a way to guess it. @throws DomainError password-too-weak | name-taken */
export const enterAccount = async (deps: RegisterDeps, { person, key, body }: Entry<NewAccount>): Promise<Done<Account>> => {
  const { password, ...named } = body
  const passwordHash = password === undefined ? null : await hashNewPassword(password)
  return changeRegister(deps, { person, key, kind: 'account.entered', request: named, decision: null }, async (em) => {
    const answer = await createAccount(em, person.reader.tenantId, { ...named, passwordHash }, deps.clock.nowMs())
    return { answer, subjects: [answer.id], details: { userName: answer.userName } }
  })
}

/** @throws DomainError user-unknown | account-closed */
const checkOpen = (account: Account | undefined): void => {
  if (account === undefined) throw new DomainError('user-unknown')
  if (!account.active) throw new DomainError('account-closed')
}

/** @throws DomainError dates-reversed | name-taken | user-unknown | account-closed | unit-unknown | unit-ended */
export const enterGrant = async (deps: RegisterDeps, { person, key, body }: Entry<NewGrant>): Promise<Done<RoleGrant>> => {
  checkDates(body)
  const { tenantId } = person.reader
  return changeRegister(deps, { person, key, kind: 'grant.entered', request: body, decision: body.decision ?? null }, async (em) => {
    checkOpen(await findAccount(em, tenantId, body.accountId))
    const unit = await findUnit(em, tenantId, body.unitId, body.validFrom)
    if (unit.validTo !== null) checkInForce(unit, unit.validFrom, body.validTo)
    const answer = await grantRole(em, tenantId, body)
    const { role, validFrom, validTo } = answer
    return { answer, subjects: [answer.accountId, answer.unitId], details: { role, validFrom, validTo } }
  })
}

/** @throws DomainError dates-reversed | substitute-is-absent | user-unknown | account-closed */
export const enterSubstitution = async (deps: RegisterDeps, { person, key, body }: Entry<NewSubstitution>): Promise<Done<Substitution>> => {
  checkDates(body)
  if (body.absentAccountId === body.substituteAccountId) throw new DomainError('substitute-is-absent')
  const { tenantId } = person.reader
  return changeRegister(deps, { person, key, kind: 'substitution.entered', request: body, decision: body.decision }, async (em) => {
    for (const id of [body.absentAccountId, body.substituteAccountId]) checkOpen(await findAccount(em, tenantId, id))
    const answer = await addSubstitution(em, tenantId, body)
    const { role, validFrom, validTo } = answer
    return { answer, subjects: [answer.absentAccountId, answer.substituteAccountId], details: { role, validFrom, validTo } }
  })
}
