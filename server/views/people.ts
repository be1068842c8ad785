/** The list of people. */
import type { ListedPerson } from '../../storage/people.ts'
import type { Visit } from '../pages/visit.ts'
import { type FormBack, foldedForm, type FormPlan } from './form.ts'
import { html, type Html } from './html.ts'
import { inLanguage } from './texts/index.ts'

export interface PeoplePage { readonly words: string; readonly closedToo: boolean; readonly found: readonly ListedPerson[]; readonly next: string | null; readonly plan: FormPlan; readonly back: FormBack | null }

const stateOf = ({ t }: Visit, { active, hasPassword }: ListedPerson): Html => {
  if (!active) return html`<span class="state ended">${t.people.closed}</span>`
  return hasPassword ? html`<span class="state good">${t.people.open}</span>` : html`<span class="state soon">${t.people.noPassword}</span>`
}

const rolesOf = ({ t, language }: Visit, { active, roles }: ListedPerson): Html => {
  if (roles.length === 0) return html`<span class="quiet">${active ? t.people.noRole : t.app.none}</span>`
  return html`<ul class="plain">${roles.map(({ role, unitName }) => html`<li>${t.people.roleIn(t.roles[role], inLanguage(language, unitName))}</li>`)}</ul>`
}

const lineOf = (visit: Visit, one: ListedPerson): Html => html`<tr><th scope="row"><a href="/admin/people/${one.id}"><bdi>${one.fullName}</bdi></a></th><td class="nowrap">${one.userName}</td>
<td>${rolesOf(visit, one)}</td><td class="nowrap">${one.held === 0 ? visit.t.app.none : visit.t.people.dossiers(visit.format.number(one.held))}</td><td>${stateOf(visit, one)}</td></tr>
`

/** The list with its filter. */
export const peopleView = (visit: Visit, { words, closedToo, found, next, plan, back }: PeoplePage): Html => {
  const { t } = visit
  return html`<p class="crumbs"><a href="/admin">${t.admin.title}</a></p><div class="headline"><h1>${t.people.title}</h1></div>
<section class="panel">${foldedForm(visit, plan, back)}</section>
<section class="panel"><div class="in"><form method="get" action="/admin/people" class="inline" role="search"><div><label for="q">${t.people.find}</label>
<input id="q" name="q" type="search" class="form-control" value="${words}" maxlength="200" autocomplete="off"></div>
<div class="form-check"><input class="form-check-input" type="checkbox" id="closed" name="closed" value="1"${closedToo ? html` checked` : null}><label class="form-check-label" for="closed">${t.people.closedToo}</label></div>
<button class="btn btn-primary">${t.people.submit}</button></form></div>
${found.length === 0 ? html`<p role="status">${t.people.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.people.caption}"><table><caption class="visually-hidden">${t.people.caption}</caption>
<thead><tr><th scope="col">${t.people.name}</th><th scope="col">${t.people.userName}</th><th scope="col">${t.people.roles}</th><th scope="col">${t.people.held}</th><th scope="col">${t.people.state}</th></tr></thead>
<tbody>${found.map((one) => lineOf(visit, one))}</tbody></table></div>`}</section>
${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a></p>`}`
}
