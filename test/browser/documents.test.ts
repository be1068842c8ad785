/** Documents in a real browser, as an ISO secretary works with them: draft, effective, superseded, with a law on the way. */
import t from 'tap'
import { act, axeFindings, officeInBrowser, picture, type Seat } from '../support/office.ts'
import { publish } from '../support/document-seats.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(600_000)
const { sit } = await officeInBrowser(t)

const pdf = (text: string): { name: string; mimeType: string; buffer: Buffer } => ({ name: 'hướng dẫn.docx', mimeType: 'application/msword', buffer: pdfOf(text) })
const upload = async ({ page }: Seat, text: string): Promise<void> => {
  const action = page.locator('.action', { has: page.locator('summary', { hasText: 'Tải tệp lên' }) })
  if (await action.getAttribute('open') === null) await action.locator('summary').click()
  await action.locator('input[type="file"]').setInputFiles(pdf(text))
  await action.locator('form button').click()
  await page.waitForURL(/done=ATTACH/)
}
const decision = { decisionNumber: '210/QĐ-UBND', decisionOn: '20/11/2026' }

/** A new law is entered, linked, and taken up by a whole new issue. */
const reviseForLaw = async (path: string, code: string, secretary: Seat): Promise<void> => {
  const { page } = secretary
  await page.goto('/laws/new')
  await page.fill('#number', `${code}/2026/NĐ-CP`)
  await page.fill('#title', 'Nghị định về tiếp công dân (thử)')
  await page.fill('#issuer', 'Chính phủ')
  await page.fill('#issuedOn', '01/11/2026')
  await page.fill('#effectiveFrom', '15/11/2026')
  await page.click('button.wide')
  await page.waitForURL(/\/laws\/.*entered=1/)
  await page.goto(path)
  await act(secretary, 'Gắn văn bản', { lawId: '1' })
  await page.waitForSelector('text=/Còn \\d+ ngày, hạn 15\\/02\\/2027/')
  await act(secretary, 'Sửa đổi, ban hành lại', { kind: 'issue', reason: 'Theo Nghị định mới' })
  await act(secretary, 'Cập nhật dự thảo', { 'place.0': 'Mục 4', 'what.0': 'Tiếp công dân cả buổi chiều' })
  await page.locator('.action', { has: page.locator('summary', { hasText: 'Cập nhật dự thảo' }) }).locator('summary').click()
  await page.getByLabel(`${code}/2026/NĐ-CP`).check()
  await page.locator('.action[open] form button').click()
  await page.waitForLoadState()
  await upload(secretary, 'lần hai')
}

