/** Decides one event on a management review or on one of its tasks: the machines, authority with four eyes, what follows, the journal. Pure. */
import type { Id, LocalDate, Sha256 } from '../../schemas/common.ts'
import type { DocumentFile, Signature } from '../../schemas/document.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import {
  type AdvanceReview, type ChainedReviewEntry, type JournaledReviewEvent, type ManagementReview, type NewReview, type ReviewDecision, type ReviewEffect, type ReviewEntry, reviewEvents, type ReviewFacts, type ReviewTask, reviewTaskEvents,
} from '../../schemas/review.ts'
import { addDays, formatInstant, localDateOf } from '../calendar/index.ts'
import { capacitiesAmong, peopleOf, type Who } from '../document/authority.ts'
import type { Capacity } from '../dossier/authority.ts'
import { chain, chainStart } from '../evidence/chain.ts'
import { type ReviewGuard, type ReviewGuardFacts, reviewMachine, reviewTaskMachine } from './review-life.ts'

/** A request with what a rule cannot make by itself. */
export interface ReviewInput extends Omit<AdvanceReview, 'type'> {
  readonly type: JournaledReviewEvent
  /** ATTACH: what is kept with the task. */
  readonly file?: DocumentFile
  /** HOLD: the sum of the inputs as they were frozen. */
  readonly inputs?: Sha256
}

const managers: Who = { agency: ['isoSecretary', 'qualityManager', 'agencyLeader'], owner: [] }
const deciders: Who = { agency: ['qualityManager', 'agencyLeader'], owner: [] }
const verifiers: Who = { agency: ['isoSecretary', 'qualityManager', 'internalAuditor', 'agencyLeader'], owner: [] }
const nobody: Who = { agency: [], owner: [] }
const who: Readonly<Record<JournaledReviewEvent, Who>> = {
  CHANGE: managers, HOLD: managers, DECIDE: managers, CONCLUDE: managers, CANCEL: managers, ASSIGN: deciders, POSTPONE: deciders, WITHDRAW: deciders, REPORT: nobody, ATTACH: nobody, RETURN: verifiers, VERIFY: verifiers,
}
/** Of whoever owns the task. */
const byOwner: ReadonlySet<string> = new Set(['REPORT', 'ATTACH'])
const byChair: ReadonlySet<string> = new Set(['HOLD', 'DECIDE', 'CONCLUDE', 'ASSIGN', 'POSTPONE', 'WITHDRAW'])

/** Who is named in person acts in whatever role they hold; so does who stands in for them. */
const inPerson = (actor: Actor, accountId: Id): Capacity[] => {
  const held = actor.roles.find(({ onBehalfOf }) => (onBehalfOf ?? actor.accountId) === accountId)
  return held === undefined ? [] : [{ role: held.role, unitId: held.unitId, onBehalfOf: held.onBehalfOf }]
}

/** Whom four eyes keep away: who owns a task or worked on it neither puts its day off nor says that it is done. */
const barred = (task: ReviewTask | null, event: string): readonly Id[] => (task === null || !['POSTPONE', 'VERIFY', 'RETURN'].includes(event) ? [] : [task.ownerId, ...task.doers])

/** @returns Capacity, or DomainError role-not-granted | four-eyes (not thrown: offers show it as the reason) */
const mayReview = ({ review, actor }: ReviewFacts, event: JournaledReviewEvent, task: ReviewTask | null): Capacity | DomainError => {
  const named = [...(byChair.has(event) ? [review.chairId] : []), ...(byOwner.has(event) && task !== null ? [task.ownerId] : [])]
  const held = [...named.flatMap((id) => inPerson(actor, id)), ...capacitiesAmong(actor, [], who[event])]
  if (held.length === 0) return new DomainError('role-not-granted', { event, roles: who[event].agency, ...(byOwner.has(event) ? { ownerId: task?.ownerId } : {}) })
  const kept = barred(task, event)
  return held.find((one) => !peopleOf(actor, one).some((id) => kept.includes(id))) ?? new DomainError('four-eyes', { event, people: [...new Set(kept)], roles: who[event].agency })
}

const missingIn = ({ output, text, ownerId, dueOn }: Partial<ReviewInput>): string[] => Object.entries({ output, text, ownerId, dueOn }).filter(([, value]) => value === undefined).map(([name]) => name)

