/** Nonconformities and corrective actions in a real browser: from what a rule found to a plan with its figure, with scripts and without. */
import t from 'tap'
import { need } from '../support/needs.ts'
import { axeFindings, browserPath, byMenu, picture, seatsIn, withBrowser, withOffice } from '../support/office.ts'
import { sweepAll } from '../support/quality.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const sitDown = seatsIn(await withBrowser(t, chromium ?? ''), office)
await sweepAll(office.deps)

t.test('the ISO secretary finds what is late in the register and proposes an action; who is responsible plans it, without JavaScript', async (t) => {
  const seat = await sitDown(t, 'mau.chanhvp', { script: false })
  const { page } = seat
  await byMenu({ page }, '/nonconformities')
  t.match(await page.textContent('main'), /KPH-2026-0001[^]*Hồ sơ trễ hạn|Hồ sơ trễ hạn[^]*KPH-2026/)
  await picture(seat, 'quality-register')
  await page.click('form[action="/late/evidence"] button:has-text("Gói chứng cứ (")')
  t.match(new URL(page.url()).pathname, /^\/tasks\//, 'a pack of what the list shows')
  await page.goBack()
  await page.click('.qualityList tr:has-text("Trễ hạn lặp lại") th a >> nth=0')
  await page.click('summary:has-text("Lập phiếu")')
  await page.click('details[open] button:has-text("Lập phiếu")')
  t.match(await page.textContent('h1'), /HĐKP-2026-0001[^]*Đề xuất/)
  await page.click('summary:has-text("Nhận phiếu")')
  await page.selectOption('#ACCEPT-ownerId', { index: 1 })
  await page.click('details[open] button:has-text("Nhận phiếu")')
  t.match(await page.textContent('h1'), /Phân tích nguyên nhân/)
  t.match(await page.textContent('.refusals'), /Trình phê duyệt[^]*còn thiếu phân tích nguyên nhân/, 'what is not possible yet, and why')
  await picture(seat, 'quality-action', true)
  await page.goto('/corrective-actions')
  t.match(await page.textContent('.lanes'), /HĐKP-2026-0001/)
  const register = await page.request.get('/corrective-actions/register.xlsx')
  t.equal(register.status(), 200)
  t.equal((await register.body()).subarray(0, 2).toString(), 'PK')
  t.equal((await (await page.request.get('/corrective-actions/register.docx')).body()).subarray(0, 2).toString(), 'PK')
})

t.test('light and dark, wide and narrow, nothing is in anybody\'s way', async (t) => {
  for (const sitting of [{}, { dark: true }, { width: 390, height: 800 }]) {
    const seat = await sitDown(t, 'mau.chanhvp', sitting)
    for (const path of ['/nonconformities', '/nonconformities/new', '/corrective-actions']) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], path)
    }
    await picture(seat, `quality-board-${'dark' in sitting ? 'dark' : 'width' in sitting ? 'narrow' : 'light'}`)
    await seat.page.click('.lanes a')
    t.same(await axeFindings(seat), [], 'an action')
    t.same(seat.complaints, [])
  }
})
