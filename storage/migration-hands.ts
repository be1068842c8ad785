/** Whose hands a migration of running dossiers took steps out of, and which steps wait for others since: who is told when it is finished. */
import type { Dossier } from '../schemas/dossier.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { toldHolders, type ToldHolder } from './recipients.ts'
import { statement } from './sql.ts'

const noId = '00000000-0000-0000-0000-000000000000'

/** One migration of an agency. */
export interface MigrationRef { readonly tenantId: string; readonly id: string }

/** Marks an approved migration as finished; false when it was so already: who finishes first, finishes. */
export const finishMigration = async (db: Executor, { tenantId, id }: MigrationRef, nowMs: number): Promise<boolean> =>
  (await db.query(statement('finish-migration', [tenantId, id, toTimestamp(nowMs)]))).rowCount === 1

/** Out of whose hands steps went, substitutes of today with them, and of how many dossiers. */
export const migrationLosers = (db: Executor, { tenantId, id }: MigrationRef, nowMs: number): Promise<ToldHolder[]> => toldHolders(db, 'migration-losers', [tenantId, id, nowMs])

/** A dossier with steps that wait for others now, and who had one of its steps in hand before. */
export interface GainedSteps { readonly dossierId: string; readonly steps: readonly string[]; readonly losers: readonly string[] }

/** At most `limit` of them by dossier, after one. */
export const migrationGained = async (db: Executor, { tenantId, id }: MigrationRef, page: { readonly afterId: string | null; readonly limit: number }): Promise<GainedSteps[]> => {
  interface Row { dossier_id: string; gained: string[]; losers: string[] }
  const { rows } = await db.query<Row>(statement('migration-gained', [tenantId, id, page.afterId ?? noId, page.limit]))
  return rows.map(({ dossier_id: dossierId, gained: steps, losers }) => ({ dossierId, steps, losers }))
}

/** Which side of a migration: steps that went out of one's hands, or that wait for one's roles since. */
export type HandSide = 'lost' | 'gained'
export interface ChangedHands { readonly dossier: Dossier; readonly steps: readonly string[] }

/** At most `limit` dossiers on one side that the reader may read, by id, after one; what went was in the hands of `holders`. */
export const changedHands = async (
  db: Executor, reader: Reader, of: { readonly migrationId: string; readonly side: HandSide; readonly holders: readonly string[] }, page: { readonly after: string | null; readonly limit: number },
): Promise<ChangedHands[]> => {
  const values = [reader.tenantId, of.migrationId, of.side === 'lost', of.holders, reader.accountId, reader.units, roleNames(reader), page.after, page.limit]
  return (await db.query<{ dossier: Dossier; steps: string[] }>(statement('changed-hands', values))).rows
}
