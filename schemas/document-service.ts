/** What the service takes and answers over HTTP about controlled documents and laws. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Id, Instant, LocalDate, nullable, oneOf, Sha256 } from './common.ts'
import { DocumentCode, DocumentEntry, DocumentType, Retention, RevisionState } from './document.ts'
import { Law } from './law.ts'
import { Cursor, page, PageSize } from './service.ts'

/** What a list is asked for: in force, out of force, due for a look, behind a law, not yet read by me, or in a state before being in force. */
export const documentStandings = ['inForce', 'unread', 'draft', 'inReview', 'approved', 'scheduled', 'reviewDue', 'lawOpen', 'retired'] as const
export const DocumentStanding = oneOf(documentStandings)
export type DocumentStanding = Static<typeof DocumentStanding>

export const DocumentFilter = closed({
  /** Words of code or title, with or without marks. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
  type: Type.Optional(DocumentType), unit: Type.Optional(Id), standing: Type.Optional(DocumentStanding),
  limit: Type.Optional(PageSize), after: Type.Optional(Cursor),
})
export type DocumentFilter = Static<typeof DocumentFilter>

const Numbers = closed({ id: Id, issue: Type.Integer(), revision: Type.Integer(), state: RevisionState, effectiveFrom: nullable(Instant) })
/** A line of the master list: the revision in force, and the one under way for those who may see it. */
export const DocumentLine = closed({
  id: Id, version: Type.Integer(), code: DocumentCode, type: DocumentType, title: Type.String(), ownerUnitId: Id, inForce: nullable(Numbers), open: nullable(Numbers),
  nextReviewOn: nullable(LocalDate), retiredAt: nullable(Instant), parentId: nullable(Id),
  /** How long records on a form are kept: with the forms this makes the list of records. */
  retention: nullable(Retention),
  /** It is distributed to me, and I have not taken note of the revision in force. */
  unread: Type.Boolean(),
  /** The last day for the law that it has longest not taken up. */
  lawDueOn: nullable(LocalDate),
})
export type DocumentLine = Static<typeof DocumentLine>
export const DocumentPage = page(DocumentLine)
export type DocumentPage = Static<typeof DocumentPage>

/** One event that the document takes: open to this person, or why not. */
export const DocumentActionList = closed({
  version: Type.Integer(),
  actions: Type.Array(closed({
    event: Type.String(), revisionId: nullable(Id), needs: Type.Array(Type.String()), allowed: Type.Boolean(),
    refusal: nullable(closed({ code: Type.String(), title: Bilingual, details: Type.Record(Type.String(), Type.Unknown()) })),
  })),
})
export type DocumentActionList = Static<typeof DocumentActionList>

/** `verified`: every entry's hash is right, each names the one before, and the last is the one that the document names. */
export const DocumentJournalView = closed({ verified: Type.Boolean(), entries: Type.Array(closed({ entry: DocumentEntry, hash: Sha256 })) })
export type DocumentJournalView = Static<typeof DocumentJournalView>

/** Who is to have the revision in force and has taken note of it, and who has not. */
export const DocumentReaders = closed({
  revisionId: nullable(Id),
  missing: Type.Array(closed({ accountId: Id, fullName: Type.String() })),
  acknowledged: Type.Array(closed({ accountId: Id, fullName: Type.String(), at: Instant })),
})
export type DocumentReaders = Static<typeof DocumentReaders>

export const LawFilter = closed({ q: Type.Optional(Type.String({ maxLength: 200 })), open: Type.Optional(Type.Boolean()), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
export type LawFilter = Static<typeof LawFilter>
/** `linked`: documents that follow it; `open`: those that have not taken it up; `dueOn`: the last day for that (three months). */
export const LawLine = closed({ ...Law.properties, linked: Type.Integer(), open: Type.Integer(), dueOn: LocalDate })
export type LawLine = Static<typeof LawLine>
export const LawPage = page(LawLine)
export type LawPage = Static<typeof LawPage>
/** What a law touches: linked documents, and those that rest on what it replaces or belong to one of these. */
export const LawImpact = closed({
  law: Law, dueOn: LocalDate, daysLeft: Type.Integer(),
  documents: Type.Array(closed({ id: Id, code: DocumentCode, title: Type.String(), type: DocumentType, ownerUnitId: Id, linkedAt: nullable(Instant), takenAt: nullable(Instant) })),
})
export type LawImpact = Static<typeof LawImpact>
export const LinkLaw = closed({ documentIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }) })
