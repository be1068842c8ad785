/** An agency's own list of documents as it is read and judged: headings, dates, numbers, files, and what is wrong in words of the list. */
import t from 'tap'
import fc from '../support/property.ts'
import type { IntakeCheck } from '../../schemas/document-intake.ts'
import type { Sheet } from '../../schemas/step-table.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { dateIn, decisionIn, numbersIn, retentionIn, revisionIn, typeIn } from '../../workflows/document/intake-cells.ts'
import { filesFor } from '../../workflows/document/intake-files.ts'
import { readList } from '../../workflows/document/intake-list.ts'
import { type IntakeFacts, judgeList } from '../../workflows/document/intake.ts'

const sheetOf = (rows: readonly (readonly string[])[]): Sheet[] => [{ name: '1', rows: rows.map((cells, at) => ({ number: at + 1, cells, copied: [] })) }]
const facts: IntakeFacts = {
  today: '2026-11-22', units: [{ id: 'u-vp', code: 'VP', names: ['Văn phòng', 'Office'] }], defaults: { decision: null, ownerUnitId: null }, known: new Map(),
  files: ['QT-01 Kiểm soát tài liệu.pdf', 'bieu-mau/BM-01.01 Phiếu.docx', 'bieu-mau/BM-01.pdf', 'HD-02.docx', 'HD-02.pdf'].map((name) => ({ name, size: 1000, refusal: null })),
}
const judged = (rows: readonly (readonly string[])[], more: Partial<IntakeFacts> = {}): IntakeCheck => {
  const read = readList(sheetOf(rows))
  if (read === null) throw new Error('no list')
  return judgeList(read, { ...facts, ...more })
}
const head = ['TT', 'Mã hiệu', 'Tên tài liệu', 'Lần ban hành/sửa đổi', 'Ngày hiệu lực', 'Quyết định', 'Đơn vị giữ']
const good = ['1', 'QT-01', 'Quy trình kiểm soát tài liệu', '02/01', '15/03/2021', '244/QĐ-UBND ngày 12/3/2021', 'Văn phòng']

t.test('dates are read as people and spreadsheets write them, and nothing else is a date', async (t) => {
  for (const text of ['05/03/2021', '5.3.2021', '05-03-2021', '2021-03-05', 'ngày 05 tháng 3 năm 2021', 'Ngày 5/3/2021', '44260', '2021-03-05T00:00:00.000Z']) t.equal(dateIn(text), '2021-03-05', text)
  for (const text of ['', '30/02/2021', '5/3/21', '2021', '13/13/2021', '99999', 'tháng 3/2021', '05/03/2021 và 06/03/2021']) t.equal(dateIn(text), null, text)
  fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
    const date = addDays('1960-01-01', day)
    const [year, month, on] = date.split('-')
    return dateIn(`${on}/${month}/${year}`) === date && dateIn(`ngày ${Number(on)} tháng ${Number(month)} năm ${year}`) === date && dateIn(date) === date
  }))
})

t.test('numbers of issue and revision, decisions, types and years', async (t) => {
  t.same(['02/01', '2.1', 'Lần 2', '02', 'Lần ban hành 03', '2.0'].map(numbersIn), [{ issue: 2, revision: 1 }, { issue: 2, revision: 1 }, { issue: 2, revision: null }, { issue: 2, revision: null }, { issue: 3, revision: null }, { issue: 2, revision: null }])
  t.same(['44197', '00', 'mới', '1/2/2021'].map(numbersIn), [null, null, null, null])
  t.same(['00', 'Lần 1', '2', 'x'].map(revisionIn), [0, 1, 2, null])
  t.same(decisionIn('Quyết định số 244/QĐ-UBND ngày 12/3/2021'), { number: '244/QĐ-UBND', on: '2021-03-12' })
  t.same(decisionIn('244/QĐ-UBND, 12/03/2021'), { number: '244/QĐ-UBND', on: '2021-03-12' })
  t.same(decisionIn('244/QĐ-UBND'), { number: '244/QĐ-UBND', on: null })
  t.same(['Quy trình', 'QUY TRINH HE THONG', 'Biểu mẫu', 'Sổ tay chất lượng', 'Tài liệu bên ngoài', 'Quy định', 'xyz'].map(typeIn), ['procedure', 'procedure', 'form', 'manual', 'external', 'other', null])
  t.same([retentionIn('05 năm', 'VP'), retentionIn('Vĩnh viễn', 'VP'), retentionIn('lâu', 'VP')], [{ years: 5, place: 'VP' }, { years: null, place: 'VP' }, null])
})

t.test('the headings are found with marks and without, wherever the table begins; headings over rows, sums and signatures are no documents', async (t) => {
  const check = judged([
    ['ỦY BAN NHÂN DÂN XÃ THUẬN LỘC'], ['DANH MỤC TÀI LIỆU'], [], ['STT', 'MA HIEU', 'TEN TAI LIEU', 'LAN BAN HANH', 'NGAY BAN HANH', 'SO QUYET DINH', 'NGAY QUYET DINH', 'DON VI'],
    ['I', '', 'Quy trình hệ thống'], ['1', 'qt-01', 'Kiểm soát tài liệu', '01', '44267', '12/QĐ-UBND', '01/03/2021', 'vp'], ['STT', 'MA HIEU', 'TEN TAI LIEU', 'LAN BAN HANH', 'NGAY BAN HANH', 'SO QUYET DINH', 'NGAY QUYET DINH', 'DON VI'],
    ['Tổng cộng: 1 tài liệu'], ['', '', 'NGƯỜI LẬP', '', '', 'PHÊ DUYỆT'],
  ])
  t.same(check.skipped, [5, 7, 8, 9])
  t.match(check.lines, [{ row: 6, verdict: 'take', code: 'QT-01', type: 'procedure', issue: 1, revision: 0, effectiveOn: '2021-03-12', decision: { number: '12/QĐ-UBND', on: '2021-03-01' }, ownerUnitId: 'u-vp', file: 'QT-01 Kiểm soát tài liệu.pdf' }])
  t.same(check.lines[0]?.remarks.map(({ remark }) => remark), ['codeWritten', 'typeFromHeading', 'dateFromIssue'])
  t.equal(readList(sheetOf([['Nội dung', 'Thời gian'], ['a', 'b']])), null)
})

