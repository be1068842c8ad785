/** Workbooks and papers for word processors, read back by other programs: nothing is reckoned, nothing is lost, the frame is the official one. */
import { strFromU8, unzipSync } from 'fflate'
import mammoth from 'mammoth'
import readExcel from 'read-excel-file/node'
import t from 'tap'
import { columnWidths } from '../../server/render/column-widths.ts'
import { renderDocx } from '../../server/render/docx.ts'
import type { Letter } from '../../server/render/letter.ts'
import { faces } from '../../server/render/fonts.ts'
import { measureOf } from '../../server/render/sheet.ts'
import { renderXlsx, sheetRowsMost, type SheetTable } from '../../server/render/xlsx.ts'
import { throughOffice } from '../support/libreoffice.ts'
import { need } from '../support/needs.ts'
import fc from '../support/property.ts'
import { hasTool, squeeze, textOf } from '../support/pdf.ts'

t.setTimeout(180_000)

const dangerous = ['=cmd|\' /C calc\'!A0', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '=HYPERLINK("http://x","y")', '\u0000=1', '＝1', '<a>&"\''] as const
const table: SheetTable = {
  name: 'Biểu [II.06a]/1', heading: ['Tình hình giải quyết', 'Từ ngày 01/01/2024'], landscape: true,
  columns: [
    { title: 'Lĩnh vực', kind: 'text', width: 40 }, { title: 'Tổng số', group: 'Tiếp nhận', kind: 'count', width: 10 },
    { title: 'Trực tuyến', group: 'Tiếp nhận', kind: 'count', width: 10 }, { title: 'Tỷ lệ', kind: 'share', width: 10 }, { title: 'Ngày', kind: 'date', width: 12 },
  ],
  rows: [['Đất đai', 1234, null, 76.46, '2024-02-29'], ...dangerous.map((text) => [text, 0, 2, null, null])], totals: ['Tổng cộng', 1234, 18, null, ''], notes: ['– là chưa biết'],
}
const partsOf = (bytes: Uint8Array): ReadonlyMap<string, string> => new Map(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]))

t.test('a workbook reads back as it was written: texts, numbers, dates, and a dash for what is unknown', async (t) => {
  const [sheet] = await readExcel(Buffer.from(await renderXlsx([table])))
  t.equal(sheet?.sheet, 'Biểu II.06a 1')
  t.same(sheet?.data.slice(0, 5), [
    ['Tình hình giải quyết', null, null, null, null], ['Từ ngày 01/01/2024', null, null, null, null],
    ['Lĩnh vực', 'Tiếp nhận', null, 'Tỷ lệ', 'Ngày'], [null, 'Tổng số', 'Trực tuyến', null, null],
    ['Đất đai', 1234, '–', 76.46, new Date('2024-02-29T00:00:00Z')],
  ])
  t.same(sheet?.data.at(-2), ['Tổng cộng', 1234, 18, '–', null])
})

t.test('no cell is a formula, whatever its text begins with', async (t) => {
  const parts = partsOf(await renderXlsx([table]))
  const cells = parts.get('xl/worksheets/sheet1.xml') ?? ''
  t.notMatch(cells, /<f[ >/]/)
  t.equal([...cells.matchAll(/<c r="A\d+"[^>]*t="s"/g)].length, table.rows.length + 5, 'each text of the first column is a shared string')
  const texts = (await readExcel(Buffer.from(await renderXlsx([table]))))[0]?.data.map(([first]) => String(first)) ?? []
  for (const text of dangerous) t.ok(texts.includes(text.replace('\u0000', '').trim()) || texts.includes(text.replace('\u0000', '')), JSON.stringify(text))
})

