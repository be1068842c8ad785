/** The page before a copy of a document: what it is, who signed it, what changed, and what the copy may be used for. ISO 9001:2015, 7.5.2 and 7.5.3. */
import { drawQr } from './nd30.ts'
import { drawTable } from './quality-document.ts'
import { Sheet, type RenderOptions } from './sheet.ts'

export interface ControlPageFacts {
  readonly agency: string
  readonly code: string
  readonly title: string
  /** Label and text, in order. */
  readonly facts: readonly (readonly [string, string])[]
  /** Who signed, and what changed; null where that is nobody's business. */
  readonly control: { readonly signatures: readonly (readonly string[])[]; readonly changes: readonly (readonly string[])[] } | null
  /** What the copy is, and what follows from it. */
  readonly label: string
  readonly note: string
  /** Where the code leads: whether this is still in force. */
  readonly link: string
  readonly madeAtMs: number
}

const changesMost = 14

const drawControl = (sheet: Sheet, { signatures, changes }: NonNullable<ControlPageFacts['control']>): void => {
  drawTable(sheet, 'TRÁCH NHIỆM', ['Trách nhiệm', 'Họ tên', 'Vai trò', 'Ngày'], signatures)
  drawTable(sheet, 'BẢNG THEO DÕI SỬA ĐỔI', ['Lần, phần', 'Nội dung thay đổi'], changes.length === 0 ? [['–', 'Ban hành lần đầu']] : changes.slice(0, changesMost))
  if (changes.length > changesMost) sheet.text(`Còn ${changes.length - changesMost} dòng cũ hơn, xem trên hệ thống.`, { face: 'i', size: 11, after: 4 })
}

/** One page of A4. */
export async function renderControlPage(page: ControlPageFacts, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A4', { title: `${page.code} ${page.title}`, author: page.agency, issuedAtMs: page.madeAtMs }, options)
  drawQr(sheet, page.link, { x: sheet.left + sheet.width - 62, y: sheet.y, side: 62 })
  sheet.text(page.agency.toUpperCase(), { face: 'b', size: 12, after: 14 })
  sheet.text('TRANG KIỂM SOÁT TÀI LIỆU', { face: 'b', size: 14, align: 'center', after: 10 })
  sheet.text(`${page.code} – ${page.title}`, { face: 'b', size: 14, align: 'center', after: 14 })
  for (const [label, text] of page.facts) sheet.text(`${label}: ${text}`, { size: 12, after: 3 })
  if (page.control !== null) drawControl(sheet, page.control)
  sheet.y += 12
  sheet.text(page.label, { face: 'b', size: 13, align: 'center', after: 4 })
  sheet.text(page.note, { face: 'i', size: 12, align: 'center' })
  return sheet.bytes()
}
