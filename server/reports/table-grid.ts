/** An official table as plain rows with headings in words: what the screen, the files and the command line print alike. */
import { groupedForms } from '../../schemas/form-grouping.ts'
import type { Grouping, IndexGroup, OfficialColumn, OfficialForm, OfficialRow, OfficialTable } from '../../schemas/statistics.ts'
import type { InsideColumn } from '../../workflows/statistics/forms.ts'
import { indexText } from '../../workflows/statistics/scoring.ts'
import { unknownFigure } from '../../workflows/statistics/shares.ts'
import { shortDate } from '../render/words.ts'
import type { Texts } from '../views/texts/index.ts'
import type { Formats } from '../views/times.ts'
import type { GroupingUsed } from './grouping.ts'

/** A whole number, one with one decimal, one with two. */
type GridKind = 'count' | 'score' | 'share'
/** A column after the name of a row; neighbours of one group stand under its heading. */
export interface GridColumn { readonly group: string | null; readonly title: string; readonly kind: GridKind }
/** Figures are numbers, or null where one is not known. */
export interface GridRow { readonly name: string; readonly depth: number; readonly cells: readonly (number | null)[] }
/** `title`: the heading over the names; `isNumbered`: its rows bear numbers before their names. */
export interface Grid {
  readonly title: string; readonly isNumbered: boolean
  readonly columns: readonly GridColumn[]; readonly rows: readonly GridRow[]; readonly totals: readonly (number | null)[] | null
}

/** What officials know some forms by. Sources: TT 01/2020/TT-VPCP; QĐ 766/QĐ-TTg. */
const symbols: Partial<Record<OfficialForm, string>> = { '06a': 'II.06a', '06b': 'II.06b', 766: 'QĐ 766/QĐ-TTg' }
/** The official symbol of a form, else its heading. */
export const formSymbol = (t: Texts, form: OfficialForm): string => symbols[form] ?? t.formHeadings[form]
/** A form as lists of forms call it: its heading, and its official symbol where it has one. */
export const formName = (t: Texts, form: OfficialForm): string => (form in symbols ? `${t.formHeadings[form]} (${formSymbol(t, form)})` : t.formHeadings[form])

/** The heading of a column. */
export const columnText = (t: Texts, { key, group }: OfficialColumn): string =>
  group === 'cause' && key !== 'unknown' ? t.keepers[key as keyof typeof t.keepers] : t.tableColumns[key as keyof typeof t.tableColumns]

/** A share or a score, which were rounded once when they were printed, as a number; null for "–". */
const figureOf = (printed: string): number | null => (printed === unknownFigure ? null : Number(printed.replace(',', '.')))

const scoreRow = (t: Texts, { figures: [index = null, points = null, dossiers = null] }: OfficialRow): GridRow => ({
  name: t.scoreIndices[(index ?? 1) as keyof typeof t.scoreIndices], depth: 0,
  cells: [points, dossiers, figureOf(indexText({ index: index ?? 0, points, dossiers: dossiers ?? 0 }))],
})

const scoreGrid = (t: Texts, { rows }: OfficialTable): Grid => ({
  title: t.tables.index, isNumbered: true, rows: rows.map((row) => scoreRow(t, row)), totals: null,
  columns: [t.tables.points, t.tables.counted, t.tables.score].map((title, at): GridColumn => ({ group: null, title, kind: at < 2 ? 'count' : 'score' })),
})

/** Why an index of the score has no points, for each that has none. */
export const missingScores = (t: Texts, { form, rows }: Pick<OfficialTable, 'form' | 'rows'>): string[] => (form !== 'score' ? [] : rows.flatMap(({ figures: [index = null, points = null] }) => {
  const key = (index ?? 1) as keyof typeof t.scoreIndices
  return points === null ? [`${key}. ${t.scoreIndices[key]}: ${t.scoreReasons[key]}.`] : []
}))

/** The table with the names of its rows. */
export const gridOf = (t: Texts, table: OfficialTable, names: readonly string[]): Grid => (table.form === 'score' ? scoreGrid(t, table) : {
  title: t.statistics.what, isNumbered: true,
  columns: table.columns.map((one) => ({ group: t.tableGroups[one.group as keyof typeof t.tableGroups], title: columnText(t, one), kind: one.key === 'workingHours' ? 'share' : 'count' })),
  rows: table.rows.map(({ depth, figures }, index) => ({ name: names[index] ?? '', depth, cells: figures })), totals: table.totals,
})

/** The index groups below form 766, each with the indices that are told apart within it; null for every other form. */
export const indexGridOf = (t: Texts, groups: readonly IndexGroup[]): Grid | null => (groups.length === 0 ? null : {
  title: t.tables.group, isNumbered: false, totals: null,
  columns: [{ group: null, title: t.tables.most, kind: 'count' }, { group: null, title: t.tables.share, kind: 'share' }],
  rows: groups.flatMap(({ group, most, share, parts }): GridRow[] => [
    { name: t.indexGroups[group], depth: 0, cells: [most, figureOf(share)] },
    ...parts.map((one) => ({ name: t.satisfactionIndices[one.index], depth: 1, cells: [null, figureOf(one.share)] })),
  ]),
})

const formatted = { count: 'number', score: 'tenths', share: 'decimals' } as const
/** A figure of a column as people read it, on screen and on paper: "–" for what is not known. */
export const figureText = (format: Formats, column: GridColumn | undefined, cell: number | null): string =>
  (cell === null ? unknownFigure : format[formatted[column?.kind ?? 'count']](cell))

const decimals: Readonly<Record<GridKind, number>> = { count: 0, score: 1, share: 2 }
/** A figure as spreadsheets and other programs read it: no marks between thousands, decimals behind a comma. */
const plainText = (column: GridColumn | undefined, cell: number | null): string => (cell === null ? unknownFigure : cell.toFixed(decimals[column?.kind ?? 'count']).replace('.', ','))

/** What a number beside a table is called. */
export const insideText = (t: Texts, column: InsideColumn): string => ({
  notLate: t.statistics.notLate, early: t.statistics.early, onTime: t.statistics.onTime, late: t.statistics.late, withdrawn: t.statistics.withdrawn, refused: t.statistics.refused, stopped: t.statistics.stopped, paused: t.statistics.pausedCount, lateWithApology: t.statistics.lateApology,
  overdueWithApology: t.statistics.overdueApology, withoutLimit: t.statistics.noLimit, apartEnded: `${t.statistics.apart}: ${t.statistics.apartEnded}`, apartPaused: `${t.statistics.apart}: ${t.statistics.apartPaused}`,
})[column]

/** The grid as lines of text: heads, rows, totals, with "–" for what is not known. */
export const gridLines = (t: Texts, { title, columns, rows, totals }: Grid): string[][] => {
  const line = (name: string, cells: GridRow['cells']): string[] => [name, ...cells.map((cell, at) => plainText(columns[at], cell))]
  return [
    [title, ...columns.map((one) => (one.group === null ? one.title : `${one.group}: ${one.title}`))],
    ...rows.map(({ name, cells }) => line(name, cells)), ...(totals === null ? [] : [line(t.statistics.all, totals)]),
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

/** How a form groups and by whose decision, in words; null for a form that no grouping changes. */
export const groupingLine = (t: Texts, form: OfficialForm, { grouping, decided }: GroupingUsed): string | null =>
  (isGrouped(form) ? `${groupingText(t, grouping)}.${decided === null ? '' : ` ${t.groupings.by(decided.decision, shortDate(decided.validFrom))}`}` : null)