const guardFacts = ({ review }: Pick<ReviewFacts, 'review'>, input: Partial<ReviewInput>, today: LocalDate): ReviewGuardFacts => ({
  reasonGiven: input.reason !== undefined, dayOver: input.heldOn !== undefined && input.heldOn <= today && review.asOf <= today && review.asOf <= input.heldOn, minutesGiven: input.minutes !== undefined,
  anyTask: review.tasks.some(({ state }) => state !== 'withdrawn'), complete: missingIn(input).length === 0, ownerGiven: input.ownerId !== undefined, dueGiven: input.dueOn !== undefined, noteGiven: input.note !== undefined,
})

const fault = (at: string, message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at, rule: 'range', message, messageEn }] })
const lacks = (name: string) => (): DomainError => new DomainError('plan-incomplete', { missing: [name] })
const refusals: Readonly<Record<ReviewGuard, (input: Partial<ReviewInput>) => DomainError>> = {
  reasonGiven: () => new DomainError('reason-required'), decidedOrReason: () => new DomainError('reason-required'), complete: (input) => new DomainError('plan-incomplete', { missing: missingIn(input) }),
  dayOver: () => fault('/heldOn', 'ngày họp và ngày chốt số liệu phải đã đến, số liệu chốt không sau ngày họp', 'the meeting and the day of its inputs must not be to come, and the inputs not after the meeting'),
  minutesGiven: lacks('minutes'), ownerGiven: lacks('ownerId'), dueGiven: lacks('dueOn'), noteGiven: lacks('note'),
}

const taskEvents = [...reviewTaskEvents, 'ATTACH'] as const
const isTaskEvent = (type: string): boolean => taskEvents.some((one) => one === type)
const taskOf = ({ review }: ReviewFacts, input: Partial<ReviewInput>): ReviewTask | null => review.tasks.find(({ number }) => number === input.task) ?? null

/** Where the event leads, and what it still asks for. */
interface Course { readonly allowed: readonly string[]; readonly guard: ReviewGuard | null; readonly review: ManagementReview['state']; readonly task: ReviewTask['state'] | null }
const courseOf = (facts: ReviewFacts, type: JournaledReviewEvent, input: Partial<ReviewInput>, today: LocalDate): Course => {
  const { review } = facts
  const given = guardFacts(facts, input, today)
  const task = taskOf(facts, input)
  if (isTaskEvent(type)) {
    if (task === null) return { allowed: [], guard: null, review: review.state, task: null }
    return { allowed: reviewTaskMachine.eventsOf(task.state), guard: reviewTaskMachine.refusedBy(task.state, type, given), review: review.state, task: reviewTaskMachine.nextState(task.state, type, given) }
  }
  return { allowed: reviewMachine.eventsOf(review.state), guard: reviewMachine.refusedBy(review.state, type, given), review: reviewMachine.nextState(review.state, type, given) ?? review.state, task: null }
}

const present = <T extends object>(members: T): Partial<T> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>

interface Change { readonly review: ManagementReview; readonly input: ReviewInput; readonly sign: Signature; readonly people: readonly Id[] }
const withTask = ({ review, input }: Change, change: (task: ReviewTask) => Partial<ReviewTask>): Partial<ManagementReview> =>
  ({ tasks: review.tasks.map((task) => (task.number === input.task ? { ...task, ...change(task) } : task)) })

/** What was done for a task: a note, or a file under its note or its name. */
const shown = ({ input: { note, file }, sign: { atMs, accountId }, people }: Change) => ({ doers, evidence }: ReviewTask): Partial<ReviewTask> => ({
  doers: [...new Set([...doers, ...people])], evidence: [...evidence, { atMs, accountId, note: note ?? file?.name ?? '', ...(file === undefined ? {} : { file }) }],
})

const applied: Readonly<Record<JournaledReviewEvent, (change: Change) => Partial<ManagementReview>>> = {
  CHANGE: ({ input: { plannedOn, asOf, from, chairId, participants, callNumber } }) => present({ plannedOn, asOf, from, chairId, participants, callNumber }),
  HOLD: ({ input, sign }) => ({ heldOn: input.heldOn!, inputs: input.inputs ?? null, held: sign, ...present({ participants: input.participants }) }),
  DECIDE: ({ review, input }) => ({
    tasks: [...review.tasks, { number: review.tasks.length + 1, output: input.output!, text: input.text!, ownerId: input.ownerId!, dueOn: input.dueOn!, state: 'open', doers: [], evidence: [], verified: null }],
  }),
  CONCLUDE: ({ input, sign }) => ({ minutes: input.minutes!, concluded: sign }),
  CANCEL: ({ sign }) => ({ cancelled: sign }),
  ASSIGN: (change) => withTask(change, () => ({ ownerId: change.input.ownerId! })),
  POSTPONE: (change) => withTask(change, () => ({ dueOn: change.input.dueOn! })),
  REPORT: (change) => withTask(change, shown(change)), ATTACH: (change) => withTask(change, shown(change)),
  RETURN: () => ({}), WITHDRAW: () => ({}),
  VERIFY: (change) => withTask(change, () => ({ verified: change.sign })),
}

