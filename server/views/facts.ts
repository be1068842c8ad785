/** The register of facts: its list by kind, and one fact with all its versions. */
import { factKinds, figureNames, type FactKind } from '../../schemas/fact.ts'
import type { StoredFact } from '../../storage/facts.ts'
import type { Visit } from '../pages/visit.ts'
import { foldedForm, type FormBack, type FormPlan, formsPanel } from './form.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

export interface FactsPage {
  readonly kind: FactKind | null
  readonly lines: readonly StoredFact[]
  /** Null for whoever only reads, and while no kind is chosen. */
  readonly plan: FormPlan | null
  readonly mayEnter: boolean
  readonly back: FormBack | null
  readonly next: string | null
  readonly done: boolean
  /** The report that sent for a fact. */
  readonly report: string | null
}

const figuresText = ({ t, format }: Visit, { fact: { figures } }: StoredFact): string =>
  figureNames.flatMap((name) => (figures[name] === undefined ? [] : [`${t.figureNames[name]}: ${format.number(figures[name])}`])).join('; ')

const stretchText = ({ fact: { from, to } }: StoredFact): string => (from === null || to === null ? '' : `${dateText(from)} – ${dateText(to)}`)

const treatmentText = ({ t }: Visit, { fact: { treatment } }: StoredFact): Html | null => (treatment === undefined ? null
  : html`<small class="quiet line">${t.risks.treatment}: ${treatment.treatment}. ${t.risks.due} ${dateText(treatment.dueOn)}</small>`)

const cells = (visit: Visit, one: StoredFact): Html => html`<td class="nowrap">${dateText(one.fact.on)}</td><td>${one.fact.title}${one.fact.issuer === null ? null : html`<br><small class="quiet">${one.fact.issuer}</small>`}</td>
<td>${figuresText(visit, one)}${treatmentText(visit, one)}${one.fact.to === null ? null : html`<small class="quiet line">${stretchText(one)}</small>`}</td>`

const factRow = (visit: Visit, one: StoredFact): Html => html`<tr><th scope="row" class="nowrap"><a href="/facts/${one.fact.id}">${one.fact.number}</a></th><td class="nowrap">${visit.t.factKinds[one.fact.kind]}</td>${cells(visit, one)}</tr>
`

const heads = ({ t }: Visit): Html => html`<th scope="col">${t.facts.on}</th><th scope="col">${t.facts.name}</th><th scope="col">${t.facts.figures}</th>`

/** The register, and the form of a new entry of the kind that is chosen. */
export const factsView = (visit: Visit, { kind, lines, plan, mayEnter, back, next, done, report }: FactsPage): Html => {
  const { t } = visit
  return html`<div class="headline"><h1 id="facts">${t.facts.title}</h1>${report === null ? null : html`<a href="${report}">${t.facts.toReport}</a>`}</div>${done ? html`<p class="notice good" role="status">${t.facts.done}</p>` : null}
<section class="panel noPrint"><div class="in"><form method="get" action="/facts" class="question"><div class="double"><label for="kind">${t.facts.kind}</label><select id="kind" name="kind" class="form-select"><option value="">${t.facts.all}</option>
${factKinds.map((one) => html`<option value="${one}"${one === kind ? html` selected` : null}>${t.factKinds[one]}</option>`)}</select></div><button class="btn btn-primary">${t.facts.show}</button></form>
<p class="quiet">${t.facts.help}${mayEnter && plan === null ? html` ${t.facts.pickFirst}` : null}</p></div></section>
${plan === null ? null : html`<section class="panel actions noPrint">${foldedForm(visit, plan, back)}</section>`}<section class="panel">${lines.length === 0 ? html`<p role="status">${kind === null ? t.facts.nothing : t.facts.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="facts"><table>
<thead><tr><th scope="col">${t.facts.number}</th><th scope="col">${t.facts.kind}</th>${heads(visit)}</tr></thead><tbody>${lines.map((one) => factRow(visit, one))}</tbody></table></div>`}</section>
${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a></p>`}`
}

const versionRow = (visit: Visit, one: StoredFact): Html => {
  const { t, format } = visit
  const { version, number, reason, withdrawn } = one.fact
  return html`<tr><td class="number">${version}</td><th scope="row" class="nowrap">${number}</th>${cells(visit, one)}
<td>${withdrawn ? html`<span class="state late">${t.facts.withdrawn}</span> ` : null}${reason ?? t.facts.first}</td><td><bdi>${one.by}</bdi></td><td class="nowrap">${format.at(one.atMs)}</td></tr>
`
}

/** Who is named: where they have an account, with their own page of competence. */
const peoplePanel = ({ t }: Visit, { fact: { people = [] } }: StoredFact): Html | null => (people.length === 0 ? null : html`<section class="panel" aria-labelledby="people"><header><h2 id="people">${t.factPeople.title}</h2></header>
<div class="scroll" tabindex="0" role="group" aria-labelledby="people"><table><thead><tr><th scope="col">${t.factPeople.name}</th><th scope="col">${t.factPeople.as}</th><th scope="col">${t.factPeople.position}</th><th scope="col">${t.factPeople.days}</th></tr></thead>
<tbody>${people.map(({ name, accountId, as, position, from, to }) => html`<tr><th scope="row"><bdi>${name}</bdi>${accountId === null ? html` <small class="quiet">(${t.factPeople.outside})</small>` : null}</th><td>${t.factCapacities[as]}</td><td>${position ?? t.app.none}</td>
<td class="nowrap">${from === null && to === null ? t.app.none : `${from === null ? '' : dateText(from)} – ${to === null ? '' : dateText(to)}`}</td></tr>
`)}</tbody></table></div></section>`)

/** One fact: every version, the newest first, and what may be done. */
export const factView = (visit: Visit, { versions, plans, back }: { readonly versions: readonly [StoredFact, ...StoredFact[]]; readonly plans: readonly FormPlan[]; readonly back: FormBack | null }): Html => {
  const { t } = visit
  const { kind, number } = versions[0].fact
  return html`<p class="crumbs"><a href="/facts?kind=${kind}">${t.facts.title}: ${t.factKinds[kind]}</a></p><div class="headline"><h1>${number}</h1></div>
<section class="panel" aria-labelledby="versions"><header><h2 id="versions">${t.facts.versions}</h2></header><div class="scroll" tabindex="0" role="group" aria-labelledby="versions"><table>
<thead><tr><th scope="col" class="number">${t.facts.version}</th><th scope="col">${t.facts.number}</th>${heads(visit)}<th scope="col">${t.facts.reason}</th><th scope="col">${t.facts.by}</th><th scope="col">${t.facts.at}</th></tr></thead>
<tbody>${versions.map((one) => versionRow(visit, one))}</tbody></table></div></section>
${peoplePanel(visit, versions[0])}${plans.length === 0 ? null : formsPanel(visit, t.facts.actions, plans, back)}`
}
