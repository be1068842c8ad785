/** What a controlled document, its revisions, a request to move it, and its journal are. ISO 9001:2015, 7.5; QĐ 19/2014/QĐ-TTg. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, InstantMs, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import type { Actor } from './dossier.ts'
import { type Finding, Role } from './procedure.ts'

/** Quality policy, quality manual, quality objectives, guidance, procedure, form, list, document from outside, anything else that is controlled. */
export const documentTypes = ['policy', 'manual', 'objectives', 'guidance', 'procedure', 'form', 'list', 'external', 'other'] as const
export const DocumentType = oneOf(documentTypes)
export type DocumentType = Static<typeof DocumentType>

/** Code as the agency writes it: STCL, HD-01, QT-ĐT-02, BM-01.02. */
export const DocumentCode = Type.String({ minLength: 2, maxLength: 40, pattern: '^[A-ZĐ0-9][A-ZĐ0-9._-]{1,39}$' })
export type DocumentCode = Static<typeof DocumentCode>

export const revisionStates = ['draft', 'inReview', 'approved', 'scheduled', 'effective', 'superseded', 'obsolete', 'withdrawn'] as const
export const RevisionState = oneOf(revisionStates)
export type RevisionState = Static<typeof RevisionState>

/** `agency`: the revision in force is for everybody of the agency. `holders`: for its holders alone. */
export const DocumentAccess = oneOf(['agency', 'holders'])
export type DocumentAccess = Static<typeof DocumentAccess>

/** The file of a revision: what it is, is found out from its content; the name only names it. */
export const DocumentFile = closed({
  /** Where its bytes lie: the row of the stored object. */
  objectId: Id,
  sha256: Sha256, size: Type.Integer({ minimum: 1, maximum: 1_073_741_824 }), mediaType: Type.String({ minLength: 3, maxLength: 100 }), name: line(200),
})
export type DocumentFile = Static<typeof DocumentFile>

/** Who did it, in which capacity, and when: a line of the control page. */
export const Signature = closed({ accountId: Id, onBehalfOf: nullable(Id), role: Role, atMs: InstantMs })
export type Signature = Static<typeof Signature>

/** A line of the change table ("bảng theo dõi sửa đổi"): which part, and what changed. */
export const DocumentChange = closed({ place: line(300), what: text(2000) })
export type DocumentChange = Static<typeof DocumentChange>

/** Number and day of the decision that promulgates. */
export const PromulgatingDecision = closed({ number: line(60), on: LocalDate })
export type PromulgatingDecision = Static<typeof PromulgatingDecision>

/** The procedure that a revision carries: its code, and the hash of the definition as it was drafted (its first day is set when it is published). */
export const CarriedProcedure = closed({ code: Code, hash: Sha256 })
export type CarriedProcedure = Static<typeof CarriedProcedure>

export const DocumentRevision = closed({
  id: Id,
  ordinal: Type.Integer({ minimum: 1, maximum: 500 }),
  /** "Lần ban hành": counts whole issues. "Lần sửa đổi": counts partial changes within one, from 0. */
  issue: Type.Integer({ minimum: 1, maximum: 999 }),
  revision: Type.Integer({ minimum: 0, maximum: 999 }),
  state: RevisionState,
  title: line(300),
  /** Why it is changed: mandatory (ISO 9001:2015, 7.5.2). */
  reason: text(2000),
  changes: Type.Array(DocumentChange, { maxItems: 100 }),
  /** Laws that it takes up: their three months end when it comes into force. */
  lawIds: Type.Array(Id, { maxItems: 60 }),
  /** Everybody who worked on it, the absent person of a substitute included: four-eyes reads it. */
  drafters: Type.Array(Id, { minItems: 1, maxItems: 60 }),
  file: nullable(DocumentFile),
  procedure: nullable(CarriedProcedure),
  checkOut: nullable(closed({ accountId: Id, sinceMs: InstantMs, untilMs: InstantMs })),
  submitted: nullable(Signature),
  reviewed: nullable(Signature),
  approved: nullable(Signature),
  published: nullable(Signature),
  /** Who took it over as it was in force before this service knew it: nobody reviewed, approved or published it here. */
  takenOver: Type.Optional(Signature),
  decision: nullable(PromulgatingDecision),
  releaseId: nullable(Id),
  /** From when (included) to when (excluded) it was, is or will be in force; null from: never yet decided. Null to: no end known. */
  effectiveFromMs: nullable(InstantMs),
  effectiveToMs: nullable(InstantMs),
})
export type DocumentRevision = Static<typeof DocumentRevision>

