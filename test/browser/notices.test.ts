/** What people are told of, in a real browser: the page of notices and the number in the header, with and without JavaScript. */
import t from 'tap'
import { claimReminders } from '../../server/jobs/claim-reminders.ts'
import { claimDayLists, claimMails, sendMails } from '../../server/jobs/mail.ts'
import type { Sent } from '../../server/mail/mailer.ts'
import type { Seat, Sitting } from '../support/office.ts'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(300_000)
const { office, sit } = await officeInBrowser(t)
await claimReminders(office.deps, () => undefined)

const unreadOf = async ({ page }: Seat): Promise<number> => Number(await page.locator('#unread .count').textContent({ timeout: 3_000 }).catch(() => '0'))

for (const script of [true, false]) {
  t.test(`a notice is marked as seen where it stands, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const seat = await sit(t, script ? 'mau.hokd' : 'mau.tpkinhte', { script })
    const { page } = seat
    const before = await unreadOf(seat)
    t.ok(before > 1, `${before} unread`)
    await page.click('#unread')
    await page.locator('.noticeList .fresh button').first().click()
    await page.locator('#unread .count', { hasText: new RegExp(`^${before - 1}$`) }).waitFor()
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

for (const script of [true, false]) {
  t.test(`a person says what they want by e-mail, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const who = script ? 'mau.hokd' : 'mau.tpkinhte'
    const seat = await sit(t, who, { script })
    const { page } = seat
    await page.goto('/notices')
    await page.click('a[href="/notices/settings"]')
    t.equal(await page.isChecked('#kind-assigned'), true, 'what is proposed')
    await page.fill('#address', `${who}@xa.example`)
    await page.check('#kind-waiting')
    await page.uncheck('#kind-assigned')
    await page.click('button[value="own"]')
    t.match(await page.textContent('.notice.good'), 'Đã lưu lựa chọn')
    t.same([await page.isChecked('#kind-waiting'), await page.isChecked('#kind-assigned'), await page.inputValue('#address')], [true, false, `${who}@xa.example`])
    await page.evaluate('document.querySelector("#address").type = "text"')
    await page.fill('#address', 'a@b.vn, c@d.vn')
    await page.click('button[value="own"]')
    t.equal(await page.getAttribute('#address', 'aria-invalid'), 'true')
    t.equal(await page.inputValue('#address'), 'a@b.vn, c@d.vn', 'what was typed is still there')
    await page.goto('/notices/settings')
    await page.click('button[value="proposed"]')
    t.equal(await page.isChecked('#kind-assigned'), true)
    t.same(seat.complaints, [])
  })
}

t.test('the list of today names what is late, due, paused and unopened, each dossier once', async (t) => {
  const seat = await sit(t, 'mau.tpkinhte', { script: false })
  const { page } = seat
  await page.click('a[href="/notices/today"]')
  t.match(await page.textContent('.headline'), /Thứ Sáu, 20\/11\/2026/)
  const codes = await page.locator('.work tbody th').allTextContents()
  t.ok(codes.length > 0)
  t.equal(new Set(codes).size, codes.length)
  await page.locator('.work tbody th a').first().click()
  await page.waitForSelector('.chart')
  t.same(seat.complaints, [])
})

t.test('an administrator sees what failed first, with every attempt, and lets it be tried again; nobody else does', async (t) => {
  let answer: Sent = { outcome: 'refused', reply: '550 5.1.1 nobody of that name' }
  const mailer = { send: async (): Promise<Sent> => answer }
  const send = async (): Promise<void> => { await sendMails(office.deps, { mailer, publicUrl: null }) }
  await claimDayLists(office.deps, (_, error) => { throw error })
  await claimMails(office.deps)
  await send()
  const seat = await sit(t, 'mau.chanhvp', { script: false })
  const { page } = seat
  await page.goto('/admin')
  await page.click('a[href="/admin/mails"]')
  t.equal(await page.locator('.mails tbody tr').count(), 2)
  await page.locator('.mails summary').first().click()
  t.match(await page.locator('.mails tbody tr').first().textContent(), /Không gửi được.*Bị từ chối.*550 5\.1\.1/s)
  await page.locator('.mails button').first().click()
  t.match(await page.textContent('.notice.good'), 'Thư sẽ được gửi lại')
  t.equal(await page.locator('.mails tbody tr').count(), 1)
  await page.click('.headline button')
  answer = { outcome: 'sent', reply: '250 kept' }
  await send()
  await page.goto('/admin/mails?tab=sent')
  t.equal(await page.locator('.mails tbody tr').count(), 2)
  const other = await sit(t, 'mau.hokd')
  const refused = await other.page.goto('/admin/mails')
  t.equal(refused?.status(), 403)
  t.same(seat.complaints, [])
})

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`the screens of notices pass WCAG 2.2 AA and complain of nothing: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.chanhvp', sitting)
    for (const [name, path] of [['notices', '/notices'], ['notices-all', '/notices?all=1&group=limits'], ['notices-none', '/notices?group=work'], ['today', '/notices/today'],
      ['mail-choice', '/notices/settings'], ['mails', '/admin/mails?tab=sent'], ['mails-none', '/admin/mails']] as const) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], name)
      t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`)
    }
    t.same(seat.complaints, [])
  })
}
