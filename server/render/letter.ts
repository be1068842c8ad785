/** An administrative paper as plain facts, in the frame of NĐ 30/2020/NĐ-CP appendix I: what DOCX and PDF are both drawn from. */
import type { LocalDate } from '../../schemas/common.ts'
import type { PaperIssuer } from '../../schemas/paper.ts'

export type LetterAlign = 'left' | 'center' | 'right'
/** A column; `share` of the width; neighbours of one `group` stand under its common heading. */
export interface LetterColumn { readonly title: string; readonly share: number; readonly align: LetterAlign; readonly group?: string }
/** A table; `totals` is a last row in bold. Its header row stands on every page. */
export interface LetterTable {
  readonly kind: 'table'
  readonly caption?: string
  readonly columns: readonly LetterColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly totals?: readonly string[]
}
export type LetterBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | LetterTable

/** As it is drawn: a table that would be a header over nothing says that there is nothing. */
export const drawnAs = (block: LetterBlock): LetterBlock => {
  if (block.kind !== 'table' || block.rows.length > 0 || block.totals !== undefined) return block
  return { kind: 'note', text: block.caption === undefined ? 'Không có mục nào.' : `${block.caption}: không có mục nào.` }
}

/** Pages behind the signature, turned when their tables are wide. */
export interface LetterAnnex {
  readonly title: string; readonly about: string | null
  /** Which paper it goes with: `(Kèm theo Báo cáo số …)`. */
  readonly enclosed?: string
  readonly isLandscape: boolean; readonly blocks: readonly LetterBlock[]
}

export interface Letter {
  readonly issuer: PaperIssuer
  /** `/BC-UBND` with its number, or with dots for the hand. */
  readonly number: string | null
  readonly on: LocalDate
  /** Name of the paper in capitals, and what it is about. */
  readonly title: string
  readonly about: string | null
  readonly addressees: readonly string[]
  readonly blocks: readonly LetterBlock[]
  readonly recipients: readonly string[]
  /** `title` may have several lines, the body that is signed for above the office. */
  readonly signature: { readonly title: string; readonly name: string | null }
  readonly annexes: readonly LetterAnnex[]
  /** The creation time of the file, so that the same facts make the same bytes. */
  readonly issuedAtMs: number
}

/** Headings of groups with the columns under them: null in `upper` where a column has none or continues that of its neighbour. */
export const groupsOf = (columns: readonly { readonly group?: string }[]): readonly { readonly group: string | null; readonly width: number }[] => {
  const groups: { group: string | null; width: number }[] = []
  for (const { group } of columns) {
    const last = groups.at(-1)
    if (group !== undefined && last?.group === group) last.width += 1
    else groups.push({ group: group ?? null, width: 1 })
  }
  return groups
}
