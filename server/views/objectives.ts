/** Quality objectives: the year at a glance, one objective with its quarters, units and versions, and what lies behind a number. */
import type { Light, ObjectiveFigure, ObjectiveStanding } from '../../schemas/objective.ts'
import type { StoredObjective } from '../../storage/objectives.ts'
import { isShare } from '../../workflows/objectives/formulas.ts'
import type { Visit } from '../pages/visit.ts'
import { amountText, figureText, forecastText, restText, targetText } from '../reports/objectives/words.ts'
import { badge, type Standing } from './badge.ts'
import { foldedForm, type FormBack, type FormPlan, formsPanel } from './form.ts'
import { html, type Html } from './html.ts'
import { howCounted } from './how.ts'
import { dateText } from './times.ts'

const lightKinds = { green: 'good', amber: 'soon', red: 'late', grey: 'ended' } as const satisfies Record<Light, Standing['kind']>

/** The light as colour, shape and words. */
export const lightBadge = ({ t }: Visit, light: Light): Html => badge({ kind: lightKinds[light], text: t.lights[light] })

/** Names for what objectives point to; a unit of null is the agency. */
export interface ObjectiveNames { readonly unit: (id: string | null) => string; readonly person: (id: string) => string }

export interface ObjectivesPage {
  readonly year: number
  readonly years: readonly number[]
  readonly items: readonly ObjectiveStanding[]
  readonly names: ObjectiveNames
  readonly files: readonly { readonly kind: 'xlsx' | 'docx'; readonly href: string }[]
  /** Null for whoever only reads. */
  readonly plan: FormPlan | null
  readonly back: FormBack | null
  readonly done: boolean
  readonly asOf: string
}

/** Where the dossiers of a figure are listed. */
const behindHref = (id: string, period: string, what: 'hits' | 'misses' | 'total', unitId: string | null = null): string =>
  `/objectives/${id}/behind?period=${period}&what=${what}${unitId === null ? '' : `&unit=${unitId}`}`

const value = ({ format }: Visit, { objective: { id, formula } }: ObjectiveStanding, { value: text, hits, total, period }: ObjectiveFigure): Html => {
  if (hits === null || (isShare(formula) ? (total ?? 0) === 0 : hits === 0)) return html`${text}`
  const what = isShare(formula) ? 'total' : 'hits'
  return html`<a href="${behindHref(id, period, what)}">${text}${isShare(formula) ? '%' : null}</a>${isShare(formula) ? html`<br><small class="quiet">${format.number(hits)}/${format.number(total ?? 0)}</small>` : null}`
}

/** A mark beside a number; its words are for those who do not see it. */
const mark = ({ t }: Visit, light: Light): Html => html`<span class="light ${lightKinds[light]}" role="img" aria-label="${t.lights[light]}"></span>`

const quarterCell = (visit: Visit, one: ObjectiveStanding, index: number): Html => {
  const found = one.quarters[index]
  return html`<td class="number nowrap">${found === undefined ? visit.t.app.none : html`${mark(visit, found.light)} ${value(visit, one, found)}`}</td>`
}

const row = (visit: Visit, { names }: ObjectivesPage, one: ObjectiveStanding): Html => {
  const { t } = visit
  const { id, name, unitId, number, ownerId } = one.objective
  return html`<tr><th scope="row"><a href="/objectives/${id}">${name}</a><br><small class="quiet">${names.unit(unitId)} · ${number} · <bdi>${names.person(ownerId)}</bdi></small></th>
<td class="nowrap">${targetText(one.objective, one.year.target)}</td>${[0, 1, 2, 3].map((index) => quarterCell(visit, one, index))}
<td class="number nowrap">${value(visit, one, one.year)}</td><td>${lightBadge(visit, one.year.light)}${one.trend === 'unknown' ? null : html`<br><small class="quiet">${t.trends[one.trend]}</small>`}</td><td>${forecastText(t, one.forecast)}</td></tr>
`
}

