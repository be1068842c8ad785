/** Reading PDF files back with poppler and qpdf, and watching what is drawn. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { faceBytes, faceNames, faces, type Faces } from '../../server/render/fonts.ts'
import { readPgm, type Picture } from './pixels.ts'

/** Whether a program can be started here. */
export const hasTool = (name: string): boolean => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined

/** Runs a program on a file of these bytes; `@` stands for its path. */
const onFile = (bytes: Uint8Array, command: string, words: readonly string[]): { readonly out: Buffer; readonly code: number | null; readonly told: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'paper-'))
  const path = join(folder, 'paper.pdf')
  try {
    writeFileSync(path, bytes)
    const { stdout, status, stderr } = spawnSync(command, words.map((word) => (word === '@' ? path : word)), { maxBuffer: 1 << 28 })
    return { out: stdout, code: status, told: stderr.toString() }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The text in the order in which it was drawn; pages end with a form feed. */
export const textOf = (bytes: Uint8Array): string => onFile(bytes, 'pdftotext', ['-raw', '-enc', 'UTF-8', '@', '-']).out.toString('utf8')
/** What qpdf has to complain of; empty when nothing. */
export const faultsOf = (bytes: Uint8Array): string => {
  const { code, out, told } = onFile(bytes, 'qpdf', ['--check', '@'])
  return code === 0 ? '' : `${out.toString()}${told}`
}
/** A page as it looks, in grey. */
export const pictureOf = (bytes: Uint8Array, page: number, dpi: number): Picture =>
  readPgm(onFile(bytes, 'pdftoppm', ['-gray', '-r', String(dpi), '-f', String(page), '-l', String(page), '@']).out)
/** Text with nothing between its letters, for comparing what was broken into lines. */
export const squeeze = (text: string): string => text.replace(/\s+/g, '')

interface EmbeddedFont { readonly font: { readonly numGlyphs: number; getGlyph(id: number): { readonly advanceWidth: number } }; readonly scale: number; widths: number[]; unicode: number[][]; embed(): void }
interface Inside { _font: EmbeddedFont & { widthOfString(text: string, size: number): number }; _fontSize: number; page: { width: number; height: number } }
type TextMethod = (this: Inside, text: string, x: number, y: number, options: object) => unknown

export interface Drawn { readonly text: string; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number; readonly width: number; readonly height: number }

/** Everything that `work` draws as text, in order, with its place and the size of its page. */
export const drawnBy = async (work: () => Promise<unknown>): Promise<Drawn[]> => {
  const methods = PDFDocument.prototype as unknown as { text: TextMethod }
  const { text: original } = methods
  const drawn: Drawn[] = []
  methods.text = function text(words, x, y, options) {
    const size = this._fontSize
    drawn.push({ text: words, left: x, right: x + this._font.widthOfString(words.trimEnd(), size), top: y, bottom: y + size, width: this.page.width, height: this.page.height })
    return original.call(this, words, x, y, options)
  }
  try {
    await work()
  } finally {
    methods.text = original
  }
  return drawn
}

/** The shipped faces, embedded whole: what a subset must look like. */
export const wholeFaces = (): Faces => {
  const parsed = faces()
  const whole = Object.fromEntries(faceNames.map((name) => {
    const bytes = faceBytes(name)
    const subset = { includeGlyph: (id: number) => id, encode: () => bytes }
    return [name, Object.create(parsed[name], { createSubset: { value: () => subset }, isWhole: { value: true } })]
  })) as unknown as Faces
  fillWidths(whole)
  return whole
}

/** pdfkit lists the widths of what was drawn; of a whole font those of all glyphs, since their numbers are not dense. */
const fillWidths = (whole: Faces): void => {
  const probe = new PDFDocument({ font: null as unknown as string })
  probe.registerFont('r', whole.r as unknown as Buffer).font('r')
  const methods = Object.getPrototypeOf((probe as unknown as Inside)._font) as EmbeddedFont
  const { embed } = methods
  methods.embed = function embedAll(this: EmbeddedFont): void {
    if ('isWhole' in this.font) {
      for (let id = 0; id < this.font.numGlyphs; id += 1) {
        this.widths[id] ??= this.font.getGlyph(id).advanceWidth * this.scale
        this.unicode[id] ??= [0]
      }
    }
    embed.call(this)
  }
}

/** A file of the tests. */
export const readGolden = (name: string): Buffer => readFileSync(new URL(`../golden/papers/${name}`, import.meta.url))
export const writeGolden = (name: string, bytes: Uint8Array | string): void => writeFileSync(new URL(`../golden/papers/${name}`, import.meta.url), bytes)
