/** Carries out what decisions asked for. A batch is taken, handled and deleted in one transaction: killed in between, it is simply there again. */
import { addNotices, type Notice } from '../../storage/notices.ts'
import { roleHolders, takeOutbox, type OutboxRow } from '../../storage/outbox.ts'
import { inTransaction, type Executor } from '../../storage/pool.ts'
import type { Deps } from '../deps.ts'

type JobDeps = Pick<Deps, 'pool' | 'clock'>
const batchSize = 200
const batchesPerRun = 100

/** Answers how many rows were handled. Several workers may drain at once: each takes rows that no other has in hand. */
export const drainOutbox = async (deps: JobDeps): Promise<number> => {
  let sum = 0
  for (let batch = 0; batch < batchesPerRun; batch += 1) {
    const handled = await inTransaction(deps.pool, (client) => drainBatch(client, deps.clock.nowMs()))
    sum += handled
    if (handled < batchSize) break
  }
  return sum
}

const drainBatch = async (client: Executor, nowMs: number): Promise<number> => {
  const rows = await takeOutbox(client, batchSize)
  // One insert for each agency and batch: an insert for each row took a seventh of the service's time under load.
  const notices = new Map<string, Notice[]>()
  for (const row of rows) notices.set(row.tenantId, [...notices.get(row.tenantId) ?? [], ...await noticesOf(client, row, nowMs)])
  for (const [tenantId, own] of notices) await addNotices(client, tenantId, own, nowMs)
  return rows.length
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Status changes and forms are in the journal already; of those only a result that waits at the desk is somebody's next work. */
const noticesOf = async (client: Executor, row: OutboxRow, nowMs: number): Promise<Notice[]> => {
  const to = (accountIds: readonly string[], kind: string): Notice[] =>
    accountIds.map((accountId) => ({ accountId, dossierId: row.dossierId, kind, payload: { ...row.payload, seq: row.seq } }))
  const accountId = text(row.payload['accountId'])
  const role = text(row.payload['to'])
  if (row.kind === 'assigned' && accountId !== null) return to([accountId], 'assigned')
  if (row.kind === 'notify' && role !== null) return to(await roleHolders(client, row, role, nowMs), 'notify')
  if (row.kind === 'statusChanged' && row.payload['to'] === 9) return to(await roleHolders(client, row, 'receptionist', nowMs), 'resultReady')
  return []
}
