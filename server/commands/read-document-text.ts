/** The text of a revision's file, and two of them word by word; only what the reader may open. */
import type { Comparison } from '../../schemas/comparison.ts'
import type { DocumentRevision } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readDocument } from '../../storage/documents/read.ts'
import { findInspections, type KeptInspection } from '../../storage/documents/texts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { isSeen } from '../../workflows/document/seen.ts'
import type { Deps } from '../deps.ts'

const notLookedInto: KeptInspection = { state: 'unread', pages: null, remarks: [], text: null }

/** The revisions by their ids, in the order asked for, each with what is known of its file. @throws DomainError not-found, for what is not there and for what is not for them alike */
const textsOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, { id, revisionIds }: { readonly id: string; readonly revisionIds: readonly string[] }): Promise<{ revision: DocumentRevision; known: KeptInspection }[]> => {
  const read = await readDocument(deps.pool, person.reader, id)
  const revisions = revisionIds.map((one) => read?.document.revisions.find((revision) => revision.id === one))
  if (read === null || revisions.some((one) => one === undefined || !isSeen(read.level, one.state) || one.file === null)) throw new DomainError('not-found')
  const found = revisions as DocumentRevision[]
  const known = await findInspections(deps.pool, person.reader.tenantId, found.map(({ file }) => file!.objectId), { withText: true })
  return found.map((revision) => ({ revision, known: known.get(revision.file!.objectId) ?? notLookedInto }))
}

/** @throws DomainError not-found */
export const readDocumentText = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, asked: { readonly id: string; readonly revisionId: string }): Promise<KeptInspection> => {
  const [found] = await textsOf(deps, person, { id: asked.id, revisionIds: [asked.revisionId] })
  return found!.known
}

/** Two revisions, the older one first, and what changed; null when one of them has no text. */
export interface ComparedRevisions { readonly from: DocumentRevision; readonly to: DocumentRevision; readonly comparison: Comparison | null }

/** @throws DomainError not-found | file-check-busy */
export const compareRevisions = async (deps: Pick<Deps, 'pool' | 'files'>, person: SignedInPerson, asked: { readonly id: string; readonly one: string; readonly other: string }): Promise<ComparedRevisions> => {
  const found = await textsOf(deps, person, { id: asked.id, revisionIds: [asked.one, asked.other] })
  const [from, to] = found.toSorted((one, other) => one.revision.ordinal - other.revision.ordinal)
  const [before, after] = [from!.known.text, to!.known.text]
  return { from: from!.revision, to: to!.revision, comparison: before === null || after === null ? null : await deps.files.compare(before, after) }
}
