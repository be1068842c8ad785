/** A person for their administrators: roles and substitutions with their days, what they have in hand, and what may be done. */
import type { PersonView } from '../../schemas/administration.ts'
import type { Standing } from '../pages/register-names.ts'
import type { Visit } from '../pages/visit.ts'
import { changesTable, type ChangeLine } from './changes.ts'
import { type FormBack, type FormPlan, formsPanel } from './form.ts'
import { heldPanel } from './held-work.ts'
import { html, type Html } from './html.ts'

export interface GrantLine { readonly role: string; readonly unit: string; readonly days: string; readonly decision: string | null; readonly standing: Standing }
export interface StandInLine { readonly absent: string; readonly substitute: string; readonly role: string; readonly days: string; readonly decision: string; readonly standing: Standing }

export interface PersonPage {
  readonly view: PersonView
  readonly done: string | null
  readonly grants: readonly GrantLine[]
  readonly standIns: readonly StandInLine[]
  readonly history: readonly ChangeLine[]
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
}

const kinds: Readonly<Record<Standing, string>> = { now: 'good', planned: 'still', ended: 'ended', calledOff: 'ended' }

/** Where today lies, as a badge. */
export const standingBadge = ({ t }: Visit, standing: Standing): Html => html`<span class="state ${kinds[standing]}">${t.standings[standing]}</span>`

const grantsPanel = (visit: Visit, grants: readonly GrantLine[]): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="grants"><header><h2 id="grants">${t.person.grants}</h2></header>
${grants.length === 0 ? html`<p>${t.person.grantsNone}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="grants"><table>
<thead><tr><th scope="col">${t.person.role}</th><th scope="col">${t.person.unit}</th><th scope="col">${t.person.days}</th><th scope="col">${t.person.decision}</th></tr></thead>
<tbody>${grants.map(({ role, unit, days, decision, standing }) => html`<tr><th scope="row">${role}</th><td>${unit}</td><td class="nowrap">${days} ${standingBadge(visit, standing)}</td>
<td>${decision ?? html`<span class="quiet">${t.admin.noDecision}</span>`}</td></tr>
`)}</tbody></table></div>`}</section>`
}

/** Substitutions as a table. */
export const standInsTable = (visit: Visit, lines: readonly StandInLine[], labelledBy: string): Html => {
  const { t } = visit
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${labelledBy}"><table>
<thead><tr><th scope="col">${t.person.absent}</th><th scope="col">${t.person.substitute}</th><th scope="col">${t.person.forRole}</th><th scope="col">${t.person.days}</th><th scope="col">${t.person.decision}</th></tr></thead>
<tbody>${lines.map(({ absent, substitute, role, days, decision, standing }) => html`<tr><th scope="row"><bdi>${absent}</bdi></th><td><bdi>${substitute}</bdi></td><td>${role}</td>
<td class="nowrap">${days} ${standingBadge(visit, standing)}</td><td>${decision}</td></tr>
`)}</tbody></table></div>`
}

/** The page of a person. */
export const personView = (visit: Visit, page: PersonPage): Html => {
  const { t } = visit
  const { view: { account }, done, grants, standIns, history, plans, back } = page
  const state = account.active ? html`<span class="state good">${t.people.open}</span>` : html`<span class="state ended">${t.people.closed}</span>`
  return html`${done === null ? null : html`<p class="notice good" role="status">${t.admin.done(done)}</p>`}
<p class="crumbs"><a href="/admin/people">${t.people.title}</a></p>
<div class="headline"><h1><bdi>${account.fullName}</bdi> <small class="quiet">${account.userName}</small></h1>${state}</div>
<div class="columns"><div>${grantsPanel(visit, grants)}
<section class="panel" aria-labelledby="standIns"><header><h2 id="standIns">${t.person.substitutions}</h2></header>
${standIns.length === 0 ? html`<p>${t.person.substitutionsNone}</p>` : standInsTable(visit, standIns, 'standIns')}</section>
${heldPanel(visit, page.view.held)}<p class="noPrint"><a class="btn btn-plain" href="/people/${account.id}/handover">${t.handover.title}</a></p>
<section class="panel" aria-labelledby="history"><header><h2 id="history">${t.person.history}</h2><a href="/admin/changes?subject=${account.id}">${t.person.allChanges}</a></header>
${changesTable(visit, history, 'history')}</section></div>
<div>${formsPanel(visit, t.admin.actions, plans, back)}</div></div>`
}

/** The one-time password, shown once; null when it was shown before. */
export const oneTimeView = ({ t }: Visit, one: { readonly name: string; readonly password: string | null; readonly until: string; readonly path: string }): Html => html`<section class="panel narrow">
<h1>${t.person.resetTitle}</h1>
${one.password === null ? html`<p class="notice bad" role="alert">${t.person.resetGone}</p>` : html`<p class="oneTime"><code>${one.password}</code></p>
<p>${t.person.resetFor(one.name)}</p><p class="quiet">${t.person.resetUntil(one.until)}</p>`}
<p><a class="btn btn-primary" href="${one.path}">${t.person.back}</a></p></section>`
