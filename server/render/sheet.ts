/** Sheets of paper: pages with margins, a cursor, text that never leaves them, and the bytes at the end. The layouts of forms stand on this. */
import PDFDocument from 'pdfkit'
import { dateOf } from '../clock.ts'
import { faceNames, faces as shippedFaces, type FaceName, type Faces } from './fonts.ts'
import { Measure, printable, type Line, type Span } from './text.ts'

/** Points of a millimetre. */
export const mm = 72 / 25.4

export type Size = 'A4' | 'A5' | 'A4-landscape'
interface Paper { readonly width: number; readonly height: number; readonly top: number; readonly bottom: number; readonly left: number; readonly right: number; readonly body: number }
/** A4: the margins of NĐ 30/2020/NĐ-CP appendix I; A5 is its half. `body` is the size of running text in points. */
const papers: Readonly<Record<Size, Paper>> = {
  'A4': { width: 210 * mm, height: 297 * mm, top: 20 * mm, bottom: 20 * mm, left: 30 * mm, right: 15 * mm, body: 13.5 },
  'A5': { width: 148 * mm, height: 210 * mm, top: 11 * mm, bottom: 11 * mm, left: 17 * mm, right: 10 * mm, body: 10.5 },
  'A4-landscape': { width: 297 * mm, height: 210 * mm, top: 20 * mm, bottom: 15 * mm, left: 20 * mm, right: 15 * mm, body: 12 },
}

/** How the file is made; the defaults are what is printed. */
export interface RenderOptions {
  readonly faces?: Faces
  /** False: streams as they are, for comparing bytes wherever zlib packs otherwise. */
  readonly compress?: boolean
}
export interface FileFacts { readonly title: string; readonly author: string; readonly issuedAtMs: number }
export type Align = 'left' | 'center' | 'right' | 'justify'
export interface TextStyle { readonly face?: FaceName; readonly size?: number; readonly align?: Align; readonly indent?: number; readonly leading?: number; readonly after?: number }
export interface Box { readonly x: number; readonly width: number }

const measures = new WeakMap<Faces, Measure>()
/** What measures in these fonts: one for the process. */
export const measureOf = (faces: Faces): Measure => {
  const known = measures.get(faces) ?? new Measure(faces)
  measures.set(faces, known)
  return known
}

/** One file being drawn. `y` is where the next thing goes. */
export class Sheet {
  readonly paper: Paper
  readonly measure: Measure
  readonly #doc: PDFKit.PDFDocument
  readonly #parts: Uint8Array[] = []
  readonly #ended: Promise<void>
  #pages = 0
  #chapter: PDFKit.PDFOutline | undefined
  y = 0

  constructor(size: Size, file: FileFacts, options: RenderOptions = {}) {
    const faces = options.faces ?? shippedFaces()
    this.paper = papers[size]
    this.measure = measureOf(faces)
    const made = {
      size: [this.paper.width, this.paper.height], margin: 0, autoFirstPage: false, font: null, compress: options.compress ?? true,
      pdfVersion: '1.7', lang: 'vi', displayTitle: true,
      info: { Title: printable(file.title), Author: printable(file.author), Creator: 'quytrinh', Producer: 'quytrinh', CreationDate: dateOf(file.issuedAtMs) },
    }
    this.#doc = new PDFDocument(made as unknown as PDFKit.PDFDocumentOptions)
    for (const name of faceNames) this.#doc.registerFont(name, faces[name] as unknown as Buffer)
    this.#ended = new Promise((done, fail) => { this.#doc.on('end', done).on('error', fail) })
    this.#doc.on('data', (part: Uint8Array) => this.#parts.push(part))
    this.nextPage()
  }

