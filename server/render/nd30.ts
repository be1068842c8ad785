/** The frame of an administrative paper: agency and motto, number and place-date, title, signatures, recipients. Source: NĐ 30/2020/NĐ-CP appendix I. */
import qrcode from 'qrcode'
import type { LocalDate } from '../../schemas/common.ts'
import type { PaperApplicant, PaperIssuer, PaperSigner } from '../../schemas/paper.ts'
import type { Role } from '../../schemas/procedure.ts'
import type { FaceName } from './fonts.ts'
import { mm, type Box, type Sheet, type TextStyle } from './sheet.ts'
import type { Span } from './text.ts'
import { dateWords } from './words.ts'

/** The state motto, its two lines. */
export const motto = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const

/** `series` stands before the number; the number is dotted for the hand when there is none. */
export interface HeadFacts { readonly issuer: PaperIssuer; readonly series?: string; readonly number: string | null; readonly on: LocalDate }

/** The largest size up to `most` in which the text stands on one line. */
const fitting = (sheet: Sheet, text: string, face: FaceName, at: { most: number; width: number }): number =>
  Math.min(at.most, (at.width / sheet.measure.lineWidth(text, face, 1)) * 0.999)

const ruleUnder = (sheet: Sheet, box: Box, length: number): void => {
  const x = box.x + (box.width - length) / 2
  sheet.rules([[x, sheet.y + 3, x + length, sheet.y + 3]])
}

/** A heading whose lines are about as long as one another. */
const balanced = (sheet: Sheet, text: string, style: { face: FaceName; size: number }, box: Box): void => {
  const width = sheet.measure.balanced(text, { ...style, width: box.width })
  sheet.text(text, { ...style, align: 'center', leading: 1 }, { x: box.x + (box.width - width) / 2, width })
}

/** Left of the motto: the agency above, and in bold the one that issues, with a line of a third of its width. */
function agencyBlock(sheet: Sheet, issuer: PaperIssuer, box: Box, size: number): void {
  if (issuer.superior !== null) balanced(sheet, issuer.superior.toLocaleUpperCase('vi'), { face: 'r', size }, box)
  balanced(sheet, issuer.name.toLocaleUpperCase('vi'), { face: 'b', size }, box)
  ruleUnder(sheet, box, box.width / 3)
}

function mottoBlock(sheet: Sheet, box: Box, size: number): void {
  const first = fitting(sheet, motto[0], 'b', { most: size, width: box.width })
  const second = Math.min(first + 1, size + 1)
  sheet.text(motto[0], { size: first, face: 'b', align: 'center', leading: 1 }, box)
  sheet.text(motto[1], { size: second, face: 'b', align: 'center', leading: 1 }, box)
  ruleUnder(sheet, box, sheet.measure.lineWidth(motto[1], 'b', second))
}

/** The head of the first page. Number and place are dotted for the hand where they are not known. */
export function drawHead(sheet: Sheet, facts: HeadFacts): void {
  const size = Math.min(12, sheet.paper.body - 0.5)
  const left: Box = { x: sheet.left, width: sheet.width * 0.44 - 4 }
  const right: Box = { x: sheet.left + sheet.width * 0.44, width: sheet.width * 0.56 }
  const top = sheet.y
  agencyBlock(sheet, facts.issuer, left, size)
  const leftEnd = sheet.y
  sheet.y = top
  mottoBlock(sheet, right, size)
  sheet.y = Math.max(leftEnd, sheet.y) + size * 0.8
  const at = sheet.y
  sheet.text(`${facts.series ?? 'Số'}: ${facts.number ?? '……………………'}`, { size, align: 'center', leading: 1 }, left)
  const numberEnd = sheet.y
  sheet.y = at
  sheet.text(`${facts.issuer.place ?? '………………………'}, ${dateWords(facts.on)}`, { size, face: 'i', align: 'center', leading: 1 }, right)
  sheet.y = Math.max(numberEnd, sheet.y)
}

