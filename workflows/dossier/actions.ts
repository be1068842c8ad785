/** What this person may do with a dossier now, and for what they may not, why not. Lists show it; `decideAdvance` decides by the same rules. */
import type { Dossier, DossierFacts } from '../../schemas/dossier.ts'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import type { Bilingual } from '../../schemas/common.ts'
import type { Role } from '../../schemas/procedure.ts'
import { choiceOf, type Offer } from '../procedure/offers.ts'
import { offers } from '../procedure/run.ts'
import { machineEvent, missingPapers, requirement } from './advance.ts'
import { mayCause } from './authority.ts'
import type { Rules } from './lifecycle.ts'

/** One event that the present state offers. `refusal` null: this person may cause it now, with what `needs` asks for. */
export interface Action {
  readonly event: string
  readonly step: string
  /** What to send as `choice` to go this way; null when the way does not depend on one. */
  readonly choice: string | null
  readonly name: Bilingual | null
  readonly role: Role | null
  readonly branch: boolean
  readonly needs: readonly ('reason' | 'paper' | 'papers' | 'assigneeId' | 'newDueOn')[]
  /** Codes of the required papers that have to be handed in with it. */
  readonly missing: readonly string[]
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null
}

/** Every event that the present state can take, each once a step and choice, in document order; empty for a closed dossier. */
export function actionsOf(rules: Rules, facts: DossierFacts): Action[] {
  if (facts.dossier.done) return []
  const ways = new Map<string, Way>()
  for (const offer of offers(rules.compiled, facts.dossier.state)) {
    const key = JSON.stringify([offer.event, offer.step, choiceOf(offer)])
    // As the machine does: the first way that is open, and where none is, the first.
    const known = ways.get(key)
    if (known?.blocked === null) continue
    const way = wayOf(rules, facts.dossier, offer)
    if (known === undefined || way.blocked === null) ways.set(key, way)
  }
  return [...ways.values()].map((way) => actionOf(rules, facts, way))
}

/** One way that an event may go, and the condition of the machine that closes it. */
interface Way { readonly offer: Offer; readonly blocked: DomainError | null }

/** Reason, paper, papers and choice are counted as given: they are asked for, and no obstacle. */
function wayOf(rules: Rules, dossier: Dossier, offer: Offer): Way {
  const choice = choiceOf(offer)
  const given = { type: offer.event, step: offer.step, reason: '-', paper: { number: '-', on: '2000-01-01' }, ...(choice === null ? {} : { choice }) }
  const event = { ...machineEvent(rules.compiled.definition, dossier, given), papersComplete: true }
  return { offer, blocked: requirement(rules, dossier, offer, given, event) }
}

function actionOf(rules: Rules, facts: DossierFacts, { offer, blocked }: Way): Action {
  const missing = offer.guard?.type === 'papersComplete' ? missingPapers(rules.compiled.definition, facts.dossier.papers) : []
  const may = mayCause(facts, offer, rules.compiled.steps.get(offer.step)!)
  const refusal = may instanceof DomainError ? may : blocked
  return {
    event: offer.event, step: offer.step, choice: choiceOf(offer), name: offer.name, role: offer.role, branch: offer.branch,
    needs: needsOf(offer, missing), missing, refusal: refusal === null ? null : { code: refusal.code, details: refusal.details },
  }
}

function needsOf(offer: Offer, missing: readonly string[]): Action['needs'] {
  const named = new Set(offer.actions.map((action) => action.type))
  return [
    ...(offer.reason ? ['reason' as const] : []), ...(offer.paperRequired ? ['paper' as const] : []), ...(missing.length > 0 ? ['papers' as const] : []),
    ...(named.has('assign') ? ['assigneeId' as const] : []), ...(named.has('apologise') ? ['newDueOn' as const] : []),
  ]
}