const effectsOf = ({ type, participants, chairId, task }: ReviewInput, review: ManagementReview): ReviewEffect[] => {
  const owner = { accounts: review.tasks.filter(({ number }) => number === task).map(({ ownerId }) => ownerId) }
  switch (type) {
    case 'CHANGE': return participants === undefined && chairId === undefined ? [] : [{ kind: 'reviewPlanned', task: null, to: { accounts: [review.chairId, ...review.participants] } }]
    case 'DECIDE': return [{ kind: 'reviewTaskGiven', task: review.tasks.length, to: { accounts: [review.tasks.at(-1)!.ownerId] } }]
    case 'ASSIGN': return [{ kind: 'reviewTaskGiven', task: task!, to: owner }]
    case 'REPORT': return [{ kind: 'reviewTaskToVerify', task: task!, to: { roles: ['isoSecretary', 'qualityManager'] } }]
    case 'RETURN': return [{ kind: 'reviewTaskReturned', task: task!, to: owner }]
    default: return []
  }
}

/** The review with one more entry chained to its journal. */
const recorded = (after: ManagementReview, { event, atMs, accountId, capacity, more }: { readonly event: string; readonly atMs: number; readonly accountId: Id; readonly capacity: Capacity; readonly more: Partial<ReviewEntry> }): { review: ManagementReview; entry: ChainedReviewEntry } => {
  const seq = after.journalSeq + 1
  const entry = chain<ReviewEntry>({
    ...present(more), v: 1, tenant: after.tenantId, review: after.id, seq, prev: after.journalHash, at: formatInstant(atMs, 'UTC'), event,
    actor: { account: accountId, onBehalfOf: capacity.onBehalfOf, role: capacity.role, unit: capacity.unitId }, code: after.code, state: after.state,
  })
  return { review: { ...after, version: after.version + 1, lastEventAtMs: atMs, journalSeq: seq, journalHash: entry.hash }, entry }
}

/** What a new review begins with: its place, and the last review's day, after which its inputs begin. */
export interface ReviewPlace { readonly id: Id; readonly tenantId: Id; readonly code: string; readonly from: LocalDate }

/** A new review. @throws DomainError role-not-granted | dates-reversed */
export function planReview({ id, tenantId, code, from }: ReviewPlace, { plannedOn, asOf, chairId, participants, callNumber }: NewReview, { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number }): ReviewDecision {
  const [capacity] = capacitiesAmong(actor, [], managers)
  if (capacity === undefined) throw new DomainError('role-not-granted', { event: 'PLAN', roles: managers.agency })
  if (from > asOf) throw new DomainError('dates-reversed', { validFrom: from, validTo: asOf })
  const review: ManagementReview = {
    id, tenantId, version: 0, code, state: 'planned', plannedOn, from, asOf, chairId, participants: participants.slice(), callNumber: callNumber ?? null, heldOn: null, inputs: null, minutes: null, tasks: [],
    planned: { accountId: actor.accountId, onBehalfOf: capacity.onBehalfOf, role: capacity.role, atMs: nowMs }, held: null, concluded: null, cancelled: null,
    lastEventAtMs: nowMs, journalSeq: 0, journalHash: chainStart,
  }
  const kept = recorded(review, { event: 'PLAN', atMs: nowMs, accountId: actor.accountId, capacity, more: { plannedOn, from, asOf, chair: chairId, participants: review.participants, callNumber } as Partial<ReviewEntry> })
  return { ...kept, effects: [{ kind: 'reviewPlanned', task: null, to: { accounts: [chairId, ...participants] } }] }
}

