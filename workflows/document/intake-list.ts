/** An agency's own list of documents out of a sheet: columns by their headings in Vietnamese, with and without marks, or English. Pure. */
import type { DocumentType } from '../../schemas/document.ts'
import type { Sheet, SheetRow } from '../../schemas/step-table.ts'
import { plainText } from '../procedure/table/import-cells.ts'
import { typeIn } from './intake-cells.ts'

export type IntakeColumn = 'order' | 'code' | 'title' | 'type' | 'issue' | 'revision' | 'effectiveOn' | 'issuedOn' | 'decision' | 'decisionOn' | 'unit' | 'years' | 'place' | 'file'

/** In this order: the first that fits names the column. */
const headings: readonly (readonly [IntakeColumn, RegExp])[] = [
  ['order', /^(tt|stt|so tt|so thu tu|no\.?|#)$/],
  ['file', /^((ten )?(tep|file)( dinh kem| tai lieu)?|file name)$/],
  ['decisionOn', /^(ngay (ra |ky )?(quyet dinh|qd)|ngay ky|decision date|date of (the )?decision)/],
  ['decision', /^((so |theo )?(quyet dinh|qd)\b|van ban ban hanh|decision)/],
  ['effectiveOn', /^((ngay|thoi diem) (co )?(hieu luc|ap dung)|co hieu luc|hieu luc|ap dung tu|effective|in force)/],
  ['issuedOn', /^(ngay( thang)?( nam)? ban hanh|ngay bh|date of issue|issue date|issued on)/],
  ['issue', /^(lan (bh|ban hanh)|lan soat xet|phien ban|ban hanh|issue|version)/],
  ['revision', /^(lan (sd|sua doi)|sua doi|revision)/],
  ['code', /^(ma( hieu| so| tai lieu| hoa)?\b|ky hieu|so hieu|so ky hieu|(document )?code)/],
  ['type', /^(loai|phan loai|nhom|kind|type)/],
  ['years', /^(thoi (gian|han) (luu|bao quan)|(years )?kept|retention)/],
  ['place', /^(noi luu|noi bao quan|kept at|place)/],
  ['unit', /^(don vi|bo phan|phong|noi (giu|quan ly|soan)|chu tri|trach nhiem|unit|owner|kept by)/],
  ['title', /^(ten|tai lieu|trich yeu|noi dung|title|name)/],
]

/** A row of the list: what each of its columns says, and the kind of document that the heading above it names. */
export interface ListedRow { readonly row: number; readonly cells: Readonly<Record<IntakeColumn, string>>; readonly typeAbove: DocumentType | null }
export interface ReadList { readonly heading: number; readonly rows: readonly ListedRow[]; readonly skipped: readonly number[] }

type Columns = ReadonlyMap<IntakeColumn, number>

const columnsOf = ({ cells }: SheetRow): Columns | null => {
  const at = new Map<IntakeColumn, number>()
  cells.forEach((cell, index) => {
    const column = headings.find(([, words]) => words.test(plainText(cell)))?.[0]
    if (column !== undefined && !at.has(column)) at.set(column, index)
  })
  return at.has('code') && at.has('title') ? at : null
}

const textAt = ({ cells }: SheetRow, at: number | undefined): string => (at === undefined ? '' : (cells[at] ?? '').normalize('NFC').replace(/[\s\u00a0]+/g, ' ').trim())
const listed = (row: SheetRow, columns: Columns): ListedRow['cells'] => Object.fromEntries(headings.map(([column]) => [column, textAt(row, columns.get(column))])) as ListedRow['cells']

/** A heading over rows, a sum or a signature: one text alone, or a text under a number that is none. A code makes every row a document. */
const isNoDocument = (row: SheetRow, columns: Columns): boolean => {
  const own = row.cells.filter((cell, at) => cell.trim() !== '' && !row.copied.includes(at))
  const code = row.copied.includes(columns.get('code') ?? -1) ? '' : textAt(row, columns.get('code'))
  if (code !== '' && own.length > 1) return false
  return own.length <= 1 || (columns.has('order') && !/^\d{1,4}\.?$/.test(textAt(row, columns.get('order'))))
}

/** The first sheet with such headings, row by row; null where none has them. */
export const readList = (sheets: readonly Sheet[]): ReadList | null => {
  for (const { rows } of sheets) {
    const at = rows.findIndex((row) => columnsOf(row) !== null)
    const heading = rows[at]
    const columns = heading === undefined ? null : columnsOf(heading)
    if (heading !== undefined && columns !== null) return { heading: heading.number, ...bodyOf(rows.slice(at + 1), columns) }
  }
  return null
}

const bodyOf = (rows: readonly SheetRow[], columns: Columns): Pick<ReadList, 'rows' | 'skipped'> => {
  const [found, skipped]: [ListedRow[], number[]] = [[], []]
  let typeAbove: DocumentType | null = null
  for (const row of rows) {
    if (row.cells.every((cell) => cell.trim() === '')) continue
    const isHeadingAgain = columnsOf(row) !== null
    if (isHeadingAgain || isNoDocument(row, columns)) {
      skipped.push(row.number)
      if (!isHeadingAgain) typeAbove = typeIn(row.cells.find((cell) => typeIn(cell) !== null) ?? '')
    } else {
      found.push({ row: row.number, cells: listed(row, columns), typeAbove })
    }
  }
  return { rows: found, skipped }
}
