/** One change of the registers: asked once, alone in its agency, traced, and never one after which nobody can administer. */
import type { EntityManager } from '@mikro-orm/core'
import type { ChangeKind } from '../../schemas/administration.ts'
import type { Account, Unit } from '../../schemas/agency.ts'
import type { Id, LocalDate } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAccount } from '../../storage/accounts.ts'
import { countAdministrators, keepPast, lockAgency, rolesHeld } from '../../storage/administration.ts'
import { recordChange } from '../../storage/register-journal.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { administrators } from '../plugins/people.ts'
import { once, type Done } from './once.ts'

export type RegisterDeps = Pick<Deps, 'orm' | 'clock'>
/** Who changes it, under which key, and what is asked. */
export interface Entry<T> { readonly person: SignedInPerson; readonly key: string; readonly body: T }
/** The same about one thing that has an identifier. */
export interface EntryOn<T> extends Entry<T> { readonly id: Id }

/** What was changed: the answer, and what the trace says of it. */
export interface Change<T> {
  readonly answer: T
  readonly subjects: readonly Id[]
  readonly details?: Readonly<Record<string, unknown>>
}
interface Asked { readonly person: SignedInPerson; readonly key: string; readonly kind: ChangeKind; readonly request: Readonly<Record<string, unknown>>; readonly decision: string | null }

/** @throws DomainError idempotency-key-reused | role-not-granted | last-administrator, and what the work refuses */
export const changeRegister = <T>(deps: RegisterDeps, { person, key, kind, request, decision }: Asked, work: (em: EntityManager) => Promise<Change<T>>): Promise<Done<T>> =>
  once(deps, { person, key, request: { [kind]: request } }, async (em) => {
    const { tenantId, today } = person.reader
    await lockAgency(em, tenantId)
    const nowMs = deps.clock.nowMs()
    await keepPast(em, nowMs)
    // Asked again now that nobody else changes anything: whoever was waiting may have been closed meanwhile.
    const held = await rolesHeld(em, tenantId, person.account.id, today)
    if (!held.some((role) => administrators.includes(role))) throw new DomainError('role-not-granted', { roles: administrators })
    const before = await countAdministrators(em, tenantId, today, administrators)
    const { answer, subjects, details = {} } = await work(em)
    const after = await countAdministrators(em, tenantId, today, administrators)
    if ((after.now === 0 && before.now > 0) || (after.lasting === 0 && before.lasting > 0)) throw new DomainError('last-administrator')
    await recordChange(em, tenantId, { actorId: person.account.id, kind, subjects, decision, details }, nowMs)
    return answer
  })

/** Dates in ISO form stand in the order of their text. @throws DomainError dates-reversed */
export const checkDates = ({ validFrom, validTo }: { readonly validFrom: LocalDate; readonly validTo: LocalDate | null }): void => {
  if (validTo !== null && validTo < validFrom) throw new DomainError('dates-reversed', { validFrom, validTo })
}

/** The account that a change is about. @throws DomainError not-found | account-closed */
export const openAccount = async (em: EntityManager, tenantId: Id, id: Id): Promise<Account> => {
  const account = await findAccount(em, tenantId, id)
  if (account === undefined) throw new DomainError('not-found')
  if (!account.active) throw new DomainError('account-closed')
  return account
}

/**
 * The last day that ends something dated: not before yesterday, since what was done stays done; what has not begun yet is called off.
 * @throws DomainError day-is-past | already-ended
 */
export const lastDayOf = (one: { readonly validFrom: LocalDate; readonly validTo: LocalDate | null }, wanted: LocalDate, today: LocalDate): LocalDate => {
  if (wanted < addDays(today, -1)) throw new DomainError('day-is-past', { earliest: addDays(today, -1) })
  const lastDay = wanted < one.validFrom ? addDays(one.validFrom, -1) : wanted
  if (one.validTo !== null && one.validTo <= lastDay) throw new DomainError('already-ended', { validTo: one.validTo })
  return lastDay
}

/** @throws DomainError unit-ended when the unit does not exist on a day, or not to the end of the stretch */
export const checkInForce = (unit: Unit, from: LocalDate, to: LocalDate | null): void => {
  if (unit.validFrom > from || (unit.validTo !== null && (to === null || unit.validTo < to))) throw new DomainError('unit-ended', { unit: unit.code })
}
