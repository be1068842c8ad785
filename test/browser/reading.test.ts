/** Reading documents in a real browser: words found in contents, two revisions side by side. */
import t from 'tap'
import { inspectFiles } from '../../server/jobs/inspect-files.ts'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(300_000)
const { office, sit } = await officeInBrowser(t)
await inspectFiles(office.deps)

for (const [name, sitting] of [['light', {}], ['dark-en-plain', { dark: true, language: 'en' as const, script: false }]] as const) {
  t.test(`words are found in contents, and two revisions stand side by side, ${name}`, async (t) => {
    const isPlain = 'script' in sitting
    const seat = await sit(t, 'mau.iso', sitting)
    const { page } = seat
    await page.goto('/documents')
    await page.fill('#q', 'khắc phục')
    await page.press('#q', 'Enter')
    await page.waitForSelector('#contents')
    t.match(await page.textContent('[aria-labelledby="contents"] ol'), /khắc phục/i, 'where the words stand')
    if (!isPlain) t.same(await axeFindings(seat), [], 'the list')
    await picture(seat, `reading-found-${name}`, true)
    const { rows: [document] } = await office.deps.pool.query<{ id: string }>('select document_id as id from document_revision where object_id is not null group by 1 having count(*) > 1 order by 1 limit 1')
    await page.goto(`/documents/${document!.id}`)
    await page.locator('[aria-labelledby="revisions"] a[href*="/compare"]').first().click()
    await page.waitForSelector('.comparison')
    t.ok(await page.locator('.comparison ins, .comparison del').count() > 0, 'what was put in and taken out')
    if (!isPlain) t.same(await axeFindings(seat), [], 'the comparison')
    await picture(seat, `reading-compare-${name}`, true)
    await page.goto('/documents')
    await page.click('a[href="/documents/lists"]')
    await page.waitForSelector('.masterList')
    await page.click('.tabs a[href*="list=records"]')
    await page.waitForSelector('.tabs a[href*="list=records"][aria-current]')
    t.ok(await page.locator('.masterList tbody tr').count() > 0, 'records, each with how long it is kept')
    if (!isPlain) t.same(await axeFindings(seat), [], 'the list of records')
    await picture(seat, `reading-records-${name}`)
    await page.click('.tabs a[href*="list=copies"]')
    await page.waitForSelector('.tabs a[href*="list=copies"][aria-current]')
    t.same(await page.locator('.masterList .state').evaluateAll((states) => states.map((one) => one.className)), ['state late', 'state late', 'state ended'], 'two old copies on paper to be called in, one that came back')
    if (!isPlain) t.same(await axeFindings(seat), [], 'the list of copies')
    await picture(seat, `reading-copies-${name}`)
    await page.goto('/documents/lists?list=external')
    await picture(seat, `reading-external-${name}`)
    await page.goto('/documents/lists')
    await picture(seat, `reading-internal-${name}`)
    t.same(seat.complaints, [])
  })
}
