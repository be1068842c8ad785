/** Documents that were in force before are taken over: checked as a whole, each once, with their decision, and without an approval here. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import t from 'tap'
import type { IntakeCheck, IntakeDone } from '../../schemas/document-intake.ts'
import { beginIntake } from '../../server/commands/begin-intake.ts'
import { withRightsOf } from '../../server/commands/rights.ts'
import { runTask, runTasks } from '../../server/commands/run-task.ts'
import { nothingTaken, takeIn } from '../../server/commands/take-in.ts'
import { renderXlsx } from '../../server/render/xlsx.ts'
import { listTasks, sweepTaskFiles } from '../../storage/tasks.ts'
import { callCli } from '../support/cli.ts'
import { askAs, bytesFor, type Clerk, expecting, newClerk } from '../support/document-service.ts'
import { docxOf } from '../support/hostile.ts'
import { at, type Json, type Reply, withService } from '../support/live.ts'
import { pdfOf } from '../support/small-pdf.ts'

t.setTimeout(240_000)
const live = await withService(t)
const { deps, home } = live
const secretary = await newClerk(live, ['isoSecretary', 'ROOT'])

const heads = ['Mã hiệu', 'Tên tài liệu', 'Lần ban hành', 'Ngày hiệu lực', 'Quyết định số', 'Ngày quyết định', 'Đơn vị giữ', 'Tên tệp'] as const
type Row = readonly string[]
const listOf = async (rows: readonly Row[]): Promise<Buffer> => Buffer.from(await renderXlsx([{ name: 'Danh mục', heading: ['DANH MỤC TÀI LIỆU'], columns: heads.map((title) => ({ title, kind: 'text', width: 20 })), rows }]))
const csvOf = (rows: readonly Row[]): Buffer => Buffer.from([heads.map((one) => one.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd')), ...rows].map((row) => row.join(';')).join('\n'))
const rowOf = (code: string, more: Partial<Record<(typeof heads)[number], string>> = {}): Row => heads.map((head, index) =>
  more[head] ?? [code, `Tài liệu ${code}`, '02/01', '15/03/2021', '244/QĐ-UBND', '12/03/2021', 'D1', ''][index] ?? '')

type Files = Readonly<Record<string, Buffer>>
/** Sends the form as a browser does. */
const handIn = async (who: Clerk, list: Buffer | null, files: Files, fields: Readonly<Record<string, string>> = {}): Promise<Reply> => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ key: crypto.randomUUID(), decisionNumber: '', decisionOn: '', ownerUnitId: '', ...fields })) form.append(name, value)
  if (list !== null) form.append('list', new Blob([new Uint8Array(list)]), 'danh muc.xlsx')
  for (const [name, bytes] of Object.entries(files)) form.append('files', new Blob([new Uint8Array(bytes)]), name)
  const body = new Request('http://localhost', { method: 'POST', body: form })
  return live.ask('/documents/import', { raw: new Uint8Array(await body.arrayBuffer()), headers: { 'content-type': body.headers.get('content-type') ?? '', authorization: `Bearer ${who.token}`, accept: 'text/html' } })
}
const idIn = (reply: Reply): string => /\/tasks\/([0-9a-f-]{36})$/.exec(reply.headers.get('location') ?? '')?.[1] ?? `no task: ${reply.status} ${/role="alert">([^<]*)/.exec(reply.text)?.[1]}`
const noFault = (_: string, error: unknown): never => { throw error }
const resultOf = async (id: string): Promise<Json> => {
  await runTasks(deps, noFault)
  const { rows } = await deps.pool.query<{ state: string; result: Json; error: string | null }>('select state, result, error from task where id = $1', [id])
  return rows[0]?.state === 'done' ? rows[0].result : rows[0]?.error
}
const checked = async (list: Buffer, files: Files, fields = {}): Promise<{ id: string; check: IntakeCheck }> => {
  const id = idIn(await handIn(secretary, list, files, fields))
  return { id, check: await resultOf(id) as IntakeCheck }
}
const taken = async (checkId: string): Promise<IntakeDone> =>
  await resultOf(idIn(await live.ask(`/documents/import/${checkId}`, { raw: 'x=1', headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${secretary.token}` } }))) as IntakeDone
const inRegister = async (like: string): Promise<number> => (await deps.pool.query<{ n: number }>('select count(*)::int n from document where tenant_id = $1 and code like $2', [home.tenantId, like])).rows[0]!.n
const verdicts = ({ lines }: IntakeCheck): unknown[] => lines.map(({ code, verdict, faults }) => [code, verdict, ...faults.map(({ fault }) => fault)])

t.test('a list with a ZIP of files is checked as a whole, then taken over once, with its decision and without an approval here', async (t) => {
  const rows = [rowOf('QT-01'), rowOf('BM-01.01', { 'Lần ban hành': '', 'Tên tệp': 'phieu.docx' }), rowOf('HD-09'), rowOf('QT-02', { 'Ngày hiệu lực': '31/02/2021' }), rowOf('QT-03'), rowOf('QT-03')]
  const zip = Buffer.from(zipSync({ 'ISO/QT-01 Kiểm soát.pdf': pdfOf('Kiểm soát'), 'ISO/Phiếu/phieu.docx': docxOf('Phiếu'), 'ISO/HD-09.txt': Buffer.from('văn bản thường'), 'ISO/QT-02.pdf': pdfOf('hai'), 'ISO/QT-03.pdf': pdfOf('ba'), 'ISO/Thumbs.db': Buffer.from('x'), 'ISO/khac.pdf': pdfOf('khác') }))
  const { id, check } = await checked(await listOf(rows), { 'tai-lieu.zip': zip })
  t.same(verdicts(check), [['QT-01', 'take'], ['BM-01.01', 'take'], ['HD-09', 'wrong', 'fileRefused'], ['QT-02', 'wrong', 'dateUnread'], ['QT-03', 'wrong', 'fileOfTwo', 'codeTwice'], ['QT-03', 'wrong', 'fileOfTwo', 'codeTwice']])
  t.same(check.unused, ['ISO/khac.pdf'])
  t.equal(await inRegister('%'), 0, 'a check takes nothing')
  const page = await bytesFor(live, secretary, `/tasks/${id}`)
  t.match(page.toString(), /không đọc được ngày[\s\S]*Nhập 2 tài liệu|Nhập 2 tài liệu[\s\S]*không đọc được ngày/)
  t.same(await taken(id), { taken: 2, there: 0, refused: [] })
  t.same(await taken(id), { taken: 2, there: 0, refused: [] }, 'the button pressed twice is one task')
  t.equal(await inRegister('%'), 2)

  const found = (await askAs(live, secretary, '/api/v1/documents?q=QT-01')).json
  const documentId = String(at(found, 'items.0.id') ?? at(found, 'documents.0.id'))
  const document = expecting(200, await askAs(live, secretary, `/api/v1/documents/${documentId}`))
  t.match(document, { code: 'QT-01', type: 'procedure', ownerUnitId: home.units.D1, revisions: [{
    issue: 2, revision: 1, state: 'effective', submitted: null, reviewed: null, approved: null, published: null, takenOver: { accountId: secretary.accountId, role: 'isoSecretary' },
    decision: { number: '244/QĐ-UBND', on: '2021-03-12' }, effectiveFrom: '2021-03-15T00:00:00+07:00', file: { mediaType: 'application/pdf' } }] })
  t.ok(String(at(document, 'nextReviewOn')) > new Date().toISOString().slice(0, 10), 'the next look is ahead, in the rhythm that began with its effect')
  const journal = expecting(200, await askAs(live, secretary, `/api/v1/documents/${documentId}/journal`))
  t.match(journal, { entries: [{ entry: { event: 'CREATE' } }, { entry: { event: 'ATTACH' } }, { entry: { event: 'TAKE_OVER', decision: { number: '244/QĐ-UBND' }, effectiveFrom: '2021-03-14T17:00:00+00:00', inForce: at(document, 'inForceId') } }] })
  t.match((await bytesFor(live, secretary, `/documents/${documentId}`)).toString(), /Trước khi vào hệ thống, theo quyết định ban hành[\s\S]*Tiếp nhận/)
  t.equal((await askAs(live, secretary, `/api/v1/documents/${documentId}/copy`)).status, 200, 'a stamped copy is made of it')

  const again = await checked(csvOf(rows), { 'QT-02.pdf': pdfOf('hai') })
  t.same(verdicts(again.check).slice(0, 2), [['QT-01', 'there'], ['BM-01.01', 'there']], 'the same list as CSV finds them there')
  t.same(await taken(again.id), { taken: 0, there: 0, refused: [] })
  t.equal(await inRegister('%'), 2)
})

t.test('a run that is killed goes on where it stood, and takes no line twice', async (t) => {
  const codes = ['QT-11', 'QT-12', 'QT-13']
  const { check } = await checked(csvOf(codes.map((code) => rowOf(code, { 'Quyết định số': '', 'Ngày quyết định': '', 'Đơn vị giữ': '' }))), Object.fromEntries(codes.map((code) => [`${code}.pdf`, pdfOf(code)])), { decisionNumber: '9/QĐ-UBND', decisionOn: '01/03/2021', ownerUnitId: home.units.D2 })
  t.equal(check.lines.filter(({ verdict }) => verdict === 'take').length, 3, 'decision and unit of the form fill the gaps')
  const files = new Map(codes.map((code) => [`${code}.pdf`, { size: pdfOf(code).length, open: async function* () { yield pdfOf(code) } }]))
  await withRightsOf(deps, { tenantId: home.tenantId, accountId: secretary.accountId }, async ({ person }) => {
    const work = { lines: check.lines, files, key: 'killed', before: nothingTaken }
    await t.rejects(takeIn(deps, person, { ...work, note: async ({ at: done }) => { if (done === 2) throw new Error('killed') } }), /killed/)
    t.equal(await inRegister('QT-1_'), 2)
    t.same(await takeIn(deps, person, { ...work, before: { ...nothingTaken, taken: 1, at: 1 }, note: async () => undefined }), { taken: 3, there: 0, refused: [] })
    t.same(await takeIn(deps, person, { ...work, key: 'another', note: async () => undefined }), { taken: 0, there: 3, refused: [] }, 'handed in once more they are there')
  })
  t.equal(await inRegister('QT-1_'), 3)
})

/** A directory that says that all its members lie over one another. */
const overlapping = (): Buffer => {
  const zip = Buffer.from(zipSync({ 'QT-21.pdf': [Buffer.alloc(2_000_000), { level: 9 }], 'QT-22.pdf': [Buffer.alloc(2_000_000, 1), { level: 9 }] }))
  const second = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
  zip.writeUInt32LE(0, second + 42)
  return zip
}

t.test('a hostile list or archive is refused in words, and takes nothing', async (t) => {
  const [list, one] = [csvOf([rowOf('QT-21')]), { 'QT-21.pdf': pdfOf('x') }]
  const bad = async (zip: Buffer): Promise<[number, string]> => {
    const reply = await handIn(secretary, list, { 'a.zip': zip })
    return [reply.status, /role="alert">([^<]*)/.exec(reply.text)?.[1] ?? '']
  }
  t.match(await bad(Buffer.from(zipSync({ 'QT-21.pdf': [Buffer.alloc(20_000_000), { level: 9 }] }))), [422, /phình ra quá lớn/], 'a bomb')
  t.match(await bad(overlapping()), [422, /Tệp không được nhận/], 'members over one another')
  t.match(await bad(Buffer.from(zipSync({ '../../etc/QT-21.pdf': pdfOf('x') }))), [422, /hỏng/], 'a way out of the folder')
  const cut = Buffer.from(zipSync({ 'QT-21.pdf': [pdfOf('x'.repeat(500)), { level: 6 }] }))
  cut.writeUInt8(cut[45]! ^ 0xff, 45)
  t.match(await bad(cut), [422, /hỏng/], 'a damaged member')
  t.match((await handIn(secretary, null, one)).status, 400, 'no list')
  t.match((await handIn(secretary, csvOf([rowOf('QT-21')]), one, { decisionOn: '31/31/2021' })).status, 400, 'a date that is none')
  t.equal((await handIn(secretary, Buffer.alloc(3_000_000, 'a,'), one)).status, 413, 'a list that is too long to be one')
  t.match(await checked(Buffer.from('Nội dung;Thời gian\nx;1'), one), { check: 'document-list-unread' })
  t.match(await checked(csvOf(Array.from({ length: 950 }, (_, at) => rowOf(`QT-${1000 + at}`))), {}), { check: 'document-list-too-long' })
  t.match(await checked(docxOf('không phải bảng'), one), { check: /^(file-refused|document-list-unread)$/ })
  const { check } = await checked(csvOf([rowOf('QT-21', { 'Tên tài liệu': '=HYPERLINK("http://x")' }), rowOf('QT-22', { 'Tên tài liệu': '\u202etrái' })]), { 'QT-21.docm': docxOf('x', { 'word/vbaProject.bin': Buffer.from('x') }), 'QT-22.pdf': Buffer.from('%PDF-1.4 hỏng') })
  t.match(check.lines, [{ verdict: 'wrong', faults: [{ fault: 'fileRefused', refusal: { code: 'file-refused', fault: 'macros' } }] }, { verdict: 'wrong' }])
  t.equal(await inRegister('QT-2_'), 0)
})

t.test('nobody but the ISO secretary hands in or takes over, and nobody the check of another', async (t) => {
  const other = await newClerk(live, ['qualityManager', 'ROOT'], ['specialist', 'D1'])
  t.equal((await handIn(other, csvOf([rowOf('QT-31')]), { 'QT-31.pdf': pdfOf('x') })).status, 403)
  t.equal((await live.ask('/documents/import', { headers: { authorization: `Bearer ${other.token}`, accept: 'text/html' } })).status, 403)
  const { id } = await checked(csvOf([rowOf('QT-31')]), { 'QT-31.pdf': pdfOf('x') })
  const second = await newClerk(live, ['isoSecretary', 'ROOT'])
  await withRightsOf(deps, { tenantId: home.tenantId, accountId: second.accountId }, ({ person }) => t.rejects(beginIntake(deps, person, id), { code: 'not-found' }))
  await withRightsOf(deps, { tenantId: home.tenantId, accountId: secretary.accountId }, async ({ person }) => {
    await sweepTaskFiles(deps.pool, deps.clock.nowMs() + 1000)
    await t.rejects(beginIntake(deps, person, id), { code: 'intake-gone' }, 'once its files are thrown away a check leads nowhere')
    t.ok((await listTasks(deps.pool, person.reader, { afterId: null, limit: 50 })).some((task) => task.id === id))
  })
  t.equal(await inRegister('QT-31'), 0)
  await runTask(deps, id)
})

t.test('the list to fill in is one that is read', async (t) => {
  const sheet = await readSheet(await bytesFor(live, secretary, '/documents/import/template.xlsx'))
  t.ok(sheet.some((row) => row.includes('Mã hiệu') && row.includes('Tên tài liệu')))
  const { check } = await checked(await bytesFor(live, secretary, '/documents/import/template.xlsx'), { 'QT-01 Kiểm soát tài liệu.pdf': pdfOf('x') })
  t.match(check, { lines: [{ code: 'QT-01', verdict: 'there' }] })
})

t.test('the command line does the same with a folder', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'quytrinh-intake-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'tep', 'QT'), { recursive: true })
  const list = join(folder, 'list.csv')
  const call = (...more: string[]) => callCli('import-documents', list, join(folder, 'tep'), '--as', userName, '--json', ...more)
  const { rows: [account] } = await deps.pool.query<{ user_name: string }>('select user_name from account where id = $1', [secretary.accountId])
  const userName = account?.user_name ?? ''
  process.env['DATABASE_URL'] = live.url
  process.env['DATA_DIR'] = join(folder, 'data')
  t.teardown(() => { delete process.env['DATABASE_URL']; delete process.env['DATA_DIR'] })
  writeFileSync(join(folder, 'tep', 'QT', 'QT-41 a.pdf'), pdfOf('bốn một'))
  writeFileSync(list, csvOf([rowOf('QT-41'), rowOf('QT-42')]))
  const wrong = await call()
  t.equal(wrong.code, 1)
  t.match(JSON.parse(wrong.out), { check: { lines: [{ verdict: 'take' }, { verdict: 'wrong', faults: [{ fault: 'fileMissing' }] }] }, done: null }, 'one wrong line keeps all back')
  const skipped = await call('--wrong', 'skip')
  t.match([skipped.code, JSON.parse(skipped.out)], [1, { done: { taken: 1, refused: [] } }], 'unless they are to be left')
  t.match((await callCli('import-documents', list, folder, '--as', 'nobody-at-all', '--json')).out, /user-unknown/)
  t.equal(await inRegister('QT-4_'), 1)
})
