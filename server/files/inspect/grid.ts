/** Sheets of a spreadsheet or a CSV file as rows of texts, merged cells filled; in the child process for files. */
import { parse } from 'csv-parse/sync'
import type { Sheet, SheetRow } from '../../../schemas/step-table.ts'
import { FaultyFile } from './fault.ts'
import { Archive, inspectOffice } from './office.ts'
import { sharedStrings } from './office-text.ts'
import { readXml } from './xml.ts'

/** A published table has some dozens of rows; a file of thousands is something else. */
const [rowsMost, columnsMost, cellMost, sheetsMost] = [1000, 40, 4000, 10]

const columnOf = (reference: string): number => [.../^[A-Z]{1,3}/.exec(reference)?.[0] ?? ''].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
const rowNumberOf = (reference: string): number => Number(/\d+$/.exec(reference)?.[0] ?? 0)

interface Merge { readonly from: string; readonly to: string }
interface Raw { readonly rows: Map<number, string[]>; readonly merges: Merge[] }

const rawSheet = (part: Buffer, strings: readonly string[]): Raw => {
  const [rows, merges] = [new Map<number, string[]>(), [] as Merge[]]
  let [kind, reference, inValue, value] = ['', '', false, '']
  readXml(part, {
    open: (name, attributes) => {
      if (name === 'c') [kind, reference, value] = [attributes['t'] ?? '', attributes['r'] ?? '', '']
      if (name === 'mergeCell') { const [from = '', to = ''] = (attributes['ref'] ?? '').split(':'); merges.push({ from, to }) }
      inValue = name === 'v' || name === 't'
    },
    text: (piece) => { if (inValue) value += piece },
    close: (name) => {
      inValue = false
      if (name !== 'c') return
      const [row, column] = [rowNumberOf(reference), columnOf(reference)]
      if (row < 1 || row > rowsMost || column < 0 || column >= columnsMost) return
      const cells = rows.get(row) ?? []
      cells[column] = (kind === 's' ? strings[Number(value)] ?? '' : value).slice(0, cellMost)
      rows.set(row, cells)
    },
  })
  return { rows, merges }
}

/** Every cell of a merged one says what its first one says; which ones do so only by that is kept. */
const filled = ({ rows, merges }: Raw): SheetRow[] => {
  const copied = new Map<number, Set<number>>()
  for (const { from, to } of merges.slice(0, 2000)) {
    const [top, left, bottom, right] = [rowNumberOf(from), columnOf(from), Math.min(rowNumberOf(to), rowsMost), Math.min(columnOf(to), columnsMost - 1)]
    const value = rows.get(top)?.[left] ?? ''
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        if (row === top && column === left) continue
        const cells = rows.get(row) ?? []
        cells[column] = value
        rows.set(row, cells)
        copied.set(row, (copied.get(row) ?? new Set()).add(column))
      }
    }
  }
  return [...rows].toSorted(([a], [b]) => a - b).map(([number, cells]) => ({ number, cells: Array.from(cells, (cell) => cell ?? ''), copied: [...copied.get(number) ?? []] }))
}

const workbook = (archive: Archive): Sheet[] => {
  const strings = sharedStrings(archive)
  const parts = archive.members.map(({ name }) => name).filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).toSorted((a, b) => Number(/\d+/.exec(a)?.[0] ?? 0) - Number(/\d+/.exec(b)?.[0] ?? 0))
  return parts.slice(0, sheetsMost).flatMap((name, index) => {
    const part = archive.part(name)
    return part === null ? [] : [{ name: String(index + 1), rows: filled(rawSheet(part, strings)) }]
  })
}

const textOf = (bytes: Buffer): string => {
  const mark = bytes.toString('hex', 0, 2)
  try {
    return new TextDecoder(mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FaultyFile('damaged')
  }
}

/** The separator that most often stands in the first lines. */
const separatorOf = (text: string): string => {
  const head = text.split('\n', 5).join('\n')
  return [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ','
}

const commaSeparated = (bytes: Buffer): Sheet[] => {
  const text = textOf(bytes)
  const rows = parse(text, { delimiter: separatorOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: false, to: rowsMost, max_record_size: 200_000 }) as string[][]
  return [{ name: '1', rows: rows.map((cells, index) => ({ number: index + 1, cells: cells.slice(0, columnsMost).map((cell) => cell.slice(0, cellMost)), copied: [] })) }]
}

/** The sheets of a file. What a workbook must not have is refused as with every upload. @throws FaultyFile, and whatever a reader throws over what is not whole */
export const sheetsOf = async (kind: string, bytes: Buffer): Promise<Sheet[]> => {
  if (kind === 'csv') return commaSeparated(bytes)
  await inspectOffice(kind, bytes)
  return workbook(new Archive(bytes))
}
