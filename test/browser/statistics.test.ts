/** The figures on screen, as the leader reads them; test/server/same-numbers.test.ts holds their files against them. */
import t from 'tap'
import type { OfficialTable, StatisticsReport } from '../../schemas/statistics.ts'
import { axeFindings, officeInBrowser, picture, signInAs, takeSeat } from '../support/office.ts'

t.setTimeout(300_000)
const { office, browser } = await officeInBrowser(t)
const address = '/statistics?period=2026-H1&by=field'

/** A figure as screens and files in Vietnamese print it. */
const figureOf = (text: string): number => Number(text.replaceAll('.', '').replace(',', '.'))

for (const sitting of [{ script: true }, { script: false }, { dark: true }, { language: 'en' as const }, { width: 390, height: 800 }]) {
  t.test(`nothing stands in the way: ${JSON.stringify(sitting)}`, async (t) => {
    const seat = await takeSeat(t, browser, office, sitting)
    await signInAs(seat, 'mau.chutich')
    await seat.page.goto(address)
    if (sitting.script !== false) t.same(await axeFindings(seat), [])
    await picture(seat, `statistics-${Object.values(sitting).join('-')}`)
    await seat.page.selectOption('#period', '')
    await seat.page.fill('#from', '31/2/2026')
    await seat.page.click('form[action="/statistics"] button')
    await seat.page.waitForLoadState()
    t.equal(await seat.page.inputValue('#from'), '31/2/2026', 'what was typed stays')
    t.equal(await seat.page.locator('[role="alert"]').count(), 1)
    t.same(seat.complaints, [])
  })
}

t.test('a table of work is narrowed to a procedure and a unit with all below it, and so is the list behind a number', async (t) => {
  const seat = await takeSeat(t, browser, office)
  const { page } = seat
  await signInAs(seat, 'mau.chutich')
  await page.goto('/statistics?form=steps&period=2026-H1')
  t.equal(await page.locator('#ended').count(), 0, 'nothing is asked that changes nothing')
  const whole = figureOf(await page.locator('.figures tfoot td.number').first().textContent() ?? '')
  await page.selectOption('#procedure', 'P5')
  await page.selectOption('#unit', { index: 1 })
  await page.click('form[action="/statistics"] button')
  await page.waitForLoadState()
  await picture(seat, 'statistics-narrowed')
  const narrowed = figureOf(await page.locator('.figures tfoot td.number').first().textContent() ?? '')
  t.ok(narrowed > 0 && narrowed < whole, `${narrowed} of ${whole}`)
  t.equal(await page.inputValue('#procedure'), 'P5', 'what was chosen stays')
  t.same(await axeFindings(seat), [])
  await page.locator('.figures tfoot a').first().click()
  await page.waitForURL(/statistics\/dossiers/)
  t.match(await page.textContent('.panel header'), /P5/, 'the list says what alone it is of')
  t.ok(await page.locator('table.work tbody tr').count() > 0)
  t.same(seat.complaints, [])
})

t.test('a specialist counts no more than may be read', async (t) => {
  const seat = await takeSeat(t, browser, office)
  await signInAs(seat, 'mau.hokd')
  const own = await (await seat.page.request.get('/api/v1/statistics?from=2026-01-01&to=2026-06-30')).json() as StatisticsReport
  const all = await takeSeat(t, browser, office)
  await signInAs(all, 'mau.chutich')
  const whole = await (await all.page.request.get('/api/v1/statistics?from=2026-01-01&to=2026-06-30')).json() as StatisticsReport
  t.ok(own.totals.received.total > 0 && own.totals.received.total < whole.totals.received.total, `${own.totals.received.total} of ${whole.totals.received.total}`)
})

t.test('every official table, and the dossiers behind each of its numbers', async (t) => {
  const seat = await takeSeat(t, browser, office)
  await signInAs(seat, 'mau.chutich')
  for (const form of ['06a', '06b', 'weekly', '766', 'causes', 'score', 'steps', 'people']) {
    await seat.page.goto(`/statistics?form=${form}&period=2026&by=unit`)
    await picture(seat, `table-${form}`, true)
    t.same(await axeFindings(seat), [], form)
    const told = await (await seat.page.request.get(`/api/v1/statistics/tables/${form}?from=2025-12-15&to=2026-12-14&by=unit`)).json() as OfficialTable
    t.same(told.broken, [], `${form}: its identities hold`)
    if (form === 'score') continue
    t.same((await seat.page.locator('.figures tfoot').first().locator('td.number').allTextContents()).map(figureOf), told.totals, `${form}: the screen shows what is answered`)
    const [figure] = (await seat.page.locator('.figures tbody a').allTextContents()).map(figureOf).filter((number) => number > 0 && number < 50)
    const links = seat.page.locator('.figures tbody a')
    await links.nth((await links.allTextContents()).findIndex((text) => figureOf(text) === figure)).click()
    await seat.page.waitForURL(/statistics\/dossiers/)
    const listed = await seat.page.locator('table.work tbody tr').count()
    if (form === 'steps' || form === 'people') t.ok(listed > 0 && listed <= (figure ?? 0), `${form}: each dossier once, which may have been in the step more often`)
    else t.equal(listed, figure, `${form}: as many as the number says`)
  }
  await picture(seat, 'behind')
  t.same(await axeFindings(seat), [])
  t.same(seat.complaints, [])
})
