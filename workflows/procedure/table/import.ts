/** A step table as provinces publish it, read out of a sheet: columns by their Vietnamese headings, each row with how it was read. Pure. */
import type { Limit } from '../../../schemas/calendar.ts'
import type { ProcedureDefinition } from '../../../schemas/procedure.ts'
import type { ImportLine, ReadSteps, Sheet, SheetRow, StepRow, StepTable, TableNote } from '../../../schemas/step-table.ts'
import type { Edited } from './edit.ts'
import { limitIn, type NamedUnit, plainText, roleIn, unitIn } from './import-cells.ts'
import { freshRow, freshWay } from './rows.ts'

type Column = 'order' | 'what' | 'who' | 'time' | 'papers' | 'note'
const headings: readonly (readonly [Column, RegExp])[] = [
  ['order', /^(tt|stt|so tt|so thu tu|buoc|cac buoc|thu tu|buoc thuc hien)$/],
  ['what', /^(noi dung|cong viec|trinh tu|ten buoc|cac buoc thuc hien|mo ta)/],
  ['who', /^(trach nhiem|don vi|nguoi|bo phan|chuc danh|co quan|doi tuong|vai tro)/],
  ['time', /^(thoi gian|thoi han|gio\b|ngay\b|so gio|so ngay)/],
  ['papers', /^(bieu mau|ket qua|san pham|ho so|tai lieu)/],
  ['note', /^(ghi chu|huong dan|luu y)/],
]

interface Columns { readonly at: ReadonlyMap<Column, number>; readonly times: readonly { readonly at: number; readonly unit: NamedUnit | null }[] }

const columnsOf = (row: SheetRow): Columns | null => {
  const named = row.cells.map((cell) => headings.find(([, words]) => words.test(plainText(cell)))?.[0])
  const at = new Map<Column, number>()
  named.forEach((column, index) => { if (column !== undefined && !at.has(column)) at.set(column, index) })
  const times = row.cells.flatMap((cell, index) => (named[index] === 'time' ? [{ at: index, unit: unitIn(cell) }] : []))
  return at.has('what') && (times.length > 0 || at.has('who')) ? { at, times } : null
}

const textAt = (row: SheetRow, at: number | undefined): string => (at === undefined ? '' : (row.cells[at] ?? '').replace(/[\s\u00a0]+/g, ' ').trim())
const cut = (text: string, most: number): string | null => (text === '' ? null : text.slice(0, most))

interface Reading { readonly columns: Columns; readonly hoursPerDay: number }

const limitOf = (row: SheetRow, { columns: { times }, hoursPerDay }: Reading): { limit: Limit | null; remarks: ImportLine['remarks'] } => {
  for (const { at, unit } of times) {
    const text = textAt(row, at)
    const { limit, remark } = limitIn(text, unit, hoursPerDay)
    if (limit !== null || remark !== null) return { limit, remarks: remark === null ? [] : [{ remark, text: limit === null || remark === 'dayAsWorking' ? text : `${text} → ${limit.amount}` }] }
  }
  return { limit: null, remarks: [] }
}

const total = /^(tong|tong cong|cong|tong thoi gian|tong so)\b/

const lineOf = (row: SheetRow, reading: Reading): ImportLine => {
  const { columns } = reading
  const at = (column: Column): string => textAt(row, columns.at.get(column))
  const [what, who] = [at('what'), at('who')]
  const { limit, remarks } = limitOf(row, reading)
  const role = roleIn(who)
  const isSub = what !== '' && row.copied.includes(columns.at.get('what') ?? -1)
  const name = isSub && who !== '' ? `${what} – ${who}` : what
  const isTotal = total.test(plainText(what)) || total.test(plainText(at('order'))) || total.test(plainText(textAt(row, 0)))
  return {
    row: row.number, use: isTotal ? 'total' : name === '' ? 'skipped' : 'step', name: name.slice(0, 500), role, limit, output: cut(at('papers'), 300), guidance: cut([at('note'), role === null && who !== '' ? who : ''].filter((one) => one !== '').join('. '), 2000),
    remarks: [...remarks, ...(role === null && who !== '' && !isTotal ? [{ remark: 'roleUnread' as const, text: who }] : []), ...(isSub && who !== '' ? [{ remark: 'named' as const, text: name.slice(0, 200) }] : [])],
  }
}

