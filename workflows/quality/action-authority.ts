/**
 * Who may do what with a corrective action. The owner works, or a head of the unit; whoever planned does not approve; whoever planned or worked, or owns it,
 * or owned it when it was approved, verified or measured, does not verify; whoever verified neither works on it nor is given it. A substitute counts as the person. Source: ISO 9001:2015, 5.3 and 10.2; domain 4.4.
 */
import type { Id } from '../../schemas/common.ts'
import type { ActionFacts, CorrectiveAction } from '../../schemas/corrective-action.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { capacitiesAmong, peopleOf, type Who } from '../document/authority.ts'
import type { Capacity } from '../dossier/authority.ts'

const managers: Who = { agency: ['isoSecretary', 'qualityManager'], owner: ['unitHead', 'oneStopHead'] }
const approvers: Who = { agency: ['qualityManager', 'agencyLeader'], owner: ['unitHead', 'oneStopHead'] }
const verifiers: Who = { agency: ['isoSecretary', 'qualityManager', 'internalAuditor'], owner: [] }
const workers: Who = { agency: [], owner: ['unitHead', 'oneStopHead'] }

const who: Readonly<Record<string, Who>> = {
  ACCEPT: managers, ASSIGN: managers, WITHDRAW: managers, ANALYSE: workers, SUBMIT: workers, REPORT: workers, ATTACH: workers, FINISH: workers,
  APPROVE: approvers, POSTPONE: approvers, VERIFY: verifiers, CLOSE: verifiers, EXTEND: verifiers, REOPEN: verifiers, CARRY_OVER: verifiers,
}
const byOwner: ReadonlySet<string> = new Set(['ANALYSE', 'SUBMIT', 'REPORT', 'ATTACH', 'FINISH'])

/** A plan is sent back by who approves, work by who verifies. */
const whoFor = ({ state }: CorrectiveAction, event: string): Who => (event === 'RETURN' ? (state === 'verifying' ? verifiers : approvers) : who[event] ?? { agency: [], owner: [] })

/** Those whom four-eyes keeps from the event. */
const barred = ({ state, ownerId, planners, doers, verifiers: seen }: CorrectiveAction, event: string): readonly Id[] => {
  const owners = ownerId === null ? [] : [ownerId]
  if (event === 'APPROVE' || (event === 'RETURN' && state === 'awaitingApproval')) return [...planners, ...owners]
  if (byOwner.has(event)) return seen
  if (['VERIFY', 'RETURN', 'CLOSE', 'EXTEND', 'REOPEN', 'CARRY_OVER'].includes(event)) return [...planners, ...doers, ...owners]
  return []
}

/** The owner acts in whatever role they hold; so does who stands in for them today. */
const asOwner = (actor: Actor, { ownerId }: CorrectiveAction): Capacity[] => {
  const held = actor.roles.find(({ onBehalfOf }) => ownerId !== null && (onBehalfOf ?? actor.accountId) === ownerId)
  return held === undefined ? [] : [{ role: held.role, unitId: held.unitId, onBehalfOf: held.onBehalfOf }]
}

/** Whether it may be given to somebody: not to who verified it, sent it back or measured on. The one question of lists and of the decision. */
export const mayOwn = ({ verifiers: seen }: Pick<CorrectiveAction, 'verifiers'>, accountId: Id): boolean => !seen.includes(accountId)

/**
 * The capacity in which the actor may cause the event, or the refusal that says why not and who may.
 * @returns Capacity, or DomainError role-not-granted | four-eyes (not thrown: lists show it as the reason)
 */
export function mayAct({ action, actor, unitLine }: ActionFacts, event: string): Capacity | DomainError {
  const wanted = whoFor(action, event)
  const held = [...(byOwner.has(event) ? asOwner(actor, action) : []), ...capacitiesAmong(actor, unitLine, wanted)]
  const roles = [...wanted.agency, ...wanted.owner]
  if (held.length === 0) return new DomainError('role-not-granted', { event, roles, ...(byOwner.has(event) ? { ownerId: action.ownerId } : {}) })
  const kept = barred(action, event)
  const free = held.find((one) => !peopleOf(actor, one).some((id) => kept.includes(id)))
  return free ?? new DomainError('four-eyes', { event, people: [...new Set(kept)], roles })
}
