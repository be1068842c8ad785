/** How many wrong passwords are let through. */
import { DomainError } from '../../schemas/errors.ts'
import { WindowCounter } from '../plugins/windows.ts'

const quarterHourMs = 15 * 60 * 1000

/** Under which name a password is tried, and from where. */
export interface Guess { readonly userName: string; readonly address: string }

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
  check({ userName, address }: Guess, nowMs: number): void {
    const waitMs = Math.max(this.#here.wait(`${userName} ${address}`, nowMs), this.#anywhere.wait(userName, nowMs), this.#address.wait(address, nowMs))
    if (waitMs > 0) throw new DomainError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }

  note({ userName, address }: Guess, nowMs: number): void {
    this.#here.take(`${userName} ${address}`, nowMs)
    this.#anywhere.take(userName, nowMs)
    this.#address.take(address, nowMs)
  }

  forgive({ userName, address }: Guess): void {
    this.#here.forget(`${userName} ${address}`)
  }
}
