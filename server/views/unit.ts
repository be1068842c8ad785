/** One unit over time: names, who took over, people, procedures, changes; and the form that divides it. */
import type { Visit } from '../pages/visit.ts'
import { type ChangeLine, changesTable } from './changes.ts'
import { type FormBack, formOf, type FormPlan, formsPanel } from './form.ts'
import { html, type Html } from './html.ts'
import { standingBadge, type GrantLine } from './person.ts'

export interface UnitLink { readonly id: string; readonly name: string }
export interface UnitPage {
  readonly id: string
  readonly name: string
  readonly facts: readonly (readonly [label: string, text: string])[]
  readonly successors: readonly UnitLink[]
  readonly predecessors: readonly UnitLink[]
  readonly grants: readonly (GrantLine & { readonly accountId: string; readonly person: string })[]
  readonly routes: readonly { readonly procedure: string; readonly days: string }[]
  readonly history: readonly ChangeLine[]
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly done: string | null
  readonly mayDivide: boolean
}

const links = (label: string, units: readonly UnitLink[]): Html | null => (units.length === 0 ? null
  : html`<dt>${label}</dt><dd>${units.map(({ id, name }, index) => html`${index === 0 ? null : ', '}<a href="/admin/units/${id}">${name}</a>`)}</dd>`)

const grantsPanel = (visit: Visit, grants: UnitPage['grants']): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="grants"><header><h2 id="grants">${t.units.grants}</h2></header>
${grants.length === 0 ? html`<p>${t.units.grantsNone}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="grants"><table>
<thead><tr><th scope="col">${t.people.name}</th><th scope="col">${t.person.role}</th><th scope="col">${t.person.days}</th><th scope="col">${t.person.decision}</th></tr></thead>
<tbody>${grants.map(({ accountId, person, role, days, decision, standing }) => html`<tr><th scope="row"><a href="/admin/people/${accountId}"><bdi>${person}</bdi></a></th><td>${role}</td>
<td class="nowrap">${days} ${standingBadge(visit, standing)}</td><td>${decision ?? t.app.none}</td></tr>
`)}</tbody></table></div>`}</section>`
}

const routesPanel = ({ t }: Visit, routes: UnitPage['routes']): Html => html`<section class="panel" aria-labelledby="routes"><header><h2 id="routes">${t.units.routes}</h2><a href="/admin/routes">${t.routes.link}</a></header>
${routes.length === 0 ? html`<p>${t.units.routesNone}</p>` : html`<div class="in"><ul class="plain">${routes.map(({ procedure, days }) => html`<li>${procedure} <span class="quiet">${days}</span></li>
`)}</ul></div>`}</section>`

/** The page of a unit. */
export const unitView = (visit: Visit, page: UnitPage): Html => {
  const { t } = visit
  return html`${page.done === null ? null : html`<p class="notice good" role="status">${t.admin.done(page.done)}</p>`}
<p class="crumbs"><a href="/admin/units">${t.units.title}</a></p>
<div class="headline"><h1>${page.name}</h1></div>
<div class="columns"><div><section class="panel"><div class="in"><dl class="facts">${page.facts.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`)}
${links(t.units.successors, page.successors)}${links(t.units.predecessors, page.predecessors)}</dl></div></section>
${grantsPanel(visit, page.grants)}${routesPanel(visit, page.routes)}
<section class="panel" aria-labelledby="history"><header><h2 id="history">${t.person.history}</h2><a href="/admin/changes?subject=${page.id}">${t.person.allChanges}</a></header>
${changesTable(visit, page.history, 'history')}</section></div>
<div>${formsPanel(visit, t.admin.actions, page.plans, page.back)}${page.mayDivide ? html`<p><a class="btn btn-plain" href="/admin/units/${page.id}/divide">${t.units.divide}</a></p>` : null}</div></div>`
}

/** The form that divides a unit, with a place for each person and each procedure. */
export const divideView = (visit: Visit, one: { readonly id: string; readonly name: string; readonly parts: number; readonly partsMost: number; readonly plan: FormPlan; readonly back: FormBack | null }): Html => {
  const { t, format } = visit
  const counts = Array.from({ length: one.partsMost - 1 }, (_, index) => index + 2)
  return html`<p class="crumbs"><a href="/admin/units/${one.id}">${one.name}</a></p>
<div class="headline"><h1>${t.units.divideOf(one.name)}</h1><form method="get" action="/admin/units/${one.id}/divide" class="inline short"><div><label for="parts">${t.units.parts}</label>
<select id="parts" name="parts" class="form-select">${counts.map((count) => html`<option value="${count}"${count === one.parts ? html` selected` : null}>${format.number(count)}</option>`)}</select></div>
<button class="btn btn-plain">${t.units.partsChange}</button></form></div>
<section class="panel"><div class="in">${formOf(visit, one.plan, one.back)}</div></section>`
}
