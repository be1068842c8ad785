/**
 * The half-year report of seed 001's ward (domain rules of the reports, section 6.2), as its ISO secretary makes it: from an installation with nothing
 * but a set-up page, over the ward's own tracking book, to the files that are sent. No figure is typed.
 */
import mammoth from 'mammoth'
import readExcel from 'read-excel-file/node'
import t from 'tap'
import { runTasks } from '../../server/commands/run-task.ts'
import { byteOrderMark } from '../../server/render/csv.ts'
import { seedCalendar } from '../../storage/seed/calendars.ts'
import { addDays, parseInstant, prepare, workingDayAfter } from '../../workflows/calendar/index.ts'
import { need } from '../support/needs.ts'
import { askAs, axeFindings, browserPath, byMenu, officePassword, picture, setUpCode, signInAs, takeSeat, withBrowser, withEmptyOffice } from '../support/office.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const zone = 'Asia/Ho_Chi_Minh'
let nowMs = parseInstant('2024-01-02T08:00', zone)
const office = await withEmptyOffice(t, { nowMs: () => (nowMs += 50) })
const browser = await withBrowser(t, chromium ?? '')

const calendar = prepare(seedCalendar('vn'))
const written = (day: string): string => day.split('-').reverse().join('/')

/** A row of the book: received on a working day, due five working days later, with its result so many working days after the receipt. */
const rowOf = (index: number, on: { from: string; days: number }, resultAfter: number | null, channel: string): string => {
  const day = workingDayAfter(calendar, addDays(on.from, index % on.days), 1)
  const [due, result] = [workingDayAfter(calendar, day, 5), resultAfter === null ? '' : workingDayAfter(calendar, day, resultAfter)]
  return [`H57.33.12-${day.slice(2).replaceAll('-', '')}-${String(index + 1).padStart(4, '0')}`, 'Chứng thực bản sao từ bản chính', `${written(day)} 08:30`, written(due), result === '' ? '' : written(result), channel].join(';')
}

/** 875 dossiers: 627 early, 190 on time, 3 late, 55 still open; 472 of them online. */
const book = (): string => {
  const kinds = [...Array<'early'>(627).fill('early'), ...Array<'onTime'>(190).fill('onTime'), ...Array<'late'>(3).fill('late'), ...Array<'open'>(55).fill('open')]
  const after = { early: 2, onTime: 5, late: 6, open: null }
  const rows = kinds.map((kind, index) => rowOf(index, kind === 'open' ? { from: '2024-06-06', days: 2 } : { from: '2024-01-02', days: 120 }, after[kind], index < 472 ? 'Trực tuyến' : 'Trực tiếp'))
  return `${byteOrderMark}Mã hồ sơ;Tên thủ tục;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả;Hình thức nộp\r\n${rows.join('\r\n')}\r\n`
}

t.test('an empty installation asks for its agency, and says what comes next until somebody can work', async (t) => {
  const seat = await takeSeat(t, browser, office)
  const { page } = seat
  await page.goto('/')
  await picture(seat, 'empty-setup')
  for (const [field, value] of Object.entries({ code: setUpCode, agencyName: 'UBND phường Hương Hồ', agencyCode: 'H57.33.12', fullName: 'Lê Thị Quản', userName: 'quantri', password: officePassword })) await page.fill(`#${field}`, value)
  await page.selectOption('#level', 'xa')
  await page.click('main form button')
  await signInAs(seat, 'quantri')
  t.match(await page.textContent('[aria-labelledby="firstSteps"]'), /Lập các đơn vị Còn thiếu[^]*Chưa ai giữ vai trò: .*Thư ký ISO/)
  t.same(await axeFindings(seat), [])
  await picture(seat, 'empty-first-steps')
  const [root] = (await (await page.request.get('/api/v1/units')).json() as { items: { id: string }[] }).items
  const unitOf = async (code: string, vi: string, kind: string): Promise<unknown> =>
    (await askAs(office, seat, '/api/v1/units', { code, name: { vi, en: vi }, kind, parentId: root?.id, validFrom: '2024-01-02', validTo: null, decision: '05/QĐ-UBND' })).json['id']
  const [desk, office1] = [await unitOf('MC', 'Bộ phận Một cửa', 'oneStopDesk'), await unitOf('TPHT', 'Bộ phận Tư pháp - Hộ tịch', 'department')]
  for (const [userName, fullName, role, unitId] of [
    ['motcua', 'Nguyễn Thị Cửa', 'receptionist', desk], ['tuphap', 'Trần Văn Pháp', 'specialist', office1], ['truongbp', 'Lê Văn Bộ', 'unitHead', office1], ['chutich', 'Trần Thanh Phương', 'agencyLeader', root?.id],
    ['vanthu', 'Phạm Thị Thư', 'recordsClerk', root?.id], ['thuky', 'Hoàng Thị Ký', 'isoSecretary', root?.id],
  ] as const) {
    const { json: { id } } = await askAs(office, seat, '/api/v1/accounts', { userName, fullName, ...(['thuky', 'tuphap'].includes(userName) ? { password: officePassword } : {}) })
    await askAs(office, seat, '/api/v1/grants', { accountId: id, unitId, role, validFrom: '2024-01-02', validTo: null, decision: '06/QĐ-UBND' })
  }
  await byMenu(seat, '/admin')
  t.equal(await page.locator('[aria-labelledby="firstSteps"]').count(), 0, 'nothing is left to be set up')
  t.same(seat.complaints, [])
})

