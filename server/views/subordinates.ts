/** Figures of subordinate agencies beside one's own: who has sent, the sums, the file that comes in, and the sealed one that goes out. */
import type { MadeReport } from '../../schemas/report-schedule.ts'
import { sentForms, type FiguresFile, type SubordinateLine, type SubordinateTable } from '../../schemas/subordinate.ts'
import { newFormKey } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { columnText, formName, groupingText } from '../reports/table-grid.ts'
import { badge } from './badge.ts'
import { fileField } from './file-field.ts'
import { foldedForm, type FormBack, type FormPlan } from './form.ts'
import { html, type Html } from './html.ts'
import { howCounted } from './how.ts'
import { madeTable } from './report-schedules.ts'
import { periodFields, type StatisticsChoice } from './statistics.ts'

export interface SubordinatesPage {
  readonly choice: StatisticsChoice
  /** Null while a date cannot be read. */
  readonly shown: {
    readonly table: SubordinateTable; readonly own: FiguresFile; readonly kept: readonly MadeReport[]
    /** The words of the question, for links and forms. */
    readonly query: string; readonly isOver: boolean
  } | null
  /** Whether this person takes files in and keeps figures. */
  readonly mayKeep: boolean
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  /** Why a file was refused, fault by fault; empty: nothing was refused. */
  readonly faults: readonly string[]
  readonly taken: boolean
  readonly at: (instant: string) => string
}
type Shown = NonNullable<SubordinatesPage['shown']>

const choiceForm = (visit: Visit, choice: StatisticsChoice): Html => {
  const { t } = visit
  return html`<section class="panel noPrint"><div class="in"><form method="get" action="/subordinates" class="question"><div class="double"><label for="form">${t.tables.form}</label><select id="form" name="form" class="form-select">${sentForms.map((one) =>
    html`<option value="${one}"${one === choice.form ? html` selected` : null}>${formName(t, one)}</option>`)}</select></div>${periodFields(visit, choice)}<button class="btn btn-primary">${t.statistics.show}</button></form>
${choice.fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${choice.fault}</p>`}<small class="quiet">${t.statistics.cutOff}</small></div></section>`
}

const cells = ({ t, format }: Visit, figures: readonly (number | null)[]): Html => html`${figures.map((value) => html`<td class="number">${value === null ? t.app.none : format.number(value)}</td>`)}`

const agencyRow = (visit: Visit, { code, name, report }: SubordinateLine, columns: number, at: (instant: string) => string): Html => {
  const { t } = visit
  const figures = report?.totals ?? Array.from({ length: columns }, () => null)
  return html`<tr><th scope="row">${name}<br><small class="quiet">${code}</small></th>${cells(visit, figures)}<td>${report === null ? badge({ kind: 'late', text: t.subordinates.missing }) : html`<span class="nowrap">${at(report.receivedAt)}</span><br><small class="quiet">${t.subordinates.version(String(report.version))}, <bdi>${report.by}</bdi></small>`}</td></tr>
`
}

/** The agency's own line: each number leads to its dossiers, of those that the reader may see. */
const ownRow = ({ t, format }: Visit, { table, own, query }: Shown, mine: readonly (number | null)[], at: (instant: string) => string): Html => html`<tr><th scope="row">${t.subordinates.own}</th>${table.columns.map(({ key }, index) => {
  const value = mine[index] ?? null
  return html`<td class="number">${value === null ? t.app.none : value === 0 ? '0' : html`<a href="/statistics/dossiers?${query}&ended=${own.grouping.ended}&paused=${own.grouping.paused}&column=${key}">${format.number(value)}</a>`}</td>`
})}<td class="nowrap">${at(own.asOf)}</td></tr>`

const sumTable = (visit: Visit, shown: Shown, at: (instant: string) => string): Html => {
  const { t } = visit
  const { table, own } = shown
  const mine = table.columns.map(({ key }) => own.totals[own.columns.indexOf(key)] ?? null)
  const together = table.totals.map((value, index) => value + (mine[index] ?? 0))
  const heads = [...Map.groupBy(table.columns, ({ group }) => group)].map(([group, all]) => html`<th scope="colgroup" colspan="${all.length}">${t.tableGroups[group as keyof typeof t.tableGroups]}</th>`)
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="sums"><table class="figures"><thead><tr><th scope="col" rowspan="2">${t.subordinates.agency}</th>${heads}<th scope="col" rowspan="2">${t.subordinates.received}</th></tr>
<tr>${table.columns.map((one) => html`<th scope="col" class="number">${columnText(t, one)}</th>`)}</tr></thead>
<tbody>${table.items.map((one) => agencyRow(visit, one, table.columns.length, at))}</tbody>
<tfoot>${table.items.length === 0 ? ownRow(visit, shown, mine, at) : html`<tr><th scope="row">${t.subordinates.all}</th>${cells(visit, table.totals)}<td></td></tr>${ownRow(visit, shown, mine, at)}<tr><th scope="row">${t.subordinates.together}</th>${cells(visit, together)}<td></td></tr>`}</tfoot></table></div>`
}

