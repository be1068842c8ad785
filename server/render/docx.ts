/**
 * An administrative paper as DOCX that officials go on editing: the frame of NĐ 30/2020/NĐ-CP appendix I on A4, Times New Roman, page
 * numbers top centre from the second page on. The same facts give the same bytes.
 */
import {
  AlignmentType, BorderStyle, Document, Header, Packer, PageNumber, PageOrientation, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign,
  VerticalMergeType, WidthType, convertMillimetersToTwip, type ISectionOptions,
} from 'docx'
import { toTimestamp } from '../../storage/instants.ts'
import { columnWidths } from './column-widths.ts'
import { faces } from './fonts.ts'
import { drawnAs, groupsOf, type Letter, type LetterAlign, type LetterBlock, type LetterColumn, type LetterTable } from './letter.ts'
import { motto } from './nd30.ts'
import { measureOf } from './sheet.ts'
import { dateWords } from './words.ts'
import { withoutTimes } from './zip-times.ts'

/** Sizes in half points, as the format counts them: 13 points of running text, 12 in tables (10 in very wide ones), 11 in the list of recipients. */
const size = { head: 24, body: 26, table: 24, wideTable: 20, recipients: 22 } as const
/** Columns from which on words of a heading would break within. */
const wideFrom = 15
/** Millimetres: those of NĐ 30/2020/NĐ-CP appendix I; a turned page has its wide margin on top. */
const margins = { portrait: { top: 20, bottom: 20, left: 30, right: 15 }, landscape: { top: 30, bottom: 15, left: 20, right: 20 } } as const
const page = { width: 210, height: 297 } as const

const aligned: Readonly<Record<LetterAlign, (typeof AlignmentType)[keyof typeof AlignmentType]>> = {
  left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT,
}

interface RunStyle { readonly bold?: boolean; readonly italics?: boolean; readonly size?: number }
/** What a word processor keeps: no control characters, one form of each letter. */
const clean = (text: string): string => text.normalize('NFC').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
const run = (text: string, style: RunStyle = {}): TextRun =>
  new TextRun({ text: clean(text), size: style.size ?? size.body, bold: style.bold ?? false, italics: style.italics ?? false })
const centred = (text: string, style: RunStyle = {}, after = 0): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after }, children: [run(text, style)] })

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const borderless = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none }
const twip = (mm: number): number => convertMillimetersToTwip(mm)

/** The line under a name: a centred paragraph of its own with a border above, as long as `share` of the cell. */
const rule = (cellMm: number, share: number): Paragraph => {
  const indent = twip((cellMm * (1 - share)) / 2)
  return new Paragraph({ indent: { left: indent, right: indent }, spacing: { before: 60, line: 120, lineRule: 'exact' }, border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } } })
}

const plainTable = (widthsMm: readonly number[], rows: readonly (readonly (readonly Paragraph[])[])[]): Table => new Table({
  layout: TableLayoutType.FIXED, borders: borderless, columnWidths: widthsMm.map(twip), width: { size: twip(widthsMm.reduce((sum, one) => sum + one, 0)), type: WidthType.DXA },
  rows: rows.map((cells) => new TableRow({
    cantSplit: true, children: cells.map((children, at) => new TableCell({ children: [...children], width: { size: twip(widthsMm[at] ?? 0), type: WidthType.DXA } })),
  })),
})

const headOf = ({ issuer, number, on }: Letter): Table => {
  const [left, right] = [68, 97]
  const upper = (text: string): string => text.toLocaleUpperCase('vi')
  return plainTable([left, right], [
    [
      [...(issuer.superior === null ? [] : [centred(upper(issuer.superior), { size: size.head })]), centred(upper(issuer.name), { size: size.head, bold: true }), rule(left, 1 / 3)],
      [centred(motto[0], { size: size.head, bold: true }), centred(motto[1], { size: size.body, bold: true }), rule(right, 0.6)],
    ],
    [[centred(`Số: ${number ?? '…………'}`, { size: size.body })], [centred(`${issuer.place ?? '………………'}, ${dateWords(on)}`, { size: size.body, italics: true })]],
  ])
}

