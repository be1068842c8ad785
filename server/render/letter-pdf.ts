/** An administrative paper as PDF, out of the same facts as its DOCX. Wide tables are set smaller; pages are upright throughout. */
import { columnWidths } from './column-widths.ts'
import { drawnAs, groupsOf, type Letter, type LetterBlock, type LetterTable } from './letter.ts'
import { closingHeight, drawClosing, drawHead, drawParagraph, drawTitle } from './nd30.ts'
import { mm, Sheet, type RenderOptions } from './sheet.ts'
import { Table, type Heading } from './table.ts'

/** Columns from which a table is wide. */
const wideFrom = 9
/** Letters of a paragraph that is not worth a page's break within. */
const shortText = 500

const headingsOf = ({ columns }: LetterTable): Heading[] => {
  let at = 0
  return groupsOf(columns).map(({ group, width }) => {
    const own = columns.slice(at, at += width)
    return group === null ? { title: own[0]?.title ?? '' } : { title: group, columns: own.map(({ title }) => title) }
  })
}

const drawTable = (sheet: Sheet, block: LetterTable): void => {
  const isWide = block.columns.length >= wideFrom
  const size = isWide ? 8 : 11
  if (block.caption !== undefined) sheet.text(block.caption, { align: 'center', face: 'i', after: 4 })
  const pad = isWide ? 1.5 : 3
  const table = new Table(sheet, headingsOf(block), columnWidths(sheet.measure, block, { width: sheet.width, size, beside: pad * 2 + 0.1 }), { size, headSize: size, pad, numbered: false })
  table.begin()
  const row = (cells: readonly string[], face: 'r' | 'b'): void => table.row(block.columns.map(({ align }, at) => ({ spans: [cells[at] ?? ''], align, face })))
  for (const cells of block.rows) row(cells, 'r')
  if (block.totals !== undefined) row(block.totals, 'b')
  sheet.y += 6
}

const drawBlock = (sheet: Sheet, given: LetterBlock): void => {
  const block = drawnAs(given)
  switch (block.kind) {
    case 'heading':
      sheet.ensure(60)
      drawParagraph(sheet, [[block.text, 'b']])
      break
    case 'paragraph': drawParagraph(sheet, block.text); break
    case 'item': drawParagraph(sheet, `- ${block.text}`); break
    case 'note': drawParagraph(sheet, [[block.text, 'i']]); break
    case 'table': drawTable(sheet, block)
  }
}

/** The paper as a file; the same facts give the same bytes. */
export async function renderLetterPdf(letter: Letter, options: RenderOptions = {}): Promise<Uint8Array> {
  const sheet = new Sheet('A4', { title: [letter.title, letter.about].filter((one) => one !== null).join(' '), author: letter.issuer.name, issuedAtMs: letter.issuedAtMs }, options)
  drawHead(sheet, letter)
  drawTitle(sheet, letter.title, letter.about)
  if (letter.addressees.length > 0) sheet.text(`Kính gửi: ${letter.addressees.join('; ')}`, { align: 'center', after: 8 })
  const signature = { title: letter.signature.title, note: '', name: letter.signature.name }
  letter.blocks.forEach((block, at) => {
    // No signature stands alone on its page: a short last paragraph goes there with it.
    if (at === letter.blocks.length - 1 && 'text' in block && block.text.length <= shortText) sheet.ensure(closingHeight(sheet, letter.recipients, signature) + sheet.heightOf(block.text, { indent: 10 * mm }) + sheet.paper.body)
    drawBlock(sheet, block)
  })
  drawClosing(sheet, letter.recipients, signature)
  for (const { title, about, enclosed, blocks } of letter.annexes) {
    sheet.nextPage()
    sheet.text(title, { face: 'b', align: 'center' })
    if (about !== null) sheet.text(about, { face: 'b', align: 'center' })
    if (enclosed !== undefined) sheet.text(enclosed, { face: 'i', align: 'center' })
    sheet.y += 6
    for (const block of blocks) drawBlock(sheet, block)
  }
  return sheet.bytes()
}
