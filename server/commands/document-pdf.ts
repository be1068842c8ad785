/** The PDF that copies of a file are made of: itself, or what LibreOffice made of it. It is made once, on first demand or by the job, and again when it is missing. */
import { Readable } from 'node:stream'
import type { DocumentFile } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { Inspection } from '../../schemas/file-check.ts'
import { addReadText } from '../../storage/documents/texts.ts'
import { findViews, forgetView, keepView } from '../../storage/documents/views.ts'
import { readObject } from '../../storage/objects/read.ts'
import { addObject, findObject, type ObjectRow } from '../../storage/objects/rows.ts'
import { executorIn } from '../../storage/transaction.ts'
import type { Deps } from '../deps.ts'
import { OfficeBroke } from '../files/office.ts'
import { copyWayOf, extensionOf } from '../files/kinds.ts'
import { catalogues } from '../views/texts/index.ts'

type Needed = Pick<Deps, 'pool' | 'orm' | 'clock' | 'objects' | 'files' | 'office'>

/** `ready`: there is one. `toMake`: it is made when it is asked for. `failed`: LibreOffice could not. `notHere`: it is not installed. `never`: the kind or size has none. */
export type PdfStanding = 'ready' | 'toMake' | 'failed' | 'notHere' | 'never'
/** Whether a copy can be had. */
export const hasCopy = (standing: PdfStanding | undefined): boolean => standing === 'ready' || standing === 'toMake'

/** A file that could not be converted is tried again after this long: LibreOffice may be a newer one, or the machine less busy. */
const retryAfterMs = 24 * 60 * 60 * 1000

type CopiedFile = Pick<DocumentFile, 'objectId' | 'mediaType' | 'size'>

/** How each of these files stands, by its object. */
export const pdfStandings = async ({ pool, clock, office }: Pick<Deps, 'pool' | 'clock' | 'office'>, tenantId: string, files: readonly CopiedFile[]): Promise<ReadonlyMap<string, PdfStanding>> => {
  const views = await findViews(pool, tenantId, files.filter((file) => copyWayOf(file) === 'overPdf').map(({ objectId }) => objectId))
  const standingOf = (file: CopiedFile): PdfStanding => {
    const way = copyWayOf(file)
    if (way !== 'overPdf') return way === 'itself' ? 'ready' : 'never'
    const view = views.get(file.objectId)
    if (view !== undefined && view.pdfId !== null) return 'ready'
    if (view !== undefined && clock.nowMs() - view.madeAtMs < retryAfterMs) return 'failed'
    return office.isThere ? 'toMake' : 'notHere'
  }
  return new Map(files.map((file) => [file.objectId, standingOf(file)]))
}

/** What LibreOffice made is trusted no more than what it was made of: it is looked into like an upload. Null: none could be made. */
const converted = async ({ office, objects, files }: Needed, source: ObjectRow): Promise<{ readonly bytes: Buffer; readonly inspection: Inspection } | null> => {
  try {
    const bytes = await office.convert(extensionOf(source.contentType), { sizeBytes: source.sizeBytes, open: () => readObject(objects, source) })
    // Whoever reads a piece gives its memory back: a copy is looked into.
    const inspection = await files.inspect('pdf', { sizeBytes: bytes.length, open: async () => Readable.from([Buffer.from(bytes)]) })
    return { bytes, inspection }
  } catch (error) {
    if (error instanceof OfficeBroke || (error instanceof DomainError && error.code === 'file-refused')) return null
    throw error
  }
}

/** Makes the PDF of a file and keeps it, with its text where the file's own kind is not read, or that there is none; two that make the same keep the first. @throws DomainError file-check-busy | object-missing | objects-unavailable */
export const makePdf = async (deps: Needed, tenantId: string, source: ObjectRow): Promise<void> => {
  const made = await converted(deps, source)
  const nowMs = deps.clock.nowMs()
  if (made === null) {
    await keepView(deps.pool, tenantId, source.id, { pdfId: null, madeAtMs: nowMs })
    return
  }
  const stored = await deps.objects.put({ tenantId, body: Readable.from([made.bytes]) })
  const fileName = `${source.fileName.slice(0, 200)}.pdf`
  await deps.orm.em.fork().transactional(async (em) => {
    const db = executorIn(em)
    await addObject(db, tenantId, { stored, contentType: 'application/pdf', fileName, createdBy: null, nowMs })
    if (!await keepView(db, tenantId, source.id, { pdfId: stored.id, madeAtMs: nowMs })) throw new NotWanted()
    await addReadText(db, tenantId, source.id, made.inspection)
  }).catch((error: unknown) => { if (!(error instanceof NotWanted)) throw error })
}

