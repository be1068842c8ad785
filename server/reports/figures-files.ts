/** An official table as files: the table of the page as CSV, as a workbook, and as a paper that officials go on writing. */
import type { Counts, OfficialTable, Shares } from '../../schemas/statistics.ts'
import { issuerOf } from '../../workflows/dossier/paper-facts.ts'
import { byteOrderMark, csvOf } from '../render/csv.ts'
import type { Letter, LetterTable } from '../render/letter.ts'
import { shortDate } from '../render/words.ts'
import { renderXlsx, type SheetColumn, type SheetTable } from '../render/xlsx.ts'
import type { Texts } from '../views/texts/index.ts'
import { cellText, gridLines, gridOf, type Grid, groupingText, isGrouped } from './table-grid.ts'

/** A table whose rows have their names, and the counts and shares of the whole period. */
export interface NamedFigures { readonly table: OfficialTable; readonly names: readonly string[]; readonly whole: { readonly totals: Counts; readonly shares: Shares } }

const gridFor = (t: Texts, { table, names }: NamedFigures): Grid => gridOf(t, table, names)

export const figuresCsv = (t: Texts, figures: NamedFigures): string => byteOrderMark + csvOf(gridLines(t, gridFor(t, figures)))

const stretchOf = (t: Texts, { from, to }: OfficialTable): string => t.statistics.stretch(shortDate(from), shortDate(to))
const indented = ({ name, depth }: Grid['rows'][number]): string => `${'  '.repeat(depth)}${name}`

/** How the table groups, where a grouping changes it. */
const groupingNotes = (t: Texts, { form, grouping }: OfficialTable): string[] => (isGrouped(form) ? [`${groupingText(t, grouping)}.`] : [])

/** The figures as one sheet of a workbook. */
const figuresSheet = (t: Texts, figures: NamedFigures, asOf: string): SheetTable => {
  const grid = gridFor(t, figures)
  const { table } = figures
  const columns: SheetColumn[] = [
    { title: t.statistics.number, kind: 'count', width: 6 }, { title: t.statistics.what, kind: 'text', width: 44 },
    ...grid.columns.map(({ group, title, kind }) => ({ title, kind, width: 11, ...(group === null ? {} : { group }) })),
  ]
  return {
    name: table.form, heading: [t.formHeadings[table.form], t.formNotes[table.form], stretchOf(t, table), ...groupingNotes(t, table)], columns, landscape: true,
    rows: grid.rows.map((row, index) => [index + 1, indented(row), ...row.cells]), ...(grid.totals === null ? {} : { totals: [null, t.statistics.all, ...grid.totals] }),
    notes: [t.statistics.asOf(asOf)],
  }
}

export const figuresXlsx = (t: Texts, figures: NamedFigures, asOf: string): Promise<Uint8Array> => renderXlsx([figuresSheet(t, figures, asOf)])

/** The table of the form in a paper, on a turned page. */
const figuresTable = (t: Texts, figures: NamedFigures): LetterTable => {
  const grid = gridFor(t, figures)
  const text = (cell: number | string | null): string => cellText(t, cell)
  return {
    kind: 'table',
    columns: [
      { title: t.statistics.number, share: 4, align: 'center' }, { title: t.statistics.what, share: 22, align: 'left' },
      ...grid.columns.map(({ group, title }) => ({ title, share: 7, align: 'right' as const, ...(group === null ? {} : { group }) })),
    ],
    rows: grid.rows.map((row, index) => [String(index + 1), indented(row), ...row.cells.map(text)]),
    ...(grid.totals === null ? {} : { totals: ['', t.statistics.all, ...grid.totals.map(text)] }),
  }
}

/** The paper around the table: its number, signer and recipients are left for the hand. */
export const figuresLetter = (t: Texts, figures: NamedFigures, { agency, today, asOf, nowMs }: { readonly agency: string; readonly today: string; readonly asOf: string; readonly nowMs: number }): Letter => {
  const { table, whole: { totals, shares } } = figures
  return {
    issuer: issuerOf({ agency, units: new Map(), people: new Map() }, null), number: null, on: today, title: t.statistics.letterTitle, about: `${t.formHeadings[table.form]} ${stretchOf(t, table)}`,
    addressees: [], recipients: ['……………;', 'Lưu: VT.'], signature: { title: 'THỦ TRƯỞNG CƠ QUAN', name: null }, issuedAtMs: nowMs,
    blocks: [
      ...[[t.tableGroups.received, totals.received.total], [t.tableGroups.resolved, totals.resolved.total], [t.tableGroups.inProgress, totals.inProgress.total]].map(([name, count]) => (
        { kind: 'item' as const, text: `${name}: ${count}` })),
      ...[[t.statistics.early, shares.early], [t.statistics.onTime, shares.onTime], [t.statistics.late, shares.late]].map(([name, share]) => ({ kind: 'item' as const, text: `${name} (${t.statistics.share}): ${share}` })),
      ...groupingNotes(t, table).map((text) => ({ kind: 'note' as const, text })), { kind: 'note', text: t.statistics.asOf(asOf) },
    ],
    annexes: [{ title: t.formHeadings[table.form], about: t.formNotes[table.form], isLandscape: true, blocks: [figuresTable(t, figures)] }],
  }
}
