/** The text of sheets, slides and OpenDocument files, read from their XML as a stream. */
import { Collected } from './collect.ts'
import { FaultyFile } from './fault.ts'
import type { Archive } from './office.ts'
import { readXml } from './xml.ts'

/** Parts whose names differ by a number, in the order of it. */
const numbered = (archive: Archive, pattern: RegExp): string[] => archive.members.map(({ name }) => name).filter((name) => pattern.test(name))
  .toSorted((one, other) => Number(/\d+/.exec(one)?.[0] ?? 0) - Number(/\d+/.exec(other)?.[0] ?? 0))

const partOf = (archive: Archive, name: string): Buffer => {
  const part = archive.part(name)
  if (part === null) throw new FaultyFile('damaged')
  return part
}

/** The texts that the cells of a workbook share, by number. */
export const sharedStrings = (archive: Archive): string[] => {
  const part = archive.part('xl/sharedStrings.xml')
  const strings: string[] = []
  if (part === null) return strings
  let [inText, inReading, text] = [false, false, '']
  readXml(part, {
    open: (name) => { if (name === 'si') text = ''; inText = name === 't'; inReading ||= name === 'rPh' },
    text: (piece) => { if (inText && !inReading) text += piece },
    close: (name) => { if (name === 'si') strings.push(text); if (name === 'rPh') inReading = false; inText = false },
  })
  return strings
}

const readSheet = (part: Buffer, strings: readonly string[], text: Collected): void => {
  let [kind, inValue, value, row] = ['', false, '', [] as string[]]
  readXml(part, {
    open: (name, attributes) => {
      if (name === 'row') row = []
      if (name === 'c') [kind, value] = [attributes['t'] ?? '', '']
      inValue = name === 'v' || name === 't'
    },
    text: (piece) => { if (inValue) value += piece },
    close: (name) => {
      inValue = false
      if (name === 'c') row.push(kind === 's' ? strings[Number(value)] ?? '' : value)
      if (name === 'row' && row.some((cell) => cell !== '')) text.add(`${row.join('\t')}\n`)
    },
  })
}

/** Rows as lines, cells apart by tabs. */
export const sheetText = (archive: Archive): Collected => {
  partOf(archive, 'xl/workbook.xml')
  const strings = sharedStrings(archive)
  const text = new Collected()
  for (const name of numbered(archive, /^xl\/worksheets\/[^/]+\.xml$/)) {
    if (!text.isFull) readSheet(partOf(archive, name), strings, text)
  }
  return text
}

/** Slide after slide. */
export const slideText = (archive: Archive): Collected => {
  partOf(archive, 'ppt/presentation.xml')
  const text = new Collected()
  for (const name of numbered(archive, /^ppt\/slides\/slide\d+\.xml$/)) {
    let inText = false
    readXml(partOf(archive, name), {
      open: (tag) => { inText = tag === 't' },
      text: (piece) => { if (inText) text.add(piece) },
      close: (tag) => { inText = false; if (tag === 'p') text.add('\n') },
    })
  }
  return text
}

/** What was deleted but kept as a change, and remarks at the side, are not the text. */
const beside: ReadonlySet<string> = new Set(['tracked-changes', 'annotation'])
const ends: Readonly<Record<string, string>> = { p: '\n', h: '\n', 'table-cell': '\t' }

/** OpenDocument text and sheets: paragraphs as lines. */
export const openText = (archive: Archive): Collected => {
  const text = new Collected()
  let [isBody, besides] = [false, 0]
  readXml(partOf(archive, 'content.xml'), {
    open: (name) => {
      if (name === 'body') isBody = true
      if (beside.has(name)) besides += 1
      if (isBody && besides === 0 && (name === 's' || name === 'tab' || name === 'line-break')) text.add(name === 'line-break' ? '\n' : ' ')
    },
    text: (piece) => { if (isBody && besides === 0) text.add(piece) },
    close: (name) => {
      if (beside.has(name)) besides -= 1
      const end = ends[name]
      if (isBody && besides === 0 && end !== undefined) text.add(end)
    },
  })
  return text
}
