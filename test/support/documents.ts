/** Documents for tests of the rules: an organisation in which anybody may hold anything, and what a document looked like over time. */
import type { Id } from '../../schemas/common.ts'
import type { ControlledDocument, DocumentDecision, DocumentEntry, DocumentFacts, NewDocument } from '../../schemas/document.ts'
import type { Actor, HeldRole } from '../../schemas/dossier.ts'
import type { Role } from '../../schemas/procedure.ts'
import { decideCreate } from '../../workflows/document/begin.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import type { DocumentInput } from '../../workflows/document/apply.ts'

export const zone = 'Asia/Ho_Chi_Minh'

/** An id that is told apart by its number. */
export const idOf = (number: number): Id => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

export const agencyUnit = idOf(1)
export const ownerUnit = idOf(2)
export const otherUnit = idOf(3)
export const ownerLine = [ownerUnit, agencyUnit]

export const actorWith = (accountId: Id, roles: readonly Role[], unitId: Id = ownerUnit): Actor =>
  ({ accountId, roles: roles.map((role): HeldRole => ({ role, unitId, onBehalfOf: null })) })

export const secretary = actorWith(idOf(10), ['isoSecretary'], agencyUnit)
export const drafter = actorWith(idOf(11), ['specialist'])
export const head = actorWith(idOf(12), ['unitHead'])
export const leader = actorWith(idOf(13), ['agencyLeader'], agencyUnit)

export const file = { objectId: idOf(9), sha256: 'a'.repeat(64), size: 10, mediaType: 'application/pdf', name: 'a.pdf' }
export const decision = { number: '12/QĐ-UBND', on: '2026-01-05' }

let made = 100
export const freshId = (): Id => idOf(made += 1)

export const newDocument = (more: Partial<NewDocument> = {}): NewDocument =>
  ({ code: 'HD-01', type: 'guidance', title: 'Kiểm soát thông tin dạng văn bản', ownerUnitId: ownerUnit, reason: 'Ban hành lần đầu', ...more })

export const createdBy = (actor: Actor, nowMs: number, more: Partial<NewDocument> = {}): DocumentDecision =>
  decideCreate(newDocument(more), { tenantId: idOf(5), documentId: freshId(), revisionId: freshId(), actor, ownerLine, zone, nowMs })

export const factsOf = (document: ControlledDocument, actor: Actor): DocumentFacts => ({ document, actor, ownerLine, zone, findings: [] })

/** A document and everything that was written down about it. */
export interface Kept { document: ControlledDocument; readonly entries: DocumentEntry[] }

/** Carries an event out and keeps it. @throws what the rule refuses */
export const carryOut = (kept: Kept, actor: Actor, event: Omit<DocumentInput, 'newId'>, nowMs: number): DocumentDecision => {
  const decided = decideDocument(factsOf(kept.document, actor), { event: { newId: freshId(), ...event }, nowMs })
  kept.document = decided.document
  kept.entries.push(...decided.entries.map(({ entry }) => entry))
  return decided
}

/** From a draft to publication, by people who may; `effectiveOn` null: at once. */
export const publishDraft = (kept: Kept, nowMs: number, effectiveOn: string | null = null): void => {
  const at = (step: number): number => nowMs + step
  if (kept.document.revisions.at(-1)?.file === null) carryOut(kept, drafter, { type: 'ATTACH', file }, at(1))
  if (kept.document.revisions.length > 1) carryOut(kept, drafter, { type: 'EDIT', changes: [{ place: '5.1', what: 'Sửa' }] }, at(2))
  carryOut(kept, drafter, { type: 'SUBMIT' }, at(3))
  carryOut(kept, head, { type: 'REVIEW' }, at(4))
  carryOut(kept, leader, { type: 'APPROVE' }, at(5))
  carryOut(kept, secretary, { type: 'PUBLISH', decision, ...(effectiveOn === null ? {} : { effectiveOn }) }, at(6))
}

/** A new document, published at once. */
export const publishedAt = (nowMs: number): Kept => {
  const { document, entries } = createdBy(drafter, nowMs)
  const kept: Kept = { document, entries: entries.map(({ entry }) => entry) }
  publishDraft(kept, nowMs)
  return kept
}

/** Stretches in which a revision is in force, as the journal tells them: from an entry's instant to the next one that names another. */
export const stretchesOf = (entries: readonly DocumentEntry[]): { from: string; inForce: Id | null }[] => {
  const stretches: { from: string; inForce: Id | null }[] = []
  for (const { at, inForce } of entries) if (stretches.at(-1)?.inForce !== inForce) stretches.push({ from: at, inForce })
  return stretches
}
