/** The administration in a real browser: who gets in, people, roles, substitutions, units. */
import t from 'tap'
import type { Seat, Sitting } from '../support/office.ts'
import { act, axeFindings, byMenu, officeInBrowser, officePassword, picture, takeSeat } from '../support/office.ts'

t.setTimeout(600_000)
const { office, browser, sit } = await officeInBrowser(t)

t.test('the administration is in the menu of whoever may, and refuses everybody else', async (t) => {
  const { page, complaints } = await sit(t, 'mau.chanhvp')
  await byMenu({ page }, '/admin')
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

const open = async ({ page }: Seat, userName: string): Promise<void> => {
  await page.goto(`/admin/people?closed=1&q=${userName}`)
  await page.click('tbody th a')
  await page.waitForSelector('#grants')
}
const decision = 'QĐ 101/QĐ-UBND'
/** Who has the most dossiers in hand. */
const busy = (await office.deps.pool.query<{ user_name: string }>(`select a.user_name from open_step o join account a on a.tenant_id = o.tenant_id and a.id = o.holder_id
  join dossier d on d.tenant_id = o.tenant_id and d.id = o.dossier_id and d.closed_at is null where a.user_name <> 'mau.chanhvp' group by 1 order by count(*) desc limit 1`)).rows[0]?.user_name ?? ''

for (const script of [true, false]) {
  t.test(`a newcomer gets an account, a password, a role, and signs in with a password of their own, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const admin = await sit(t, 'mau.iso', { script })
    const userName = script ? 'mau.moi1' : 'mau.moi2'
    await admin.page.goto('/admin/people')
    await act(admin, 'Thêm người dùng', { fullName: 'Cao Văn Mẫu Mới', userName: 'Có Dấu' })
    t.match(await admin.page.textContent('[role="alert"]'), /Cần sửa/)
    t.equal(await admin.page.inputValue('[name="fullName"]'), 'Cao Văn Mẫu Mới', 'what was typed stands there')
    t.equal(await admin.page.getAttribute('[name="userName"]', 'aria-invalid'), 'true')
    await act(admin, 'Thêm người dùng', { userName })
    t.match(await admin.page.textContent('.notice.good'), /Thêm người dùng/)
    await act(admin, 'Trao vai trò', { role: 'Chuyên viên', unitId: 'Phòng Kinh tế (KT)', validFrom: '32/13/2026', decision })
    t.match(await admin.page.textContent('[role="alert"]'), /Ngày phải viết/)
    await act(admin, 'Trao vai trò', { validFrom: '20/11/2026' })
    t.match(await admin.page.textContent('#grants >> xpath=../..'), /Chuyên viên.*Phòng Kinh tế.*từ 20\/11\/2026.*hiện nay.*QĐ 101/s)
    const reset = admin.page.locator('.action', { has: admin.page.locator('summary', { hasText: /^Cấp mật khẩu/ }) })
    await reset.locator('summary').click()
    await reset.locator('form button').dblclick({ noWaitAfter: true })
    await admin.page.waitForSelector('.oneTime')
    const once = await admin.page.textContent('.oneTime code') ?? ''
    await picture(admin, 'one-time')
    const { page, complaints } = await takeSeat(t, browser, office, { script })
    await page.goto('/sign-in')
    await page.fill('#userName', userName)
    await page.fill('#password', once)
    await page.press('#password', 'Enter')
    await page.waitForSelector('#newPassword')
    await page.fill('#password', once)
    await page.fill('#newPassword', 'một câu của riêng tôi')
    await page.press('#newPassword', 'Enter')
    await page.waitForSelector('.whoName')
    t.match(await page.textContent('.whoName'), /Cao Văn Mẫu Mới.*Chuyên viên/s)
    t.same([...admin.complaints, ...complaints], [])
  })
}

t.test('a person changes their own password, and sees who stands in for them', async (t) => {
  const seat = await sit(t, 'mau.ketoan')
  const { page } = seat
  t.match(await page.textContent('.headline'), /Dương Thị Mẫu Sen thay tôi: Kế toán/)
  await page.click('.whoName a')
  await page.fill('[name="current"]', 'không phải nó đâu')
  await page.fill('[name="wanted"]', 'mật khẩu mới của kế toán')
  await page.click('.in form button')
  t.match(await page.textContent('[role="alert"]'), /hiện tại không đúng/)
  await page.fill('[name="current"]', officePassword)
  await page.fill('[name="wanted"]', 'mật khẩu mới của kế toán')
  await page.click('.in form button')
  t.match(await page.textContent('.notice.good'), /Đã đổi mật khẩu/)
  t.same(seat.complaints, [])
})

t.test('who has work in hand is not closed; it is counted by kind and named with links', async (t) => {
  const admin = await sit(t, 'mau.chanhvp')
  await open(admin, busy)
  t.ok(await admin.page.locator('#held >> xpath=../.. >> a').count() > 0)
  await act(admin, 'Đóng tài khoản', { decision })
  t.match(await admin.page.textContent('[role="alert"]'), /đang giữ việc chưa xong/)
  t.match(await admin.page.getAttribute('#held >> xpath=../.. >> tbody a >> nth=0', 'href'), /^\/dossiers\//)
  t.match(await admin.page.textContent('#held >> xpath=../.. >> tbody th >> nth=0'), /^Hồ sơ: \d+/)
  t.same(admin.complaints, [])
})

t.test('a closed account is kept, marked, and opened again without its roles; the trace tells all of it', async (t) => {
  const admin = await sit(t, 'mau.chanhvp')
  await open(admin, 'mau.moi2')
  await act(admin, 'Đóng tài khoản', { decision })
  t.match(await admin.page.textContent('.headline'), /Đã đóng/)
  t.match(await admin.page.textContent('#grants >> xpath=../..'), /không thực hiện|đã hết/)
  t.same(await admin.page.locator('.action summary').allTextContents(), ['Mở lại tài khoản'])
  await act(admin, 'Mở lại tài khoản', { decision })
  t.notMatch(await admin.page.textContent('#grants >> xpath=../..'), /hiện nay/)
  await admin.page.click('#history >> xpath=.. >> a')
  t.same((await admin.page.locator('tbody th').allTextContents()).slice(0, 3), ['Mở lại tài khoản', 'Đóng tài khoản', 'Tự đổi mật khẩu'])
  await picture(admin, 'changes')
  t.same(admin.complaints, [])
})

t.test('a substitute is appointed and ended early; a form sent by somebody else\'s page is refused in words', async (t) => {
  const admin = await sit(t, 'mau.chanhvp')
  await admin.page.goto('/admin/substitutions')
  const named = { absentAccountId: 'Tạ Thị Mẫu Yến (mau.baotro)', substituteAccountId: 'Tạ Thị Mẫu Yến (mau.baotro)', validFrom: '20/11/2026', validTo: '30/11/2026', decision: 'GUQ 7' }
  await act(admin, 'Cử người thay', named)
  t.match(await admin.page.textContent('[role="alert"]'), /tự thay thế cho chính mình/)
  await act(admin, 'Cử người thay', { substituteAccountId: 'Trần Thị Mẫu Lan (mau.hotich1)' })
  t.match(await admin.page.textContent('table'), /Tạ Thị Mẫu Yến.*Trần Thị Mẫu Lan.*Mọi vai trò.*20\/11\/2026 – 30\/11\/2026.*GUQ 7/s)
  await act(admin, 'Kết thúc việc thay', { which: 'Trần Thị Mẫu Lan → Tạ Thị Mẫu Yến, 20/11/2026 – 30/11/2026', lastDay: '19/11/2026', decision: 'GUQ 8' })
  t.notMatch(await admin.page.textContent('table'), /GUQ 7/)
  t.same(admin.complaints, [])
})

/** Addresses of the page of a handover, and of its record. */
const handover: string[] = []
t.test('a leader hands the work of somebody over by a decision: what cannot go stands with its reason; the record is read again and saved as DOCX and PDF', async (t) => {
  const { rows: [leaver] } = await office.deps.pool.query<{ id: string; name: string }>('select id, full_name as name from account where user_name = $1', [busy])
  const path = `/people/${leaver?.id ?? ''}/handover`
  const leader = await sit(t, 'mau.chutich', { script: false })
  await leader.page.goto(path)
  const before = await leader.page.locator('#held >> xpath=../.. >> tbody a').count()
  t.ok(before > 0, 'something is in hand')
  await act(leader, 'Bàn giao', { successorId: 'Lý Văn Mẫu Sơn', decision, decidedOn: '19/11/2026' })
  t.match(await leader.page.textContent('h1'), new RegExp(`Biên bản bàn giao: ${leaver?.name}`))
  const [moved, kept] = [await leader.page.locator('[aria-labelledby="moved"] tbody tr').count(), await leader.page.locator('[aria-labelledby="kept"] tbody tr').count()]
  t.equal(moved + kept, before, 'all of it is told')
  for (const [kind, begins] of [['docx', 'PK'], ['pdf', '%PDF']] as const) {
    const file = await leader.page.request.get(`${leader.page.url()}/record.${kind}`)
    t.equal((await file.body()).toString('latin1').slice(0, begins.length), begins, kind)
  }
  handover.push(path, new URL(leader.page.url()).pathname)
  t.same(leader.complaints, [])
})

const screens: readonly (readonly [name: string, path: string])[] = [
  ['admin', '/admin'], ['people', '/admin/people'], ['substitutions', '/admin/substitutions'], ['changes', '/admin/changes'], ['account', '/account'],
]

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`every screen of the administration passes WCAG 2.2 AA and complains of nothing: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.chanhvp', sitting)
    const see = async (name: string): Promise<void> => {
      t.same(await axeFindings(seat), [], name)
      t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`, true)
    }
    for (const [name, path] of screens) {
      await seat.page.goto(path)
      await see(name)
    }
    for (const [at, path] of handover.entries()) {
      await seat.page.goto(path)
      await see(at === 0 ? 'handover' : 'handover-record')
    }
    await open(seat, busy)
    await seat.page.locator('.action summary').first().click()
    await see('person')
    t.same(seat.complaints, [])
  })
}
