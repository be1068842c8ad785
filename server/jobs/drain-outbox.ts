/** Carries out what decisions asked for. A batch is taken, handled and deleted in one transaction: killed in between, it is simply there again. */
import type { EffectKind } from '../../schemas/dossier.ts'
import { addNotices, type Notice } from '../../storage/notices.ts'
import { takeOutbox, type OutboxRow } from '../../storage/outbox.ts'
import { inTransaction, type Executor } from '../../storage/pool.ts'
import { type Asking, whoIsTold } from '../../storage/recipients.ts'
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
  for (const { row, accounts } of oncePerMove(await recipientsOf(client, rows, nowMs))) {
    const { accountId: _, by: __, ...payload } = row.payload
    const own = accounts.map((accountId) => ({ accountId, dossierId: row.dossierId, kind: row.kind, payload: { ...payload, seq: row.seq } }))
    notices.set(row.tenantId, [...notices.get(row.tenantId) ?? [], ...own])
  }
  for (const [tenantId, own] of notices) await addNotices(client, tenantId, own, nowMs)
  return rows.length
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

type Way = (row: OutboxRow) => Omit<Asking, 'tenantId' | 'dossierId'> | null
const ofStep: Way = ({ payload }) => ({ whom: 'step', step: text(payload['step']), accountId: text(payload['accountId']) })
const ofPerson: Way = ({ payload }) => ({ whom: 'account', accountId: text(payload['accountId']) })
const ofDesk: Way = () => ({ whom: 'desk' })

/** Whose business each effect is. In this order: of several notices about one move a person gets the first. */
const ways: Readonly<Record<EffectKind, Way>> = {
  returned: ofStep, assigned: ofStep, resultReady: ofStep, formIssued: ofDesk, tellApplicant: ofDesk, waiting: ofStep,
  ended: ofPerson, stopped: ofPerson, reassigned: ofPerson,
  notify: ({ payload }) => (text(payload['to']) === null ? null : { whom: 'role', role: String(payload['to']) }),
}
const order = Object.keys(ways)
const isKnown = (kind: string): kind is EffectKind => Object.hasOwn(ways, kind)

interface Told { readonly row: OutboxRow; readonly accounts: readonly string[] }

/** Who is told of each. Never the one who did it. */
const recipientsOf = async (client: Executor, rows: readonly OutboxRow[], nowMs: number): Promise<Told[]> => {
  const asked = rows.flatMap((row) => {
    const way = isKnown(row.kind) ? ways[row.kind](row) : null
    return way === null ? [] : [{ row, asking: { tenantId: row.tenantId, dossierId: row.dossierId, ...way } }]
  })
  const told = await whoIsTold(client, asked.map(({ asking }) => asking), nowMs)
  return asked.map(({ row }, index) => ({ row, accounts: (told[index] ?? []).filter((accountId) => accountId !== row.payload['by']) }))
}

/** A move tells a person once: what concerns them most. */
const oncePerMove = (told: readonly Told[]): Told[] => {
  const seen = new Set<string>()
  return [...told].sort((a, b) => order.indexOf(a.row.kind) - order.indexOf(b.row.kind)).map(({ row, accounts }) => ({ row, accounts: accounts.filter((accountId) => {
    const key = `${row.tenantId} ${row.dossierId} ${row.seq} ${accountId}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  }) }))
}
