/** What each event changes in a document, once it is allowed; the state of the revision is set by the machine already. */
import type { Id, LocalDate } from '../../schemas/common.ts'
import type {
  AdvanceDocument, CarriedProcedure, ControlledDocument, DocumentEffect, DocumentFile, DocumentRevision, JournaledDocumentEvent, RevisionState, Signature,
} from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { addMonths, localDateOf } from '../calendar/index.ts'
import type { Capacity } from '../dossier/authority.ts'
import { peopleOf } from './authority.ts'
import { freshDraft, nextNumbers } from './begin.ts'
import { inForceOf } from './entry.ts'
import { changeRevision, forceEffects, putIntoForce } from './force.ts'

/** An event of whatever address, with what a rule cannot make by itself. */
export interface DocumentInput extends Omit<AdvanceDocument, 'type'> {
  readonly type: JournaledDocumentEvent
  readonly file?: DocumentFile
  readonly procedure?: CarriedProcedure
  /** DEFINE: who worked on the definition beside the person who brings it; they drafted as well. */
  readonly workers?: readonly Id[]
  readonly releaseId?: Id
  /** The id that a revision gets which this event begins. */
  readonly newId: Id
}

/** One allowed event on its way into the document. */
export interface Change {
  readonly document: ControlledDocument
  /** Null for events on the document as a whole. */
  readonly revision: DocumentRevision | null
  readonly next: RevisionState | null
  readonly input: DocumentInput
  readonly capacity: Capacity
  readonly accountId: Id
  readonly atMs: number
  /** PUBLISH: when it comes into force. */
  readonly fromMs: number
  readonly zone: string
}

/** How long a check-out holds: a working day, so that what was forgotten in the evening is free in the morning. */
const checkOutMs = 8 * 60 * 60 * 1000

const sign = ({ accountId, capacity, atMs }: Change): Signature => ({ accountId, onBehalfOf: capacity.onBehalfOf, role: capacity.role, atMs })

/** The revision with the change; whoever works on a draft counts as a drafter. */
const worked = (change: Change, parts: Partial<DocumentRevision>): ControlledDocument =>
  changeRevision(change.document, change.revision!.id, (one) => ({
    ...one, ...parts, drafters: [...new Set([...one.drafters, ...peopleOf({ accountId: change.accountId }, change.capacity), ...change.input.workers ?? []])],
  }))

const moved = (change: Change, parts: Partial<DocumentRevision>): ControlledDocument =>
  changeRevision(change.document, change.revision!.id, (one) => ({ ...one, state: change.next!, ...parts }))

const edited = (change: Change): ControlledDocument => {
  const { title, changes, lawIds, reason } = change.input
  return worked(change, Object.fromEntries(Object.entries({ title, changes, lawIds, reason }).filter(([, value]) => value !== undefined)))
}

const revise = (change: Change): ControlledDocument => {
  const { document, input, accountId, capacity } = change
  const base = inForceOf(document) ?? document.revisions.at(-1)!
  const draft = freshDraft({
    id: input.newId, ordinal: document.revisions.length + 1, ...nextNumbers(document, input.kind ?? 'change'), title: input.title ?? base.title,
    reason: input.reason!, lawIds: input.lawIds ?? [], drafters: peopleOf({ accountId }, capacity), procedure: base.procedure,
  })
  return { ...document, revisions: [...document.revisions, draft] }
}

const publish = (change: Change): ControlledDocument => {
  const { document, revision, next, input, fromMs, zone } = change
  const signed = changeRevision(document, revision!.id, (one) => ({
    ...one, published: sign(change), decision: input.decision!, releaseId: input.releaseId ?? null, effectiveFromMs: fromMs,
    ...(next === 'scheduled' ? { state: next } : {}),
  }))
  return next === 'effective' ? putIntoForce(signed, revision!.id, fromMs, zone) : signed
}

/** The first look after `today` in the rhythm that began when it came into force: nobody knows which looks there were before. */
const nextTurn = (from: LocalDate, months: number, today: LocalDate): LocalDate => {
  for (let turn = 1; ; turn += 1) {
    const on = addMonths(from, turn * months)
    if (on > today) return on
  }
}

const takeOver = (change: Change): ControlledDocument => {
  const { document, revision, input, fromMs, atMs, zone } = change
  const signed = changeRevision(document, revision!.id, (one) => ({ ...one, takenOver: sign(change), decision: input.decision! }))
  return { ...putIntoForce(signed, revision!.id, fromMs, zone), nextReviewOn: nextTurn(localDateOf(fromMs, zone), document.reviewEveryMonths, localDateOf(atMs, zone)) }
}

