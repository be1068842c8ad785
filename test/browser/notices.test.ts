/** What people are told of, in a real browser: the page of notices and the number in the header, with and without JavaScript. */
import t from 'tap'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import type { Seat, Sitting } from '../support/office.ts'
import { axeFindings, browserPath, picture, signInAs, takeSeat, withBrowser, withOffice } from '../support/office.ts'
import { need } from '../support/needs.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const browser = await withBrowser(t, chromium ?? '')
await claimReminders(office.deps, () => undefined)

const sit = async (t: Parameters<typeof takeSeat>[0], who: string, sitting: Sitting = {}): Promise<Seat> => {
  const seat = await takeSeat(t, browser, office, sitting)
  await signInAs(seat, who)
  return seat
}
const unreadOf = async ({ page }: Seat): Promise<number> => Number(await page.locator('#unread .count').textContent({ timeout: 3_000 }).catch(() => '0'))

for (const script of [true, false]) {
  t.test(`a notice is marked as seen where it stands, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const seat = await sit(t, script ? 'mau.hokd' : 'mau.tpkinhte', { script })
    const { page } = seat
    const before = await unreadOf(seat)
    t.ok(before > 1, `${before} unread`)
    await page.click('#unread')
    await page.locator('.noticeList .fresh button').first().click()
    await page.waitForFunction(`document.querySelector("#unread .count")?.textContent === "${before - 1}"`)
    t.equal(await page.locator('.noticeList .seen').count(), script ? 1 : 0, script ? 'it stays, greyed' : 'the page comes again without it')
    t.equal(await page.evaluate('location.pathname'), '/notices')
    t.same(seat.complaints, [])
  })
}

t.test('whoever opens a dossier has seen what they were told about it', async (t) => {
  const seat = await sit(t, 'mau.diachinh')
  const { page } = seat
  const before = await unreadOf(seat)
  await page.goto('/notices')
  await page.locator('.noticeList .fresh a').first().click()
  await page.waitForSelector('.chart')
  t.ok(await unreadOf(seat) < before)
  t.same(seat.complaints, [])
})

t.test('all are marked at once, but not what came meanwhile', async (t) => {
  const seat = await sit(t, 'mau.hotich1', { script: false })
  const { page } = seat
  await page.goto('/notices?group=limits')
  t.ok(await page.locator('.noticeList .fresh').count() > 0)
  await page.click('.headline button')
  t.match(await page.textContent('.panel'), 'Không có thông báo nào chưa xem')
  await page.goto('/notices?all=1')
  t.ok(await page.locator('.noticeList .seen').count() > 0)
  t.same(seat.complaints, [])
})

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`the screens of notices pass WCAG 2.2 AA and complain of nothing: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.chanhvp', sitting)
    for (const [name, path] of [['notices', '/notices'], ['notices-all', '/notices?all=1&group=limits'], ['notices-none', '/notices?group=work']] as const) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], name)
      t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`)
    }
    t.same(seat.complaints, [])
  })
}