for (const script of [true, false]) {
  t.test(`draft, effective, superseded, with a law on the way, JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const code = script ? 'HD-07' : 'HD-08'
    const [secretary, reviewer, leader, reader] = [
      await sit(t, 'mau.iso', { script }), await sit(t, 'mau.pct.kinhte', { script }), await sit(t, 'mau.chutich', { script }), await sit(t, 'mau.hokd', { script })]
    const { page } = secretary
    await page.goto('/documents/new')
    await page.selectOption('#type', 'guidance')
    await page.fill('#code', 'QT-SAI')
    await page.fill('#title', 'Tiếp công dân')
    await page.selectOption('#ownerUnitId', { label: 'Văn phòng HĐND và UBND' })
    await page.fill('#reason', 'Thống nhất cách tiếp công dân')
    if (script) t.same(await axeFindings(secretary), [], 'the form')
    await page.click('button.wide')
    t.match(await page.textContent('.notice.bad'), /phải bắt đầu bằng HD/, 'the code does not fit the type')
    t.equal(await page.inputValue('#title'), 'Tiếp công dân', 'what was typed is still there')
    await page.fill('#code', code)
    await page.click('button.wide')
    await page.waitForURL(/\/documents\/[0-9a-f-]+\?done=CREATE/)
    const path = new URL(page.url()).pathname
    t.match(await page.textContent('.refusals'), /Trình xem xét.*còn thiếu: tệp nội dung/s)
    await upload(secretary, 'lần một')
    t.match(await page.textContent('#revisions ~ *, [aria-labelledby="revisions"]'), /hướng dẫn\.pdf/, 'the name follows the content')
    await act(secretary, 'Phân phối', {})
    await page.locator('.action', { has: page.locator('summary', { hasText: 'Phân phối' }) }).locator('summary').click()
    await page.getByLabel('Phòng Kinh tế').check()
    await page.locator('.action[open] form button').click()
    await page.waitForLoadState()
    await reviewer.page.goto(path)
    t.match(await reviewer.page.textContent('.actions'), /Trả lại|Việc cần làm/)
    await publish(path, { secretary, reviewer, leader, decision })
    t.match(await page.textContent('.headline'), /Có hiệu lực/)

    await reader.page.goto('/documents?standing=unread')
    await reader.page.click(`text=${code}`)
    t.equal(await reader.page.locator('.actions').count(), 0, 'an ordinary reader has nothing to decide')
    if (script) t.same(await axeFindings(reader), [], 'the page of a reader')
    await reader.page.click('text=Tôi đã đọc và nắm được')
    t.match(await reader.page.textContent('.notice.good'), /đã đọc bản này/)
    const first = await reader.page.evaluate(`fetch('${path}/copy').then((answer) => answer.text())`).catch(() => null)
    if (script) t.match(first, /^%PDF-/)

    await reviseForLaw(path, code, secretary)
    await publish(path, { secretary, reviewer, leader, decision })
    t.match(await page.textContent('[aria-labelledby="laws"]'), /Đã cập nhật/)
    t.match(await page.textContent('[aria-labelledby="revisions"]'), /02\/00.*Có hiệu lực.*01\/00.*Bị thay thế/s)
    t.match(await page.textContent('[aria-labelledby="control"]'), /Mục 4.*Tiếp công dân cả buổi chiều/s)
    t.match(await page.textContent('#timeline ~ *, [aria-labelledby="timeline"]'), /Nhật ký nguyên vẹn/)
    if (script) {
      t.same(await axeFindings(secretary), [], 'the page of a document')
      await picture(secretary, 'document-superseded', true)
    }
    if (script) {
      await act(secretary, 'Sửa đổi, ban hành lại', { kind: 'issue', reason: 'Thử một cách khác' })
      await act(secretary, 'Bỏ bản dự thảo này', { reason: 'Không cần nữa' })
      t.match(page.url(), /done=WITHDRAW/, 'a draft is discarded by those who made it')
      t.match(await page.textContent('[aria-labelledby="timeline"]'), /Không cần nữa/)
      t.match(await page.textContent('.headline'), /Có hiệu lực/, 'what is in force stays')
    }
    await reader.page.goto(path)
    t.match(await reader.page.textContent('main'), /Đọc bản có hiệu lực rồi xác nhận/, 'a new revision is to be read anew')
    t.notMatch(await reader.page.textContent('[aria-labelledby="revisions"]'), /Bị thay thế/, 'and the old one is gone for readers')
    t.same([...secretary.complaints, ...reviewer.complaints, ...leader.complaints, ...reader.complaints], [])
  })
}

t.test('several approved documents are released by one decision, and a form that is old says so', async (t) => {
  const secretary = await sit(t, 'mau.iso')
  const { page } = secretary
  await page.goto('/documents/release')
  t.match(await page.textContent('table'), /HD-05/)
  t.same(await axeFindings(secretary), [])
  await picture(secretary, 'document-release')
  const other = await sit(t, 'mau.chutich')
  await other.page.goto('/documents?standing=approved')
  await other.page.click('text=HD-05')
  const path = new URL(other.page.url()).pathname
  await page.fill('#title', 'Hệ thống tài liệu (lần 02)')
  await page.fill('#decisionNumber', '220/QĐ-UBND')
  await page.fill('#decisionOn', '32/13/2026')
  await page.click('button.wide')
  t.match(await page.textContent('.notice.bad'), /dd\/mm\/yyyy/)
  await page.fill('#decisionOn', '20/11/2026')
  await page.click('button.wide')
  t.match(await page.textContent('.notice.good'), /Đã ban hành 1 tài liệu/)
  await act(other, 'Trả lại để sửa', { reason: 'Chưa thống nhất số liệu đầu vào' })
  t.match(await other.page.textContent('.notice.bad'), /Phan Văn Mẫu Phong đã cập nhật tài liệu/)
  t.equal(new URL(other.page.url()).pathname, `${path}/events`)
  t.same([...secretary.complaints, ...other.complaints], [])
})

t.test('the screens in both languages and on a dark ground', async (t) => {
  for (const [name, sitting] of [['light', {}], ['dark-en', { dark: true, language: 'en' as const }], ['phone', { width: 390, height: 844 }]] as const) {
    const seat = await sit(t, 'mau.iso', sitting)
    for (const [path, what] of [['/documents', 'documents'], ['/documents?standing=lawOpen', 'documents-law'], ['/laws', 'laws'], ['/laws/new', 'law-new'], ['/documents/new', 'document-new']] as const) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], `${name} ${path}`)
      await picture(seat, `${what}-${name}`)
    }
    await seat.page.goto('/laws')
    await seat.page.click('text=224/2026')
    t.same(await axeFindings(seat), [], `${name} law`)
    await picture(seat, `law-${name}`)
    await seat.page.goto('/documents?q=so%20tay')
    await seat.page.click('th a')
    t.same(await axeFindings(seat), [], `${name} document`)
    await picture(seat, `document-${name}`, true)
    t.same(seat.complaints, [])
  }
})
