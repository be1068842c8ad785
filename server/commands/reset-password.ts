/** Gives somebody a password that serves once, and ends their sessions. It is shown to the administrator once and kept as a hash alone. */
import { randomInt } from 'node:crypto'
import type { OneTimePassword } from '../../schemas/administration.ts'
import { DomainError } from '../../schemas/errors.ts'
import { setPasswordHash } from '../../storage/accounts.ts'
import { endSessionsOf } from '../../storage/sessions.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { hashPassword } from '../passwords.ts'
import { changeRegister, openAccount, type EntryOn, type RegisterDeps } from './change-register.ts'
import type { Done } from './once.ts'

/** A password that nobody fetches is no password for long. */
const spanMs = 3 * 24 * 60 * 60 * 1000
/** Letters and digits that are not taken for one another on paper: 16 of them are 78 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Sixteen random characters in groups of four. */
const draw = (): string => Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-')

/** So long a form that was sent twice may still be on its way. */
const twiceWithinMs = 20_000

/** Passwords drawn for forms just sent: one that was sent twice by a double click shows one password, whichever answer the browser takes. */
export class RecentDraws {
  readonly #byKey = new Map<string, { readonly password: string; readonly atMs: number }>()

  /** The password for a form; `isFirst` unless it was drawn for the same one a moment ago. */
  drawFor(key: string, nowMs: number): { readonly password: string; readonly isFirst: boolean } {
    for (const [known, { atMs }] of this.#byKey) if (nowMs - atMs > twiceWithinMs) this.#byKey.delete(known)
    const recent = this.#byKey.get(key)
    if (recent !== undefined) return { password: recent.password, isFirst: false }
    const password = draw()
    this.#byKey.set(key, { password, atMs: nowMs })
    return { password, isFirst: true }
  }
}

/** @throws DomainError not-found | account-closed | own-account */
export const resetPassword = async (deps: RegisterDeps, draws: RecentDraws, { person, key, id }: EntryOn<unknown>): Promise<Done<OneTimePassword>> => {
  const { tenantId, accountId, zone } = person.reader
  if (id === accountId) throw new DomainError('own-account')
  const nowMs = deps.clock.nowMs()
  const { password, isFirst } = draws.drawFor(`${accountId} ${id} ${key}`, nowMs)
  const passwordHash = await hashPassword(password)
  const untilMs = nowMs + spanMs
  const done = await changeRegister<OneTimePassword>(deps, { person, key, kind: 'account.passwordReset', request: { id }, decision: null }, async (em) => {
    await openAccount(em, tenantId, id)
    await setPasswordHash(em, tenantId, id, passwordHash, untilMs)
    await endSessionsOf(em, { tenantId, accountId: id })
    return { answer: { accountId: id, password: null, until: formatInstant(untilMs, zone) }, subjects: [id] }
  })
  return done.replayed && isFirst ? done : { ...done, answer: { ...done.answer, password } }
}
