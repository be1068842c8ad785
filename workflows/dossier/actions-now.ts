/** What a person may do with a dossier now, what the request must bring, and for the rest why not. */
import type { AdvanceDossier, DossierFacts } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Step } from '../procedure/compile.ts'
import type { Offer } from '../procedure/offers.ts'
import type { MachineEvent } from '../procedure/registry.ts'
import { offers as offersOf } from '../procedure/run.ts'
import { machineEvent, requirement } from './advance.ts'
import { mayCause } from './authority.ts'
import type { Rules } from './lifecycle.ts'

/** Members of the request body that an event asks for. */
export type Need = 'reason' | 'paper' | 'papers' | 'assigneeId' | 'newDueOn' | 'choice'

/** One event that an active step offers. `refusal` null: this person may cause it now, with what `needs` names. */
export interface ActionNow {
  readonly offer: Offer
  readonly step: Step
  readonly needs: readonly Need[]
  /** The choice that the request must name; null when none is asked for. */
  readonly choice: string | null
  readonly refusal: DomainError | null
}

const choiceOf = (offer: Offer): string | null => {
  const is = offer.guard?.type === 'choice' ? offer.guard.params['is'] : null
  return typeof is === 'string' ? is : null
}

const needsOf = (offer: Offer, papersComplete: boolean): Need[] => {
  const named = new Set(offer.actions.map((action) => action.type))
  return [
    ...(offer.reason ? ['reason' as const] : []),
    ...(offer.paperRequired ? ['paper' as const] : []),
    ...(offer.guard?.type === 'papersComplete' && !papersComplete ? ['papers' as const] : []),
    ...(named.has('assign') ? ['assigneeId' as const] : []),
    ...(named.has('apologise') ? ['newDueOn' as const] : []),
    ...(choiceOf(offer) === null ? [] : ['choice' as const]),
  ]
}

/** The request with everything in it that a person can bring; what is refused even so is refused by the state of things. */
const complete = (bare: MachineEvent, offer: Offer): MachineEvent => {
  const choice = choiceOf(offer)
  return { ...bare, papersComplete: true, reasonGiven: true, paperGiven: true, ...(choice === null ? {} : { choice }) }
}

/** Every event that the active steps offer, in their order; empty when the dossier is closed. */
export const actionsNow = (rules: Rules, facts: DossierFacts): ActionNow[] => {
  const { dossier } = facts
  if (dossier.done) return []
  return offersOf(rules.compiled, dossier.state).flatMap((offer) => {
    const step = rules.compiled.steps.get(offer.step)
    return step === undefined ? [] : [judge(rules, facts, offer, step)]
  })
}

const judge = (rules: Rules, facts: DossierFacts, offer: Offer, step: Step): ActionNow => {
  const { dossier } = facts
  const bare = machineEvent(rules.compiled.definition, dossier, { type: offer.event, step: offer.step })
  const given: AdvanceDossier = { type: offer.event, step: offer.step, reason: '.' }
  const capacity = mayCause(facts, offer, step)
  const refusal = capacity instanceof DomainError ? capacity : requirement(rules, dossier, offer, given, complete(bare, offer))
  return { offer, step, needs: needsOf(offer, bare.papersComplete), choice: choiceOf(offer), refusal }
}
