/** Signing in and out. An unknown name costs the same work and gets the same answer as a wrong password. */
import { randomBytes } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/core'
import type { Account } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { clearFailedSignIns, findCredentials, noteFailedSignIn, type Credentials } from '../../storage/accounts.ts'
import { beginSession, endSession } from '../../storage/sessions.ts'
import { findTenant } from '../../storage/tenants.ts'
import type { Deps } from '../deps.ts'
import { verifyPassword } from '../passwords.ts'
import { replacePassword } from './change-password.ts'
import type { SignInThrottle } from './throttle.ts'

/** A session ends this long after sign-in, used or not. */
export const sessionSpanMs = 12 * 60 * 60 * 1000

export interface SignInRequest {
  readonly userName: string
  readonly password: string
  readonly address: string
  /** In place of a password that serves once, which signs in with a new one alone. */
  readonly newPassword?: string | undefined
}
export interface NewSession {
  readonly token: string
  readonly expiresAtMs: number
  /** Of the agency: answers are written in its time. */
  readonly zone: string
  readonly account: Account
  /** Wrong passwords since the last sign-in. */
  readonly failedAttempts: number
}

/** Begins a session; the token leaves only here. @throws DomainError too-many-requests | wrong-credentials | password-change-needed | password-expired | password-too-weak */
export const signIn = (deps: Pick<Deps, 'orm' | 'clock'>, throttle: SignInThrottle, asked: SignInRequest): Promise<NewSession> => {
  const nowMs = deps.clock.nowMs()
  // One spelling, before anything is counted: other capitals are no way to more tries.
  const request = { ...asked, userName: asked.userName.trim().toLowerCase() }
  return throttle.inTurn(request.userName, () => attempt(deps, throttle, request, nowMs))
}

const attempt = async (deps: Pick<Deps, 'orm' | 'clock'>, throttle: SignInThrottle, request: SignInRequest, nowMs: number): Promise<NewSession> => {
  throttle.check(request, nowMs)
  const em = deps.orm.em.fork()
  const known = await findCredentials(em, request.userName)
  if (!await verifyPassword(request.password, known?.passwordHash ?? null) || known === undefined || !known.account.active) {
    throttle.note(request, nowMs)
    await noteFailure(em, known)
    throw new DomainError('wrong-credentials')
  }
  throttle.forgive(request)
  await admitOnce(deps, known, request, nowMs)
  return begin(deps, known, nowMs)
}

/** A password that serves once lets nobody in as it is. @throws DomainError password-change-needed | password-expired | password-unchanged | password-too-weak */
const admitOnce = async (deps: Pick<Deps, 'orm' | 'clock'>, { tenantId, account, passwordOnceUntilMs }: Credentials, request: SignInRequest, nowMs: number): Promise<void> => {
  const { password: current, newPassword: wanted } = request
  if (passwordOnceUntilMs !== null && passwordOnceUntilMs <= nowMs) throw new DomainError('password-expired')
  if (wanted !== undefined) return replacePassword(deps, { tenantId, accountId: account.id, current, wanted, keep: null })
  if (passwordOnceUntilMs !== null) throw new DomainError('password-change-needed')
}

const nobodyId = '00000000-0000-7000-8000-000000000000'

/** Also for a name that does not exist an update is sent, which changes nothing: the answer takes the same way. */
const noteFailure = async (em: EntityManager, known: Credentials | undefined): Promise<void> => {
  try {
    await noteFailedSignIn(em, known?.tenantId ?? nobodyId, known?.account.id ?? nobodyId, null)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}

const begin = async (deps: Pick<Deps, 'orm'>, known: Credentials, nowMs: number): Promise<NewSession> => {
  const em = deps.orm.em.fork()
  const { tenantId, account, failedAttempts } = known
  if (failedAttempts > 0) await clearFailedSignIns(em, tenantId, account.id)
  const token = randomBytes(32).toString('base64url')
  const expiresAtMs = nowMs + sessionSpanMs
  await beginSession(em, token, { tenantId, accountId: account.id }, { nowMs, expiresAtMs })
  const tenant = await findTenant(em, tenantId)
  return { token, expiresAtMs, zone: tenant?.zone ?? 'UTC', account, failedAttempts }
}

/** Ends a session; ending one that is not there is no fault. */
export const signOut = (deps: Pick<Deps, 'orm'>, tokenHash: Buffer): Promise<void> => endSession(deps.orm.em.fork(), tokenHash)