t.test('the tracking book of the former system comes in as it leaves Excel; a faulty one says which row', async (t) => {
  nowMs = parseInstant('2024-06-11T08:00', zone)
  const seat = await takeSeat(t, browser, office)
  const { page } = seat
  await signInAs(seat, 'quantri')
  const handIn = async (text: string): Promise<void> => {
    await page.goto('/admin/import')
    await picture(seat, 'empty-import', true)
    await page.setInputFiles('#file', { name: 'Sổ theo dõi 6 tháng.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.click('main form button')
    await page.waitForURL(/\/tasks\//)
    await runTasks(office.deps, (_, error) => { throw error })
    await page.reload()
  }
  await handIn('Mã hồ sơ;Ngày nhận;Trả kết quả\nA1;02/01/2024;05/01/2024\nA2;31/02/2024;\n')
  t.match(await page.textContent('#task [role="alert"]'), /Dòng 3: không đọc được ngày giờ: Ngày tiếp nhận/)
  await handIn('Mã hồ sơ;Ngày hẹn trả\nA1;02/01/2024\n')
  t.match(await page.textContent('#task [role="alert"]'), /thiếu cột: Ngày tiếp nhận.*Các cột có trong tệp: Mã hồ sơ \| Ngày hẹn trả/)
  await picture(seat, 'empty-import-refused')
  await handIn(book())
  t.match(await page.textContent('#task dl.facts'), /Hồ sơ trong tệp875[^]*Trước hạn627[^]*Đúng hạn190[^]*Quá hạn3[^]*Chưa kết thúc55/)
  await picture(seat, 'empty-imported')
  t.same(seat.complaints, [])
})

t.test('what the book left open waits for whoever handles dossiers, and is ended by them', async (t) => {
  const seat = await takeSeat(t, browser, office)
  const { page } = seat
  await signInAs(seat, 'tuphap')
  await page.goto('/?kind=pool')
  t.match(await page.textContent('.tabs'), /Chung của đơn vị\s*55/)
  t.match(await page.locator('tbody a').first().textContent(), /^H57\.33\.12-24060[67]-08[2-7]\d$/, 'under the code that stands on its receipt')
  await picture(seat, 'empty-pool')
  await page.locator('tbody a').first().click()
  await picture(seat, 'empty-open', true)
  t.same(seat.complaints, [])
})

t.test('the secretary chooses layout and days, enters what is missing where the report says so, and has the files with the figures of the ward', async (t) => {
  const seat = await takeSeat(t, browser, office)
  const { page } = seat
  await signInAs(seat, 'thuky')
  await picture(seat, 'empty-secretary')
  await byMenu(seat, '/reports')
  await page.selectOption('#layout', 'halfYear')
  await page.fill('#from', '01/01/2024')
  await page.fill('#to', '10/06/2024')
  await page.click('form[action="/reports"] button')
  t.match(await page.textContent('main'), /từ ngày 01\/01\/2024 đến ngày 10\/06\/2024/, 'dates that were typed go before the preset that was shown')
  const missing = page.locator('[aria-labelledby="findings"] li')
  t.match((await missing.allTextContents()).join(), /Chưa ghi kế hoạch ISO của năm: 2024.*Quy trình đang áp dụng mà chưa có tài liệu ban hành: 18\/18.*Chưa đủ ý kiến để có số liệu hài lòng/, 'D1.8: nobody can claim satisfaction without a figure')
  await picture(seat, 'empty-report', true)
  await missing.filter({ hasText: 'kế hoạch ISO' }).getByRole('link').click()
  t.equal(await page.locator('#enter-number').isVisible(), true, 'the form stands open where nothing was entered')
  await picture(seat, 'empty-facts')
  for (const [field, value] of Object.entries({ number: '02/KH-UBND', on: '02/01/2024', title: 'Triển khai xây dựng, áp dụng, duy trì và cải tiến HTQLCL năm 2024' })) await page.fill(`#enter-${field}`, value)
  await page.click('form[action^="/facts?kind"] button')
  t.match(await page.textContent('[role="status"]'), /Đã ghi vào sổ/)
  for (const fact of [
    { kind: 'objectives', number: '01/QĐ-UBND', on: '2024-01-02', title: 'Công bố và ban hành mục tiêu chất lượng năm 2024' },
    { kind: 'request', number: '19/BCĐ-ISO', on: '2024-06-10', title: 'Đề nghị báo cáo tình hình áp dụng ISO 6 tháng đầu năm 2024', issuer: 'Ban chỉ đạo 19 tỉnh Thừa Thiên Huế' },
    { kind: 'catalogue', number: '3141/QĐ-UBND', on: '2022-12-26', title: 'Danh mục thủ tục hành chính tiếp nhận tại Bộ phận Một cửa cấp xã', issuer: 'UBND tỉnh Thừa Thiên Huế', figures: { amended: 0, added: 0, abolished: 0 } },
  ]) await askAs(office, seat, '/api/v1/facts', fact)
  await t.rejects(askAs(office, seat, '/api/v1/facts', { kind: 'directive', number: 'BCĐ19-ISO 9001', on: '2024-06-10', title: 'x' }), /invalid-request/, 'D1.7: a letter without a number')
  await page.getByRole('link', { name: 'Về báo cáo đang lập' }).click()
  t.notMatch((await missing.allTextContents()).join(), /Chưa ghi kế hoạch|quyết định mục tiêu/)
  await picture(seat, 'empty-report-done', true)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải DOCX' }).click()])
  const { value } = await mammoth.extractRawText({ path: await download.path() })
  for (const sentence of [
    'ỦY BAN NHÂN DÂN PHƯỜNG HƯƠNG HỒ', 'Kính gửi: Ban chỉ đạo 19 tỉnh Thừa Thiên Huế', 'Thực hiện Công văn số 19/BCĐ-ISO ngày 10 tháng 6 năm 2024 của Ban chỉ đạo 19 tỉnh Thừa Thiên Huế', 'từ ngày 01/01/2024 đến ngày 10/06/2024',
    'Kế hoạch số 02/KH-UBND ngày 02 tháng 01 năm 2024', 'Quyết định số 01/QĐ-UBND ngày 02 tháng 01 năm 2024', 'đang áp dụng danh mục theo Quyết định số 3141/QĐ-UBND ngày 26 tháng 12 năm 2022 của UBND tỉnh Thừa Thiên Huế',
    'tổng số hồ sơ nhận giải quyết là 875 hồ sơ (trực tuyến 472; trực tiếp, bưu chính 403; từ kỳ trước chuyển sang 0)', 'Đã giải quyết 820 hồ sơ',
    'Trước hạn: 627 hồ sơ, đạt 76,46%', 'Đúng hạn: 190 hồ sơ, đạt 23,17%', 'Quá hạn: 03 hồ sơ, chiếm 0,37%', 'Đang giải quyết 55 hồ sơ: trong hạn 55, quá hạn 0',
  ]) t.ok(value.includes(sentence), sentence)
  t.notMatch(value, /0,36|mức độ [234]/, 'D1.1, D1.6: neither the truncated share nor levels that are no more')
  const headings = value.split('\n').filter((line) => /^\d+\. /.test(line)).map((line) => Number.parseInt(line, 10))
  t.same(headings, headings.map((_, at) => at + 1), 'D1.5: numbered by their place')
  const days = 'layout=halfYear&from=01/01/2024&to=10/06/2024'
  const sheets = await readExcel(await (await page.request.get(`/reports/report.xlsx?${days}`)).body())
  const figures = new Map(sheets[0]?.data.map(([, , figure, , id]) => [String(id), figure]))
  t.same(['received.total', 'resolved.total', 'resolved.early', 'resolved.onTime', 'resolved.late', 'inProgress.total', 'shares.early', 'shares.onTime', 'shares.late'].map((id) => figures.get(id)),
    [875, 820, 627, 190, 3, 55, 76.46, 23.17, 0.37])
  t.not(typeof figures.get('satisfaction.notDissatisfied'), 'number', 'what nobody answered is no figure')
  t.equal((await (await page.request.get(`/reports/report.pdf?${days}`)).body()).subarray(0, 5).toString(), '%PDF-')
  t.same(seat.complaints, [])
})