t.test('each fault of a line is named', async (t) => {
  const faultsOf = (row: readonly string[], more: Partial<IntakeFacts> = {}): string[] => judged([head, row], more).lines[0]!.faults.map(({ fault }) => fault)
  const changed = (at: number, text: string): string[] => good.map((cell, index) => (index === at ? text : cell))
  t.same(faultsOf(good), [])
  for (const [at, text, ...faults] of [
    [1, '', 'codeMissing', 'fileMissing'], [1, 'QT/01', 'codeUnread', 'fileMissing'], [1, 'QT-99', 'fileMissing'], [2, '', 'titleMissing'], [3, 'cuối', 'numbersUnread'], [4, '31/02/2021', 'dateUnread'], [4, '01/01/2027', 'dateAhead'],
    [5, '', 'decisionMissing'], [5, '244/QĐ-UBND', 'decisionMissing'], [5, '244/QĐ-UBND ngày 12/3/2031', 'decisionUnread'], [6, 'Phòng không có', 'unitUnknown'], [6, '', 'unitMissing'],
  ] as const) t.same(faultsOf(changed(at, text)), faults, `${head[at]}: ${text}`)
  t.same(faultsOf(good, { known: new Map([['QT-01', { issue: 1, revision: 0, isInForce: false }]]) }), ['inWork'])
  t.same(judged([[...head, 'Loại'], [...good, 'Biểu mẫu'], [...good, 'Xyz']]).lines.map(({ faults }) => faults.map(({ fault }) => fault)), [['codeNotOfType', 'fileOfTwo', 'codeTwice'], ['typeUnread', 'fileOfTwo', 'codeTwice']])
  const withDefaults = { defaults: { decision: { number: '9/QĐ', on: '2021-01-01' }, ownerUnitId: 'u-vp' } }
  t.match(judged([head, ['1', 'QT-01', 'Tên', '', '', '', '']], withDefaults).lines[0], { verdict: 'take', issue: 1, revision: 0, effectiveOn: '2021-01-01', decision: { number: '9/QĐ' }, ownerUnitId: 'u-vp' }, 'what is said for all fills the gaps')
})

t.test('a list handed in again finds its documents there, whatever else the line says', async (t) => {
  const known = new Map([['QT-01', { issue: 2, revision: 1, isInForce: true }]])
  t.match(judged([head, good], { known, files: [] }).lines, [{ verdict: 'there', faults: [], remarks: [] }])
  t.match(judged([head, good.map((cell, at) => (at === 3 ? '03/00' : cell))], { known }).lines, [{ verdict: 'there', remarks: [{ remark: 'numbersDiffer', text: '2/1' }] }])
})

t.test('a file goes with the longest code that its name begins with, or with the line that names it', async (t) => {
  const names = facts.files.map(({ name }) => name)
  const line = (code: string, named = '', type: 'form' | 'guidance' = 'form') => ({ code, named, type })
  t.same(filesFor([line('BM-01'), line('BM-01.01'), line('HD-02', '', 'guidance'), line('HD-02', 'hd-02.DOCX', 'guidance'), line('X-9')], names).map((one) => (one.kind === 'found' ? [one.name, ...one.left] : one.kind)),
    [['bieu-mau/BM-01.pdf'], ['bieu-mau/BM-01.01 Phiếu.docx'], ['HD-02.pdf', 'HD-02.docx'], ['HD-02.docx'], 'none'])
  t.same(filesFor([line('QT-Đ1')], ['QT-D1_ban cuoi.pdf', 'QT-Đ1-ban-dau.pdf']), [{ kind: 'several', names: ['QT-D1_ban cuoi.pdf', 'QT-Đ1-ban-dau.pdf'] }])
})

t.test('whatever stands in the cells, every row is a line or is told as left out, and only a line without a fault is taken', async () => {
  const cell = fc.oneof(fc.constantFrom(...good, '', 'Mã hiệu', '=1+1', '\u202eabc', '9'.repeat(50)), fc.string({ maxLength: 20 }))
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 }), (rows) => {
    const check = judged([head, ...rows])
    const filled = rows.flatMap((cells, at) => (cells.every((one) => one.trim() === '') ? [] : [at + 2]))
    const told = [...check.lines.map(({ row }) => row), ...check.skipped].toSorted((a, b) => a - b)
    return JSON.stringify(told) === JSON.stringify(filled) && check.lines.every(({ verdict, faults, type, decision, effectiveOn, ownerUnitId, file, title }) =>
      (verdict === 'take') === (faults.length === 0) && (verdict !== 'take' || (type !== null && decision !== null && effectiveOn !== null && ownerUnitId !== null && file !== null && title !== '')))
  }))
})
