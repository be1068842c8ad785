/** The year of the ISO secretary and the management review in a real browser. */
import t from 'tap'
import { need } from '../support/needs.ts'
import { axeFindings, browserPath, byMenu, picture, seatsIn, withBrowser, withOffice } from '../support/office.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const sitDown = seatsIn(await withBrowser(t, chromium ?? ''), office)

t.test('the year begins with what is late and due soon; what is entered becomes its evidence, without JavaScript', async (t) => {
  const seat = await sitDown(t, 'mau.iso', { script: false })
  const { page } = seat
  await byMenu({ page }, '/year')
  t.match(await page.textContent('.firstDuties'), /Ban hành kế hoạch ISO của năm/)
  await picture(seat, 'year')
  await page.click('.firstDuties li:has-text("Ban hành kế hoạch") a:has-text("Làm việc này")')
  await page.click('main details.action > summary')
  for (const [name, value] of [['number', '02/KH-UBND'], ['on', '05/01/2026'], ['title', 'Kế hoạch ISO năm 2026']] as const) await page.fill(`#enter-${name}`, value)
  await page.click('.folded button')
  await page.goto('/year')
  t.match(await page.textContent('#plan-2026'), /Đã xong[^]*02\/KH-UBND: Kế hoạch ISO năm 2026/)
  await picture(seat, 'year-whole', true)
})

t.test('light and dark, wide and narrow, nothing is in anybody\'s way', async (t) => {
  for (const sitting of [{}, { dark: true }, { width: 390, height: 800 }]) {
    const seat = await sitDown(t, 'mau.iso', sitting)
    for (const path of ['/year']) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], path)
      await picture(seat, `${path.slice(1)}-${'dark' in sitting ? 'dark' : 'width' in sitting ? 'narrow' : 'light'}`)
      t.ok(await seat.page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), 'nothing hangs over the edge')
    }
    t.same(seat.complaints, [])
  }
})
