/** The lists of documents: screen, workbook, paper and programming interface say the same, of the day that is asked for, and nothing that a read refuses. */
import mammoth from 'mammoth'
import readExcel from 'read-excel-file/node'
import t from 'tap'
import type { MasterListAnswer } from '../../schemas/master-list.ts'
import { askAs, bytesFor, cause, type Clerk, decisionOf, expecting, newClerk, newDesk, newDraft, publishDraft } from '../support/document-service.ts'
import { at, isProblem, withService } from '../support/live.ts'

t.setTimeout(240_000)
const day = 86_400_000
let nowMs = Date.parse('2026-03-02T02:00:00Z')
const live = await withService(t, { clock: { nowMs: () => (nowMs += 40) } })
const desk = await newDesk(live)
const outsider = await newClerk(live, ['accountant', 'D2'])
const auditor = await newClerk(live, ['internalAuditor', 'D2'])

const published = async (more: Readonly<Record<string, unknown>>): Promise<string> => {
  const { id } = await newDraft(live, desk, more)
  expecting(200, await publishDraft(live, desk, id))
  return id
}
const procedure = await published({ code: 'QT-KT-01', type: 'procedure', title: 'Tiếp nhận & trả kết quả' })
const secretForm = await published({ code: 'BM-01.02', type: 'form', title: 'Phiếu kín', parentId: procedure, access: 'holders', retention: { years: null, place: 'Kho' } })
await published({ code: 'BM-01.01', type: 'form', title: '=Phiếu "kiểm soát" <b>', parentId: procedure, retention: { years: 5, place: 'Bộ phận Một cửa' } })
await published({ code: 'NN-9001', type: 'external', title: 'Hệ thống quản lý chất lượng' })
const law = expecting(201, await askAs(live, desk.secretary, '/api/v1/laws', {
  body: { number: '61/2018/NĐ-CP', title: 'Cơ chế một cửa', kind: 'decree', issuer: 'Chính phủ', issuedOn: '2018-04-23', effectiveFrom: '2018-06-21' },
}))
expecting(200, await cause(live, desk.secretary, procedure, { type: 'LINK_LAW', lawId: at(law, 'id') }))

const plain = (markup: string): string => markup.replace(/<[^>]+>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, '\'').replace(/&amp;/g, '&').trim()
/** Rows of the first table after `from`, each as the texts of its cells. */
const rowsIn = (markup: string, isList: (cells: readonly string[]) => boolean): string[][] => {
  const rows = [...markup.matchAll(/<tr[ >].*?<\/tr>/gs)].map(([row]) => [...row.matchAll(/<t[hd][ >].*?<\/t[hd]>/gs)].map(([cell]) => plain(cell)))
  return rows.slice(rows.findIndex(isList))
}
const isHead = ([first]: readonly string[]): boolean => first === 'STT'
const printed = (value: unknown): string => (value === null ? '' : value instanceof Date ? value.toISOString().slice(0, 10).split('-').reverse().join('/') : String(value))

/** The list three times, read back: on the page, in the workbook, in the paper. */
const listFor = async (who: Clerk, question: string): Promise<string[][]> => {
  const screen = rowsIn((await bytesFor(live, who, `/documents/lists?${question}`)).toString('utf8'), isHead)
  const [sheet] = await readExcel(await bytesFor(live, who, `/documents/lists.xlsx?${question}`))
  const table = (sheet?.data ?? []).map((row) => row.map(printed))
  const workbook = table.slice(table.findIndex(isHead)).slice(0, screen.length)
  const paper = rowsIn((await mammoth.convertToHtml({ buffer: await bytesFor(live, who, `/documents/lists.docx?${question}`) })).value, isHead).slice(0, screen.length)
  t.same(workbook, screen, `workbook ${question}`)
  t.same(paper, screen, `paper ${question}`)
  return screen.slice(1)
}
const codesOf = (rows: readonly (readonly string[])[]): (string | undefined)[] => rows.map(([, code]) => code)

t.test('each list is the same on the screen, in the workbook and in the paper', async (t) => {
  const internal = await listFor(desk.secretary, 'list=internal')
  t.same(codesOf(internal), ['BM-01.01', 'BM-01.02', 'QT-KT-01'])
  t.same(internal[2], ['3', 'QT-KT-01', 'Tiếp nhận & trả kết quả', 'Quy trình', '01/00', '02/03/2026', '12/QĐ-UBND ngày 05/01/2026', internal[2]?.at(-1)])
  t.same((await listFor(desk.secretary, 'list=forms'))[0]?.slice(0, 6), ['1', 'BM-01.01', '=Phiếu "kiểm soát" <b>', '01/00', '02/03/2026', 'QT-KT-01'])
  t.same((await listFor(desk.secretary, 'list=records')).map((row) => row.slice(-2)), [['Bộ phận Một cửa', '5 năm'], ['Kho', 'Vĩnh viễn']])
  const external = await listFor(desk.secretary, 'list=external')
  t.same(codesOf(external), ['61/2018/NĐ-CP', 'NN-9001'])
  t.same(external[0]?.slice(3), ['Nghị định', 'Chính phủ', '23/04/2018', '21/06/2018', '–', 'QT-KT-01'])
})

