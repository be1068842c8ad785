/** How a revision comes into force: the old and the new one switch in one step, so that no instant sees two of them or none. */
import type { Id } from '../../schemas/common.ts'
import type { ChainedDocumentEntry, ControlledDocument, DocumentDecision, DocumentEffect, DocumentRevision, LawLink } from '../../schemas/document.ts'
import { addMonths, localDateOf } from '../calendar/index.ts'
import { inForceOf, recordEvent } from './entry.ts'
import { type GuardFacts, nextState } from './lifecycle.ts'

/** Facts under which every guard lets pass: for what happens by itself, and for showing what could happen. */
const openFacts: GuardFacts = { missing: [], reviewed: true, reasonGiven: true, decisionGiven: true, sound: true, later: false, first: true, anotherWaits: false }

/** The document with one revision replaced by what `change` makes of it. */
export const changeRevision = (document: ControlledDocument, id: Id, change: (revision: DocumentRevision) => DocumentRevision): ControlledDocument =>
  ({ ...document, revisions: document.revisions.map((one) => (one.id === id ? change(one) : one)) })

/** Laws that the revision takes up count as taken from the day it is in force; one that was never linked is linked so. */
const takeLaws = (laws: readonly LawLink[], { id, lawIds }: DocumentRevision, atMs: number): LawLink[] => {
  const taken = { atMs, revisionId: id, reason: null }
  const fresh = lawIds.filter((lawId) => !laws.some((link) => link.lawId === lawId)).map((lawId): LawLink => ({ lawId, note: null, linkedAtMs: atMs, taken }))
  return [...laws.map((link) => (link.taken === null && lawIds.includes(link.lawId) ? { ...link, taken } : link)), ...fresh]
}

const superseded = (revision: DocumentRevision, atMs: number): DocumentRevision => {
  const state = nextState(revision.state, { type: 'SUPERSEDE', facts: openFacts })
  if (state === null) throw new Error('only a revision in force is superseded')
  return { ...revision, state, effectiveToMs: atMs }
}

/** The revision in force from `atMs` on, the one before it superseded at the same instant, its laws taken up, the next look at it set. */
export function putIntoForce(document: ControlledDocument, id: Id, atMs: number, zone: string): ControlledDocument {
  const before = inForceOf(document)
  const ended = before === null ? document : changeRevision(document, before.id, (one) => superseded(one, atMs))
  const begun = changeRevision(ended, id, (one) => ({ ...one, state: 'effective', effectiveFromMs: atMs, effectiveToMs: null, checkOut: null }))
  const revision = begun.revisions.find((one) => one.id === id)!
  return { ...begun, laws: takeLaws(begun.laws, revision, atMs), nextReviewOn: addMonths(localDateOf(atMs, zone), document.reviewEveryMonths) }
}

/** Who is told when a revision comes into force; whoever keeps the copies is asked to call in those of the old one. */
export const forceEffects = (before: ControlledDocument, id: Id): DocumentEffect[] => {
  const old = inForceOf(before)
  const out = before.copies.some((copy) => copy.recalledAtMs === null && copy.revisionId === old?.id)
  return [
    { kind: 'inForce', to: 'holders', revisionId: id },
    ...(out ? [{ kind: 'recall' as const, to: { roles: ['isoSecretary' as const], owner: false }, revisionId: old!.id }] : []),
  ]
}

/** The revision that waits for its day; null when none does. */
export const waitingOf = ({ revisions }: Pick<ControlledDocument, 'revisions'>): DocumentRevision | null =>
  revisions.find(({ state }) => state === 'scheduled') ?? null

/**
 * Carries out the switch whose day has come, as of the midnight of that day, whenever it is carried out. Answers the document as it is
 * when there is none: doing it twice changes nothing the second time.
 */
export function settle(document: ControlledDocument, nowMs: number, zone: string): DocumentDecision {
  const waiting = waitingOf(document)
  if (waiting === null || waiting.effectiveFromMs === null || waiting.effectiveFromMs > nowMs) return { document, entries: [], effects: [] }
  const atMs = waiting.effectiveFromMs
  if (nextState(waiting.state, { type: 'SWITCH', facts: openFacts }) === null) throw new Error('a revision that waits did not switch')
  const before = inForceOf(document)
  const after = putIntoForce(document, waiting.id, atMs, zone)
  const { document: switched, entry } = recordEvent(after, {
    event: 'SWITCH', atMs, recordedAtMs: nowMs, accountId: null, capacity: null, revisionId: waiting.id,
    more: { ...(before === null ? {} : { replaced: before.id }), nextReviewOn: after.nextReviewOn },
  })
  const entries: ChainedDocumentEntry[] = [entry]
  return { document: switched, entries, effects: forceEffects(document, waiting.id) }
}
