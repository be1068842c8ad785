/** Ends a migration of running dossiers: whoever lost steps by it, or has steps to take by it, is told once, however many dossiers. */
import { addNotices, type Notice } from '../../storage/notices.ts'
import { finishMigration, migrationGained, migrationLosers, type MigrationRef } from '../../storage/migration-hands.ts'
import type { StoredMigration } from '../../storage/migrating.ts'
import { inTransaction, type Pool } from '../../storage/pool.ts'
import { whoIsTold } from '../../storage/recipients.ts'

const pageSize = 200

/** How many dossiers wait for each person who could not take them before. Somebody who lost a step of a dossier is not told that it waits. */
const gainers = async (pool: Pool, migration: MigrationRef, nowMs: number): Promise<ReadonlyMap<string, number>> => {
  const sums = new Map<string, number>()
  for (let afterId: string | null = null; ;) {
    const page = await migrationGained(pool, migration, { afterId, limit: pageSize })
    const askings = page.flatMap(({ dossierId, steps }) => steps.map((step) => ({ tenantId: migration.tenantId, dossierId, whom: 'step' as const, step })))
    const told = await whoIsTold(pool, askings, nowMs)
    for (const { dossierId, losers } of page) {
      const people = new Set(told.flatMap((accounts, at) => (askings[at]?.dossierId === dossierId ? accounts : [])))
      for (const accountId of people) if (!losers.includes(accountId)) sums.set(accountId, (sums.get(accountId) ?? 0) + 1)
    }
    afterId = page.at(-1)?.dossierId ?? null
    if (page.length < pageSize) return sums
  }
}

/** Marks it as finished and tells people, in one transaction: of two runs that end at once, one tells. Never the one who approved it. */
export const endMigration = async (pool: Pool, tenantId: string, { id, code, to, decided }: StoredMigration, nowMs: number): Promise<void> => {
  const migration = { tenantId, id }
  const lost = new Map((await migrationLosers(pool, migration, nowMs)).map(({ accountId, dossiers }) => [accountId, dossiers]))
  const gained = await gainers(pool, migration, nowMs)
  const noticesOf = (kind: string, side: string, sums: ReadonlyMap<string, number>): Notice[] => [...sums].filter(([accountId]) => accountId !== decided?.by.accountId)
    .map(([accountId, dossiers]) => ({ accountId, dossierId: null, kind, payload: { migrationId: id, side, procedureCode: code, revision: to, dossiers } }))
  await inTransaction(pool, async (client) => {
    if (!await finishMigration(client, migration, nowMs)) return
    await addNotices(client, tenantId, [...noticesOf('stepsLost', 'lost', lost), ...noticesOf('stepsGained', 'gained', gained)], nowMs)
  })
}
