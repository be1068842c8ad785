/** A copy of a document that leaves the service: a PDF with its control page before it and a stamp on every page that says what it is, whose it is, and where to ask. */
import { Readable } from 'node:stream'
import { createHash } from 'node:crypto'
import qrcode from 'qrcode'
import type { ControlledDocument, DocumentRevision, Signature } from '../../schemas/document.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { documentReaders } from '../../storage/documents/distribution.ts'
import { type ReadDocument, readDocument } from '../../storage/documents/read.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findTenant } from '../../storage/tenants.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { inForceOf } from '../../workflows/document/entry.ts'
import { isSeen } from '../../workflows/document/seen.ts'
import type { Deps } from '../deps.ts'
import { extensionOf } from '../files/kinds.ts'
import type { Stamp } from '../files/workshop-orders.ts'
import { renderControlPage } from '../render/control-page.ts'
import { shortDate } from '../render/words.ts'
import { catalogues } from '../views/texts/index.ts'
import { pdfOf } from './document-pdf.ts'
import { type DocumentBytes, marks, numbersOfFile } from './read-document-file.ts'

const { vi } = catalogues

interface Standing { readonly label: string; readonly warns: boolean; readonly note: string }
const ended: ReadonlySet<string> = new Set(['superseded', 'obsolete', 'withdrawn'])

/** What the copy is. Whoever is on the list of holders is told of the next revision; anybody else has to ask. */
const standingOf = ({ state }: DocumentRevision, isHolder: boolean): Standing => {
  if (ended.has(state)) return { label: 'LỖI THỜI', warns: true, note: 'Bản này không còn hiệu lực, chỉ để tra cứu; không dùng để làm việc.' }
  if (state !== 'effective') return { label: 'DỰ THẢO, CHƯA CÓ HIỆU LỰC', warns: true, note: 'Bản này chưa có hiệu lực; không dùng để làm việc.' }
  return isHolder ? { label: 'TÀI LIỆU ĐƯỢC KIỂM SOÁT', warns: false, note: 'Người nhận được báo khi có bản mới và phải hủy bản này. Quét mã để biết bản này còn hiệu lực không.' }
    : { label: 'BẢN SAO KHÔNG KIỂM SOÁT', warns: false, note: 'Người nhận không thuộc danh sách phân phối: quét mã để biết bản này còn hiệu lực không trước khi dùng.' }
}

/** Squares of a QR code, one unit each. */
const qrOf = (link: string): Stamp['qr'] => {
  const { modules } = qrcode.create(link, { errorCorrectionLevel: 'M' })
  const squares = Array.from(modules.data, (isDark, at) => (isDark === 1 ? `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z` : ''))
  return { path: squares.join(''), side: modules.size }
}

interface Names { of(accountId: string): string }

const signatureRow = (names: Names, zone: string, what: string, signature: Signature | null): string[] => (signature === null ? [what, vi.document.notSigned, '', '']
  : [what, names.of(signature.accountId), vi.roles[signature.role], shortDate(formatInstant(signature.atMs, zone).slice(0, 10))])

const numbersOf = ({ issue, revision }: DocumentRevision): string => vi.documents.issue(String(issue).padStart(2, '0'), String(revision).padStart(2, '0'))
const dayOf = (ms: number | null, zone: string): string => (ms === null ? '–' : shortDate(formatInstant(ms, zone).slice(0, 10)))

const changesOf = ({ revisions }: ControlledDocument, upTo: DocumentRevision): string[][] => revisions.filter(({ ordinal, state }) => ordinal <= upTo.ordinal && (state !== 'withdrawn' || ordinal === upTo.ordinal))
  .toReversed().flatMap((one) => one.changes.map(({ place, what }) => [`${numbersOf(one)}: ${place}`, what]))

interface Copied { readonly person: SignedInPerson; readonly read: ReadDocument; readonly revision: DocumentRevision; readonly link: string; readonly nowMs: number }

const stampFor = async (deps: Deps, { person, read: { document }, revision, link, nowMs }: Copied): Promise<Stamp> => {
  const { tenantId, accountId, zone, today } = person.reader
  const em = deps.orm.em.fork()
  const signed = [revision.submitted, revision.reviewed, revision.approved, revision.published]
  const people = await findAccounts(em, tenantId, [...new Set([accountId, ...revision.drafters, ...signed.flatMap((one) => one?.accountId ?? [])])])
  const names: Names = { of: (id) => people.find((one) => one.id === id)?.fullName ?? '–' }
  const holders = await documentReaders(deps.pool, tenantId, { documentId: document.id, revisionId: revision.id, on: today })
  const standing = standingOf(revision, holders.some((one) => one.accountId === accountId))
  const taken = `${names.of(accountId)}, ${formatInstant(nowMs, zone).slice(11, 16)} ${shortDate(today)}`
  const from = dayOf(revision.effectiveFromMs, zone)
  const title = `${document.code} ${revision.title}`
  const labels = ['Soạn thảo', 'Xem xét', 'Phê duyệt', 'Ban hành']
  const front = await renderControlPage({
    agency: (await findTenant(em, tenantId))?.name.vi ?? '', code: document.code, title: revision.title, link, madeAtMs: nowMs, label: standing.label, note: standing.note,
    facts: [
      ['Lần ban hành/sửa đổi', numbersOf(revision)], ['Tình trạng', vi.revisionStates[revision.state]], ['Có hiệu lực từ', from],
      ...(revision.decision === null ? [] : [['Quyết định ban hành', `${revision.decision.number} ngày ${shortDate(revision.decision.on)}`] as const]), ['Bản của', taken],
    ],
    signatures: signed.map((one, at) => signatureRow(names, zone, labels[at] ?? '', one)), changes: changesOf(document, revision),
  })
  return {
    title, label: standing.label, warns: standing.warns, qr: qrOf(link), front: Buffer.from(front).toString('base64'),
    lines: [`${document.code} – lần ${numbersOf(revision)} – hiệu lực từ ${from}`, `Bản của ${taken}. Quét mã để kiểm tra hiệu lực.`],
  }
}

/**
 * The copy for this person; `revisionId` undefined: of the revision in force. `origin`: where the request came in.
 * @throws DomainError not-found, for what is not there and for what is not for them alike; no-copy | copy-in-work; file-refused | file-check-busy; object-missing | objects-unavailable
 */
export const copyDocument = async (deps: Deps, person: SignedInPerson, asked: { readonly id: string; readonly revisionId: string | undefined; readonly origin: string }): Promise<DocumentBytes> => {
  const read = await readDocument(deps.pool, person.reader, asked.id)
  const revision = read === null ? null : asked.revisionId === undefined ? inForceOf(read.document) : read.document.revisions.find(({ id }) => id === asked.revisionId) ?? null
  if (read === null || revision === null || !isSeen(read.level, revision.state) || revision.file === null) throw new DomainError('not-found')
  const { file } = revision
  const object = await pdfOf(deps, person.reader.tenantId, file)
  const link = deps.links.addressOf(`/documents/${asked.id}`, asked.origin)
  const stamp = await stampFor(deps, { person, read, revision, link, nowMs: deps.clock.nowMs() })
  const bytes = await deps.files.stamp(extensionOf(object.contentType), stamp, { sizeBytes: object.sizeBytes, open: () => deps.objects.get(object) })
  return {
    bytes: Readable.from([bytes]), sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length, mediaType: 'application/pdf', state: revision.state,
    fileName: `${marks[revision.state] ?? ''}${read.document.code} lần ${numbersOfFile(revision)} (bản sao).pdf`,
  }
}
