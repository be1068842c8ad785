/** The year of the ISO secretary and the management review in a real browser. */
import t from 'tap'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(300_000)
const { sit: sitDown } = await officeInBrowser(t)

t.test('the year begins with what is late and due soon; what is entered becomes its evidence, without JavaScript', async (t) => {
  const seat = await sitDown(t, 'mau.iso', { script: false })
  const { page } = seat
  const lateDuties = async (): Promise<number> => Number(/Lịch năm ISO: (\d+) việc quá hạn, \d+ việc đến hạn/.exec(await page.textContent('.otherWork') ?? '')?.[1])
  const late = await lateDuties()
  t.ok(late > 1, 'the first page says what waits beside dossiers')
  t.match(await page.textContent('.otherWork'), /\d+ tài liệu cần đọc và xác nhận/)
  await page.click('.otherWork a[href="/year"]')
  t.match(await page.textContent('.firstDuties'), /Ban hành kế hoạch ISO của năm/)
  await picture(seat, 'year')
  await page.click('.firstDuties li:has-text("Ban hành kế hoạch") a:has-text("Làm việc này")')
  t.ok(await page.isVisible('#enter-number'), 'nothing of the kind is entered yet, so its form stands open')
  for (const [name, value] of [['number', '02/KH-UBND'], ['on', '05/01/2026'], ['title', 'Kế hoạch ISO năm 2026']] as const) await page.fill(`#enter-${name}`, value)
  await page.click('.folded button')
  await page.goto('/year')
  t.match(await page.textContent('#plan-2026'), /Đã xong[^]*02\/KH-UBND: Kế hoạch ISO năm 2026/)
  await picture(seat, 'year-whole', true)
  await page.goto('/')
  t.equal(await lateDuties(), late - 1)
  const head = (await sitDown(t, 'mau.tpvhxh', { script: false })).page
  t.match(await head.textContent('.otherWork'), /^\s*1 phản ánh, khiếu nại cần trả lời/)
})

let review = ''
t.test('a review is planned, held on its inputs, decides a task and is concluded, all by forms', async (t) => {
  const seat = await sitDown(t, 'mau.iso', { script: false })
  const { page } = seat
  await page.goto('/reviews')
  await page.click('main details.action > summary')
  await page.fill('#PLAN-plannedOn', '20/11/2026')
  await page.selectOption('#PLAN-chairId', { label: 'Phạm Thị Mẫu Bình' })
  await page.check('.folded .form-check-input >> nth=0')
  await page.click('.folded button')
  t.match(await page.textContent('h1'), /XXLĐ-2026-01[^]*Đã lập kế hoạch/)
  review = new URL(page.url()).pathname
  await page.click('summary:has-text("Ghi nhận đã họp")')
  await page.click('details[open] button')
  await page.click('summary:has-text("Ghi một quyết định")')
  await page.fill('#DECIDE-text', 'Bổ sung một máy quét cho bộ phận Một cửa')
  await page.selectOption('#DECIDE-ownerId', { index: 2 })
  await page.fill('#DECIDE-dueOn', '15/12/2026')
  await page.click('details[open] button:has-text("Ghi một quyết định")')
  t.match(await page.textContent('.reviewTasks'), /máy quét[^]*15\/12\/2026[^]*Đang làm/)
  await page.click('summary:has-text("Ghi biên bản")')
  await page.fill('#CONCLUDE-number', '31/BB-UBND')
  await page.fill('#CONCLUDE-conclusion', 'Hệ thống phù hợp, cần cải tiến một điểm.')
  await page.click('details[open] button:has-text("Ghi biên bản")')
  t.match(await page.textContent('h1'), /Đã có biên bản/)
  await picture(seat, 'review', true)
  await page.goto(`${review}/inputs`)
  t.match(await page.textContent('main'), /Nguyên vẹn[^]*a\) Các hành động từ lần xem xét trước[^]*f\) Cơ hội cải tiến/)
  await picture(seat, 'review-inputs', true)
  t.equal((await (await page.request.get(`${review}/minutes.pdf`)).body()).subarray(0, 4).toString(), '%PDF')
})

t.test('light and dark, wide and narrow, nothing is in anybody\'s way', async (t) => {
  for (const sitting of [{ dark: true }, { width: 390, height: 800 }]) {
    const seat = await sitDown(t, 'mau.iso', sitting)
    for (const path of ['/year', '/reviews', review, `${review}/inputs`]) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], path)
      await picture(seat, `${path.startsWith(review) ? `review${path.slice(review.length).replace('/', '-')}` : path.slice(1)}-${'dark' in sitting ? 'dark' : 'width' in sitting ? 'narrow' : 'light'}`)
      t.ok(await seat.page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), 'nothing hangs over the edge')
    }
    t.same(seat.complaints, [])
  }
})
