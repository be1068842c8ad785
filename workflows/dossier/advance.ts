/** Decides one event on one dossier: authority, then the machine, then the clock, then the journal. README, "One transition". */
import type { AdvanceDossier, Decision, Dossier, DossierFacts, ReceivedPaper } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { startOfDateMs, workingDaysUsed } from '../calendar/index.ts'
import type { Step } from '../procedure/compile.ts'
import { refusedBy, type Offer } from '../procedure/offers.ts'
import type { MachineEvent } from '../procedure/registry.ts'
import { activeOf, advance as advanceMachine, offers as offersOf, type Move } from '../procedure/run.ts'
import { isWithoutCode } from './code.ts'
import { addDoer, isHandling, mayCause, mayHold, type Capacity } from './authority.ts'
import { effectsOf } from './effects.ts'
import { record, type Happening } from './entry.ts'
import { holdingsAfter } from './holdings.ts'
import { afterMove, type Rules } from './lifecycle.ts'
import { assigneeMissing, choicesOf, refuseIdle, stepMissing } from './request.ts'

/** One request to move a dossier, with what a rule cannot know by itself: the time, a fresh nonce, and the code if one is allotted now. */
export interface AdvanceInput {
  readonly event: AdvanceDossier
  readonly nowMs: number
  readonly nonce: string
  /** The code allotted in this transaction; needed by the event that accepts a dossier filed online, and taken by no other. */
  readonly code?: string
  /** Personal texts that the caller gives beside the reason (a filing's applicant and subject). */
  readonly personal?: Readonly<Record<string, string>>
}

/**
 * What follows from the event. Pure: the same facts, event and time give the same decision.
 * @throws DomainError dossier-closed | event-not-allowed | role-not-granted | held-by-another | four-eyes | reason-required |
 * guard-refused | papers-incomplete | apology-already-issued | new-due-not-later | assignee-not-eligible | calendar-not-covered |
 * invalid-request (the step must be named, or a member would have no effect). Every one says what would be allowed.
 */
export function decideAdvance(rules: Rules, facts: DossierFacts, input: AdvanceInput): Decision {
  const { dossier } = facts
  const atMs = Math.max(input.nowMs, dossier.lastEventAtMs)
  const event = machineEvent(rules.compiled.definition, dossier, input.event)
  const { offer, step } = chooseOffer(rules, dossier, event)
  const capacity = mayCause(facts, offer, step)
  if (capacity instanceof DomainError) throw capacity
  const refusal = requirement(rules, dossier, offer, input.event, event)
  if (refusal !== null) throw refusal
  const move = advanceMachine(rules.compiled, dossier.state, { ...event, step: offer.step })
  if (move === null) throw new Error(`an offer that is open did not move: ${offer.event} at ${offer.step}`)
  refuseIdle(rules, dossier, { request: input.event, event, offer, move })
  const held = withHoldings(rules, facts, { move, offer, step, capacity, input, atMs })
  return write(rules, facts, { before: dossier, after: held, move, offer, capacity, input, atMs })
}

/** The event as guards see it: facts about papers, reason and apologies, no person and no clock. */
export function machineEvent(definition: ProcedureDefinition, dossier: Dossier, event: AdvanceDossier): MachineEvent {
  return {
    type: event.type,
    ...(event.step === undefined ? {} : { step: event.step }),
    ...(event.choice === undefined ? {} : { choice: event.choice }),
    papersComplete: missingPapers(definition, mergePapers(dossier.papers, event.papers ?? [])).length === 0,
    reasonGiven: event.reason !== undefined,
    paperGiven: event.paper !== undefined,
    apologies: dossier.clock.apologies,
  }
}

/** Codes of required papers that are not there in the number asked for; a procedure without a list misses none. */
export const missingPapers = (definition: ProcedureDefinition, papers: readonly ReceivedPaper[]): string[] =>
  definition.requiredPapers
    .filter((wanted) => wanted.required)
    .filter((wanted) => {
      const got = papers.find((paper) => paper.code === wanted.code)
      return got === undefined || got.originals < wanted.originals || got.originals + got.copies < wanted.originals + wanted.copies
    })
    .map((wanted) => wanted.code)

/** Papers handed in so far and now, the later statement of one code standing. */
const mergePapers = (before: readonly ReceivedPaper[], now: readonly ReceivedPaper[]): ReceivedPaper[] =>
  [...new Map([...before, ...now].map((paper) => [paper.code, paper])).values()]

function chooseOffer(rules: Rules, dossier: Dossier, event: MachineEvent): { offer: Offer; step: Step } {
  if (dossier.done) throw new DomainError('dossier-closed', { event: event.type, dossierStatus: dossier.status })
  const all = offersOf(rules.compiled, dossier.state)
  const fitting = all.filter((offer) => offer.event === event.type && (event.step === undefined || offer.step === event.step))
  if (fitting.length === 0) {
    throw new DomainError('event-not-allowed', { event: event.type, steps: dossier.steps.map((one) => one.step), allowed: [...new Set(all.map((offer) => offer.event))] })
  }
  if (new Set(fitting.map((offer) => offer.step)).size > 1) {
    throw stepMissing([...new Set(fitting.map((offer) => offer.step))])
  }
  const facts = { counters: dossier.state.counters, active: activeOf(rules.compiled, dossier.state), event }
  const offer = fitting.find((one) => refusedBy(one, facts) === null) ?? fitting[0]!
  return { offer, step: rules.compiled.steps.get(offer.step)! }
}

