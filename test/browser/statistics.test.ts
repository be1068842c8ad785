/** The figures on screen: what the leader reads is what the programming interface answers, and what the file holds. */
import mammoth from 'mammoth'
import readExcel from 'read-excel-file/node'
import t from 'tap'
import type { OfficialTable, StatisticsReport } from '../../schemas/statistics.ts'
import { axeFindings, officeInBrowser, picture, signInAs, takeSeat } from '../support/office.ts'

t.setTimeout(300_000)
const { office, browser } = await officeInBrowser(t)
const address = '/statistics?period=2026-H1&by=field'

/** A figure as screens and files in Vietnamese print it. */
const figureOf = (text: string): number => Number(text.replaceAll('.', '').replace(',', '.'))
const figuresOf = (text: string): number[] => [...text.matchAll(/"([^"]*)"|([^,]+)/g)].map(([, quoted, plain]) => figureOf(quoted ?? plain ?? '')).filter(Number.isFinite)
const question = 'from=2025-12-15&to=2026-06-14'

for (const [form, by] of [['06a', 'field'], ['steps', ''], ['people', '']] as const) {
  t.test(`the table, the three files and the programming interface hold the same figures: ${form}`, async (t) => {
    const seat = await takeSeat(t, browser, office)
    const { request } = seat.page
    await signInAs(seat, 'mau.chutich')
    const asked = `form=${form}&period=2026-H1&by=${by}`
    await seat.page.goto(`/statistics?${asked}`)
    await picture(seat, `statistics-${form}`)
    const { totals, rows } = await (await request.get(`/api/v1/statistics/tables/${form}?${question}&by=${by}`)).json() as OfficialTable
    t.ok(rows.length > 3 && (totals[0] ?? 0) > 100)
    t.same((await seat.page.locator('.figures tfoot td.number').allTextContents()).map(figureOf), totals)
    const csv = await (await request.get(`/statistics/figures.csv?${asked}`)).text()
    t.same(figuresOf(csv.trim().split('\r\n').at(-1) ?? ''), totals)
    const [sheet] = await readExcel(await (await request.get(`/statistics/figures.xlsx?${asked}`)).body())
    t.same(sheet?.data.at(-2)?.slice(2), totals)
    t.same(sheet?.data.slice(-2 - rows.length, -2).map((line) => line.slice(2)), rows.map(({ figures }) => figures))
    const { value } = await mammoth.extractRawText({ buffer: await (await request.get(`/statistics/figures.docx?${asked}`)).body() })
    t.same(value.trim().split(/\s+/).slice(-totals.length).map(figureOf), totals)
    t.same(seat.complaints, [])
  })
}

t.test('form II.06a is the statistics', async (t) => {
  const seat = await takeSeat(t, browser, office)
  await signInAs(seat, 'mau.chutich')
  const { totals: { received, resolved, inProgress } } = await (await seat.page.request.get(`/api/v1/statistics?${question}`)).json() as StatisticsReport
  const { totals } = await (await seat.page.request.get(`/api/v1/statistics/tables/06a?${question}`)).json() as OfficialTable
  t.same(totals, [
    received.total, received.online, received.directOrPostal, received.carriedOver, resolved.total, resolved.early, resolved.onTime, resolved.late, inProgress.total, inProgress.within, inProgress.overdue,
  ])
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
