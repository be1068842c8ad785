/** Migrations of running dossiers to another revision of their procedure: proposals, the dossiers that they are about, and what became of each. */
import type { Dossier } from '../schemas/dossier.ts'
import { DomainError } from '../schemas/errors.ts'
import type { MigrationState, ProposeMigration } from '../schemas/migration.ts'
import type { TaskState } from '../schemas/task.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { fromTimestamp, toTimestamp, toTimestampOrNull } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Who acted, and in whose stead. */
export interface ActedBy { readonly accountId: string; readonly onBehalfOf: string | null }

export interface NewMigration {
  readonly id: string; readonly code: string; readonly fromHash: string; readonly toHash: string; readonly body: ProposeMigration; readonly by: ActedBy; readonly nowMs: number
}

/** Enters a proposal. @throws DomainError migration-open when one is open for dossiers of this revision */
export const addMigration = async (db: Executor, tenantId: string, { id, code, fromHash, toHash, body, by, nowMs }: NewMigration): Promise<void> => {
  const { from, to, steps, newLimit, ground, decision } = body
  const values = [
    tenantId, id, code, from, to, fromHash, toHash, JSON.stringify(steps), newLimit, ground ?? null, decision.number, decision.on, by.accountId, by.onBehalfOf, toTimestamp(nowMs),
  ]
  try {
    await db.query(statement('add-procedure-migration', values))
  } catch (error) {
    if (String((error as { message?: string }).message).includes('procedure_migration_open')) throw new DomainError('migration-open', { procedure: code, from })
    throw error
  }
}

/** A proposal with its decision, if there is one. */
export interface StoredMigration {
  readonly id: string; readonly code: string; readonly from: number; readonly to: number; readonly fromHash: string; readonly toHash: string
  readonly steps: Readonly<Record<string, string>>; readonly newLimit: boolean; readonly ground: string | null; readonly decision: { readonly number: string; readonly on: string }
  readonly state: MigrationState; readonly proposedBy: ActedBy; readonly proposer: string; readonly proposedAtMs: number
  readonly decided: { readonly by: ActedBy; readonly name: string; readonly atMs: number; readonly reason: string | null; readonly taskId: string | null } | null
  /** How far the work has come that carries it out; null while it is not approved. */
  readonly work: MigrationWork | null
}

/** Dossiers that have been told about, of how many; `finishedAtMs`: every dossier has, and people were told. */
export interface MigrationWork { readonly state: TaskState; readonly done: number; readonly total: number | null; readonly error: string | null; readonly finishedAtMs: number | null }
interface MigrationRow {
  id: string; procedure_code: string; from_revision: number; to_revision: number; from_hash: string; to_hash: string; steps: Record<string, string>; new_limit: boolean
  ground: string | null; decision_number: string; decision_on: string; state: MigrationState; proposed_by: string; proposed_for: string | null; proposed_at: Date
  decided_by: string | null; decided_for: string | null; decided_at: Date | null; reason: string | null; task_id: string | null; proposer: string; decider: string | null
  finished_at: Date | null; task_state: TaskState | null; done_count: number | null; total_count: number | null; task_error: string | null
}
const toMigration = (row: MigrationRow): StoredMigration => ({
  id: row.id, code: row.procedure_code, from: row.from_revision, to: row.to_revision, fromHash: row.from_hash, toHash: row.to_hash, steps: row.steps, newLimit: row.new_limit,
  ground: row.ground, decision: { number: row.decision_number, on: row.decision_on }, state: row.state, proposer: row.proposer, proposedAtMs: fromTimestamp(row.proposed_at),
  proposedBy: { accountId: row.proposed_by, onBehalfOf: row.proposed_for },
  decided: row.decided_by === null || row.decided_at === null ? null : {
    by: { accountId: row.decided_by, onBehalfOf: row.decided_for }, name: row.decider ?? '', atMs: fromTimestamp(row.decided_at), reason: row.reason, taskId: row.task_id,
  },
  work: row.task_state === null ? null : {
    state: row.task_state, done: row.done_count ?? 0, total: row.total_count, error: row.task_error, finishedAtMs: row.finished_at === null ? null : fromTimestamp(row.finished_at),
  },
})

/** At most `limit` proposals for a procedure, the newest first. */
export const listMigrations = async (db: Executor, tenantId: string, code: string, limit: number): Promise<StoredMigration[]> =>
  (await db.query<MigrationRow>(statement('list-procedure-migrations', [tenantId, code, null, limit]))).rows.map(toMigration)

