/** A person's own new password: by who is signed in, or in place of a one-time password while signing in. Other sessions end. */
import type { Id } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findCredentials, setPasswordHash } from '../../storage/accounts.ts'
import { recordChange } from '../../storage/register-journal.ts'
import { endOtherSessions, endSessionsOf } from '../../storage/sessions.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { verifyPassword } from '../passwords.ts'
import type { RegisterDeps } from './change-register.ts'
import { hashNewPassword } from './new-password.ts'
import type { SignInThrottle } from './throttle.ts'

interface Wanted { readonly tenantId: Id; readonly accountId: Id; readonly current: string; readonly wanted: string; readonly keep: Buffer | null }

/** Sets the password of an account whose present one was proved. `keep` is the session that goes on. @throws DomainError password-unchanged | password-too-weak */
export const replacePassword = async (deps: RegisterDeps, { tenantId, accountId, current, wanted, keep }: Wanted): Promise<void> => {
  if (current.normalize('NFC') === wanted.normalize('NFC')) throw new DomainError('password-unchanged')
  const passwordHash = await hashNewPassword(wanted)
  await deps.orm.em.fork().transactional(async (em) => {
    await setPasswordHash(em, tenantId, accountId, passwordHash)
    await (keep === null ? endSessionsOf(em, { tenantId, accountId }) : endOtherSessions(em, { tenantId, accountId }, keep))
    await recordChange(em, tenantId, { actorId: accountId, kind: 'account.passwordChanged', subjects: [accountId], decision: null, details: {} }, deps.clock.nowMs())
  })
}

export interface OwnChange { readonly person: SignedInPerson; readonly tokenHash: Buffer; readonly address: string; readonly current: string; readonly wanted: string }

/** Guesses at the present password are counted with those of signing in. @throws DomainError too-many-requests | current-password-wrong | password-unchanged | password-too-weak */
export const changePassword = (deps: RegisterDeps, throttle: SignInThrottle, { person, tokenHash, address, current, wanted }: OwnChange): Promise<void> => {
  const { userName } = person.account
  const nowMs = deps.clock.nowMs()
  const guess = { userName, address }
  return throttle.inTurn(userName, async () => {
    throttle.check(guess, nowMs)
    const known = await findCredentials(deps.orm.em.fork(), userName)
    if (!await verifyPassword(current, known?.passwordHash ?? null)) {
      throttle.note(guess, nowMs)
      throw new DomainError('current-password-wrong')
    }
    throttle.forgive(guess)
    await replacePassword(deps, { tenantId: person.reader.tenantId, accountId: person.account.id, current, wanted, keep: tokenHash })
  })
}
