/** Internal audits in a real browser: a plan with its team, who may not be in it and why, and the programme, without JavaScript. */
import t from 'tap'
import { axeFindings, officeInBrowser, picture, signInAs } from '../support/office.ts'

t.setTimeout(300_000)
const { sit: sitDown } = await officeInBrowser(t)

let audit = ''

t.test('the ISO secretary plans an audit; whoever works in the unit is refused with the reason; the leader approves', async (t) => {
  const seat = await sitDown(t, 'mau.iso', { script: false })
  const { page } = seat
  await page.goto('/audits')
  await page.click('main a[href="/audits/new"]')
  await page.fill('#plan-objective', 'Sự phù hợp và hiệu lực của hệ thống')
  await page.check('label:has-text("Phòng Kinh tế")')
  for (const [name, value] of [['periodFrom', '01/01/2026'], ['periodTo', '31/10/2026'], ['from', '20/11/2026'], ['to', '25/11/2026'], ['paperNumber', '41/KH-UBND'], ['paperOn', '02/11/2026'],
    ['decisionNumber', '87/QĐ-UBND'], ['decisionOn', '09/11/2026'], ['seed', 'XSMB 09/11/2026 45821']] as const) await page.fill(`#plan-${name}`, value)
  await page.click('main button.btn-primary')
  t.match(await page.textContent('h1'), /ĐGNB-2026-\d{4}[^]*Đang lập/)
  const add = async (name: string, post: string): Promise<void> => {
    await page.click('summary:has-text("Thêm hoặc sửa thành viên")')
    await page.selectOption('#addMember-accountId', { label: name })
    await page.selectOption('#addMember-post', post)
    await page.check('main details[open] label:has-text("Phòng Kinh tế")')
    if (post === 'lead') await page.check('main details[open] label:has-text("Trừ những hồ sơ")')
    await page.click('main details[open] button')
  }
  await add('Dương Thị Mẫu Sen', 'auditor')
  t.match(await page.textContent('main details[open]'), /Dương Thị Mẫu Sen giữ vai trò ở Phòng Kinh tế/, 'the refusal says which rule and which unit')
  await picture(seat, 'audits-refused')
  await page.goto(page.url())
  await add('Nguyễn Văn Mẫu Minh', 'lead')
  t.match(await page.textContent('section[aria-labelledby="team"]'), /Nguyễn Văn Mẫu Minh[^]*Tổ trưởng/)
  const leader = await sitDown(t, 'mau.chutich', {})
  await leader.page.goto(new URL(page.url()).pathname)
  await leader.page.click('summary:has-text("Phê duyệt")')
  await leader.page.click('main details[open] button')
  t.match(await leader.page.textContent('h1'), /Đã phê duyệt/)
  t.same(await axeFindings(leader), [])
  await picture(leader, 'audits-approved', true)
  await page.goto(page.url())
  await page.click('summary:has-text("Bắt đầu đánh giá")')
  await page.click('main details[open] button')
  t.match(await page.textContent('#sample + *, main'), /Mẫu \d+ hồ sơ trong \d+ hồ sơ/)
  audit = new URL(page.url()).pathname
})

const firstLine = 'article.checkLine >> nth=0'

t.test('on a phone the checklist is saved as one goes; without JavaScript, after the session ended, and when somebody else was first, nothing is lost', async (t) => {
  const phone = await sitDown(t, 'mau.hotich2', { width: 390, height: 800 })
  await phone.page.goto(`${audit}/checklist`)
  await phone.page.check(`${firstLine} >> label:has-text("Lưu ý") input`)
  await phone.page.waitForSelector(`${firstLine} >> .notice.bad`)
  await phone.page.fill(`${firstLine} >> textarea[name="note"]`, 'Bảng phân công cũ')
  await phone.page.press(`${firstLine} >> textarea[name="note"]`, 'Tab')
  await phone.page.waitForSelector(`${firstLine} >> .notice.good`)
  const plain = await sitDown(t, 'mau.hotich2', { width: 390, height: 800, script: false })
  await plain.page.goto(`${audit}/checklist`)
  t.equal(await plain.page.inputValue(`${firstLine} >> textarea[name="note"]`), 'Bảng phân công cũ')
  await phone.page.fill(`${firstLine} >> textarea[name="note"]`, 'Bảng phân công đã thay')
  await phone.page.press(`${firstLine} >> textarea[name="note"]`, 'Tab')
  await phone.page.waitForSelector('article.checkLine input[name="version"][value="2"]', { state: 'attached' })
  await plain.page.fill(`${firstLine} >> textarea[name="note"]`, 'Hai người cùng ghi')
  await plain.page.click(`${firstLine} >> button:has-text("Ghi") >> nth=0`)
  t.match(await plain.page.textContent(firstLine), /Người khác vừa ghi mục này[^]*Bảng phân công đã thay/, 'who was first, and what they wrote')
  t.equal(await plain.page.inputValue(`${firstLine} >> textarea[name="note"]`), 'Hai người cùng ghi', 'what was typed is still there')
  await plain.context.clearCookies()
  await plain.page.click(`${firstLine} >> button:has-text("Ghi") >> nth=0`)
  await signInAs(plain, 'mau.hotich2')
  await plain.page.click('main button.btn-primary')
  t.equal(await plain.page.inputValue(`${firstLine} >> textarea[name="note"]`), 'Hai người cùng ghi', 'also after the session ended')
  await plain.page.click(`${firstLine} >> button:has-text("Ghi") >> nth=0`)
  t.match(await plain.page.textContent(firstLine), /Lưu ý[^]*Nguyễn Văn Mẫu Minh/)
  t.same(phone.complaints, [])
  t.same(await axeFindings(phone), [])
  // A picture leaves empty style attributes on fields, which the next swap would copy: none before what is complained of is looked at.
  await picture(phone, 'audits-checklist')
  await phone.context.clearCookies()
  await phone.page.click(`${firstLine} >> label:has-text("Phù hợp") input >> nth=0`)
  await phone.page.waitForSelector('#userName')
  t.match(await phone.page.textContent('main'), /được giữ lại/)
})

t.test('the programme of the year, light and dark, wide and narrow', async (t) => {
  for (const sitting of [{}, { dark: true }, { width: 390, height: 800 }]) {
    const seat = await sitDown(t, 'mau.iso', sitting)
    await seat.page.goto('/audits')
    if (Object.keys(sitting).length === 0) {
      t.match(await seat.page.textContent('.yearGrid'), /đã đánh giá/, 'the audit of the sample')
      await seat.page.click('summary:has-text("Lập hoặc sửa chương trình")')
      await seat.page.fill('#programme-decisionNumber', '12/QĐ-UBND')
      await seat.page.fill('#programme-decisionOn', '05/01/2026')
      await seat.page.fill('label:has-text("Phòng Kinh tế") + input', '3, 11')
      await seat.page.click('main details[open] button')
    }
    t.match(await seat.page.textContent('section[aria-labelledby="programme"]'), /12\/QĐ-UBND[^]*Phòng Kinh tế/)
    t.same(await axeFindings(seat), [])
    await picture(seat, `audits-${'dark' in sitting ? 'dark' : 'width' in sitting ? 'narrow' : 'light'}`)
    t.same(seat.complaints, [])
  }
})
