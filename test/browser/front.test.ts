/** Small things that people meet every day, in a real browser: the policy on the wall, a refused form, a list of days as a file, evidence of what is late. */
import t from 'tap'
import { need } from '../support/needs.ts'
import { axeFindings, browserPath, picture, takeSeat, withBrowser, withOffice } from '../support/office.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const browser = await withBrowser(t, chromium ?? '')

t.test('a visitor reads the quality policy beside the procedures, without an account', async (t) => {
  const seat = await takeSeat(t, browser, office, { script: false })
  await seat.page.goto('/public')
  t.match(await seat.page.textContent('section[aria-labelledby="policy"]'), /CSCL[^]*Chính sách chất lượng/)
  await picture(seat, 'public-policy')
  const href = await seat.page.getAttribute('section[aria-labelledby="policy"] th a', 'href')
  const file = await seat.page.request.get(href ?? '')
  t.equal(file.status(), 200)
  t.match((await file.body()).subarray(0, 5).toString(), '%PDF-')
  t.equal(await seat.page.locator('a[href^="/documents"]').count(), 0, 'no way to the other documents')
  const looks = await takeSeat(t, browser, office, { language: 'en', dark: true, width: 390, height: 844 })
  await looks.page.goto('/public')
  t.same(await axeFindings(looks), [])
  await looks.page.locator('#policy').scrollIntoViewIfNeeded()
  await picture(looks, 'public-policy-phone')
  t.same([...seat.complaints, ...looks.complaints], [])
})
