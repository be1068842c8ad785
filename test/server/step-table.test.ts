/** The step table of a draft over HTTP: versions, two editors at once, who counts as a drafter, and files of published tables. */
import { strToU8, zipSync } from 'fflate'
import t from 'tap'
import type { StepTableView } from '../../schemas/step-table.ts'
import { FileWorkshop } from '../../server/files/workshop.ts'
import { sheetsIn } from '../../server/commands/import-steps.ts'
import { askAs, cause, type Clerk, expecting, newClerk, newDesk } from '../support/document-service.ts'
import { at, isProblem, type Reply, withService } from '../support/live.ts'

t.setTimeout(180_000)
const live = await withService(t)
const desk = await newDesk(live)
const path = (id: string, more = ''): string => `/api/v1/documents/${id}/step-table${more}`
const edit = (who: Clerk, id: string, version: number, body: unknown, key?: string): Promise<Reply> =>
  askAs(live, who, path(id), { body, headers: { 'if-match': `"${version}"`, ...(key === undefined ? {} : { 'idempotency-key': key }) } })
const read = async (who: Clerk, id: string): Promise<StepTableView> => expecting(200, await askAs(live, who, path(id))) as StepTableView

let codes = 0
const draft = async (): Promise<string> => {
  const made = expecting(201, await askAs(live, desk.drafter, '/api/v1/documents', { body: { code: `QT-T${codes += 1}`, type: 'procedure', title: 'Quy trình thử', ownerUnitId: live.home.units.D1, reason: 'Thử' } }))
  return String(at(made, 'id'))
}
const begun = async (): Promise<string> => {
  const id = await draft()
  expecting(201, await askAs(live, desk.drafter, path(id, '/begin'), { body: { from: 'P8' }, headers: { 'if-match': '"0"' } }))
  return id
}

t.test('a table is edited in versions, and reaches the draft when it is written into it', async (t) => {
  const id = await draft()
  isProblem(t, await askAs(live, desk.drafter, path(id)), 'not-found', 404, 'nothing to show yet')
  isProblem(t, await askAs(live, desk.drafter, path(id, '/begin'), { body: { from: 'KHONG-CO' }, headers: { 'if-match': '"0"' } }), 'procedure-unknown', 422, 'a procedure that is none')
  expecting(201, await askAs(live, desk.drafter, path(id, '/begin'), { body: { from: 'P8' }, headers: { 'if-match': '"0"' } }))
  const { table, version, written } = await read(desk.drafter, id)
  t.same([version, written], [1, false])
  const sign = table.rows.find(({ id: row }) => row === 'processing.sign')!
  const body = { do: 'setStep', step: { ...sign, output: 'Giấy chứng nhận' } }
  expecting(200, await edit(desk.drafter, id, 1, body, 'edit-once'))
  t.equal((await edit(desk.drafter, id, 1, body, 'edit-once')).headers.get('idempotency-replayed'), 'true')
  isProblem(t, await edit(desk.drafter, id, 1, { do: 'removeStep', row: 'processing.sign' }), 'stale-version', 412, 'a second editor')
  isProblem(t, await edit(desk.drafter, id, 2, { do: 'addWay', row: 'processing.sign' }), 'invalid-request', 400, 'a change without what it needs')
  isProblem(t, await cause(live, desk.drafter, id, { type: 'SUBMIT' }), 'document-incomplete', 409, 'edited and not written')
  expecting(200, await askAs(live, desk.drafter, path(id, '/write'), { method: 'POST', headers: { 'if-match': '"2"' } }))
  t.equal((await read(desk.drafter, id)).written, true)
  expecting(200, await edit(desk.drafter, id, 2, { do: 'restore', version: 1 }))
  const versions = at(expecting(200, await askAs(live, desk.drafter, path(id, '/versions'))), 'items') as { deed: string }[]
  t.same(versions.map(({ deed }) => deed), ['restore', 'setStep', 'begin'])
  expecting(200, await edit(desk.drafter, id, 3, { do: 'restore' }))
  t.equal((await read(desk.drafter, id)).written, true, 'back to what the draft carries')
  expecting(200, await cause(live, desk.drafter, id, { type: 'SUBMIT' }))
  isProblem(t, await edit(desk.drafter, id, 4, { do: 'addStep', row: 'processing.sign' }), 'event-not-allowed', 409, 'it is in review')
})

