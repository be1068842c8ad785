/** How wide the columns of a table stand: as their shares say, but none narrower than its longest word, so that no date or number is broken. */
import type { FaceName } from './fonts.ts'
import type { LetterTable } from './letter.ts'
import { printable, type Measure } from './text.ts'

/** Where a table goes, in points: its width, the size of its text, and what a column needs beside its words. */
interface Place { readonly width: number; readonly size: number; readonly beside: number }

/** No word may take more than this part of the table: longer ones are broken. */
const wordMost = 0.3

/** What programs keep on one line. */
const wordsOf = (text: string): string[] => printable(text).split(/[ \n]+|(?<=-)/)

const widestWord = (measure: Measure, texts: readonly string[], face: FaceName, size: number): number =>
  texts.reduce((most, text) => wordsOf(text).reduce((so, word) => Math.max(so, measure.width(word, face, size)), most), 0)

/** Shares of what is left, where the columns that would be too narrow have what they need. */
const spread = (shares: readonly number[], least: readonly number[], width: number, fixed: ReadonlySet<number> = new Set()): number[] => {
  const left = width - least.reduce((sum, one, at) => sum + (fixed.has(at) ? one : 0), 0)
  const total = shares.reduce((sum, one, at) => sum + (fixed.has(at) ? 0 : one), 0)
  const widths = shares.map((share, at) => (fixed.has(at) ? least[at] ?? 0 : (share / total) * left))
  const narrow = widths.flatMap((one, at) => (!fixed.has(at) && one < (least[at] ?? 0) ? [at] : []))
  return narrow.length === 0 ? widths : spread(shares, least, width, new Set([...fixed, ...narrow]))
}

/** Widths in points; they sum up to the width of the table. */
export const columnWidths = (measure: Measure, { columns, rows, totals = [] }: Pick<LetterTable, 'columns' | 'rows' | 'totals'>, { width, size, beside }: Place): number[] => {
  const least = columns.map(({ title }, at) => {
    const words = Math.max(widestWord(measure, rows.map((row) => row[at] ?? ''), 'r', size), widestWord(measure, [title, totals[at] ?? ''], 'b', size))
    return Math.min(words, width * wordMost) + beside
  })
  const needed = least.reduce((sum, one) => sum + one, 0)
  return needed >= width ? least.map((one) => (one / needed) * width) : spread(columns.map(({ share }) => share), least, width)
}
