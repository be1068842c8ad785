/** The official tables on screen: the form above them chooses, and changes nothing. */
import { cuts, officialForms, type Cut, type Grouping, type OfficialForm, type WorkScope } from '../../schemas/statistics.ts'
import type { InsideColumn } from '../../workflows/statistics/forms.ts'
import type { DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import type { GroupingUsed } from '../reports/grouping.ts'
import type { WholeCounts } from '../reports/figures-files.ts'
import { formName, groupingLine, insideText } from '../reports/table-grid.ts'
import { packButton } from './evidence.ts'
import { dayInput } from './day-input.ts'
import { html, type Html } from './html.ts'
import { choice as pick, type Choice } from './late.ts'
import { rowsTable } from './rows.ts'
import { tableView, type NamedTable } from './tables.ts'

/** What was asked, as the form shows it again. */
export interface StatisticsChoice {
  readonly from: string
  readonly to: string
  readonly period: string
  readonly periods: readonly { readonly value: string; readonly text: string }[]
  readonly form: OfficialForm
  readonly by: Cut | null
  /** As far as it was chosen; null: as it was decided for the form. */
  readonly grouping: { readonly ended: Grouping['ended'] | null; readonly paused: Grouping['paused'] | null }
  /** A date that could not be read. */
  readonly fault: string | null
}

/** What a table of work can be narrowed to. */
export interface ScopeFields { readonly chosen: WorkScope; readonly procedures: readonly Choice[]; readonly units: readonly Choice[] }

/** The table, and the figures that stand beside it; none beside a table of work. */
export interface Figures { readonly named: NamedTable; readonly used: GroupingUsed; readonly whole: WholeCounts | null }

const option = (value: string, text: string, chosen: string): Html => html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`

/** The fields that choose a period: a preset, or two dates, which count when they are typed over. */
export const periodFields = ({ t }: Visit, { from, to, period, periods, fault }: Pick<StatisticsChoice, 'from' | 'to' | 'period' | 'periods' | 'fault'>): Html => {
  const date = (name: string, label: string, value: string): Html => html`<div class="day"><label for="${name}">${label}</label>
${dayInput({ t }, { id: name, name, value, more: fault === null ? null : html` aria-describedby="fault"` })}</div>`
  return html`<input type="hidden" name="was" value="${period}"><div class="period"><label for="period">${t.statistics.preset}</label><select id="period" name="period" class="form-select">${option('', t.statistics.free, period)}${periods.map(({ value, text }) => option(value, text, period))}</select></div>
${date('from', t.statistics.from, from)}${date('to', t.statistics.to, to)}`
}

/** How dossiers are told apart. */
const cutField = ({ t }: Visit, { by }: StatisticsChoice): Html => html`<div><label for="by">${t.statistics.by}</label><select id="by" name="by" class="form-select">${option('', t.statistics.none, by ?? '')}${cuts.map((cut) => option(cut, t.cuts[cut], by ?? ''))}</select></div>
`

/** How they are grouped, folded until somebody chooses otherwise than it was decided. */
const groupingFields = ({ t }: Visit, { grouping: { ended, paused } }: StatisticsChoice): Html => html`
<details${ended === null && paused === null ? null : html` open`}><summary>${t.statistics.grouping}</summary><div class="question"><div class="double"><label for="ended">${t.statistics.ended}</label><select id="ended" name="ended" class="form-select">${option('', t.groupings.asDecided, ended ?? '')}${option('resolved', t.statistics.endedResolved, ended ?? '')}${option('apart', t.statistics.endedApart, ended ?? '')}</select></div>
<div class="double"><label for="paused">${t.statistics.paused}</label><select id="paused" name="paused" class="form-select">${option('', t.groupings.asDecided, paused ?? '')}${option('inProgress', t.statistics.pausedIn, paused ?? '')}${option('apart', t.statistics.pausedApart, paused ?? '')}</select></div></div></details>`

/** What a table of work is narrowed to; no cut and no grouping changes it. */
const workFields = ({ t }: Visit, { chosen, procedures, units }: ScopeFields): Html => html`${pick('procedure', t.late.procedure, t.late.allProcedures, procedures, chosen.procedure ?? '')}
${pick('unit', t.statistics.unitBelow, t.late.allUnits, units, chosen.unit ?? '')}`

const choiceForm = (visit: Visit, choice: StatisticsChoice, scope: ScopeFields | null): Html => {
  const { t } = visit
  const { form, fault } = choice
  return html`<section class="panel noPrint"><div class="in"><form method="get" action="/statistics" class="question">
<div class="double"><label for="form">${t.tables.form}</label><select id="form" name="form" class="form-select">${officialForms.map((one) => option(one, formName(t, one), form))}</select></div>
${scope === null ? cutField(visit, choice) : workFields(visit, scope)}${periodFields(visit, choice)}
<button class="btn btn-primary">${t.statistics.show}</button>${scope === null ? groupingFields(visit, choice) : null}</form>
${fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${fault}</p>`}<small class="quiet">${t.statistics.cutOff}</small></div></section>`
}

/** Shares, and what lies inside the columns; each leads to the dossiers that it counts, or is a share of. */
const besides = (visit: Visit, { insideHref }: NamedTable, { totals, shares }: WholeCounts): Html => {
  const { t, format } = visit
  const { ofWhich, apart, resolved } = totals
  const line = (column: InsideColumn, many: number, text: string): Html => html`<dt>${insideText(t, column)}</dt><dd class="number">${many === 0 ? text : html`<a href="${insideHref(`inside.${column}`)}">${text}</a>`}</dd>`
  const count = (column: InsideColumn, many: number): Html => line(column, many, format.number(many))
  return html`<div class="halves"><section class="panel" aria-labelledby="share"><header><h2 id="share">${t.statistics.share}</h2></header><div class="in"><dl class="facts numbers">${[
    line('notLate', resolved.early + resolved.onTime, shares.notLate), line('early', resolved.early, shares.early), line('onTime', resolved.onTime, shares.onTime), line('late', resolved.late, shares.late),
  ]}</dl><small class="quiet">${t.statistics.rounding}</small></div></section>
<section class="panel" aria-labelledby="inside"><header><h2 id="inside">${t.statistics.inside}</h2></header><div class="in"><dl class="facts numbers">${[
    count('withdrawn', ofWhich.withdrawn), count('refused', ofWhich.refused), count('stopped', ofWhich.stopped), count('paused', ofWhich.paused), count('lateWithApology', ofWhich.lateWithApology),
    count('overdueWithApology', ofWhich.overdueWithApology), count('withoutLimit', ofWhich.withoutLimit), ...(apart.ended + apart.paused === 0 ? [] : [count('apartEnded', apart.ended), count('apartPaused', apart.paused)]),
  ]}</dl></div></section></div>`
}

/** How the table groups, and who decided it; nothing for a form that no grouping changes. */
const groupingNote = ({ t }: Visit, { named: { table: { form } }, used }: Figures): Html | null => {
  const line = groupingLine(t, form, used)
  return line === null ? null : html`<p class="quiet">${line} <a class="noPrint" href="/statistics/groupings">${t.groupings.open}</a></p>`
}

/** The page of figures, null while a date cannot be read; `scope` of a table of work. */
export const statisticsView = (visit: Visit, choice: StatisticsChoice, scope: ScopeFields | null, figures: Figures | null): Html => html`<div class="headline"><h1>${visit.t.statistics.title}</h1><a class="btn btn-plain noPrint" href="/statistics/conformance">${visit.t.conformance.title}</a></div>
${choiceForm(visit, choice, scope)}${figures === null ? null : html`${tableView(visit, figures.named, groupingNote(visit, figures))}${figures.whole === null || figures.whole.totals.received.total === 0 ? null : besides(visit, figures.named, figures.whole)}`}`

/** The dossiers behind a number. */
export interface Behind { readonly name: string; readonly period: string; readonly back: string; readonly rows: readonly DossierRow[]; readonly next: string | null }

/** The list of the dossiers that a number counts. */
export const behindView = (visit: Visit, { name, period, back, rows, next }: Behind): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.tables.behind}</h1><a class="btn btn-plain" href="${back}">${t.tables.back}</a></div>
<section class="panel"><header><div class="titled"><h2>${name}</h2><p class="quiet"><b>${period}</b> · ${t.tables.ofYours}</p></div></header>${rows.length === 0 ? html`<p>${t.tables.none}</p>` : rowsTable(t, name, rows)}</section>${packButton(visit, rows.map(({ id }) => id))}
<p class="noPrint">${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a>`}</p>`
}
