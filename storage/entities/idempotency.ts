/** Answers already given, as the ORM sees them; a transition keeps its own within its statement. */
import { defineEntity, p } from '@mikro-orm/core'
import type { Json } from '../../schemas/common.ts'
import { instant } from './instant.ts'

export const IdempotencyEntity = defineEntity({
  name: 'Idempotency', tableName: 'idempotency',
  properties: {
    tenantId: p.uuid().primary(), accountId: p.uuid().primary(), key: p.text().primary(), requestHash: p.text(), status: p.integer(),
    response: p.json<Json>(), createdAt: instant(),
  },
})
