/** Decides one event on one corrective action: the machine, authority, what follows, the journal. Pure. */
import type { Id, LocalDate } from '../../schemas/common.ts'
import type {
  ActionDecision, ActionEffect, ActionEntry, ActionFacts, AdvanceAction, ChainedActionEntry, CorrectiveAction, Counted, JournaledActionEvent, Measurement,
} from '../../schemas/corrective-action.ts'
import type { DocumentFile, Signature } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { formatInstant, localDateOf } from '../calendar/index.ts'
import { peopleOf } from '../document/authority.ts'
import type { Capacity } from '../dossier/authority.ts'
import { chain } from '../evidence/chain.ts'
import { mayAct, mayOwn } from './action-authority.ts'
import { type ActionGuard, type ActionGuardFacts, actionMachine } from './action-life.ts'
import { judge } from './effect.ts'

/** An event of whatever address, with what a rule cannot make by itself. */
export interface ActionInput extends Omit<AdvanceAction, 'type'> {
  readonly type: Exclude<JournaledActionEvent, 'PROPOSE' | 'MEASURE'>
  readonly file?: DocumentFile
  /** What the figure of `measure` was in its baseline, counted by the service. */
  readonly baseline?: Counted
  /** CARRY_OVER: the id of the action that goes on. */
  readonly nextId?: Id
}

/** Parts that a plan must have: an owner, a day, the causes, what is mended, what is done about the cause, and the figure that will show it. */
const missingOf = ({ ownerId, dueOn, analysis, correction, action, measure, baseline }: CorrectiveAction): string[] =>
  Object.entries({ ownerId, dueOn, analysis, correction, action, measure, baseline }).filter(([, value]) => value === null).map(([name]) => name)

const lastOf = ({ measurements, measure }: CorrectiveAction): Measurement | null => measurements.findLast(({ windowTo }) => windowTo === measure?.windowTo) ?? null

const guardFacts = (action: CorrectiveAction, input: Partial<ActionInput>): ActionGuardFacts => ({
  reasonGiven: input.reason !== undefined, ownerGiven: input.ownerId !== undefined, missing: missingOf(action), evidenceGiven: action.evidence.length > 0, noteGiven: input.note !== undefined,
  dueGiven: input.dueOn !== undefined, windowGiven: input.windowTo !== undefined, measured: lastOf(action) !== null, verdict: lastOf(action)?.verdict ?? null,
})

const refusals: Readonly<Record<ActionGuard, (action: CorrectiveAction) => DomainError>> = {
  reasonGiven: () => new DomainError('reason-required'),
  ownerGiven: () => new DomainError('plan-incomplete', { missing: ['ownerId'] }),
  complete: (action) => new DomainError('plan-incomplete', { missing: missingOf(action) }),
  evidenceGiven: () => new DomainError('evidence-missing', { allowed: ['REPORT', 'ATTACH'] }),
  noteGiven: () => new DomainError('plan-incomplete', { missing: ['note'] }),
  dueGiven: () => new DomainError('plan-incomplete', { missing: ['dueOn'] }),
  windowGiven: () => new DomainError('plan-incomplete', { missing: ['windowTo'] }),
  measured: ({ measure }) => new DomainError('not-measured-yet', { windowTo: measure?.windowTo }),
  notFailed: () => new DomainError('not-effective', { allowed: ['REOPEN', 'CARRY_OVER'] }),
  provenOrReason: () => new DomainError('reason-required'),
  undecided: (action) => (lastOf(action)?.verdict === 'effective' ? new DomainError('event-not-allowed', { event: 'EXTEND', allowed: ['CLOSE'] }) : new DomainError('not-effective', { allowed: ['REOPEN', 'CARRY_OVER'] })),
}

/** What the event still asks for; null when it may go ahead. @throws DomainError event-not-allowed when the state does not take it */
export function requirementOf(action: CorrectiveAction, input: Partial<ActionInput> & { readonly type: string }): DomainError | null {
  const allowed = actionMachine.eventsOf(action.state).filter((event) => event !== 'MEASURE')
  if (!allowed.includes(input.type)) return new DomainError('event-not-allowed', { event: input.type, state: action.state, allowed })
  const guard = actionMachine.refusedBy(action.state, input.type, guardFacts(action, input))
  return guard === null ? null : refusals[guard](action)
}

const fault = (at: string, message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at, rule: 'range', message, messageEn }] })

/** Days of a plan that cannot be: a baseline that is not over, a window that does not come after the work or has begun, an end before the beginning. */
const checkDays = ({ dueOn: known }: CorrectiveAction, { measure, dueOn = known ?? undefined, windowTo }: ActionInput, today: LocalDate): void => {
  if (windowTo !== undefined && windowTo <= today) throw fault('/windowTo', 'phải sau hôm nay', 'must be after today')
  if (measure === undefined) return
  if (measure.baselineFrom > measure.baselineTo || measure.baselineTo > today) throw fault('/measure/baselineTo', 'kỳ so sánh phải đã qua', 'the baseline must be over')
  if (measure.windowFrom <= today || (dueOn !== undefined && measure.windowFrom < dueOn)) throw fault('/measure/windowFrom', 'kỳ đo phải bắt đầu sau hôm nay và từ hạn hoàn thành trở đi', 'the window must begin after today, and not before the work is due')
  if (measure.windowTo <= measure.windowFrom) throw fault('/measure/windowTo', 'phải sau ngày bắt đầu kỳ đo', 'must be after the first day of the window')
}

