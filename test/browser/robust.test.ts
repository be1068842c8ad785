/** What goes wrong in a day: nothing jumps, nothing is done twice, nothing typed is lost, and every wrong turn leads somewhere. */
import t from 'tap'
import type { Seat, Sitting } from '../support/office.ts'
import { clickTwice, officeInBrowser, signInAs, takeSeat } from '../support/office.ts'

t.setTimeout(600_000)
const { office, browser, sit } = await officeInBrowser(t)

const receive = async ({ page }: Seat, name: string): Promise<string> => {
  await page.goto('/receive?procedure=P8')
  await page.fill('#name', name)
  await page.click('button[value="all"]')
  await page.waitForLoadState()
  await page.click('button.wide')
  await page.waitForURL(/received=1/)
  return new URL(page.url()).pathname
}
const actionOf = ({ page }: Seat, name: string) => page.locator('.action', { has: page.locator('summary', { hasText: name }) }).first()
const countOf = async (sql: string, ...values: unknown[]): Promise<number> => (await office.deps.pool.query(sql, values)).rowCount ?? 0
const idOf = (path: string): string => path.split('/').at(-1) ?? ''

/** Ends the session as time does: the browser's other cookies stay. */
const loseSession = async ({ context }: Seat): Promise<void> => {
  const rest = (await context.cookies()).filter(({ name }) => name !== 'quytrinh_session')
  await context.clearCookies()
  await context.addCookies(rest)
}

/** A tenth of what Web Vitals calls a good page (0.1): a busy machine may paint a word before its font is there, which nobody sees. */
const imperceptible = 0.01

