/** What this person may do with a dossier now, and for what they may not, why not. Lists show it; `decideAdvance` decides by the same rules. */
import type { DossierFacts } from '../../schemas/dossier.ts'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import type { Bilingual } from '../../schemas/common.ts'
import type { Role } from '../../schemas/procedure.ts'
import type { Offer } from '../procedure/offers.ts'
import { offers } from '../procedure/run.ts'
import { machineEvent, requirement } from './advance.ts'
import { mayCause } from './authority.ts'
import type { Rules } from './lifecycle.ts'

/** One event that the present state offers. `refusal` null: this person may cause it now (a reason, paper or assignee may still be asked for in `needs`). */
export interface Action {
  readonly event: string
  readonly step: string
  readonly name: Bilingual | null
  readonly role: Role | null
  readonly branch: boolean
  readonly needs: readonly ('reason' | 'paper' | 'assigneeId' | 'newDueOn')[]
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null
}

/** Every event that the present state can take, each once a step, in document order; empty for a closed dossier. */
export function actionsOf(rules: Rules, facts: DossierFacts): Action[] {
  const { dossier } = facts
  if (dossier.done) return []
  const found = new Map<string, Action>()
  for (const action of offers(rules.compiled, dossier.state).map((offer) => actionOf(rules, facts, offer))) {
    const key = `${action.step} ${action.event}`
    // Two transitions for one event at one step: the one that is open stands for both.
    if (!found.has(key) || (found.get(key)?.refusal !== null && action.refusal === null)) found.set(key, action)
  }
  return [...found.values()]
}

function actionOf(rules: Rules, facts: DossierFacts, offer: Offer): Action {
  const { dossier } = facts
  const may = mayCause(facts, offer, rules.compiled.steps.get(offer.step)!)
  // Reason and paper are counted as given: they are asked for, and no obstacle.
  const given = { type: offer.event, step: offer.step, reason: '-', paper: { number: '-', on: '2000-01-01' } }
  const missing = requirement(rules, dossier, offer, given, machineEvent(rules.compiled.definition, dossier, given))
  const refusal = may instanceof DomainError ? may : missing
  return {
    event: offer.event, step: offer.step, name: offer.name, role: offer.role, branch: offer.branch, needs: needsOf(offer),
    refusal: refusal === null ? null : { code: refusal.code, details: refusal.details },
  }
}

function needsOf(offer: Offer): Action['needs'] {
  const named = offer.actions.map((action) => action.type)
  return [
    ...(offer.reason ? ['reason' as const] : []), ...(offer.paperRequired ? ['paper' as const] : []),
    ...(named.includes('assign') ? ['assigneeId' as const] : []), ...(named.includes('apologise') ? ['newDueOn' as const] : []),
  ]
}