const titleOf = ({ title, about, addressees }: Letter): Paragraph[] => [
  new Paragraph({ spacing: { before: 240 }, alignment: AlignmentType.CENTER, keepNext: true, children: [run(title, { bold: true, size: 28 })] }),
  ...(about === null ? [] : [new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [run(about, { bold: true, size: 28 })] }), rule(165, 1 / 3)]),
  ...(addressees.length === 0 ? [] : [new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 120, after: 120 }, children: [run(`Kính gửi: ${addressees.join('; ')}`)] })]),
]

/** Twips beside the text of a cell. */
const cellPad = 60
const cellOf = (text: string, { align }: Pick<LetterColumn, 'align'>, style: RunStyle = {}, merge: object = {}): TableCell => new TableCell({
  ...merge, verticalAlign: VerticalAlign.CENTER, margins: { left: cellPad, right: cellPad, top: 20, bottom: 20 },
  children: [new Paragraph({ alignment: aligned[align], children: [run(text, { size: size.table, ...style })] })],
})

/** One header row, or two where columns have a common heading; both stand on every page. */
const headerRows = (columns: readonly LetterColumn[], style: RunStyle): TableRow[] => {
  const head = { align: 'center' } as const
  const bold = { ...style, bold: true }
  const row = (children: TableCell[]): TableRow => new TableRow({ tableHeader: true, cantSplit: true, children })
  if (!columns.some(({ group }) => group !== undefined)) return [row(columns.map(({ title }) => cellOf(title, head, bold)))]
  let at = 0
  const upper = groupsOf(columns).map(({ group, width }) => {
    const first = columns[at]
    at += width
    return group === null ? cellOf(first?.title ?? '', head, bold, { verticalMerge: VerticalMergeType.RESTART }) : cellOf(group, head, bold, { columnSpan: width })
  })
  const lower = columns.map(({ title, group }) => (group === undefined ? cellOf('', head, bold, { verticalMerge: VerticalMergeType.CONTINUE }) : cellOf(title, head, bold)))
  return [row(upper), row(lower)]
}

/** Twips of a point. */
const pointTwips = 20
const tableOf = (table: LetterTable, widthMm: number): (Paragraph | Table)[] => {
  const { columns, rows, totals, caption } = table
  const small = columns.length < wideFrom ? {} : { size: size.wideTable }
  const place = { width: twip(widthMm) / pointTwips, size: (small.size ?? size.table) / 2, beside: (cellPad * 2) / pointTwips + 2 }
  const widths = columnWidths(measureOf(faces()), table, place).map((one) => Math.floor(one * pointTwips))
  const row = (cells: readonly string[], style: RunStyle = {}): TableRow => new TableRow({ cantSplit: true, children: columns.map((column, at) => cellOf(cells[at] ?? '', column, { ...small, ...style })) })
  return [
    ...(caption === undefined ? [] : [new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 120, after: 60 }, children: [run(caption, { italics: true })] })]),
    new Table({
      layout: TableLayoutType.FIXED, columnWidths: widths, width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
      rows: [...headerRows(columns, small), ...rows.map((cells) => row(cells)), ...(totals === undefined ? [] : [row(totals, { bold: true })])],
    }),
    new Paragraph({ spacing: { after: 60 }, children: [] }),
  ]
}

const running = { alignment: AlignmentType.JUSTIFIED, spacing: { before: 60, after: 60, line: 264 }, indent: { firstLine: twip(10) } }

