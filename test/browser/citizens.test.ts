/** What people outside are owed, in a real browser: apologies, the satisfaction survey, complaints; with scripts and without. */
import t from 'tap'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(300_000)
const { office, sit: sitDown } = await officeInBrowser(t)

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

t.test('whoever got their result answers by the link of the receipt, without JavaScript; the results and a campaign on paper stand on one page', async (t) => {
  const { rows: [dossier] } = await office.deps.pool.query<{ tenantId: string; id: string; code: string }>(`select tenant_id as "tenantId", id, code from dossier where delivered_at is not null and code is not null order by id desc limit 1`)
  const seat = await sitDown(t, 'mau.iso', { script: false })
  const { page } = seat
  await page.goto(new URL(office.deps.links.linkOf(dossier!, 'http://x') ?? '').pathname)
  await page.selectOption('#score-overall', '4')
  await page.fill('#comment', 'Được hướng dẫn rõ')
  await picture(seat, 'survey')
  await page.click('button:has-text("Gửi ý kiến")')
  t.match(await page.textContent('#survey + *, section[aria-labelledby="survey"]'), /Cảm ơn ông\/bà/)
  await page.goto('/satisfaction?period=2026&by=unit')
  t.match(await page.textContent('main'), /dưới 5 ý kiến/)
  await page.click('summary:has-text("Nhập kết quả khảo sát giấy")')
  for (const [name, value] of Object.entries({ title: 'Phiếu tại Một cửa quý III', number: '8/BB', handedOut: '30', score5: '12', score4: '6', score2: '2' })) await page.fill(`#paper-${name}`, value)
  await page.click('details[open] button:has-text("Ghi")')
  t.match(await page.textContent('main'), /Đã ghi[^]*Phiếu tại Một cửa quý III[^]*66,67[^]*90,00/)
  await picture(seat, 'satisfaction', true)
})

t.test('what came with a complaint is kept with it, without JavaScript; a file that is none is refused where it was chosen', async (t) => {
  const seat = await sitDown(t, 'mau.iso', { script: false })
  const { page } = seat
  await page.goto('/complaints')
  await page.locator('main tbody tr', { hasText: /Đã thụ lý|Đang giải quyết|Đã tiếp nhận|Đã trả lời/ }).locator('th a').first().click()
  const send = async (name: string, buffer: Buffer): Promise<string | null> => {
    const form = page.locator('details:has(#complaint-file)')
    if (await form.getAttribute('open') === null) await form.locator('summary').click()
    await page.setInputFiles('#complaint-file', { name, mimeType: 'application/pdf', buffer })
    await page.click('button:has-text("Gửi tệp")')
    return page.textContent('section[aria-labelledby="attached"]')
  }
  t.match(await send('đơn.pdf', Buffer.from('không phải PDF')), /Loại tệp này không được nhận/)
  t.match(await send('Đơn viết tay.pdf', pdfOf('đơn')), /Đơn viết tay\.pdf[^]*1 kB/)
  await picture(seat, 'complaint-files', true)
  const dark = await sitDown(t, 'mau.iso', { dark: true })
  await dark.page.goto(page.url())
  t.same(await axeFindings(dark), [])
  await picture(dark, 'complaint-files-dark', true)
})

t.test('light and dark, wide and narrow, nothing is in anybody\'s way', async (t) => {
  for (const sitting of [{}, { dark: true, width: 390, height: 800 }]) {
    const seat = await sitDown(t, 'mau.chanhvp', sitting)
    for (const path of ['/apologies?period=2026', '/satisfaction?period=2026&by=field']) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], path)
      await picture(seat, `citizens${path.replace(/\W+/g, '-')}-${'dark' in sitting ? 'dark-narrow' : 'light'}`)
    }
    t.same(seat.complaints, [])
  }
})
