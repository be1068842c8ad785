/** Form 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, A5. Source: TT 01/2018/TT-VPCP art. 9; TT 03/2025/TT-VPCP. */
import type { PaperItem, ReceiptFacts } from '../../schemas/paper.ts'
import { drawFact, drawHandField, drawHead, drawQr, drawSignatures } from './nd30.ts'
import { mm, Sheet, type RenderOptions } from './sheet.ts'
import { Table } from './table.ts'
import { capital, dongWords, limitWords, shortDate, stampWords } from './words.ts'

const title = 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ'
const channels: Readonly<Record<ReceiptFacts['channel'], string>> = { direct: 'nộp trực tiếp', online: 'nộp trực tuyến', postal: 'nộp qua bưu chính công ích' }

/** The bytes of the receipt. */
export async function renderReceipt(facts: ReceiptFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A5', { title: `${capital(title.toLocaleLowerCase('vi'))} ${facts.code ?? ''}`.trim(), author: facts.issuer.name, issuedAtMs: facts.issuedAtMs }, options)
  const { number, bookNumber } = facts
  drawHead(sheet, { ...facts, number: number ?? (bookNumber === null ? null : `${bookNumber}/TNHS`) })
  const side = 17 * mm
  if (facts.code !== null) drawQr(sheet, facts.link ?? facts.code, { x: sheet.left, y: sheet.y + 2.5 * mm, side })
  titled(sheet, facts, side)
  applicantOf(sheet, facts)
  papersOf(sheet, facts)
  datesOf(sheet, facts)
  drawSignatures(sheet, [
    { title: 'NGƯỜI NỘP HỒ SƠ', note: '(Ký và ghi rõ họ tên)', name: null },
    { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', note: '(Ký và ghi rõ họ tên)', name: facts.signer.name, insteadOf: facts.signer.insteadOf },
  ])
  return sheet.bytes()
}

/** Title and code stand beside the QR code. */
function titled(sheet: Sheet, facts: ReceiptFacts, side: number): void {
  const top = sheet.y
  const box = { x: sheet.left + side + 3 * mm, width: sheet.width - side - 3 * mm }
  sheet.y += 4 * mm
  sheet.text(title, { face: 'b', size: sheet.paper.body + 0.5, align: 'center' }, box)
  if (facts.code !== null) sheet.text(['Mã hồ sơ: ', [facts.code, 'b']], { align: 'center' }, box)
  sheet.y = Math.max(sheet.y, top + side + 4.5 * mm)
}

function applicantOf(sheet: Sheet, { desk, applicant, procedure }: ReceiptFacts): void {
  const body = sheet.paper.body
  sheet.text([[desk, 'b']], { after: body * 0.2 })
  drawFact(sheet, 'Tiếp nhận hồ sơ của', applicant.name, 'b')
  drawFact(sheet, 'Địa chỉ', applicant.address)
  const contact = [applicant.phone === null ? [] : [`Số điện thoại: ${applicant.phone}`], applicant.email === null ? [] : [`Email: ${applicant.email}`]].flat()
  if (contact.length > 0) sheet.text(contact.join('; '), { after: body * 0.2 })
  drawFact(sheet, 'Nội dung yêu cầu giải quyết', procedure, 'b')
  drawFact(sheet, 'Trích yếu', applicant.subject)
}

const count = (copies: number): string => (copies === 0 ? '–' : String(copies).padStart(2, '0'))
const rowOf = (item: PaperItem, at: number) => [
  { spans: [String(at + 1)], align: 'center' as const }, { spans: [item.name] },
  { spans: [count(item.originals)], align: 'center' as const }, { spans: [count(item.copies)], align: 'center' as const },
]

function papersOf(sheet: Sheet, { papers, papersUpTo }: ReceiptFacts): void {
  const body = sheet.paper.body
  sheet.text(papersUpTo === null ? 'Thành phần hồ sơ nộp gồm:' : `Thành phần hồ sơ đã nộp, tính cả giấy tờ bổ sung đến ngày ${shortDate(papersUpTo)}:`, { after: body * 0.2 })
  if (papers.length === 0) sheet.text('(không có giấy tờ kèm theo)', { face: 'i', after: body * 0.2 })
  else {
    const table = new Table(sheet, ['TT', 'Tên giấy tờ', 'Bản chính', 'Bản sao'].map((name) => ({ title: name })), [7, 65, 15, 13], { size: body - 0.5, headSize: body - 1, pad: 1.6, numbered: false })
    table.begin()
    papers.forEach((item, at) => { table.row(rowOf(item, at)) })
    sheet.y += body * 0.35
  }
}

function datesOf(sheet: Sheet, facts: ReceiptFacts): void {
  drawFact(sheet, 'Số lượng hồ sơ', `01 (bộ), ${channels[facts.channel]}`)
  drawFact(sheet, 'Thời gian giải quyết hồ sơ theo quy định', limitWords(facts.limit))
  drawFact(sheet, 'Thời gian nhận hồ sơ', stampWords(facts.receivedAt), 'b')
  drawFact(sheet, 'Thời gian trả kết quả', facts.dueAt === null ? 'không hẹn ngày' : stampWords(facts.dueAt), 'b')
  drawHandField(sheet, 'Đăng ký nhận kết quả tại')
  if (facts.fee !== null) {
    const { amountDong, note } = facts.fee
    drawFact(sheet, 'Phí, lệ phí', [amountDong === 0 && note !== null ? [] : [dongWords(amountDong)], note ?? []].flat().join('; '))
  }
  if (facts.bookNumber !== null) drawFact(sheet, `Vào Sổ theo dõi hồ sơ năm ${facts.receivedAt.slice(0, 4)}`, `số thứ tự ${String(facts.bookNumber).padStart(2, '0')}`)
}
