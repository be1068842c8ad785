import { type EntityManager, raw } from '@mikro-orm/core'
import type { Account } from '../schemas/agency.ts'
import { DomainError } from '../schemas/errors.ts'
import { AccountEntity, type AccountRow } from './entities/registers.ts'
import { newId } from './ids.ts'
import { refusing } from './refusals.ts'

/** What sign-in needs to know of an account; stays inside the server. */
export interface Credentials {
  readonly tenantId: string
  readonly account: Account
  /** PHC string; null: this person cannot sign in. */
  readonly passwordHash: string | null
  readonly failedAttempts: number
  /** No sign-in before this instant, in milliseconds; null: not locked. */
  readonly lockedUntilMs: number | null
  /** The password serves once, and before this instant; null: it is the person's own. */
  readonly passwordOnceUntilMs: number | null
}

const toAccount = (row: AccountRow): Account => ({ id: row.id, userName: row.userName, fullName: row.fullName, active: row.active })

/** Enters a person; without a password hash nobody signs in as them. @throws DomainError name-taken */
export const createAccount = async (
  em: EntityManager, tenantId: string, person: { userName: string; fullName: string; passwordHash: string | null }, nowMs: number,
): Promise<Account> => {
  const id = newId()
  await refusing(em.insert(AccountEntity, { ...person, tenantId, id, active: true, failedAttempts: 0, createdAt: nowMs }), { taken: 'name-taken' })
  return { id, userName: person.userName, fullName: person.fullName, active: true }
}

/** Whether anybody could work here yet: an agency without accounts (one made for imported logs) does not count as set up. */
export const hasAccounts = async (em: EntityManager): Promise<boolean> => (await em.count(AccountEntity, {})) > 0

/** The account behind a sign-in name, whatever its agency; undefined when there is none. */
export const findCredentials = async (em: EntityManager, userName: string): Promise<Credentials | undefined> => {
  const row = await em.findOne(AccountEntity, { userName }, { refresh: true })
  if (row === null) return undefined
  return {
    tenantId: row.tenantId, account: toAccount(row), passwordHash: row.passwordHash ?? null,
    failedAttempts: row.failedAttempts, lockedUntilMs: row.lockedUntil ?? null,
    passwordOnceUntilMs: row.passwordOnceUntil ?? null,
  }
}

/** One account of the agency; undefined when there is none. */
export const findAccount = async (em: EntityManager, tenantId: string, id: string): Promise<Account | undefined> => {
  const row = await em.findOne(AccountEntity, { tenantId, id })
  return row === null ? undefined : toAccount(row)
}

/** Those of the accounts that the agency has. */
export const findAccounts = async (em: EntityManager, tenantId: string, ids: readonly string[]): Promise<Account[]> =>
  ids.length === 0 ? [] : (await em.find(AccountEntity, { tenantId, id: { $in: [...new Set(ids)] } })).map(toAccount)

/** At most `limit` accounts by full name in Vietnamese order, after the given one. Served by index account_name. */
export const listAccounts = async (
  em: EntityManager, tenantId: string, page: { after?: { fullName: string; id: string } | undefined; limit: number },
): Promise<Account[]> => {
  const { after, limit } = page
  const beyond = after === undefined ? {} : { $or: [{ fullName: { $gt: after.fullName } }, { fullName: after.fullName, id: { $gt: after.id } }] }
  const rows = await em.find(AccountEntity, { tenantId, ...beyond }, { orderBy: { fullName: 'asc', id: 'asc' }, limit })
  return rows.map(toAccount)
}

const update = async (em: EntityManager, tenantId: string, id: string, change: Parameters<typeof em.nativeUpdate<AccountRow>>[2]): Promise<void> => {
  const changed = await em.nativeUpdate(AccountEntity, { tenantId, id }, change)
  if (changed === 0) throw new DomainError('user-unknown')
}

/** Counts a wrong password; with `lockedUntilMs` nobody signs in before then. @throws DomainError user-unknown */
export const noteFailedSignIn = (em: EntityManager, tenantId: string, id: string, lockedUntilMs: number | null): Promise<void> =>
  update(em, tenantId, id, { failedAttempts: raw('failed_attempts + 1'), lockedUntil: lockedUntilMs })

/** Forgets the wrong passwords before a right one. @throws DomainError user-unknown */
export const clearFailedSignIns = (em: EntityManager, tenantId: string, id: string): Promise<void> =>
  update(em, tenantId, id, { failedAttempts: 0, lockedUntil: null })

/** Sets a new password (PHC string): the person's own, or one that serves once before an instant. @throws DomainError user-unknown */
export const setPasswordHash = (em: EntityManager, tenantId: string, id: string, passwordHash: string, onceUntilMs: number | null = null): Promise<void> =>
  update(em, tenantId, id, { passwordHash, passwordOnceUntil: onceUntilMs, failedAttempts: 0, lockedUntil: null })

/** Opens or closes an account; a closed one cannot sign in, and stays in every journal. @throws DomainError user-unknown */
export const setActive = (em: EntityManager, tenantId: string, id: string, active: boolean): Promise<void> =>
  update(em, tenantId, id, { active })
