/**
 * The life of a complaint, and who may do what. Whoever it is about neither sees, decides, handles nor answers it; nor does who stands in for them, in whatever
 * capacity they come, as long as they do: whoever acts in a person's name answers to them. Source: Luật Khiếu nại 02/2011/QH13; ISO 9001:2015, 8.2.1; docs/citizens.md.
 */
import type { AdvanceComplaint, Complaint, ComplaintDecision, ComplaintEntry, ComplaintEvent, ComplaintFacts, ComplaintState, ComplaintTexts } from '../../schemas/complaint.ts'
import type { Id } from '../../schemas/common.ts'
import type { DocumentFile } from '../../schemas/document.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { formatInstant, type PreparedCalendar } from '../calendar/index.ts'
import { capacitiesAmong, type Who } from '../document/authority.ts'
import type { Capacity } from '../dossier/authority.ts'
import { chain, chainStart } from '../evidence/chain.ts'
import { complaintDue, isComplaintLate, mayBeExtended } from './complaint-clock.ts'
import { type Life, lifeOf } from './life.ts'

interface GuardFacts { readonly reasonGiven: boolean; readonly handlerGiven: boolean; readonly answerGiven: boolean; readonly numberGiven: boolean; readonly extendable: boolean; readonly kept: boolean }
const guards = {
  reasonGiven: (facts: GuardFacts) => facts.reasonGiven, handlerGiven: (facts: GuardFacts) => facts.handlerGiven, answerGiven: (facts: GuardFacts) => facts.answerGiven,
  numberGiven: (facts: GuardFacts) => facts.numberGiven, extendable: (facts: GuardFacts) => facts.extendable,
  /** A denunciation is passed on and nothing else. */
  kept: (facts: GuardFacts) => facts.kept,
} as const
type Guard = keyof typeof guards
const to = (target: ComplaintState, ...names: Guard[]) => ({ target, guards: names })

/** The whole life as data. */
const life: Life<ComplaintState, Guard> = {
  received: { ACCEPT: to('accepted', 'kept'), REFUSE: to('refused', 'kept', 'reasonGiven'), PASS_ON: to('passedOn', 'reasonGiven', 'numberGiven'), ATTACH: to('received', 'kept') },
  accepted: { ATTACH: to('accepted'), ASSIGN: to('handling', 'handlerGiven'), EXTEND: to('accepted', 'extendable', 'reasonGiven') },
  handling: { ATTACH: to('handling'), ASSIGN: to('handling', 'handlerGiven'), EXTEND: to('handling', 'extendable', 'reasonGiven'), ANSWER: to('answered', 'answerGiven') },
  answered: { ATTACH: to('answered'), CLOSE: to('closed') },
  closed: { ERASE: to('closed', 'numberGiven') }, refused: { ERASE: to('refused', 'numberGiven') }, passedOn: {},
}
const machine = lifeOf('complaint', life, guards)
const ended: ReadonlySet<ComplaintState> = new Set(['closed', 'refused', 'passedOn'])

const keepers: Who = { agency: ['isoSecretary', 'qualityManager', 'agencyLeader'], owner: ['unitHead', 'oneStopHead', 'specialist', 'receptionist', 'recordsClerk'] }
const deciders: Who = { agency: ['qualityManager', 'agencyLeader', 'isoSecretary'], owner: ['unitHead', 'oneStopHead'] }
const erasers: Who = { agency: ['isoSecretary', 'qualityManager'], owner: [] }

const refused = (event: string, { agency, owner }: Who): DomainError => new DomainError('role-not-granted', { event, roles: [...agency, ...owner] })

/** An event of whatever address, with the file that one of them brings. */
export interface ComplaintInput extends Omit<AdvanceComplaint, 'type'> { readonly type: ComplaintEvent | 'ATTACH'; readonly file?: DocumentFile }

/** In which capacity the actor enters a complaint about a unit. @throws DomainError role-not-granted */
export function mayReceiveComplaint(actor: Actor, unitLine: readonly Id[]): Capacity {
  const [capacity] = capacitiesAmong(actor, unitLine, keepers)
  if (capacity === undefined) throw refused('RECEIVE', keepers)
  return capacity
}

const asHandler = (actor: Actor, { handlerId }: Complaint): Capacity[] => {
  const held = actor.roles.find(({ onBehalfOf }) => handlerId !== null && (onBehalfOf ?? actor.accountId) === handlerId)
  return held === undefined ? [] : [{ role: held.role, unitId: held.unitId, onBehalfOf: held.onBehalfOf }]
}

