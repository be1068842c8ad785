/** Copies that leave the service: what they are stands on every page, in ink, however the page lies; the original is for those who work on it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { askAs, bytesFor, cause, type Clerk, expecting, newClerk, newDesk, publishDraft, type PublishedFile, publishFile } from '../support/document-service.ts'
import { at, isProblem, type Json, withService } from '../support/live.ts'
import { need } from '../support/needs.ts'
import { pictureFolder } from '../support/office.ts'
import { hasTool, pictureOf, squeeze, textOf, faultsOf } from '../support/pdf.ts'
import { darkPixels, pngOf } from '../support/pixels.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(240_000)
if (!need(t, 'poppler and qpdf', ['pdftotext', 'pdftoppm', 'qpdf'].every(hasTool))) process.exit(process.exitCode ?? 0)
const live = await withService(t)
const desk = await newDesk(live)
const holder = await newClerk(live, ['specialist', 'D2'])
const outsider = await newClerk(live, ['accountant', 'D2'])
const auditor = await newClerk(live, ['internalAuditor', 'D2'])

const copyFor = (who: Clerk, path: string): Promise<Buffer> => bytesFor(live, who, `/api/v1/documents/${path}`)
const keep = (name: string, bytes: Buffer): void => { mkdirSync(pictureFolder, { recursive: true }); writeFileSync(`${pictureFolder}/${name}.pdf`, bytes) }

/** A published document whose file this is, given to the holder. */
const published = (bytes: Buffer, more: Readonly<Record<string, unknown>> = {}): Promise<PublishedFile> => publishFile(live, desk, bytes, { ...more, holder })

t.test('a copy says whether it is controlled, whose it is, and later that it is out of date', async (t) => {
  const { id, code, revisionId } = await published(pdfOf('Noi dung goc'))
  const controlled = await copyFor(holder, `${id}/copy`)
  keep('copy-controlled', controlled)
  t.equal(faultsOf(controlled), '', 'a sound PDF')
  const [front, page] = textOf(controlled).split('\f').map(squeeze)
  t.match(front, /TRANGKIỂMSOÁTTÀILIỆU.*Phêduyệt.*BẢNGTHEODÕISỬAĐỔI.*TÀILIỆUĐƯỢCKIỂMSOÁT/s)
  t.match(page, /noidunggoc/)
  t.match(page, /Trang1\/1/)
  t.match(page, new RegExp(`TÀILIỆUĐƯỢCKIỂMSOÁT${code}–lần01/00–hiệulựctừ\\d\\d/\\d\\d/\\d{4}BảncủaNgười\\d+`))
  t.match(squeeze(textOf(await copyFor(outsider, `${id}/copy`))), /BẢNSAOKHÔNGKIỂMSOÁT/)
  isProblem(t, await askAs(live, outsider, `/api/v1/documents/${id}/file`), 'original-for-drafters', 403, 'the original')
  t.equal((await askAs(live, desk.secretary, `/api/v1/documents/${id}/file`)).text, pdfOf('Noi dung goc').toString(), 'as it was, for the secretary')
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Sửa thời hạn' }))
  const draft = (at(expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${id}`)), 'revisions') as Json[]).map((one) => String(at(one, 'id')))[1]
  expecting(200, await publishDraft(live, desk, id))
  const old = await copyFor(auditor, `${id}/revisions/${revisionId}/copy`)
  keep('copy-superseded', old)
  t.match(squeeze(textOf(old)), /LỖITHỜI/)
  t.notMatch(squeeze(textOf(old)), /TÀILIỆUĐƯỢCKIỂMSOÁT/)
  t.match(squeeze(textOf(await copyFor(holder, `${id}/copy`))), /01\/01.*Mục5.*Sửathờihạn/s, 'the new one has its change table')
  t.ok(draft)
})

t.test('the stamp has ink at the foot that a reader sees, also of pages that lie turned, and of pictures', async (t) => {
  const inkOf = (bytes: Buffer): { foot: number; wide: boolean } => {
    const picture = pictureOf(bytes, 2, 60)
    const rows = Math.round(picture.height * 0.06)
    return { foot: darkPixels({ ...picture, height: rows, grey: picture.grey.subarray(picture.width * (picture.height - rows)) }), wide: picture.width > picture.height }
  }
  const upright = inkOf(await copyFor(holder, `${(await published(pdfOf('x'))).id}/copy`))
  t.ok(upright.foot > 300, `${upright.foot} dark points`)
  for (const turn of [90, 180, 270]) {
    const turned = inkOf(await copyFor(holder, `${(await published(pdfOf('x', { page: `/Rotate ${turn}` }))).id}/copy`))
    t.equal(turned.wide, turn !== 180)
    t.ok(turned.foot > 300, `turned by ${turn}: ${turned.foot}`)
  }
  const picture = await copyFor(holder, `${(await published(pngOf({ width: 40, height: 60, grey: new Uint8Array(2_400).fill(190) }))).id}/copy`)
  keep('copy-picture', picture)
  t.ok(inkOf(picture).foot > 300)
})

t.test('forms are had as they are', async (t) => {
  const form = await published(pdfOf('phieu'), { type: 'form', code: 'BM-900' })
  t.equal((await askAs(live, outsider, `/api/v1/documents/${form.id}/file`)).status, 200)
})
