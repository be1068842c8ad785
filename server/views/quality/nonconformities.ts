/** The register of nonconformities, and one of them. */
import { type NonconformityStanding, nonconformitySources, nonconformityStandings, type NonconformityView } from '../../../schemas/nonconformity.ts'
import { formulas } from '../../../schemas/objective.ts'
import { valueText } from '../../../workflows/objectives/judge.ts'
import type { Visit } from '../../pages/visit.ts'
import { amountText, figureText } from '../../reports/objectives/words.ts'
import { filledAddress } from '../address.ts'
import { badge, type Standing } from '../badge.ts'
import { packButton } from '../evidence.ts'
import { type FormBack, type FormPlan, formsPanel } from '../form.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'

const standingKinds = { open: 'late', inAction: 'soon', closed: 'good', settled: 'ended' } as const satisfies Record<NonconformityStanding, Standing['kind']>

/** How it stands: colour and words. */
export const nonconformityBadge = ({ t }: Visit, standing: NonconformityStanding): Html => badge({ kind: standingKinds[standing], text: t.nonconformityStandings[standing] })

const monthText = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`
/** dd/mm/yyyy HH:MM of an instant that carries the agency's offset. */
const instantText = (instant: string): string => `${dateText(instant.slice(0, 10))} ${instant.slice(11, 16)}`

const objectiveCounted = (t: Visit['t'], { formula, hits, total, target = 0 }: NonconformityView['facts']): string => {
  const found = formulas.find((one) => one === formula) ?? 'nonconformities'
  const tally = { hits: hits ?? null, total: total ?? null }
  return `${figureText(t, found, { ...tally, value: valueText(found, tally) })}, ${t.objectives.target} ${amountText(found, target)}`
}

/** What happened, in a sentence: as somebody wrote it, or out of the facts of a rule. `fields`: names of fields by code. */
export const nonconformityText = ({ t, format }: Pick<Visit, 't' | 'format'>, { source, text, facts }: Pick<NonconformityView, 'source' | 'text' | 'facts'>, fields: ReadonlyMap<string, string>): string => {
  if (text !== null) return text
  if (source === 'latePattern') return t.nonconformities.pattern(format.number(facts.count ?? 0), fields.get(facts.field ?? '') ?? facts.field ?? t.app.none, monthText(facts.month ?? ''))
  if (source === 'lawNotTakenUp') return t.nonconformities.law(facts.documentCode ?? '', facts.lawNumber ?? '', dateText(facts.takeUpBy ?? ''))
  if (source === 'missedObjective') return t.objectives.missed(facts.objective ?? '', facts.period ?? '', objectiveCounted(t, facts))
  const due = instantText(facts.dueAt ?? '')
  if (!facts.endedAt) return t.nonconformities.overdue(due)
  const late = t.nonconformities.late(due, instantText(facts.endedAt))
  return facts.daysLate ? `${late} ${t.nonconformities.lateBy(format.number(facts.daysLate))}` : late
}

export interface NonconformityAsked { readonly standing: string; readonly source: string; readonly unit: string }
export interface NonconformityListPage {
  readonly asked: NonconformityAsked
  readonly lines: readonly NonconformityView[]
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly fields: ReadonlyMap<string, string>
  readonly isFirst: boolean
  readonly next: string | null
  readonly mayEnter: boolean
}

const pathOf = (asked: NonconformityAsked, more: Readonly<Record<string, string>> = {}): string => filledAddress('/nonconformities', { ...asked, ...more })

const tab = ({ t }: Visit, asked: NonconformityAsked, standing: NonconformityStanding | ''): Html => html`<li><a href="${pathOf({ ...asked, standing })}"${asked.standing === standing ? html` aria-current="page"` : null}>${
  standing === '' ? t.nonconformities.all : t.nonconformityStandings[standing]}</a></li>
`

/** The options of a choice, with the one chosen. */
const optionsOf = (choices: readonly (readonly [string, string])[], chosen: string): Html[] =>
  choices.map(([value, text]) => html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>
`)

const filter = ({ t }: Visit, { asked, units }: NonconformityListPage): Html => html`<div class="in"><form method="get" action="/nonconformities" class="inline" role="search">${asked.standing === '' ? null : html`<input type="hidden" name="standing" value="${asked.standing}">`}
<div class="choice"><label for="source">${t.quality.source}</label><select id="source" name="source" class="form-select">${optionsOf([['', t.quality.everySource], ...nonconformitySources.map((one) => [one, t.nonconformitySources[one]] as const)], asked.source)}</select></div>
<div class="choice"><label for="unit">${t.quality.unit}</label><select id="unit" name="unit" class="form-select">${optionsOf([['', t.quality.everyUnit], ...units.map(({ id, name }) => [id, name] as const)], asked.unit)}</select></div>
<button class="btn btn-primary">${t.quality.filter}</button></form><p class="quiet">${t.nonconformities.rule}</p></div>`

