/** Facts and reports as the ISO secretary works with them. */
import mammoth from 'mammoth'
import readExcel from 'read-excel-file/node'
import t from 'tap'
import type { Tenant } from '../../schemas/agency.ts'
import { reportLayouts } from '../../schemas/report.ts'
import { counted } from '../../server/render/words.ts'
import { statisticsOf, usualGrouping, usualKinds } from '../../server/reports/statistics.ts'
import { listTenants } from '../../storage/tenants.ts'
import { reportingPeriod } from '../../workflows/statistics/periods.ts'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(300_000)
const { office, sit } = await officeInBrowser(t)

for (const sitting of [{ script: true }, { script: false, dark: true }]) {
  t.test(`a fact is entered, refused where it is wrong, and corrected: ${JSON.stringify(sitting)}`, async (t) => {
    const { page, complaints, ...seat } = await sit(t, 'mau.iso', sitting)
    const number = sitting.script ? '12/KH-UBND' : '13/KH-UBND'
    await page.goto('/facts?kind=training')
    await page.locator('summary', { hasText: 'Ghi:' }).click()
    await page.fill('#enter-number', 'không số')
    await page.fill('#enter-on', '02/11/2026')
    await page.fill('#enter-title', 'Tập huấn nhận thức TCVN ISO 9001')
    for (const [name, value] of [['classesHeld', '1'], ['peopleTaught', '1.110'], ['peopleSent', '3']] as const) await page.fill(`#enter-${name}`, value)
    await page.click('form[action^="/facts?kind"] button')
    t.equal(await page.locator('#enter-number.is-invalid').count(), 1)
    t.equal(await page.inputValue('#enter-title'), 'Tập huấn nhận thức TCVN ISO 9001', 'what was typed stays')
    await picture({ page, complaints, ...seat }, `facts-${Object.values(sitting).join('-')}`)
    await page.fill('#enter-number', number)
    await page.click('form[action^="/facts?kind"] button')
    t.match(await page.locator('tbody tr').first().textContent(), /1\.110/)
    if (sitting.script) t.same(await axeFindings({ page, complaints, ...seat }), [])
    await page.getByRole('link', { name: number, exact: true }).click()
    await page.locator('summary', { hasText: 'Đính chính' }).click()
    await page.fill('#correct-1-peopleTaught', '113')
    await page.fill('#correct-1-reason', 'Đếm lại')
    await page.locator('form', { has: page.locator('#correct-1-reason') }).locator('button').click()
    t.equal(await page.locator('tbody tr').count(), 2)
    await picture({ page, complaints, ...seat }, `fact-${Object.values(sitting).join('-')}`)
    if (sitting.script) t.same(await axeFindings({ page, complaints, ...seat }), [])
    t.same(complaints, [])
  })
}

t.test('the half-year report leaves the service without a typed figure: screen, DOCX, XLSX and the figures of the service agree', async (t) => {
  const { page, complaints, ...seat } = await sit(t, 'mau.iso')
  await page.goto('/reports')
  await page.selectOption('#layout', 'halfYear')
  await page.selectOption('#period', '2026-H1')
  await page.click('form[action="/reports"] button')
  await picture({ page, complaints, ...seat }, 'report', true)
  t.same(await axeFindings({ page, complaints, ...seat }), [])
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải DOCX' }).click()])
  const { value } = await mammoth.extractRawText({ path: await download.path() })
  const tenant = office.deps.orm.em.fork()
  const [{ id: tenantId, zone }] = (await listTenants(tenant)).filter(({ code }) => code !== 'LOG') as [Tenant]
  const { totals, shares } = await statisticsOf(office.deps, { tenantId, zone, reader: null }, { ...reportingPeriod('2026-H1'), asOf: null, by: [], kinds: usualKinds, grouping: usualGrouping })
  t.ok(totals.resolved.total > 100)
  for (const sentence of [
    `tổng số hồ sơ nhận giải quyết là ${counted(totals.received.total)} hồ sơ (trực tuyến ${counted(totals.received.online)}; trực tiếp, bưu chính ${counted(totals.received.directOrPostal)}; từ kỳ trước chuyển sang ${counted(totals.received.carriedOver)})`,
    `Đã giải quyết ${counted(totals.resolved.total)} hồ sơ`, `Trước hạn: ${counted(totals.resolved.early)} hồ sơ, đạt ${shares.early}%`, `Đúng hạn: ${counted(totals.resolved.onTime)} hồ sơ, đạt ${shares.onTime}%`,
    `Quá hạn: ${counted(totals.resolved.late)} hồ sơ, chiếm ${shares.late}%`, `Đang giải quyết ${counted(totals.inProgress.total)} hồ sơ`, 'từ ngày 15/12/2025 đến ngày 14/06/2026',
  ]) t.ok(value.includes(sentence), sentence)
  const headings = value.split('\n').filter((line) => /^\d+\. /.test(line))
  t.same(headings.map((line) => Number.parseInt(line, 10)), headings.map((_, at) => at + 1), 'sections are numbered by their place')
  const [figures] = await readExcel(await (await page.request.get('/reports/report.xlsx?layout=halfYear&period=2026-H1')).body())
  const found = figures?.data.find((line) => line.at(-1) === 'resolved.total')
  t.equal(found?.[2], totals.resolved.total)
  const pdf = await (await page.request.get('/reports/report.pdf?layout=annual&period=2026')).body()
  t.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  t.same(complaints, [])
})

t.test('what is sent is frozen once its warnings were seen, and its file comes back', async (t) => {
  const { page, complaints, ...seat } = await sit(t, 'mau.iso', { script: false })
  await page.goto('/reports?layout=halfYear&period=2026-H1')
  const send = async (): Promise<void> => {
    await page.fill('#freeze-number', '45/BC-UBND')
    await page.locator('form', { has: page.locator('#freeze-number') }).locator('button').click()
  }
  await page.locator('summary', { hasText: 'Chốt bản gửi đi' }).click()
  await send()
  t.match(await page.locator('[role="alert"]').textContent(), /cảnh báo chưa được xem/)
  t.equal(await page.inputValue('#freeze-number'), '45/BC-UBND', 'what was typed stays')
  for (const box of await page.locator('input[name^="seen."]').all()) await box.check()
  await send()
  t.equal(await page.locator('h1').textContent(), '45/BC-UBND')
  t.match(await page.locator('main').textContent(), /Nguyên vẹn/)
  await picture({ page, complaints, ...seat }, 'report-copy', true)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải DOCX' }).click()])
  t.match((await mammoth.extractRawText({ path: await download.path() })).value, /Số: 45\/BC-UBND/)
  t.same(complaints, [])
})

t.test('every layout opens for whom it is meant, and for nobody else', async (t) => {
  const { page, complaints, ...seat } = await sit(t, 'mau.chutich', { dark: true, script: false })
  for (const layout of reportLayouts) t.equal((await page.goto(`/reports?layout=${layout}&period=2026`))?.status(), 200, layout)
  await page.goto('/reports?layout=progress&period=2026')
  await picture({ page, complaints, ...seat }, 'report-progress', true)
  t.equal((await page.goto('/reports?layout=progress&from=31/2/2026&to=1/1/2026'))?.status(), 400)
  const clerk = await sit(t, 'mau.hokd')
  t.equal((await clerk.page.goto('/reports'))?.status(), 403)
  t.same(complaints, [])
})
