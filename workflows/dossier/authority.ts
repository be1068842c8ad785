/**
 * Who may do what: one predicate. A role is held in a unit of the agency tree, by the person or through a dated substitution;
 * a step that somebody has in hand is that person's; four-eyes counts a substitute as the person. Sources: docs/dossier.md;
 * NĐ 61/2018/NĐ-CP art. 17-20; ISO 9001:2015, 5.3 and 9.2.2c.
 */
import type { Id } from '../../schemas/common.ts'
import type { Actor, Dossier, DossierFacts, HeldRole, StepHolding } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Place, Role } from '../../schemas/procedure.ts'
import type { Step } from '../procedure/compile.ts'
import { isWithin } from '../procedure/definition.ts'
import type { Offer } from '../procedure/offers.ts'

/** In which capacity the actor acts: the role, where it is held, and for whom. */
export interface Capacity { readonly role: Role; readonly unitId: Id; readonly onBehalfOf: Id | null }

/** Events by which the holding of a step changes hands; they are no work on the step, so four-eyes does not count them. */
const handling: ReadonlySet<string> = new Set(['ACKNOWLEDGE', 'CLAIM', 'ASSIGN', 'RETURN_WRONG_ADDRESSEE', 'HAND_OVER'])

/** Whether an event only changes who has the step in hand. */
export const isHandling = (event: string): boolean => handling.has(event)

/** Whether a role held in `held.unitId` reaches the place: in the unit itself or above it, or anywhere in the agency. */
function reaches(held: HeldRole, place: Place, line: readonly Id[]): boolean {
  return place === 'agency' || line.includes(held.unitId)
}

/** The units, lowest first, in one of which the role for a place must be held. */
export const lineOf = (facts: Pick<DossierFacts, 'receivingLine' | 'responsibleLine'>, place: Place): readonly Id[] =>
  place === 'receiving' ? facts.receivingLine : facts.responsibleLine

/** Every capacity in which the actor holds the role for the place, own ones first. Empty when none. */
export function capacities(actor: Actor, role: Role, place: Place, line: readonly Id[]): Capacity[] {
  return actor.roles
    .filter((held) => held.role === role && reaches(held, place, line))
    .sort((a, b) => Number(a.onBehalfOf !== null) - Number(b.onBehalfOf !== null))
    .map(({ unitId, onBehalfOf }) => ({ role, unitId, onBehalfOf }))
}

/** The people who count as having done a step, and whom four-eyes therefore keeps from another. */
const peopleOf = (actor: Actor, capacity: Capacity): Id[] =>
  capacity.onBehalfOf === null ? [actor.accountId] : [actor.accountId, capacity.onBehalfOf]

/** A step named in `fourEyes` may be a state with steps inside: then whoever did any of them is kept away. */
const fourEyesHolds = (dossier: Dossier, step: Step, people: readonly Id[]): boolean =>
  Object.entries(dossier.doneBy).every(([done, doers]) =>
    !step.fourEyes.some((earlier) => isWithin(done, earlier)) || !doers.some((id) => people.includes(id)))

/** A step in hand is its holder's, or their substitute's: only events that ask for the step's own role are bound by it. */
function inHand(holding: StepHolding | undefined, offer: Offer, step: Step, people: readonly Id[]): boolean {
  if (!holding?.holderId || offer.role !== step.role) return true
  return people.includes(holding.holderId)
}

/**
 * The capacity in which the actor may cause the offered event, or the refusal that says why not.
 * A refusal names the role, the place and, where somebody has the step in hand, the holder. Only a step in nobody's hand can be claimed.
 * @returns Capacity, or DomainError role-not-granted | held-by-another | four-eyes (not thrown: lists show it as the reason).
 */
export function mayCause(facts: DossierFacts, offer: Offer, step: Step): Capacity | DomainError {
  const wanted = { event: offer.event, step: offer.step, role: offer.role, place: offer.place }
  if (offer.role === null) return new DomainError('role-not-granted', wanted)
  const held = capacities(facts.actor, offer.role, offer.place, lineOf(facts, offer.place))
  if (held.length === 0) return new DomainError('role-not-granted', wanted)
  const holding = facts.dossier.steps.find((one) => one.step === offer.step)
  const free = held.filter((one) => inHand(holding, offer, step, peopleOf(facts.actor, one)))
  const taken = holding?.holderId && offer.actions.some((action) => action.type === 'claim')
  if (free.length === 0 || taken) return new DomainError('held-by-another', { ...wanted, holderId: holding?.holderId })
  if (isHandling(offer.event) && offer.event !== 'CLAIM') return free[0]!
  const seen = free.find((one) => offer.role !== step.role || fourEyesHolds(facts.dossier, step, peopleOf(facts.actor, one)))
  return seen ?? new DomainError('four-eyes', { ...wanted, earlier: step.fourEyes })
}

/** Whether a person may be given the step: holds its role for its place, and four-eyes allows it. */
export function mayHold(facts: DossierFacts, person: Actor, step: Step): boolean {
  if (step.role === null) return false
  return capacities(person, step.role, step.place, lineOf(facts, step.place))
    .some((one) => fourEyesHolds(facts.dossier, step, peopleOf(person, one)))
}

/** The doers of a step with the actor added, each once: what four-eyes will read. */
export function addDoer(doneBy: Dossier['doneBy'], step: string, actor: Actor, capacity: Capacity): Dossier['doneBy'] {
  return { ...doneBy, [step]: [...new Set([...(doneBy[step] ?? []), ...peopleOf(actor, capacity)])] }
}
