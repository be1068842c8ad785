/** Approves or rejects a proposed migration; what is approved is carried out as a task of whoever approved it. */
import { DomainError } from '../../schemas/errors.ts'
import type { DecideMigration } from '../../schemas/migration.ts'
import { decideMigrationRow, findMigration, type StoredMigration } from '../../storage/migrating.ts'
import { inTransaction } from '../../storage/pool.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addTask } from '../../storage/tasks.ts'
import { mayDecide } from '../../workflows/dossier/migration-authority.ts'
import type { Deps } from '../deps.ts'

export interface DecisionRequest { readonly person: SignedInPerson; readonly id: string; readonly body: DecideMigration }

/** The proposal as it stands afterwards. @throws DomainError not-found, role-not-granted, four-eyes, reason-required, migration-decided */
export const decideMigrationProposal = async (deps: Pick<Deps, 'pool' | 'clock' | 'wake'>, { person, id, body }: DecisionRequest): Promise<StoredMigration> => {
  const { tenantId, accountId } = person.reader
  const proposed = await findMigration(deps.pool, tenantId, id)
  const { onBehalfOf } = mayDecide(person.reader, proposed.proposedBy)
  if (!body.approve && body.reason === undefined) throw new DomainError('reason-required')
  const nowMs = deps.clock.nowMs()
  await inTransaction(deps.pool, async (client) => {
    const task = body.approve ? await addTask(client, person.reader, { kind: 'migrate', key: `migration-${id}`, request: { migrationId: id }, total: null }, nowMs) : null
    await decideMigrationRow(client, tenantId, id, { state: body.approve ? 'approved' : 'rejected', by: { accountId, onBehalfOf }, reason: body.reason ?? null, taskId: task?.id ?? null, nowMs })
  })
  if (body.approve) deps.wake.ring()
  return findMigration(deps.pool, tenantId, id)
}