  get left(): number { return this.paper.left }
  get width(): number { return this.paper.width - this.paper.left - this.paper.right }
  get bottom(): number { return this.paper.height - this.paper.bottom }
  get pages(): number { return this.#pages }

  /** Begins a page; from the second on its number stands top centre (NĐ 30/2020, appendix I). */
  nextPage(): void {
    this.#doc.addPage()
    this.#pages += 1
    this.y = this.paper.top
    if (this.#pages === 1) return
    const size = Math.min(13, this.paper.body)
    const number = String(this.#pages)
    this.draw(number, { x: (this.paper.width - this.measure.width(number, 'r', size)) / 2, y: this.paper.top - size * 1.6, face: 'r', size })
  }

  /** A bookmark of this page, of a chapter or of a section in it; a contents page jumps here by `name`. Answers the page's number. */
  bookmark(title: string, { name, chapter }: { readonly name: string; readonly chapter: boolean }): number {
    if (chapter || this.#chapter === undefined) this.#chapter = this.#doc.outline.addItem(printable(title), { expanded: true })
    else this.#chapter.addItem(printable(title))
    this.#doc.addNamedDestination(name, 'XYZ', 0, Math.max(0, this.y - 8), null)
    return this.#pages
  }

  /** A place on this page that jumps to a bookmark. */
  jump(name: string, { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): void {
    this.#doc.goTo(x, y, width, height, name)
  }

  /** Draws freely: `pen` is the document of pdfkit with its origin moved to a place and scaled. */
  art({ x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number }, work: (pen: PDFKit.PDFDocument) => void): void {
    this.#doc.save().translate(x, y).scale(scale)
    work(this.#doc)
    this.#doc.restore()
  }

  /** Begins a page unless so much room is left on this one. */
  ensure(height: number): void {
    if (this.y + height > this.bottom && this.y > this.paper.top) this.nextPage()
  }

  /** Draws one stretch of text with its top at `y`; nothing is wrapped. */
  draw(text: string, at: { readonly x: number; readonly y: number; readonly face: FaceName; readonly size: number }): void {
    this.#doc.font(at.face).fontSize(at.size).text(text, at.x, at.y, { lineBreak: false })
  }

  /** Draws one line in a box; words stand apart by their spaces, or, justified, so that the line fills the box. */
  drawLine(line: Line, box: Box, style: Required<Pick<TextStyle, 'face' | 'size' | 'align'>>): void {
    const { face, size, align } = style
    const stretch = align === 'justify' && !line.last && line.words.length > 1 ? (box.width - line.width) / (line.words.length - 1) : 0
    const space = this.measure.width(' ', face, size) + stretch
    let x = box.x + (align === 'center' ? (box.width - line.width) / 2 : align === 'right' ? box.width - line.width : 0)
    if (stretch === 0 && line.words.every((word) => word.pieces.every((piece) => piece.face === face))) {
      this.draw(line.words.map((word) => word.pieces.map(({ text }) => text).join('')).join(' '), { x, y: this.y, face, size })
      return
    }
    line.words.forEach((word, at) => {
      word.pieces.forEach((piece, part) => {
        const closes = part === word.pieces.length - 1 && at < line.words.length - 1
        this.draw(closes ? `${piece.text} ` : piece.text, { x, y: this.y, face: piece.face, size })
        x += piece.width
      })
      x += space
    })
  }

  /** Running text at the cursor, over as many pages as it needs. */
  text(spans: Span | readonly Span[], style: TextStyle = {}, box: Box = { x: this.left, width: this.width }): void {
    const { face = 'r', size = this.paper.body, align = 'left', indent = 0, leading = 1.08, after = 0 } = style
    const list: readonly Span[] = typeof spans === 'string' || isSpan(spans) ? [spans] : spans
    const lines = this.measure.wrap(list, { face, size, width: box.width, indent })
    const height = this.measure.lineHeight(size) * leading
    let first = true
    for (const line of lines) {
      this.ensure(height)
      const shift = first ? indent : 0
      this.drawLine(line, { x: box.x + shift, width: box.width - shift }, { face, size, align })
      this.y += height
      first = line.last
    }
    this.y += after
  }

  /** How high running text would stand. */
  heightOf(spans: Span | readonly Span[], style: TextStyle = {}, width: number = this.width): number {
    const { face = 'r', size = this.paper.body, indent = 0, leading = 1.08, after = 0 } = style
    const list: readonly Span[] = typeof spans === 'string' || isSpan(spans) ? [spans] : spans
    return this.measure.wrap(list, { face, size, width, indent }).length * this.measure.lineHeight(size) * leading + after
  }

  /** Straight lines, as one path. */
  rules(lines: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]): void {
    this.#doc.lineWidth(0.6)
    for (const [x1, y1, x2, y2] of lines) this.#doc.moveTo(x1, y1).lineTo(x2, y2)
    this.#doc.stroke()
  }

  /** A dotted line for the hand. */
  dotted(x1: number, x2: number, y: number): void {
    this.#doc.lineWidth(0.5).moveTo(x1, y).lineTo(x2, y).dash(0.8, { space: 1.8 }).stroke().undash()
  }

  /** Filled rectangles of one colour, as one path. */
  fill(boxes: readonly (readonly [x: number, y: number, width: number, height: number])[], colour: string): void {
    for (const [x, y, width, height] of boxes) this.#doc.rect(x, y, width, height)
    this.#doc.fill(colour)
    this.#doc.fillColor('black')
  }

  /** Closes the file. The same facts and faces always give the same bytes. */
  async bytes(): Promise<Uint8Array> {
    this.#doc.end()
    await this.#ended
    return Buffer.concat(this.#parts)
  }
}

const isSpan = (spans: Span | readonly Span[]): spans is Span =>
  Array.isArray(spans) && spans.length === 2 && typeof spans[1] === 'string' && (faceNames as readonly string[]).includes(spans[1])
