/** The late list and the list of what is at risk, with the reasons. */
import type { Keeper } from '../../schemas/statistics.ts'
import type { LateQuestion } from '../commands/late-list.ts'
import type { DossierRow } from '../pages/rows.ts'
import { newFormKey, type Fields } from '../pages/forms.ts'
import type { Visit } from '../pages/visit.ts'
import { badge } from './badge.ts'
import { exportButton } from './export.ts'
import { dayInput } from './day-input.ts'
import { html, type Html } from './html.ts'
import { keeperClass } from './keepers.ts'

export interface LateLine { readonly row: DossierRow; readonly whose: readonly { readonly keeper: Keeper; readonly text: string }[]; readonly over: readonly string[] }
export interface Choice { readonly id: string; readonly name: string }
/** A form of a pack that came back: what was typed and ticked, and why it was refused. */
export interface EvidenceBack { readonly typed: Fields; readonly words: string }
export interface LateList {
  readonly question: LateQuestion
  readonly back: EvidenceBack | null
  readonly lines: readonly LateLine[]
  readonly choices: { readonly units: readonly Choice[]; readonly procedures: readonly Choice[]; readonly people: readonly Choice[] }
  readonly first: string | null
  readonly next: string | null
  readonly other: { readonly late: string; readonly soon: string }
}

const line = ({ t }: Visit, { row, whose, over }: LateLine, back: EvidenceBack | null): Html => html`<tr class="${row.standing.kind}">
<td class="pickCell"><input type="checkbox" class="form-check-input" form="evidence" name="dossier.${row.id}" value="1" aria-label="${t.board.pick(row.code)}"${back?.typed.has(`dossier.${row.id}`) ? html` checked` : null}></td>
<th scope="row"><a href="/dossiers/${row.id}">${row.code}</a></th><td class="standingCell">${badge(row.standing)}</td><td class="dueCell">${row.due}</td>
<td class="clip" title="${row.procedure}">${row.procedure}</td><td class="clip" title="${row.steps} · ${row.holder}">${row.steps}<span class="quiet"> · <bdi>${row.holder}</bdi></span></td>
<td class="whoseCell">${whose.length === 0 ? t.app.none : whose.map(({ keeper, text }) => html`<span class="line" title="${text}"><span class="swatch ${keeperClass[keeper]}"></span><bdi>${text}</bdi></span>`)}</td>
<td class="overCell">${over.length === 0 ? html`<span class="quiet">${t.late.noneOver}</span>` : over.map((text) => html`<span class="line lateText" title="${text}">${text}</span>`)}</td></tr>
`

/** A field that picks one of many, or all of them. */
export const choice = (id: string, label: string, all: string, options: readonly Choice[], chosen: string | undefined): Html => html`<div><label for="${id}">${label}</label>
<select id="${id}" name="${id}" class="form-select"><option value="">${all}</option>${options.map((one) => html`<option value="${one.id}"${one.id === chosen ? html` selected` : null}>${one.name}</option>
`)}</select></div>`

const filters = ({ t }: Visit, { question, choices }: LateList): Html => html`<form method="get" action="/late" class="inline filters"><input type="hidden" name="scope" value="${question.scope}">
${choice('unit', t.late.unit, t.late.allUnits, choices.units, question.unitId)}
${choice('procedure', t.late.procedure, t.late.allProcedures, choices.procedures, question.procedureCode)}
${choice('person', t.late.person, t.late.allPeople, choices.people, question.holderId)}
<button class="btn btn-plain">${t.late.filter}</button></form>`

const tab = (here: boolean, href: string, text: string): Html => html`<li><a href="${href}"${here ? html` aria-current="page"` : null}>${text}</a></li>
`

/** What the list asks, for the forms that go with it. */
const hidden = ({ scope, unitId, procedureCode, holderId }: LateQuestion): Html => html`<input type="hidden" name="key" value="${newFormKey()}"><input type="hidden" name="scope" value="${scope}">
<input type="hidden" name="unit" value="${unitId}"><input type="hidden" name="procedure" value="${procedureCode}"><input type="hidden" name="person" value="${holderId}">`

const dayField = ({ t }: Visit, name: 'from' | 'to', label: string, back: EvidenceBack | null): Html => html`<div><label for="evidence-${name}">${label}</label>
${dayInput({ t }, { id: `evidence-${name}`, name, value: back?.typed.get(name) ?? '' })}</div>`

/** Evidence packs: of what is ticked above, or of results that were late in a period. */
const evidencePanel = (visit: Visit, { question, lines, back }: LateList): Html => {
  const { t } = visit
  return html`<section class="panel noPrint" aria-labelledby="evidence-title"><header><h2 id="evidence-title">${t.evidence.packs}</h2></header><div class="in">
${back === null ? null : html`<p class="notice bad" role="alert">${back.words}</p>`}<p class="quiet">${t.evidence.downloadHint}. ${t.evidence.most}</p>
<form id="evidence" method="post" action="/late/evidence">${hidden(question)}${lines.length === 0 ? null : html`<p><button class="btn btn-plain">${t.evidence.ofChosen}</button> <small class="quiet">${t.evidence.chosenHint}</small></p>`}</form>
<form method="post" action="/late/evidence" class="inline short">${hidden(question)}<input type="hidden" name="period" value="1">${dayField(visit, 'from', t.evidence.from, back)}${dayField(visit, 'to', t.evidence.to, back)}
<button class="btn btn-plain">${t.evidence.ofPeriod}</button></form></div></section>`
}

/** The list. */
export const lateView = (visit: Visit, list: LateList): Html => {
  const { t } = visit
  const { question, lines, first, next, other, back } = list
  const title = question.scope === 'late' ? t.late.late : t.late.soon
  return html`<div class="headline"><h1>${t.late.title}</h1>${exportButton(visit, { list: 'late', ...question })}</div>
<section class="panel"><div class="in">${filters(visit, list)}</div></section>
<nav aria-label="${t.late.title}"><ul class="tabs">${tab(question.scope === 'late', other.late, t.late.late)}${tab(question.scope === 'soon', other.soon, t.late.soon)}</ul></nav>
<section class="panel">${lines.length === 0 ? html`<p>${t.late.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table class="work late">
<caption class="visually-hidden">${title}</caption>
<thead><tr><td class="pickCell"></td><th scope="col" class="codeCell">${t.work.code}</th><th scope="col" class="standingCell">${t.work.standing}</th><th scope="col" class="dueCell">${t.work.due}</th><th scope="col">${t.work.procedure}</th>
<th scope="col">${t.late.now}</th><th scope="col" class="whoseCell">${t.late.whose}</th><th scope="col" class="overCell">${t.late.over}</th></tr></thead>
<tbody>${lines.map((one) => line(visit, one, back))}</tbody></table></div>`}</section>
${evidencePanel(visit, list)}
<p class="noPrint">${first === null ? null : html`<a href="${first}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a>`}</p>`
}