/** What the offer still asks for: a condition that its guard refuses, or a reason. Null when it may go ahead. */
export function requirement(rules: Rules, dossier: Dossier, offer: Offer, given: AdvanceDossier, event: MachineEvent): DomainError | null {
  const about = { event: offer.event, step: offer.step }
  const guard = refusedBy(offer, { counters: dossier.state.counters, active: activeOf(rules.compiled, dossier.state), event })
  if (guard === 'papersComplete') {
    return new DomainError('papers-incomplete', { ...about, missing: missingPapers(rules.compiled.definition, mergePapers(dossier.papers, given.papers ?? [])) })
  }
  if (guard === 'noApologyYet') return new DomainError('apology-already-issued', about)
  if (guard === 'paperGiven') return new DomainError('paper-required', about)
  if (guard === 'reasonGiven' || (offer.reason && given.reason === undefined)) return new DomainError('reason-required', about)
  if (guard === 'choice') return new DomainError('guard-refused', { ...about, guard: offer.guard, choices: choicesOf(rules, dossier, offer) })
  return guard === null ? null : new DomainError('guard-refused', { ...about, guard: offer.guard })
}

interface Moved {
  readonly move: Move
  readonly offer: Offer
  readonly step: Step
  readonly capacity: Capacity
  readonly input: AdvanceInput
  readonly atMs: number
}

function withHoldings(rules: Rules, facts: DossierFacts, moved: Moved): Dossier {
  const { dossier } = facts
  const { move, offer, step, capacity, input, atMs } = moved
  const assigneeId = move.effects.some((effect) => effect.type === 'assign') ? eligible(rules, facts, moved) : null
  const after = afterMove(rules, dossier, move, { atMs, newDueOn: input.event.newDueOn ?? null })
  const hand = { atMs, step: offer.step, assigneeId, actorId: facts.actor.accountId }
  const ownWork = offer.role === step.role && !isHandling(offer.event) && !move.active.includes(offer.step)
  return {
    ...after, ...holdingsAfter(rules, dossier, move, hand),
    papers: mergePapers(dossier.papers, input.event.papers ?? []),
    doneBy: ownWork ? addDoer(dossier.doneBy, offer.step, facts.actor, capacity) : dossier.doneBy,
    code: dossier.code ?? (isWithoutCode(after.status) ? null : input.code ?? null),
  }
}

/** The assignee of the request: must hold the role of every step that is assigned. @throws DomainError assignee-not-eligible, invalid-request. */
function eligible(rules: Rules, facts: DossierFacts, { move, offer, input }: Moved): string {
  const { assignee } = facts
  if (input.event.assigneeId === undefined) throw assigneeMissing()
  const targets = move.entered.length > 0 ? move.entered.filter((path) => move.active.includes(path)) : [offer.step]
  const fits = assignee !== null && targets.every((path) => mayHold(facts, assignee, rules.compiled.steps.get(path)!))
  if (!fits) throw new DomainError('assignee-not-eligible', { steps: targets, assigneeId: input.event.assigneeId })
  return input.event.assigneeId
}

interface Written {
  readonly before: Dossier
  readonly after: Dossier
  readonly move: Move
  readonly offer: Offer
  readonly capacity: Capacity
  readonly input: AdvanceInput
  readonly atMs: number
}

function write(rules: Rules, facts: DossierFacts, { before, after, move, offer, capacity, input, atMs }: Written): Decision {
  const form = formOf(rules, offer, move)
  const what: Happening = {
    event: offer.event, step: offer.step, atMs, recordedAtMs: atMs, accountId: facts.actor.accountId, capacity,
    paper: input.event.paper, form, nonce: input.nonce, deviation: lateSupplement(rules, before, offer, atMs),
    personal: { ...input.personal, ...(input.event.reason === undefined ? {} : { reason: input.event.reason }) },
  }
  const { dossier, entry, personal } = record(after, what)
  return { dossier, entries: [entry], personal, effects: effectsOf({ event: offer.event, before, after: dossier, move, form, actorId: facts.actor.accountId, capacity }) }
}

/** The form that the event issues: named by the transition, by an action, or by the step that is entered. */
function formOf(rules: Rules, offer: Offer, move: Move): string | null {
  const issued = move.effects.find((effect) => effect.type === 'issueForm')?.params['form']
  const entered = move.entered.map((path) => rules.compiled.steps.get(path)?.paper ?? null).find((paper) => paper !== null)
  return offer.paper ?? (typeof issued === 'string' ? issued : entered ?? null)
}

/**
 * A supplement asked for later than the law allows is kept as a deviation, and not refused. The days are counted from receipt, or from the
 * supply after which the limit began anew; on a day off both count as the next working day, as they do for the limit. Source: NĐ 61/2018/NĐ-CP art. 19.4 (3 working days).
 */
function lateSupplement(rules: Rules, before: Dossier, offer: Offer, atMs: number): Happening['deviation'] {
  const days = rules.compiled.definition.supplementNoticeDays
  if (offer.event !== 'REQUEST_SUPPLEMENT' || days === undefined || before.clock.startedAtMs === null) return undefined
  const { coversTo, zone } = rules.calendar.calendar
  const untilMs = rules.leaveOpen === true ? Math.min(atMs, startOfDateMs(coversTo, zone)) : atMs
  return workingDaysUsed(rules.calendar, before.clock.startedAtMs, untilMs) > days ? { rule: 'supplement-notice-late', allowed: [] } : undefined
}
