/** How exactly dossiers followed their procedures, on screen: what is answered, every number with its dossiers behind it. */
import t from 'tap'
import type { ConformanceReport } from '../../schemas/conformance.ts'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(300_000)
const { sit } = await officeInBrowser(t)
const address = '/statistics/conformance?period=2026-Q3'

t.test('the shares, the steps and the ways of a quarter agree with each other and with the list behind a number', async (t) => {
  const { page, complaints } = await sit(t, 'mau.chutich')
  await page.goto('/statistics')
  await page.click('.headline a')
  await page.waitForURL(/statistics\/conformance$/)
  await page.selectOption('#period', '2026-Q3')
  await page.click('form[action="/statistics/conformance"] button')
  await page.waitForURL(/period=2026-Q3/)
  const told = await (await page.request.get('/api/v1/statistics/conformance?from=2026-06-15&to=2026-09-14')).json() as ConformanceReport
  const sum = (list: readonly { dossiers: number; exact?: number }[], of: 'dossiers' | 'exact'): number => list.reduce((total, one) => total + (one[of] ?? 0), 0)
  t.ok(told.dossiers > 50 && told.exact > 0 && told.exact < told.dossiers, `${told.exact} of ${told.dossiers}`)
  t.same([sum(told.rows, 'dossiers'), sum(told.rows, 'exact')], [told.dossiers, told.exact], 'the rows are the whole')
  t.ok(told.deviations.some(({ kind }) => kind === 'step-over-limit') && told.deviations.every(({ dossiers }) => dossiers <= told.dossiers - told.exact))
  t.ok(told.variants.length > told.rows.length / 2 && told.steps.every(({ totalMs, meanMs, longestMs }) => meanMs <= longestMs && longestMs <= totalMs))
  t.same((await page.locator('[aria-labelledby="shares"] tfoot td').allTextContents()).slice(0, 3).map(Number), [told.dossiers, told.exact, told.dossiers - told.exact])
  const [first] = told.rows.filter(({ dossiers, exact }) => dossiers - exact > 0 && dossiers - exact < 50)
  const rows = page.locator('[aria-labelledby="shares"] tbody tr')
  await rows.nth(told.rows.indexOf(first!)).locator('a[href*="what=deviating"]').click()
  await page.waitForURL(/conformance\/dossiers/)
  t.equal(await page.locator('table.work tbody tr').count(), first!.dossiers - first!.exact)
  await page.goBack()
  const longest = page.locator('[aria-labelledby="steps"] tbody tr').first()
  for (const [link, most] of [[1, told.steps[0]!.dossiers], [2, told.steps[0]!.dossiers - 1]] as const) {
    await longest.locator('a').nth(link).click()
    await page.waitForURL(/conformance\/dossiers/)
    const listed = await page.locator('table.work tbody tr').count()
    t.ok(listed > 0 && listed <= Math.min(50, most), 'the mean leads to all of the step, the longest time to those that took it')
    await page.goBack()
  }
  const ways = page.locator('[aria-labelledby="variants"] tbody tr')
  t.equal(await ways.count(), 10, 'the most frequent ways of all procedures, folded')
  await ways.first().locator('th a').click()
  await page.waitForURL(/procedure=[^&]+#variants$/)
  t.equal(await ways.count(), Math.min(10, told.variants.filter(({ procedure }) => page.url().includes(`procedure=${procedure}`)).length), 'and those of one procedure, in full')
  t.equal(await ways.locator('details').count(), 0)
  await page.goBack()
  t.equal(await page.locator('table.figures td.number').filter({ hasNotText: /^0$/ }).filter({ hasNot: page.locator('a') }).count(), 0, 'every number is a link')
  t.same(complaints, [])
})

for (const [look, sitting] of Object.entries({ light: {}, phone: { width: 390, height: 844 }, 'dark-en': { dark: true, language: 'en' }, plain: { script: false } } as const)) {
  t.test(`nothing stands in the way: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.chutich', sitting)
    await seat.page.goto(address)
    await picture(seat, `conformance-${look}`, true)
    if (look !== 'plain') t.same(await axeFindings(seat), [])
    t.ok(await seat.page.locator('svg.heat').count() > 3)
    t.same(seat.complaints, [])
  })
}

t.test('who does not look into delays is told so', async (t) => {
  const { page } = await sit(t, 'mau.motcua1')
  t.equal((await page.goto(address))?.status(), 403)
})