/** Who is to have a document: a unit with everybody in it, or one person. */
export const Holder = closed({ unitId: nullable(Id), accountId: nullable(Id) })
export type Holder = Static<typeof Holder>

/** What became of a copy that was called in. */
export const CopyOutcome = oneOf(['returned', 'destroyed', 'lost'])

/** A controlled copy on paper: given out with a number, called in when its revision is no longer in force. */
export const PaperCopy = closed({
  number: Type.Integer({ minimum: 1, maximum: 9999 }), revisionId: Id, holder: line(200), givenAtMs: InstantMs,
  recalledAtMs: nullable(InstantMs), outcome: nullable(CopyOutcome),
})
export type PaperCopy = Static<typeof PaperCopy>

/** A law that the document must follow, and how it was taken up: by a revision, or by a look that found nothing to change. */
export const LawLink = closed({
  lawId: Id, note: nullable(line(300)), linkedAtMs: InstantMs,
  taken: nullable(closed({ atMs: InstantMs, revisionId: nullable(Id), reason: nullable(text(2000)) })),
})
export type LawLink = Static<typeof LawLink>

/** How long records on a form are kept, and where; null years: for ever. */
export const Retention = closed({ years: nullable(Type.Integer({ minimum: 1, maximum: 200 })), place: line(200) })
export type Retention = Static<typeof Retention>

/** Everything that decides what may happen next to one document; kept whole, versioned, and rebuilt by nothing but its own events. */
export const ControlledDocument = closed({
  id: Id,
  tenantId: Id,
  version: Type.Integer({ minimum: 0 }),
  code: DocumentCode,
  type: DocumentType,
  ownerUnitId: Id,
  access: DocumentAccess,
  /** The procedure that a form belongs to. */
  parentId: nullable(Id),
  retention: nullable(Retention),
  reviewEveryMonths: Type.Integer({ minimum: 1, maximum: 120 }),
  nextReviewOn: nullable(LocalDate),
  retiredAtMs: nullable(InstantMs),
  revisions: Type.Array(DocumentRevision, { minItems: 1, maxItems: 500 }),
  holders: Type.Array(Holder, { maxItems: 300 }),
  copies: Type.Array(PaperCopy, { maxItems: 500 }),
  laws: Type.Array(LawLink, { maxItems: 200 }),
  lastEventAtMs: InstantMs,
  journalSeq: Type.Integer({ minimum: 0 }),
  journalHash: Sha256,
})
export type ControlledDocument = Static<typeof ControlledDocument>

/** Body of POST /documents: a new document with its first draft. */
export const NewDocument = closed({
  code: DocumentCode, type: DocumentType, title: line(300), ownerUnitId: Id, reason: text(2000),
  access: Type.Optional(DocumentAccess), parentId: Type.Optional(Id), retention: Type.Optional(Retention),
  reviewEveryMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
  lawIds: Type.Optional(Type.Array(Id, { maxItems: 60, uniqueItems: true })),
  /** The first issue that this service holds: an agency begins with documents that have a past. */
  issue: Type.Optional(Type.Integer({ minimum: 1, maximum: 999 })),
  revision: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
})
export type NewDocument = Static<typeof NewDocument>

/** Events that a person may cause by name. Files, definitions and releases have addresses of their own. */
export const documentEvents = [
  'REVISE', 'EDIT', 'CHECK_OUT', 'CHECK_IN', 'SUBMIT', 'REVIEW', 'RETURN', 'APPROVE', 'PUBLISH', 'WITHDRAW', 'RETIRE', 'CONFIRM',
  'DISTRIBUTE', 'GIVE_COPY', 'RECALL_COPY', 'LINK_LAW', 'ASSESS_LAW',
] as const
export type DocumentEventType = (typeof documentEvents)[number]