/** What moved on the page by itself since it was opened (Cumulative Layout Shift); what a person's own input moves does not count. */
const watchShifts = ({ page }: Seat): Promise<unknown> => page.addInitScript((least) => {
  interface Shift { value: number; hadRecentInput: boolean; sources: { node: { outerHTML?: string } | null }[] }
  const own = globalThis as unknown as { shifts: string[]; PerformanceObserver: new (tell: (list: { getEntries(): Shift[] }) => void) => { observe(what: unknown): void } }
  own.shifts = []
  new own.PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput && value >= least) own.shifts.push(`${value.toFixed(4)} ${sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? '').join(' | ')}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}, imperceptible)

const screens: Readonly<Record<string, readonly string[]>> = {
  'mau.motcua1': ['/', '/?kind=all', '/?kind=waiting', '/receive', '/receive?procedure=P6', '/search', '/search?q=nguyen', '/procedures', '/procedures/P6', '/public', '/public?procedure=P6', '/tasks', '/notices', '/khong-co'],
  'mau.chutich': ['/late', '/late?scope=soon', '/board'],
  'mau.chanhvp': ['/admin', '/admin/people', '/board'],
}
for (const [look, sitting] of Object.entries({ wide: {}, phone: { width: 390, height: 844 } } as const satisfies Record<string, Sitting>)) {
  t.test(`no screen moves under the reader: ${look}`, async (t) => {
    for (const [who, paths] of Object.entries(screens)) {
      const seat = await takeSeat(t, browser, office, sitting)
      await watchShifts(seat)
      await seat.page.goto('/sign-in')
      t.same(await seat.page.evaluate('shifts'), [], 'sign in')
      await signInAs(seat, who)
      await seat.page.goto('/?kind=all')
      const dossier = await seat.page.locator('.work tbody a').first().getAttribute('href')
      for (const path of [...paths, dossier ?? '/']) {
        await seat.page.goto(path)
        await seat.page.evaluate('document.fonts.ready')
        await seat.page.waitForTimeout(150)
        t.same(await seat.page.evaluate('shifts'), [], path)
      }
      t.same(seat.complaints, [])
    }
  })
}

t.test('back after sending opens the form anew, and nothing is sent again', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const { page, complaints } = seat
  await page.goto('/receive?procedure=P8')
  await page.fill('#name', 'Quay Lại Một')
  for (const box of await page.locator('.checks input[type="checkbox"]').all()) await box.check()
  await page.click('button.wide')
  await page.waitForURL(/received=1/)
  const path = new URL(page.url()).pathname
  const before = await countOf('select 1 from dossier where id >= $1', idOf(path))
  await page.goBack()
  await page.waitForSelector('#name')
  await page.click('button[value="all"]')
  await page.waitForLoadState()
  await page.reload()
  t.equal(await page.locator('.checks input:checked').count() > 0, true, 'a page that came from sending may be loaded again')
  await page.goto(path)
  await page.waitForSelector('.timeline')
  t.equal(await countOf('select 1 from dossier where id >= $1', idOf(path)), before)
  await actionOf(seat, 'Chuyển hồ sơ').locator('form button').click()
  await page.waitForURL(/done=HAND_OVER/)
  await page.goBack()
  await page.waitForSelector('.timeline')
  t.match(await page.textContent('.timeline'), /Chuyển hồ sơ/, 'the page tells what has happened')
  t.equal(await actionOf(seat, 'Chuyển hồ sơ').locator('form').count(), 0, 'and does not offer it again')
  t.equal(await countOf(`select 1 from journal where dossier_id = $1 and event = 'HAND_OVER'`, idOf(path)), 1)
  t.same(complaints, [])
})

t.test('a double click on a step, on an assignment and on an export counts once', async (t) => {
  const desk = await sit(t, 'mau.motcua1')
  const path = await receive(desk, 'Nháy Đúp')
  await clickTwice(actionOf(desk, 'Chuyển hồ sơ').locator('form button'), /done=HAND_OVER/)
  t.equal(await countOf(`select 1 from journal where dossier_id = $1 and event = 'HAND_OVER'`, idOf(path)), 1)
  t.equal(await desk.page.locator('.notice.bad').count(), 0)
  const head = await sit(t, 'mau.tpkinhte')
  await head.page.goto('/board')
  await head.page.locator('.board input[type="checkbox"]').first().check()
  await head.page.locator('.loads input').first().check()
  await clickTwice(head.page.locator('.loads + .in button, .actions .in button').last(), /\/board\?task=|\/tasks\//)
  t.equal(await countOf(`select 1 from task where kind = 'assign'`), 1)
  await head.page.goto('/?kind=all')
  await clickTwice(head.page.locator('form[action="/exports"] button').first(), /\/tasks\//)
  t.equal(await countOf(`select 1 from task where kind = 'export'`), 1)
  t.same([...desk.complaints, ...head.complaints], [])
})

for (const script of [true, false]) {
  t.test(`a session that ended gives every form back as it was typed, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const seat = await sit(t, 'mau.motcua1', { script })
    const { page } = seat
    await page.goto('/receive?procedure=P8')
    await page.fill('#name', 'Mất Phiên Giữa Chừng')
    await page.fill('#address', 'Thôn Đông, xã Mẫu Sơn Hạ')
    await page.locator('.checks input[type="checkbox"]').first().check()
    await loseSession(seat)
    await page.click('button.wide')
    t.match(await page.textContent('.notice'), /được giữ lại/)
    await signInAs(seat, 'mau.motcua1')
    await page.click('button[value="1"]')
    await page.waitForSelector('#name')
    t.equal(await page.inputValue('#name'), 'Mất Phiên Giữa Chừng')
    t.equal(await page.inputValue('#address'), 'Thôn Đông, xã Mẫu Sơn Hạ')
    t.equal(await page.locator('.checks input[type="checkbox"]').first().isChecked(), true)
    const head = await sit(t, 'mau.tpkinhte', { script })
    await receive(seat, `Cho Bảng ${String(script)}`)
    await actionOf(seat, 'Chuyển hồ sơ').locator('form button').click()
    await page.waitForURL(/done=HAND_OVER/)
    await head.page.goto('/board')
    const box = head.page.locator('.board input[type="checkbox"]').last()
    const name = await box.getAttribute('name') ?? ''
    await box.check()
    await head.page.locator('.loads input').first().check()
    await loseSession(head)
    await head.page.locator('.actions .in button').last().click()
    await signInAs(head, 'mau.tpkinhte')
    await head.page.click('button[value="1"]')
    await head.page.waitForSelector('.board')
    t.equal(await head.page.locator(`[name="${name}"]`).isChecked(), true, 'the board too')
    t.equal(await head.page.locator('.loads input:checked').count(), 1)
    t.same([...seat.complaints, ...head.complaints], [])
  })
}

