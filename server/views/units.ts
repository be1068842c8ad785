/** The tree of units on a day, and the forms that begin and merge units. */
import type { Visit } from '../pages/visit.ts'
import { type FormBack, type FormPlan, formsPanel } from './form.ts'
import { dayInput } from './day-input.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

export interface UnitLine { readonly id: string; readonly name: string; readonly code: string; readonly kind: string; readonly days: string; readonly people: number; readonly depth: number }
export interface UnitsPage {
  readonly on: string
  readonly lines: readonly UnitLine[]
  readonly ended: readonly UnitLine[]
  /** The address of the next page of the tree. */
  readonly next: string | null
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly done: string | null
}

const lineOf = ({ t, format }: Visit, { id, name, code, kind, days, people, depth }: UnitLine): Html => html`<tr><th scope="row"><span class="depth${Math.min(depth, 6)}"><a href="/admin/units/${id}">${name}</a></span></th>
<td class="nowrap">${code}</td><td class="nowrap">${kind}</td><td class="nowrap">${days}</td><td class="nowrap">${people === 0 ? t.app.none : t.units.peopleCount(format.number(people))}</td></tr>
`

const table = (visit: Visit, lines: readonly UnitLine[], labelledBy: string): Html => {
  const { t } = visit
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${labelledBy}"><table>
<thead><tr><th scope="col">${t.units.name}</th><th scope="col">${t.units.code}</th><th scope="col">${t.units.kind}</th><th scope="col">${t.units.days}</th><th scope="col">${t.units.people}</th></tr></thead>
<tbody>${lines.map((line) => lineOf(visit, line))}</tbody></table></div>`
}

/** The tree, and beside it what may be done. */
export const unitsView = (visit: Visit, { on, lines, ended, next, plans, back, done }: UnitsPage): Html => {
  const { t } = visit
  return html`${done === null ? null : html`<p class="notice good" role="status">${t.admin.done(done)}</p>`}
<p class="crumbs"><a href="/admin">${t.admin.title}</a></p>
<div class="headline"><h1>${t.units.title}</h1><form method="get" action="/admin/units" class="inline short"><div><label for="on">${t.units.on}</label>
${dayInput({ t }, { id: 'on', name: 'on', value: dateText(on) })}</div><button class="btn btn-plain">${t.units.show}</button></form></div>
<div class="columns"><div><section class="panel" aria-labelledby="tree"><header><h2 id="tree">${t.units.treeOn(dateText(on))}</h2></header>
${lines.length === 0 ? html`<p>${t.units.none}</p>` : table(visit, lines, 'tree')}${next === null ? null : html`<p class="in noPrint"><a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a></p>`}</section>
${ended.length === 0 ? null : html`<section class="panel" aria-labelledby="ended"><header><h2 id="ended">${t.units.endedUnits}</h2></header>${table(visit, ended, 'ended')}</section>`}</div>
<div>${formsPanel(visit, t.admin.actions, plans, back)}</div></div>`
}
