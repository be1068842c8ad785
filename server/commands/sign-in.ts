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
import { WindowCounter } from '../plugins/windows.ts'

/** A session ends this long after sign-in, used or not. */
export const sessionSpanMs = 12 * 60 * 60 * 1000
const quarterHourMs = 15 * 60 * 1000

export interface SignInRequest { readonly userName: string; readonly password: string; readonly address: string }
export interface NewSession {
  readonly token: string
  readonly expiresAtMs: number
  /** Of the agency: answers are written in its time. */
  readonly zone: string
  readonly account: Account
  /** Wrong passwords since the last sign-in. */
  readonly failedAttempts: number
}

/**
 * Wrong passwords let through: per name and address, per name from anywhere, and per address under any name (each costs 30 ms of a core).
 * Names that do not exist are counted alike.
 */
export class SignInThrottle {
  readonly #here = new WindowCounter({ max: 10, windowMs: quarterHourMs, maxKeys: 20_000 })
  readonly #address = new WindowCounter({ max: 100, windowMs: quarterHourMs, maxKeys: 20_000 })
  readonly #anywhere = new WindowCounter({ max: 100, windowMs: quarterHourMs, maxKeys: 20_000 })

  readonly #turns = new Map<string, Promise<unknown>>()

  /** Tries under one name go one after the other: many sent at the same moment are counted like any others, and not all let through. */
  async inTurn<T>(userName: string, attempt: () => Promise<T>): Promise<T> {
    const mine = (this.#turns.get(userName) ?? Promise.resolve()).then(attempt, attempt)
    this.#turns.set(userName, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(userName) === mine) this.#turns.delete(userName)
    }
  }

  /** @throws DomainError too-many-requests */
  check({ userName, address }: SignInRequest, nowMs: number): void {
    const waitMs = Math.max(this.#here.wait(`${userName} ${address}`, nowMs), this.#anywhere.wait(userName, nowMs), this.#address.wait(address, nowMs))
    if (waitMs > 0) throw new DomainError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }

  note({ userName, address }: SignInRequest, nowMs: number): void {
    this.#here.take(`${userName} ${address}`, nowMs)
    this.#anywhere.take(userName, nowMs)
    this.#address.take(address, nowMs)
  }

  forgive({ userName, address }: SignInRequest): void {
    this.#here.forget(`${userName} ${address}`)
  }
}

/** Begins a session; the token leaves only here. @throws DomainError too-many-requests | wrong-credentials */
export const signIn = (deps: Pick<Deps, 'orm' | 'clock'>, throttle: SignInThrottle, asked: SignInRequest): Promise<NewSession> => {
  const nowMs = deps.clock.nowMs()
  // One spelling, before anything is counted: other capitals are no way to more tries.
  const request = { ...asked, userName: asked.userName.trim().toLowerCase() }
  return throttle.inTurn(request.userName, () => attempt(deps, throttle, request, nowMs))
}

const attempt = async (deps: Pick<Deps, 'orm'>, throttle: SignInThrottle, request: SignInRequest, nowMs: number): Promise<NewSession> => {
  throttle.check(request, nowMs)
  const em = deps.orm.em.fork()
  const known = await findCredentials(em, request.userName)
  if (!await verifyPassword(request.password, known?.passwordHash ?? null) || known === undefined || !known.account.active) {
    throttle.note(request, nowMs)
    await noteFailure(em, known)
    throw new DomainError('wrong-credentials')
  }
  throttle.forgive(request)
  return begin(deps, known, nowMs)
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
