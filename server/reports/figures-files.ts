/** An official table as files: the table of the page as CSV, as a workbook, and as a paper that officials go on writing. */
import type { Counts, OfficialTable, Shares } from '../../schemas/statistics.ts'
import { byteOrderMark, csvOf } from '../render/csv.ts'
import type { Letter, LetterTable } from '../render/letter.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx, type SheetColumn, type SheetTable, type SheetValue } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'
import type { Formats } from '../views/times.ts'
import type { GroupingUsed } from './grouping.ts'
import { agencyFrame, leadersOf } from './agency-letter.ts'
import { figureText, formSymbol, gridLines, gridOf, type Grid, groupingLine, indexGridOf, missingScores } from './table-grid.ts'

/** The counts and shares of a whole period. */
export interface WholeCounts { readonly totals: Counts; readonly shares: Shares }
/**
 * A table whose rows have their names, in words what alone it looks at (null: all), how it groups, when it was counted, and the counts of the whole period, null
 * for a table of work.
 */
export interface NamedFigures {
  readonly table: OfficialTable; readonly names: readonly string[]; readonly scope: string | null; readonly used: GroupingUsed; readonly asOf: string; readonly whole: WholeCounts | null
}

const stretchOf = (t: Texts, { from, to }: OfficialTable): string => t.statistics.stretch(shortDate(from), shortDate(to))
const indented = ({ name, depth }: Grid['rows'][number]): string => `${'  '.repeat(depth)}${name}`

/** How the table groups, where a grouping changes it, and what alone it looks at. */
const notesOf = (t: Texts, { table, used, scope }: NamedFigures): string[] => [groupingLine(t, table.form, used), scope].filter((line) => line !== null)

/** What stands under the score: how a dash is meant, and why each stands there. */
const scoreNotes = (t: Texts, { table }: NamedFigures): string[] => {
  const missing = missingScores(t, table)
  return missing.length === 0 ? [] : [t.tables.scoreNote, ...missing]
}

/** In which language, and how its numbers and days are written. */
interface Reader { readonly t: Texts; readonly format: Formats }

/** The table, its index groups, how it groups and when it was counted; every line as wide as the table. */
export const figuresCsv = (t: Texts, figures: NamedFigures): string => {
  const { table, names, asOf } = figures
  const grid = gridOf(t, table, names)
  const groups = indexGridOf(t, table.groups)
  const lines = [...gridLines(t, grid), ...(groups === null ? [] : gridLines(t, groups)), ...[...notesOf(t, figures), t.statistics.asOf(asOf)].map((note) => [note])]
  return byteOrderMark + csvOf(lines.map((line) => Array.from({ length: grid.columns.length + 1 }, (_, at) => line[at] ?? '')))
}

/** A grid as the columns and rows of a sheet. */
const sheetOf = (t: Texts, grid: Grid): Pick<SheetTable, 'columns' | 'rows' | 'totals'> => {
  const numbered = (row: readonly SheetValue[], number: SheetValue): SheetValue[] => (grid.isNumbered ? [number, ...row] : [...row])
  const columns: SheetColumn[] = [
    ...(grid.isNumbered ? [{ title: t.statistics.number, kind: 'count' as const, width: 6 }] : []), { title: grid.title, kind: 'text', width: 44 },
    ...grid.columns.map(({ group, title, kind }) => ({ title, kind, width: 11, ...(group === null ? {} : { group }) })),
  ]
  return {
    columns, rows: grid.rows.map((row, at) => numbered([indented(row), ...row.cells], at + 1)),
    ...(grid.totals === null ? {} : { totals: numbered([t.statistics.all, ...grid.totals], '') }),
  }
}

/** The figures as sheets of a workbook: the table, and its index groups. */
export const figuresXlsx = (t: Texts, figures: NamedFigures): Promise<Uint8Array> => {
  const { table, names, asOf } = figures
  const groups = indexGridOf(t, table.groups)
  const notes = [t.statistics.asOf(asOf)]
  const heading = [t.formHeadings[table.form], t.formNotes[table.form], stretchOf(t, table), ...notesOf(t, figures)]
  return renderXlsx([
    { name: formSymbol(t, table.form), heading, landscape: true, notes: [...notes, ...scoreNotes(t, figures)], ...sheetOf(t, gridOf(t, table, names)) },
    ...(groups === null ? [] : [{ name: t.tables.group, heading: [t.tables.groups, stretchOf(t, table)], notes, ...sheetOf(t, groups) }]),
  ])
}

/** A grid in a paper. */
const letterTable = ({ t, format }: Reader, grid: Grid, caption?: string): LetterTable => {
  const line = (number: string, name: string, cells: Grid['rows'][number]['cells']): string[] =>
    [...(grid.isNumbered ? [number] : []), name, ...cells.map((cell, at) => figureText(format, grid.columns[at], cell))]
  return {
    kind: 'table', ...(caption === undefined ? {} : { caption }),
    columns: [
      ...(grid.isNumbered ? [{ title: t.statistics.number, share: 5.5, align: 'center' as const }] : []), { title: grid.title, share: 22, align: 'left' },
      ...grid.columns.map(({ group, title }) => ({ title, share: 7, align: 'right' as const, ...(group === null ? {} : { group }) })),
    ],
    rows: grid.rows.map((row, at) => line(String(at + 1), indented(row), row.cells)), ...(grid.totals === null ? {} : { totals: line('', t.statistics.all, grid.totals) }),
  }
}

/** The tables of the annex, on a turned page. */
const annexTables = (reader: Reader, { table, names }: NamedFigures): LetterTable[] => {
  const { t } = reader
  const groups = indexGridOf(t, table.groups)
  return [letterTable(reader, gridOf(t, table, names)), ...(groups === null ? [] : [letterTable(reader, groups, t.tables.groups)])]
}

const wholeLines = ({ t, format }: Reader, { totals, shares }: WholeCounts): string[] => {
  const counts = [[t.tableGroups.received, totals.received.total], [t.tableGroups.resolved, totals.resolved.total], [t.tableGroups.inProgress, totals.inProgress.total]] as const
  return [
    ...counts.map(([name, count]) => `${name}: ${format.number(count)}`),
    ...([[t.statistics.early, shares.early], [t.statistics.onTime, shares.onTime], [t.statistics.late, shares.late]] as const).map(([name, share]) => `${name}: ${t.statistics.ofResolved(share)}`),
  ]
}

/** The paper around the table: its number and signature are left for the hand. */
export const figuresLetter = (reader: Reader, figures: NamedFigures, { agency, today, nowMs }: { readonly agency: string; readonly today: string; readonly nowMs: number }): Letter => {
  const { t } = reader
  const { table, asOf, whole } = figures
  return {
    ...agencyFrame(agency, { recipients: [leadersOf(agency), 'Lưu: VT.'] }), on: today, title: t.statistics.letterTitle, about: `${t.formHeadings[table.form]} ${stretchOf(t, table)}`,
    addressees: [], issuedAtMs: nowMs,
    blocks: [
      ...(whole === null ? [] : wholeLines(reader, whole)).map((text) => ({ kind: 'item' as const, text })),
      ...notesOf(t, figures).map((text) => ({ kind: 'note' as const, text })), { kind: 'note', text: t.statistics.asOf(asOf) },
    ],
    annexes: [{ title: t.formHeadings[table.form], about: t.formNotes[table.form], isLandscape: true, blocks: [...annexTables(reader, figures), ...scoreNotes(t, figures).map((text) => ({ kind: 'note' as const, text }))] }],
  }
}