/** Another one was first, or the file is not kept any more: the row is taken back, the sweep takes the bytes. */
class NotWanted extends Error {}

const inPatience = async (work: Promise<void>, patienceMs: number): Promise<void> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new DomainError('copy-in-work', { retryAfterSeconds: 5 })), patienceMs)
  work.catch(() => undefined)
  await Promise.race([work, promise]).finally(() => clearTimeout(timer))
}

const noCopy = (reason: keyof typeof catalogues.vi.noCopy): DomainError => new DomainError('no-copy', { reason, why: catalogues.vi.noCopy[reason], whyEn: catalogues.en.noCopy[reason] })

/** The kept PDF; forgotten when its bytes are missing. */
const keptPdf = async (deps: Needed, tenantId: string, objectId: string): Promise<ObjectRow | null> => {
  const view = (await findViews(deps.pool, tenantId, [objectId])).get(objectId)
  if (view === undefined || view.pdfId === null) return null
  const pdf = await findObject(deps.pool, tenantId, view.pdfId)
  if (pdf === undefined) throw new Error('a view names an object that has no row')
  const isThere = await deps.objects.get(pdf, { range: { start: 0, end: 0 } }).then((bytes) => { bytes.destroy(); return true }, (error: unknown) => {
    if (error instanceof DomainError && error.code === 'object-missing') return false
    throw error
  })
  if (isThere) return pdf
  await forgetView(deps.pool, tenantId, objectId, { pdfId: pdf.id, nowMs: deps.clock.nowMs(), ground: 'the bytes of this PDF were missing; it is made again' })
  return null
}

/** A sum that is not right, or a sector that the disk cannot read. */
const isDamage = (error: unknown): boolean => (error instanceof DomainError && error.code === 'object-damaged') || (error as NodeJS.ErrnoException | null)?.code === 'EIO'

/**
 * What `work` makes of the PDF of a file. A kept one that turns out damaged while it is read is forgotten and made again, once; an original that is damaged cannot be mended so.
 * @throws whatever `pdfOf` and `work` throw; DomainError object-damaged
 */
export const withPdf = async <T>(deps: Needed, tenantId: string, file: CopiedFile, work: (pdf: ObjectRow) => Promise<T>): Promise<T> => {
  const pdf = await pdfOf(deps, tenantId, file)
  try {
    return await work(pdf)
  } catch (error) {
    if (pdf.id === file.objectId || !isDamage(error)) throw error
    await forgetView(deps.pool, tenantId, file.objectId, { pdfId: pdf.id, nowMs: deps.clock.nowMs(), ground: 'the bytes of this PDF were damaged; it is made again' })
    return work(await pdfOf(deps, tenantId, file))
  }
}

/**
 * The object that copies of a file are made of.
 * @throws DomainError no-copy; copy-in-work while it is being made; object-purged; file-check-busy | object-missing | objects-unavailable
 */
const pdfOf = async (deps: Needed, tenantId: string, file: CopiedFile): Promise<ObjectRow> => {
  const source = await findObject(deps.pool, tenantId, file.objectId)
  if (source === undefined) throw new Error('a revision names an object that has no row')
  if (source.state === 'purged') throw new DomainError('object-purged', { ground: source.discardGround })
  if (copyWayOf(file) === 'itself') return source
  const kept = await keptPdf(deps, tenantId, source.id)
  if (kept !== null) return kept
  const standing = (await pdfStandings(deps, tenantId, [file])).get(file.objectId) ?? 'never'
  if (standing !== 'toMake' && standing !== 'ready') throw noCopy(standing)
  await inPatience(deps.office.sharing(`${tenantId} ${source.id}`, () => makePdf(deps, tenantId, source)), deps.office.patienceMs)
  const made = await keptPdf(deps, tenantId, source.id)
  if (made === null) throw noCopy('failed')
  return made
}
