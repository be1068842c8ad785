/** Copies that leave the service: what they are stands on every page, in ink, however the page lies; the original is for those who work on it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { askAs, bytesFor, cause, type Clerk, decisionOf, expecting, newClerk, newDesk, newDraft, publishDraft, type PublishedFile, publishFile } from '../support/document-service.ts'
import { at, isProblem, type Json, type Reply, withService } from '../support/live.ts'
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

/** What the page says to anybody who follows the code on a copy. */
const told = (revisionId: string): Promise<Reply> => live.ask(live.deps.links.copyLinkOf(revisionId, ''), { headers: { 'accept-language': 'vi' } })
const firstOf = async (id: string, ordinal = 0): Promise<string> => String(at(expecting(200, await askAs(live, desk.drafter, `/api/v1/documents/${id}`)), `revisions.${ordinal}.id`))

t.test('the code on a copy leads anybody to whether its revision is in force, from draft to the end', async (t) => {
  const { id, code } = await newDraft(live, desk, { title: 'Hướng dẫn mở' })
  const revisionId = await firstOf(id)
  t.match((await told(revisionId)).text, /Chưa có hiệu lực/, 'a draft')
  expecting(200, await publishDraft(live, desk, id))
  const inForce = await told(revisionId)
  t.equal(inForce.status, 200)
  t.match(inForce.text, new RegExp(`Đang có hiệu lực[^]*${code}[^]*Hướng dẫn mở[^]*Lần ban hành 01, lần sửa đổi 00`))
  expecting(200, await cause(live, desk.drafter, id, { type: 'REVISE', reason: 'Sửa' }))
  t.match((await told(revisionId)).text, /Đang có hiệu lực/, 'a new draft changes nothing')
  expecting(200, await publishDraft(live, desk, id))
  t.match((await told(revisionId)).text, /Lỗi thời[^]*Bản thay thế[^]*Lần ban hành 01, lần sửa đổi 01, từ/)
  expecting(200, await cause(live, desk.secretary, id, { type: 'RETIRE', reason: 'Bãi bỏ', decision: decisionOf(9) }))
  t.match((await told(await firstOf(id, 1))).text, /Hết hiệu lực[^]*đã bị bãi bỏ/)
  const { id: given } = await newDraft(live, desk)
  expecting(200, await cause(live, desk.secretary, given, { type: 'WITHDRAW', reason: 'Thôi' }))
  t.match((await told(await firstOf(given))).text, /Đã thu hồi/)
})

t.test('what the public page hands out is a stamped copy without names', async (t) => {
  const { id } = await published(pdfOf('chinh sach'), { type: 'policy', code: 'CSCL' })
  const answer = await fetch(`http://127.0.0.1:${live.port}/public/documents/${id}`)
  const text = squeeze(textOf(Buffer.from(await answer.arrayBuffer())))
  t.match(text, /TRANGKIỂMSOÁT.*BẢNSAOKHÔNGKIỂMSOÁT.*chinhsachBẢNSAOKHÔNGKIỂMSOÁT.*ngườiđọctrangcôngkhai.*Trang1\/1/s)
  t.notMatch(text, /Người\d|TRÁCHNHIỆM/)
})

t.test('of a document for its holders alone no title is told, and a code that was made up tells nothing and may not be tried often', async (t) => {
  const { id, code } = await newDraft(live, desk, { title: 'Tên chỉ nơi nhận biết', access: 'holders' })
  expecting(200, await publishDraft(live, desk, id))
  const revisionId = await firstOf(id)
  const page = (await told(revisionId)).text
  t.match(page, new RegExp(`Đang có hiệu lực[^]*${code}`))
  t.notMatch(page, /Tên chỉ nơi nhận biết|Người \d/)
  const other = live.deps.links.copyLinkOf('01a00000-0000-7000-8000-000000000000', '')
  t.equal((await live.ask(other)).status, 404, 'a revision that never was')
  const wrong = async (): Promise<number> => (await live.ask(`${live.deps.links.copyLinkOf(revisionId, '').slice(0, -22)}${'A'.repeat(22)}`)).status
  const answers: number[] = []
  for (let n = 0; n < 31; n += 1) answers.push(await wrong())
  t.same([...new Set(answers)], [404, 429], 'thirty in a quarter of an hour')
  t.equal((await told(revisionId)).status, 200, 'a right one is answered all the same')
})
