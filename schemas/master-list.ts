/** The lists that an agency keeps of its documents: those of its own, those from outside, its forms, and what it keeps as records. ISO 9001:2015, 7.5.3. */
import Type, { type Static } from 'typebox'
import { closed, Id, LocalDate, nullable, oneOf } from './common.ts'
import { CopyOutcome, DocumentType, PromulgatingDecision, Retention } from './document.ts'
import { LawKind } from './law.ts'

/** Documents of its own (forms among them); documents and laws from outside; forms; records, each by the form that makes it, with how long it is kept; copies on paper, those to be called in first. */
export const masterLists = ['internal', 'external', 'forms', 'records', 'copies'] as const
export const MasterList = oneOf(masterLists)
export type MasterList = Static<typeof MasterList>

/** The most lines of one list: what is longer is cut, and says so. */
export const masterListMost = 2000

/** `on`: as it stood at the end of that day; today by default. `unit`: the owner's, and of laws those that one of its documents follows. */
export const MasterListQuery = closed({ on: Type.Optional(LocalDate), unit: Type.Optional(Id) })

/** A controlled copy on paper, as it stood on the day: `toRecall`, its revision is no longer in force and nobody has called it in. */
export const ListedCopy = closed({
  number: Type.Integer(), holder: Type.String(), givenOn: LocalDate, standing: oneOf(['toRecall', 'inUse', 'recalled']), recalledOn: nullable(LocalDate), outcome: nullable(CopyOutcome),
})
export type ListedCopy = Static<typeof ListedCopy>

/** A line: a document by the revision that is in force, a law, or a copy on paper by the document and revision that it is of. */
export const MasterListLine = closed({
  id: Id, type: nullable(DocumentType), lawKind: nullable(LawKind),
  /** Code of the document, number of the law. */
  code: Type.String(), title: Type.String(), issue: nullable(Type.Integer()), revision: nullable(Type.Integer()),
  /** From when it is in force; of a law also who issued it, when, and until when it is in force. */
  from: LocalDate, to: nullable(LocalDate), issuer: nullable(Type.String()), issuedOn: nullable(LocalDate),
  decision: nullable(PromulgatingDecision), ownerUnitId: nullable(Id), retention: nullable(Retention),
  /** The procedure that a form belongs to; codes of documents that follow a law. Only what the reader may see. */
  parentCode: nullable(Type.String()), followedBy: Type.Array(Type.String()), copy: nullable(ListedCopy),
})
export type MasterListLine = Static<typeof MasterListLine>

/** `isCut`: there are more lines than are answered. */
export const MasterListAnswer = closed({ list: MasterList, on: LocalDate, isCut: Type.Boolean(), lines: Type.Array(MasterListLine) })
export type MasterListAnswer = Static<typeof MasterListAnswer>
