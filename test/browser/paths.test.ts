/** A day's work in a real browser: every role's main path, by mouse and by keyboard, with and without JavaScript. */
import t from 'tap'
import type { Seat, Sitting } from '../support/office.ts'
import { act, axeFindings, clickTwice, officeInBrowser, picture, signInAs, takeSeat } from '../support/office.ts'

t.setTimeout(600_000)
const { office, browser, sit } = await officeInBrowser(t)

const isOnCheckbox = (page: Seat['page']): Promise<boolean> => page.evaluate('document.activeElement.getAttribute("type") === "checkbox"')

/** Whether an address on the screen opens a PDF. */
const isPdf = async ({ context }: Seat, href: string | null): Promise<boolean> => {
  const answer = await context.request.get(href ?? '/nowhere')
  return answer.status() === 200 && (await answer.body()).subarray(0, 5).toString() === '%PDF-'
}

const receive = async ({ page }: Seat, procedure: string, name: string): Promise<string> => {
  await page.goto(`/receive?procedure=${procedure}`)
  await page.fill('#name', name)
  await page.fill('#phone', '0900 123 456')
  await page.click('button[value="all"]')
  await page.waitForLoadState()
  await page.click('button.wide')
  await page.waitForURL(/\/dossiers\/.*received=1/)
  return new URL(page.url()).pathname
}

