/** Proposes that the running dossiers of a revision go over to a later one. Nothing moves before somebody else has approved it. */
import { DomainError } from '../../schemas/errors.ts'
import type { ProposeMigration } from '../../schemas/migration.ts'
import { newId } from '../../storage/ids.ts'
import { addMigration } from '../../storage/migrating.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { mayPropose } from '../../workflows/dossier/migration-authority.ts'
import type { Deps } from '../deps.ts'
import { plannedMigration } from './migration-plan.ts'
import { once, type Done } from './once.ts'

export interface ProposalRequest { readonly person: SignedInPerson; readonly key: string; readonly code: string; readonly body: ProposeMigration }

/** Answers the id of the proposal. @throws DomainError role-not-granted, migration-ground-missing, migration-open, and as `plannedMigration` */
export const proposeMigration = async (deps: Pick<Deps, 'orm' | 'rules' | 'clock'>, { person, key, code, body }: ProposalRequest): Promise<Done<{ readonly id: string }>> => {
  const { onBehalfOf } = mayPropose(person.reader)
  if (body.newLimit && body.ground === undefined) throw new DomainError('migration-ground-missing')
  const { from, to } = await plannedMigration(deps, person, code, body)
  return once(deps, { person, key, request: { migrate: code, ...body } }, async (em) => {
    const id = newId()
    const by = { accountId: person.reader.accountId, onBehalfOf }
    await addMigration(executorIn(em), person.reader.tenantId, { id, code, fromHash: from.hash, toHash: to.hash, body, by, nowMs: deps.clock.nowMs() })
    return { id }
  })
}
