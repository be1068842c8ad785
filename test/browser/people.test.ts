/** The administration in a real browser: who gets in, people, roles, substitutions, units. */
import t from 'tap'
import type { Seat, Sitting } from '../support/office.ts'
import { axeFindings, browserPath, picture, signInAs, takeSeat, withBrowser, withOffice } from '../support/office.ts'
import { need } from '../support/needs.ts'

t.setTimeout(600_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const browser = await withBrowser(t, chromium ?? '')

const sit = async (t: Parameters<typeof takeSeat>[0], who: string, sitting: Sitting = {}): Promise<Seat> => {
  const seat = await takeSeat(t, browser, office, sitting)
  await signInAs(seat, who)
  return seat
}

t.test('the administration is in the menu of whoever may, and refuses everybody else', async (t) => {
  const { page, complaints } = await sit(t, 'mau.chanhvp')
  await page.click('.menu a[href="/admin"]')
  await page.click('.entries a[href="/admin/people"]')
  t.match(await page.textContent('tbody'), /Vũ Thị Mẫu Giang/)
  const other = await sit(t, 'mau.motcua1')
  t.equal(await other.page.locator('.menu a[href="/admin"]').count(), 0)
  for (const path of ['/admin', '/admin/people']) {
    const answer = await other.page.goto(path)
    t.equal(answer?.status(), 403, path)
    t.match(await other.page.textContent('[role="alert"]'), /không giữ vai trò/)
  }
  t.same([...complaints, ...other.complaints], [])
})

t.test('people are found without marks, by name and by user name, without JavaScript too', async (t) => {
  const { page, complaints } = await sit(t, 'mau.iso', { script: false })
  for (const words of ['vu thi mau giang', 'Mẫu Giang'.normalize('NFD'), 'motcua1']) {
    await page.goto('/admin/people')
    await page.fill('#q', words)
    await page.click('form[role="search"] button')
    t.same(await page.locator('tbody th').allTextContents(), ['Vũ Thị Mẫu Giang'], words)
  }
  t.match(await page.textContent('tbody td:nth-child(3)'), /Cán bộ Một cửa, Trung tâm Phục vụ hành chính công/)
  t.same(complaints, [])
})

const screens: readonly (readonly [name: string, path: string])[] = [['admin', '/admin'], ['people', '/admin/people']]

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`every screen of the administration passes WCAG 2.2 AA and complains of nothing: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.chanhvp', sitting)
    for (const [name, path] of screens) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], name)
      t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`)
    }
    t.same(seat.complaints, [])
  })
}
