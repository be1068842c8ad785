/** The leaders' overview: what needs a decision, shares, what is open, the trend as a chart with its table, bottlenecks, objectives; every number leads to its list. */
import type { Counts } from '../../schemas/statistics.ts'
import { percent } from '../../workflows/statistics/shares.ts'
import type { DateRange } from '../../workflows/statistics/periods.ts'
import type { Visit } from '../pages/visit.ts'
import type { Bottleneck, Dashboard, MonthCounts } from '../reports/dashboard.ts'
import { figureText, targetText } from '../reports/objectives/words.ts'
import { durationText } from './badge.ts'
import { html, type Html } from './html.ts'
import { howCounted } from './how.ts'
import { lightBadge } from './objectives.ts'
import { inLanguage } from './texts/index.ts'
import { dateText } from './times.ts'

export interface DashboardPage { readonly dashboard: Dashboard; readonly unitName: (id: string) => string; readonly procedureName: (code: string) => string; readonly asOf: string }

/** A list of the statistics: the column of II.06a in a stretch of days, grouped as the overview counts it; of one unit or all. */
const listHref = ({ from, to }: DateRange, column: string, unitId: string | null = null): string =>
  `/statistics/dossiers?form=06a&from=${dateText(from)}&to=${dateText(to)}&ended=resolved&paused=apart&by=${unitId === null ? '' : 'unit'}&column=${column}${unitId === null ? '' : `&value=${unitId}`}`
const tableHref = ({ from, to }: DateRange): string => `/statistics?form=06a&from=${dateText(from)}&to=${dateText(to)}&by=unit`
/** Everything that is open on the last day: within time, overdue and paused. */
const openHref = ({ from, to }: DateRange): string => `/statistics/dossiers?form=06a&from=${dateText(from)}&to=${dateText(to)}&ended=resolved&paused=inProgress&by=&column=11`
const stepHref = ({ from, to }: DateRange, { procedure, step, unitId }: Bottleneck, over: boolean): string =>
  `/statistics/conformance/dossiers?from=${dateText(from)}&to=${dateText(to)}&procedure=${encodeURIComponent(procedure)}&step=${encodeURIComponent(step)}&unit=${unitId}${over ? '&over=yes' : ''}`

const notLate = ({ resolved }: Counts): number => resolved.early + resolved.onTime
const shareOf = (counts: Counts): string => percent(notLate(counts), counts.resolved.total)
const withSign = (share: string): string => (share === '–' ? share : `${share}%`)

const number = ({ format }: Visit, value: number, href: string): Html => (value === 0 ? html`0` : html`<a href="${href}">${format.number(value)}</a>`)
const cell = (visit: Visit, value: number, href: string): Html => html`<td class="number">${number(visit, value, href)}</td>`
/** A share leads to the dossiers that it is a share of. */
const shareCell = (counts: Counts | undefined, href: string): Html => html`<td class="number">${counts === undefined || counts.resolved.total === 0 ? '–' : html`<a href="${href}">${shareOf(counts)}</a>`}</td>`
const stretchText = ({ from, to }: DateRange): string => `${dateText(from)} – ${dateText(to)}`

/** One big figure with what stands behind it. */
const card = (title: string, when: string, value: Html | string, note: Html | string): Html => html`<div class="card"><h2>${title}</h2><p class="big">${value}</p><p>${note}</p><p class="quiet when">${when}</p></div>`

const shareCard = (visit: Visit, title: string, range: DateRange, counts: Counts): Html => {
  const { t, format } = visit
  return card(`${t.dashboard.onTime}: ${title}`, stretchText(range), html`<a href="${tableHref(range)}">${withSign(shareOf(counts))}</a>`, t.dashboard.of(format.number(notLate(counts)), format.number(counts.resolved.total)))
}

const openOf = ({ inProgress, apart }: Counts): number => inProgress.total + apart.paused

const nowCard = (visit: Visit, month: MonthCounts, asOf: string): Html => {
  const { t } = visit
  const { inProgress, apart } = month.counts
  return card(t.dashboard.now, asOf, number(visit, openOf(month.counts), openHref(month)), html`${t.dashboard.within} ${number(visit, inProgress.within, listHref(month, '12'))} · ${t.dashboard.overdue} ${number(visit, inProgress.overdue, listHref(month, '13'))} · ${t.dashboard.paused} ${number(visit, apart.paused, listHref(month, 'apart'))}`)
}

