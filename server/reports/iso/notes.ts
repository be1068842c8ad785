/** What parts of reports are written with: figures that note their source, lines, lists of cited facts. */
import type { Fact } from '../../../schemas/fact.ts'
import type { ReportBlock, ReportFacts, ReportFigure, ReportSection, ReportTable } from '../../../schemas/report.ts'
import { counted, grouped } from '../../render/words.ts'
import { factCited } from './cite.ts'

/** Where figures are noted while a report is written. */
export class Notes {
  readonly figures: ReportFigure[] = []

  /** The figure as running text has it: `03`, `1.234`, or "–" where nobody knows it. */
  put(id: string, label: string, value: number | string | null, source: string): string {
    this.figures.push({ id, label, value, source })
    return value === null ? '–' : typeof value === 'number' ? counted(value) : value
  }

  /** The figure as a table has it: `3`, `1.234`, or "–". */
  cell(id: string, label: string, value: number | string | null, source: string): string {
    const text = this.put(id, label, value, source)
    return typeof value === 'number' ? grouped(value) : text
  }
}

/** A part of a report: its section out of the facts. */
export type Part = (facts: ReportFacts, notes: Notes) => ReportSection

/** A line of a list, a paragraph. */
export const item = (text: string): ReportBlock => ({ kind: 'item', text })
export const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text })
/** A remark under a table. */
export const note = (text: string): ReportBlock => ({ kind: 'note', text })
/** A list of facts, each line ended as a list ends it. */
export const citedItems = (facts: readonly Fact[]): ReportBlock[] => facts.map((one, at) => item(`${factCited(one)}${at === facts.length - 1 ? '.' : ';'}`))
/** A list of facts, or what is said where there is none. */
export const listed = (facts: readonly Fact[], otherwise: string): ReportBlock[] => (facts.length === 0 ? [item(otherwise)] : citedItems(facts))
/** Where figures of the register of facts come from. */
export const register = 'facts (sổ dữ kiện)'

type Column = readonly [title: string, share: number, align?: ReportTable['columns'][number]['align'], group?: string]
/** What a cell holds at most. */
const cellMost = 1000
/** A table, its columns in short. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[], more: Pick<ReportTable, 'caption' | 'totals'> = {}): ReportTable => ({
  kind: 'table', columns: columns.map(([title, share, align = 'left', group]) => ({ title, share, align, ...(group === undefined ? {} : { group }) })), rows: rows.map((row) => row.map((cell) => cell.slice(0, cellMost))), ...more,
})