/** Body of POST /documents/:id/events. */
export const AdvanceDocument = closed({
  type: oneOf(documentEvents),
  /** The revision meant; by default the one that the event fits. */
  revisionId: Type.Optional(Id),
  reason: Type.Optional(text(2000)),
  /** REVISE: a whole new issue, or a partial change. */
  kind: Type.Optional(oneOf(['issue', 'change'])),
  title: Type.Optional(line(300)),
  changes: Type.Optional(Type.Array(DocumentChange, { maxItems: 100 })),
  lawIds: Type.Optional(Type.Array(Id, { maxItems: 60, uniqueItems: true })),
  decision: Type.Optional(PromulgatingDecision),
  /** PUBLISH: from the beginning of this day; by default today, at once. */
  effectiveOn: Type.Optional(LocalDate),
  holders: Type.Optional(Type.Array(Holder, { maxItems: 300 })),
  copy: Type.Optional(closed({
    number: Type.Integer({ minimum: 1, maximum: 9999 }), holder: Type.Optional(line(200)), outcome: Type.Optional(oneOf(['returned', 'destroyed', 'lost'])),
  })),
  lawId: Type.Optional(Id),
  note: Type.Optional(line(300)),
})
export type AdvanceDocument = Static<typeof AdvanceDocument>

/** What the journal tells of: the events of people, and those that follow by themselves or by another address. */
export type JournaledDocumentEvent = DocumentEventType | 'CREATE' | 'ATTACH' | 'DEFINE' | 'SWITCH' | 'TAKE_OVER'

/** One journal entry before it is chained; RFC 8785 canonical JSON of it, with `prev`, is what is hashed. */
export const DocumentEntry = closed({
  v: Type.Literal(1),
  tenant: Id,
  document: Id,
  seq: Type.Integer({ minimum: 1 }),
  prev: Sha256,
  /** When it took effect; a switch takes effect at midnight, and is recorded when the service carried it out. */
  at: Instant,
  recordedAt: Instant,
  event: Type.String({ maxLength: 40 }),
  actor: closed({ account: nullable(Id), onBehalfOf: nullable(Id), role: nullable(Role), unit: nullable(Id) }),
  code: DocumentCode,
  /** The revision that it was about, and how it stood afterwards. */
  revision: nullable(closed({ id: Id, issue: Type.Integer(), revision: Type.Integer(), state: RevisionState })),
  /** The revision in force after it; null: none. Two can never be named. */
  inForce: nullable(Id),
  replaced: Type.Optional(Id),
  reason: Type.Optional(text(2000)),
  file: Type.Optional(Sha256),
  procedure: Type.Optional(Sha256),
  decision: Type.Optional(PromulgatingDecision),
  release: Type.Optional(Id),
  effectiveFrom: Type.Optional(Instant),
  nextReviewOn: Type.Optional(nullable(LocalDate)),
  law: Type.Optional(Id),
  copy: Type.Optional(Type.Integer()),
  outcome: Type.Optional(Type.String({ maxLength: 20 })),
  holders: Type.Optional(Type.Array(Holder, { maxItems: 300 })),
})
export type DocumentEntry = Static<typeof DocumentEntry>
export interface ChainedDocumentEntry { readonly entry: DocumentEntry; readonly canonical: string; readonly hash: Sha256 }

/** What storage tells about a document and its actor; a rule decides on this and on the time alone. */
export interface DocumentFacts {
  readonly document: ControlledDocument
  readonly actor: Actor
  /** The owner unit itself and all above it on the day, lowest first. */
  readonly ownerLine: readonly Id[]
  /** The agency's zone: the day begins at its midnight. */
  readonly zone: string
  /** Open errors of the check on the definition that the open revision carries. */
  readonly findings: readonly Finding[]
  /** The table of steps was edited for the draft, and what it says now is not in the draft. Absent: it is. */
  readonly tableOpen?: boolean
}

/** A thing to tell people after the decision is kept. `to`: who. Plain data. */
export interface DocumentEffect {
  readonly kind: 'toReview' | 'toApprove' | 'toPublish' | 'returned' | 'inForce' | 'withdrawn' | 'retired' | 'lawChanged' | 'recall'
  readonly to: { readonly roles: readonly Role[]; readonly owner: boolean } | { readonly accounts: readonly Id[] } | 'holders'
  readonly revisionId: Id | null
}

/** What a rule decided: the next document, what to write down, and whom to tell. */
export interface DocumentDecision {
  readonly document: ControlledDocument
  readonly entries: readonly ChainedDocumentEntry[]
  readonly effects: readonly DocumentEffect[]
}