const decisions = ({ t, format }: Visit, { objectives, bottlenecks }: Dashboard, month: MonthCounts): Html => {
  const missed = objectives.filter(({ year }) => year.light === 'red' || year.light === 'amber').length
  const lines = [
    { many: month.counts.inProgress.overdue, text: t.dashboard.decideOverdue, href: '/late' }, { many: missed, text: t.dashboard.decideObjectives, href: '/objectives' },
    { many: bottlenecks.length, text: t.dashboard.decideSteps, href: '#bottlenecks' },
  ].filter(({ many }) => many > 0)
  return html`<section class="panel" aria-labelledby="decide"><header><h2 id="decide">${t.dashboard.decide}</h2></header>${lines.length === 0 ? html`<p>${t.dashboard.nothing}</p>`
    : html`<ul class="entries">${lines.map(({ many, text, href }) => html`<li><a href="${href}">${text(format.number(many))}</a></li>`)}</ul>`}</section>`
}

const chart = { width: 640, height: 190, left: 52, right: 12, top: 12, bottom: 26 } as const
const monthText = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`

/** Below the chart: the month, with its year where a year begins. */
const axisText = (month: string, at: number): string => (at === 0 || month.endsWith('-01') ? monthText(month) : month.slice(5))

/** The lowest line of the chart: whole tens below the lowest share. */
const floorOf = (shares: readonly number[]): number => Math.max(0, Math.floor(Math.min(100, ...shares) / 10) * 10 - (Math.min(100, ...shares) >= 100 ? 10 : 0))

const trendChart = ({ t }: Visit, months: readonly MonthCounts[]): Html => {
  if (months.every(({ counts }) => counts.resolved.total === 0)) return html`<p role="status">${t.dashboard.noTrend}</p>`
  const points = months.flatMap(({ month, counts }, at) => (counts.resolved.total === 0 ? [] : [{ month, at, share: (100 * notLate(counts)) / counts.resolved.total, text: withSign(shareOf(counts)) }]))
  const floor = floorOf(points.map(({ share }) => share))
  const x = (at: number): number => Math.round(chart.left + ((chart.width - chart.left - chart.right) * at) / Math.max(1, months.length - 1))
  const y = (share: number): number => Math.round(chart.top + ((chart.height - chart.top - chart.bottom) * (100 - share)) / (100 - floor))
  const [first, last] = [months[0]?.month ?? '', months.at(-1)?.month ?? '']
  return html`<svg class="chart trend" viewBox="0 0 ${chart.width} ${chart.height}" role="img" aria-label="${t.dashboard.trendText(monthText(first), monthText(last))}">
${[100, (100 + floor) / 2, floor].map((line) => html`<line class="rule" x1="${chart.left}" x2="${chart.width - chart.right}" y1="${y(line)}" y2="${y(line)}"/><text class="axis" x="${chart.left - 6}" y="${y(line) + 4}" text-anchor="end">${line}%</text>
`)}${months.map(({ month }, at) => html`<text class="${at % 2 === 1 ? 'axis odd' : 'axis'}" x="${x(at)}" y="${chart.height - 8}" text-anchor="middle">${axisText(month, at)}</text>`)}
<polyline class="line" points="${points.map(({ at, share }) => `${x(at)},${y(share)}`).join(' ')}"/>
${points.map(({ month, at, share, text }) => html`<circle class="dot" cx="${x(at)}" cy="${y(share)}" r="4"><title>${monthText(month)}: ${text}</title></circle>`)}</svg>`
}

const trendTable = (visit: Visit, months: readonly MonthCounts[]): Html => {
  const { t } = visit
  return html`<details class="action"><summary>${t.dashboard.table}</summary><div class="scroll" tabindex="0" role="group" aria-label="${t.dashboard.table}"><table class="figures"><thead><tr><th scope="col">${t.dashboard.monthName}</th><th scope="col" class="number">${t.dashboard.resolved}</th>
