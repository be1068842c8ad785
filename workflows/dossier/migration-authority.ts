/** Who may propose that running dossiers go over to another revision, and who may decide about it. Four eyes: a substitute counts as the person. */
import type { Id } from '../../schemas/common.ts'
import type { HeldRole } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import { capacities, type Capacity } from './authority.ts'

/** Roles that propose. */
export const migrationProposers: readonly Role[] = ['isoSecretary', 'qualityManager', 'businessAdmin']
/** Roles that decide about a proposal. */
export const migrationDeciders: readonly Role[] = ['agencyLeader', 'qualityManager']
/** Who may see what would happen, and what did. */
export const migrationReaders: readonly Role[] = [...new Set<Role>([...migrationProposers, ...migrationDeciders, 'internalAuditor'])]

interface Holder { readonly accountId: Id; readonly roles: readonly HeldRole[] }

const heldOf = ({ accountId, roles: held }: Holder, roles: readonly Role[]): Capacity[] =>
  roles.flatMap((role) => capacities({ accountId, roles: [...held] }, role, 'agency', [])).sort((a, b) => Number(a.onBehalfOf !== null) - Number(b.onBehalfOf !== null))

const peopleOf = ({ accountId }: Pick<Holder, 'accountId'>, onBehalfOf: Id | null): Id[] => (onBehalfOf === null ? [accountId] : [accountId, onBehalfOf])

/** In which capacity somebody may propose. @throws DomainError role-not-granted */
export const mayPropose = (actor: Holder): Capacity => {
  const [capacity] = heldOf(actor, migrationProposers)
  if (capacity === undefined) throw new DomainError('role-not-granted', { roles: migrationProposers })
  return capacity
}

/** In which capacity somebody may approve or reject what somebody else proposed. @throws DomainError role-not-granted, four-eyes */
export const mayDecide = (actor: Holder, proposed: { readonly accountId: Id; readonly onBehalfOf: Id | null }): Capacity => {
  const held = heldOf(actor, migrationDeciders)
  if (held.length === 0) throw new DomainError('role-not-granted', { roles: migrationDeciders })
  const proposers = peopleOf(proposed, proposed.onBehalfOf)
  const free = held.find(({ onBehalfOf }) => !peopleOf(actor, onBehalfOf).some((id) => proposers.includes(id)))
  if (free === undefined) throw new DomainError('four-eyes', { proposers })
  return free
}