const table = (visit: Visit, page: ObjectivesPage): Html => {
  const { t } = visit
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="objectives"><table class="figures objectives"><thead><tr><th scope="col">${t.objectives.name}</th><th scope="col">${t.objectives.target}</th>
${['1', '2', '3', '4'].map((one) => html`<th scope="col" class="number">${t.objectives.quarter(one)}</th>`)}<th scope="col" class="number">${t.objectives.soFar}</th><th scope="col">${t.objectives.light}</th><th scope="col">${t.objectives.forecast}</th></tr></thead>
<tbody>${page.items.map((one) => row(visit, page, one))}</tbody></table></div>`
}

/** The objectives of a year. */
export const objectivesView = (visit: Visit, page: ObjectivesPage): Html => {
  const { t } = visit
  const fileNames = { xlsx: t.objectives.xlsx, docx: t.objectives.docx }
  return html`<div class="headline"><h1 id="objectives">${t.objectives.title}</h1><span class="noPrint">${page.files.map(({ kind, href }) => html`<a class="btn btn-plain" href="${href}">${fileNames[kind]}</a> `)}</span></div>
${page.done ? html`<p class="notice good" role="status">${t.objectives.done}</p>` : null}
<section class="panel noPrint"><div class="in"><form method="get" action="/objectives" class="question"><div><label for="year">${t.objectives.year}</label><select id="year" name="year" class="form-select">
${page.years.map((one) => html`<option value="${one}"${one === page.year ? html` selected` : null}>${one}</option>`)}</select></div><button class="btn btn-primary">${t.objectives.show}</button></form>
</div></section>
<section class="panel">${page.items.length === 0 ? html`<p role="status">${t.objectives.none}${page.plan === null ? null : html` ${t.objectives.noneYet}`}</p>` : html`${table(visit, page)}<p class="quiet">${t.objectives.asOf(page.asOf)}</p>${howCounted(visit, [t.objectives.rules, t.objectives.basis])}`}</section>
${page.plan === null ? null : html`<section class="panel actions noPrint">${foldedForm(visit, page.plan, page.back)}</section>`}`
}

export interface ObjectivePage {
  readonly standing: ObjectiveStanding
  readonly versions: readonly StoredObjective[]
  readonly names: ObjectiveNames
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly asOf: string
}

const counted = ({ format }: Visit, many: number | null, href: string): Html => html`<td class="number">${many === null ? '–' : many === 0 ? '0' : html`<a href="${href}">${format.number(many)}</a>`}</td>`

/** Hits, misses and the whole of a share; of a count the count. */
const parts = (visit: Visit, one: ObjectiveStanding, { hits, total, period }: Pick<ObjectiveFigure, 'hits' | 'total' | 'period'>, unitId: string | null = null): Html => {
  const { id, formula } = one.objective
  const cell = (many: number | null, what: 'hits' | 'misses' | 'total'): Html => counted(visit, many, behindHref(id, period, what, unitId))
  if (!isShare(formula)) return cell(hits, 'hits')
  return html`${cell(hits, 'hits')}${cell(hits === null || total === null ? null : total - hits, 'misses')}${cell(total, 'total')}`
}

const partHeads = ({ t }: Visit, one: ObjectiveStanding): Html => (!isShare(one.objective.formula) ? html`<th scope="col" class="number">${t.objectives.count}</th>`
  : html`<th scope="col" class="number">${t.objectives.hits}</th><th scope="col" class="number">${t.objectives.misses}</th><th scope="col" class="number">${t.objectives.total}</th>`)

const periodsTable = (visit: Visit, one: ObjectiveStanding): Html => {
  const { t } = visit
  const { objective, quarters, year } = one
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="periods"><table class="figures"><thead><tr><th scope="col">${t.objectives.period}</th>${partHeads(visit, one)}<th scope="col" class="number">${t.objectives.achieved}</th><th scope="col">${t.objectives.target}</th><th scope="col">${t.objectives.light}</th></tr></thead>
<tbody>${[...quarters, year].map((figure) => html`<tr><th scope="row">${figure === year ? t.objectives.soFar : t.objectives.quarter(figure.period.slice(-1))}<br><small class="quiet">${dateText(figure.from)} – ${dateText(figure.to)}</small></th>${parts(visit, one, figure)}
<td class="number">${figure.value}</td><td>${targetText(objective, figure.target)}</td><td>${lightBadge(visit, figure.light)}</td></tr>
`)}</tbody></table></div>`
}

const unitsTable = (visit: Visit, { names, standing }: ObjectivePage): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="units"><header><h2 id="units">${t.objectives.units}</h2><span class="quiet">${t.objectives.unitsNote}</span></header>
<div class="scroll" tabindex="0" role="group" aria-labelledby="units"><table class="figures"><thead><tr><th scope="col">${t.objectives.unit}</th>${partHeads(visit, standing)}<th scope="col" class="number">${t.objectives.achieved}</th><th scope="col">${t.objectives.target}</th><th scope="col">${t.objectives.light}</th></tr></thead>
<tbody>${standing.units.map((unit) => html`<tr><th scope="row">${names.unit(unit.unitId)}</th>${parts(visit, standing, { ...unit, period: standing.year.period }, unit.unitId)}<td class="number">${unit.value}</td>
<td>${targetText(standing.objective, unit.target)}${unit.objectiveId === null ? null : html` (<a href="/objectives/${unit.objectiveId}">${t.objectives.own}</a>)`}</td><td>${lightBadge(visit, unit.light)}</td></tr>
`)}</tbody></table></div></section>`
}

const versionsTable = (visit: Visit, { versions, names }: ObjectivePage): Html => {
  const { t, format } = visit
  return html`<section class="panel" aria-labelledby="versions"><header><h2 id="versions">${t.objectives.versions}</h2></header><div class="scroll" tabindex="0" role="group" aria-labelledby="versions"><table>
