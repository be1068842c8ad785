/** The figures on screen: what the leader reads is what the programming interface answers, and what the file holds. */
import mammoth from 'mammoth'
import readExcel from 'read-excel-file/node'
import t from 'tap'
import type { OfficialTable, StatisticsReport } from '../../schemas/statistics.ts'
import { need } from '../support/needs.ts'
import { axeFindings, browserPath, picture, signInAs, takeSeat, withBrowser, withOffice } from '../support/office.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const browser = await withBrowser(t, chromium ?? '')
const address = '/statistics?period=2026-H1&by=field'

const figuresOf = (text: string): number[] => [...text.matchAll(/\d+/g)].map(Number)

t.test('the table, the three files and the programming interface hold the same figures', async (t) => {
  const seat = await takeSeat(t, browser, office)
  await signInAs(seat, 'mau.chutich')
  await seat.page.goto(address)
  await picture(seat, 'statistics')
  const { totals } = await (await seat.page.request.get('/api/v1/statistics?from=2025-12-15&to=2026-06-14&by=field')).json() as StatisticsReport
  const shown = await seat.page.locator('.figures tfoot td.number').allTextContents()
  const wanted = [
    totals.received.total, totals.received.online, totals.received.directOrPostal, totals.received.carriedOver, totals.resolved.total, totals.resolved.early,
    totals.resolved.onTime, totals.resolved.late, totals.inProgress.total, totals.inProgress.within, totals.inProgress.overdue,
  ]
  t.ok(totals.resolved.total > 100 && totals.resolved.late > 0)
  t.same(shown.map((text) => Number(text.replace('.', ''))), wanted)
  const csv = await (await seat.page.request.get('/statistics/figures.csv?period=2026-H1&by=field')).text()
  t.same(figuresOf(csv.trim().split('\r\n').at(-1) ?? ''), wanted)
  const [sheet] = await readExcel(await (await seat.page.request.get('/statistics/figures.xlsx?period=2026-H1&by=field')).body())
  t.same(sheet?.data.at(-2)?.slice(2), wanted)
  const { value } = await mammoth.extractRawText({ buffer: await (await seat.page.request.get('/statistics/figures.docx?period=2026-H1&by=field')).body() })
  t.same(value.trim().split(/\s+/).slice(-wanted.length).map(Number), wanted)
  t.same(seat.complaints, [])
})

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
  for (const form of ['06a', '06b', 'weekly', '766', 'causes', 'score']) {
    await seat.page.goto(`/statistics?form=${form}&period=2026&by=unit`)
    await picture(seat, `table-${form}`, true)
    t.same(await axeFindings(seat), [], form)
    const told = await (await seat.page.request.get(`/api/v1/statistics/tables/${form}?from=2025-12-15&to=2026-12-14&by=unit`)).json() as OfficialTable
    t.same(told.broken, [], `${form}: its identities hold`)
    if (form === 'score') continue
    t.same((await seat.page.locator('.figures tfoot').first().locator('td.number').allTextContents()).map((text) => Number(text.replace('.', ''))), told.totals, `${form}: the screen shows what is answered`)
    const [figure] = (await seat.page.locator('.figures tbody a').allTextContents()).map((text) => Number(text.replace('.', ''))).filter((number) => number > 0 && number < 50)
    const links = seat.page.locator('.figures tbody a')
    await links.nth((await links.allTextContents()).findIndex((text) => Number(text.replace('.', '')) === figure)).click()
    await seat.page.waitForURL(/statistics\/dossiers/)
    t.equal(await seat.page.locator('table.work tbody tr').count(), figure, `${form}: as many as the number says`)
  }
  await picture(seat, 'behind')
  t.same(await axeFindings(seat), [])
  t.same(seat.complaints, [])
})
