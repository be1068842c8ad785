/** Decides one event on one document: what is due by itself, the machine, authority, what follows, the journal. Pure. */
import type { LocalDate } from '../../schemas/common.ts'
import type { ControlledDocument, DocumentDecision, DocumentEntry, DocumentFacts, DocumentRevision } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { formatInstant, localDateOf, startOfDateMs } from '../calendar/index.ts'
import { applyChange, effectsOf, type Change, type DocumentInput } from './apply.ts'
import { mayDo } from './authority.ts'
import { inForceOf, recordEvent } from './entry.ts'
import { settle, waitingOf } from './force.ts'
import { eventsOf, type GuardFacts, type GuardName, isOpen, nextState, refusedBy } from './lifecycle.ts'

/** Events on the document as a whole; every other one is about one of its revisions. */
const ofDocument: ReadonlySet<string> = new Set(['REVISE', 'DISTRIBUTE', 'GIVE_COPY', 'RECALL_COPY', 'LINK_LAW', 'ASSESS_LAW'])
/** What the machine takes and no person causes. */
const byItself: ReadonlySet<string> = new Set(['SWITCH', 'SUPERSEDE'])

/** Events that some revision, or the document, takes in its present state. */
export const openEvents = (document: ControlledDocument): string[] => {
  if (document.retiredAtMs !== null) return []
  const open = document.revisions.some(({ state }) => isOpen(state))
  const inForce = inForceOf(document) !== null
  return [...new Set([
    ...document.revisions.toReversed().flatMap(({ state }) => eventsOf(state)).filter((event) => !byItself.has(event)),
    ...(open ? [] : ['REVISE']), 'DISTRIBUTE', ...(inForce ? ['GIVE_COPY'] : []), ...(document.copies.some(({ recalledAtMs }) => recalledAtMs === null) ? ['RECALL_COPY'] : []),
    'LINK_LAW', ...(document.laws.some(({ taken }) => taken === null) ? ['ASSESS_LAW'] : []),
  ])]
}

/** The revision that an event is about: the one named, else the newest whose state takes it. Null for events on the document as a whole. */
export function targetOf(document: ControlledDocument, { type, revisionId }: Pick<DocumentInput, 'type' | 'revisionId'>): DocumentRevision | null {
  const allowed = openEvents(document)
  if (document.retiredAtMs !== null) throw new DomainError('document-retired', { event: type })
  if (!allowed.includes(type)) throw new DomainError('event-not-allowed', { event: type, allowed })
  if (ofDocument.has(type)) return null
  const named = revisionId === undefined ? document.revisions.findLast(({ state }) => eventsOf(state).includes(type)) : document.revisions.find(({ id }) => id === revisionId)
  if (named === undefined) throw new DomainError('not-found', { revision: revisionId })
  if (!eventsOf(named.state).includes(type)) throw new DomainError('event-not-allowed', { event: type, state: named.state, allowed: eventsOf(named.state) })
  return named
}

/** Parts that a draft must have before it is sent on: a file or a procedure, from the second revision on the table of changes, and what was edited of its table of steps. */
const missingParts = ({ tableOpen = false }: DocumentFacts, { file, procedure, ordinal, changes }: DocumentRevision): string[] =>
  [...(file === null && procedure === null ? ['content'] : []), ...(ordinal > 1 && changes.length === 0 ? ['changes'] : []), ...(tableOpen ? ['stepTable'] : [])]

/** When a revision comes into force that is published now: at once, or at the beginning of a later day. A first issue may have begun earlier. */
const forceFrom = ({ document, zone }: DocumentFacts, { type, effectiveOn }: DocumentInput, atMs: number): number => {
  const today = localDateOf(atMs, zone)
  if (type === 'TAKE_OVER') return formerFrom(effectiveOn, today, zone)
  if (type !== 'PUBLISH' || effectiveOn === undefined || effectiveOn === today) return atMs
  if (effectiveOn < today && document.revisions.some(({ effectiveToMs, state }) => effectiveToMs !== null || state === 'effective')) {
    throw new DomainError('effective-date-past', { effectiveOn, today })
  }
  return startOfDateMs(effectiveOn, zone)
}

/** What is taken over is in force already: since a day that has come. */
const formerFrom = (effectiveOn: LocalDate | undefined, today: LocalDate, zone: string): number => {
  if (effectiveOn !== undefined && effectiveOn <= today) return startOfDateMs(effectiveOn, zone)
  throw new DomainError('invalid-request', { errors: [{ at: '/effectiveOn', rule: 'in-force-already', message: 'tài liệu tiếp nhận phải có hiệu lực từ hôm nay hoặc trước đó', messageEn: 'what is taken over is in force since today or before' }] })
}

const everInForce: ReadonlySet<string> = new Set(['effective', 'superseded', 'obsolete'])

