/** Drives one dossier of the sample through the real rules, from receipt to where its story or the present leaves it. */
import type { Id } from '../../schemas/common.ts'
import type { Actor, AdvanceDossier, ChainedEntry, Decision, Dossier, PersonalField, ReceiveDossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { dueDateOf, elapsedWorkingMs, localDateOf, workingMsOn, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { decideAdvance } from '../../workflows/dossier/advance.ts'
import { capacities } from '../../workflows/dossier/authority.ts'
import type { Rules } from '../../workflows/dossier/lifecycle.ts'
import { decideReceive } from '../../workflows/dossier/receive.ts'
import { choiceOf } from '../../workflows/procedure/offers.ts'
import { atWorkOn, type Crew } from './crew.ts'
import { factsOf, newDueOn, nextOf, type Next } from './next.ts'
import type { Errand } from './plan.ts'
import type { Random } from './random.ts'
import type { Detour } from './story.ts'
import { laterBy } from './times.ts'
import { paperNumberOf, reasonOf } from './words.ts'

/** What all dossiers of the sample share. Nothing happens after `endMs`. */
export interface Stage {
  readonly random: Random
  readonly calendar: PreparedCalendar
  readonly crew: Crew
  readonly endMs: number
  readonly nonce: () => string
}

/** A dossier on its way. `decisions` are what the rules decided, one an event. */
export interface Life {
  readonly errand: Errand
  readonly request: ReceiveDossier
  dossier: Dossier
  readonly decisions: Decision[]
  readonly pending: Detour[]
  readonly visits: Set<string>
  pace: number
  delayMinutes: number
  /** Due within hours: nobody lets it lie. */
  hurried: boolean
}

/** Where a dossier begins, and the code that it gets if it is accepted. */
export interface Birth { readonly id: Id; readonly code: string; readonly receivingUnitId: Id; readonly responsibleUnitId: Id }

/** More events than any story has: a fault would otherwise go round for ever. */
const eventsMax = 80

/** The whole life of an errand as the rules decided it; null when the calendar does not reach far enough to receive it. */
export const live = (stage: Stage, errand: Errand, request: ReceiveDossier, birth: Birth): Life | null => {
  const life = unlessUncovered(() => begin(stage, errand, request, birth))
  if (life === null) return null
  unlessUncovered(() => goOn(stage, life, birth))
  return life
}

const unlessUncovered = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return null
    throw error
  }
}

const rulesOf = (stage: Stage, errand: Errand): Rules => ({ compiled: errand.procedure.compiled, calendar: stage.calendar })

const begin = (stage: Stage, errand: Errand, request: ReceiveDossier, birth: Birth): Life => {
  const { definition, hash } = errand.procedure
  const lines = { receivingLine: stage.crew.lines.get(birth.receivingUnitId) ?? [], responsibleLine: stage.crew.lines.get(birth.responsibleUnitId) ?? [] }
  const made = { id: birth.id, tenantId: stage.crew.tenantId, procedureHash: hash, receivingUnitId: birth.receivingUnitId, responsibleUnitId: birth.responsibleUnitId }
  const code = definition.kind === 'tthc' && !request.accept ? null : birth.code
  const decide = (actor: Actor) => decideReceive(rulesOf(stage, errand), made, { actor, ...lines }, { request, nowMs: errand.submittedAtMs, nonce: stage.nonce(), code })
  const decision = decide(beginner(stage, errand, lines))
  const { story } = errand
  return {
    errand, request, dossier: decision.dossier, decisions: [decision], pending: [...story.detours], visits: new Set(),
    pace: story.pace, delayMinutes: story.delayMinutes, hurried: false,
  }
}

/** Somebody at work who may do the first step. */
const beginner = (stage: Stage, { procedure: { compiled }, submittedAtMs }: Errand, lines: { receivingLine: readonly Id[]; responsibleLine: readonly Id[] }): Actor => {
  const first = [...compiled.steps.values()][0]!
  const line = first.place === 'receiving' ? lines.receivingLine : lines.responsibleLine
  const able = atWorkOn(stage.crew, localDateOf(submittedAtMs, stage.calendar.calendar.zone))
    .filter((actor) => capacities(actor, first.role!, first.place, line).some(({ onBehalfOf }) => onBehalfOf === null))
  return stage.random.pick(able)
}

const goOn = (stage: Stage, life: Life, { code }: Birth): void => {
  if (life.dossier.status === 1 && !decideFiling(stage, life, code)) return
  hurry(stage, life)
  while (!life.dossier.done && life.decisions.length < eventsMax) {
    const next = nextOf(stage, life)
    if (next === null || next.atMs > stage.endMs) return
    happen(stage, life, next, {})
  }
}

