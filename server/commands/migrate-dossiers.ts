/**
 * Carries an approved migration out: each dossier by itself, with its own entry in the journal, in one transaction with what is told of it. The
 * revision that a dossier is pinned to says whether it is done, so a run that is killed is gone on with, and no dossier goes over twice.
 */
import type { Json } from '../../schemas/common.ts'
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { MigrateTask } from '../../schemas/task.ts'
import { saveDecision } from '../../storage/decisions.ts'
import { countMigration, countMigrationItems, findMigration, keepMigrationItem, openOfRevision, type MigrationItem, type StoredMigration } from '../../storage/migrating.ts'
import { inTransaction } from '../../storage/pool.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { decideMigration, handsChanged, type MigrationPlan } from '../../workflows/dossier/migrate.ts'
import { mayDecide } from '../../workflows/dossier/migration-authority.ts'
import { firstRungAt } from '../../workflows/dossier/reminders.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { endMigration } from './finish-migration.ts'
import { plannedMigration } from './migration-plan.ts'
import type { TaskHands } from './run-task.ts'

const pageSize = 50

interface Work { readonly deps: Deps; readonly person: SignedInPerson; readonly migration: StoredMigration; readonly plan: MigrationPlan }

/** One dossier as it was read; answers whether it had not been told about before. @throws DomainError stale-version when somebody moves it at the same moment */
const migrateOne = async ({ deps, person, migration, plan }: Work, before: Dossier): Promise<boolean> => {
  const { tenantId, accountId } = person.reader
  const calendar = await deps.rules.calendarOf(before)
  const capacity = mayDecide(person.reader, migration.proposedBy)
  const decision = decideMigration(plan, calendar, before, { approverId: accountId, capacity, paper: migration.decision, nowMs: deps.clock.nowMs() })
  const told = { dossierId: before.id, step: before.steps.map(({ step }) => step).join(' '), dueBeforeMs: before.clock.dueAtMs }
  if ('reason' in decision) return keepMigrationItem(deps.pool, tenantId, migration.id, { ...told, outcome: decision.reason, step: decision.at, dueAfterMs: null, lost: [], gained: [] })
  const { dossier } = decision
  const item: MigrationItem = { ...told, outcome: 'migrated', dueAfterMs: dossier.clock.dueAtMs }
  return inTransaction(deps.pool, async (client) => {
    await saveDecision(client, decision, { expected: before.version, nextReminderAtMs: firstRungAt(calendar, dossier), recordedAtMs: dossier.lastEventAtMs, idempotency: null, announce: false })
    return keepMigrationItem(client, tenantId, migration.id, { ...item, ...handsChanged(plan, before, dossier) })
  })
}

/** Told about now, told about before, or somebody else's turn: who moves a dossier at the same moment comes first, and it is looked at again with the rest. */
type Outcome = 'new' | 'known' | 'busy'
const tryOne = (work: Work, dossier: Dossier): Promise<Outcome> => migrateOne(work, dossier).then((isNew) => (isNew ? 'new' : 'known'), (error: unknown) => {
  if (error instanceof DomainError && error.code === 'stale-version') return 'busy'
  throw error
})

/** One pass over the dossiers that are still under the old revision; answers how many somebody else was moving. */
const pass = async (work: Work, { note }: TaskHands, progress: { done: number; readonly total: number }): Promise<number> => {
  const { deps, migration: { code, fromHash: hash }, person: { reader: { tenantId } } } = work
  let busy = 0
  for (let afterId: string | null = null; ;) {
    const page = await openOfRevision(deps.pool, tenantId, { code, hash }, { afterId, limit: pageSize })
    for (const dossier of page) {
      const outcome = await tryOne(work, dossier)
      if (outcome === 'busy') busy += 1
      if (outcome === 'new') progress.done += 1
      await note({ done: progress.done, total: Math.max(progress.total, progress.done) })
    }
    afterId = page.at(-1)?.id ?? null
    if (page.length < pageSize) return busy
  }
}

const passesMost = 5

/** Looks at every dossier of the old revision, from the first: an earlier run may have left one out that somebody was moving. @throws DomainError service-busy when some are moved again and again; the next run goes on */
const passes = async (work: Work, hands: TaskHands): Promise<void> => {
  const { deps: { pool }, person: { reader: { tenantId } }, migration: { id } } = work
  const { told, open } = await countMigration(pool, tenantId, id)
  const progress = { done: told, total: told + open }
  await hands.note(progress)
  for (let times = 0; await pass(work, hands, progress) > 0; times += 1) if (times === passesMost) throw new DomainError('service-busy')
  const { told: all } = await countMigration(pool, tenantId, id)
  await hands.note({ done: all, total: all })
}

/** Moves all that may move, and tells whose hands that changed; answers how many had which outcome. @throws DomainError role-not-granted | four-eyes when the rights of whoever approved it are gone */
export const migrateDossiers = async (deps: Deps, hands: TaskHands): Promise<Json> => {
  const { run, person } = hands
  const { migrationId } = parseWith(MigrateTask, run.request, 'internal-error')
  const { tenantId } = person.reader
  const migration = await findMigration(deps.pool, tenantId, migrationId)
  const { plan } = await plannedMigration(deps, person, migration.code, { ...migration, steps: { ...migration.steps } })
  await passes({ deps, person, migration, plan }, hands)
  await endMigration(deps.pool, tenantId, migration, deps.clock.nowMs())
  const outcomes = await countMigrationItems(deps.pool, tenantId, migrationId)
  return Object.fromEntries(outcomes.map(({ outcome, dossiers }) => [outcome, dossiers]))
}
