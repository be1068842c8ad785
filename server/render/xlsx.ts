/**
 * Typed tables as an XLSX workbook: plain values in, bytes out, the same for the same values. A text is always a text: no cell is ever a
 * formula, whatever it begins with. Header rows stay in sight and are printed on every page; pages are A4, as wide as the table.
 */
import type { Blob } from 'node:buffer'
import type Stream from 'node:stream'
import writeExcelFile, { type Cell, type Feature, type Sheet } from 'write-excel-file/node'
import type { LocalDate } from '../../schemas/common.ts'
import { startOfDateMs } from '../../workflows/calendar/index.ts'
import { dateOf } from '../clock.ts'
import { withoutTimes } from './zip-times.ts'

/** `count` a whole number, `score` one with one decimal, `share` one with two, `mixed` each of them or a text, `date` a local date. */
export type SheetColumnKind = 'text' | 'count' | 'score' | 'share' | 'mixed' | 'date'
/** A column; neighbours of one `group` stand under its common heading. `width` in characters. */
export interface SheetColumn { readonly title: string; readonly kind: SheetColumnKind; readonly width: number; readonly group?: string }
/** A text or local date, a number, or null for what is not known: printed "–", never 0. An empty text leaves any cell empty. */
export type SheetValue = string | number | null
export interface SheetTable {
  /** On the tab: what a workbook forbids in it is left out, and it is cut at 31 characters. */
  readonly name: string
  /** Lines above the table, the first one in bold. */
  readonly heading?: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetValue[])[]
  /** A last row in bold. */
  readonly totals?: readonly SheetValue[]
  /** Lines below: the source, what "–" means. */
  readonly notes?: readonly string[]
  readonly landscape?: boolean
}

/** Bounds of one workbook: a second or two of work. Longer lists go out as CSV. */
export const sheetRowsMost = 20_000
const cellsMost = 200_000
/** The most characters that a cell of a workbook may hold. */
const cellTextMost = 32_767
const unknown = '–'

const formats: Readonly<Record<Exclude<SheetColumnKind, 'text' | 'mixed'>, string>> = { count: '#,##0', score: '#,##0.0', share: '#,##0.00', date: 'dd/mm/yyyy' }
const ruled = { borderStyle: 'thin', borderColor: '#808080', alignVertical: 'top' } as const
const centred = { ...ruled, align: 'center', alignVertical: 'center', fontWeight: 'bold', wrap: true, backgroundColor: '#e8eef4' } as const

const textCell = (value: string, align: 'left' | 'right' = 'left'): Cell => ({ value: value.normalize('NFC').slice(0, cellTextMost), type: String, wrap: true, ...(align === 'left' ? {} : { align }), ...ruled })
const isDate = (value: string): value is LocalDate => /^\d{4}-\d{2}-\d{2}$/.test(value)

/** @throws Error when a value is not of its column's kind: the caller mixed its columns up. */
const cellOf = (value: SheetValue | undefined, { kind, title }: SheetColumn): Cell => {
  if (value === null) return kind === 'text' ? textCell('') : { value: unknown, type: String, align: 'right', ...ruled }
  if ((kind === 'text' && typeof value === 'string') || value === '') return textCell(value)
  if (kind === 'date' && typeof value === 'string' && isDate(value)) return { value: dateOf(startOfDateMs(value, 'UTC')), format: formats.date, align: 'center', ...ruled }
  if (kind === 'mixed' && typeof value === 'string') return textCell(value, 'right')
  if (kind !== 'text' && kind !== 'date' && typeof value === 'number' && Number.isFinite(value)) return { value, type: Number, format: formats[kind === 'mixed' ? (Number.isInteger(value) ? 'count' : 'share') : kind], ...ruled }
  throw new Error(`the column "${title}" holds a ${kind}, not ${JSON.stringify(value)}`)
}

/** Points of one line of text, and the most of a row that programs read. */
const [lineHeight, heightMost] = [16, 400]
/** Lines of a text broken at its blanks into a width in characters. */
const linesIn = (text: string, width: number): number => text.split('\n').reduce((sum, part) => {
  let [lines, used] = [1, 0]
  for (const { length } of part.split(' ')) {
    if (used > 0 && used + 1 + length > width) [lines, used] = [lines + 1, 0]
    used += (used > 0 ? 1 : 0) + length
  }
  return sum + lines
}, 0)
/** A row as high as its text needs: not every program finds that by itself. */
const asHigh = (cells: readonly Cell[], lines: number): Cell[] => {
  const first = cells.findIndex((cell) => cell !== null)
  return cells.map((cell, at) => (at === first && typeof cell === 'object' ? { ...cell, height: Math.min(lines * lineHeight, heightMost) } as Cell : cell))
}
/** Letters take less room than the digits that widths are counted in, bold ones more. */
const room = { plain: 1.1, bold: 0.9 } as const
const headLines = (text: string, width: number): number => linesIn(text, width * room.bold)
/** A row of the table; `style` of all its cells. */
const rowOf = (values: readonly SheetValue[], columns: readonly SheetColumn[], style: (cell: Cell) => Cell = (cell) => cell): Cell[] => {
  const lines = Math.max(...columns.map(({ kind, width }, at) => (kind === 'text' || kind === 'mixed' ? linesIn(String(values[at] ?? ''), width * room.plain) : 1)))
  return asHigh(columns.map((column, at) => style(cellOf(values[at], column))), lines)
}

