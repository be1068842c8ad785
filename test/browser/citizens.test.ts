/** What people outside are owed, in a real browser: apologies, the satisfaction survey, complaints; with scripts and without. */
import t from 'tap'
import { need } from '../support/needs.ts'
import { axeFindings, browserPath, picture, seatsIn, withBrowser, withOffice } from '../support/office.ts'

t.setTimeout(300_000)
const chromium = browserPath()
if (!need(t, 'chromium', chromium !== null)) process.exit(process.exitCode ?? 0)
const office = await withOffice(t)
const sitDown = seatsIn(await withBrowser(t, chromium ?? ''), office)

t.test('the register of apologies says which kept T-1; a letter sent on paper is recorded, without JavaScript', async (t) => {
  const seat = await sitDown(t, 'mau.chanhvp', { script: false })
  const { page } = seat
  await page.goto('/apologies')
  await page.selectOption('#period', '2026')
  await page.click('main form button:has-text("Xem")')
  t.match(await page.textContent('main'), /Đúng T-1[^]*Sau T-1[^]*Chưa xin lỗi/)
  await picture(seat, 'apologies')
  t.equal((await page.request.get('/apologies/register.xlsx?from=2026-01-01&to=2026-11-20')).status(), 200)
  t.match(await (await page.request.get('/apologies/register.csv?from=2026-01-01&to=2026-11-20')).text(), /Chậm nhất \(T-1\)/)
  await page.click('tr:has-text("Văn phòng"):has-text("Chưa xin lỗi") th a >> nth=0')
  await page.fill('#letter-number', '15/TXL-UBND')
  await page.click('button:has-text("Ghi vào sổ")')
  t.match(await page.textContent('main'), /Đã ghi vào sổ[^]*15\/TXL-UBND[^]*Muộn \d+ ngày làm việc/)
  await picture(seat, 'apology')
})

t.test('light and dark, wide and narrow, nothing is in anybody\'s way', async (t) => {
  for (const sitting of [{}, { dark: true, width: 390, height: 800 }]) {
    const seat = await sitDown(t, 'mau.chanhvp', sitting)
    for (const path of ['/apologies?period=2026']) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], path)
      await picture(seat, `citizens${path.replace(/\W+/g, '-')}-${'dark' in sitting ? 'dark-narrow' : 'light'}`)
    }
    t.same(seat.complaints, [])
  }
})