t.test('of many editors at the same version one is first, and no version is lost', async (t) => {
  const id = await begun()
  const all = await Promise.all(Array.from({ length: 8 }, () => edit(desk.drafter, id, 1, { do: 'addStep', row: 'processing.sign' })))
  t.same(all.map(({ status }) => status).sort(), [200, 412, 412, 412, 412, 412, 412, 412])
  t.equal((await read(desk.drafter, id)).version, 2)
})

t.test('whoever worked on the table drafted, and does not review', async (t) => {
  const id = await begun()
  const head = await newClerk(live, ['unitHead', 'D1'])
  expecting(200, await edit(head, id, 1, { do: 'addWay', row: 'processing.sign', kind: 'return' }))
  expecting(200, await askAs(live, desk.drafter, path(id, '/write'), { method: 'POST', headers: { 'if-match': '"2"' } }))
  expecting(200, await cause(live, desk.drafter, id, { type: 'SUBMIT' }))
  isProblem(t, await cause(live, head, id, { type: 'REVIEW' }), 'four-eyes', 403, 'the other editor')
  expecting(200, await cause(live, desk.head, id, { type: 'REVIEW' }))
})

t.test('a table is for those who see drafts', async (t) => {
  const id = await begun()
  isProblem(t, await live.ask(path(id), { as: 'far' }), 'not-found', 404, 'another unit')
  isProblem(t, await live.ask(path(id), { as: 'xnam' }), 'not-found', 404, 'another agency')
})

const cell = (reference: string, text: string): string => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`
const workbook = (rows: readonly (readonly string[])[], merges: readonly string[]): Buffer => Buffer.from(zipSync(Object.fromEntries(Object.entries({
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>', 'xl/workbook.xml': '<workbook/>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(`${'ABCDE'[column]}${row + 1}`, text)).join('')}</row>`).join('')}</sheetData><mergeCells>${
    merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`,
}).map(([name, text]) => [name, strToU8(text)]))))

t.test('sheets are read in a child process: merged cells, CSV of either separator, and what is neither', async (t) => {
  const deps = { files: new FileWorkshop() }
  const [merged] = await sheetsIn(deps, workbook([['TT', 'Nội dung'], ['1', 'Thẩm tra'], ['', '']], ['A2:A3', 'B2:B3']))
  t.same(merged?.rows.at(-1), { number: 3, cells: ['1', 'Thẩm tra'], copied: [0, 1] })
  for (const text of ['\ufeffTT,Nội dung\r\n1,"Ký, đóng dấu"\r\n', 'TT;Nội dung\n1;Ký, đóng dấu\n']) {
    t.same((await sheetsIn(deps, Buffer.from(text)))[0]?.rows.map(({ cells }) => cells), [['TT', 'Nội dung'], ['1', 'Ký, đóng dấu']])
  }
  await t.rejects(sheetsIn(deps, Buffer.from('%PDF-1.7')), { code: 'file-type-refused' })
  await t.rejects(sheetsIn(deps, Buffer.alloc(0)), { code: 'file-missing' })
  await t.rejects(sheetsIn(deps, Buffer.from([0xff, 0x31, 0xfe, 0x80])), { code: 'file-refused' })
  await t.rejects(sheetsIn(deps, Buffer.from('PK\x03\x04 nothing that a workbook could be')), { code: 'file-refused' })
})

t.test('a published table is uploaded on the page, and each row says how it was read', async (t) => {
  const id = await begun()
  const csv = 'TT,Nội dung công việc,Trách nhiệm,Thời gian,Kết quả\n1,Tiếp nhận,Bộ phận Một cửa,"0,5 ngày",Mẫu 01\n2,Họp xét,Hội đồng,theo lịch,\n3,Ký,Chủ tịch UBND xã,04 giờ làm việc,Giấy\n'
  const field = (name: string, value: string): string => `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const raw = Buffer.from(`${field('key', 'import-1')}${field('version', '1')}--cut\r\nContent-Disposition: form-data; name="file"; filename="b.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--cut--\r\n`)
  const page = await askAs(live, desk.drafter, `/documents/${id}/steps/import`, { method: 'POST', raw: new Uint8Array(raw), headers: { 'content-type': 'multipart/form-data; boundary=cut' } })
  t.equal(page.status, 200)
  t.match(page.text, /Đọc 3 dòng: 3 bước.*một phần của ngày được ghi theo giờ làm việc.*không hiểu thời gian, để trống.*theo lịch/s)
  const { version, table } = await read(desk.drafter, id)
  t.same([version, table.rows.filter(({ parent }) => parent === 'processing').map(({ role }) => role)], [2, ['receptionist', null, 'agencyLeader']])
})