for (const script of [true, false]) {
  t.test(`a dossier from the desk to its result, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const desk = await sit(t, 'mau.motcua1', { script })
    const path = await receive(desk, 'P8', `Người Nộp ${script ? 'Một' : 'Hai'}`)
    t.match(await desk.page.textContent('.notice.good'), /Đã tiếp nhận hồ sơ H99\.01-\d{6}-\d{4}/)
    t.ok(await isPdf(desk, await desk.page.getAttribute('.notice.good a', 'href')), 'the receipt is one key away')
    await act(desk, 'Chuyển hồ sơ')
    const head = await sit(t, 'mau.tpkinhte', { script })
    await head.page.goto(path)
    await act(head, 'Phân công', { assigneeId: '1' })
    t.match(await head.page.textContent('.notice.good'), /Đã ghi: Phân công/)
    const specialist = await sit(t, 'mau.hokd', { script })
    await specialist.page.goto(path)
    if (await specialist.page.locator('.action summary', { hasText: 'Hoàn thành bước' }).count() === 0) {
      const other = await sit(t, 'mau.diachinh', { script })
      await other.page.goto(path)
      await act(other, 'Hoàn thành bước')
    } else await act(specialist, 'Hoàn thành bước')
    for (const [who, what] of [['mau.tpkinhte', 'Hoàn thành bước'], ['mau.vanthu', 'Ký, phát hành kết quả'], ['mau.motcua2', 'Trả kết quả']] as const) {
      const seat = await sit(t, who, { script })
      await seat.page.goto(path)
      await act(seat, what)
      t.same(seat.complaints, [], who)
    }
    await desk.page.goto(path)
    t.match(await desk.page.textContent('dl.facts'), /Đã trả kết quả/)
    t.match(await desk.page.textContent('.headline'), /Trước hạn/)
    const papers = desk.page.locator('[aria-labelledby="documents"] a[href*=".pdf"]')
    t.same(await papers.allTextContents(), ['In giấy tiếp nhận và hẹn trả', 'Phiếu kiểm soát quá trình giải quyết'])
    for (const paper of await papers.all()) t.ok(await isPdf(desk, await paper.getAttribute('href')), 'every paper opens')
    t.same([...desk.complaints, ...head.complaints, ...specialist.complaints], [])
  })
}

/** A new page gives its first field, or its link, the focus a moment after its address is there; a person sees where it is before they type. */
const focusIsOn = async (page: Seat['page'], what: string): Promise<void> => {
  for (let looks = 0; looks < 200; looks += 1) {
    if (await page.evaluate(`document.readyState === "complete" && document.activeElement?.matches('${what}')`)) return
    await page.waitForTimeout(50)
  }
  throw new Error(`the focus is on no ${what}`)
}

t.test('a dossier is received by keyboard alone', async (t) => {
  const { page, complaints } = await sit(t, 'mau.motcua1')
  await page.goto('/receive')
  await focusIsOn(page, 'input')
  await page.keyboard.type('ho kinh doanh')
  await page.keyboard.press('Enter')
  await page.waitForURL(/procedure=/)
  await focusIsOn(page, 'input')
  await page.keyboard.type('Trần Thị Bàn Phím')
  await page.keyboard.press('Tab')
  await page.keyboard.type('0900 000 999')
  for (let presses = 0; presses < 20 && !await isOnCheckbox(page); presses += 1) await page.keyboard.press('Tab')
  for (;;) {
    await page.keyboard.press('Space')
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab')
    if (!await isOnCheckbox(page)) break
  }
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/received=1/)
  t.match(await page.textContent('dl.facts'), /Trần Thị Bàn Phím/)
  t.equal(await page.textContent('a[autofocus]'), 'In giấy tiếp nhận và hẹn trả')
  await focusIsOn(page, 'a[autofocus]')
  t.same(complaints, [])
})

t.test('a stale form says who and when, and keeps what was typed', async (t) => {
  const first = await sit(t, 'mau.motcua1')
  const path = await receive(first, 'P8', 'Hồ Sơ Cũ')
  const second = await sit(t, 'mau.motcua2')
  await second.page.goto(path)
  await act(first, 'Chuyển hồ sơ')
  const typed = 'Người nộp xin rút vì đổi địa chỉ kinh doanh'
  await act(second, 'Rút hồ sơ', { reason: typed })
  t.match(await second.page.textContent('.notice.bad'), /Vũ Thị Mẫu Giang đã cập nhật hồ sơ lúc 20\/11\/2026 \d\d:\d\d \(Chuyển hồ sơ\)/)
  t.equal(await second.page.inputValue('details[open] textarea[name="reason"]'), typed)
  await second.page.locator('details[open] form button').click()
  await second.page.waitForURL(/done=WITHDRAW/)
  t.match(await second.page.textContent('.timeline'), new RegExp(typed))
  t.same([...first.complaints, ...second.complaints], [])
})

t.test('a lost session asks to sign in and gives the typed form back', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const { page, context } = seat
  const path = await receive(seat, 'P8', 'Phiên Hết Hạn')
  const cookies = (await context.cookies()).filter(({ name }) => name !== 'quytrinh_session')
  await context.clearCookies()
  await context.addCookies(cookies)
  await act(seat, 'Rút hồ sơ', { reason: 'Nhập trước khi hết phiên' })
  t.match(await page.textContent('.notice'), /được giữ lại/)
  await signInAs(seat, 'mau.motcua1')
  await page.click('button[value="1"]')
  await page.waitForSelector('details[open] textarea[name="reason"]')
  t.equal(await page.inputValue('details[open] textarea[name="reason"]'), 'Nhập trước khi hết phiên')
  await page.goto(path)
  t.notMatch(await page.textContent('.timeline'), /Rút hồ sơ/, 'nothing was recorded')
  await context.clearCookies()
  await page.goto('/search?q=phien')
  await signInAs(seat, 'mau.motcua1')
  t.match(page.url(), /\/search\?q=phien$/, 'back at the page that was asked for')
  t.same(seat.complaints, [])
})

t.test('sent twice, carried out once', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const { page } = seat
  await page.goto('/receive?procedure=P8')
  await page.fill('#name', 'Bấm Hai Lần')
  for (const box of await page.locator('.checks input[type="checkbox"]').all()) await box.check()
  await clickTwice(page.locator('button.wide'), /received=1/)
  await page.goto('/search?q=bam+hai+lan')
  t.equal(await page.locator('.work tbody tr').count(), 1)
  t.same(seat.complaints, [])
})

t.test('a script in a name is text, and bidi marks stay inside their cell', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const name = '<img src=x onerror=alert(1)>"><script>alert(2)</script> ' + 'ا'.repeat(3)
  await receive(seat, 'P8', name)
  let dialogs = 0
  seat.page.on('dialog', (dialog) => { dialogs += 1; void dialog.dismiss() })
  t.ok((await seat.page.textContent('dl.facts'))?.includes(name))
  t.equal(await seat.page.locator('main img, main script').count(), 0)
  t.equal(dialogs, 0)
  await seat.page.goto('/receive?procedure=P8')
  await seat.page.fill('#name', 'Tên \u202eđảo ngược')
  await seat.page.click('button.wide')
  t.equal(await seat.page.getAttribute('#name', 'aria-invalid'), 'true', 'an override is refused at the field')
  t.same(seat.complaints, [])
})

t.test('the search finds with and without marks, in either form, by phone and by the end of a code; typing is enough', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const { page } = seat
  await receive(seat, 'P8', 'Đặng Thị Ngọc Ánh')
  const code = /H99\.01-\d{6}-\d{4}/.exec(await page.textContent('h1') ?? '')?.[0] ?? ''
  for (const words of ['dang thi ngoc anh', 'Đặng Thị Ngọc Ánh', 'Ngọc Ánh'.normalize('NFD'), '0900123456', code.slice(-11)]) {
    await page.goto(`/search?q=${encodeURIComponent(words)}`)
    t.match(await page.textContent('#results'), code, words)
  }
  await page.goto('/search')
  await page.locator('#q').pressSequentially('ngoc anh')
  // A slow hand gets answers to half a name first.
  await page.locator('#results .work', { hasText: code }).waitFor()
  t.same(seat.complaints, [])
})

t.test('anybody finds a dossier by code and phone, without a name in it', async (t) => {
  const desk = await sit(t, 'mau.motcua1')
  await receive(desk, 'P8', 'Bí Mật Họ Tên')
  const code = /H99\.01-\d{6}-\d{4}/.exec(await desk.page.textContent('h1') ?? '')?.[0] ?? ''
  const visitor = await takeSeat(t, browser, office)
  await visitor.page.goto('/public')
  await visitor.page.fill('#code', code)
  await visitor.page.fill('#phone', '0900.123.456')
  await visitor.page.click('form[method="post"][action="/public"] button')
  t.match(await visitor.page.textContent('main'), /Được tiếp nhận/)
  t.notMatch(await visitor.page.content(), /Bí Mật Họ Tên/)
  await visitor.page.fill('#phone', '0911 111 111')
  await visitor.page.click('form[method="post"][action="/public"] button')
  t.match(await visitor.page.textContent('.notice.bad'), /Không có hồ sơ nào khớp/)
  t.same([...desk.complaints, ...visitor.complaints], [])
})

const screens: readonly (readonly [name: string, path: string])[] = [
  ['work', '/'], ['all', '/?kind=all'], ['receive-pick', '/receive'], ['receive', '/receive?procedure=P6'], ['search', '/search?q=nguyen'], ['procedures', '/procedures'], ['procedure', '/procedures/P6'],
  ['public', '/public?procedure=P6'],
]

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`every screen passes WCAG 2.2 AA and complains of nothing: ${look}`, async (t) => {
    const seat = await takeSeat(t, browser, office, sitting)
    const { page } = seat
    const see = async (name: string): Promise<void> => {
      t.same(await axeFindings(seat), [], name)
      t.equal(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`)
    }
    await page.goto('/sign-in')
    await see('sign-in')
    await signInAs(seat, 'mau.motcua1')
    t.equal(await page.getAttribute('html', 'lang'), sitting.language)
    for (const [name, path] of screens) {
      await page.goto(path)
      await see(name)
    }
    await page.goto('/?kind=all')
    await page.click('.work tbody tr:first-child a')
    await page.waitForSelector('.chart')
    await see('dossier')
    await picture(seat, `${look}-dossier-whole`, true)
    t.same(seat.complaints, [])
  })
}

t.test('the switch of language and background is kept, without JavaScript too', async (t) => {
  const seat = await sit(t, 'mau.motcua1', { script: false })
  const { page } = seat
  await page.click('.preferences summary')
  await page.selectOption('select[name="language"]', 'en')
  await page.selectOption('select[name="theme"]', 'dark')
  await page.click('.preferences button')
  t.equal(await page.getAttribute('html', 'data-theme'), 'dark')
  t.match(await page.textContent('h1'), 'My work')
  await page.goto('/search')
  t.match(await page.textContent('h1'), 'Search dossiers')
})
