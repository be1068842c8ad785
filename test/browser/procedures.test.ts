/** Procedures in a real browser: two revisions side by side. */
import t from 'tap'
import { axeFindings, browserPath, picture, seatsIn, type Sitting, withBrowser, withOffice } from '../support/office.ts'
import { need } from '../support/needs.ts'

t.setTimeout(600_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const browser = await withBrowser(t, chromium ?? '')
const sit = seatsIn(browser, office)

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true, script: true },
} as const satisfies Record<string, Sitting>)) {
  t.test(`the two revisions of P2 are told apart on one page: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.hokd', sitting)
    const { page } = seat
    await page.goto('/procedures/P2')
    await page.click('a[href$="/compare"]')
    await page.waitForSelector('#compared-title', { state: 'attached' })
    t.equal(await page.inputValue('#from'), '1')
    t.equal(await page.inputValue('#to'), '2')
    t.equal(await page.locator('.chart .node.removed').count(), 4)
    t.equal(await page.locator('.chart .node.added').count(), 2)
    t.same(await axeFindings(seat), [])
    t.equal(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, 'not wider than the screen')
    await picture(seat, `${look}-compare`, true)
    await page.selectOption('#from', '2')
    await page.click('form[action$="/compare"] button')
    await page.waitForLoadState()
    t.equal(await page.locator('.chart .node.removed, .chart .node.added, .chart .node.changed').count(), 0, 'a revision beside itself')
    t.same(seat.complaints, [])
  })
}
