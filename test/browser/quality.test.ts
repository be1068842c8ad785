/** Nonconformities and corrective actions in a real browser: from what a rule found to a plan with its figure, with scripts and without. */
import t from 'tap'
import { axeFindings, byMenu, officeInBrowser, picture } from '../support/office.ts'
import { sweepAll } from '../support/quality.ts'

t.setTimeout(300_000)
const { office, sit: sitDown } = await officeInBrowser(t)
await sweepAll(office.deps)

t.test('the ISO secretary finds what is late in the register and proposes an action; who is responsible plans it, without JavaScript', async (t) => {
  const seat = await sitDown(t, 'mau.chanhvp', { script: false })
  const { page } = seat
  await byMenu({ page }, '/nonconformities')
  t.match(await page.textContent('main'), /KPH-2026-0001[^]*Hồ sơ trễ hạn|Hồ sơ trễ hạn[^]*KPH-2026/)
  await picture(seat, 'quality-register')
  await page.click('form[action="/late/evidence"] button:has-text("Gói chứng cứ (")')
  t.match(new URL(page.url()).pathname, /^\/tasks\//, 'a pack of what the list shows')
  await page.goBack()
  await page.click('.qualityList tr:has-text("Trễ hạn lặp lại") th a >> nth=0')
  await page.click('summary:has-text("Lập phiếu")')
  await page.click('details[open] button:has-text("Lập phiếu")')
  t.match(await page.textContent('h1'), /HĐKP-2026-0002[^]*Đề xuất/)
  await page.click('summary:has-text("Nhận phiếu")')
  await page.selectOption('#ACCEPT-ownerId', { index: 1 })
  await page.click('details[open] button:has-text("Nhận phiếu")')
  t.match(await page.textContent('h1'), /Phân tích nguyên nhân/)
  t.match(await page.textContent('.refusals'), /Trình phê duyệt[^]*còn thiếu phân tích nguyên nhân/, 'what is not possible yet, and why')
  await picture(seat, 'quality-action', true)
  t.equal((await (await page.request.get(`${page.url().split('?')[0]}/slip.pdf`)).body()).subarray(0, 5).toString(), '%PDF-')
  await page.goto('/corrective-actions')
  t.match(await page.textContent('.lanes'), /HĐKP-2026-0001[^]*HĐKP-2026-0002|HĐKP-2026-0002[^]*HĐKP-2026-0001/)
  const register = await page.request.get('/corrective-actions/register.xlsx')
  t.equal(register.status(), 200)
  t.equal((await register.body()).subarray(0, 2).toString(), 'PK')
  t.equal((await (await page.request.get('/corrective-actions/register.docx')).body()).subarray(0, 2).toString(), 'PK')
})

t.test('the causes of lateness of the quarter propose a risk; taken up, it has an owner, a treatment and a day, without JavaScript', async (t) => {
  const seat = await sitDown(t, 'mau.iso', { script: false })
  const { page } = seat
  await byMenu({ page }, '/risks')
  t.match(await page.textContent('section[aria-labelledby="proposals"]'), /\d+\/\d+ hồ sơ quá hạn[^]*Quy tắc risk-from-cause-1/)
  await picture(seat, 'risks-proposals')
  await page.click('section[aria-labelledby="proposals"] a.btn >> nth=0')
  const title = await page.inputValue('#enter-title')
  t.match(title, /^Quá hạn vì thời gian ở khâu/)
  for (const [name, value] of [['number', '61/BB-ISO'], ['on', '10/11/2026'], ['likelihood', '4'], ['impact', '4'], ['residualLikelihood', '2'], ['residualImpact', '3'], ['treatment', 'Nhắc việc từ nửa thời hạn, họp giao ban thứ Hai'], ['dueOn', '31/12/2026'], ['reviewOn', '31/03/2027']] as const) await page.fill(`#enter-${name}`, value)
  await page.selectOption('#enter-ownerId', { index: 2 })
  await page.click('details[open] button')
  t.match(await page.textContent('main'), /Đã ghi vào sổ/)
  await page.goto('/risks')
  t.match(await page.textContent('.qualityList tbody'), new RegExp(title.slice(0, 30)))
  t.match(await page.textContent('section[aria-labelledby="proposals"]'), /Đã ghi vào sổ/)
  await picture(seat, 'risks-register')
  for (const kind of ['xlsx', 'docx']) t.equal((await (await page.request.get(`/risks/register.${kind}`)).body()).subarray(0, 2).toString(), 'PK')
  t.same(seat.complaints, [])
})

t.test('light and dark, wide and narrow, nothing is in anybody\'s way', async (t) => {
  for (const sitting of [{}, { dark: true }, { width: 390, height: 800 }]) {
    const seat = await sitDown(t, 'mau.chanhvp', sitting)
    for (const path of ['/nonconformities', '/nonconformities/new', '/risks', '/facts?kind=risk', '/corrective-actions']) {
      await seat.page.goto(path)
      t.same(await axeFindings(seat), [], path)
    }
    await picture(seat, `quality-board-${'dark' in sitting ? 'dark' : 'width' in sitting ? 'narrow' : 'light'}`)
    await seat.page.click('.lanes a')
    t.same(await axeFindings(seat), [], 'an action')
    t.same(seat.complaints, [])
  }
})
