/** Reports that are made by themselves and figures of other agencies, as the ISO secretary works with them. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import type { FiguresFile } from '../../schemas/subordinate.ts'
import { makeReports } from '../../server/jobs/make-reports.ts'
import { sumOfFigures } from '../../server/reports/figures-file.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { axeFindings, byMenu, officeInBrowser, picture, type Seat } from '../support/office.ts'

t.setTimeout(300_000)
const { office, sit } = await officeInBrowser(t)
const makeAt = (local: string): Promise<number> => makeReports({ ...office.deps, clock: { nowMs: () => parseInstant(local, 'Asia/Ho_Chi_Minh') } }, (_, error) => { throw error })
const handIn = async ({ page }: Seat, file: FiguresFile): Promise<void> => {
  await page.setInputFiles('#file', { name: 'so-lieu.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) })
  await page.locator('form[enctype] button').click()
  await page.waitForLoadState()
}

t.test('a report is put on a schedule; when its day has come it lies there to be frozen', async (t) => {
  const seat = await sit(t, 'mau.iso')
  const { page } = seat
  await page.goto('/reports/schedules')
  await page.locator('summary', { hasText: 'Đặt lịch mới' }).click()
  await page.selectOption('#enter-subject', 'halfYear')
  await page.selectOption('#enter-pace', 'halfYear')
  await page.fill('#enter-decision', '02/KH-UBND')
  await page.locator('form', { has: page.locator('#enter-subject') }).locator('button').click()
  t.match(await page.locator('main').textContent(), /Báo cáo 6 tháng[^]*17\/12\/2026/)
  t.ok(await makeAt('2026-12-16T08:00') > 0, 'the months of the schedule that the sample has')
  t.equal(await makeAt('2026-12-17T08:00'), 2, 'the half-year, and the month that ended with it')
  await page.goto('/year')
  t.match(await page.locator('#scheduled ~ * , section[aria-labelledby="scheduled"]').first().textContent(), /17\/12\/2026[^]*Đã lập/)
  await picture(seat, 'year-scheduled', true)
  await page.goto('/reports/schedules')
  t.same(await axeFindings(seat), [])
  await picture(seat, 'schedules', true)
  await page.locator('section[aria-labelledby="made"] tbody a', { hasText: 'Báo cáo 6 tháng' }).click()
  t.match(await page.locator('main').textContent(), /Nguyên vẹn[^]*Chờ xem và gửi/)
  t.same(await axeFindings(seat), [])
  await picture(seat, 'made-report', true)
  t.same(seat.complaints, [])
})

t.test('how a form groups is decided on its page, and the figures name the decision', async (t) => {
  const seat = await sit(t, 'mau.iso')
  const { page } = seat
  await page.goto('/statistics/groupings')
  await page.locator('summary', { hasText: 'Quy định cách gộp của một biểu' }).click()
  await page.selectOption('#grouping-ended', 'apart')
  await page.fill('#grouping-decision', '77/QĐ-UBND')
  await page.fill('#grouping-validFrom', '01/01/2026')
  await page.locator('form', { has: page.locator('#grouping-decision') }).locator('button').click()
  t.match(await page.locator('tbody').textContent(), /06a[^]*01\/01\/2026[^]*Để riêng[^]*77\/QĐ-UBND/)
  await picture(seat, 'groupings', true)
  t.same(await axeFindings(seat), [])
  await page.goto('/statistics?period=2026-H1')
  t.match(await page.locator('main').textContent(), /Theo 77\/QĐ-UBND, áp dụng từ ngày 01\/01\/2026/)
  await picture(seat, 'statistics-grouping')
  t.same(seat.complaints, [])
})

t.test('figures come in or are refused by name, stand beside one\'s own, and go out as they were kept', async (t) => {
  const seat = await sit(t, 'mau.iso', { script: false, dark: true })
  const { page } = seat
  await page.goto('/subordinates?form=06a&period=2026-H1')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải tệp niêm phong' }).click()])
  const own = JSON.parse(readFileSync(await download.path(), 'utf8')) as FiguresFile
  t.equal(own.sha256, sumOfFigures(own))
  const below: FiguresFile = { ...own, agency: { code: 'H57.1', name: 'UBND xã Dưới' } }
  await handIn(seat, { ...below, totals: below.totals.map((value, at) => (at === 0 ? value + 1 : value)) })
  const refused = await page.locator('[role="alert"]').textContent()
  t.match(refused, /chưa ghi cơ quan này là cấp dưới[^]*SHA-256[^]*đẳng thức/)
  t.same(seat.complaints, [])
  for (const [code, name] of [['H57.1', 'UBND xã Dưới'], ['H57.2', 'UBND xã Chưa Gửi']] as const) {
    await page.locator('summary', { hasText: 'Thêm cơ quan cấp dưới' }).click()
    await page.fill('#add-code', code)
    await page.fill('#add-name', name)
    await page.fill('#add-decision', '12/QĐ-UBND')
    await page.locator('form', { has: page.locator('#add-code') }).locator('button').click()
  }
  await handIn(seat, { ...below, sha256: sumOfFigures(below) })
  t.match(await page.locator('main').textContent(), /Đã nhận[^]*1\/2 cơ quan đã gửi[^]*Chưa gửi/)
  const totals = await page.locator('.figures tfoot tr').last().locator('td.number').allTextContents()
  t.same(totals.map((text) => Number(text.replaceAll('.', ''))), own.totals.map((value) => value * 2), 'two agencies with the same figures')
  await page.locator('summary', { hasText: 'Giữ bản này' }).click()
  await page.locator('details[open] form button', { hasText: 'Giữ bản này' }).click()
  await page.locator('section[aria-labelledby="made"] tbody a').first().click()
  const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải tệp niêm phong' }).click()])
  t.same((JSON.parse(readFileSync(await kept.path(), 'utf8')) as FiguresFile).totals, own.totals)
  await picture(seat, 'made-figures', true)
  t.same(seat.complaints, [])
})

t.test('the page of figures is by the menu, and in nobody\'s way', async (t) => {
  const seat = await sit(t, 'mau.iso', { language: 'en' })
  await byMenu(seat, '/subordinates')
  await seat.page.waitForSelector('.figures tfoot')
  t.same(await axeFindings(seat), [])
  await picture(seat, 'subordinates', true)
  t.equal((await (await sit(t, 'mau.hokd')).page.goto('/subordinates'))?.status(), 403)
  t.same(seat.complaints, [])
})
