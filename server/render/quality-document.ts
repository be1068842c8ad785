/** A document of the quality system as a file: header box, body by sections, responsibilities, change table. Source: domain 4.3 (control page). */
import { Sheet, type RenderOptions } from './sheet.ts'
import { Table } from './table.ts'
import { shortDate } from './words.ts'

/** What stands on the pages of a document of the quality system. */
export interface QualityDocumentFacts {
  readonly agency: string
  readonly code: string
  readonly title: string
  readonly issue: number
  readonly revision: number
  /** Of the draft; the day of effect is set by the decision that promulgates it. */
  readonly draftedOn: string
  readonly draftedAtMs: number
  readonly sections: readonly (readonly [heading: string, text: string])[]
  readonly changes: readonly { readonly place: string; readonly what: string }[]
  readonly drafter: string
}

const two = (number: number): string => String(number).padStart(2, '0')
const style = { size: 11.5, headSize: 11.5, pad: 4, numbered: false }

/** The bytes of the file. */
export async function renderQualityDocument(facts: QualityDocumentFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const { code, title, issue, revision } = facts
  const sheet = new Sheet('A4', { title: `${code} ${title}`, author: facts.agency, issuedAtMs: facts.draftedAtMs }, options)
  const head = new Table(sheet, [{ title: facts.agency }, { title: title.toUpperCase() }, { title: 'Mã hiệu' }], [3, 5, 2.6], style)
  head.begin()
  head.row([{ spans: ['Hệ thống quản lý chất lượng TCVN ISO 9001:2015'] }, { spans: [`Lần ban hành ${two(issue)}, lần sửa đổi ${two(revision)}. Soạn thảo ngày ${shortDate(facts.draftedOn)}`] }, { spans: [code], align: 'center', face: 'b' }])
  sheet.y += 14
  for (const [index, [heading, text]] of facts.sections.entries()) {
    sheet.text(`${index + 1}. ${heading}`, { face: 'b', after: 3 })
    for (const paragraph of text.split('\n')) sheet.text(paragraph, { align: 'justify', indent: 28, after: 4 })
    sheet.y += 4
  }
  drawTable(sheet, 'TRÁCH NHIỆM', ['Soạn thảo', 'Xem xét', 'Phê duyệt'], [[facts.drafter, 'Theo nhật ký ký duyệt của hệ thống', 'Theo nhật ký ký duyệt của hệ thống']])
  drawTable(sheet, 'BẢNG THEO DÕI SỬA ĐỔI', ['Trang, phần', 'Nội dung thay đổi'], facts.changes.length === 0 ? [['–', 'Ban hành lần đầu']] : facts.changes.map(({ place, what }) => [place, what]))
  return sheet.bytes()
}

/** A table under its title, never begun at the foot of a page. */
export const drawTable = (sheet: Sheet, title: string, headings: readonly string[], rows: readonly (readonly string[])[]): void => {
  sheet.y += 8
  sheet.ensure(80)
  sheet.text(title, { face: 'b', align: 'center', after: 4 })
  const table = new Table(sheet, headings.map((one) => ({ title: one })), headings.map((_, at) => (headings.length === 2 && at === 1 ? 3 : 1)), style)
  table.begin()
  for (const row of rows) table.row(row.map((text) => ({ spans: [text] })))
}
