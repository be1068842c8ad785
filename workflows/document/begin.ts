/** The beginning of a controlled document, and of a further revision of it. */
import type { Id } from '../../schemas/common.ts'
import { type ControlledDocument, type DocumentDecision, type DocumentFacts, type DocumentRevision, type DocumentType, documentTypes, type NewDocument } from '../../schemas/document.ts'
import type { Actor } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import { chainStart } from '../evidence/chain.ts'
import { mayDo, peopleOf } from './authority.ts'
import { recordEvent } from './entry.ts'

/** How a code begins, by type (domain 4.3); types without a row take any code. */
const prefixes: Readonly<Partial<Record<DocumentType, string>>> = { policy: 'CSCL', manual: 'STCL', objectives: 'MTCL', guidance: 'HD', procedure: 'QT', form: 'BM', list: 'DM' }

/** What the codes of a type begin with; undefined for a type that takes any code. */
export const codePrefixOf = (type: DocumentType): string | undefined => prefixes[type]

/** Whether a code fits its type: STCL, CSCL, MTCL, HD-nn, QT-…, BM-…, DM-…. */
export const codeFits = (type: DocumentType, code: string): boolean => {
  const prefix = prefixes[type]
  return prefix === undefined || code === prefix || new RegExp(`^${prefix}[0-9._-]`).test(code)
}

/** The type whose codes begin so; `other` where none does. */
export const typeOfCode = (code: string): DocumentType => documentTypes.find((type) => prefixes[type] !== undefined && codeFits(type, code)) ?? 'other'

/** Months between two looks at a document, when nothing else is said: once a year (ISO 9001:2015, 9.3). */
const reviewMonths = 12

export interface Beginning {
  readonly tenantId: Id
  readonly documentId: Id
  readonly revisionId: Id
  readonly actor: Actor
  readonly ownerLine: readonly Id[]
  readonly zone: string
  readonly nowMs: number
}

/** What a draft begins with. Its file is new; the procedure goes on as it was until another one is put in. */
export const freshDraft = (parts: Pick<DocumentRevision, 'id' | 'ordinal' | 'issue' | 'revision' | 'title' | 'reason' | 'lawIds' | 'drafters' | 'procedure'>): DocumentRevision => ({
  ...parts, state: 'draft', changes: [], file: null, checkOut: null, submitted: null, reviewed: null, approved: null, published: null,
  decision: null, releaseId: null, effectiveFromMs: null, effectiveToMs: null,
})

/** A new document with its first draft. @throws DomainError role-not-granted | code-not-of-type */
export function decideCreate(wanted: NewDocument, from: Beginning): DocumentDecision {
  const { actor, nowMs } = from
  if (!codeFits(wanted.type, wanted.code)) throw new DomainError('code-not-of-type', { prefix: prefixes[wanted.type], type: wanted.type })
  const capacity = mayDo({ actor, ownerLine: from.ownerLine } as DocumentFacts, 'CREATE', null, nowMs)
  if (capacity instanceof DomainError) throw capacity
  const draft = freshDraft({
    id: from.revisionId, ordinal: 1, issue: wanted.issue ?? 1, revision: wanted.revision ?? 0, title: wanted.title, reason: wanted.reason,
    lawIds: wanted.lawIds ?? [], drafters: peopleOf(actor, capacity), procedure: null,
  })
  const document: ControlledDocument = {
    id: from.documentId, tenantId: from.tenantId, version: 0, code: wanted.code, type: wanted.type, ownerUnitId: wanted.ownerUnitId,
    access: wanted.access ?? 'agency', parentId: wanted.parentId ?? null, retention: wanted.retention ?? null,
    reviewEveryMonths: wanted.reviewEveryMonths ?? reviewMonths, nextReviewOn: null, retiredAtMs: null, revisions: [draft], holders: [], copies: [], laws: [],
    lastEventAtMs: nowMs, journalSeq: 0, journalHash: chainStart,
  }
  const { document: kept, entry } = recordEvent(document, {
    event: 'CREATE', atMs: nowMs, recordedAtMs: nowMs, accountId: actor.accountId, capacity, revisionId: draft.id, more: { reason: wanted.reason },
  })
  return { document: kept, entries: [entry], effects: [] }
}

/** The newest revision that was not called back; the numbers of one that was are free again. */
const latest = ({ revisions }: ControlledDocument): DocumentRevision | undefined => revisions.findLast(({ state }) => state !== 'withdrawn')

/** "Lần ban hành" and "lần sửa đổi" of what comes next: a whole issue counts up and begins at 0, a partial change counts within the issue. */
export const nextNumbers = (document: ControlledDocument, kind: 'issue' | 'change'): { issue: number; revision: number } => {
  const last = latest(document)
  if (last === undefined) return { issue: document.revisions[0]!.issue, revision: document.revisions[0]!.revision }
  return kind === 'issue' ? { issue: last.issue + 1, revision: 0 } : { issue: last.issue, revision: last.revision + 1 }
}