/** Name of the paper in capitals, what it is about below, and a line under both where it is a letter. */
export function drawTitle(sheet: Sheet, title: string, about: string | null = null): void {
  const size = sheet.paper.body + 0.5
  sheet.y += size
  sheet.text(title, { size, face: 'b', align: 'center' })
  if (about !== null) {
    sheet.text(about, { size: sheet.paper.body, face: 'b', align: 'center' })
    ruleUnder(sheet, { x: sheet.left, width: sheet.width }, sheet.measure.lineWidth(about, 'b', sheet.paper.body) / 2.5)
    sheet.y += 4
  }
  sheet.y += size * 0.4
}

/** A body paragraph: justified, the first line 10 mm in. */
export const drawParagraph = (sheet: Sheet, spans: Span | readonly Span[]): void =>
  sheet.text(spans, { align: 'justify', indent: 10 * mm, after: sheet.paper.body * 0.42 })

/** A labelled fact, value in its own face; nothing at all when it was not given. */
export function drawFact(sheet: Sheet, label: string, value: string | null, face: FaceName = 'r'): void {
  if (value !== null) sheet.text([`${label}: `, [value, face]], { align: 'justify', after: sheet.paper.body * 0.2 })
}

/** A labelled line to be filled in by hand. */
export function drawHandField(sheet: Sheet, label: string): void {
  const size = sheet.paper.body
  const height = sheet.measure.lineHeight(size) * 1.08
  sheet.ensure(height)
  const text = `${label}: `
  sheet.draw(text, { x: sheet.left, y: sheet.y, face: 'r', size })
  const base = sheet.y + height * 0.82
  sheet.dotted(sheet.left + sheet.measure.width(text, 'r', size), sheet.left + sheet.width, base)
  sheet.y += height + size * 0.2
}

const signerTitles: Readonly<Partial<Record<Role, string>>> = {
  receptionist: 'NGƯỜI TIẾP NHẬN HỒ SƠ', oneStopHead: 'PHỤ TRÁCH BỘ PHẬN', unitHead: 'THỦ TRƯỞNG ĐƠN VỊ', agencyLeader: 'THỦ TRƯỞNG CƠ QUAN',
  specialist: 'NGƯỜI THỤ LÝ HỒ SƠ', recordsClerk: 'VĂN THƯ', accountant: 'KẾ TOÁN',
}
/** The title over a signature; that of the form where the role has none. */
export const titleOf = ({ role }: PaperSigner, other = 'NGƯỜI LẬP PHIẾU'): string => (role === null ? other : signerTitles[role] ?? other)

export interface Signature { readonly title: string; readonly note: string; readonly name: string | null; readonly insteadOf?: string | null }

/** What stands under one another in a signature, with the room for the hand left out. */
const partsOf = ({ body }: Sheet['paper'], one: Signature): readonly (readonly [text: string, style: TextStyle])[] => [
  [one.title, { face: 'b', size: body - 0.5 }], [one.note, { face: 'i', size: body - 1 }],
  ...(one.name === null ? [] : [[one.name, { face: 'b' }] as const]),
  ...(one.insteadOf ? [[`(thay ${one.insteadOf})`, { face: 'i', size: body - 1 }] as const] : []),
]
const signed = { align: 'center', leading: 1 } as const

const signatureHeight = (sheet: Sheet, one: Signature, width: number): number =>
  partsOf(sheet.paper, one).reduce((sum, [text, style]) => sum + sheet.heightOf(text, { ...style, ...signed }, width), sheet.paper.body * 4)

/** Signatures side by side over room for the hand, on one page. Null: a place left free. */
export function drawSignatures(sheet: Sheet, signatures: readonly (Signature | null)[]): void {
  const { body } = sheet.paper
  const width = sheet.width / signatures.length
  sheet.ensure(Math.max(...signatures.map((one) => (one === null ? 0 : signatureHeight(sheet, one, width)))))
  sheet.y += body * 0.5
  const top = sheet.y
  let end = top
  signatures.forEach((one, at) => {
    if (one === null) return
    sheet.y = top
    partsOf(sheet.paper, one).forEach(([text, style], part) => {
      if (part === 2) sheet.y += body * 3.2
      sheet.text(text, { ...style, ...signed }, { x: sheet.left + width * at, width })
    })
    end = Math.max(end, sheet.y, top + body * 6)
  })
  sheet.y = end
}

