/**
 * Carries an approved migration out: each dossier by itself, with its own entry in the journal, in one transaction with what is told of it. The
 * revision that a dossier is pinned to says whether it is done, so a run that is killed is gone on with, and no dossier goes over twice.
 */
import type { Json } from '../../schemas/common.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { MigrateTask } from '../../schemas/task.ts'
import { saveDecision } from '../../storage/decisions.ts'
import { countMigrationItems, findMigration, keepMigrationItem, openOfRevision, type MigrationItem, type StoredMigration } from '../../storage/migrating.ts'
import { inTransaction } from '../../storage/pool.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { decideMigration, type MigrationPlan } from '../../workflows/dossier/migrate.ts'
import { mayDecide } from '../../workflows/dossier/migration-authority.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { plannedMigration } from './migration-plan.ts'
import type { TaskHands } from './run-task.ts'

const pageSize = 50

interface Work { readonly deps: Deps; readonly person: SignedInPerson; readonly migration: StoredMigration; readonly plan: MigrationPlan }

/** One dossier as it was read. Somebody who moves it at the same moment comes first: it is then read again with the rest. */
const migrateOne = async ({ deps, person, migration, plan }: Work, before: Dossier): Promise<void> => {
  const { tenantId, accountId } = person.reader
  const calendar = await deps.rules.calendarOf(before)
  const capacity = mayDecide(person.reader, migration.proposedBy)
  const decision = decideMigration(plan, calendar, before, { approverId: accountId, capacity, paper: migration.decision, nowMs: deps.clock.nowMs() })
  const told = { dossierId: before.id, step: before.steps.map(({ step }) => step).join(' '), dueBeforeMs: before.clock.dueAtMs }
  if ('reason' in decision) return keepMigrationItem(deps.pool, tenantId, migration.id, { ...told, outcome: decision.reason, step: decision.at, dueAfterMs: null })
  const item: MigrationItem = { ...told, outcome: 'migrated', dueAfterMs: decision.dossier.clock.dueAtMs }
  await inTransaction(deps.pool, async (client) => {
    await saveDecision(client, decision, { expected: before.version, nextReminderAtMs: firstRungAt(calendar, decision.dossier), recordedAtMs: decision.dossier.lastEventAtMs, idempotency: null, announce: false })
    await keepMigrationItem(client, tenantId, migration.id, item)
  })
}

/** Whether it was not somebody else's turn. */
const tryOne = (work: Work, dossier: Dossier): Promise<boolean> => migrateOne(work, dossier).then(() => true, (error: unknown) => {
  if (error instanceof DomainError && error.code === 'stale-version') return false
  throw error
})

/** One pass over the dossiers behind the one where an earlier run stopped; answers how many somebody else was moving. */
const pass = async (work: Work, { note }: TaskHands, progress: { done: number; afterId: string | null }): Promise<number> => {
  const { deps, migration: { code, fromHash: hash }, person: { reader: { tenantId } } } = work
  let lost = 0
  for (;;) {
    const page = await openOfRevision(deps.pool, tenantId, { code, hash }, { afterId: progress.afterId, limit: pageSize })
    for (const dossier of page) {
      const isDone = await tryOne(work, dossier)
      if (isDone) progress.done += 1
      else lost += 1
      progress.afterId = dossier.id
      await note({ done: progress.done, position: { afterId: dossier.id } })
    }
    if (page.length < pageSize) return lost
  }
}

const passesMost = 5

/** Moves all that may move; answers how many had which outcome. @throws DomainError role-not-granted | four-eyes when the rights of whoever approved it are gone */
export const migrateDossiers = async (deps: Deps, hands: TaskHands): Promise<Json> => {
  const { run, person } = hands
  const { migrationId } = parseWith(MigrateTask, run.request, 'internal-error')
  const { tenantId } = person.reader
  const migration = await findMigration(deps.pool, tenantId, migrationId)
  const { plan } = await plannedMigration(deps, person, migration.code, { ...migration, steps: { ...migration.steps } })
  const work: Work = { deps, person, migration, plan }
  const progress = { done: run.doneCount, afterId: (run.position as { afterId?: string } | null)?.afterId ?? null }
  for (let times = 0; times < passesMost && await pass(work, hands, progress) > 0; times += 1) progress.afterId = null
  const outcomes = await countMigrationItems(deps.pool, tenantId, migrationId)
  return Object.fromEntries(outcomes.map(({ outcome, dossiers }) => [outcome, dossiers]))
}
