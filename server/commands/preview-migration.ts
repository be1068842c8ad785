/** What a migration would do to each running dossier: the same rule as the migration itself, and nothing is written. */
import type { Dossier } from '../../schemas/dossier.ts'
import type { MigrationQuestion } from '../../schemas/migration.ts'
import { openOfRevision } from '../../storage/migrating.ts'
import { readableDossiers } from '../../storage/recounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { underRevision, type MigrationPlan, type MigrationReason } from '../../workflows/dossier/migrate.ts'
import type { Deps } from '../deps.ts'
import { plannedMigration, type PlannedMigration } from './migration-plan.ts'

export interface WouldMigrate {
  readonly dossier: Dossier
  /** Where it would stand; null when it stays. */
  readonly after: Dossier | null
  readonly refusal: { readonly reason: MigrationReason; readonly at: string } | null
}
export interface MigrationDryRun {
  readonly planned: PlannedMigration
  readonly migrated: number
  /** Of these, how many would have another due date. */
  readonly moved: number
  readonly refused: number
  /** There are more dossiers than were looked at. */
  readonly more: boolean
  /** The first of them that the reader may read, those that stay first. */
  readonly lines: readonly WouldMigrate[]
}

const pageSize = 500
const lookedAtMost = 20_000
const shownMost = 200

const wouldMigrate = async (deps: Pick<Deps, 'rules'>, plan: MigrationPlan, dossier: Dossier, nowMs: number): Promise<WouldMigrate> => {
  const found = underRevision(plan, await deps.rules.calendarOf(dossier), dossier, Math.max(nowMs, dossier.lastEventAtMs))
  return 'reason' in found ? { dossier, after: null, refusal: found } : { dossier, after: found.dossier, refusal: null }
}

const isMoved = ({ dossier, after }: WouldMigrate): boolean => after !== null && after.clock.dueAtMs !== dossier.clock.dueAtMs

/** The dry run. @throws DomainError as `plannedMigration` */
export const previewMigration = async (
  deps: Pick<Deps, 'orm' | 'pool' | 'rules' | 'clock'>, person: SignedInPerson, code: string, asked: MigrationQuestion,
): Promise<MigrationDryRun> => {
  const planned = await plannedMigration(deps, person, code, asked)
  const { tenantId } = person.reader
  const sum = { migrated: 0, moved: 0, refused: 0, looked: 0, more: false }
  const [staying, going]: [WouldMigrate[], WouldMigrate[]] = [[], []]
  for (let afterId: string | null = null; !sum.more;) {
    const page = await openOfRevision(deps.pool, tenantId, { code, hash: planned.from.hash }, { afterId, limit: pageSize })
    const lines = await Promise.all(page.map((dossier) => wouldMigrate(deps, planned.plan, dossier, deps.clock.nowMs())))
    const readable = await readableDossiers(deps.pool, person.reader, page.map(({ id }) => id))
    for (const line of lines) {
      sum.refused += line.after === null ? 1 : 0
      sum.migrated += line.after === null ? 0 : 1
      sum.moved += isMoved(line) ? 1 : 0
      const list = line.after === null ? staying : going
      if (list.length < shownMost && readable.has(line.dossier.id)) list.push(line)
    }
    sum.looked += page.length
    afterId = page.at(-1)?.id ?? null
    if (page.length < pageSize) break
    sum.more = sum.looked >= lookedAtMost
  }
  return { planned, migrated: sum.migrated, moved: sum.moved, refused: sum.refused, more: sum.more, lines: [...staying, ...going].slice(0, shownMost) }
}
