/** The working calendar in a real browser: a year at a glance, a draft, the dossiers that it would move, publishing, and the end of the calendar. */
import t from 'tap'
import { recountDossiers } from '../../server/jobs/recount-dossiers.ts'
import type { Seat, Sitting } from '../support/office.ts'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(600_000)
const { office, sit } = await officeInBrowser(t)
const administrator = 'mau.chanhvp'


/** Opens the form of that name and sends it. */
const fill = async ({ page }: Seat, id: string, fields: Readonly<Record<string, string>>): Promise<void> => {
  const folded = page.locator(`details:has(input[name="form"][value="${id}"])`)
  if (await folded.count() > 0 && await folded.getAttribute('open') === null) await folded.locator('summary').click()
  const form = page.locator(`form:has(input[name="form"][value="${id}"])`)
  for (const [name, value] of Object.entries(fields)) {
    const input = form.locator(`[name="${name}"]`)
    if (await input.evaluate((element) => element.tagName) === 'SELECT') await input.selectOption(value)
    else await input.fill(value)
  }
  await form.locator('button').click()
  await page.waitForLoadState()
}

for (const script of [true, false]) {
  t.test(`a storm closure from the draft to the dossiers that it moves, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const seat = await sit(t, administrator, { script })
    const { page } = seat
    const on = script ? '25/11/2026' : '26/11/2026'
    await page.goto('/admin/calendars')
    t.match(await page.textContent('h1'), /Lịch làm việc/)
    await page.click('a[href="/admin/calendars/draft"]')
    await fill(seat, 'local', { firstDay: on, part: 'whole', name: 'Bão số 15', decision: '2211/QĐ-UBND', knownOn: '20/11/2026' })
    t.match(await page.textContent('.draftChanges'), /Bão số 15/)
    if (script) await picture(seat, 'calendar-draft', true)
    await page.click('a[href="/admin/calendars/draft/moves"]')
    const sum = /(\d+) hồ sơ sẽ bị dời hạn/.exec(await page.textContent('main') ?? '')
    t.ok(Number(sum?.[1]) > 0)
    const code = await page.locator('tbody tr').first().locator('a').textContent() ?? ''
    const [was, will] = [await page.locator('tbody tr').first().locator('td').nth(0).textContent(), await page.locator('tbody tr').first().locator('td').nth(1).textContent()]
    if (script) await picture(seat, 'calendar-moves', true)
    await page.goto('/admin/calendars/draft')
    await fill(seat, 'publish', {})
    await page.waitForURL(/published=/)
    t.match(await page.textContent('.notice.good'), /Đã ban hành phiên bản/)
    t.match(await page.textContent('#recount'), /Đang tính lại/)
    if (script) await picture(seat, 'calendar-progress')
    const done = await recountDossiers(office.deps, (id, error) => { throw new Error(`${id}: ${String(error)}`) })
    t.equal(done.moved, Number(sum?.[1]), 'as many as were announced')
    if (script) await page.waitForSelector('#recount:has-text("Đã tính xong")')
    else await page.click('#recount a')
    t.match(await page.textContent('#recount'), new RegExp(`dời hạn ${sum?.[1]} hồ sơ`))
    await page.goto(`/search?q=${code}`)
    t.match(await page.textContent('.work'), will ?? '?')
    t.notMatch(await page.textContent('.work .dueCell, .work tbody'), was ?? '?')
    await page.click('.work tbody a')
    t.match(await page.textContent('.timeline'), /Lịch làm việc thay đổi/)
    t.match(await page.textContent('dl.facts'), /Hạn trên giấy hẹn|Hạn trả/)
    t.same(seat.complaints, [])
  })
}

t.test('every refusal says what to do, in the language of the screen, and keeps what was typed', async (t) => {
  const seat = await sit(t, administrator)
  const { page } = seat
  await page.goto('/admin/calendars/draft')
  const said = async (id: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    await fill(seat, id, fields)
    return await page.textContent('.notice.bad') ?? ''
  }
  const by = { decision: '1/QĐ', knownOn: '20/11/2026' }
  t.match(await said('swap', { off: '07/12/2026', work: '08/12/2026', ...by }), /ngày làm bù vốn đã là ngày làm việc \(08\/12\/2026/)
  t.equal(await page.inputValue('#swap-off'), '07/12/2026', 'what was typed is still there')
  t.match(await said('swap', { off: '07/12/2026', work: '', ...by }).catch(() => ''), /^$|ngày/, 'the browser asks for the other day first')
  t.match(await said('local', { firstDay: '01/01/2026', name: 'x', ...by }), /ngày này đã có trong lịch/)
  t.match(await said('local', { firstDay: '05/01/2028', name: 'x', ...by }), /ngoài các năm của lịch/)
  t.match(await said('local', { firstDay: '32/13/2026', name: 'x', ...by }), /dd\/mm\/yyyy/)
  t.match(await said('off', { firstDay: '05/12/2026', name: 'x', ...by }), /vốn đã là ngày nghỉ/)
  t.match(await said('week', { validFrom: '01/12/2026', morning: '11:30-07:30', afternoon: '', decision: 'x' }), /không theo thứ tự/)
  t.match(await said('paste', { list: '[{"on":"2026-12-07"}]' }), /Cần sửa/)
  t.match(await said('paste', { list: 'on,kind,name,decision,knownOn,sessions\n2026-12-07,SWAP_OFF,,D1,2026-11-01,' }), /đủ cặp/)
  t.equal(await page.locator('.draftChanges').count(), 0, 'nothing was noted')
  const english = await sit(t, administrator, { language: 'en' })
  await english.page.goto('/admin/calendars/draft')
  await fill(english, 'local', { firstDay: '01/01/2026', name: 'x', ...by })
  t.match(await english.page.textContent('.notice.bad'), /is in the calendar already/)
  t.same([...seat.complaints, ...english.complaints], [])
})

t.test('a year is added with its holidays, a swap, a half day and Saturday hours; one is taken back; two administrators see each other', async (t) => {
  const seat = await sit(t, administrator)
  const { page } = seat
  await page.goto('/admin/calendars/draft')
  const by = { decision: '9999/TB-BNV', knownOn: '20/11/2026' }
  t.equal(await page.inputValue('#year-holiday0From'), '01/01/2027', 'fixed days are proposed')
  t.equal(await page.inputValue('#year-lieu0From'), '03/05/2027', 'and what follows from a holiday on a Saturday')
  await fill(seat, 'year', { ...by, holiday1From: '05/02/2027', holiday1To: '11/02/2027', holiday2From: '16/04/2027' })
  t.match(await page.textContent('.draftChanges'), /31\/12\/2027/)
  await fill(seat, 'swap', { ...by, decision: '8888/TB-BNV', off: '03/09/2027', work: '11/09/2027', name: 'Quốc khánh' })
  await fill(seat, 'local', { ...by, firstDay: '24/12/2026', part: 'afternoon', name: 'Mất điện' })
  await fill(seat, 'week', { validFrom: '01/06/2027', morning: '07:00-11:00', afternoon: '13:30-17:30', saturday: 'receipt', decision: '12/QĐ-UBND' })
  t.match(await page.textContent('.draftChanges'), /Mất điện.*07:30–11:30/s)
  const stale = await sit(t, administrator)
  await stale.page.goto('/admin/calendars/draft')
  await fill(seat, 'remove', { on: '2027-09-03' })
  t.notMatch(await page.textContent('.draftChanges'), /8888/, 'both days of the swap went')
  await fill(stale, 'local', { ...by, firstDay: '23/12/2026', name: 'Muộn' })
  t.match(await stale.page.textContent('.notice.bad'), /người khác sửa/)
  await page.goto('/admin/calendars?draft=1&year=2027')
  t.match(await page.textContent('#year'), /Năm 2027/)
  await picture(seat, 'calendar-2027', true)
  await page.goto('/admin/calendars/draft')
  await fill(seat, 'discard', {})
  t.equal(await page.locator('.draftChanges').count(), 0)
  t.same([...seat.complaints, ...stale.complaints], [])
})

t.test('staff see the calendar and cannot change it', async (t) => {
  const seat = await sit(t, 'mau.motcua1')
  await seat.page.goto('/admin/calendars?year=2026')
  t.match(await seat.page.textContent('main'), /Nghỉ hoán đổi/)
  t.equal(await seat.page.locator('a[href="/admin/calendars/draft"]').count(), 0)
  await seat.page.goto('/admin/calendars/draft')
  t.match(await seat.page.textContent('.notice.bad'), /không giữ vai trò/)
  t.same(seat.complaints, [])
})

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`the screens of the calendar pass WCAG 2.2 AA: ${look}`, async (t) => {
    const seat = await sit(t, administrator, sitting)
    for (const [name, path] of [['calendar', '/admin/calendars?year=2026'], ['calendar-edit', '/admin/calendars/draft'], ['calendar-none', '/admin/calendars/draft/moves']] as const) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], name)
      t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`, true)
    }
    t.same(seat.complaints, [])
  })
}
