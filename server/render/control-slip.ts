/** Form 06: Phiếu kiểm soát quá trình giải quyết hồ sơ, A4; made from the hand-overs, nobody fills it in. Source: TT 01/2018/TT-VPCP art. 9 (its form 05). */
import type { ControlSlipFacts, HandOverRow, HandOverSide } from '../../schemas/paper.ts'
import { drawFact, drawHead, drawTitle } from './nd30.ts'
import { Sheet, type RenderOptions } from './sheet.ts'
import { Table, type Cell } from './table.ts'
import { daysLateWords, limitWords, shortStamp, stampWords, timelinessWords } from './words.ts'

const headings = ['TT', 'Tên cơ quan, bộ phận giao – nhận', 'Thời gian giao, nhận hồ sơ', 'Kết quả giải quyết (trước hạn/đúng hạn/quá hạn)', 'Ghi chú'].map((title) => ({ title }))

/** The bytes of the slip as it stands now. */
export async function renderControlSlip(facts: ControlSlipFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A4', { title: `Phiếu kiểm soát quá trình giải quyết hồ sơ ${facts.code ?? ''}`.trim(), author: facts.issuer.name, issuedAtMs: facts.issuedAtMs }, options)
  drawHead(sheet, facts)
  drawTitle(sheet, 'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ')
  drawFact(sheet, 'Mã hồ sơ', facts.code, 'b')
  drawFact(sheet, 'Người nộp hồ sơ', facts.applicant.name)
  drawFact(sheet, 'Thủ tục hành chính', facts.procedure)
  drawFact(sheet, 'Cơ quan (bộ phận) giải quyết hồ sơ', facts.unit)
  drawFact(sheet, 'Cơ quan phối hợp giải quyết hồ sơ', facts.others.length === 0 ? 'không có' : facts.others.join('; '))
  drawFact(sheet, 'Thời gian nhận hồ sơ', stampWords(facts.receivedAt))
  drawFact(sheet, 'Thời gian hẹn trả kết quả', facts.dueAt === null ? 'không hẹn ngày' : stampWords(facts.dueAt))
  sheet.y += 4
  const table = new Table(sheet, headings, [6, 38, 27, 15, 14], { size: 10.5, headSize: 10, pad: 3, numbered: false })
  table.begin()
  facts.rows.forEach((row, at) => { table.row(cellsOf(row, at)) })
  if (facts.rows.length === 0) table.row([{ spans: [''] }, { spans: ['Hồ sơ chưa được chuyển giao'] }, { spans: [''] }, { spans: [''] }, { spans: [''] }])
  sheet.y += 8
  sheet.text(summary(facts), { face: 'b', align: 'justify', after: 4 })
  sheet.text('Phiếu được lập từ nhật ký giao nhận của hệ thống.', { face: 'i', size: 11 })
  return sheet.bytes()
}

const nameOf = ({ unit, person }: HandOverSide): string => (person === null ? unit : `${unit} (${person})`)

function cellsOf(row: HandOverRow, at: number): Cell[] {
  const { giver, receiver } = row
  const step = giver.step === null ? [] : [`\nViệc đã làm: ${giver.step}`]
  const next = receiver.step === null ? [] : [`\nViệc tiếp theo: ${receiver.step}`]
  return [
    { spans: [String(at + 1)], align: 'center' },
    { spans: [['Giao: ', 'b'], nameOf(giver), ...step, ['\nNhận: ', 'b'], nameOf(receiver), ...next] },
    { spans: [`Giao: ${shortStamp(row.at)}`, ...(row.takenAt === null ? [] : [`\nNhận: ${shortStamp(row.takenAt)}`]), ...(row.limit === null ? [] : [`\nThời hạn của bước: ${limitWords(row.limit)}`])] },
    { spans: [resultOf(row)], align: 'center', face: row.result === 'late' ? 'b' : 'r' },
    { spans: [row.note ?? ''] },
  ]
}

const resultOf = ({ result, daysLate }: HandOverRow): string => {
  if (result === null) return '–'
  return result === 'late' && daysLate !== null && daysLate > 0 ? `${timelinessWords.late} ${daysLateWords(daysLate)}` : timelinessWords[result]
}

function summary({ resultAt, timeliness, daysLate }: ControlSlipFacts): string {
  if (resultAt === null) return 'Hồ sơ đang được giải quyết.'
  const verdict = timeliness === null ? '' : `: ${timelinessWords[timeliness].toLocaleLowerCase('vi')}${timeliness === 'late' && daysLate !== null ? ` ${daysLateWords(daysLate)}` : ''}`
  return `Có kết quả lúc ${stampWords(resultAt)}${verdict}.`
}
