/** The table of form II.06a on screen: the form above it chooses, and changes nothing. */
import { cuts, type Counts, type Cut, type Grouping, type Shares } from '../../schemas/statistics.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'

/** What was asked, as the form shows it again. */
export interface StatisticsChoice {
  readonly from: string
  readonly to: string
  readonly period: string
  readonly periods: readonly { readonly value: string; readonly text: string }[]
  readonly by: Cut | null
  readonly grouping: Grouping
  /** A date that could not be read. */
  readonly fault: string | null
}

/** The figures, each row with its name. */
export interface StatisticsTable {
  readonly rows: readonly { readonly name: string; readonly counts: Counts }[]
  readonly totals: Counts
  readonly shares: Shares
  readonly asOf: string
  /** The same figures as files. */
  readonly files: readonly { readonly kind: 'csv' | 'xlsx' | 'docx'; readonly href: string }[]
}

const option = (value: string, text: string, chosen: string): Html => html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`

const choiceForm = ({ t }: Visit, { from, to, period, periods, by, grouping, fault }: StatisticsChoice): Html => {
  const date = (name: string, label: string, value: string): Html => html`<div><label for="${name}">${label}</label>
<input id="${name}" name="${name}" class="form-control" value="${value}" maxlength="10" inputmode="numeric" autocomplete="off" placeholder="${t.statistics.dateHint}"${fault === null ? null : html` aria-describedby="fault"`}></div>`
  return html`<section class="panel noPrint"><div class="in"><form method="get" action="/statistics" class="inline">
<div><label for="period">${t.statistics.preset}</label><select id="period" name="period" class="form-select">${option('', t.statistics.free, period)}${periods.map(({ value, text }) => option(value, text, period))}</select></div>
${date('from', t.statistics.from, from)}${date('to', t.statistics.to, to)}
<div><label for="by">${t.statistics.by}</label><select id="by" name="by" class="form-select">${option('', t.statistics.none, by ?? '')}${cuts.map((cut) => option(cut, t.cuts[cut], by ?? ''))}</select></div>
<div><label for="ended">${t.statistics.ended}</label><select id="ended" name="ended" class="form-select">${option('resolved', t.statistics.endedResolved, grouping.ended)}${option('apart', t.statistics.endedApart, grouping.ended)}</select></div>
<div><label for="paused">${t.statistics.paused}</label><select id="paused" name="paused" class="form-select">${option('inProgress', t.statistics.pausedIn, grouping.paused)}${option('apart', t.statistics.pausedApart, grouping.paused)}</select></div>
<button class="btn btn-primary">${t.statistics.show}</button></form>
${fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${fault}</p>`}<small class="quiet">${t.statistics.cutOff}</small></div></section>`
}

const figures = ({ format }: Visit, { received, resolved, inProgress }: Counts): Html => {
  const columns = [
    received.total, received.online, received.directOrPostal, received.carriedOver, resolved.total, resolved.early, resolved.onTime, resolved.late,
    inProgress.total, inProgress.within, inProgress.overdue,
  ]
  return html`${columns.map((value) => html`<td class="number">${format.number(value)}</td>`)}`
}

const head = ({ t }: Visit): Html => html`<thead><tr><th scope="col" rowspan="2" class="number">${t.statistics.number}</th><th scope="col" rowspan="2">${t.statistics.what}</th>
<th scope="colgroup" colspan="4">${t.statistics.received}</th><th scope="colgroup" colspan="4">${t.statistics.resolved}</th><th scope="colgroup" colspan="3">${t.statistics.inProgress}</th></tr>
<tr>${[t.statistics.total, t.statistics.online, t.statistics.direct, t.statistics.carried, t.statistics.total, t.statistics.early, t.statistics.onTime, t.statistics.late,
    t.statistics.total, t.statistics.within, t.statistics.overdue].map((text) => html`<th scope="col" class="number">${text}</th>`)}</tr></thead>`

const mainTable = (visit: Visit, { rows, totals, files, asOf }: StatisticsTable): Html => {
  const { t, format } = visit
  const names = { csv: t.statistics.csv, xlsx: t.statistics.xlsx, docx: t.statistics.docx }
  return html`<section class="panel" aria-labelledby="figures"><header><h2 id="figures">${t.statistics.heading}</h2><span class="quiet">${t.statistics.form}</span>
${files.map(({ kind, href }) => html`<a class="btn btn-plain noPrint" href="${href}">${names[kind]}</a> `)}</header>
${totals.received.total === 0 ? html`<p role="status">${t.statistics.empty}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="figures"><table class="figures">${head(visit)}
<tbody>${rows.map(({ name, counts }, index) => html`<tr><td class="number">${format.number(index + 1)}</td><th scope="row">${name}</th>${figures(visit, counts)}</tr>
`)}</tbody><tfoot><tr><td></td><th scope="row">${t.statistics.all}</th>${figures(visit, totals)}</tr></tfoot></table></div>`}
<p class="quiet">${t.statistics.asOf(asOf)}</p></section>`
}

const besides = (visit: Visit, { totals, shares }: StatisticsTable): Html => {
  const { t, format } = visit
  const { ofWhich, apart } = totals
  const facts = (pairs: readonly (readonly [string, string])[]): Html => html`<dl class="facts">${pairs.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
  const number = (value: number): string => format.number(value)
  return html`<div class="columns"><section class="panel" aria-labelledby="share"><header><h2 id="share">${t.statistics.share}</h2></header><div class="in">
${facts([[t.statistics.notLate, shares.notLate], [t.statistics.early, shares.early], [t.statistics.onTime, shares.onTime], [t.statistics.late, shares.late]])}<small class="quiet">${t.statistics.rounding}</small></div></section>
<section class="panel" aria-labelledby="inside"><header><h2 id="inside">${t.statistics.inside}</h2></header><div class="in">${facts([
    [t.statistics.withdrawn, number(ofWhich.withdrawn)], [t.statistics.refused, number(ofWhich.refused)], [t.statistics.stopped, number(ofWhich.stopped)],
    [t.statistics.pausedCount, number(ofWhich.paused)], [t.statistics.lateApology, number(ofWhich.lateWithApology)],
    [t.statistics.overdueApology, number(ofWhich.overdueWithApology)], [t.statistics.noLimit, number(ofWhich.withoutLimit)],
    [`${t.statistics.apart}: ${t.statistics.apartEnded}`, number(apart.ended)], [`${t.statistics.apart}: ${t.statistics.apartPaused}`, number(apart.paused)],
  ])}</div></section></div>`
}

/** The page of figures; `table` null while a date cannot be read. */
export const statisticsView = (visit: Visit, choice: StatisticsChoice, table: StatisticsTable | null): Html => html`<div class="headline"><h1>${visit.t.statistics.title}</h1></div>
${choiceForm(visit, choice)}${table === null ? null : html`${mainTable(visit, table)}${table.totals.received.total === 0 ? null : besides(visit, table)}`}`
