/** What anybody may read, as a stamped copy: made once a day for all who ask, or the file itself where no copy can be made of it. */
import { DomainError } from '../../schemas/errors.ts'
import { publicDocuments, type PublicDocument } from '../../storage/public.ts'
import { findTenant } from '../../storage/tenants.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { shortDate } from '../render/words.ts'
import { type CopyBytes, makeCopy, sendable, uncontrolled } from './copy-stamp.ts'
import { hasCopy, pdfStandings } from './document-pdf.ts'
import { bytesOf, type DocumentBytes } from './read-document-file.ts'

/** Policies of a few agencies; a larger copy is made each time. */
const keptMost = 8
const keptBytesMax = 4 << 20

/** The copies of today, by what they say. */
export class PublicCopies {
  readonly #kept = new Map<string, Promise<CopyBytes>>()

  /** The copy under a key, made once however many ask; what failed or is large is made again. */
  async of(key: string, make: () => Promise<CopyBytes>): Promise<CopyBytes> {
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const begun = make()
    this.#kept.set(key, begun)
    for (const old of [...this.#kept.keys()].slice(0, -keptMost)) this.#kept.delete(old)
    const copy = await begun.catch((error: unknown) => { this.#kept.delete(key); throw error })
    if (copy.sizeBytes > keptBytesMax) this.#kept.delete(key)
    return copy
  }
}

const copied = async (deps: Deps, { tenantId, code, revision }: PublicDocument, { origin, copies, taking }: PublicRequest): Promise<DocumentBytes> => {
  const zone = (await findTenant(deps.orm.em.fork(), tenantId))?.zone ?? 'Asia/Ho_Chi_Minh'
  const nowMs = deps.clock.nowMs()
  const today = localDateOf(nowMs, zone)
  const copy = await copies.of(`${revision.id} ${today} ${deps.links.copyLinkOf(revision.id, origin)}`, () => {
    taking()
    return makeCopy(deps, { tenantId, zone, code, revision, nowMs, origin, standing: uncontrolled, owner: `người đọc trang công khai, ${shortDate(today)}`, control: null })
  })
  return sendable(copy)
}

/** `taking`: told before a copy is made, and throws when this visitor had too many made. */
export interface PublicRequest { readonly origin: string; readonly copies: PublicCopies; readonly taking: () => void }

/** The copy of a document that anybody may read. @throws DomainError not-found, for what is not there and for what is not public alike; copy-in-work; what `taking` throws; file-check-busy | object-missing | objects-unavailable */
export const publicCopy = async (deps: Deps, id: string, request: PublicRequest): Promise<DocumentBytes> => {
  const [found] = await publicDocuments(deps.pool, { id }, deps.clock.nowMs())
  const file = found?.revision.file ?? null
  if (found === undefined || file === null) throw new DomainError('not-found')
  const standing = (await pdfStandings(deps, found.tenantId, [file])).get(file.objectId)
  if (!hasCopy(standing)) return bytesOf(deps, found)
  return copied(deps, found, request).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'no-copy') return bytesOf(deps, found)
    throw error
  })
}
