/** Puts a file into a draft while it streams in: object first, row second; what it is, is found out on the way. */
import { Readable } from 'node:stream'
import type { EntityManager } from '@mikro-orm/core'
import type { DocumentFile } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { keepInspection } from '../../storage/documents/texts.ts'
import { newId } from '../../storage/ids.ts'
import { giveBack } from '../../storage/objects/pieces.ts'
import { addObject } from '../../storage/objects/rows.ts'
import type { StoredBytes } from '../../storage/objects/store.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { executorIn } from '../../storage/transaction.ts'
import { decideDocument } from '../../workflows/document/decide.ts'
import type { Deps } from '../deps.ts'
import type { ComingFile } from '../files/coming.ts'
import { acceptedExtensions, FileLook, fileNameFor } from '../files/kinds.ts'
import { refusalOf } from '../files/workshop.ts'
import { carryOutEvent, currentDocument, type DocumentRequest } from './advance-document.ts'
import type { DocumentView } from './document-view.ts'
import { once, type Done } from './once.ts'

/** No controlled document that people read is larger; scans of a whole manual are some tens of megabytes. */
export const fileBytesMax = 100 * 1024 * 1024

/** A file as it comes in. */
export interface Upload { readonly fileName: string; readonly bytes: AsyncIterable<Uint8Array> }

const refusedKind = (look: FileLook): DomainError => (look.isLocked ? refusalOf('encrypted') : new DomainError('file-type-refused', { accepted: acceptedExtensions }))

/** Passes the bytes on while it looks at them, and a child process takes them in. @throws DomainError file-missing | file-too-large | file-type-refused | file-refused */
async function* looked(bytes: AsyncIterable<Uint8Array>, look: FileLook, coming: ComingFile): AsyncGenerator<Buffer> {
  let size = 0
  for await (const piece of bytes) {
    const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    size += buffer.length
    if (size > fileBytesMax) throw new DomainError('file-too-large', { maxBytes: fileBytesMax })
    if (!look.add(buffer)) throw refusedKind(look)
    const taken = coming.add(buffer)
    yield buffer
    await taken
    giveBack(buffer)
  }
  if (size === 0) throw new DomainError('file-missing')
  const kind = look.end()
  if (kind === null) throw refusedKind(look)
  coming.whole(kind.extension)
}

/** A file that lies somewhere and may be read again and again. */
export interface LyingFile { readonly size: number; readonly open: () => AsyncIterable<Uint8Array> }

/** Looks into a file as an upload is looked into, and keeps nothing. @throws DomainError file-missing | file-too-large | file-type-refused | file-refused | file-check-busy */
export const lookAt = async ({ files }: Pick<Deps, 'files'>, { size, open }: LyingFile): Promise<void> => {
  if (size === 0) throw new DomainError('file-missing')
  if (size > fileBytesMax) throw new DomainError('file-too-large', { maxBytes: fileBytesMax })
  const look = new FileLook()
  for await (const piece of open()) if (!look.add(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))) throw refusedKind(look)
  const kind = look.end()
  if (kind === null) throw refusedKind(look)
  await files.inspect(kind.extension, { sizeBytes: size, open: async () => Readable.from(open()) })
}

/** Bytes in the store: what they are, and what was found when they were looked into. */
interface StoredUpload { readonly stored: StoredBytes; readonly file: DocumentFile; readonly inspection: Awaited<ReturnType<Deps['files']['inspect']>> }

/** Puts the bytes into the store, looks into them, and says what they are; a row is written by who takes them. @throws DomainError file-missing | file-too-large | file-type-refused | file-refused | file-check-busy | upload-incomplete | objects-unavailable */
export const storeUpload = async (deps: Pick<Deps, 'objects' | 'files'>, tenantId: string, { bytes, fileName }: Upload): Promise<StoredUpload> => {
  const look = new FileLook()
  const coming = deps.files.coming()
  const stored = await deps.objects.put({ tenantId, body: looked(bytes, look, coming) }).finally(() => coming.drop())
  const kind = look.end()!
  // What is refused here leaves bytes that no row needs: the sweep takes them.
  const inspection = await coming.inspected(kind.extension, { sizeBytes: stored.sizeBytes, open: () => deps.objects.get(stored) })
  return { stored, inspection, file: { objectId: stored.id, sha256: stored.sha256, size: stored.sizeBytes, mediaType: kind.mediaType, name: fileNameFor(fileName, kind) } }
}

/** Enters the bytes with what was found in them, in the transaction of whoever takes them. */
export const keepUpload = async (em: EntityManager, { reader: { tenantId, accountId } }: SignedInPerson, { stored, file, inspection }: StoredUpload, nowMs: number): Promise<void> => {
  await addObject(executorIn(em), tenantId, { stored, contentType: file.mediaType, fileName: file.name, createdBy: accountId, nowMs })
  await keepInspection(executorIn(em), tenantId, stored.id, inspection, nowMs)
}

const placeholder = { objectId: '', sha256: '', size: 1, mediaType: '', name: '' }

/**
 * The draft with the file. Whether the person may is asked before a byte is stored, and decided again with it.
 * The file is looked into in a child process; its text and what is remarked of it are kept with it.
 * @throws DomainError of a file, file-refused | file-check-busy, not-found | stale-version | idempotency-key-reused, and what `decideDocument` refuses of ATTACH
 */
export const attachFile = async (deps: Deps, { person, id, expectedVersion, key, body }: DocumentRequest<Upload>): Promise<Done<DocumentView>> => {
  const early = await currentDocument(deps, { person, id, expectedVersion }).catch((error: unknown) => {
    // A repeated request finds the document changed by itself: its answer is known.
    if (error instanceof DomainError && error.code === 'stale-version') return null
    throw error
  })
  if (early !== null) decideDocument(early.facts, { event: { type: 'ATTACH', file: placeholder, newId: '' }, nowMs: deps.clock.nowMs() })
  const upload = await storeUpload(deps, person.reader.tenantId, body)
  const { file } = upload
  return once(deps, { person, key, request: { attach: id, version: expectedVersion, sha256: file.sha256, name: file.name } }, async (em) => {
    const nowMs = deps.clock.nowMs()
    const found = await currentDocument(deps, { person, id, expectedVersion })
    await keepUpload(em, person, upload, nowMs)
    return carryOutEvent(em, found, { type: 'ATTACH', file, newId: newId() }, nowMs)
  })
}
