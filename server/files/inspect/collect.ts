/** Text as it is gathered from a file: NFC, one line a paragraph, never more than a bound. */
import type { FileRemark, Inspection } from '../../../schemas/file-check.ts'

/** Some 500 pages. */
const textCharactersMax = 1_000_000

export class Collected {
  readonly #pieces: string[] = []
  #length = 0
  isFull = false

  /** Adds text; what is over the bound is left out. */
  add(text: string): void {
    if (this.isFull) return
    const room = textCharactersMax - this.#length
    this.isFull = text.length > room
    this.#pieces.push(this.isFull ? text.slice(0, room) : text)
    this.#length += Math.min(text.length, room)
  }

  /** What the inspection tells, with the remarks of the file itself. */
  inspection(pages: number | null, remarks: readonly FileRemark[]): Inspection {
    const text = cleaned(this.#pieces.join(''))
    return {
      state: text === '' ? 'none' : 'text', text: text === '' ? null : text, pages, remarks: [...new Set([...remarks, ...(this.isFull ? ['textCut' as const] : [])])],
    }
  }
}

/** No control characters, no half characters, no heaps of blanks. Composing never makes text longer than the bound: it is cut again all the same. */
const cleaned = (text: string): string => text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(/[\p{Cc}--[\n\t]]/gv, ' ')
  .replace(/[^\S\n\t]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n').trim().slice(0, textCharactersMax).toWellFormed()
