/** The beginning of a corrective action, for nonconformities or in the stead of one that is carried over; and what may be done with one now. */
import type { Id, LocalDate } from '../../schemas/common.ts'
import { type ActionDecision, type ActionEventType, type ActionFacts, actionEvents, type CorrectiveAction } from '../../schemas/corrective-action.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import type { Grade, NonconformitySource } from '../../schemas/nonconformity.ts'
import { localDateOf } from '../calendar/index.ts'
import { chainStart } from '../evidence/chain.ts'
import type { Capacity } from '../dossier/authority.ts'
import { mayAct } from './action-authority.ts'
import { recordAction, requirementOf } from './action-decide.ts'
import { actionMachine } from './action-life.ts'
import { type ActionLimit, actionDue } from './limits.ts'

/** What an action is proposed for. */
export interface Proposal {
  readonly id: Id; readonly tenantId: Id; readonly code: string; readonly unitId: Id; readonly summary: string
  readonly about: readonly { readonly id: Id; readonly source: NonconformitySource; readonly grade: Grade; readonly facts?: { readonly auditEndedOn?: LocalDate } }[]
  readonly previousId: Id | null
}
/** By whom, in which capacity, when; and the limits that the agency has of its own. */
export interface ProposedBy { readonly actor: Actor; readonly capacity: Capacity; readonly zone: string; readonly nowMs: number; readonly limits: readonly ActionLimit[] }

const gravest = (grades: readonly Grade[]): Grade => (['major', 'minor', 'observation'] as const).find((one) => grades.includes(one)) ?? 'minor'

/** A new action; the earliest of its limits is its day. What an audit found counts from the audit's last day, and is due today at the earliest. */
export function decidePropose({ about, ...what }: Proposal, { actor, capacity, zone, nowMs, limits }: ProposedBy): ActionDecision {
  const today = localDateOf(nowMs, zone)
  const dues = about.map(({ source, facts }) => ({ source, ...actionDue(source, facts?.auditEndedOn ?? today, limits) })).map((one) => (one.dueOn < today ? { ...one, dueOn: today } : one)).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const [due] = dues
  if (due === undefined) throw new Error('an action is about at least one nonconformity')
  const action: CorrectiveAction = {
    ...what, version: 0, state: 'proposed', round: 1, source: due.source, grade: gravest(about.map(({ grade }) => grade)), nonconformityIds: about.map(({ id }) => id),
    ownerId: null, dueOn: due.dueOn, dueGround: due.ground, analysis: null, correction: null, action: null, measure: null, baseline: null, planners: [], doers: [], verifiers: [],
    proposed: { accountId: actor.accountId, onBehalfOf: capacity.onBehalfOf, role: capacity.role, atMs: nowMs }, submitted: null, approved: null, finished: null, verified: null, ended: null,
    evidence: [], measurements: [], outcome: null, nextId: null, lastEventAtMs: nowMs, journalSeq: 0, journalHash: chainStart,
  }
  const kept = recordAction(action, { event: 'PROPOSE', atMs: nowMs, accountId: actor.accountId, capacity, more: { nonconformities: action.nonconformityIds, note: what.summary, dueOn: due.dueOn } })
  return { action: kept.action, entries: [kept.entry], effects: [{ kind: 'actionProposed', to: { agency: ['isoSecretary'], line: ['unitHead', 'oneStopHead'] } }] }
}

/** One event that the action takes. `refusal` null: this person may cause it now, with what `needs` asks for. */
export interface ActionOffer {
  readonly event: ActionEventType
  readonly needs: readonly ('reason' | 'owner' | 'due' | 'plan' | 'note' | 'window')[]
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null
}

const needs: Readonly<Partial<Record<ActionEventType, ActionOffer['needs']>>> = {
  ACCEPT: ['owner', 'due'], ASSIGN: ['owner', 'reason'], ANALYSE: ['plan', 'due'], RETURN: ['reason'], REPORT: ['note'], POSTPONE: ['due', 'reason'], VERIFY: ['note'], CLOSE: ['reason'],
  EXTEND: ['window'], REOPEN: ['reason'], CARRY_OVER: ['reason'], WITHDRAW: ['reason'],
}
/** In the order in which a page shows them: the ordinary way on first. */
const order: readonly ActionEventType[] = [
  'ACCEPT', 'ANALYSE', 'SUBMIT', 'APPROVE', 'REPORT', 'FINISH', 'VERIFY', 'CLOSE', 'EXTEND', 'REOPEN', 'RETURN', 'ASSIGN', 'POSTPONE', 'CARRY_OVER', 'WITHDRAW',
]

/** Every event that the action takes, each once; what a form asks for counts as given. */
export const actionOffers = (facts: ActionFacts): ActionOffer[] => {
  const open = new Set(actionMachine.eventsOf(facts.action.state))
  return order.filter((event) => actionEvents.includes(event) && open.has(event)).map((event): ActionOffer => {
    const may = mayAct(facts, event)
    const asked = { type: event, reason: '-', ownerId: '-', note: '-', dueOn: '-', windowTo: '-' }
    const refusal = may instanceof DomainError ? may : requirementOf(facts.action, asked)
    return { event, needs: needs[event] ?? [], refusal: refusal === null ? null : { code: refusal.code, details: refusal.details } }
  })
}
