/** An event log handed in through a browser. */
import t from 'tap'
import { runTasks } from '../../server/commands/run-task.ts'
import type { Sitting } from '../support/office.ts'
import { pdfOf } from '../support/small-pdf.ts'
import { axeFindings, officeInBrowser, picture } from '../support/office.ts'

t.setTimeout(600_000)
const { office, sit } = await officeInBrowser(t)

const log = Buffer.from(['case:concept:name,concept:name,time:timestamp', 'c1,Confirmation of receipt,2026-03-02T09:00:00+07:00', 'c2,Confirmation of receipt,2026-03-03T09:00:00+07:00'].join('\n'))

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true, script: false }, 'phone-vi': { language: 'vi', width: 390, height: 844 },
} as const satisfies Record<string, Sitting>)) {
  t.test(`an administrator hands a log in, and sees what became of it: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.iso', sitting)
    const { page } = seat
    await page.goto('/admin')
    await page.click('a[href="/admin/import"]')
    t.equal(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, 'not wider than the screen')
    if (!('script' in sitting)) t.same(await axeFindings(seat), [])
    await picture(seat, `${look}-import`)
    await page.setInputFiles('#file', { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no log') })
    await page.click('button:has-text("Nhập"), button:has-text("Import")')
    t.match(await page.textContent('[role="alert"]'), /./, 'another file is refused on the page')
    await page.selectOption('#procedure', 'receipt-two-strands')
    await page.setInputFiles('#file', { name: 'nhật ký.csv', mimeType: 'text/csv', buffer: log })
    await page.click('button:has-text("Nhập"), button:has-text("Import")')
    await page.waitForURL(/\/tasks\//)
    await runTasks(office.deps, (_, error) => { throw error })
    await page.reload()
    t.match(await page.textContent('#task dl.facts'), /2/)
    t.match(await page.textContent('#task .state'), /Đã xong|Done/)
    await picture(seat, `${look}-import-done`)
    t.same(seat.complaints, [])
  })
}

const heads = 'STT,Ma hieu,Ten tai lieu,Lan ban hanh,Ngay hieu luc'
for (const [look, sitting] of Object.entries({ 'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true, script: false } } as const satisfies Record<string, Sitting>)) {
  t.test(`an ISO secretary hands in the list of documents with its files, mends a line, and finds the rest in the register: ${look}`, async (t) => {
    const seat = await sit(t, 'mau.iso', sitting)
    const { page } = seat
    const code = look === 'light-vi' ? 'QT-91' : 'QT-95'
    await page.goto('/documents')
    await page.click('a[href="/documents/import"]')
    if (!('script' in sitting)) t.same(await axeFindings(seat), [])
    await picture(seat, `${look}-intake`)
    await page.fill('#decisionNumber', '244/QĐ-UBND')
    await page.fill('#decisionOn', '12/03/2021')
    await page.selectOption('#ownerUnitId', { index: 1 })
    await page.setInputFiles('#list', { name: 'danh mục.csv', mimeType: 'text/csv', buffer: Buffer.from([heads, `1,${code},Quy trình kiểm soát thông tin dạng văn bản,02/01,15/03/2021`, '2,QT-92,Quy trình đánh giá nội bộ,01,31/02/2021'].join('\n')) })
    await page.setInputFiles('#files', [`${code} Kiểm soát.pdf`, 'QT-92.pdf', 'ghi chú.pdf'].map((name) => ({ name, mimeType: 'application/pdf', buffer: pdfOf(name) })))
    await page.locator('.actionLine button').click()
    await page.waitForURL(/\/tasks\//)
    await runTasks(office.deps, (_, error) => { throw error })
    await page.reload()
    t.match(await page.textContent('.documentList tbody tr:first-child'), /QT-92.*(không đọc được ngày|the date cannot be read)/s, 'what is wrong stands first')
    if (!('script' in sitting)) t.same(await axeFindings(seat), [])
    await picture(seat, `${look}-intake-checked`)
    t.equal(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, 'not wider than the screen')
    await page.locator('.actionLine button').click()
    await page.waitForSelector('.state')
    await runTasks(office.deps, (_, error) => { throw error })
    await page.reload()
    t.match(await page.textContent('#task dl.facts'), /1\s/)
    await page.goto(`/documents?q=${code}`)
    await page.click(`a:has-text("${code}")`)
    t.match(await page.textContent('main'), /244\/QĐ-UBND/)
    await picture(seat, `${look}-intake-document`)
    t.same(seat.complaints, [])
  })
}

t.test('nobody else hands logs in', async (t) => {
  const { page } = await sit(t, 'mau.motcua1')
  t.equal((await page.goto('/admin/import'))?.status(), 403)
  t.equal((await page.goto('/documents/import'))?.status(), 403)
})
