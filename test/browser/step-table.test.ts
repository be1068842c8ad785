/** The step table in a real browser, as an ISO secretary works with it: one limit changed, seen, approved by another, in force for the next dossier. */
import t from 'tap'
import { act, axeFindings, officeInBrowser, picture, type Seat } from '../support/office.ts'
import { publish } from '../support/document-seats.ts'

t.setTimeout(300_000)
const { sit } = await officeInBrowser(t)

/** A draft of a procedure document. */
const draftOf = async ({ page }: Seat, code: string): Promise<string> => {
  await page.goto('/documents/new')
  await page.selectOption('#type', 'procedure')
  await page.fill('#code', code)
  await page.fill('#title', 'Đăng ký thành lập hộ kinh doanh')
  await page.selectOption('#ownerUnitId', { label: 'Văn phòng HĐND và UBND' })
  await page.fill('#reason', 'Rút ngắn thời hạn các bước')
  await page.click('button.wide')
  await page.waitForURL(/done=CREATE/)
  return new URL(page.url()).pathname
}

/** Axe and pictures leave empty style attributes behind, which htmx would carry over against the content policy. */
const tidied = async <T>({ page }: Seat, answer: Promise<T>): Promise<T> => {
  const got = await answer
  await page.evaluate(`document.querySelectorAll('[style=""]').forEach((one) => one.removeAttribute('style'))`)
  return got
}
const axe = (seat: Seat): Promise<string[]> => tidied(seat, axeFindings(seat))
const look = (seat: Seat, name: string, whole = false): Promise<void> => tidied(seat, picture(seat, name, whole))

const openRow = async ({ page }: Seat, name: string): Promise<void> => {
  await page.click(`.stepTable tr:has(th:has-text("${name}")) a`)
  await page.waitForSelector('#f-nameVi')
}

/** Receives a dossier of P8 at the desk; answers its address. */
const receive = async ({ page }: Seat, name: string): Promise<string> => {
  await page.goto('/receive?procedure=P8')
  await page.fill('#name', name)
  await page.fill('#phone', '0900 123 456')
  await page.click('button[value="all"]')
  await page.waitForLoadState()
  await page.click('button.wide')
  await page.waitForURL(/received=1/)
  return new URL(page.url()).pathname
}

/** What the page of a dossier says about the revision that it runs under. */
const revisionOf = async ({ page }: Seat, path: string): Promise<string> => {
  await page.goto(path)
  return /Lần ban hành (\d+)/i.exec(await page.textContent('main') ?? '')?.[1] ?? ''
}