const guardFacts = (facts: DocumentFacts, revision: DocumentRevision, input: DocumentInput, later: boolean): GuardFacts => ({
  missing: missingParts(facts, revision), reviewed: revision.reviewed !== null, reasonGiven: input.reason !== undefined, decisionGiven: input.decision !== undefined,
  sound: facts.findings.length === 0, later, first: !facts.document.revisions.some(({ state }) => everInForce.has(state)),
  anotherWaits: waitingOf(facts.document) !== null || (input.type === 'RETIRE' && facts.document.revisions.some(({ state }) => isOpen(state))),
})

const refusals: Readonly<Record<GuardName, (facts: DocumentFacts, revision: DocumentRevision) => DomainError>> = {
  complete: (facts, revision) => new DomainError('document-incomplete', { missing: missingParts(facts, revision) }),
  reasonGiven: () => new DomainError('reason-required'),
  reviewed: () => new DomainError('not-reviewed'),
  sound: ({ findings }) => new DomainError('procedure-invalid', { findings: findings.slice(0, 50) }),
  decisionGiven: () => new DomainError('paper-required'),
  first: (_, { state }) => new DomainError('event-not-allowed', { event: 'TAKE_OVER', state, allowed: eventsOf(state).filter((event) => event !== 'TAKE_OVER') }),
  noneWaits: ({ document }) => new DomainError('revision-waiting', { revision: (waitingOf(document) ?? document.revisions.find(({ state }) => isOpen(state)))?.id }),
}

/** What an event on the document as a whole asks for. */
const needsReason: ReadonlySet<string> = new Set(['REVISE', 'ASSESS_LAW'])

/** What the event still asks for; null when it may go ahead. */
export function requirementOf(facts: DocumentFacts, revision: DocumentRevision | null, input: DocumentInput, later: boolean): DomainError | null {
  if (revision === null) return needsReason.has(input.type) && input.reason === undefined ? new DomainError('reason-required') : null
  const guard = refusedBy(revision.state, { type: input.type, facts: guardFacts(facts, revision, input, later) })
  return guard === null ? null : refusals[guard](facts, revision)
}

/** One request on a document, with the time. */
export interface DecideInput { readonly event: DocumentInput; readonly nowMs: number }

/**
 * What follows from the event; a switch whose day has come is carried out first, in the same decision.
 * @throws DomainError document-retired | event-not-allowed | not-found | role-not-granted | four-eyes | held-by-another | reason-required |
 * paper-required | document-incomplete | not-reviewed | procedure-invalid | revision-waiting | effective-date-past | name-taken | invalid-request.
 */
export function decideDocument(given: DocumentFacts, { event, nowMs }: DecideInput): DocumentDecision {
  const settled = settle(given.document, nowMs, given.zone)
  const facts = { ...given, document: settled.document }
  // Two events of a document never share an instant, so that who was in force at an instant has one answer.
  const atMs = Math.max(nowMs, facts.document.lastEventAtMs + 1)
  const revision = targetOf(facts.document, event)
  const capacity = mayDo(facts, event.type, revision, atMs)
  if (capacity instanceof DomainError) throw capacity
  const fromMs = forceFrom(facts, event, atMs)
  const refusal = requirementOf(facts, revision, event, fromMs > atMs)
  if (refusal !== null) throw refusal
  const next = revision === null ? null : nextState(revision.state, { type: event.type, facts: guardFacts(facts, revision, event, fromMs > atMs) })
  if (revision !== null && next === null) throw new Error(`an event that is open did not move: ${event.type} in ${revision.state}`)
  const change: Change = { document: facts.document, revision, next, input: event, capacity, accountId: facts.actor.accountId, atMs, fromMs, zone: facts.zone }
  const { document, entry } = recordEvent(applyChange(change), {
    event: event.type, atMs, recordedAtMs: atMs, accountId: facts.actor.accountId, capacity, revisionId: revision?.id ?? (event.type === 'REVISE' ? event.newId : null),
    more: moreOf(change),
  })
  return { document, entries: [...settled.entries, entry], effects: [...settled.effects, ...effectsOf(change)] }
}

const when = <T>(condition: boolean, members: T): T | Record<string, never> => (condition ? members : {})

/** What the entry tells beside the state. */
function moreOf({ document, next, input, fromMs }: Change): Partial<DocumentEntry> {
  const { type, reason, file, procedure, decision, releaseId, lawId, copy, holders } = input
  const before = inForceOf(document)
  return {
    ...when(reason !== undefined, { reason }), ...when(file !== undefined, { file: file?.sha256 }), ...when(procedure !== undefined, { procedure: procedure?.hash }),
    ...when(decision !== undefined, { decision }), ...when(releaseId !== undefined, { release: releaseId }), ...when(type === 'PUBLISH' || type === 'TAKE_OVER', { effectiveFrom: formatInstant(fromMs, 'UTC') }),
    ...when(type === 'PUBLISH' && next === 'effective' && before !== null, { replaced: before?.id }), ...when(lawId !== undefined, { law: lawId }),
    ...when(copy !== undefined, { copy: copy?.number }), ...when(copy?.outcome !== undefined, { outcome: copy?.outcome }), ...when(type === 'DISTRIBUTE', { holders }),
  } as Partial<DocumentEntry>
}