/** One allowed event on its way into the action. */
interface Change { readonly action: CorrectiveAction; readonly input: ActionInput; readonly people: readonly Id[]; readonly sign: Signature }

const added = (known: readonly Id[], people: readonly Id[]): Id[] => [...new Set([...known, ...people])]
const given = <T extends object>(members: T): Partial<T> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>

/** Others approve, verify or measure it. */
const judged: ReadonlySet<CorrectiveAction['state']> = new Set(['awaitingApproval', 'verifying', 'measuring'])

const applied: Readonly<Record<ActionInput['type'], (change: Change) => Partial<CorrectiveAction>>> = {
  ACCEPT: ({ input }) => ({ ownerId: input.ownerId!, ...given({ dueOn: input.dueOn }) }),
  // Whoever owned what others look at answers for it as if they had planned it: giving it away frees nobody to approve or verify it.
  ASSIGN: ({ action, input }) => ({ ownerId: input.ownerId!, ...(judged.has(action.state) && action.ownerId !== null ? { planners: added(action.planners, [action.ownerId]) } : {}) }),
  ANALYSE: ({ action, input, people }) => ({
    ...given({ analysis: input.analysis, correction: input.correction, action: input.action, measure: input.measure, baseline: input.baseline, dueOn: input.dueOn }), planners: added(action.planners, people),
  }),
  SUBMIT: ({ action, people, sign }) => ({ submitted: sign, planners: added(action.planners, people) }),
  APPROVE: ({ sign }) => ({ approved: sign }),
  RETURN: ({ action, people }) => (action.state === 'verifying' ? { finished: null, verifiers: added(action.verifiers, people) } : { submitted: null }),
  REPORT: ({ action, input, people, sign }) => ({ doers: added(action.doers, people), evidence: [...action.evidence, { atMs: sign.atMs, accountId: sign.accountId, note: input.note!, file: null }] }),
  ATTACH: ({ action, input, people, sign }) => ({ doers: added(action.doers, people), evidence: [...action.evidence, { atMs: sign.atMs, accountId: sign.accountId, note: input.note ?? null, file: input.file! }] }),
  POSTPONE: ({ input }) => ({ dueOn: input.dueOn! }),
  FINISH: ({ action, people, sign }) => ({ finished: sign, doers: added(action.doers, people) }),
  VERIFY: ({ action, people, sign }) => ({ verified: sign, verifiers: added(action.verifiers, people) }),
  CLOSE: ({ action, people, sign }) => ({ ended: sign, verifiers: added(action.verifiers, people), outcome: lastOf(action)?.verdict === 'effective' ? 'effective' : 'unproven' }),
  EXTEND: ({ action, input, people }) => ({ measure: { ...action.measure!, windowTo: input.windowTo! }, verifiers: added(action.verifiers, people) }),
  // A new round plans anew: its figure, target and window are named again before the work begins.
  REOPEN: ({ action, people }) => ({
    round: action.round + 1, verifiers: added(action.verifiers, people), submitted: null, approved: null, finished: null, verified: null, measure: null, baseline: null, dueOn: null, dueGround: null, evidence: [], measurements: [],
  }),
  CARRY_OVER: ({ action, input, people, sign }) => ({ ended: sign, verifiers: added(action.verifiers, people), nextId: input.nextId ?? null }),
  WITHDRAW: ({ sign }) => ({ ended: sign }),
}

const effectsOf = ({ type }: ActionInput, { ownerId, planners, doers, state }: CorrectiveAction): ActionEffect[] => {
  const owner = { accounts: ownerId === null ? [] : [ownerId] }
  const verifying = { agency: ['isoSecretary', 'qualityManager'] as const, line: [] }
  switch (type) {
    case 'ACCEPT': case 'ASSIGN': return [{ kind: 'actionGiven', to: owner }]
    case 'SUBMIT': return [{ kind: 'actionToApprove', to: { agency: ['qualityManager'], line: ['unitHead', 'oneStopHead'] } }]
    case 'APPROVE': return [{ kind: 'actionApproved', to: owner }]
    case 'RETURN': return [{ kind: 'actionReturned', to: { accounts: added(planners, state === 'doing' ? doers : []) } }]
    case 'FINISH': return [{ kind: 'actionToVerify', to: verifying }]
    case 'CLOSE': return [{ kind: 'actionClosed', to: owner }]
    case 'REOPEN': return [{ kind: 'actionReopened', to: owner }]
    default: return []
  }
}

/** What is written down of an event. */
interface Happening { readonly event: JournaledActionEvent; readonly atMs: number; readonly accountId: Id | null; readonly capacity: Capacity | null; readonly more: Partial<ActionEntry> }