/** The desk looks at what was filed online; false when it has not yet, or turned it away. */
const decideFiling = (stage: Stage, life: Life, code: string): boolean => {
  const { errand } = life
  if (errand.decidedAtMs > stage.endMs || errand.story.hold?.status === 1) return false
  if (errand.turnedAway) {
    deskDoes(stage, life, 'REFUSE', errand.decidedAtMs, {})
    return false
  }
  if (stage.random.chance(0.05)) deskDoes(stage, life, 'REQUEST_COMPLETION', laterBy(stage.calendar, errand.submittedAtMs, 1), {})
  deskDoes(stage, life, 'ACCEPT', errand.decidedAtMs, { code })
  return true
}

const deskDoes = (stage: Stage, life: Life, event: string, atMs: number, more: { code?: string }): void => {
  const { compiled } = life.errand.procedure
  const step = compiled.steps.get(life.dossier.steps[0]!.step)!
  const offer = compiled.offersByStep.get(step.path)!.find((one) => one.event === event)!
  const desk = atWorkOn(stage.crew, localDateOf(atMs, stage.calendar.calendar.zone))
    .filter((actor) => capacities(actor, 'receptionist', 'receiving', stage.crew.lines.get(life.dossier.receivingUnitId) ?? []).some(({ onBehalfOf }) => onBehalfOf === null))
  happen(stage, life, { offer, step, atMs, actor: stage.random.pick(desk) }, more)
}

/** Share of the time left that the steps take together when a dossier is due within the day. */
const hurriedPace = 0.45

/** What is due within the day is done before the day is over, unless its story delays it. */
const hurry = ({ calendar }: Stage, life: Life): void => {
  const { clock, receivedAtMs } = life.dossier
  if (clock.unit !== 'sameDay' || clock.dueAtMs === null || receivedAtMs === null) return
  life.hurried = true
  life.pace = Math.min(life.pace, (elapsedWorkingMs(calendar, receivedAtMs, clock.dueAtMs) / workingMsOn(calendar, dueDateOf(calendar, clock.dueAtMs))) * hurriedPace)
}

const happen = (stage: Stage, life: Life, { offer, atMs, actor }: Next, more: { code?: string }): void => {
  const event = bodyOf(stage, life, { offer, atMs })
  const named = offer.actions.some(({ type }) => type === 'assign')
  for (const assignee of named ? assignees(stage, life, atMs) : [null]) {
    const body = assignee === null ? event : { ...event, assigneeId: assignee.accountId }
    const decision = unlessNotEligible(() => decideAdvance(rulesOf(stage, life.errand), factsOf(stage, life, actor, assignee), { event: body, nowMs: atMs, nonce: stage.nonce(), ...more }))
    if (decision === null) continue
    life.decisions.push(decision)
    life.dossier = decision.dossier
    return
  }
  throw new Error(`nobody in the sample can be given ${offer.step} of ${life.dossier.procedureCode}`)
}

const unlessNotEligible = (work: () => Decision): Decision | null => {
  try {
    return work()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'assignee-not-eligible') return null
    throw error
  }
}

/** Specialists of the responsible unit in their own right first, in random order. */
const assignees = ({ random, crew, calendar }: Stage, { dossier }: Life, atMs: number): Actor[] => {
  const line = crew.lines.get(dossier.responsibleUnitId) ?? []
  const rank = (actor: Actor): number => {
    const held = capacities(actor, 'specialist', 'responsible', line)
    return held.some(({ onBehalfOf }) => onBehalfOf === null) ? random.next() : held.length > 0 ? 1 + random.next() : 2 + random.next()
  }
  return atWorkOn(crew, localDateOf(atMs, calendar.calendar.zone)).map((actor) => ({ actor, rank: rank(actor) })).sort((a, b) => a.rank - b.rank).map(({ actor }) => actor)
}

const bodyOf = (stage: Stage, life: Life, { offer, atMs }: Pick<Next, 'offer' | 'atMs'>): AdvanceDossier => {
  const { random, calendar } = stage
  const choice = choiceOf(offer)
  const due = offer.actions.some(({ type }) => type === 'apologise') ? newDueOn(stage, life) : null
  const papered = offer.paperRequired || (offer.paper !== null && offer.event !== 'ACCEPT')
  return {
    type: offer.event, step: offer.step,
    ...(offer.reason ? { reason: reasonOf(random, offer.event) } : {}),
    ...(papered ? { paper: { number: paperNumberOf(random), on: localDateOf(atMs, calendar.calendar.zone) } } : {}),
    ...(choice === null ? {} : { choice }), ...(due === null ? {} : { newDueOn: due }),
  }
}

/** All that was decided on a dossier as one decision, to be kept at once. */
export const wholeOf = ({ dossier, decisions }: Life): Decision => ({
  dossier, effects: [],
  entries: decisions.flatMap((one): readonly ChainedEntry[] => one.entries), personal: decisions.flatMap((one): readonly PersonalField[] => one.personal),
})
