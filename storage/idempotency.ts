import type { EntityManager } from '@mikro-orm/core'
import type { Json } from '../schemas/common.ts'
import { DomainError } from '../schemas/errors.ts'
import { IdempotencyEntity } from './entities/idempotency.ts'
import { refusing } from './refusals.ts'

/** Under which key a person repeats a request, and how two requests are told apart. */
export interface RequestKey { readonly tenantId: string; readonly accountId: string; readonly key: string; readonly requestHash: string }

/** The answer given under this key before; undefined when it is new. @throws DomainError idempotency-key-reused when it was another request */
export const findAnswer = async (em: EntityManager, { tenantId, accountId, key, requestHash }: RequestKey): Promise<Json | undefined> => {
  const row = await em.findOne(IdempotencyEntity, { tenantId, accountId, key }, { refresh: true })
  if (row === null) return undefined
  if (row.requestHash !== requestHash) throw new DomainError('idempotency-key-reused')
  return row.response
}

/** Keeps an answer in the transaction that did the work. @throws DomainError stale-version when the same key came in at the same moment */
export const keepAnswer = async (em: EntityManager, request: RequestKey, answer: { status: number; response: Json }, nowMs: number): Promise<void> => {
  await refusing(em.insert(IdempotencyEntity, { ...request, ...answer, createdAt: nowMs }), { taken: 'stale-version' })
}
