/** Writes the pictures of README and guide from the sample commune: `npm run pictures`. They are what a person sees, or this fails. */
import t from 'tap'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { browserPath, signInAs, takeSeat, withBrowser, withOffice } from '../support/office.ts'

t.setTimeout(600_000)
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
mkdirSync(folder, { recursive: true })
const chromium = browserPath()
if (chromium === null) throw new Error('set CHROMIUM to a browser')
const office = await withOffice(t)
const browser = await withBrowser(t, chromium)
const seat = await takeSeat(t, browser, office, { width: 1366, height: 700 })
const { page } = seat
const shoot = async (name: string): Promise<void> => { await page.screenshot({ path: `${folder}${name}.png` }) }

t.test('pictures of a specialist, the desk, a leader and the public', async (t) => {
  await page.goto('/public?procedure=P6')
  await page.locator('details summary', { hasText: 'Vì sao' }).click()
  await shoot('public')
  await signInAs(seat, 'mau.tpkinhte')
  await page.goto('/?kind=all')
  await shoot('dossiers')
  await page.goto('/notices/today')
  await shoot('today')
  await page.goto('/board')
  await shoot('board')
  await page.goto('/late')
  await shoot('late')
  await page.goto('/?kind=all')
  await page.click('.work tr.late a')
  await page.waitForSelector('.chart')
  await shoot('dossier')
  await page.locator('.chart').screenshot({ path: `${folder}flowchart.png` })
  await page.click('form[action="/sign-out"] button')
  await signInAs(seat, 'mau.motcua1')
  await page.goto('/receive?procedure=P6')
  await page.fill('#name', 'Nguyễn Thị Mẫu')
  await page.click('button[value="all"]')
  await shoot('receive')
  await page.goto('/search?q=nguyen')
  await shoot('search')
  await page.click('form[action="/sign-out"] button')
  await signInAs(seat, 'mau.chanhvp')
  await page.goto('/admin/people?q=mau.tpkinhte')
  await page.click('tbody th a')
  await page.click('.action summary')
  await shoot('person')
  t.same(seat.complaints, [])
})
