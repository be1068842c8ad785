/** The page of the file store in a real browser. */
import t from 'tap'
import { scrubObjects } from '../../server/jobs/objects/scrub.ts'
import { sweepObjects } from '../../server/jobs/objects/sweep.ts'
import { addObject } from '../../storage/objects/rows.ts'
import { pieces } from '../support/object-contract.ts'
import { axeFindings, byMenu, officeInBrowser, picture, signInAs, type Sitting, takeSeat } from '../support/office.ts'

t.setTimeout(300_000)
const { office, browser } = await officeInBrowser(t)
const { deps } = office
const { rows: [tenant] } = await deps.pool.query<{ id: string }>('select id from tenant')
const tenantId = tenant?.id ?? ''

t.test('an administrator sees where the files lie, and what was found wrong with them', async (t) => {
  const seat = await takeSeat(t, browser, office)
  await signInAs(seat, 'mau.chanhvp')
  await byMenu(seat, '/admin')
  await seat.page.click('.entries a[href="/admin/storage"]')
  t.match(await seat.page.textContent('main'), /Thư mục trên máy chủ này[^]*Đang trả lời[^]*Chỉ hệ thống này từ chối xóa[^]*Chưa chạy/)
  for (const name of ['Sổ tay chất lượng.pdf', 'Quy trình giải quyết khiếu nại.docx']) {
    const stored = await deps.objects.put({ tenantId, body: pieces(Buffer.alloc(2_500_000, name)) })
    await addObject(deps.pool, tenantId, { stored, contentType: 'application/pdf', fileName: name, createdBy: null, nowMs: deps.clock.nowMs() })
    if (name.startsWith('Quy')) await deps.objects.purge(stored)
  }
  await scrubObjects(deps)
  await sweepObjects(deps)
  await seat.page.reload()
  t.match(await seat.page.textContent('main'), /Quy trình giải quyết khiếu nại\.docx[^]*Mất[^]*[\d,]+ MB[^]*Đọc lại \d+ tệp; 1 tệp mất hoặc hỏng/)
  t.same(seat.complaints, [])
})

t.test('a hold is placed on a document by its code and released by a ground, without JavaScript too', async (t) => {
  const { rows: [held] } = await deps.pool.query<{ code: string }>('select d.code from document d join document_revision r on r.document_id = d.id and r.object_id is not null order by d.code limit 1')
  const seat = await takeSeat(t, browser, office, { script: false })
  await signInAs(seat, 'mau.chanhvp')
  await seat.page.goto('/admin/storage')
  const place = async (codes: string): Promise<void> => {
    await seat.page.click('summary:has-text("Đặt lệnh giữ")')
    await seat.page.fill('#place-reason', 'Khiếu nại của ông Nguyễn Văn Mẫu')
    await seat.page.fill('#place-documentCodes', codes)
    await seat.page.click('details[open] button:has-text("Đặt lệnh giữ")')
  }
  await place('HD-98765')
  t.match(await seat.page.textContent('[role="alert"]'), /Không có tài liệu/)
  await seat.page.goto('/admin/storage')
  await place(held?.code ?? '')
  t.match(await seat.page.textContent('[role="status"]'), /Đã đặt lệnh giữ/)
  t.match(await seat.page.textContent('main'), /Khiếu nại của ông Nguyễn Văn Mẫu/)
  await picture(seat, 'plain-vi-store-hold', true)
  await seat.page.click('summary:has-text("Gỡ lệnh giữ")')
  await seat.page.fill('#release-ground', 'Đã giải quyết xong')
  await seat.page.click('details[open] button:has-text("Gỡ lệnh giữ")')
  t.match(await seat.page.textContent('main'), /Đã gỡ lệnh giữ[^]*Không có lệnh giữ nào đang mở/)
  t.same(seat.complaints, [])
})

t.test('nobody else sees it', async (t) => {
  const seat = await takeSeat(t, browser, office)
  await signInAs(seat, 'mau.motcua1')
  t.equal((await seat.page.goto('/admin/storage'))?.status(), 403)
})

for (const [look, sitting] of Object.entries({
  'light-vi': { language: 'vi' }, 'dark-en': { language: 'en', dark: true }, 'phone-vi': { language: 'vi', width: 390, height: 844 }, 'plain-vi': { language: 'vi', script: false },
} as const satisfies Record<string, Sitting>)) {
  t.test(`the page of the store is fit for everybody: ${look}`, async (t) => {
    const seat = await takeSeat(t, browser, office, sitting)
    await signInAs(seat, 'mau.chanhvp')
    await seat.page.goto('/admin/storage')
    if (look !== 'plain-vi') t.same(await axeFindings(seat), [])
    if (look !== 'plain-vi') t.equal(await seat.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'), false, 'not wider than the screen')
    await picture(seat, `${look}-store`, look === 'phone-vi')
    t.same(seat.complaints, [])
  })
}