t.test('a name of 10,000 characters, and one of invisible ones, is refused at its field with everything typed kept', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const { page } = seat
  for (const [what, name] of [['long', 'Ng'.repeat(5_000)], ['override', 'Tên \u202eđảo'], ['isolate', 'Tên \u2066ẩn\u2069'], ['direction mark', 'Tên\u200f']] as const) {
    await page.goto('/receive?procedure=P8')
    await page.evaluate('document.querySelector("#name").removeAttribute("maxlength")')
    await page.fill('#name', name)
    await page.fill('#address', 'Thôn Tây')
    await page.click('button.wide')
    await page.waitForLoadState()
    t.equal(await page.getAttribute('#name', 'aria-invalid'), 'true', what)
    t.equal(await page.inputValue('#name'), name, `${what}: what was typed stays`)
    t.equal(await page.inputValue('#address'), 'Thôn Tây')
    t.equal(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${what}: the page keeps its width`)
  }
  await page.goto('/receive?procedure=P8')
  await page.fill('#name', 'Gõ Nhầm')
  await page.click('button[value="all"]')
  await page.waitForLoadState()
  const copies = page.locator('input[name^="copies."]').first()
  await copies.evaluate((input) => input.setAttribute('max', '1000'))
  await copies.fill('51')
  await page.click('button.wide')
  t.match(await page.locator('li', { has: page.locator('input[aria-invalid="true"]') }).textContent(), /phải không quá 50/, 'a number of papers is refused beside its field, not made smaller')
  t.equal(await copies.inputValue(), '51')
  await copies.fill('2')
  await page.fill('#email', 'không phải thư')
  await page.click('button.wide')
  t.match(await page.textContent('#email-fault'), /sai định dạng/)
  t.equal(await page.evaluate('document.activeElement.id'), 'email', 'the field at fault has the focus')
  await page.goto(`/search?q=${'a'.repeat(300)}`)
  t.match(await page.textContent('[role="alert"]'), /./, 'words too long for the search are refused in a page')
  await page.goto(`/search?q=${encodeURIComponent('\u202e\u200b\u0301 nguyen')}`)
  t.equal(await page.locator('#results').count(), 1, 'marks and invisible characters are no fault of a search')
  t.same(seat.complaints, [])
})

t.test('a name with characters of no width is found and shown inside its cell', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  const { page } = seat
  const name = `Nguyễn\u200bThị Không\u200dRộng ${'ا'.repeat(30)}`
  await receive(seat, name)
  t.ok((await page.textContent('dl.facts'))?.includes('Rộng'))
  await page.goto('/?kind=all')
  t.equal(await page.locator('td.clip bdi', { hasText: 'Rộng' }).count(), 1, 'isolated from the rest of its line')
  t.same(seat.complaints, [])
})

for (const who of ['mau.motcua1', null] as const) {
  t.test(`an address that is none leads home, ${who === null ? 'also for a visitor' : 'with the menu'}`, async (t) => {
    const seat = who === null ? await takeSeat(t, browser, office) : await sit(t, who)
    const { page } = seat
    const answer = await page.goto('/khong/co/trang-nay')
    t.equal(answer?.status(), 404)
    t.match(answer?.headers()['content-type'], /text\/html/)
    t.match(await page.textContent('[role="alert"]'), /Không tìm thấy/)
    t.equal(await page.locator('.menu').count(), who === null ? 0 : 1)
    await page.click('main a[href="/"]')
    t.match(page.url(), who === null ? /\/sign-in$/ : /\/$/)
    t.equal((await page.goto('/dossiers/01890000-0000-7000-8000-000000000000'))?.status(), who === null ? 200 : 404, 'a dossier that is none')
    t.same(seat.complaints, [])
  })
}

t.test('a form whose version is gone or no number is a stale one, and never a fault of ours', async (t) => {
  const desk = await sit(t, 'mau.motcua1')
  const path = await receive(desk, 'Người Không Phiên Bản')
  const document = (await office.deps.pool.query<{ id: string }>('select id from document limit 1')).rows[0]?.id ?? ''
  for (const version of [{}, { version: '__proto__' }, { version: '-1' }, { version: '1e400' }, { version: '99999999999999' }]) {
    for (const [where, type] of [[path, 'HAND_OVER'], [`/documents/${document}`, 'CONFIRM']] as const) {
      const answer = await desk.context.request.post(`${where}/events`, { headers: { origin: office.url }, form: { key: 'a-form-without-version', type, ...version } })
      t.ok(answer.status() >= 400 && answer.status() < 500, `${where} ${JSON.stringify(version)} ${answer.status()}`)
    }
  }
  t.equal(await countOf('select 1 from journal where dossier_id = $1', idOf(path)), 1, 'nothing was stored')
})