/** Whether it is about the actor, or about somebody in whose name they act today. */
const isKeptFrom = ({ personId }: Pick<Complaint, 'personId'>, { accountId, roles }: Actor): boolean =>
  personId !== null && (accountId === personId || roles.some(({ onBehalfOf }) => onBehalfOf === personId))

/** The capacity for an event, or why not. */
function mayAdvance({ complaint, unitLine, actor }: ComplaintFacts, event: ComplaintInput['type']): Capacity | DomainError {
  const wanted = event === 'ERASE' ? erasers : event === 'ATTACH' ? keepers : deciders
  const held = [...(event === 'ANSWER' || event === 'ATTACH' ? asHandler(actor, complaint) : []), ...capacitiesAmong(actor, unitLine, wanted)]
  if (held.length === 0) return refused(event, wanted)
  return isKeptFrom(complaint, actor) ? new DomainError('four-eyes', { event, people: [complaint.personId] }) : held[0]!
}

/** When, and under which calendar. */
export type ComplaintNow = Pick<ComplaintMoment, 'nowMs' | 'calendar'>
/** Null: the calendar does not tell. */
const isInTime = (complaint: Complaint, { nowMs, calendar }: ComplaintNow): boolean | null => {
  const dueAtMs = complaint.dueAtMs ?? complaintDue(calendar, complaint)?.dueAtMs ?? null
  return dueAtMs === null ? null : !isComplaintLate(calendar, dueAtMs, nowMs)
}

/** Extended once, and before the limit is over: afterwards it is late. */
const isExtendable = (complaint: Complaint, now: ComplaintNow): boolean => mayBeExtended(complaint.kind) && !complaint.extended && isInTime(complaint, now) !== false
const factsOf = (complaint: Complaint, { reason, handlerId, answer, number, justified }: Partial<ComplaintInput>, now: ComplaintNow): GuardFacts => ({
  reasonGiven: reason !== undefined, handlerGiven: handlerId !== undefined, answerGiven: answer !== undefined && justified !== undefined, numberGiven: number !== undefined,
  extendable: isExtendable(complaint, now), kept: complaint.kind !== 'denunciation',
})

const missingFor: Readonly<Record<Guard, (event: string, complaint: Complaint) => DomainError>> = {
  reasonGiven: () => new DomainError('reason-required'), handlerGiven: () => new DomainError('plan-incomplete', { missing: ['handlerId'] }),
  answerGiven: () => new DomainError('plan-incomplete', { missing: ['answer', 'justified'] }), numberGiven: () => new DomainError('plan-incomplete', { missing: ['number'] }),
  extendable: (event) => new DomainError('event-not-allowed', { event, allowed: [] }), kept: (event) => new DomainError('event-not-allowed', { event, allowed: ['PASS_ON'] }),
}

/** Whether it may be given to somebody: neither whom it is about nor who stands in for them. The one question of lists and of the decision. */
export const mayHandle = ({ complaint: { personId }, standIns }: Pick<ComplaintFacts, 'complaint' | 'standIns'>, accountId: Id): boolean => accountId !== personId && !standIns.includes(accountId)

/** Events that this person may cause now, with what a form asks for. */
export const complaintOffers = (facts: ComplaintFacts, now: ComplaintNow): ComplaintInput['type'][] => (machine.eventsOf(facts.complaint.state) as ComplaintInput['type'][]).filter((event) =>
  !(mayAdvance(facts, event) instanceof DomainError)
  && machine.refusedBy(facts.complaint.state, event, factsOf(facts.complaint, { reason: '-', handlerId: '-', answer: '-', number: '-', justified: true }, now)) === null)

/** When, by whom, and under which calendar. */
export interface ComplaintMoment { readonly nowMs: number; readonly calendar: PreparedCalendar; readonly by: { readonly accountId: Id; readonly capacity: Capacity } | null }

