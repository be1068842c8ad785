/** What the cells of an agency's own list of documents say. Nothing is guessed in silence: what cannot be read is null. Pure. */
import type { LocalDate } from '../../schemas/common.ts'
import type { DocumentType, PromulgatingDecision, Retention } from '../../schemas/document.ts'
import { addDays, isDate } from '../calendar/index.ts'
import { plainText } from '../procedure/table/import-cells.ts'

const two = (text: string | undefined): string => (text ?? '').padStart(2, '0')

/** Days that a spreadsheet counts from: its day 1 is 1900-01-01, and it believes in a 29 February 1900. */
const sheetEpoch = '1899-12-30'
/** 1954 to 2119: smaller and larger whole numbers in a column of dates are something else. */
const [serialLeast, serialMost] = [20_000, 80_000]

/** 05/03/2021, 5.3.2021, 2021-03-05, "ngày 05 tháng 3 năm 2021", or the number that a spreadsheet keeps for a date; null for anything else. */
export const dateIn = (cell: string): LocalDate | null => {
  const plain = plainText(cell)
  if (/^\d{5}(\.0+)?$/.test(plain)) return Number(plain) >= serialLeast && Number(plain) <= serialMost ? addDays(sheetEpoch, Math.trunc(Number(plain))) : null
  const local = /^(?:ngay )?(\d{1,2})(?: ?[/.-] ?| thang )(\d{1,2})(?: ?[/.-] ?| nam )(\d{4})$/.exec(plain)
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ]00:00(?::00(?:\.0+)?)?z?)?$/.exec(plain)
  const date = local !== null ? `${local[3]}-${two(local[2])}-${two(local[1])}` : iso !== null ? `${iso[1]}-${iso[2]}-${iso[3]}` : ''
  return isDate(date) ? date : null
}

/** "Lần ban hành" and "lần sửa đổi" of one cell: 02/01, 2.1, "Lần 2", 02; null where there is no such number. */
export const numbersIn = (cell: string): { readonly issue: number; readonly revision: number | null } | null => {
  const found = /^(?:lan (?:ban hanh |thu )?|lbh ?)?(\d{1,3})(?:\.0+$)?(?: ?[/.-] ?(?:lan (?:sua doi )?|sd ?)?(\d{1,3}))?$/.exec(plainText(cell))
  if (found === null || Number(found[1]) < 1) return null
  return { issue: Number(found[1]), revision: found[2] === undefined ? null : Number(found[2]) }
}

/** The number of partial changes: 0, 01, "Lần 1"; null for anything else. */
export const revisionIn = (cell: string): number | null => {
  const found = /^(?:lan (?:sua doi |thu )?|sd ?)?(\d{1,3})(?:\.0+)?$/.exec(plainText(cell))
  return found === null ? null : Number(found[1])
}

const typesByWords: readonly (readonly [DocumentType, RegExp])[] = [
  ['external', /ben ngoai|phap luat|van ban (quy pham|qppl)|external/], ['policy', /chinh sach|policy/], ['manual', /so tay|manual/], ['objectives', /muc tieu|objective/],
  ['form', /bieu mau|^(mau|phieu|bm)\b|^forms?\b/], ['list', /^danh muc|^dm\b|^lists?\b/], ['procedure', /quy trinh|^qt\b|procedure/], ['guidance', /huong dan|^hd\b|guidance|instruction/],
  ['other', /khac|quy dinh|quy che|noi quy|phu luc|other/],
]
/** The kind of document that a cell, or the heading over some rows, names; null when it names none. */
export const typeIn = (cell: string): DocumentType | null => typesByWords.find(([, words]) => words.test(plainText(cell)))?.[0] ?? null

/** "244/QĐ-SCT ngày 12/5/2021" as number and day; the day null where the cell has none. Null for an empty cell. */
export const decisionIn = (cell: string): { readonly number: string; readonly on: LocalDate | null } | null => {
  const text = cell.normalize('NFC').replace(/^(Quyết định|QĐ)\s+(số\s*:?\s*)?/i, '').replace(/^số\s*:?\s*/i, '').trim()
  const parts = /^(.+?)[,;]?\s+(?:ngày\s+)?(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})$/i.exec(text)
  if (parts?.[1] !== undefined && parts[2] !== undefined) return { number: parts[1].trim(), on: dateIn(parts[2]) }
  return text === '' ? null : { number: text, on: null }
}

/** Both parts of a decision, or null. */
export const wholeDecision = (number: string, on: LocalDate | null): PromulgatingDecision | null => (number === '' || on === null ? null : { number, on })

/** "5 năm", "05", "Vĩnh viễn" with the place; null where the years cannot be read. */
export const retentionIn = (years: string, place: string): Retention | null => {
  const plain = plainText(years)
  if (/vinh vien|lau dai|forever|permanent/.test(plain)) return { years: null, place }
  const found = /^(\d{1,3})(?:\.0+)?(?: (?:nam|years?))?$/.exec(plain)
  return found === null || Number(found[1]) < 1 || Number(found[1]) > 200 ? null : { years: Number(found[1]), place }
}

/** A code as this service writes it: in capitals and without blanks. */
export const codeIn = (cell: string): string => cell.normalize('NFC').toLocaleUpperCase('vi').replace(/[\s\u00a0]+/g, '').replace(/[–—]/g, '-')
