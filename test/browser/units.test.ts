/** Units over time in a real browser: the tree of a day, begun, renamed, merged, divided and closed; and which unit resolves which procedure. */
import t from 'tap'
import type { Sitting } from '../support/office.ts'
import { act, axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(600_000)
const { sit } = await officeInBrowser(t)
const decision = 'NQ 05/NQ-HĐND'

const screens: readonly (readonly [name: string, path: string])[] = [['units', '/admin/units'], ['routes', '/admin/routes']]
for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`every screen of units passes WCAG 2.2 AA and complains of nothing: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.chanhvp', sitting)
    const { page } = seat
    const see = async (name: string): Promise<void> => {
      t.same(await axeFindings(seat), [], name)
      t.equal(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, `${name} is not wider than the screen`)
      await picture(seat, `${look}-${name}`, true)
    }
    for (const [name, path] of screens) {
      await page.goto(path)
      await page.locator('.action summary').last().click()
      await see(name)
    }
    await page.goto('/admin/units')
    await page.click('tbody a >> text=/Phòng Kinh tế|Economic/')
    await page.waitForSelector('#grants')
    await see('unit')
    await page.click('a[href$="/divide"]')
    await see('divide')
    t.same(seat.complaints, [])
  })
}

for (const script of [true, false]) {
  t.test(`a unit is begun, renamed and closed; the tree of each day stays, with JavaScript ${script ? 'on' : 'off'}`, async (t) => {
    const seat = await sit(t, 'mau.chanhvp', { script })
    const { page } = seat
    const code = script ? 'TO1' : 'TO2'
    await page.goto('/admin/units')
    await act(seat, 'Lập đơn vị', { code: 'có dấu cách', nameVi: 'Tổ Một', nameEn: 'Team', kind: 'Phòng, ban', validFrom: '01/11/2026', decision })
    t.match(await page.textContent('[role="alert"]'), /Cần sửa/)
    t.equal(await page.getAttribute('[name="code"]', 'aria-invalid'), 'true')
    await act(seat, 'Lập đơn vị', { code })
    t.match(await page.textContent('.notice.good'), /Lập đơn vị/)
    await act(seat, 'Đổi tên', { nameVi: `Tổ Mới ${code}`, from: '10/11/2026', decision: 'QĐ 9' })
    t.match(await page.textContent('h1'), `Tổ Mới ${code}`)
    t.match(await page.textContent('dl.facts'), /từ 10\/11\/2026: Tổ Mới/)
    await act(seat, 'Đóng, nhập vào đơn vị khác', { lastDay: '19/11/2026', decision: 'QĐ 10' })
    t.match(await page.textContent('.notice.good'), /Đóng đơn vị/)
    t.equal(await page.locator('.action').count(), 0, 'nothing more may be done with it')
    for (const [on, seen] of [['05/11/2026', 'Tổ Một'], ['15/11/2026', `Tổ Mới ${code}`], ['20/11/2026', null]] as const) {
      await page.goto('/admin/units')
      await page.fill('#on', on)
      await page.click('form[method="get"] button')
      const tree = await page.textContent('#tree >> xpath=../..') ?? ''
      if (seen === null) t.notMatch(tree, code, on)
      else t.match(tree, seen, on)
    }
    t.same(seat.complaints, [])
  })
}

t.test('a procedure is led to another unit', async (t) => {
  const seat = await sit(t, 'mau.iso')
  const { page } = seat
  await page.goto('/admin/routes')
  const first = await page.locator('[name="procedureCode"] option').nth(1).textContent() ?? ''
  await act(seat, 'Giao cho đơn vị', { procedureCode: first, responsibleUnitId: 'Phòng Văn hóa - Xã hội (VHXH)', validFrom: '01/12/2026', decision })
  t.match(await page.textContent('.notice.good'), /Giao quy trình/)
  t.match(await page.textContent('tbody'), /Phòng Văn hóa - Xã hội\s*từ 01\/12\/2026 sắp tới\s*NQ 05/)
  t.same(seat.complaints, [])
})

t.test('two departments become one and one becomes two, and their people work on the same day', async (t) => {
  const seat = await sit(t, 'mau.chanhvp')
  const { page } = seat
  await page.goto('/admin/units')
  await act(seat, 'Sáp nhập', { code: 'KTXH', nameVi: 'Phòng Kinh tế - Xã hội', nameEn: 'Economic and social department', kind: 'Phòng, ban', from: '20/11/2026', decision },
    ['Phòng Kinh tế (KT)', 'Phòng Văn hóa - Xã hội (VHXH)'])
  t.match(await page.textContent('h1'), 'Phòng Kinh tế - Xã hội')
  t.match(await page.textContent('dl.facts'), /Tiếp quản từ.*Phòng Kinh tế, Phòng Văn hóa - Xã hội/s)
  await picture(seat, 'merged', true)
  const head = await sit(t, 'mau.tpkinhte')
  await head.page.goto('/?kind=all')
  t.ok(await head.page.locator('.work tbody tr').count() > 0, 'the head sees the dossiers of both')
  const specialist = await sit(t, 'mau.hokd')
  await specialist.page.goto('/?kind=mine')
  const mine = specialist.page.locator('.work tbody a').first()
  if (await mine.count() > 0) {
    await mine.click()
    await specialist.page.waitForSelector('.actions form')
    t.match(await specialist.page.textContent('dl.facts'), /Phòng Kinh tế \(nay: Phòng Kinh tế - Xã hội\)/)
  }
  await page.click('a[href$="/divide"]')
  const people = page.locator('select[name^="person."]')
  t.ok(await people.count() >= 4)
  await people.last().selectOption('1')
  for (const [field, value] of Object.entries({ 'part0.code': 'KT2', 'part0.nameVi': 'Phòng Kinh tế', 'part1.code': 'XH2', 'part1.nameVi': 'Phòng Xã hội', from: '21/11/2026', decision })) {
    await page.fill(`[name="${field}"]`, value)
  }
  await page.click('.panel form button')
  await page.waitForURL(/done=unit.divided/)
  t.match(await page.textContent('dl.facts'), /Đơn vị tiếp quản.*Phòng (Kinh tế|Xã hội), Phòng (Kinh tế|Xã hội)/s)
  t.same([...seat.complaints, ...head.complaints, ...specialist.complaints], [])
})
