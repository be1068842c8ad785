/** Hands out the file of a revision: the one in force to everybody who may have the document, another to the few who may see it, marked. */
import type { Readable } from 'node:stream'
import type { DocumentRevision } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { readDocument } from '../../storage/documents/read.ts'
import { readObject } from '../../storage/objects/read.ts'
import { findObject } from '../../storage/objects/rows.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import { isSeen } from '../../workflows/document/seen.ts'
import type { Deps } from '../deps.ts'
import { hasCopy, pdfStandings } from './document-pdf.ts'

/** A file on its way out. */
export interface DocumentBytes {
  readonly bytes: Readable
  readonly sha256: string
  readonly sizeBytes: number
  readonly mediaType: string
  /** Says code, issue and revision, and what is not in force says so too. */
  readonly fileName: string
  readonly state: DocumentRevision['state']
}

/** As it stands in names of files. */
export const numbersOfFile = ({ issue, revision }: Pick<DocumentRevision, 'issue' | 'revision'>): string => `${two(issue)}.${two(revision)}`
const two = (number: number): string => String(number).padStart(2, '0')
/** What is not in force says so in its name. */
export const marks: Readonly<Partial<Record<DocumentRevision['state'], string>>> = {
  superseded: 'LỖI THỜI ', obsolete: 'HẾT HIỆU LỰC ', withdrawn: 'ĐÃ THU HỒI ', draft: 'DỰ THẢO ', inReview: 'DỰ THẢO ', approved: 'CHƯA HIỆU LỰC ', scheduled: 'CHƯA HIỆU LỰC ',
}

/** A revision that somebody may see, and the document that it is of. */
interface SeenRevision { readonly tenantId: string; readonly code: string; readonly revision: DocumentRevision }

/** The file as it is. @throws DomainError not-found when the revision has no file; object-missing | objects-unavailable */
export const bytesOf = async (deps: Pick<Deps, 'pool' | 'objects'>, { tenantId, code, revision: { file, state, issue, revision } }: SeenRevision): Promise<DocumentBytes> => {
  if (file === null) throw new DomainError('not-found')
  const object = await findObject(deps.pool, tenantId, file.objectId)
  if (object === undefined) throw new Error('a revision names an object that has no row')
  const extension = file.name.slice(file.name.lastIndexOf('.'))
  return {
    bytes: await readObject(deps.objects, object), sha256: object.sha256, sizeBytes: object.sizeBytes, mediaType: file.mediaType, state,
    fileName: `${marks[state] ?? ''}${code} lần ${numbersOfFile({ issue, revision })}${extension}`,
  }
}

/** `revisionId` undefined: the revision in force. @throws DomainError not-found, for what is not there and for what is not for them alike; original-for-drafters; object-missing | objects-unavailable */
export const readDocumentFile = async (
  deps: Pick<Deps, 'pool' | 'objects' | 'clock' | 'office'>, person: SignedInPerson, { id, revisionId }: { readonly id: string; readonly revisionId: string | undefined },
): Promise<DocumentBytes> => {
  const read = await readDocument(deps.pool, person.reader, id)
  if (read === null) throw new DomainError('not-found')
  const revision = revisionId === undefined ? inForceOf(read.document) : read.document.revisions.find((one) => one.id === revisionId) ?? null
  if (revision === null || !isSeen(read.level, revision.state)) throw new DomainError('not-found')
  // Forms are filled in as they are; of what no copy can be made, the file itself is all there is.
  if (read.level < 3 && read.document.type !== 'form' && revision.file !== null) {
    const standings = await pdfStandings(deps, person.reader.tenantId, [revision.file])
    if (hasCopy(standings.get(revision.file.objectId))) throw new DomainError('original-for-drafters')
  }
  return bytesOf(deps, { tenantId: person.reader.tenantId, code: read.document.code, revision })
}