const giveCopy = ({ document, input, atMs }: Change): ControlledDocument => {
  const revision = inForceOf(document)
  const { number, holder } = input.copy ?? { number: 0, holder: undefined }
  if (revision === null) throw new DomainError('event-not-allowed', { event: 'GIVE_COPY', allowed: [] })
  if (holder === undefined) throw new DomainError('invalid-request', { errors: [{ at: '/copy/holder', rule: 'required', message: 'thiếu nơi nhận bản sao', messageEn: 'the holder of the copy is missing' }] })
  if (document.copies.some((copy) => copy.number === number && copy.recalledAtMs === null)) throw new DomainError('name-taken', { copy: number })
  return { ...document, copies: [...document.copies, { number, revisionId: revision.id, holder, givenAtMs: atMs, recalledAtMs: null, outcome: null }] }
}

const recallCopy = ({ document, input, atMs }: Change): ControlledDocument => {
  const at = document.copies.findIndex((copy) => copy.number === input.copy?.number && copy.recalledAtMs === null)
  if (at < 0) throw new DomainError('not-found', { copy: input.copy?.number })
  return { ...document, copies: document.copies.map((copy, index) => (index === at ? { ...copy, recalledAtMs: atMs, outcome: input.copy?.outcome ?? 'returned' } : copy)) }
}

const linkLaw = ({ document, input, atMs }: Change): ControlledDocument => {
  const lawId = input.lawId ?? ''
  if (document.laws.some((link) => link.lawId === lawId)) throw new DomainError('name-taken', { law: lawId })
  return { ...document, laws: [...document.laws, { lawId, note: input.note ?? null, linkedAtMs: atMs, taken: null }] }
}

const assessLaw = ({ document, input, atMs }: Change): ControlledDocument => {
  const open = document.laws.find((link) => link.lawId === input.lawId && link.taken === null)
  if (open === undefined) throw new DomainError('not-found', { law: input.lawId })
  return { ...document, laws: document.laws.map((link) => (link === open ? { ...link, taken: { atMs, revisionId: null, reason: input.reason! } } : link)) }
}

const changes: Readonly<Record<Exclude<JournaledDocumentEvent, 'CREATE' | 'SWITCH'>, (change: Change) => ControlledDocument>> = {
  REVISE: revise, EDIT: edited,
  ATTACH: (change) => worked(change, { file: change.input.file! }),
  DEFINE: (change) => worked(change, { procedure: change.input.procedure! }),
  CHECK_OUT: (change) => worked(change, { checkOut: { accountId: change.accountId, sinceMs: change.atMs, untilMs: change.atMs + checkOutMs } }),
  CHECK_IN: (change) => changeRevision(change.document, change.revision!.id, (one) => ({ ...one, checkOut: null })),
  SUBMIT: (change) => moved({ ...change, document: worked(change, {}) }, { submitted: sign(change), checkOut: null }),
  REVIEW: (change) => moved(change, { reviewed: sign(change) }),
  RETURN: (change) => moved(change, { submitted: null, reviewed: null, approved: null }),
  APPROVE: (change) => moved(change, { approved: sign(change) }),
  PUBLISH: publish, TAKE_OVER: takeOver,
  WITHDRAW: (change) => moved(change, { checkOut: null, effectiveFromMs: null }),
  RETIRE: (change) => ({ ...moved(change, { effectiveToMs: change.atMs }), retiredAtMs: change.atMs, nextReviewOn: null }),
  CONFIRM: ({ document, atMs, zone }) => ({ ...document, nextReviewOn: addMonths(localDateOf(atMs, zone), document.reviewEveryMonths) }),
  DISTRIBUTE: ({ document, input }) => ({ ...document, holders: input.holders ?? [] }),
  GIVE_COPY: giveCopy, RECALL_COPY: recallCopy, LINK_LAW: linkLaw, ASSESS_LAW: assessLaw,
}

/** The document after the event. @throws DomainError invalid-request | name-taken | not-found | event-not-allowed, about copies and laws */
export const applyChange = (change: Change): ControlledDocument => changes[change.input.type as keyof typeof changes](change)

/** Who is to be told of it. */
export const effectsOf = (change: Change): DocumentEffect[] => {
  const { document, revision, next, input } = change
  const revisionId = revision?.id ?? null
  switch (input.type) {
    case 'SUBMIT': return [{ kind: 'toReview', to: { roles: ['qualityManager', 'unitHead', 'oneStopHead'], owner: true }, revisionId }]
    case 'REVIEW': return [{ kind: 'toApprove', to: { roles: ['agencyLeader'], owner: false }, revisionId }]
    case 'APPROVE': return [{ kind: 'toPublish', to: { roles: ['isoSecretary'], owner: false }, revisionId }]
    case 'RETURN': return [{ kind: 'returned', to: { accounts: revision!.drafters }, revisionId }]
    case 'PUBLISH': return next === 'effective' ? forceEffects(document, revision!.id) : []
    case 'WITHDRAW': return [{ kind: 'withdrawn', to: { accounts: revision!.drafters }, revisionId }]
    case 'RETIRE': return [{ kind: 'retired', to: 'holders', revisionId }]
    case 'LINK_LAW': return [{ kind: 'lawChanged', to: { roles: ['unitHead', 'oneStopHead'], owner: true }, revisionId }]
    default: return []
  }
}
