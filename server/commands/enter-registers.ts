/** Enters units, people, roles and substitutions, each at most once for its key. */
import type { Account, RoleGrant, Substitution, Unit } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { NewAccount, NewGrant, NewSubstitution, NewUnit } from '../../schemas/service.ts'
import { createAccount } from '../../storage/accounts.ts'
import { addSubstitution, grantRole } from '../../storage/grants.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { createUnit } from '../../storage/units.ts'
import type { Deps } from '../deps.ts'
import { hashNewPassword } from './new-password.ts'
import { once, type Done } from './once.ts'

type RegisterDeps = Pick<Deps, 'orm' | 'clock'>
/** Who enters it, under which key, and what. */
export interface Entry<T> { readonly person: SignedInPerson; readonly key: string; readonly body: T }

/** Dates in ISO form stand in the order of their text. @throws DomainError dates-reversed */
const checkDates = ({ validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null }): void => {
  if (validTo !== null && validTo < validFrom) throw new DomainError('dates-reversed', { validFrom, validTo })
}

/** @throws DomainError dates-reversed | name-taken | unit-unknown */
export const enterUnit = async (deps: RegisterDeps, { person, key, body }: Entry<NewUnit>): Promise<Done<Unit>> => {
  checkDates(body)
  return once(deps, { person, key, request: { unit: body } }, (em) => createUnit(em, person.reader.tenantId, body))
}

/** The password is no part of what a repetition is recognised by: its hash would be a way to guess it. @throws DomainError password-too-weak | name-taken */
export const enterAccount = async (deps: RegisterDeps, { person, key, body }: Entry<NewAccount>): Promise<Done<Account>> => {
  const { password, ...named } = body
  const passwordHash = password === undefined ? null : await hashNewPassword(password)
  return once(deps, { person, key, request: { account: named } },
    (em) => createAccount(em, person.reader.tenantId, { ...named, passwordHash }, deps.clock.nowMs()))
}

/** @throws DomainError dates-reversed | name-taken | user-unknown */
export const enterGrant = async (deps: RegisterDeps, { person, key, body }: Entry<NewGrant>): Promise<Done<RoleGrant>> => {
  checkDates(body)
  return once(deps, { person, key, request: { grant: body } }, (em) => grantRole(em, person.reader.tenantId, body))
}

/** @throws DomainError dates-reversed | substitute-is-absent | user-unknown */
export const enterSubstitution = async (deps: RegisterDeps, { person, key, body }: Entry<NewSubstitution>): Promise<Done<Substitution>> => {
  checkDates(body)
  if (body.absentAccountId === body.substituteAccountId) throw new DomainError('substitute-is-absent')
  return once(deps, { person, key, request: { substitution: body } }, (em) => addSubstitution(em, person.reader.tenantId, body))
}