<th scope="col" class="number">${t.dashboard.late}</th><th scope="col" class="number">${t.dashboard.share}</th></tr></thead>
<tbody>${months.map((one) => html`<tr><th scope="row">${monthText(one.month)}</th>${cell(visit, one.counts.resolved.total, listHref(one, '7'))}${cell(visit, one.counts.resolved.late, listHref(one, '10'))}${shareCell(one.counts, listHref(one, '7'))}</tr>
`)}</tbody></table></div></details>`
}

const unitsTable = (visit: Visit, { dashboard: { quarter, months }, unitName }: DashboardPage): Html => {
  const { t } = visit
  const month = months.at(-1)
  if (month === undefined) return html``
  const units = [...new Set([...quarter.byUnit.keys(), ...month.byUnit.keys()])].sort((a, b) => unitName(a).localeCompare(unitName(b), 'vi'))
  return html`<section class="panel" aria-labelledby="units"><header><h2 id="units">${t.dashboard.units}</h2><span class="quiet">${t.dashboard.quarter} ${stretchText(quarter)}</span></header>${units.length === 0 ? html`<p role="status">${t.statistics.empty}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="units"><table class="figures">
<thead><tr><th scope="col">${t.dashboard.unit}</th><th scope="col" class="number">${t.dashboard.resolved}</th><th scope="col" class="number">${t.dashboard.late}</th><th scope="col" class="number">${t.dashboard.share}</th><th scope="col" class="number">${t.dashboard.within}</th><th scope="col" class="number">${t.dashboard.overdue}</th><th scope="col" class="number">${t.dashboard.paused}</th></tr></thead>
<tbody>${units.map((id) => {
    const [inQuarter, open] = [quarter.byUnit.get(id), month.byUnit.get(id)]
    return html`<tr><th scope="row">${unitName(id)}</th>${cell(visit, inQuarter?.resolved.total ?? 0, listHref(quarter, '7', id))}${cell(visit, inQuarter?.resolved.late ?? 0, listHref(quarter, '10', id))}${shareCell(inQuarter, listHref(quarter, '7', id))}
${cell(visit, open?.inProgress.within ?? 0, listHref(month, '12', id))}${cell(visit, open?.inProgress.overdue ?? 0, listHref(month, '13', id))}${cell(visit, open?.apart.paused ?? 0, listHref(month, 'apart', id))}</tr>
`
  })}</tbody></table></div>`}</section>`
}

const bottlenecksTable = (visit: Visit, { dashboard: { bottlenecks, quarter }, unitName, procedureName }: DashboardPage): Html => {
  const { t, language } = visit
  const rows = bottlenecks.map((one) => html`<tr><th scope="row">${inLanguage(language, one.name)}<br><small class="quiet">${procedureName(one.procedure)}</small></th><td>${unitName(one.unitId)}</td>${cell(visit, one.over, stepHref(quarter, one, true))}${cell(visit, one.dossiers, stepHref(quarter, one, false))}
<td class="number nowrap"><a href="${stepHref(quarter, one, true)}">${durationText(visit, one.totalMs)}</a></td></tr>
`)
  return html`<section class="panel" aria-labelledby="bottlenecks"><header><h2 id="bottlenecks">${t.dashboard.bottlenecks}</h2><span class="quiet">${t.dashboard.bottlenecksNote}</span><a class="btn btn-plain noPrint" href="/statistics/conformance">${t.dashboard.conformance}</a></header>
${rows.length === 0 ? html`<p>${t.dashboard.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="bottlenecks"><table class="figures"><thead><tr><th scope="col">${t.dashboard.step}</th><th scope="col">${t.dashboard.unit}</th>
<th scope="col" class="number">${t.dashboard.over}</th><th scope="col" class="number">${t.conformance.dossiers}</th><th scope="col" class="number">${t.dashboard.time}</th></tr></thead><tbody>${rows}</tbody></table></div>`}</section>`
}

const objectivesList = (visit: Visit, { objectives }: Dashboard): Html => {
  const { t, format } = visit
  return html`<section class="panel" aria-labelledby="goals"><header><h2 id="goals"><a href="/objectives">${t.dashboard.objectives}</a></h2></header>${objectives.length === 0 ? html`<p>${t.dashboard.noObjectives} <a href="/objectives">${t.dashboard.toObjectives}</a></p>` : html`<ul class="goals">
${objectives.map(({ objective, year }) => html`<li>${lightBadge(visit, year.light)} <a href="/objectives/${objective.id}">${objective.name}</a><small class="quiet">${figureText(t, objective.formula, year, format.number)} · ${t.objectives.target.toLowerCase()} ${targetText(objective, year.target)}</small></li>
`)}</ul>`}</section>`
}

/** The overview. */
export const dashboardView = (visit: Visit, page: DashboardPage): Html => {
  const { t } = visit
  const { dashboard, asOf } = page
  const { months, quarter, year } = dashboard
  const month = months.at(-1)
  if (month === undefined) return html``
  return html`<div class="headline"><h1>${t.dashboard.title}</h1></div>
<div class="cards">${shareCard(visit, t.dashboard.month, month, month.counts)}${shareCard(visit, t.dashboard.quarter, quarter, quarter.counts)}${shareCard(visit, t.dashboard.year, year, year.counts)}${nowCard(visit, month, asOf)}</div>
${decisions(visit, dashboard, month)}<div class="columns"><div><section class="panel" aria-labelledby="trend"><header><h2 id="trend">${t.dashboard.trend}</h2></header><div class="in">${trendChart(visit, months)}</div>${trendTable(visit, months)}</section>
${unitsTable(visit, page)}${bottlenecksTable(visit, page)}</div><div>${objectivesList(visit, dashboard)}</div></div>
<section class="panel"><p class="quiet">${t.statistics.asOf(asOf)}</p>${howCounted(visit, [t.dashboard.counts, t.dashboard.readOnly])}</section>`
}