/** One proposal. @throws DomainError not-found */
export const findMigration = async (db: Executor, tenantId: string, id: string): Promise<StoredMigration> => {
  const [row] = (await db.query<MigrationRow>(statement('list-procedure-migrations', [tenantId, null, id, 1]))).rows
  if (row === undefined) throw new DomainError('not-found')
  return toMigration(row)
}

export interface MigrationDecision { readonly state: 'approved' | 'rejected'; readonly by: ActedBy; readonly reason: string | null; readonly taskId: string | null; readonly nowMs: number }

/** Decides about a proposal, once. @throws DomainError migration-decided */
export const decideMigrationRow = async (db: Executor, tenantId: string, id: string, { state, by, reason, taskId, nowMs }: MigrationDecision): Promise<void> => {
  const { rows } = await db.query<{ id: string }>(statement('decide-procedure-migration', [tenantId, id, state, by.accountId, by.onBehalfOf, toTimestamp(nowMs), reason, taskId]))
  if (rows.length === 0) throw new DomainError('migration-decided')
}

const noId = '00000000-0000-0000-0000-000000000000'

/** At most `limit` open dossiers that are pinned to a revision, by id, after one. */
export const openOfRevision = async (db: Executor, tenantId: string, revision: { readonly code: string; readonly hash: string }, page: { readonly afterId: string | null; readonly limit: number }): Promise<Dossier[]> => {
  const values = [tenantId, revision.code, revision.hash, page.afterId ?? noId, page.limit]
  return (await db.query<{ dossier: Dossier }>(statement('open-of-revision', values))).rows.map(({ dossier }) => dossier)
}

/** What became of one dossier: `migrated`, or the reason why it stays; at which step, and its due date before and after. */
export interface MigrationItem { readonly dossierId: string; readonly outcome: string; readonly step: string; readonly dueBeforeMs: number | null; readonly dueAfterMs: number | null }

/** Steps that went out of people's hands, and steps that wait for others; by their names in the new revision. */
export interface ItemHands { readonly lost: readonly { readonly accountId: string; readonly role: string | null; readonly step: string }[]; readonly gained: readonly string[] }

/** Keeps what became of a dossier, in the transaction that did it; false when it was told about before. */
export const keepMigrationItem = async (db: Executor, tenantId: string, migrationId: string, item: MigrationItem & ItemHands): Promise<boolean> => {
  const { dossierId, outcome, step, dueBeforeMs, dueAfterMs, lost, gained } = item
  const values = [tenantId, migrationId, dossierId, outcome, step, toTimestampOrNull(dueBeforeMs), toTimestampOrNull(dueAfterMs), JSON.stringify(lost), gained]
  return (await db.query<{ added: boolean }>(statement('keep-migration-item', values))).rows[0]?.added ?? false
}

/** How many dossiers have been told about, and how many are still open under the revision that it leads away from. */
export const countMigration = async (db: Executor, tenantId: string, migrationId: string): Promise<{ readonly told: number; readonly open: number }> =>
  (await db.query<{ told: number; open: number }>(statement('count-migration', [tenantId, migrationId]))).rows[0] ?? { told: 0, open: 0 }

/** How many dossiers had each outcome. */
export const countMigrationItems = async (db: Executor, tenantId: string, migrationId: string): Promise<{ readonly outcome: string; readonly dossiers: number }[]> =>
  (await db.query<{ outcome: string; dossiers: number }>(statement('count-migration-items', [tenantId, migrationId]))).rows

/** At most `limit` dossiers with what became of them, those that stayed first; those alone that the reader may read. */
export const listMigrationItems = async (db: Executor, reader: Reader, migrationId: string, limit: number): Promise<(MigrationItem & { readonly code: string | null })[]> => {
  interface Row { dossier_id: string; code: string | null; outcome: string; step: string; due_before: Date | null; due_after: Date | null }
  const { rows } = await db.query<Row>(statement('migration-items', [reader.tenantId, reader.accountId, reader.units, roleNames(reader), migrationId, limit]))
  return rows.map(({ dossier_id: dossierId, due_before: before, due_after: after, ...row }) =>
    ({ ...row, dossierId, dueBeforeMs: before === null ? null : fromTimestamp(before), dueAfterMs: after === null ? null : fromTimestamp(after) }))
}