/** The room of the recipients, a part of the width. */
const recipientsRoom = 0.46
/** How high recipients and signature stand, side by side. */
export const closingHeight = (sheet: Sheet, recipients: readonly string[], signature: Signature): number => {
  const { body } = sheet.paper
  const listed = recipients.reduce((sum, one) => sum + sheet.heightOf(`- ${one}`, { size: Math.min(11, body - 1) }, sheet.width * recipientsRoom), body * 2.5)
  return Math.max(signatureHeight(sheet, signature, sheet.width / 2), listed)
}

/** "Nơi nhận" on the left, the signature on the right. */
export function drawClosing(sheet: Sheet, recipients: readonly string[], signature: Signature): void {
  const { body } = sheet.paper
  const box = { x: sheet.left, width: sheet.width * recipientsRoom }
  sheet.ensure(closingHeight(sheet, recipients, signature))
  const top = sheet.y
  sheet.y += body * 0.5
  sheet.text('Nơi nhận:', { face: 'bi', size: Math.min(12, body) }, box)
  for (const one of recipients) sheet.text(`- ${one}`, { size: Math.min(11, body - 1), leading: 1.02 }, box)
  const listEnd = sheet.y
  sheet.y = top
  drawSignatures(sheet, [null, signature])
  sheet.y = Math.max(sheet.y, listEnd)
}

/** A QR code as filled squares in a corner box; reads back as exactly `text`. */
export function drawQr(sheet: Sheet, text: string, at: { readonly x: number; readonly y: number; readonly side: number }): void {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const unit = at.side / modules.size
  const boxes: [number, number, number, number][] = []
  for (let row = 0; row < modules.size; row += 1) {
    for (let from = 0; from < modules.size;) {
      let to = from
      while (to < modules.size && modules.data[row * modules.size + to] === 1) to += 1
      if (to > from) boxes.push([at.x + from * unit, at.y + row * unit, (to - from) * unit, unit])
      from = Math.max(to, from + 1)
    }
  }
  sheet.fill(boxes, 'black')
}

/** What a slip says of the case: whose it is, how to reach them, and what is asked for. */
export function drawCase(sheet: Sheet, label: string, { applicant, procedure, code }: { readonly applicant: PaperApplicant; readonly procedure: string; readonly code: string | null }): void {
  drawFact(sheet, 'Mã hồ sơ', code, 'b')
  drawFact(sheet, label, applicant.name, 'b')
  drawFact(sheet, 'Địa chỉ', applicant.address)
  drawFact(sheet, 'Số điện thoại', applicant.phone)
  drawFact(sheet, 'Email', applicant.email)
  drawFact(sheet, 'Nội dung yêu cầu giải quyết', procedure)
}

/** "Kính gửi", under the title of a letter. */
export const drawAddressee = (sheet: Sheet, { kind, name }: PaperApplicant): void =>
  sheet.text(`Kính gửi: ${kind === 'citizen' ? 'Ông/Bà ' : ''}${name}`, { align: 'center', after: sheet.paper.body * 0.7 })

/** A reason under its sentence, paragraph by paragraph as it was written. */
export function drawReason(sheet: Sheet, sentence: string, reason: string | null): void {
  drawParagraph(sheet, reason === null ? `${sentence}: (không ghi).` : `${sentence}:`)
  if (reason !== null) drawParagraph(sheet, reason)
}

/** Who gets a letter, beside the applicant: the desk that hands it out, and the file. */
export const recipientsOf = ({ desk, issuer, code }: { readonly desk: string; readonly issuer: PaperIssuer; readonly code: string | null }): string[] =>
  ['Như trên;', ...(desk === issuer.name ? [] : [`${desk};`]), `Lưu: VT${code === null ? '' : `, hồ sơ ${code}`}.`]
