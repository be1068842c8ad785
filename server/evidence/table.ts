/** Plain tables of the evidence document. */
import { Table, type Cell } from '../render/table.ts'
import type { Sheet } from '../render/sheet.ts'
import type { Span } from '../render/text.ts'

/** A cell: text, or text in bold. */
export type Text = string | { readonly strong: string }

const cellOf = (text: Text): Cell => (typeof text === 'string' ? { spans: [text] } : { spans: [text.strong], face: 'b' })

/** A table of these columns (shares of the width); nothing when there are no rows. */
export function tableOf(sheet: Sheet, headings: readonly string[], shares: readonly number[], rows: readonly (readonly Text[])[]): void {
  if (rows.length === 0) return
  const table = new Table(sheet, headings.map((title) => ({ title })), shares, { size: 10.5, headSize: 10.5, pad: 3, numbered: false })
  table.begin()
  for (const row of rows) table.row(row.map(cellOf))
  sheet.y += 6
}

/** A paragraph in the small type of the sections. */
export const say = (sheet: Sheet, spans: Span | readonly Span[]): void => sheet.text(spans, { size: 12, after: 5 })