t.test('header rows stand on every page of a workbook, and pages are as wide as the table', async (t) => {
  const parts = partsOf(await renderXlsx([table]))
  t.match(parts.get('xl/workbook.xml'), /_xlnm\.Print_Titles" localSheetId="0">'Biểu II\.06a 1'!\$1:\$4</)
  t.match(parts.get('xl/worksheets/sheet1.xml'), /fitToPage="1"[\s\S]*ySplit="4"[\s\S]*<pageSetup fitToWidth="1" fitToHeight="0" paperSize="9" orientation="landscape"\/><headerFooter><oddFooter>&amp;C&amp;P\/&amp;N</)
})

t.test('a column of figures of every kind holds numbers where they are numbers', async (t) => {
  const columns = [{ title: 'Số liệu', kind: 'mixed', width: 16 }] as const
  const [sheet] = await readExcel(Buffer.from(await renderXlsx([{ name: 'Số liệu', columns, rows: [[875], [76.46], ['50.000.000 đồng'], [null]] }])))
  t.same(sheet?.data, [['Số liệu'], [875], [76.46], ['50.000.000 đồng'], ['–']])
})

t.test('a row is as high as the text in it, also for programs that do not find that by themselves', async (t) => {
  const columns = [{ title: 'Họ và tên người nộp hồ sơ', kind: 'text', width: 10 }, { title: 'Số', kind: 'count', width: 8 }] as const
  const sheet = partsOf(await renderXlsx([{ name: 'Cao', columns, rows: [['Nguyễn Văn Mẫu ở xã Mẫu Sơn', 1], ['Mẫu', 2]] }])).get('xl/worksheets/sheet1.xml') ?? ''
  t.same([...sheet.matchAll(/<row [^>]*\bht="(\d+)"/g)].map(([, height]) => Number(height) / 16), [3, 3, 1])
})

t.test('what does not fit a workbook is refused and not cut', async (t) => {
  const rows = Array.from({ length: sheetRowsMost + 1 }, () => ['x', 1, 1, 1, null])
  await t.rejects(renderXlsx([{ ...table, rows }]), /rows a table/)
  await t.rejects(renderXlsx([{ ...table, rows: [['x', '12', 1, 1, null]] }]), /holds a count/)
  await t.rejects(renderXlsx([table, table]), /same name/)
  await t.rejects(renderXlsx([]), /1 to/)
})

const paper: Letter = {
  issuer: { superior: 'UBND thị xã Mẫu', name: 'UBND phường Mẫu', place: 'Phường Mẫu' }, number: '12/BC-UBND', on: '2026-02-05', title: 'BÁO CÁO', about: 'Tình hình sáu tháng',
  addressees: ['Ban chỉ đạo ISO tỉnh'], issuedAtMs: 1_770_249_600_000, recipients: ['Như trên;', 'Lưu: VT.'], signature: { title: 'CHỦ TỊCH', name: 'Nguyễn Thị Mẫu' },
  blocks: [
    { kind: 'heading', text: '1. Kết quả' }, { kind: 'paragraph', text: 'Đã tiếp nhận 875 hồ sơ <b>&\u0001.' }, { kind: 'item', text: 'Trước hạn 627' }, { kind: 'note', text: 'Làm tròn.' },
    {
      kind: 'table', caption: 'Bảng 1', totals: ['Tổng', '80', '3'],
      columns: [{ title: 'Lĩnh vực', share: 4, align: 'left' }, { title: 'Tổng số', group: 'Tiếp nhận', share: 1, align: 'right' }, { title: 'Trực tuyến', group: 'Tiếp nhận', share: 1, align: 'right' }],
      rows: Array.from({ length: 80 }, (_, at) => [`Đất đai ${at + 1}`, '1', '–']),
    },
  ],
  annexes: [{ title: 'PHỤ LỤC', about: '(Kèm theo Báo cáo)', isLandscape: true, blocks: [{ kind: 'paragraph', text: 'Hết phụ lục' }] }],
}

t.test('a paper holds every word of its facts, in order', async (t) => {
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await renderDocx(paper)) })
  const words = value.split(/\n+/).map((line) => line.trim()).filter((line) => line !== '')
  t.same(words.slice(0, 14), [
    'UBND THỊ XÃ MẪU', 'UBND PHƯỜNG MẪU', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Số: 12/BC-UBND', 'Phường Mẫu, ngày 05 tháng 02 năm 2026',
    'BÁO CÁO', 'Tình hình sáu tháng', 'Kính gửi: Ban chỉ đạo ISO tỉnh', '1. Kết quả', 'Đã tiếp nhận 875 hồ sơ <b>&.', '- Trước hạn 627', 'Làm tròn.', 'Bảng 1',
  ])
  t.same(words.slice(-8), ['Nơi nhận:', '- Như trên;', '- Lưu: VT.', 'CHỦ TỊCH', 'Nguyễn Thị Mẫu', 'PHỤ LỤC', '(Kèm theo Báo cáo)', 'Hết phụ lục'])
})