/** `keepNext`: on the page of what follows, so that no signature stands alone on one. */
const blockOf = (given: LetterBlock, widthMm: number, keepNext = false): (Paragraph | Table)[] => {
  const block = drawnAs(given)
  switch (block.kind) {
    case 'heading': return [new Paragraph({ ...running, keepNext: true, children: [run(block.text, { bold: true })] })]
    case 'paragraph': return [new Paragraph({ ...running, keepNext, children: [run(block.text)] })]
    case 'item': return [new Paragraph({ ...running, keepNext, children: [run(`- ${block.text}`)] })]
    case 'note': return [new Paragraph({ ...running, keepNext, children: [run(block.text, { italics: true, size: size.table })] })]
    case 'table': return tableOf(block, widthMm)
  }
}

const closingOf = ({ recipients, signature }: Letter): Table => {
  const [left, right] = [75, 90]
  const small = (text: string): Paragraph => new Paragraph({ children: [run(text, { size: size.recipients })] })
  return plainTable([left, right], [[
    [new Paragraph({ spacing: { before: 240 }, children: [run('Nơi nhận:', { bold: true, italics: true, size: size.table })] }), ...recipients.map((one) => small(`- ${one}`))],
    [...signature.title.split('\n').map((text, at) => new Paragraph({ spacing: { before: at === 0 ? 240 : 0 }, alignment: AlignmentType.CENTER, children: [run(text, { bold: true })] })), ...Array.from({ length: 4 }, () => centred('')),
      centred(signature.name ?? '', { bold: true })],
  ]])
}

const numbered = new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], size: size.body })] })] })

/** Pages of one direction; only the very first page of the paper has no number. */
const section = (isLandscape: boolean, isFirst: boolean, children: readonly (Paragraph | Table)[]): ISectionOptions => {
  const { top, bottom, left, right } = margins[isLandscape ? 'landscape' : 'portrait']
  return {
    properties: {
      titlePage: isFirst,
      page: {
        size: { width: twip(page.width), height: twip(page.height), orientation: isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { top: twip(top), bottom: twip(bottom), left: twip(left), right: twip(right), header: twip(10) },
      },
    },
    headers: isFirst ? { default: numbered, first: new Header({ children: [] }) } : { default: numbered }, children: [...children],
  }
}

/** When and by whom the file was made, in place of the moment of packing. */
const propertiesXml = (letter: Letter): string => {
  const escape = (text: string): string => clean(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  const at = `xsi:type="dcterms:W3CDTF">${toTimestamp(letter.issuedAtMs).slice(0, 19)}Z`
  const title = [letter.title, letter.about].filter((one) => one !== null).join(' ')
  return '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    + 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + `<dc:title>${escape(title)}</dc:title><dc:creator>${escape(letter.issuer.name)}</dc:creator><dcterms:created ${at}</dcterms:created><dcterms:modified ${at}</dcterms:modified></cp:coreProperties>`
}

/** The paper as a file. Word processors of officials open and edit it. */
export async function renderDocx(letter: Letter): Promise<Uint8Array> {
  const { portrait, landscape } = margins
  const widths = { portrait: page.width - portrait.left - portrait.right, landscape: page.height - landscape.left - landscape.right }
  const main = [headOf(letter), ...titleOf(letter), ...letter.blocks.flatMap((block, at) => blockOf(block, widths.portrait, at === letter.blocks.length - 1)), closingOf(letter)]
  const annexes = letter.annexes.map(({ title, about, enclosed, isLandscape, blocks }) => section(isLandscape, false, [
    centred(title, { bold: true }), ...(about === null ? [] : [centred(about, { bold: true })]), ...(enclosed === undefined ? [] : [centred(enclosed, { italics: true })]), new Paragraph({ spacing: { after: 60 }, children: [] }),
    ...blocks.flatMap((block) => blockOf(block, isLandscape ? widths.landscape : widths.portrait)),
  ]))
  const document = new Document({
    styles: { default: { document: { run: { font: 'Times New Roman', size: size.body, language: { value: 'vi-VN' } } } } },
    sections: [section(false, true, main), ...annexes],
  })
  return withoutTimes(await Packer.toBuffer(document, undefined, [{ path: 'docProps/core.xml', data: propertiesXml(letter) }]))
}

/** The kind of the file, for `content-type`. */
export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