/** Where agencies, this one among them, group differently: who groups how. */
const groupingsNote = ({ t }: Visit, { table: { groupings, items }, own }: Shown): Html | null => {
  const nameOf = new Map(items.map(({ code, name }) => [code, name]))
  const key = ({ ended, paused }: FiguresFile['grouping']): string => `${ended} ${paused}`
  const sent = groupings.map(({ grouping, agencies }) => ({ grouping, names: agencies.map((code) => nameOf.get(code) ?? code) }))
  const isOwn = sent.some(({ grouping }) => key(grouping) === key(own.grouping))
  const all = (isOwn ? sent : [...sent, { grouping: own.grouping, names: [] }]).map((one) => (key(one.grouping) === key(own.grouping) ? { ...one, names: [...one.names, t.groupings.here] } : one))
  if (groupings.length === 0 || all.length < 2) return null
  return html`<div class="notice" role="note"><p>${t.groupings.differ}</p><ul>${all.map(({ grouping, names }) => html`<li>${groupingText(t, grouping)}: ${names.join(', ')}</li>`)}</ul></div>`
}

const differencesOf = (visit: Visit, { name, report }: SubordinateLine, { columns }: SubordinateTable): Html | null => {
  const { t } = visit
  if (report === null || report.differences.length === 0) return null
  const label = (key: string): string => {
    const found = columns.find((one) => one.key === key)
    return found === undefined ? key : `${t.tableGroups[found.group as keyof typeof t.tableGroups]}: ${columnText(t, found)}`
  }
  return html`<details class="in"><summary>${t.subordinates.differs(name)}</summary><table><thead><tr><th scope="col">${t.subordinates.column}</th><th scope="col" class="number">${t.subordinates.before}</th><th scope="col" class="number">${t.subordinates.after}</th></tr></thead>
<tbody>${report.differences.map(({ column, before, after }) => html`<tr><th scope="row">${label(column)}</th>${cells(visit, [before, after])}</tr>
`)}</tbody></table></details>`
}

const uploadForm = (visit: Visit, query: string, faults: readonly string[]): Html => {
  const { t } = visit
  return html`<section class="panel actions noPrint" aria-labelledby="upload"><header><h2 id="upload">${t.subordinates.upload}</h2></header><div class="in">
${faults.length === 0 ? null : html`<div class="notice bad" role="alert"><p>${t.subordinates.refused}</p><ul>${faults.map((one) => html`<li>${one}</li>`)}</ul></div>`}
<form method="post" action="/subordinates/files?${query}" enctype="multipart/form-data" class="inline"><input type="hidden" name="key" value="${newFormKey()}">
<div>${fileField(visit, { id: 'file', label: t.subordinates.file, accept: '.json,application/json' })}</div><button class="btn btn-primary">${t.subordinates.send}</button></form></div></section>`
}

const minePanel = (visit: Visit, { own, kept, query, isOver }: Shown, { plans, back, at }: SubordinatesPage): Html => {
  const { t } = visit
  const keep = plans.find(({ id }) => id === 'keep')
  return html`<section class="panel actions" aria-labelledby="mine"><header><h2 id="mine">${t.subordinates.mine}</h2><a class="btn btn-plain noPrint" href="/subordinates/own.json?${query}">${t.schedules.sealed}</a></header>
<div class="in">${isOver ? null : html`<p class="notice" role="status">${t.subordinates.notOver}</p>`}<p class="quiet">${t.schedules.seal} SHA-256 <code>${own.sha256}</code></p></div>${keep === undefined ? null : foldedForm(visit, keep, back)}</section>
<section class="panel" aria-labelledby="made"><header><h2 id="made">${t.subordinates.kept}</h2></header>${madeTable(visit, kept, { at, none: t.subordinates.noneKept })}</section>`
}

/** The page: the question, the sums, the file that comes in, and the one that goes out. */
export const subordinatesView = (visit: Visit, page: SubordinatesPage): Html => {
  const { t, format } = visit
  const { choice, shown, mayKeep, plans, back, faults, taken, at } = page
  const head = html`<div class="headline"><h1>${t.subordinates.title}</h1></div><p class="quiet">${t.subordinates.help}</p>${taken ? html`<p class="notice good" role="status">${t.subordinates.taken}</p>` : null}${choiceForm(visit, choice)}`
  if (shown === null) return head
  const { table, query } = shown
  const add = plans.find(({ id }) => id === 'add')
  return html`${head}<section class="panel" aria-labelledby="sums"><header><div class="titled"><h2 id="sums">${t.formHeadings[table.form]}</h2><p class="quiet"><b>${t.statistics.period(choice.from, choice.to)}</b> · ${t.formNotes[table.form]}</p></div>${
  table.items.length === 0 ? null : html`<span>${t.subordinates.counts(format.number(table.items.length - table.missing.length), format.number(table.items.length))}</span>`}</header>
${table.items.length === 0 ? html`<p role="status">${t.subordinates.none}${mayKeep ? html` ${t.subordinates.noneYet}` : null}</p>` : null}${groupingsNote(visit, shown)}${sumTable(visit, shown, at)}${table.items.map((one) => differencesOf(visit, one, table))}${howCounted(visit, [t.formCounts[table.form]])}</section>
${mayKeep ? uploadForm(visit, query, faults) : null}${add === undefined ? null : html`<section class="panel actions noPrint">${foldedForm(visit, add, back)}</section>`}${minePanel(visit, shown, page)}`
}