t.test('no date and no number is broken within a cell, however narrow its share', async (t) => {
  const columns = [{ title: 'Nội dung', share: 20, align: 'left' }, { title: 'Hạn', share: 1, align: 'center' }, { title: 'Đạt được', share: 1, align: 'right' }] as const
  const rows = [['Một việc dài '.repeat(30), '14/12/2026', '(1022/1071)']]
  const cells = partsOf(await renderDocx({ ...paper, blocks: [{ kind: 'table', columns, rows }], annexes: [] })).get('word/document.xml') ?? ''
  const widths = [...(/<w:tblGrid>(?:<w:gridCol w:w="\d+"\/>){3}<\/w:tblGrid>/.exec(cells)?.[0] ?? '').matchAll(/w:w="(\d+)"/g)].map(([, width]) => Number(width) / 20)
  t.equal(widths.length, 3)
  for (const [at, text] of ['14/12/2026', '(1022/1071)'].entries()) t.ok((widths[at + 1] ?? 0) >= measureOf(faces()).width(text, 'r', 12) + 6, `${text} in ${widths[at + 1]} points`)
  t.ok(Math.abs(widths.reduce((sum, one) => sum + one, 0) - 165 / 25.4 * 72) < 1, 'the table is as wide as the page')
})

t.test('columns stand in any table as wide as their longest word, or share what there is', (t) => {
  const word = fc.constantFrom('a', 'Quá hạn', '14/12/2026', '02/QĐ-UBND', 'W'.repeat(80), '')
  const given = fc.array(fc.record({ title: word, share: fc.integer({ min: 1, max: 40 }), cell: word }), { minLength: 1, maxLength: 18 })
  fc.assert(fc.property(given, (list) => {
    const widths = columnWidths(measureOf(faces()), { columns: list.map(({ title, share }) => ({ title, share, align: 'left' })), rows: [list.map(({ cell }) => cell)] }, { width: 468, size: 12, beside: 8 })
    return widths.length === list.length && widths.every((one) => one > 0) && Math.abs(widths.reduce((sum, one) => sum + one, 0) - 468) < 0.001
  }))
  t.end()
})

t.test('a list without a line says so, and is no header over nothing', async (t) => {
  const columns = [{ title: 'Nội dung', share: 1, align: 'left' }] as const
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await renderDocx({ ...paper, blocks: [{ kind: 'table', caption: 'Sổ', columns, rows: [] }], annexes: [] })) })
  t.match(value, /Sổ: không có mục nào\./)
  t.notMatch(value, /Nội dung/)
  const [sheet] = await readExcel(Buffer.from(await renderXlsx([{ name: 'Sổ', columns: [{ title: 'Nội dung', kind: 'text', width: 20 }], rows: [] }])))
  t.same(sheet?.data, [['Nội dung'], ['Không có mục nào.']])
})

t.test('the same facts make the same bytes, whenever they are packed', async (t) => {
  for (const bytes of [await renderDocx(paper), await renderXlsx([table])]) {
    const archive = Buffer.from(bytes)
    for (let at = archive.indexOf('PK\u0003\u0004', 0, 'latin1'); at !== -1; at = archive.indexOf('PK\u0003\u0004', at + 4, 'latin1')) t.equal(archive.readUInt32LE(at + 10), 0x0021_0000)
  }
  t.same(await renderDocx(paper), await renderDocx(paper))
  t.same(await renderXlsx([table]), await renderXlsx([table]))
})

t.test('a word processor prints the paper in its frame: numbered from page 2, the header row on every page', async (t) => {
  if (!need(t, 'soffice', hasTool('soffice') && hasTool('pdftotext'))) return
  const [pdf] = (await throughOffice(new Map([['paper.docx', await renderDocx(paper)]]), 'pdf')).values()
  const pages = textOf(pdf ?? Buffer.of()).split('\f').slice(0, -1)
  t.ok(pages.length >= 3, `${pages.length} pages`)
  t.notMatch(pages[0]?.trim(), /^1\n/)
  t.match(pages[1]?.trim(), /^2\n/)
  t.match(squeeze(pages[0] ?? ''), /Lĩnhvực.*Tiếpnhận/)
  t.match(squeeze(pages[1] ?? ''), /Lĩnhvực/)
})
