/** The readable part of an evidence pack: one PDF with a contents page, bookmarks and page numbers, for a reader who knows nothing of the system. */
import { formatInstant } from '../../workflows/calendar/index.ts'
import { drawHead, drawParagraph, drawTitle } from '../render/nd30.ts'
import { Sheet } from '../render/sheet.ts'
import { daysLateWords, shortDate, timelinessWords } from '../render/words.ts'
import type { EvidenceCase } from './collect.ts'
import { sectionsOf, summaryOf } from './sections.ts'
import { tableOf } from './table.ts'
import { instantText } from './words.ts'

/** What the document is made from. */
export interface DocumentFacts { readonly agency: string; readonly clear: boolean; readonly madeAtMs: number; readonly zone: string; readonly cases: readonly EvidenceCase[] }

/** One line of the contents page; chapters are dossiers. */
interface Mark { readonly title: string; readonly name: string; readonly chapter: boolean; readonly page: number }

const codeOf = ({ dossier }: EvidenceCase): string => dossier.code ?? dossier.id

const lineHeight = 19
function drawContents(sheet: Sheet, marks: readonly Mark[]): void {
  sheet.text('MỤC LỤC', { face: 'b', align: 'center', after: 8 })
  for (const { title, name, chapter, page } of marks) {
    sheet.ensure(lineHeight)
    const [face, size, indent] = chapter ? ['b', 12.5, 0] as const : ['r', 12, 14] as const
    const number = String(page)
    const end = sheet.left + sheet.width
    sheet.draw(title, { x: sheet.left + indent, y: sheet.y, face, size })
    sheet.draw(number, { x: end - sheet.measure.width(number, face, size), y: sheet.y, face, size })
    const from = sheet.left + indent + sheet.measure.lineWidth(title, face, size) + 6
    sheet.dotted(Math.min(from, end - 30), end - sheet.measure.width(number, face, size) - 6, sheet.y + size)
    sheet.jump(name, { x: sheet.left, y: sheet.y - 2, width: sheet.width, height: lineHeight })
    sheet.y += lineHeight
  }
}

/** `Quá hạn 1 ngày làm việc`. */
const verdictText = ({ certificate: { timeliness, daysLate, doneAt } }: EvidenceCase): string => {
  if (timeliness === null) return doneAt === null ? 'Chưa có kết quả' : 'Không có thời hạn'
  return timeliness === 'late' && daysLate !== null ? `${timelinessWords.late} ${daysLateWords(daysLate)}` : timelinessWords[timeliness]
}

function drawOpening(sheet: Sheet, { agency, clear, madeAtMs, zone, cases }: DocumentFacts): void {
  const madeAt = formatInstant(madeAtMs, zone)
  drawHead(sheet, { issuer: { superior: null, name: agency, place: null }, number: null, on: madeAt.slice(0, 10) })
  drawTitle(sheet, 'CHỨNG CỨ VỀ VIỆC GIẢI QUYẾT HỒ SƠ', cases.length === 1 && cases[0] !== undefined ? `Hồ sơ ${codeOf(cases[0])}` : `${cases.length} hồ sơ`)
  drawParagraph(sheet, `Tài liệu này được hệ thống lập lúc ${instantText(madeAt)} từ nhật ký của hồ sơ; không ai nhập tay. Mỗi hồ sơ được trình bày: vì sao đến hạn vào ngày ấy, ai giữ hồ sơ vào lúc nào, đã làm gì, và kết luận trước hạn, đúng hạn hay quá hạn.`)
  drawParagraph(sheet, 'Các tệp gốc nằm trong cùng gói; chương trình verify.mjs trong gói kiểm tra được từng điều mà không cần mạng và không cần hệ thống này.')
  drawParagraph(sheet, clear ? 'Tài liệu có dữ liệu cá nhân của người nộp; chỉ dùng cho việc kiểm tra (Luật 91/2025/QH15).'
    : ['Dữ liệu cá nhân của người nộp đã được che theo quyền của người nhận; chỗ che ghi ', ['[đã che]', 'b'], '.'])
  tableOf(sheet, ['Mã hồ sơ', 'Tiếp nhận', 'Hạn trả', 'Có kết quả', 'Kết luận', 'Sự không phù hợp'], [25, 14, 14, 14, 16, 17], cases.map((one) => {
    const { receivedAt, dueAt, doneAt } = one.certificate
    return [codeOf(one), instantText(receivedAt), instantText(dueAt), instantText(doneAt), verdictText(one), one.quality.nonconformities.map(({ code }) => code).join('\n') || '–']
  }))
}

function draw(sheet: Sheet, facts: DocumentFacts, known: readonly Mark[]): Mark[] {
  drawOpening(sheet, facts)
  sheet.y += 14
  drawContents(sheet, known)
  const marks: Mark[] = []
  const mark = (title: string, name: string, chapter: boolean): void => { marks.push({ title, name, chapter, page: sheet.bookmark(title, { name, chapter }) }) }
  facts.cases.forEach((one, at) => {
    sheet.nextPage()
    mark(`Hồ sơ ${codeOf(one)}`, `d${at}`, true)
    sheet.text(`HỒ SƠ ${codeOf(one)}`, { face: 'b', size: 15, align: 'center', after: 2 })
    sheet.text(one.rules.compiled.definition.title.vi, { face: 'i', align: 'center', after: 8 })
    for (const span of summaryOf(one)) drawParagraph(sheet, span)
    sectionsOf(one).forEach(({ title, height, draw: drawSection }, index) => {
      sheet.ensure(height)
      mark(`${index + 1}. ${title}`, `d${at}s${index}`, false)
      sheet.text(`${index + 1}. ${title}`, { face: 'b', after: 4 })
      drawSection(sheet)
      sheet.y += 10
    })
  })
  return marks
}

/** The bytes of the document. Drawn twice: the first time finds the pages for the contents. */
export async function evidenceDocument(facts: DocumentFacts): Promise<Uint8Array> {
  const first = facts.cases[0]
  const title = facts.cases.length === 1 && first !== undefined ? `Chứng cứ hồ sơ ${codeOf(first)}` : `Chứng cứ ${facts.cases.length} hồ sơ, ${shortDate(formatInstant(facts.madeAtMs, facts.zone))}`
  const fresh = (): Sheet => new Sheet('A4', { title, author: facts.agency, issuedAtMs: facts.madeAtMs })
  const blank = facts.cases.flatMap((one, at): Mark[] => [
    { title: `Hồ sơ ${codeOf(one)}`, name: `d${at}`, chapter: true, page: 1 },
    ...sectionsOf(one).map(({ title: name }, index) => ({ title: `${index + 1}. ${name}`, name: `d${at}s${index}`, chapter: false, page: 1 })),
  ])
  // The trial is dropped unwritten: embedding its fonts would cost as much as the drawing.
  const marks = draw(fresh(), facts, blank)
  const sheet = fresh()
  draw(sheet, facts, marks)
  return sheet.bytes()
}
