/** Who may do what with an internal audit: who plans does not approve; the lead auditor reports; who reported does not close. Source: ISO 9001:2015, 5.3 and 9.2.2. */
import type { Audit, AuditFacts } from '../../schemas/audit.ts'
import type { Id } from '../../schemas/common.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import { capacitiesAmong, peopleOf } from '../document/authority.ts'
import type { Capacity } from '../dossier/authority.ts'

const planners: readonly Role[] = ['isoSecretary', 'qualityManager']
const approvers: readonly Role[] = ['agencyLeader', 'qualityManager']
const closers: readonly Role[] = ['qualityManager', 'agencyLeader', 'isoSecretary']

const who: Readonly<Record<string, readonly Role[]>> = { CREATE: planners, EDIT: planners, REVISE: planners, WITHDRAW: planners, START: planners, APPROVE: approvers, REPLACE: approvers, CLOSE: closers }
/** What members of the team do beside that: the lead begins and reports, every member may write down what the audit concludes. */
const byLead: ReadonlySet<string> = new Set(['START', 'REPORT'])

const leadOf = ({ plan }: Pick<Audit, 'plan'>): Id[] => plan.team.filter(({ post }) => post === 'lead').map(({ accountId }) => accountId)
const membersOf = ({ plan }: Pick<Audit, 'plan'>): Id[] => plan.team.map(({ accountId }) => accountId)

/** Those whom four-eyes keeps from the event. */
const barred = (audit: Audit, event: string): readonly Id[] => {
  if (event === 'APPROVE' || event === 'REPLACE') return [...audit.planners, ...membersOf(audit)]
  if (event === 'CLOSE') return [...leadOf(audit), ...(audit.reported === null ? [] : [audit.reported.accountId])]
  return []
}

/** A member acts in person, in whatever role they hold; nobody stands in for an auditor. */
export const asMember = (actor: Actor): Capacity[] => actor.roles.filter(({ onBehalfOf }) => onBehalfOf === null).slice(0, 1).map(({ role, unitId }) => ({ role, unitId, onBehalfOf: null }))

/** In which capacity the actor plans audits and programmes. @throws DomainError role-not-granted */
export const mayPlan = (actor: Actor): Capacity => {
  const [capacity] = capacitiesAmong(actor, [], { agency: planners, owner: [] })
  if (capacity === undefined) throw new DomainError('role-not-granted', { event: 'CREATE', roles: planners })
  return capacity
}

/**
 * The capacity in which the actor may cause the event, or the refusal that says why not and who may.
 * @returns Capacity, or DomainError role-not-granted | four-eyes (not thrown: lists show it as the reason)
 */
export function mayAudit({ audit, actor }: Pick<AuditFacts, 'audit' | 'actor'>, event: string): Capacity | DomainError {
  const roles = who[event] ?? []
  const members = event === 'CONCLUDE' ? membersOf(audit) : byLead.has(event) ? leadOf(audit) : []
  const held = [...(members.includes(actor.accountId) ? asMember(actor) : []), ...capacitiesAmong(actor, [], { agency: roles, owner: [] })]
  if (held.length === 0) return new DomainError('role-not-granted', { event, roles, members })
  const kept = barred(audit, event)
  const free = held.find((one) => !peopleOf(actor, one).some((id) => kept.includes(id)))
  return free ?? new DomainError('four-eyes', { event, people: [...new Set(kept)], roles })
}