const dossierLinks = ({ dossiers }: NonconformityView): Html[] => dossiers.slice(0, 3).map(({ id, code }) => html` <a class="nowrap" href="/dossiers/${id}">${code ?? '–'}</a>`)

const line = (visit: Visit, page: NonconformityListPage, one: NonconformityView): Html => html`<tr><th scope="row" class="nowrap"><a href="/nonconformities/${one.id}">${one.code}</a></th>
<td class="whatCell">${nonconformityText(visit, one, page.fields)}${dossierLinks(one)}</td><td>${visit.t.nonconformitySources[one.source]}</td><td class="nowrap">${dateText(one.occurredOn)}</td>
<td>${page.units.find(({ id }) => id === one.unitId)?.name ?? visit.t.app.none}</td><td>${nonconformityBadge(visit, one.standing)}</td></tr>
`

/** The register with its filter. */
export const nonconformityListView = (visit: Visit, page: NonconformityListPage): Html => {
  const { t } = visit
  const { asked, lines, isFirst, next, mayEnter } = page
  return html`<div class="headline"><h1>${t.nonconformities.title}</h1>${mayEnter ? html`<p class="noPrint"><a class="btn btn-primary" href="/nonconformities/new">${t.nonconformities.enter}</a></p>` : null}</div>
<nav class="tabRow" aria-label="${t.nonconformities.tabs}"><ul class="tabs">${(['', ...nonconformityStandings] as const).map((one) => tab(visit, asked, one))}</ul></nav>
<section class="panel">${filter(visit, page)}
${lines.length === 0 ? html`<p role="status">${t.nonconformities.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.nonconformities.caption}"><table class="qualityList"><caption class="visually-hidden">${t.nonconformities.caption}</caption>
<thead><tr><th scope="col">${t.nonconformities.code}</th><th scope="col">${t.nonconformities.what}</th><th scope="col">${t.quality.source}</th><th scope="col">${t.nonconformities.occurred}</th><th scope="col">${t.quality.unit}</th><th scope="col">${t.nonconformities.standing}</th></tr></thead>
<tbody>${lines.map((one) => line(visit, page, one))}</tbody></table></div>`}</section>
${packButton(visit, lines.flatMap(({ dossiers }) => dossiers.map(({ id }) => id)))}<p class="noPrint">${isFirst ? null : html`<a href="${pathOf(asked)}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${pathOf(asked, { after: next })}" rel="next">${t.app.next}</a>`}</p>`
}

export interface NonconformityDetail {
  readonly one: NonconformityView
  readonly what: string
  readonly facts: readonly (readonly [string, string])[]
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly done: boolean
  /** The corrective action that deals with it. */
  readonly action: { readonly href: string; readonly text: string } | null
}

const dossiersPanel = (visit: Visit, { dossiers, dossiersHidden }: NonconformityView): Html | null => {
  const { t, format } = visit
  return dossiers.length + dossiersHidden === 0 ? null : html`<section class="panel" aria-labelledby="dossiers"><header><h2 id="dossiers">${t.nonconformity.dossiers}</h2></header>
<ul class="in">${dossiers.map(({ id, code }) => html`<li><a href="/dossiers/${id}">${code ?? t.app.none}</a></li>
`)}${dossiersHidden === 0 ? null : html`<li class="quiet">${t.nonconformity.hidden(format.number(dossiersHidden))}</li>`}</ul><div class="in">${packButton(visit, dossiers.map(({ id }) => id))}</div></section>`
}

/** One nonconformity with what may be done about it. */
export const nonconformityDetailView = (visit: Visit, { one, what, facts, plans, back, done, action }: NonconformityDetail): Html => {
  const { t } = visit
  return html`${done ? html`<p class="notice good" role="status">${t.nonconformity.done}</p>` : null}<p class="crumbs"><a href="/nonconformities">${t.nonconformities.title}</a></p>
<div class="headline"><h1>${one.code} ${nonconformityBadge(visit, one.standing)}</h1></div>
<div class="columns"><div><section class="panel" aria-labelledby="facts"><header><h2 id="facts">${t.nonconformity.facts}</h2></header>
<div class="in"><p>${what}</p><dl class="facts">${facts.map(([label, text]) => html`<dt>${label}</dt><dd><bdi>${text}</bdi></dd>
`)}${action === null ? null : html`<dt>${t.nonconformities.standing}</dt><dd><a href="${action.href}">${action.text}</a></dd>`}</dl></div></section>${dossiersPanel(visit, one)}</div>
<div>${plans.length === 0 ? html`<section class="panel"><p>${t.quality.noActions}</p></section>` : formsPanel(visit, t.quality.actions, plans, back)}</div></div>`
}

/** The form of one that is entered by hand. */
export const newNonconformityView = (visit: Visit, form: Html): Html => html`<p class="crumbs"><a href="/nonconformities">${visit.t.nonconformities.title}</a></p>
<div class="headline"><h1>${visit.t.nonconformities.enter}</h1></div><section class="panel"><div class="in">${form}</div></section>`