t.test('a limit is changed in a copy of a procedure, seen at once, approved by others; the next dossier follows it, and one that runs ends under the old one', async (t) => {
  const [desk, head] = [await sit(t, 'mau.motcua1', { script: false }), await sit(t, 'mau.tpkinhte', { script: false })]
  const old = await receive(desk, 'Hồ Sơ Trước')
  await act(desk, 'Chuyển hồ sơ')
  await head.page.goto(old)
  await act(head, 'Phân công', { assigneeId: '1' })
  const secretary = await sit(t, 'mau.iso')
  const { page } = secretary
  const path = await draftOf(secretary, 'QT-31')
  await page.click('text=Soạn bảng bước')
  t.same(await axe(secretary), [], 'where it begins')
  await look(secretary, 'step-table-begin')
  await page.selectOption('#copy-from', 'P8')
  await page.click('text=Sao và mở')
  await page.waitForSelector('.stepTable')
  await look(secretary, 'step-table')
  t.same(await axe(secretary), [], 'the editor')
  t.match(await page.textContent('#beside'), /24 giờ.*Khớp.*không thấy lỗi/s)

  await openRow(secretary, 'Lãnh đạo phòng ký')
  t.same(await axe(secretary), [], 'a row')
  await page.fill('#f-limitAmount', '8')
  await page.press('#f-limitAmount', 'Tab')
  await page.waitForSelector('#beside:has-text("Xem trước, chưa lưu")')
  t.match(await page.textContent('#beside'), /26 giờ.*Vượt/s, 'what would come of it, before it is saved')
  await look(secretary, 'step-table-row', true)
  await page.click('button[value="setStep"]')
  await page.waitForSelector('#f-nameVi', { state: 'detached' })
  t.match(await page.textContent('#beside'), /Tổng thời gian các bước trên đường chính là 26 giờ/)
  await openRow(secretary, 'Chuyên viên kiểm tra tên')
  await page.fill('#f-limitAmount', '10')
  await page.click('button[value="setStep"]')
  await page.waitForSelector('#beside:has-text("Khớp")')

  await page.goto(path)
  t.match(await page.textContent('.refusals'), /Trình xem xét.*bảng bước đang sửa chưa ghi vào dự thảo/s)
  await page.click('text=Soạn bảng bước')
  await page.click('text=Ghi vào dự thảo >> nth=-1')
  await page.waitForURL(/done=DEFINE/)
  const [reviewer, leader] = [await sit(t, 'mau.pct.kinhte'), await sit(t, 'mau.chutich')]
  await publish(path, { secretary, reviewer, leader, decision: { decisionNumber: '310/QĐ-UBND', decisionOn: '20/11/2026' } })
  t.match(await page.textContent('.headline'), /Có hiệu lực/)
  await page.goto('/procedures/P8')
  t.match(await page.textContent('[aria-labelledby="steps"]'), /Lãnh đạo phòng ký Giấy chứng nhận.*8 giờ làm việc/s)

  const [before, after] = [await revisionOf(desk, old), await revisionOf(desk, await receive(desk, 'Hồ Sơ Sau'))]
  t.ok(Number(before) > 0 && Number(after) === Number(before) + 1, `received after it came into force: revision ${after}, before: ${before}`)
  const [specialist, other, clerk] = [await sit(t, 'mau.hokd', { script: false }), await sit(t, 'mau.diachinh', { script: false }), await sit(t, 'mau.vanthu', { script: false })]
  await specialist.page.goto(old)
  const holder = await specialist.page.locator('.action summary', { hasText: 'Hoàn thành bước' }).count() > 0 ? specialist : other
  for (const [seat, what] of [[holder, 'Hoàn thành bước'], [head, 'Hoàn thành bước'], [clerk, 'Ký, phát hành kết quả'], [desk, 'Trả kết quả']] as const) {
    await seat.page.goto(old)
    await act(seat, what)
  }
  t.equal(await revisionOf(desk, old), before, 'what was received before ended under what it began with')
  t.match(await desk.page.textContent('dl.facts'), /Đã trả kết quả/)
  t.same([desk, head, specialist, other, clerk, secretary, reviewer, leader].flatMap(({ complaints }) => complaints), [])
})

t.test('two editors: the second is told and keeps what was typed, JavaScript off', async (t) => {
  const [one, other] = [await sit(t, 'mau.iso', { script: false }), await sit(t, 'mau.pct.kinhte', { script: false, dark: true })]
  const path = await draftOf(one, 'QT-32')
  for (const { page } of [one]) {
    await page.click('text=Soạn bảng bước')
    await page.selectOption('#copy-from', 'P3')
    await page.click('text=Sao và mở')
    await page.waitForSelector('.stepTable')
  }
  await other.page.goto(`${path}/steps`)
  await openRow(one, 'ký')
  await openRow(other, 'ký')
  await one.page.fill('#f-output', 'Giấy khai sinh')
  await one.page.click('button[value="setStep"]')
  await other.page.fill('#f-limitAmount', '0,5')
  await other.page.selectOption('#f-limitUnit', 'workingDay')
  await other.page.click('button[value="preview"]')
  t.match(await other.page.textContent('#beside'), /Xem trước, chưa lưu/)
  await other.page.click('button[value="setStep"]')
  t.match(await other.page.textContent('[role="alert"]'), /Phan Văn Mẫu Phong vừa sửa bảng này lúc/)
  t.equal(await other.page.inputValue('#f-limitAmount'), '0,5')
  await picture(other, 'step-table-stale')
  await other.page.click('button[value="setStep"]')
  t.match(await other.page.textContent('.notice'), /một phần của ngày được ghi theo giờ làm việc \(0,5 → 4\)/)
  await other.page.click('button[title^="Thêm bước sau"] >> nth=1')
  t.match(await other.page.textContent('.stepTable'), /Bước mới.*chưa nêu ai làm/s)
  await other.page.click('summary:has-text("Các bản đã lưu")')
  await other.page.click('text=Quay lại bản này >> nth=0')
  t.notMatch(await other.page.textContent('.stepTable'), /Bước mới/)
  t.same([...one.complaints, ...other.complaints], [])
})
