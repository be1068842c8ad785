/** A document as a program sees it: instants in RFC 3339 with the agency's offset, and no more of it than the reader may see. */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, LocalDate, nullable } from '../../schemas/common.ts'
import {
  type ControlledDocument, DocumentAccess, DocumentChange, DocumentCode, DocumentFile, type DocumentRevision, DocumentType, Holder, PromulgatingDecision, Retention, RevisionState, type Signature,
} from '../../schemas/document.ts'
import { Role } from '../../schemas/procedure.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import { seenAt } from '../../workflows/document/seen.ts'

const instant = nullable(Instant)
const Signed = nullable(closed({ accountId: Id, onBehalfOf: nullable(Id), role: Role, at: Instant }))

const RevisionView = closed({
  id: Id, ordinal: Type.Integer(), issue: Type.Integer(), revision: Type.Integer(), state: RevisionState, title: Type.String(), reason: Type.String(),
  changes: Type.Array(DocumentChange), lawIds: Type.Array(Id), drafters: Type.Array(Id), file: nullable(Type.Omit(DocumentFile, ['objectId'], { additionalProperties: false })),
  procedureCode: nullable(Type.String()), checkOut: nullable(closed({ accountId: Id, since: Instant, until: Instant })),
  submitted: Signed, reviewed: Signed, approved: Signed, published: Signed, takenOver: Type.Optional(Signed), decision: nullable(PromulgatingDecision), releaseId: nullable(Id),
  effectiveFrom: instant, effectiveTo: instant,
})

export const DocumentView = closed({
  id: Id, version: Type.Integer(), code: DocumentCode, type: DocumentType, title: Type.String(), ownerUnitId: Id, access: DocumentAccess, parentId: nullable(Id),
  retention: nullable(Retention), reviewEveryMonths: Type.Integer(), nextReviewOn: nullable(LocalDate), retiredAt: instant,
  /** The revision in force; null when there is none. */
  inForceId: nullable(Id),
  revisions: Type.Array(RevisionView),
  holders: Type.Array(Holder),
  copies: Type.Array(closed({ number: Type.Integer(), revisionId: Id, holder: Type.String(), givenAt: Instant, recalledAt: instant, outcome: nullable(Type.String()) })),
  laws: Type.Array(closed({ lawId: Id, note: nullable(Type.String()), linkedAt: Instant, takenAt: instant, revisionId: nullable(Id), reason: nullable(Type.String()) })),
}, { $id: 'ControlledDocument' })
export type DocumentView = Static<typeof DocumentView>

/** The revision that names the document: the one in force, else the newest that is shown. */
export const shownRevision = ({ revisions }: Pick<ControlledDocument, 'revisions'>): DocumentRevision | null =>
  inForceOf({ revisions }) ?? revisions.at(-1) ?? null

type Writer = (ms: number) => string
const orNull = (at: Writer, ms: number | null): string | null => (ms === null ? null : at(ms))
const signed = (at: Writer, signature: Signature | null) => (signature === null ? null
  : { accountId: signature.accountId, onBehalfOf: signature.onBehalfOf, role: signature.role, at: at(signature.atMs) })

const revisionView = (at: Writer, one: DocumentRevision): Static<typeof RevisionView> => ({
  id: one.id, ordinal: one.ordinal, issue: one.issue, revision: one.revision, state: one.state, title: one.title, reason: one.reason, changes: one.changes,
  lawIds: one.lawIds, drafters: one.drafters, procedureCode: one.procedure?.code ?? null,
  file: one.file === null ? null : { sha256: one.file.sha256, size: one.file.size, mediaType: one.file.mediaType, name: one.file.name },
  checkOut: one.checkOut === null ? null : { accountId: one.checkOut.accountId, since: at(one.checkOut.sinceMs), until: at(one.checkOut.untilMs) },
  submitted: signed(at, one.submitted), reviewed: signed(at, one.reviewed), approved: signed(at, one.approved), published: signed(at, one.published), ...(one.takenOver === undefined ? {} : { takenOver: signed(at, one.takenOver) }),
  decision: one.decision, releaseId: one.releaseId, effectiveFrom: orNull(at, one.effectiveFromMs), effectiveTo: orNull(at, one.effectiveToMs),
})

/** The view of a document at a level, in the agency's zone. */
export const documentViewOf = (whole: ControlledDocument, level: 1 | 2 | 3, zone: string): DocumentView => {
  const at: Writer = (ms) => formatInstant(ms, zone)
  const document = seenAt(level, whole)
  return {
    id: document.id, version: document.version, code: document.code, type: document.type, title: shownRevision(document)?.title ?? '', ownerUnitId: document.ownerUnitId,
    access: document.access, parentId: document.parentId, retention: document.retention, reviewEveryMonths: document.reviewEveryMonths, nextReviewOn: document.nextReviewOn,
    retiredAt: orNull(at, document.retiredAtMs), inForceId: inForceOf(document)?.id ?? null, revisions: document.revisions.map((one) => revisionView(at, one)),
    holders: [...document.holders],
    copies: document.copies.map(({ number, revisionId, holder, givenAtMs, recalledAtMs, outcome }) =>
      ({ number, revisionId, holder, givenAt: at(givenAtMs), recalledAt: orNull(at, recalledAtMs), outcome })),
    laws: document.laws.map(({ lawId, note, linkedAtMs, taken }) =>
      ({ lawId, note, linkedAt: at(linkedAtMs), takenAt: orNull(at, taken?.atMs ?? null), revisionId: taken?.revisionId ?? null, reason: taken?.reason ?? null })),
  }
}
