/** Objectives and the leaders' overview as people see them. */
import t from 'tap'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(300_000)
const { sit } = await officeInBrowser(t)

t.test('the ISO secretary sets an objective; a wrong amount is refused at its field; a number leads to its dossiers', async (t) => {
  const seat = await sit(t, 'mau.iso')
  const { page, complaints } = seat
  await page.goto('/objectives')
  t.equal(await page.locator('table.objectives tbody tr').count(), 4)
  await picture(seat, 'objectives', true)
  t.same(await axeFindings(seat), [])
  await page.locator('summary', { hasText: 'Đặt mục tiêu' }).click()
  await page.selectOption('#enter-formula', 'online')
  await page.fill('#enter-name', 'Từ 50% hồ sơ nộp trực tuyến')
  for (const [name, value] of [['target', 'năm mươi'], ['tolerance', '5'], ['number', '43/QĐ-UBND'], ['on', '05/01/2026']] as const) await page.fill(`#enter-${name}`, value)
  await page.locator('#enter-ownerId').selectOption({ index: 3 })
  await page.getByRole('button', { name: 'Ghi mục tiêu' }).click()
  t.equal(await page.locator('#enter-target.is-invalid').count(), 1)
  await page.fill('#enter-target', '50,5')
  await page.getByRole('button', { name: 'Ghi mục tiêu' }).click()
  await page.getByRole('link', { name: 'Từ 50% hồ sơ nộp trực tuyến' }).click()
  t.match(await page.locator('dl.facts').textContent(), /≥ 50,50%/)
  await picture(seat, 'objective', true)
  t.same(await axeFindings(seat), [])
  const link = page.locator('#periods').locator('xpath=../..').locator('tbody tr').last().locator('td a').first()
  await link.click()
  t.ok(await page.locator('tbody tr').count() > 0)
  t.same(complaints, [])
})

t.test('without script, in the dark and on a phone the page is whole, and files come out of it', async (t) => {
  const seat = await sit(t, 'mau.hokd', { script: false, dark: true, width: 390, height: 844 })
  const { page, complaints } = seat
  await page.goto('/objectives')
  t.equal(await page.locator('summary', { hasText: 'Đặt mục tiêu' }).count(), 0, 'a specialist reads')
  await picture(seat, 'objectives-phone-dark')
  for (const kind of ['XLSX', 'DOCX']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: `Tải ${kind}` }).click()])
    t.equal(await download.failure(), null, kind)
  }
  t.same(complaints, [])
})

t.test('a leader sees shares, what is open, the trend with its table, bottlenecks and lights; a number leads to as many dossiers', async (t) => {
  const seat = await sit(t, 'mau.chutich')
  const { page, complaints } = seat
  await page.goto('/dashboard')
  t.same(await page.locator('.card h2').allTextContents(), ['Trước và đúng hạn: Tháng này', 'Trước và đúng hạn: Quý này', 'Trước và đúng hạn: Năm nay', 'Đang giải quyết'])
  t.equal(await page.locator('svg.trend circle').count(), 12)
  t.equal(await page.locator('.goals li').count(), 5)
  await picture(seat, 'dashboard', true)
  t.same(await axeFindings(seat), [])
  const paused = page.locator('.card').last().locator('a').last()
  const many = Number(await paused.textContent())
  await paused.click()
  t.equal(await page.locator('tbody tr').count(), Math.min(many, 50))
  t.same(complaints, [])
})

t.test('the overview in the dark on a phone, of a head of unit: only what is theirs; a specialist has none', async (t) => {
  const seat = await sit(t, 'mau.tpkinhte', { script: false, dark: true, width: 390, height: 844 })
  await seat.page.goto('/dashboard')
  t.same(await seat.page.locator('#units').locator('xpath=../..').locator('tbody th').allTextContents(), ['Phòng Kinh tế'])
  await picture(seat, 'dashboard-phone-dark', true)
  const other = await sit(t, 'mau.hokd', { script: false })
  t.equal((await other.page.goto('/dashboard'))?.status(), 403)
})
