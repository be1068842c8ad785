/** The late list and the list of what is at risk, with the reasons. */
import type { Role } from '../../schemas/procedure.ts'
import type { Keeper } from '../../schemas/statistics.ts'
import type { LateQuestion } from '../commands/late-list.ts'
import type { DossierRow } from '../pages/rows.ts'
import type { Visit } from '../pages/visit.ts'
import { badge } from './badge.ts'
import { leaders } from './board.ts'
import { exportButton } from './export.ts'
import { html, type Html } from './html.ts'
import { keeperClass } from './keepers.ts'

/** Who looks into delays: leaders, and those who answer for quality, audit and inspection. */
export const lateRoles: readonly Role[] = [...leaders, 'qualityManager', 'isoSecretary', 'internalAuditor', 'inspector', 'businessAdmin']

export interface LateLine { readonly row: DossierRow; readonly whose: readonly { readonly keeper: Keeper; readonly text: string }[]; readonly over: readonly string[] }
export interface Choice { readonly id: string; readonly name: string }
export interface LateList {
  readonly question: LateQuestion
  readonly lines: readonly LateLine[]
  readonly choices: { readonly units: readonly Choice[]; readonly procedures: readonly Choice[]; readonly people: readonly Choice[] }
  readonly first: string | null
  readonly next: string | null
  readonly other: { readonly late: string; readonly soon: string }
}

const line = ({ t }: Visit, { row, whose, over }: LateLine): Html => html`<tr class="${row.standing.kind}">
<th scope="row"><a href="/dossiers/${row.id}">${row.code}</a></th><td class="standingCell">${badge(row.standing)}</td><td class="dueCell">${row.due}</td>
<td class="clip" title="${row.procedure}">${row.procedure}</td><td class="clip" title="${row.steps} · ${row.holder}">${row.steps}<span class="quiet"> · <bdi>${row.holder}</bdi></span></td>
<td class="whoseCell">${whose.length === 0 ? t.app.none : whose.map(({ keeper, text }) => html`<span class="line" title="${text}"><span class="swatch ${keeperClass[keeper]}"></span><bdi>${text}</bdi></span>`)}</td>
<td class="overCell">${over.length === 0 ? html`<span class="quiet">${t.late.noneOver}</span>` : over.map((text) => html`<span class="line lateText" title="${text}">${text}</span>`)}</td></tr>
`

const choice = (id: string, label: string, all: string, options: readonly Choice[], chosen: string | undefined): Html => html`<div><label for="${id}">${label}</label>
<select id="${id}" name="${id}" class="form-select"><option value="">${all}</option>${options.map((one) => html`<option value="${one.id}"${one.id === chosen ? html` selected` : null}>${one.name}</option>
`)}</select></div>`

const filters = ({ t }: Visit, { question, choices }: LateList): Html => html`<form method="get" action="/late" class="inline filters"><input type="hidden" name="scope" value="${question.scope}">
${choice('unit', t.late.unit, t.late.allUnits, choices.units, question.unitId)}
${choice('procedure', t.late.procedure, t.late.allProcedures, choices.procedures, question.procedureCode)}
${choice('person', t.late.person, t.late.allPeople, choices.people, question.holderId)}
<button class="btn btn-plain">${t.late.filter}</button></form>`

const tab = (here: boolean, href: string, text: string): Html => html`<li><a href="${href}"${here ? html` aria-current="page"` : null}>${text}</a></li>
`

/** The list. */
export const lateView = (visit: Visit, list: LateList): Html => {
  const { t } = visit
  const { question, lines, first, next, other } = list
  const title = question.scope === 'late' ? t.late.late : t.late.soon
  return html`<div class="headline"><h1>${t.late.title}</h1>${exportButton(visit, { list: 'late', ...question })}</div>
<section class="panel"><div class="in">${filters(visit, list)}</div></section>
<nav aria-label="${t.late.title}"><ul class="tabs">${tab(question.scope === 'late', other.late, t.late.late)}${tab(question.scope === 'soon', other.soon, t.late.soon)}</ul></nav>
<section class="panel">${lines.length === 0 ? html`<p>${t.late.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table class="work late">
<caption class="visually-hidden">${title}</caption>
<thead><tr><th scope="col" class="codeCell">${t.work.code}</th><th scope="col" class="standingCell">${t.work.standing}</th><th scope="col" class="dueCell">${t.work.due}</th><th scope="col">${t.work.procedure}</th>
<th scope="col">${t.late.now}</th><th scope="col" class="whoseCell">${t.late.whose}</th><th scope="col" class="overCell">${t.late.over}</th></tr></thead>
<tbody>${lines.map((one) => line(visit, one))}</tbody></table></div>`}</section>
<p class="noPrint">${first === null ? null : html`<a href="${first}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a>`}</p>`
}
