/** The assignment board and long work in a real browser. */
import t from 'tap'
import { runTasks } from '../../server/commands/run-task.ts'
import { shippedProcedure } from '../../storage/seed/procedures.ts'
import type { Seat, Sitting } from '../support/office.ts'
import { askAs, axeFindings, byMenu, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(600_000)
const { office, sit } = await officeInBrowser(t)

const papers = shippedProcedure('P8')!.requiredPapers.filter(({ required }) => required).map(({ code, originals, copies }) => ({ code, originals, copies }))

/** Received at the desk and handed over: it waits for the head of the department. */
const bring = async (desk: Seat, name: string): Promise<string> => {
  const body = { procedureCode: 'P8', channel: 'direct', accept: true, applicant: { kind: 'business', name }, papers }
  const { json, etag } = await askAs(office, desk, '/api/v1/dossiers', body)
  await askAs(office, desk, `/api/v1/dossiers/${String(json['id'])}/events`, { type: 'HAND_OVER' }, { 'if-match': etag })
  return String(json['code'])
}

const boxOf = ({ page }: Seat, code: string) => page.locator('.board tr', { hasText: code }).locator('input[type="checkbox"]')

for (const script of [true, false]) {
  t.test(`a head assigns several dossiers at once, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const desk = await sit(t, 'mau.motcua1', { script })
    const codes = [await bring(desk, `Giao Một ${String(script)}`), await bring(desk, `Giao Hai ${String(script)}`), await bring(desk, `Giao Ba ${String(script)}`)] as const
    const head = await sit(t, 'mau.tpkinhte', { script })
    const { page } = head
    await byMenu({ page }, '/board')
    for (const code of codes) await boxOf(head, code).check()
    await page.click('button:not([name]):has-text("Phân công hồ sơ")')
    t.match(await page.textContent('[role="alert"]'), /ít nhất một hồ sơ và một người/)
    t.equal(await boxOf(head, codes[0]).isChecked(), true, 'what was chosen stays chosen')
    const other = await sit(t, 'mau.tpkinhte', { script })
    await other.page.goto('/board')
    await boxOf(other, codes[2]).check()
    await other.page.check('label:has-text("Mẫu Sơn") >> xpath=../../td/input')
    await other.page.click('button:not([name]):has-text("Phân công hồ sơ")')
    await page.check('label:has-text("Mẫu Sen") >> xpath=../../td/input')
    await page.click('button:not([name]):has-text("Phân công hồ sơ")')
    const notice = await page.textContent('.notice')
    t.match(notice, /Đã phân công 2 hồ sơ\. 1 hồ sơ không phân công được:/)
    t.match(notice, new RegExp(`${codes[2]}: Hồ sơ đã được người khác cập nhật`))
    await picture(head, `board-refused-${String(script)}`)
    await page.click('.loads tr:has-text("Mẫu Sen") td.number a')
    t.match(await page.textContent('#list'), /Đang do Dương Thị Mẫu Sen giữ/)
    t.equal(await boxOf(head, codes[0]).count(), 1, 'and may be given to somebody else')
    t.same([...desk.complaints, ...head.complaints, ...other.complaints], [])
  })

  t.test(`more than ten run in the background, and the page shows how far they are, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const desk = await sit(t, 'mau.motcua1', { script: false })
    for (let index = 0; index < 11; index += 1) await bring(desk, `Nhiều ${index}`)
    const head = await sit(t, 'mau.tpkinhte', { script })
    const { page } = head
    await page.goto('/board')
    await page.click('button[value="all"]')
    await page.waitForLoadState()
    const chosen = await page.locator('.board input:checked').count()
    t.ok(chosen >= 11, 'all are chosen')
    await page.check('label:has-text("Mẫu Sơn") >> xpath=../../td/input')
    await page.click('button:not([name]):has-text("Phân công hồ sơ")')
    await page.waitForURL(/\/tasks\/[0-9a-f-]+$/)
    t.match(await page.textContent('#task'), /Đang chờ/)
    await picture(head, `task-waiting-${String(script)}`)
    await runTasks(office.deps, (_, error) => { throw error })
    if (script) await page.waitForSelector('#task .notice')
    else await page.click('#task a:has-text("Tải lại")')
    t.match(await page.textContent('#task'), new RegExp(`Đã phân công ${chosen} hồ sơ`))
    t.match(await page.textContent('#task'), new RegExp(`${chosen}/${chosen}`))
    await page.reload()
    t.match(await page.textContent('#task'), /Đã xong/)
    await byMenu({ page }, '/tasks')
    t.match(await page.textContent('tbody'), /Phân công nhiều hồ sơ/)
    await desk.page.goto(page.url())
    t.match(await desk.page.textContent('main'), /chưa có việc chạy nền/, 'each sees their own alone')
    t.same([...desk.complaints, ...head.complaints], [])
  })
}

t.test('the board is for leaders', async (t) => {
  const { page } = await sit(t, 'mau.hokd')
  t.equal(await page.locator('.menu a[href="/board"]').count(), 0)
  t.equal((await page.goto('/board'))?.status(), 403)
})

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`board and tasks pass WCAG 2.2 AA and complain of nothing: ${look}`, async (t) => {
    const desk = await sit(t, 'mau.motcua1')
    for (const name of ['Ảnh Một', 'Ảnh Hai']) await bring(desk, name)
    const seat = await sit(t, 'mau.tpkinhte', sitting)
    for (const [name, path] of [['board', '/board'], ['tasks', '/tasks']] as const) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], name)
      t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`)
    }
    t.same(seat.complaints, [])
  })
}