type Recorded = Pick<ComplaintDecision, 'texts' | 'forget'> & { readonly number?: string | undefined; readonly file?: DocumentFile | undefined }
/** `number`: of the paper that this event is about, where it is not the complaint's own. */
const record = (complaint: Complaint, event: ComplaintEntry['event'], { nowMs, calendar, by }: ComplaintMoment, { number, file, ...more }: Recorded): ComplaintDecision => {
  const due = complaintDue(calendar, complaint)
  const next: Complaint = { ...complaint, version: complaint.version + 1, dueAtMs: due?.dueAtMs ?? null, rule: due?.name ?? complaint.rule }
  const entry = chain<ComplaintEntry>({
    v: 1, tenant: next.tenantId, complaint: next.id, seq: complaint.journalSeq + 1, prev: complaint.journalHash, at: formatInstant(nowMs, 'UTC'), event,
    actor: { account: by?.accountId ?? null, onBehalfOf: by?.capacity.onBehalfOf ?? null, role: by?.capacity.role ?? null }, state: next.state, kind: next.kind, handler: next.handlerId,
    dueAt: next.dueAtMs === null ? null : formatInstant(next.dueAtMs, 'UTC'), rule: next.rule, justified: next.justified, number: number ?? next.number, ...(file === undefined ? {} : { file: file.sha256 }),
  })
  return { complaint: { ...next, journalSeq: entry.entry.seq, journalHash: entry.hash }, entry, file: file ?? null, ...more }
}

/** What is known of a new complaint. */
export type Received = Pick<Complaint, 'id' | 'tenantId' | 'code' | 'kind' | 'channel' | 'unitId' | 'dossierId' | 'personId' | 'receivedAtMs'>

/** The number of a complaint in the register of a year. */
export const complaintCode = (year: number, number: number): string => `PAKN-${year}-${String(number).padStart(4, '0')}`

/** A complaint comes in; its clock runs from its receipt. `by` null: by the public page. */
export const receiveComplaint = (what: Received, texts: ComplaintTexts, moment: ComplaintMoment): ComplaintDecision => record({
  ...what, version: 0, state: 'received', handlerId: null, acceptedAtMs: null, extended: false, dueAtMs: null, rule: null, answeredAtMs: null, inTime: null, justified: null, number: null, endedAtMs: null,
  journalSeq: 0, journalHash: chainStart,
}, 'RECEIVE', moment, { texts, forget: false })

/**
 * The clock of a complaint that the calendar did not reach when it was moved last, counted now that it does; null when nothing is to be counted.
 * Until then it has no due instant: none is better than one that knows no holiday.
 */
export function countComplaint(complaint: Complaint, { nowMs, calendar }: ComplaintNow): ComplaintDecision | null {
  if (complaint.dueAtMs !== null || complaintDue(calendar, complaint) === null) return null
  return record(complaint, 'COUNT', { nowMs, calendar, by: null }, { texts: {}, forget: false })
}

const changeOf = ({ complaint }: ComplaintFacts, input: ComplaintInput, moment: ComplaintNow): Partial<Complaint> => {
  const { nowMs } = moment
  switch (input.type) {
    case 'ACCEPT': return { acceptedAtMs: nowMs, kind: input.kind ?? complaint.kind }
    case 'ASSIGN': return { handlerId: input.handlerId ?? null }
    case 'EXTEND': return { extended: true }
    case 'ANSWER': return { answeredAtMs: nowMs, justified: input.justified ?? false, inTime: isInTime(complaint, moment) }
    default: return {}
  }
}

/**
 * Decides one event. @throws DomainError event-not-allowed | role-not-granted | four-eyes (also for a handler whom it is about, or who stands in for them) | reason-required | plan-incomplete
 */
export function decideComplaint(facts: ComplaintFacts, input: ComplaintInput, moment: ComplaintNow): ComplaintDecision {
  const { complaint, actor } = facts
  const allowed = machine.eventsOf(complaint.state)
  if (!allowed.includes(input.type)) throw new DomainError('event-not-allowed', { event: input.type, state: complaint.state, allowed })
  const capacity = mayAdvance(facts, input.type)
  if (capacity instanceof DomainError) throw capacity
  const given = factsOf(complaint, input, moment)
  const guard = machine.refusedBy(complaint.state, input.type, given)
  if (guard !== null) throw missingFor[guard](input.type, complaint)
  if (input.handlerId !== undefined && !mayHandle(facts, input.handlerId)) throw new DomainError('four-eyes', { event: input.type, people: [complaint.personId] })
  const state = machine.nextState(complaint.state, input.type, given) ?? complaint.state
  const next: Complaint = {
    ...complaint, ...changeOf(facts, input, moment), state, number: input.type === 'ERASE' ? complaint.number : input.number ?? complaint.number, endedAtMs: ended.has(state) ? complaint.endedAtMs ?? moment.nowMs : null,
  }
  const texts = { ...(input.reason === undefined ? {} : { reason: input.reason }), ...(input.answer === undefined ? {} : { answer: input.answer }) }
  return record(next, input.type, { ...moment, by: { accountId: actor.accountId, capacity } }, { texts, number: input.number, file: input.file, forget: input.type === 'ERASE' || input.type === 'PASS_ON' })
}
