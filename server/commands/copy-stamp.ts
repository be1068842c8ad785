/** What a copy says of itself: its control page, and the stamp on every page with the code that leads to the page on which anybody may ask whether it is still in force. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import qrcode from 'qrcode'
import type { DocumentRevision } from '../../schemas/document.ts'
import { readObject } from '../../storage/objects/read.ts'
import { findTenant } from '../../storage/tenants.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { extensionOf } from '../files/kinds.ts'
import type { Stamp } from '../files/workshop-orders.ts'
import { renderControlPage } from '../render/control-page.ts'
import { shortDate } from '../render/words.ts'
import { catalogues } from '../views/texts/index.ts'
import { withPdf } from './document-pdf.ts'
import { type DocumentBytes, marks, numbersOfFile } from './read-document-file.ts'

const { vi } = catalogues

/** What the copy is, and what follows from it. `warns`: it is not to be worked from. */
export interface CopyStanding { readonly label: string; readonly warns: boolean; readonly note: string }

/** A copy of nobody on the list of holders: whoever has it has to ask. */
export const uncontrolled: CopyStanding = { label: 'BẢN SAO KHÔNG KIỂM SOÁT', warns: false, note: 'Người nhận không thuộc danh sách phân phối: quét mã để biết bản này còn hiệu lực không trước khi dùng.' }

/** "02/00", as it stands on every page. */
export const numbersOf = ({ issue, revision }: Pick<DocumentRevision, 'issue' | 'revision'>): string => vi.documents.issue(String(issue).padStart(2, '0'), String(revision).padStart(2, '0'))
const dayOf = (ms: number | null, zone: string): string => (ms === null ? '–' : shortDate(formatInstant(ms, zone).slice(0, 10)))

export interface CopyPlan {
  readonly tenantId: string
  readonly zone: string
  readonly code: string
  readonly revision: DocumentRevision
  readonly standing: CopyStanding
  /** Whose it is, and when they had it. */
  readonly owner: string
  readonly nowMs: number
  /** Where the request came in. */
  readonly origin: string
  /** Rows of the control page; null where these are nobody's business. */
  readonly control: { readonly signatures: readonly (readonly string[])[]; readonly changes: readonly (readonly string[])[] } | null
}

/** Squares of a QR code, one unit each. */
const qrOf = (link: string): Stamp['qr'] => {
  const { modules } = qrcode.create(link, { errorCorrectionLevel: 'M' })
  const squares = Array.from(modules.data, (isDark, at) => (isDark === 1 ? `M${at % modules.size} ${Math.floor(at / modules.size)}h1v1h-1z` : ''))
  return { path: squares.join(''), side: modules.size }
}

const stampOf = async (deps: Deps, { tenantId, zone, code, revision, standing, owner, nowMs, origin, control }: CopyPlan): Promise<Stamp> => {
  const link = deps.links.copyLinkOf(revision.id, origin)
  const from = dayOf(revision.effectiveFromMs, zone)
  const front = await renderControlPage({
    agency: (await findTenant(deps.orm.em.fork(), tenantId))?.name.vi ?? '', code, title: revision.title, link, madeAtMs: nowMs, label: standing.label, note: standing.note, control,
    facts: [
      ['Lần ban hành/sửa đổi', numbersOf(revision)], ['Tình trạng', vi.revisionStates[revision.state]], ['Có hiệu lực từ', from],
      ...(revision.decision === null ? [] : [['Quyết định ban hành', `${revision.decision.number} ngày ${shortDate(revision.decision.on)}`] as const]), ['Bản của', owner],
    ],
  })
  return {
    title: `${code} ${revision.title}`, label: standing.label, warns: standing.warns, qr: qrOf(link), front: Buffer.from(front).toString('base64'),
    lines: [`${code} – lần ${numbersOf(revision)} – hiệu lực từ ${from}`, `Bản của ${owner}. Quét mã để kiểm tra hiệu lực.`],
  }
}

/** Bytes of a copy, whole. */
export interface CopyBytes extends Omit<DocumentBytes, 'bytes'> { readonly whole: Buffer }

/** The stamped copy. @throws DomainError no-copy | copy-in-work; file-refused | file-check-busy; object-purged | object-missing | object-damaged | objects-unavailable */
export const makeCopy = async (deps: Deps, plan: CopyPlan): Promise<CopyBytes> => {
  const { tenantId, code, revision } = plan
  if (revision.file === null) throw new Error('a copy of a revision without a file')
  const stamp = await stampOf(deps, plan)
  const whole = await withPdf(deps, tenantId, revision.file, (pdf) => deps.files.stamp(extensionOf(pdf.contentType), stamp, { sizeBytes: pdf.sizeBytes, open: () => readObject(deps.objects, pdf) }))
  return {
    whole, sha256: createHash('sha256').update(whole).digest('hex'), sizeBytes: whole.length, mediaType: 'application/pdf', state: revision.state,
    fileName: `${marks[revision.state] ?? ''}${code} lần ${numbersOfFile(revision)} (bản sao).pdf`,
  }
}

/** A copy on its way out; it may be sent again. */
export const sendable = ({ whole, ...copy }: CopyBytes): DocumentBytes => ({ ...copy, bytes: Readable.from([Buffer.from(whole)]) })