t.test('a list holds what its reader may see, and names nothing else', async (t) => {
  t.same(codesOf(await listFor(outsider, 'list=forms')), ['BM-01.01'], 'a form for its holders alone is not there')
  t.same(codesOf(await listFor(outsider, `list=internal&unit=${live.home.units.D2}`)), [], 'of another unit')
  t.same(codesOf(await listFor(outsider, `list=internal&unit=${live.home.units.D1}`)), ['BM-01.01', 'QT-KT-01'])
  const answer = expecting(200, await askAs(live, outsider, '/api/v1/master-lists/records')) as MasterListAnswer
  t.same(answer.lines.map(({ code, parentCode }) => [code, parentCode]), [['BM-01.01', 'QT-KT-01']])
  t.notMatch(JSON.stringify(answer), secretForm)
})

t.test('a list of an earlier day is as it stood at the end of that day', async (t) => {
  nowMs += 10 * day
  expecting(200, await cause(live, desk.drafter, procedure, { type: 'REVISE', reason: 'Luật mới', kind: 'issue', title: 'Tiếp nhận, số hóa' }))
  expecting(200, await publishDraft(live, desk, procedure))
  const titles = async (who: Clerk, on: string): Promise<(string | undefined)[]> => (await listFor(who, `list=internal&on=${on}`)).filter(([, code]) => code === 'QT-KT-01').flatMap(([, , title, , numbers]) => [title, numbers])
  t.same(await titles(desk.secretary, ''), ['Tiếp nhận, số hóa', '02/00'])
  t.same(await titles(desk.secretary, '11/03/2026'), ['Tiếp nhận & trả kết quả', '01/00'], 'the day before')
  t.same(await titles(desk.secretary, '12/03/2026'), ['Tiếp nhận, số hóa', '02/00'], 'the day of the switch')
  t.same(await titles(auditor, '11/03/2026'), ['Tiếp nhận & trả kết quả', '01/00'], 'for whoever sees old revisions')
  t.same(await titles(outsider, '11/03/2026'), [], 'and not for whoever does not')
  t.same(await titles(outsider, '12/03/2026'), ['Tiếp nhận, số hóa', '02/00'])
  t.same(await titles(desk.secretary, '01/03/2026'), [], 'before there was one')
  nowMs += day
  expecting(200, await cause(live, desk.secretary, procedure, { type: 'RETIRE', reason: 'Bãi bỏ', decision: decisionOf(9) }))
  t.same(await titles(desk.secretary, ''), [], 'out of force')
  t.same(await titles(desk.secretary, '12/03/2026'), ['Tiếp nhận, số hóa', '02/00'], 'and still in the list of its day')
})

t.test('copies on paper of all documents: which old one is still out, who has it, and when the others came back', async (t) => {
  const guidance = await published({ code: 'HD-GIAY', title: 'Bản giấy' })
  for (const number of [1, 2]) expecting(200, await cause(live, desk.secretary, guidance, { type: 'GIVE_COPY', copy: { number, holder: `Quầy ${number}` } }))
  const rows = async (who: Clerk, on = ''): Promise<(string | undefined)[][]> => (await listFor(who, `list=copies&on=${on}`)).map(([, code, , numbers, copy, holder, , standing, recalled]) => [code, numbers, copy, holder, standing, recalled])
  t.same(await rows(desk.secretary), [['HD-GIAY', '01/00', '01', 'Quầy 1', 'Đang lưu hành', '–'], ['HD-GIAY', '01/00', '02', 'Quầy 2', 'Đang lưu hành', '–']])
  nowMs += day
  expecting(200, await cause(live, desk.drafter, guidance, { type: 'REVISE', reason: 'Luật mới', kind: 'issue', title: 'Bản giấy' }))
  expecting(200, await publishDraft(live, desk, guidance))
  expecting(200, await cause(live, desk.secretary, guidance, { type: 'GIVE_COPY', copy: { number: 3, holder: 'Quầy 3' } }))
  expecting(200, await cause(live, desk.secretary, guidance, { type: 'RECALL_COPY', copy: { number: 1, outcome: 'lost' } }))
  t.same(await rows(desk.secretary), [
    ['HD-GIAY', '01/00', '02', 'Quầy 2', 'Cần thu hồi: bản cũ', '–'], ['HD-GIAY', '02/00', '03', 'Quầy 3', 'Đang lưu hành', '–'], ['HD-GIAY', '01/00', '01', 'Quầy 1', 'Thất lạc', '14/03/2026'],
  ])
  t.same((await rows(desk.secretary, '13/03/2026')).map((row) => row[4]), ['Đang lưu hành', 'Đang lưu hành'], 'the day before nothing was old yet')
  t.same([await rows(outsider), await rows(auditor)], [[], []], 'who has which copy is for those who see drafts')
})

t.test('a day that is none or is still to come has no list, and that is said', async (t) => {
  for (const on of ['14/03/2027', '31/02/2026', 'hôm qua']) t.equal((await askAs(live, desk.secretary, `/documents/lists?list=forms&on=${encodeURIComponent(on)}`)).status, 400, on)
  isProblem(t, await askAs(live, desk.secretary, '/api/v1/master-lists/forms?on=2027-03-14'), 'invalid-request', 400, 'a day to come')
})
