/** Form 07: Sổ theo dõi hồ sơ, A4 landscape, 13 columns. Source: TT 01/2018/TT-VPCP art. 9-10 (its form 06; numbers run through the year). */
import { setImmediate } from 'node:timers/promises'
import type { BookFacts, BookLine } from '../../schemas/paper.ts'
import { drawHead, drawTitle } from './nd30.ts'
import { Sheet, type RenderOptions } from './sheet.ts'
import { Table, type Cell } from './table.ts'
import { shortDate, shortStamp } from './words.ts'

const headings = [
  ...['TT', 'Mã hồ sơ', 'Tên thủ tục hành chính', 'Số lượng hồ sơ (bộ)', 'Tên cá nhân, tổ chức', 'Địa chỉ, số điện thoại', 'Cơ quan chủ trì giải quyết'].map((title) => ({ title })),
  { title: 'Ngày, tháng, năm', columns: ['Nhận hồ sơ', 'Hẹn trả kết quả', 'Trả kết quả'] },
  { title: 'Trả kết quả', columns: ['Phương thức nhận kết quả', 'Ký nhận'] },
  { title: 'Ghi chú' },
]
const shares = [3.6, 10.4, 12.9, 4.6, 10.5, 11.5, 9.5, 6.6, 6.6, 6.6, 6.6, 5, 8.2]
/** Lines after which other requests get their turn: about 15 ms of drawing. */
const linesAtOnce = 5

/** The bytes of the book of these days. */
export async function renderTrackingBook(facts: BookFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const title = `Sổ theo dõi hồ sơ từ ngày ${shortDate(facts.from)} đến ngày ${shortDate(facts.to)}`
  const sheet = new Sheet('A4-landscape', { title, author: facts.issuer.name, issuedAtMs: facts.issuedAtMs }, options)
  drawHead(sheet, { issuer: facts.issuer, series: 'Quyển số', number: null, on: facts.printedOn })
  drawTitle(sheet, 'SỔ THEO DÕI HỒ SƠ')
  sheet.text(`Hồ sơ tiếp nhận từ ngày ${shortDate(facts.from)} đến ngày ${shortDate(facts.to)}`, { align: 'center', face: 'i', after: 8 })
  const table = new Table(sheet, headings, shares, { size: 8.5, headSize: 8.5, pad: 2, numbered: true })
  table.begin()
  for (const [at, line] of facts.lines.entries()) {
    if (at % linesAtOnce === linesAtOnce - 1) await setImmediate()
    table.row(cellsOf(line))
  }
  sheet.y += 6
  sheet.text(`Tổng số: ${facts.lines.length} hồ sơ.`, { face: 'b', size: 11 })
  return sheet.bytes()
}

function cellsOf(line: BookLine): Cell[] {
  const contact = [line.address ?? [], line.phone ?? []].flat().join('\n')
  const day = (at: string | null): Cell => ({ spans: [at === null ? '' : shortStamp(at)], align: 'center' })
  return [
    { spans: [String(line.number).padStart(2, '0')], align: 'center' }, { spans: [line.code] }, { spans: [line.procedure] }, { spans: ['01'], align: 'center' },
    { spans: [line.applicant] }, { spans: [contact] }, { spans: [line.unit] }, day(line.receivedAt), day(line.dueAt), day(line.returnedAt),
    { spans: [''] }, { spans: [''] }, { spans: [line.notes.join('; ')] },
  ]
}
