/** An official table on screen: two lines of heads, a row each, the totals, and every number a link to the dossiers behind it. */
import type { OfficialRow, OfficialTable } from '../../schemas/statistics.ts'
import { figureText, gridOf, indexGridOf, type Grid, missingScores } from '../reports/table-grid.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'
import { howCounted } from './how.ts'
import { dateText } from './times.ts'

/** A table with the names of its rows, its files, and where a number leads; the row is null for the totals. */
export interface NamedTable {
  readonly table: OfficialTable
  readonly names: readonly string[]
  /** What alone it looks at, in words; null: all. */
  readonly scope: string | null
  readonly files: readonly { readonly kind: 'csv' | 'xlsx' | 'docx'; readonly href: string }[]
  readonly asOf: string
  readonly hrefOf: (row: OfficialRow | null, column: string) => string
  /** Where a number beside the table leads: what lies inside the columns, over the whole period. */
  readonly insideHref: (column: string) => string
}

const groupsOf = ({ columns }: Grid): { group: string; count: number }[] =>
  [...Map.groupBy(columns, ({ group }) => group ?? '')].map(([group, all]) => ({ group, count: all.length }))

/** Numbers of one heading stand apart from those of the next. */
const numberClass = ({ columns }: Grid, at: number): string => (at === 0 || columns[at]?.group === columns[at - 1]?.group ? 'number' : 'number groupStart')

const head = ({ t }: Visit, grid: Grid): Html => {
  const [rowspan, titles] = [grid.totals === null ? '1' : '2', html`${grid.columns.map(({ title }, at) => html`<th scope="col" class="${numberClass(grid, at)}">${title}</th>`)}`]
  const first = html`<th scope="col" rowspan="${rowspan}" class="number">${t.statistics.number}</th><th scope="col" rowspan="${rowspan}">${grid.title}</th>`
  if (grid.totals === null) return html`<thead><tr>${first}${titles}</tr></thead>`
  return html`<thead><tr>${first}${groupsOf(grid).map(({ group, count }, at) => html`<th scope="colgroup" colspan="${count}"${at === 0 ? null : html` class="groupStart"`}>${group}</th>`)}</tr><tr>${titles}</tr></thead>`
}

const cellsOf = ({ format }: Visit, { table, hrefOf }: NamedTable, grid: Grid, cells: Grid['rows'][number]['cells'], row: OfficialRow | null): Html => html`${cells.map((cell, at) => {
  const text = figureText(format, grid.columns[at], cell)
  const isLink = table.form !== 'score' && cell !== null && cell > 0
  return html`<td class="${numberClass(grid, at)}">${isLink ? html`<a href="${hrefOf(row, table.columns[at]?.key ?? '')}">${text}</a>` : text}</td>`
})}`

const figuresTable = (visit: Visit, named: NamedTable): Html => {
  const { t, format } = visit
  const grid = gridOf(t, named.table, named.names)
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="figures"><table class="figures">${head(visit, grid)}
<tbody>${grid.rows.map(({ name, depth, cells }, index) => html`<tr><td class="number">${format.number(index + 1)}</td><th scope="row" class="depth${Math.min(depth, 6)}">${name}</th>
${cellsOf(visit, named, grid, cells, named.table.rows[index] ?? null)}</tr>
`)}</tbody>${grid.totals === null ? null : html`<tfoot><tr><td></td><th scope="row">${t.statistics.all}</th>${cellsOf(visit, named, grid, grid.totals, null)}</tr></tfoot>`}</table></div>
${named.table.form === 'score' ? html`<p class="quiet">${t.tables.scoreNote}</p><ul class="quiet">${missingScores(t, named.table).map((text) => html`<li>${text}</li>`)}</ul>` : null}`
}

const indexTable = ({ t, format }: Visit, { groups }: OfficialTable): Html | null => {
  const grid = indexGridOf(t, groups)
  return grid === null ? null : html`<div class="scroll"><table class="figures"><caption>${t.tables.groups}</caption>
<thead><tr><th scope="col">${grid.title}</th>${grid.columns.map(({ title }) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${grid.rows.map(({ name, depth, cells }) => html`<tr><th scope="row" class="depth${depth}">${name}</th>${cells.map((cell, at) => html`<td class="number">${figureText(format, grid.columns[at], cell)}</td>`)}</tr>
`)}</tbody></table></div>`
}

const isEmpty = ({ form, rows, totals, read }: OfficialTable): boolean => (read !== undefined && form !== 'causes' ? rows.length === 0 : form !== 'score' && (totals[0] ?? 0) === 0)

/** How many journals a report rests on, and how many are still to be read. */
export const readNote = ({ t, format }: Visit, read: OfficialTable['read']): Html | null => (read === undefined ? null : html`<p class="quiet">${t.tables.read(format.number(read.dossiers))}</p>
${read.waiting === 0 ? null : html`<p class="notice" role="status">${t.tables.waiting(format.number(read.waiting))}</p>`}`)

/** The panel with the table; `foot` stands below it. */
export const tableView = (visit: Visit, named: NamedTable, foot: Html | null): Html => {
  const { t } = visit
  const { table, files, asOf, scope } = named
  const fileNames = { csv: t.statistics.csv, xlsx: t.statistics.xlsx, docx: t.statistics.docx }
  return html`<section class="panel" aria-labelledby="figures"><header><div class="titled"><h2 id="figures">${t.formHeadings[table.form]}</h2><p class="quiet"><b>${t.statistics.period(dateText(table.from), dateText(table.to))}</b> · ${t.formNotes[table.form]}</p></div>
<span class="noPrint">${files.map(({ kind, href }) => html`<a class="btn btn-plain" href="${href}">${fileNames[kind]}</a> `)}</span></header>
${scope === null ? null : html`<p class="quiet">${scope}</p>`}${isEmpty(table) ? html`<p role="status">${table.form === 'causes' ? t.tables.noneLate : t.statistics.empty}</p>` : figuresTable(visit, named)}
${table.broken.length === 0 ? null : html`<p class="notice bad" role="alert">${t.tables.broken(table.broken.join('; '))}</p>`}${indexTable(visit, table)}${foot}${readNote(visit, table.read)}<p class="quiet">${t.statistics.asOf(asOf)}</p>${howCounted(visit, [t.formCounts[table.form]])}</section>`
}
