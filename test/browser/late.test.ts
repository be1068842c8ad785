/** The late list and its export in a real browser. */
import t from 'tap'
import { readFileSync } from 'node:fs'
import { runTasks } from '../../server/commands/run-task.ts'
import type { Sitting } from '../support/office.ts'
import { axeFindings, byMenu, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(600_000)
const { office, sit } = await officeInBrowser(t)

t.test('a leader sees what is late, whose time it was, and which step went over its limit', async (t) => {
  const { page, complaints } = await sit(t, 'mau.chutich')
  await byMenu({ page }, '/late')
  const rows = await page.locator('.work tbody tr').count()
  t.ok(rows > 0, 'the sample has late dossiers')
  t.equal(await page.locator('.work tbody .state.late').count(), rows, 'and only late ones are listed')
  t.match(await page.locator('.work tbody .whoseCell').first().textContent(), /\d+%/)
  t.ok(await page.locator('.work tbody .overCell .lateText').count() > 0, 'a step over its limit is named')
  await page.click('.tabs a:has-text("Sắp đến hạn")')
  t.equal(await page.locator('.work tbody .state.late').count(), 0)
  t.equal(await page.locator('.work tbody .state.soon').count(), await page.locator('.work tbody tr').count(), 'at risk is what the badge calls so')
  t.same(complaints, [])
})

t.test('filters by unit, procedure and person, and a file of what they leave, without JavaScript', async (t) => {
  const { page, complaints } = await sit(t, 'mau.chutich', { script: false })
  await page.goto('/late')
  const all = await page.locator('.work tbody tr').count()
  await page.selectOption('#unit', { label: 'Phòng Kinh tế' })
  await page.click('.filters button')
  const some = await page.locator('.work tbody tr').count()
  t.ok(some > 0 && some < all, `${some} of ${all}`)
  await page.click('form[action="/exports"] button')
  await page.waitForURL(/\/tasks\//)
  await runTasks(office.deps, (_, error) => { throw error })
  await page.click('#task a:has-text("Tải lại")')
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#task a[download]')])
  const text = readFileSync(await download.path(), 'utf8')
  t.equal(text.trim().split('\r\n').length, some + 1, 'a line each, and the head')
  t.match(text.split('\r\n')[0], /"Mã hồ sơ","Tình trạng".*"Thời gian thuộc về","Bước vượt định mức"/)
  t.same(complaints, [])
})

t.test('who answers for no delays gets no list of them', async (t) => {
  const { page } = await sit(t, 'mau.motcua1')
  t.equal((await page.goto('/late'))?.status(), 403)
})

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`the late list passes WCAG 2.2 AA and complains of nothing: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.chutich', sitting)
    for (const [name, path] of [['late', '/late'], ['soon', '/late?scope=soon']] as const) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], name)
      t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`)
    }
    t.same(seat.complaints, [])
  })
}
