/** Work outside of a request with a person's own rights of today, through the same statements as a request. */
import { randomBytes } from 'node:crypto'
import { DomainError } from '../../schemas/errors.ts'
import { beginSession, endSession } from '../../storage/sessions.ts'
import { findSignedIn, type SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'
import { hashToken } from '../plugins/credentials.ts'

/** Longer than any run. */
const sessionSpanMs = 60 * 60_000

/** Whom the work is done as. */
export interface Rights { readonly tokenHash: Buffer; readonly person: SignedInPerson }

/** A session of the work's own, whose token never leaves this function. An account that was closed meanwhile may do nothing any more. @throws DomainError not-signed-in */
export const withRightsOf = async <T>(deps: Pick<Deps, 'pool' | 'orm' | 'clock'>, { tenantId, accountId }: { readonly tenantId: string; readonly accountId: string }, work: (rights: Rights) => Promise<T>): Promise<T> => {
  const token = randomBytes(32).toString('base64url')
  const nowMs = deps.clock.nowMs()
  await beginSession(deps.orm.em.fork(), token, { tenantId, accountId }, { nowMs, expiresAtMs: nowMs + sessionSpanMs })
  try {
    const tokenHash = hashToken(token)
    const person = await findSignedIn(deps.pool, tokenHash, nowMs)
    if (person === undefined) throw new DomainError('not-signed-in')
    return await work({ tokenHash, person })
  } finally {
    await endSession(deps.orm.em.fork(), token)
  }
}