/** The action with one more entry chained to its journal, and the entry. */
export function recordAction(after: CorrectiveAction, { event, atMs, accountId, capacity, more }: Happening): { action: CorrectiveAction; entry: ChainedActionEntry } {
  const seq = after.journalSeq + 1
  const entry = chain<ActionEntry>({
    ...given(more), v: 1, tenant: after.tenantId, action: after.id, seq, prev: after.journalHash, at: formatInstant(atMs, 'UTC'), event,
    actor: { account: accountId, onBehalfOf: capacity?.onBehalfOf ?? null, role: capacity?.role ?? null, unit: capacity?.unitId ?? null }, code: after.code, state: after.state, round: after.round,
  })
  return { action: { ...after, version: after.version + 1, lastEventAtMs: atMs, journalSeq: seq, journalHash: entry.hash }, entry }
}

/** What an event takes beside words: anything else in a request changes nothing, and is not written down as if it had. */
const taken: Readonly<Partial<Record<ActionInput['type'], readonly (keyof ActionInput)[]>>> = {
  ACCEPT: ['ownerId', 'dueOn'], ASSIGN: ['ownerId'], ANALYSE: ['analysis', 'correction', 'action', 'measure', 'baseline', 'dueOn'], ATTACH: ['file'], POSTPONE: ['dueOn'], EXTEND: ['windowTo'], CARRY_OVER: ['nextId'],
}

const moreOf = (input: ActionInput, after: CorrectiveAction): Partial<ActionEntry> => {
  const members: readonly string[] = ['reason', 'note', ...taken[input.type] ?? []]
  const { reason, ownerId, dueOn, analysis, correction, action, measure, baseline, note, windowTo, file, nextId } = Object.fromEntries(Object.entries(input).filter(([name]) => members.includes(name))) as Partial<ActionInput>
  const outcome = input.type === 'CLOSE' && after.outcome !== null ? { outcome: after.outcome } : {}
  return { reason, owner: ownerId, dueOn, analysis, correction, correctiveAction: action, measure, baseline, note, windowTo, file: file?.sha256, next: nextId, ...outcome } as Partial<ActionEntry>
}

/**
 * What follows from the event.
 * @throws DomainError event-not-allowed | role-not-granted | four-eyes | reason-required | plan-incomplete | evidence-missing | not-measured-yet | not-effective | invalid-request
 */
export function decideAction(facts: ActionFacts, input: ActionInput, nowMs: number): ActionDecision {
  const { action, actor, zone } = facts
  const open = requirementOf(action, input)
  if (open?.code === 'event-not-allowed') throw open
  const capacity = mayAct(facts, input.type)
  if (capacity instanceof DomainError) throw capacity
  if (open !== null) throw open
  const atMs = Math.max(nowMs, action.lastEventAtMs + 1)
  checkDays(action, input, localDateOf(atMs, zone))
  if ((input.type === 'ACCEPT' || input.type === 'ASSIGN') && !mayOwn(action, input.ownerId!)) throw new DomainError('four-eyes', { event: input.type, people: action.verifiers })
  const next = actionMachine.nextState(action.state, input.type, guardFacts(action, input))
  if (next === null) throw new Error(`an event that is open did not move: ${input.type} in ${action.state}`)
  const people = peopleOf(actor, capacity)
  const sign: Signature = { accountId: actor.accountId, onBehalfOf: capacity.onBehalfOf, role: capacity.role, atMs }
  const after: CorrectiveAction = { ...action, ...applied[input.type]({ action, input, people, sign }), state: next }
  const kept = recordAction(after, { event: input.type, atMs, accountId: actor.accountId, capacity, more: moreOf(input, after) })
  return { action: kept.action, entries: [kept.entry], effects: effectsOf(input, kept.action) }
}

/** Whether the window of a verified action is over and was not measured to its end. */
export const isToMeasure = (action: CorrectiveAction, today: LocalDate): boolean =>
  action.state === 'measuring' && action.measure !== null && action.measure.windowTo < today && lastOf(action) === null

/** The measurement at the end of the window, by the service itself; each look at one plan costs a part of the rate. */
export function decideMeasure(action: CorrectiveAction, window: Counted, nowMs: number): ActionDecision {
  const { measure, baseline, measurements } = action
  if (measure === null || baseline === null || action.state !== 'measuring') throw new Error('there is nothing to measure')
  const look = measurements.length + 1
  const atMs = Math.max(nowMs, action.lastEventAtMs + 1)
  const result = judge({ figure: measure.figure, baseline, window, target: measure.target, look })
  const measurement: Measurement = { atMs, windowTo: measure.windowTo, look, baseline, window, ...result }
  const kept = recordAction({ ...action, measurements: [...measurements, measurement] }, {
    event: 'MEASURE', atMs, accountId: null, capacity: null, more: { windowTo: measure.windowTo, measured: { ...window, verdict: result.verdict, rule: result.rule } },
  })
  return { action: kept.action, entries: [kept.entry], effects: [{ kind: 'actionToDecide', to: { agency: ['isoSecretary', 'qualityManager'], line: ['unitHead', 'oneStopHead'] } }] }
}
