/** The step table of a draft over HTTP: versions, two editors at once, who counts as a drafter, and files of published tables. */
import { strToU8, zipSync } from 'fflate'
import t from 'tap'
import type { StepTableView } from '../../schemas/step-table.ts'
import { FileWorkshop } from '../../server/files/workshop.ts'
import { sheetsIn } from '../../server/commands/import-steps.ts'
import { askAs, cause, type Clerk, expecting, newClerk, newDesk } from '../support/document-service.ts'
import { at, isProblem, type Json, type Reply, withService } from '../support/live.ts'

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
  const groups = [0, 1, 2, 3, 4, 5].flatMap((level) => Array.from({ length: 30 }, (_, at) => ({ ...sign, id: `g${level}`, parent: level === 0 ? '' : `g${level - 1}`, code: `g${level}n${at}`, kind: 'group', ways: [] })))
  const twice = await edit(desk.drafter, id, 2, { do: 'replace', table: { ...table, rows: [...table.rows.filter(({ id: row }) => row === ''), ...groups] } })
  isProblem(t, twice, 'invalid-request', 400, 'a row twice, of which each would hold what lies in the other: 30 to the power of 6 steps')
  t.match(at(twice.json, 'errors'), [{ at: '/table/rows/2/id', rule: 'unique' }])
  const deep = JSON.stringify({ do: 'setStep', step: { ...sign, entry: [{ type: 'notify', params: { to: 0 } }] } }).replace('"to":0', `"to":${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  const buried = await askAs(live, desk.drafter, path(id), { method: 'POST', raw: new TextEncoder().encode(deep), headers: { 'content-type': 'application/json', 'if-match': '"2"' } })
  t.equal(buried.status, 400, 'lists within lists without end')
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

const published = Buffer.from('TT,Nội dung công việc,Trách nhiệm,Thời gian,Kết quả\n1,Tiếp nhận,Bộ phận Một cửa,"0,5 ngày",Mẫu 01\n2,Họp xét,Hội đồng,theo lịch,\n3,Ký,Chủ tịch UBND xã,04 giờ làm việc,Giấy\n')
/** A form with fields and a file, as a browser sends it; no file: fields alone. */
const formOf = (fields: Readonly<Record<string, string>>, file: Buffer | null, headers: Readonly<Record<string, string>> = {}) => {
  const parts = Object.entries(fields).map(([name, value]) => Buffer.from(`--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`))
  const sent = file === null ? [] : [Buffer.from('--cut\r\nContent-Disposition: form-data; name="file"; filename="b.csv"\r\nContent-Type: text/csv\r\n\r\n'), file, Buffer.from('\r\n')]
  return { raw: new Uint8Array(Buffer.concat([...parts, ...sent, Buffer.from('--cut--\r\n')])), headers: { 'content-type': 'multipart/form-data; boundary=cut', ...headers } }
}

t.test('a published table is uploaded on the page, and each row says how it was read', async (t) => {
  const id = await begun()
  const page = await askAs(live, desk.drafter, `/documents/${id}/steps/import`, { method: 'POST', ...formOf({ key: 'import-1', version: '1' }, published) })
  t.equal(page.status, 200)
  t.match(page.text, /Đọc 3 dòng: 3 bước.*một phần của ngày được ghi theo giờ làm việc.*không hiểu thời gian, để trống.*theo lịch/s)
  const { version, table } = await read(desk.drafter, id)
  t.same([version, table.rows.filter(({ parent }) => parent === 'processing').map(({ role }) => role)], [2, ['receptionist', null, 'agencyLeader']])
})

t.test('a published table is uploaded over the programming interface: each row with how it was read, refused as on the page', async (t) => {
  const send = (id: string, version: number, file: Buffer | null, fields: Readonly<Record<string, string>> = {}, who = desk.drafter, key = 'import-2') =>
    askAs(live, who, path(id, '/import'), { method: 'POST', ...formOf(fields, file, { 'if-match': `"${version}"`, ...(key === 'import-2' ? {} : { 'idempotency-key': key }) }) })
  const id = await begun()
  const read1 = await send(id, 1, published, {}, desk.drafter, 'import-api')
  t.match(expecting(200, read1), { version: 2, read: { heading: 1, lines: [
    { row: 2, use: 'step', name: 'Tiếp nhận', role: 'receptionist', limit: { unit: 'workingHour', amount: 4 }, remarks: [{ remark: 'dayToHours', text: '0,5 ngày' }] },
    { row: 3, use: 'step', name: 'Họp xét', role: null, limit: null }, { row: 4, use: 'step', name: 'Ký', role: 'agencyLeader', limit: { unit: 'workingHour', amount: 4 }, output: 'Giấy' },
  ] } } as Json)
  t.equal(read1.headers.get('etag'), '"2"')
  t.equal((await send(id, 1, published, {}, desk.drafter, 'import-api')).headers.get('idempotency-replayed'), 'true')
  t.same((await read(desk.drafter, id)).table.rows.filter(({ parent }) => parent === 'processing').map(({ role }) => role), ['receptionist', null, 'agencyLeader'])
  const refusals = [
    ['stale-version', 412, await send(id, 1, published)], ['file-missing', 400, await send(id, 2, null)], ['file-missing', 400, await send(id, 2, Buffer.alloc(0))],
    ['file-type-refused', 415, await send(id, 2, Buffer.from('%PDF-1.7'))], ['file-refused', 422, await send(id, 2, Buffer.from('PK\x03\x04 nothing that a workbook could be'))],
    ['file-too-large', 413, await send(id, 2, Buffer.alloc(2 * 1024 * 1024 + 1, 'a'))], ['step-table-unread', 422, await send(id, 2, Buffer.from('a,b\n1,2\n'))],
    ['not-found', 404, await send(id, 2, published, {}, await newClerk(live, ['specialist', 'D2']))],
  ] as const
  for (const [code, status, reply] of refusals) isProblem(t, reply, code, status, code)
  const fresh = await draft()
  isProblem(t, await send(fresh, 0, published), 'invalid-request', 400, 'a draft that carries no procedure names it')
  isProblem(t, await send(fresh, 0, published, { procedure: '{"code":' }), 'invalid-request', 400, 'not JSON')
  const procedure = JSON.stringify({ code: 'QT-MOI', title: { vi: 'Thủ tục mới', en: 'New procedure' }, kind: 'tthc', limit: { unit: 'workingDay', amount: 3 } })
  expecting(200, await send(fresh, 0, published, { procedure }))
  expecting(200, await askAs(live, desk.drafter, path(fresh, '/write'), { method: 'POST', headers: { 'if-match': '"1"' } }))
  t.match(await read(desk.drafter, fresh), { version: 1, written: true }, 'and it is in the draft')
})
