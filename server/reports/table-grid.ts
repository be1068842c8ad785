/** An official table as plain rows with headings in words: what the screen, the files and the command line print alike. */
import { groupedForms } from '../../schemas/form-grouping.ts'
import type { Grouping, OfficialColumn, OfficialForm, OfficialRow, OfficialTable } from '../../schemas/statistics.ts'
import { indexText } from '../../workflows/statistics/scoring.ts'
import type { Texts } from '../views/texts/index.ts'

/** A column after the number and the name of a row; neighbours of one group stand under its heading. */
export interface GridColumn { readonly group: string | null; readonly title: string; readonly kind: 'count' | 'share' | 'text' }
/** Figures are numbers, or null where one is not known; the score of an index is a text with one decimal. */
export interface GridRow { readonly name: string; readonly depth: number; readonly cells: readonly (number | string | null)[] }
export interface Grid { readonly columns: readonly GridColumn[]; readonly rows: readonly GridRow[]; readonly totals: readonly (number | null)[] | null }

/** The heading of a column. */
export const columnText = (t: Texts, { key, group }: OfficialColumn): string =>
  group === 'cause' && key !== 'unknown' ? t.keepers[key as keyof typeof t.keepers] : t.tableColumns[key as keyof typeof t.tableColumns]

const scoreRow = (t: Texts, { figures: [index = null, points = null, dossiers = null] }: OfficialRow): GridRow => ({
  name: t.scoreIndices[(index ?? 1) as keyof typeof t.scoreIndices], depth: 0,
  cells: [points, dossiers, indexText({ index: index ?? 0, points, dossiers: dossiers ?? 0 })],
})

/** The table with the names of its rows. */
export const gridOf = (t: Texts, table: OfficialTable, names: readonly string[]): Grid => {
  if (table.form === 'score') {
    const columns = [t.tables.points, t.tables.counted, t.tables.score].map((title, at): GridColumn => ({ group: null, title, kind: at < 2 ? 'count' : 'text' }))
    return { columns, rows: table.rows.map((row) => scoreRow(t, row)), totals: null }
  }
  return {
    columns: table.columns.map((one) => ({ group: t.tableGroups[one.group as keyof typeof t.tableGroups], title: columnText(t, one), kind: one.key === 'workingHours' ? 'share' : 'count' })),
    rows: table.rows.map(({ depth, figures }, index) => ({ name: names[index] ?? '', depth, cells: figures })), totals: table.totals,
  }
}

/** A figure as files print it: "–" for what is not known, hours with two decimals and a comma. */
export const cellText = (t: Texts, cell: number | string | null): string =>
  (cell === null ? t.app.none : typeof cell === 'string' || Number.isInteger(cell) ? String(cell) : cell.toFixed(2).replace('.', ','))

/** The grid as lines of text: heads, rows, totals, with "–" for what is not known. */
export const gridLines = (t: Texts, { columns, rows, totals }: Grid): string[][] => {
  const text = (cell: number | string | null): string => cellText(t, cell)
  return [
    [t.statistics.what, ...columns.map(({ group, title }) => (group === null ? title : `${group}: ${title}`))],
    ...rows.map(({ name, cells }) => [name, ...cells.map(text)]), ...(totals === null ? [] : [[t.statistics.all, ...totals.map(text)]]),
  ]
}

/** Whether a grouping changes the columns of a form. */
export const isGrouped = (form: OfficialForm): boolean => groupedForms.some((one) => one === form)

/** Where a grouping puts what ended without a result. */
export const endedText = (t: Texts, { ended }: Pick<Grouping, 'ended'>): string => (ended === 'apart' ? t.statistics.endedApart : t.statistics.endedResolved)
/** Where it puts what is paused. */
export const pausedText = (t: Texts, { paused }: Pick<Grouping, 'paused'>): string => (paused === 'apart' ? t.statistics.pausedApart : t.statistics.pausedIn)

/** A grouping in words, as tables, files and notes name it. */
export const groupingText = (t: Texts, grouping: Grouping): string =>
  `${t.statistics.ended}: ${endedText(t, grouping).toLocaleLowerCase('vi')}; ${t.statistics.paused.toLocaleLowerCase('vi')}: ${pausedText(t, grouping).toLocaleLowerCase('vi')}`
