/** Creates a register row at most once for an Idempotency-Key: the row and the answer are kept in one transaction. */
import type { EntityManager } from '@mikro-orm/core'
import type { Json } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAnswer, keepAnswer, type RequestKey } from '../../storage/idempotency.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'
import { requestHashOf } from './idempotency.ts'

export interface Repeatable {
  readonly person: SignedInPerson
  readonly key: string
  /** What is asked for, without secrets: a hash of a password would be a way to guess it. */
  readonly request: Readonly<Record<string, unknown>>
}
export interface Done<T> { readonly answer: T; readonly replayed: boolean }

/**
 * Does the work, or answers what it answered before under this key.
 * @throws DomainError idempotency-key-reused, and what the work refuses
 */
export const once = async <T>(deps: Pick<Deps, 'orm' | 'clock'>, { person, key, request }: Repeatable, work: (em: EntityManager) => Promise<T>): Promise<Done<T>> => {
  const { tenantId, accountId } = person.reader
  const asked: RequestKey = { tenantId, accountId, key, requestHash: requestHashOf(request) }
  const known = await findAnswer(deps.orm.em.fork(), asked)
  if (known !== undefined) return { answer: known as T, replayed: true }
  try {
    return { answer: await carryOut(deps, asked, work), replayed: false }
  } catch (error) {
    if (!(error instanceof DomainError) || (error.code !== 'stale-version' && error.code !== 'name-taken')) throw error
    // The same request may have come twice at the same moment: the loser answers what the winner answered.
    const twin = await findAnswer(deps.orm.em.fork(), asked)
    if (twin === undefined) throw error
    return { answer: twin as T, replayed: true }
  }
}

const carryOut = <T>(deps: Pick<Deps, 'orm' | 'clock'>, asked: RequestKey, work: (em: EntityManager) => Promise<T>): Promise<T> =>
  deps.orm.em.fork().transactional(async (em) => {
    const answer = await work(em)
    await keepAnswer(em, asked, { status: 201, response: answer as Json }, deps.clock.nowMs())
    return answer
  })