<thead><tr><th scope="col" class="number">${t.objectives.version}</th><th scope="col">${t.objectives.number}</th><th scope="col">${t.objectives.name}</th><th scope="col">${t.objectives.target}</th><th scope="col">${t.objectives.tolerance}</th><th scope="col">${t.objectives.owner}</th><th scope="col">${t.objectives.reason}</th><th scope="col">${t.objectives.by}</th><th scope="col">${t.objectives.at}</th></tr></thead>
<tbody>${versions.map(({ objective, atMs, by }) => html`<tr><td class="number">${objective.version}</td><th scope="row" class="nowrap">${objective.number}<br><small class="quiet">${dateText(objective.on)}</small></th><td>${objective.name}</td><td class="nowrap">${targetText(objective, objective.target)}</td>
<td class="number">${amountText(objective.formula, objective.tolerance)}</td><td><bdi>${names.person(objective.ownerId)}</bdi></td><td>${objective.withdrawn ? html`<span class="state late">${t.objectives.withdrawn}</span> ` : null}${objective.reason ?? t.objectives.first}</td><td><bdi>${by}</bdi></td><td class="nowrap">${format.at(atMs)}</td></tr>
`)}</tbody></table></div></section>`
}

/** One objective. */
export const objectiveView = (visit: Visit, page: ObjectivePage): Html => {
  const { t } = visit
  const { standing, names } = page
  const { objective, forecast, trend, year } = standing
  const facts: readonly (readonly [string, string])[] = [
    [t.objectives.formula, t.formulas[objective.formula]], [t.objectives.unit, names.unit(objective.unitId)], [t.objectives.number, `${objective.number}, ${dateText(objective.on)}`],
    ...(objective.policy === null ? [] : [[t.objectives.policy, objective.policy] as const]), [t.objectives.clause, objective.clause], [t.objectives.owner, names.person(objective.ownerId)],
    [t.objectives.target, targetText(objective, objective.target)], [t.objectives.tolerance, amountText(objective.formula, objective.tolerance)],
    [t.objectives.soFar, figureText(t, objective.formula, year, visit.format.number)], [t.objectives.trend, t.trends[trend]], [t.objectives.forecast, forecastText(t, forecast)],
  ]
  return html`<p class="crumbs"><a href="/objectives?year=${objective.year}">${t.objectives.title} ${objective.year}</a></p><div class="headline"><h1>${objective.name}</h1>${lightBadge(visit, year.light)}</div>
<div class="columns"><div><section class="panel" aria-labelledby="periods"><header><h2 id="periods">${t.objectives.achieved}</h2></header>${periodsTable(visit, standing)}${howCounted(visit, [t.objectives.rules])}</section>
${standing.units.length === 0 ? null : unitsTable(visit, page)}${versionsTable(visit, page)}</div>
<div><section class="panel" aria-labelledby="what"><header><h2 id="what">${t.objectives.name}</h2></header><div class="in"><dl class="facts">${facts.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
<p class="quiet">${t.objectives.asOf(page.asOf)}</p></div>${forecast === null ? null : howCounted(visit, [`${t.objectives.basis} ${restText(t, forecast)}`])}</section>
${page.plans.length === 0 ? null : formsPanel(visit, t.objectives.actions, page.plans, page.back)}</div></div>`
}

/** The nonconformities behind a count. */
export interface RegisterBehindPage { readonly name: string; readonly period: string; readonly back: string; readonly lines: readonly { readonly id: string; readonly code: string; readonly source: string; readonly on: string; readonly unit: string }[] }

export const registerBehindView = ({ t }: Visit, { name, period, back, lines }: RegisterBehindPage): Html => html`<div class="headline"><h1>${t.objectives.behind}</h1><a class="btn btn-plain" href="${back}">${t.objectives.back}</a></div>
<section class="panel" aria-labelledby="behind"><header><h2 id="behind">${name}</h2><span class="quiet">${period}</span></header>${lines.length === 0 ? html`<p>${t.objectives.noneBehind}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="behind"><table>
<thead><tr><th scope="col">${t.nonconformities.code}</th><th scope="col">${t.quality.source}</th><th scope="col">${t.nonconformities.occurred}</th><th scope="col">${t.quality.unit}</th></tr></thead>
<tbody>${lines.map(({ id, code, source, on, unit }) => html`<tr><th scope="row"><a href="/nonconformities/${id}">${code}</a></th><td>${source}</td><td class="nowrap">${dateText(on)}</td><td>${unit}</td></tr>
`)}</tbody></table></div>`}</section>`