const bold = (cell: Cell): Cell => (cell !== null && typeof cell === 'object' && 'value' in cell ? { ...cell, fontWeight: 'bold' } : cell)
/** A row over the whole width; spreadsheets find the height of single cells only, so it is given. */
const line = (text: string, columns: readonly SheetColumn[], style: object = {}): Cell[] => {
  const lines = Math.ceil(text.length / columns.reduce((sum, { width }) => sum + width, 0))
  return [{ value: text.normalize('NFC'), type: String, columnSpan: columns.length, wrap: true, alignVertical: 'center', height: 18 * lines, ...style }, ...columns.slice(1).map(() => null)]
}

/** One header row, or two where columns have a common heading. */
const headerOf = (columns: readonly SheetColumn[]): Cell[][] => {
  const lines = Math.max(...columns.map(({ title, width }) => headLines(title, width)))
  if (!columns.some(({ group }) => group !== undefined)) return [asHigh(columns.map(({ title }) => ({ value: title, type: String, ...centred })), lines)]
  const groupLines = Math.max(...[...Map.groupBy(columns, ({ group }) => group)].map(([group, all]) => headLines(group ?? '', all.reduce((sum, { width }) => sum + width, 0))))
  const upper = columns.map(({ title, group }, at): Cell => {
    if (group === undefined) return { value: title, type: String, rowSpan: 2, ...centred }
    if (columns[at - 1]?.group === group) return null
    const end = columns.findIndex((other, index) => index > at && other.group !== group)
    return { value: group, type: String, columnSpan: (end === -1 ? columns.length : end) - at, ...centred }
  })
  return [asHigh(upper, groupLines), asHigh(columns.map(({ title, group }): Cell => (group === undefined ? null : { value: title, type: String, ...centred })), lines)]
}

const tabName = (name: string, at: number): string => name.normalize('NFC').replace(/[\\/?*[\]:'\s]+/g, ' ').trim().slice(0, 31).trim() || `Bảng ${at + 1}`

/** As the library has it, which does not export the name. */
type FileContent = Stream | Buffer | Blob
interface Laid extends Sheet<FileContent> { readonly sheet: string; readonly stickyRowsCount: number }

const laidOut = (table: SheetTable, at: number): Laid => {
  const { columns, rows, totals, heading = [], notes = [] } = table
  const header = headerOf(columns)
  return {
    sheet: tabName(table.name, at), stickyRowsCount: heading.length + header.length, columns: columns.map(({ width }) => ({ width })),
    ...(table.landscape === true ? { orientation: 'landscape' as const } : {}),
    data: [
      ...heading.map((text, index) => line(text, columns, { align: 'center', ...(index === 0 ? { fontWeight: 'bold', fontSize: 13 } : {}) })),
      ...header, ...rows.map((row) => rowOf(row, columns)), ...(totals === undefined ? [] : [rowOf(totals, columns, bold)]),
      ...(rows.length === 0 && totals === undefined ? [line('Không có mục nào.', columns, { fontStyle: 'italic', align: 'center' })] : []),
      ...notes.map((text) => line(text, columns, { fontStyle: 'italic' })),
    ],
  }
}

/** Below each page, which it is and of how many. */
const footer = '<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>'
/** Pages as wide as the table, with its header rows on each: what the library leaves out. */
const printing = (sheets: readonly Laid[]): Feature<FileContent> => ({
  files: { transform: {
    'xl/worksheets/sheet{id}.xml': {
      transform: (xml) => {
        const fitting = xml.replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
        const fit = 'fitToWidth="1" fitToHeight="0"'
        return /<pageSetup /.test(fitting) ? fitting.replace(/<pageSetup ([^>]*)\/>/, `<pageSetup ${fit} $1/>${footer}`) : fitting.replace('</worksheet>', `<pageSetup paperSize="9" ${fit}/>${footer}</worksheet>`)
      },
    },
    'xl/workbook.xml': {
      transform: (xml) => {
        const names = sheets.map(({ sheet, stickyRowsCount }, at) =>
          `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${sheet.replace(/&/g, '&amp;').replace(/</g, '&lt;')}'!$1:$${stickyRowsCount}</definedName>`)
        return xml.replace(/<definedNames *\/>/, '').replace('</sheets>', `</sheets><definedNames>${names.join('')}</definedNames>`)
      },
    },
  } },
})

const checkSize = (tables: readonly SheetTable[]): void => {
  const cells = tables.reduce((sum, { columns, rows }) => sum + columns.length * rows.length, 0)
  if (tables.length === 0 || tables.some(({ columns, rows }) => columns.length === 0 || rows.length > sheetRowsMost) || cells > cellsMost) {
    throw new Error(`a workbook holds 1 to ${sheetRowsMost} rows a table and ${cellsMost} cells, not ${cells} cells in ${tables.length} tables`)
  }
}

/** The workbook, one sheet a table. @throws Error on more than 20,000 rows in a table or 200,000 cells, or on a value that is not of its column's kind */
export async function renderXlsx(tables: readonly SheetTable[]): Promise<Uint8Array> {
  checkSize(tables)
  const sheets = tables.map(laidOut)
  const names = new Set(sheets.map(({ sheet }) => sheet.toLocaleLowerCase('vi')))
  if (names.size < sheets.length) throw new Error('two tables of one workbook have the same name')
  return withoutTimes(await writeExcelFile(sheets, { fontFamily: 'Times New Roman', fontSize: 12, features: [printing(sheets)] }).toBuffer())
}

/** The kind of the file, for `content-type`. */
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
