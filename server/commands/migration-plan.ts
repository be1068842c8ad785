/** The two revisions that a migration is about, as rules take them, and a page of the dossiers that it concerns. */
import { DomainError } from '../../schemas/errors.ts'
import type { MigrationQuestion } from '../../schemas/migration.ts'
import { listRevisions, type StoredProcedure } from '../../storage/procedures.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { MigrationPlan } from '../../workflows/dossier/migrate.ts'
import { mapFaults } from '../../workflows/procedure/migrate.ts'
import type { Deps } from '../deps.ts'

export interface PlannedMigration { readonly plan: MigrationPlan; readonly from: StoredProcedure; readonly to: StoredProcedure }

const refuseMap = (plan: MigrationPlan): void => {
  const faults = mapFaults(plan)
  if (faults.length === 0) return
  throw new DomainError('invalid-request', { errors: faults.map(({ step, target }) => ({
    at: `/steps/${step}`, rule: 'step', message: `bước "${step}" không chuyển được sang "${target}"`, messageEn: `the step "${step}" cannot lead to "${target}"`,
  })) })
}

/** @throws DomainError not-found, procedure-not-effective when the newer revision is no later one in force today, invalid-request for a mapping of unknown steps */
export const plannedMigration = async (deps: Pick<Deps, 'orm' | 'rules'>, { reader }: SignedInPerson, code: string, asked: MigrationQuestion): Promise<PlannedMigration> => {
  const revisions = await listRevisions(deps.orm.em.fork(), reader.tenantId, code)
  const found = (number: number) => revisions.find(({ definition }) => definition.revision === number)
  const [from, to] = [found(asked.from), found(asked.to)]
  if (from === undefined || to === undefined) throw new DomainError('not-found')
  if (to.status !== 'effective' || asked.to <= asked.from || to.validFrom > reader.today) throw new DomainError('procedure-not-effective', { procedure: code, revision: asked.to, validFrom: to.validFrom })
  const plan: MigrationPlan = {
    from: deps.rules.keepProcedure(from.hash, from.definition), to: deps.rules.keepProcedure(to.hash, to.definition), toHash: to.hash, steps: asked.steps, newLimit: asked.newLimit,
  }
  refuseMap(plan)
  return { plan, from, to }
}