/** A title over sub-rows says no work of its own; the last row that only hands out the result is the end of the way. */
const placed = (lines: readonly ImportLine[], orders: readonly string[]): ImportLine[] => lines.map((line, index) => {
  const order = orders[index] ?? ''
  const isTitle = line.use === 'step' && line.limit === null && line.role === null && line.remarks.length === 0 && order !== '' && (orders[index + 1] ?? '').startsWith(`${order.replace(/\.$/, '')}.`)
  if (isTitle) return { ...line, use: 'heading' }
  const isLast = lines.findLastIndex(({ use }) => use === 'step') === index
  if (isLast && line.limit === null && line.role === 'receptionist' && /tra ket qua/.test(plainText(line.name))) return { ...line, use: 'result' }
  return line.use === 'step' && line.limit === null && !line.remarks.some(({ remark }) => remark === 'limitUnread') ? { ...line, remarks: [...line.remarks, { remark: 'noLimit', text: '' }] } : line
})

const hoursOf = (limit: Limit | null, hoursPerDay: number): number => (limit === null ? 0 : limit.unit === 'workingHour' ? limit.amount : limit.amount * hoursPerDay)

/** What a row of sums says is held against the rows; it becomes no step. */
const summed = (lines: readonly ImportLine[], hoursPerDay: number): ImportLine[] => {
  const sum = lines.filter(({ use }) => use === 'step').reduce((all, { limit }) => all + hoursOf(limit, hoursPerDay), 0)
  return lines.map((line) => (line.use !== 'total' || line.limit === null || Math.abs(hoursOf(line.limit, hoursPerDay) - sum) < 1e-6 ? line
    : { ...line, remarks: [...line.remarks, { remark: 'totalDiffers', text: `${hoursOf(line.limit, hoursPerDay)} ≠ ${Math.round(sum * 100) / 100}` }] }))
}

/** The first sheet with the headings of a step table, row by row; null where no sheet has them. `hoursPerDay`: what the agency counts for a day. */
export const readSteps = (sheets: readonly Sheet[], hoursPerDay: number): ReadSteps | null => {
  for (const { name, rows } of sheets) {
    const at = rows.findIndex((row) => columnsOf(row) !== null)
    const heading = rows[at]
    const columns = heading === undefined ? null : columnsOf(heading)
    if (heading === undefined || columns === null) continue
    const body = rows.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    const lines = body.map((row) => lineOf(row, { columns, hoursPerDay }))
    return { sheet: name, heading: heading.number, lines: summed(placed(lines, body.map((row) => textAt(row, columns.at.get('order')))), hoursPerDay) }
  }
  return null
}

const stepOf = (table: StepTable, { name, role, limit, output, guidance }: ImportLine, isFirst: boolean): StepRow => freshRow(table, {
  parent: 'processing', name: { vi: name, en: name }, role, limit, output, guidance, place: role === 'receptionist' ? 'receiving' : role === 'recordsClerk' ? 'agency' : null, status: isFirst && role === 'receptionist' ? 2 : null,
})

const noteOf = ({ row, name, remarks }: ImportLine): TableNote[] => remarks.map(({ remark, text }) => ({ note: remark, at: { vi: name || '–', en: name || '–' }, what: `${row}: ${text}`.slice(0, 400) }))

/**
 * The rows as the steps of a frame (`skeletonOf`), one after the other; whatever was not understood is a note with the number of its row.
 * `frame` is the table of the frame, whose one empty step the rows replace.
 */
export const tableOfLines = (frame: StepTable, { lines }: Pick<ReadSteps, 'lines'>): Edited => {
  const used = lines.filter(({ use }) => use === 'step')
  const last = frame.rows.find(({ id }) => id === 'processing.step1')
  const empty: StepTable = { ...frame, rows: frame.rows.filter((row) => row !== last) }
  const grown = used.reduce((table, line, index) => ({ ...table, rows: [...table.rows, stepOf(table, line, index === 0)] }), empty)
  const steps = grown.rows.slice(empty.rows.length)
  const linked = new Map(steps.map((row, index) => {
    const next = steps[index + 1]
    return [row.id, { ...row, ways: next === undefined ? last?.ways ?? [] : [freshWay(row, { targets: [next.id] })] }]
  }))
  const result = lines.find(({ use }) => use === 'result')
  const rows = grown.rows.map((row) => {
    if (row.id === 'processing') return { ...row, first: steps[0]?.id ?? null }
    return row.id === 'resultReady' && result !== undefined ? { ...row, name: { vi: result.name, en: result.name } } : linked.get(row.id) ?? row
  })
  return { table: { ...grown, rows }, notes: lines.flatMap(noteOf).slice(0, 900) }
}

/** A definition with the frame of a new procedure in it and everything else as it was. */
export const framedBy = (definition: ProcedureDefinition, frame: ProcedureDefinition): ProcedureDefinition => {
  const { events: _events, ...rest } = definition
  return { ...rest, machine: frame.machine }
}
