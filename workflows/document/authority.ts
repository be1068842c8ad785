/**
 * Who may do what with a controlled document: a role held in the owner unit (or above it) or anywhere in the agency, by the person or
 * through a dated substitution; whoever drafted neither reviews nor approves, and a substitute counts as the person.
 * Source: ISO 9001:2015, 5.3 and 7.5.2; domain 4.3 ("Soạn thảo – Xem xét – Phê duyệt").
 */
import type { Id } from '../../schemas/common.ts'
import type { DocumentFacts, DocumentRevision } from '../../schemas/document.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import { capacities, type Capacity } from '../dossier/authority.ts'

/** Roles that suffice anywhere in the agency, and roles that must be held in the owner unit or above it. */
export interface Who { readonly agency: readonly Role[]; readonly owner: readonly Role[] }

const workers: Who = {
  agency: ['isoSecretary', 'qualityManager'], owner: ['unitHead', 'oneStopHead', 'specialist', 'receptionist', 'recordsClerk', 'accountant'],
}
const heads: Who = { agency: ['qualityManager'], owner: ['unitHead', 'oneStopHead'] }
const secretary: Who = { agency: ['isoSecretary'], owner: [] }
const keepers: Who = { agency: ['isoSecretary', 'qualityManager'], owner: ['unitHead', 'oneStopHead'] }

const who: Readonly<Record<string, Who>> = {
  CREATE: workers, REVISE: workers, EDIT: workers, ATTACH: workers, DEFINE: workers, CHECK_OUT: workers, CHECK_IN: workers, SUBMIT: workers,
  REVIEW: heads, RETURN: { agency: ['qualityManager', 'agencyLeader', 'isoSecretary'], owner: heads.owner },
  APPROVE: { agency: ['agencyLeader'], owner: [] }, PUBLISH: secretary, TAKE_OVER: secretary,
  WITHDRAW: { agency: ['isoSecretary', 'agencyLeader'], owner: [] }, RETIRE: secretary, CONFIRM: keepers,
  DISTRIBUTE: secretary, GIVE_COPY: secretary, RECALL_COPY: secretary, LINK_LAW: { agency: ['isoSecretary', 'qualityManager'], owner: [] }, ASSESS_LAW: keepers,
}
const isFourEyes = (event: string): boolean => event === 'REVIEW' || event === 'APPROVE'

/** The people who count as having acted. */
export const peopleOf = (actor: Pick<Actor, 'accountId'>, { onBehalfOf }: Pick<Capacity, 'onBehalfOf'>): Id[] =>
  (onBehalfOf === null ? [actor.accountId] : [actor.accountId, onBehalfOf])

/** Every capacity in which the actor holds one of the roles, anywhere in the agency or in the line of the owner unit; own ones first. */
export const capacitiesAmong = (actor: Actor, ownerLine: readonly Id[], { agency, owner }: Who): Capacity[] => [
  ...agency.flatMap((role) => capacities(actor, role, 'agency', [])), ...owner.flatMap((role) => capacities(actor, role, 'responsible', ownerLine)),
].sort((a, b) => Number(a.onBehalfOf !== null) - Number(b.onBehalfOf !== null))

const capacitiesFor = ({ actor, ownerLine }: Pick<DocumentFacts, 'actor' | 'ownerLine'>, event: string): Capacity[] =>
  capacitiesAmong(actor, ownerLine, who[event] ?? { agency: [], owner: [] })

/** Roles that the event asks for: what a refusal names. */
const rolesFor = (event: string): Role[] => [...who[event]?.agency ?? [], ...who[event]?.owner ?? []]

/** Nobody has decided about it: a draft, or one that waits for its review. */
const isUndecided = ({ state, reviewed }: DocumentRevision): boolean => state === 'draft' || (state === 'inReview' && reviewed === null)

/** What nobody has decided about may be withdrawn by whoever drafted it as well. */
const asDrafter = ({ actor, ownerLine }: DocumentFacts, revision: DocumentRevision, event: string): Capacity[] =>
  (event === 'WITHDRAW' && isUndecided(revision) && revision.drafters.includes(actor.accountId) ? capacitiesFor({ actor, ownerLine }, 'EDIT') : [])

const bound: ReadonlySet<string> = new Set(['EDIT', 'ATTACH', 'DEFINE', 'CHECK_OUT', 'CHECK_IN', 'SUBMIT'])

/** Somebody else has checked the draft out and their time is not over. An ISO secretary may give it back in their stead. */
const heldByAnother = (revision: DocumentRevision, event: string, { accountId, role }: { accountId: Id; role: Role }, nowMs: number): boolean => {
  const { checkOut } = revision
  if (checkOut === null || checkOut.accountId === accountId || checkOut.untilMs <= nowMs || !bound.has(event)) return false
  return event !== 'CHECK_IN' || role !== 'isoSecretary'
}

/**
 * The capacity in which the actor may cause the event, or the refusal that says why not.
 * @returns Capacity, or DomainError role-not-granted | four-eyes | held-by-another (not thrown: lists show it as the reason).
 */
export function mayDo(facts: DocumentFacts, event: string, revision: DocumentRevision | null, nowMs: number): Capacity | DomainError {
  const held = [...capacitiesFor(facts, event), ...(revision === null ? [] : asDrafter(facts, revision, event))]
  if (held.length === 0) return new DomainError('role-not-granted', { event, roles: rolesFor(event) })
  if (revision === null) return held[0]!
  const seen = isFourEyes(event) ? held.filter((one) => !peopleOf(facts.actor, one).some((id) => revision.drafters.includes(id))) : held
  if (seen.length === 0) return new DomainError('four-eyes', { event, drafters: revision.drafters })
  const free = seen.find(({ role }) => !heldByAnother(revision, event, { accountId: facts.actor.accountId, role }, nowMs))
  return free ?? new DomainError('held-by-another', { event, holderId: revision.checkOut?.accountId, untilMs: revision.checkOut?.untilMs })
}