const moreOf = ({ task, reason, note, file, text, output, ownerId, dueOn, plannedOn, from, asOf, chairId, participants, callNumber, heldOn, inputs, minutes }: ReviewInput, taskState: ReviewTask['state'] | null): Partial<ReviewEntry> =>
  ({ task, taskState: taskState ?? undefined, reason, note, file: file?.sha256, text, output, owner: ownerId, dueOn, plannedOn, from, asOf, chair: chairId, participants, callNumber, heldOn, inputs, minutes }) as Partial<ReviewEntry>

/** @throws DomainError event-not-allowed | role-not-granted | four-eyes | reason-required | plan-incomplete | invalid-request | dates-reversed | not-found (no such task) */
export function decideReview(facts: ReviewFacts, input: ReviewInput, nowMs: number): ReviewDecision {
  const { review, actor, zone } = facts
  const atMs = Math.max(nowMs, review.lastEventAtMs + 1)
  const today = localDateOf(atMs, zone)
  const task = taskOf(facts, input)
  if (isTaskEvent(input.type) && task === null) throw new DomainError('not-found')
  const course = courseOf(facts, input.type, input, today)
  if (!course.allowed.includes(input.type)) throw new DomainError('event-not-allowed', { event: input.type, state: task?.state ?? review.state, allowed: [...course.allowed] })
  const capacity = mayReview(facts, input.type, task)
  if (capacity instanceof DomainError) throw capacity
  if (course.guard !== null) throw refusals[course.guard](input)
  if (input.dueOn !== undefined && input.dueOn < today) throw fault('/dueOn', 'hạn phải từ hôm nay', 'must not be over')
  if (input.type === 'CONCLUDE' && (input.minutes!.on > today || input.minutes!.on < review.heldOn!)) throw fault('/minutes/on', 'biên bản ghi từ ngày họp đến hôm nay', 'minutes are of the meeting or later, and not to come')
  const sign: Signature = { accountId: actor.accountId, onBehalfOf: capacity.onBehalfOf, role: capacity.role, atMs }
  const change: Change = { review, input, sign, people: peopleOf(actor, capacity) }
  const moved: ManagementReview = { ...review, ...applied[input.type](change), state: course.review }
  const after = course.task === null ? moved : { ...moved, tasks: moved.tasks.map((one) => (one.number === input.task ? { ...one, state: course.task! } : one)) }
  if (after.from > after.asOf) throw new DomainError('dates-reversed', { validFrom: after.from, validTo: after.asOf })
  const number = input.type === 'DECIDE' ? after.tasks.length : input.task
  const kept = recorded(after, {
    event: input.type, atMs, accountId: actor.accountId, capacity, more: moreOf({ ...input, ...(number === undefined ? {} : { task: number }) }, input.type === 'DECIDE' ? 'open' : course.task),
  })
  return { ...kept, effects: effectsOf(input, kept.review) }
}

/** One event that the review, or one of its tasks, takes. `refusal` null: this person may cause it now, with what its form asks for. */
export interface ReviewOffer { readonly event: JournaledReviewEvent; readonly task: number | null; readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null }

/** Every event that is open, of the review first, then of its tasks. */
export const reviewOffers = (facts: ReviewFacts): ReviewOffer[] => {
  const offer = (event: JournaledReviewEvent, task: ReviewTask | null): ReviewOffer => {
    const may = mayReview(facts, event, task)
    return { event, task: task?.number ?? null, refusal: may instanceof DomainError ? { code: may.code, details: may.details } : null }
  }
  const open = new Set(reviewMachine.eventsOf(facts.review.state))
  return [
    ...reviewEvents.filter((event) => open.has(event)).map((event) => offer(event, null)),
    ...facts.review.tasks.flatMap((task) => taskEvents.filter((event) => reviewTaskMachine.eventsOf(task.state).includes(event)).map((event) => offer(event, task))),
  ]
}

/** Whether the day of an undone task is over. */
export const isTaskLate = ({ state, dueOn }: Pick<ReviewTask, 'state' | 'dueOn'>, today: LocalDate): boolean => state === 'open' && dueOn < today

/** How long before its day the owner of a task is reminded. */
const soonDays = 7

/** Rungs that an open task has reached by today. */
export const reviewTaskRungs = (dueOn: LocalDate, today: LocalDate): ('reviewTaskSoon' | 'reviewTaskLate')[] =>
  [...(addDays(dueOn, -soonDays) <= today ? ['reviewTaskSoon' as const] : []), ...(dueOn < today ? ['reviewTaskLate' as const] : [])]
