/** Tables with ruled cells: the header stands on every page, and a row higher than a page goes on over the next one. */
import type { FaceName } from './fonts.ts'
import type { Align, Sheet } from './sheet.ts'
import type { Line, Span } from './text.ts'

export interface Cell { readonly spans: readonly Span[]; readonly align?: Align; readonly face?: FaceName }
/** A header cell, with the narrower ones under it. `title` is one for a column of its own. */
export interface Heading { readonly title: string; readonly columns?: readonly string[] }
export interface TableStyle { readonly size: number; readonly headSize: number; readonly pad: number; readonly numbered: boolean }
interface Drawn { readonly lines: readonly Line[]; readonly face: FaceName; readonly align: Align }

const leading = 1.04

/** A table with these columns (shares of the width) at the cursor of a sheet. Rows are drawn as they come. */
export class Table {
  readonly #sheet: Sheet
  readonly #headings: readonly Heading[]
  readonly #widths: readonly number[]
  /** Where each column begins, and the last one ends. */
  readonly #lefts: readonly number[]
  readonly #style: TableStyle

  constructor(sheet: Sheet, headings: readonly Heading[], shares: readonly number[], style: TableStyle) {
    const total = shares.reduce((sum, one) => sum + one, 0)
    this.#sheet = sheet
    this.#headings = headings
    this.#widths = shares.map((share) => (share / total) * sheet.width)
    this.#lefts = [0, ...shares.keys()].map((_, column) => sheet.left + this.#widths.slice(0, column).reduce((sum, one) => sum + one, 0))
    this.#style = style
  }

  /** Draws the header here; begin a page first when less than header and a row would fit. */
  begin(): void {
    const { size, pad } = this.#style
    this.#sheet.ensure(this.#headHeight() + this.#lineHeight(size) * 2 + pad * 2)
    this.#header()
  }

  row(cells: readonly Cell[]): void {
    const { size, pad } = this.#style
    const height = this.#lineHeight(size)
    const drawn = cells.map((cell, at): Drawn => {
      const face = cell.face ?? 'r'
      return { lines: this.#sheet.measure.wrap(cell.spans, { face, size, width: this.#widthAt(at) - pad * 2 }), face, align: cell.align ?? 'left' }
    })
    const count = Math.max(1, ...drawn.map(({ lines }) => lines.length))
    const fresh = this.#sheet.bottom - this.#sheet.paper.top - this.#headHeight()
    for (let from = 0; from < count;) {
      const room = Math.floor((this.#sheet.bottom - this.#sheet.y - pad * 2 + 0.01) / height)
      const rest = count - from
      if (rest > room && (rest * height + pad * 2 <= fresh || room < 3)) {
        this.#sheet.nextPage()
        this.#header()
        continue
      }
      const take = Math.min(rest, room)
      this.#segment(drawn, { from, take, size })
      from += take
    }
  }

  #segment(cells: readonly Drawn[], { from, take, size }: { from: number; take: number; size: number }): void {
    const { pad } = this.#style
    const top = this.#sheet.y
    const height = take * this.#lineHeight(size) + pad * 2
    cells.forEach((cell, at) => {
      this.#sheet.y = top + pad
      for (const line of cell.lines.slice(from, from + take)) {
        this.#sheet.drawLine(line, { x: this.#leftAt(at) + pad, width: this.#widthAt(at) - pad * 2 }, { face: cell.face, size, align: cell.align })
        this.#sheet.y += this.#lineHeight(size)
      }
    })
    this.#rules(top, height)
    this.#sheet.y = top + height
  }

  #rules(top: number, height: number): void {
    const { left, width } = this.#sheet
    const across = [top, top + height].map((y) => [left, y, left + width, y] as const)
    this.#sheet.rules([...across, ...this.#lefts.map((x) => [x, top, x, top + height] as const)])
  }

  #lineHeight(size: number): number {
    return this.#sheet.measure.lineHeight(size) * leading
  }

  #widthAt(column: number, span = 1): number {
    return this.#widths.slice(column, column + span).reduce((sum, one) => sum + one, 0)
  }

  #leftAt(column: number): number {
    return this.#lefts[column] ?? this.#sheet.left
  }

  #wrapHead(text: string, width: number): Line[] {
    return this.#sheet.measure.wrap([text], { face: 'b', size: this.#style.headSize, width: width - this.#style.pad * 2 })
  }

  /** Heights of the group row (0 without groups), of the row of columns and of the row of numbers. */
  #headHeights(): { readonly group: number; readonly columns: number; readonly numbers: number } {
    const { headSize, pad, numbered, size } = this.#style
    const height = (lines: number): number => lines * this.#lineHeight(headSize) + pad * 2
    let column = 0
    let group = 0
    let columns = 0
    let whole = 0
    for (const { title, columns: under } of this.#headings) {
      const span = under?.length ?? 1
      const lines = height(this.#wrapHead(title, this.#widthAt(column, span)).length)
      if (under === undefined) whole = Math.max(whole, lines)
      else {
        group = Math.max(group, lines)
        under.forEach((name, at) => { columns = Math.max(columns, height(this.#wrapHead(name, this.#widthAt(column + at)).length)) })
      }
      column += span
    }
    return { group, columns: Math.max(columns, whole - group), numbers: numbered ? this.#lineHeight(size) + pad : 0 }
  }

  #headHeight(): number {
    const { group, columns, numbers } = this.#headHeights()
    return group + columns + numbers
  }

  #header(): void {
    const sheet = this.#sheet
    const top = sheet.y
    const { group, columns, numbers } = this.#headHeights()
    sheet.fill([[sheet.left, top, sheet.width, group + columns]], '#f0f0f0')
    let column = 0
    for (const { title, columns: under } of this.#headings) {
      const span = under?.length ?? 1
      this.#headCell(title, { column, span, top, height: under === undefined ? group + columns : group })
      under?.forEach((name, at) => { this.#headCell(name, { column: column + at, span: 1, top: top + group, height: columns }) })
      column += span
    }
    if (numbers > 0) this.#widths.forEach((_, at) => { this.#headCell(`(${at + 1})`, { column: at, span: 1, top: top + group + columns, height: numbers, italic: true }) })
    sheet.y = top + group + columns + numbers
  }

  #headCell(text: string, at: { column: number; span: number; top: number; height: number; italic?: boolean }): void {
    const sheet = this.#sheet
    const { headSize, size } = this.#style
    const box = { x: this.#leftAt(at.column), width: this.#widthAt(at.column, at.span) }
    const style = at.italic === true ? { face: 'i' as const, size, align: 'center' as const } : { face: 'b' as const, size: headSize, align: 'center' as const }
    const lines = at.italic === true ? sheet.measure.wrap([text], { ...style, width: box.width }) : this.#wrapHead(text, box.width)
    sheet.y = at.top + (at.height - lines.length * this.#lineHeight(style.size)) / 2
    for (const line of lines) {
      sheet.drawLine(line, box, style)
      sheet.y += this.#lineHeight(style.size)
    }
    const [right, bottom] = [box.x + box.width, at.top + at.height]
    sheet.rules([[box.x, at.top, right, at.top], [box.x, bottom, right, bottom], [box.x, at.top, box.x, bottom], [right, at.top, right, bottom]])
  }
}
