/** Training and competence in a browser: the ISO secretary sees all, a head the own unit, somebody else their own page. */
import t from 'tap'
import { axeFindings, byMenu, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(300_000)
const { sit: sitDown } = await officeInBrowser(t)

t.test('the ISO secretary sees who has read what and who is new, takes it away, and opens a person as of a day', async (t) => {
  const seat = await sitDown(t, 'mau.iso')
  const { page } = seat
  await byMenu(seat, '/competence')
  const newcomer = page.locator('tr:has(th:has-text("Tạ Thị Mẫu Yến"))')
  t.match(await newcomer.textContent(), /Văn thư[^]*Mới[^]*Chưa đọc đủ[^]*Mới, chưa tập huấn/)
  t.same(await axeFindings(seat), [])
  await picture(seat, 'competence')
  for (const [kind, magic] of [['xlsx', 'PK'], ['docx', 'PK']] as const) t.equal((await (await page.request.get(`/competence.${kind}`)).body()).subarray(0, 2).toString(), magic)
  await newcomer.locator('a').click()
  t.match(await page.textContent('[aria-labelledby="readings"]'), /QT-KT-01[^]*Chưa đọc/)
  t.same(await axeFindings(seat), [])
  await picture(seat, 'competence-person', true)
  await page.fill('#on', '01/10/2026')
  await page.click('button:has-text("Xem")')
  t.notMatch(await page.textContent('main'), /Văn thư/, 'not yet in that role')
  await page.goto('/year')
  t.match(await page.textContent('main'), /Người mới đọc đủ tài liệu của vai trò: Tạ Thị Mẫu Yến/)
  await page.goto('/facts?kind=steering')
  await page.click('tbody a')
  t.match(await page.textContent('[aria-labelledby="people"]'), /Lê Đình Mẫu An[^]*Trưởng ban[^]*Cao Văn Mẫu Vinh \(không có tài khoản\)/)
  await picture(seat, 'steering', true)
  t.same(seat.complaints, [])
})

t.test('a head sees the own unit; a clerk finds the own page and says there what they have read; without JavaScript, dark, on a phone', async (t) => {
  const head = await sitDown(t, 'mau.tpkinhte', { script: false, dark: true })
  await head.page.goto('/competence')
  t.match(await head.page.textContent('tbody'), /Dương Thị Mẫu Sen/)
  t.notMatch(await head.page.textContent('tbody'), /Tạ Thị Mẫu Yến/)
  await picture(head, 'competence-dark')
  const clerk = await sitDown(t, 'mau.baotro', { script: false, width: 390, height: 800 })
  const { page } = clerk
  await page.goto('/competence')
  t.match(await page.textContent('h1'), /Năng lực, đào tạo của tôi/)
  await picture(clerk, 'competence-phone')
  const unread = async (): Promise<number> => page.locator('[aria-labelledby="readings"] .state.late').count()
  const before = await unread()
  await page.click('tr:has(.state.late) a')
  await page.click('button:has-text("Tôi đã đọc")')
  await page.goto('/competence')
  t.equal(await unread(), before - 1)
})
