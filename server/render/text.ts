/** Measuring text and breaking it into lines. Lines break at spaces alone, so that numbers such as 45/CV stay whole. */
import type { FaceName, Faces } from './fonts.ts'

/** A stretch of text in one face; a bare string has the face of its paragraph. */
export type Span = string | readonly [text: string, face: FaceName]
export interface Piece { readonly text: string; readonly face: FaceName; readonly width: number }
/** What is set without a space inside. */
export interface Word { readonly pieces: readonly Piece[]; readonly width: number }
export interface Line {
  readonly words: readonly Word[]
  /** Width of the words with plain spaces between them. */
  readonly width: number
  /** Ends a paragraph: never stretched. */
  readonly last: boolean
}
export interface Setting { readonly face: FaceName; readonly size: number; readonly width: number; readonly indent?: number }

const invisible = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g

/** Text as it is printed: NFC, without characters that have no ink, breaks as line feeds. */
export const printable = (text: string): string =>
  text.normalize('NFC').replace(/\r\n?/g, '\n').replace(invisible, '').replace(controls, ' ')

const widthsMax = 50_000

/** Measures words by the fonts themselves. Widths are kept per face for the process: the same words come back on every paper. */
export class Measure {
  readonly #faces: Faces
  readonly #widths = new Map<string, number>()
  constructor(faces: Faces) {
    this.#faces = faces
  }

  /** Width in points. */
  width(text: string, face: FaceName, size: number): number {
    const key = `${face}${text}`
    const known = this.#widths.get(key)
    if (known !== undefined) return known * size
    const font = this.#faces[face]
    const width = font.layout(text).advanceWidth / font.unitsPerEm
    if (this.#widths.size >= widthsMax) this.#widths.clear()
    this.#widths.set(key, width)
    return width * size
  }

  /** Width of words on one line, with plain spaces between them. */
  lineWidth(text: string, face: FaceName, size: number): number {
    const words = printable(text).split(/[ \n]+/).filter((word) => word !== '')
    return words.reduce((sum, word) => sum + this.width(word, face, size), Math.max(0, words.length - 1) * this.width(' ', face, size))
  }

  /** The narrowest width that needs no more lines than this one: lines of a heading come out alike. */
  balanced(text: string, { face, size, width }: Setting): number {
    const count = this.wrap([text], { face, size, width }).length
    let [least, most] = [width / (count + 1), width]
    for (let step = 0; step < 12; step += 1) {
      const middle = (least + most) / 2
      if (this.wrap([text], { face, size, width: middle }).length > count) least = middle
      else most = middle
    }
    return most
  }

  /** Height of a line in points. */
  lineHeight(size: number): number {
    const { ascent, descent, unitsPerEm } = this.#faces.r
    return ((ascent - descent) / unitsPerEm) * size
  }

  /** The text in lines no wider than asked for: a line feed begins a new paragraph, and a word wider than the line is cut between letters. */
  wrap(spans: readonly Span[], setting: Setting): Line[] {
    return paragraphsOf(spans, setting.face).flatMap((words) => this.#fill(this.#measured(words, setting), setting))
  }

  #measured(words: readonly RawWord[], setting: Setting): Word[] {
    return words.flatMap((word) => {
      const pieces = word.map(({ text, face }) => ({ text, face, width: this.width(text, face, setting.size) }))
      const whole = { pieces, width: pieces.reduce((sum, one) => sum + one.width, 0) }
      return whole.width <= setting.width - (setting.indent ?? 0) ? [whole] : this.#cut(pieces, setting)
    })
  }

  /** A word too wide for any line, in parts that fit. */
  #cut(pieces: readonly Piece[], { size, width, indent = 0 }: Setting): Word[] {
    const parts: Word[] = []
    let pending: Piece[] = []
    let used = 0
    for (const { text, face } of pieces) {
      for (const segment of this.#unitsOf(text, { face, size, width: width - indent })) {
        const wide = this.width(segment, face, size)
        if (used + wide > width - indent && pending.length > 0) {
          parts.push({ pieces: pending, width: used })
          pending = []
          used = 0
        }
        const last = pending.at(-1)
        if (last?.face === face) pending[pending.length - 1] = { text: last.text + segment, face, width: last.width + wide }
        else pending.push({ text: segment, face, width: wide })
        used += wide
      }
    }
    return [...parts, { pieces: pending, width: used }]
  }

  /** Where a word that is too wide may be cut: after a dash, dot or slash, and only in what is still too wide between any letters. */
  #unitsOf(text: string, { face, size, width }: Setting): string[] {
    return text.split(/(?<=[-/._@])/).flatMap((unit) => (this.width(unit, face, size) <= width ? [unit] : Array.from(letters.segment(unit), ({ segment }) => segment)))
  }

  #fill(words: readonly Word[], { face, size, width, indent = 0 }: Setting): Line[] {
    const space = this.width(' ', face, size)
    const lines: Line[] = []
    let line: Word[] = []
    let used = 0
    for (const word of words) {
      const room = width - (lines.length === 0 ? indent : 0)
      if (line.length > 0 && used + space + word.width > room + 0.01) {
        lines.push({ words: line, width: used, last: false })
        line = []
        used = 0
      }
      used += (line.length === 0 ? 0 : space) + word.width
      line.push(word)
    }
    return [...lines, { words: line, width: used, last: true }]
  }
}

const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' })

type RawWord = { text: string; face: FaceName }[]

/** The words of each paragraph; a word may run on from one span to the next. */
function paragraphsOf(spans: readonly Span[], base: FaceName): RawWord[][] {
  const paragraphs: RawWord[][] = [[]]
  let open = false
  for (const span of spans) {
    const [raw, face] = typeof span === 'string' ? [span, base] as const : span
    for (const part of printable(raw).split(/([ \n]+)/)) {
      if (part === '') continue
      const paragraph = paragraphs.at(-1) ?? []
      if (part.trim() === '' && /^[ \n]+$/.test(part)) {
        open = false
        if (part.includes('\n') && paragraph.length > 0) paragraphs.push([])
      } else if (open) paragraph.at(-1)?.push({ text: part, face })
      else {
        paragraph.push([{ text: part, face }])
        open = true
      }
    }
  }
  return paragraphs.length > 1 && paragraphs.at(-1)?.length === 0 ? paragraphs.slice(0, -1) : paragraphs
}
