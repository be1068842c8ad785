/** The register of laws, one law with what it touches, and the form of a new one. */
import type { LawImpact, LawLine } from '../../../schemas/document-service.ts'
import { lawKinds } from '../../../schemas/law.ts'
import { newFormKey } from '../../pages/forms.ts'
import type { Visit } from '../../pages/visit.ts'
import { badge } from '../badge.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'
import { choiceField, textField, type Typed } from './forms.ts'

export interface LawsPage { readonly words: string; readonly openOnly: boolean; readonly lines: readonly LawLine[]; readonly today: string; readonly mayEnter: boolean; readonly next: string | null }

const openText = ({ t, format }: Visit, { linked, open }: LawLine): string =>
  (linked === 0 ? t.laws.noneLinked : open === 0 ? t.laws.allTaken(format.number(linked)) : t.laws.openOf(format.number(open), format.number(linked)))

const lawRow = (visit: Visit, one: LawLine, today: string): Html => {
  const { t } = visit
  const kind = one.open === 0 ? (one.linked === 0 ? 'ended' as const : 'good' as const) : one.dueOn < today ? 'late' as const : 'soon' as const
  return html`<tr><th scope="row" class="nowrap"><a href="/laws/${one.id}">${one.number}</a></th><td class="nowrap">${t.lawKinds[one.kind]}</td><td>${one.title}</td><td class="nowrap">${dateText(one.effectiveFrom)}</td>
<td class="nowrap">${dateText(one.dueOn)}</td><td>${badge({ kind, text: openText(visit, one) })}</td></tr>
`
}

/** The register with its filter. */
export const lawsView = (visit: Visit, { words, openOnly, lines, today, mayEnter, next }: LawsPage): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.laws.title}</h1>${mayEnter ? html`<p class="noPrint"><a class="btn btn-primary" href="/laws/new">${t.laws.enter}</a></p>` : null}</div>
<section class="panel"><div class="in"><form method="get" action="/laws" class="inline" role="search"><div><label for="q">${t.laws.find}</label><input id="q" name="q" type="search" class="form-control" value="${words}" maxlength="200" autocomplete="off"></div>
<div class="form-check"><input class="form-check-input" type="checkbox" id="open" name="open" value="true"${openOnly ? html` checked` : null}><label class="form-check-label" for="open">${t.laws.openOnly}</label></div>
<button class="btn btn-primary">${t.laws.submit}</button></form><p class="quiet">${t.laws.rule}</p></div>
${lines.length === 0 ? html`<p role="status">${t.laws.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.laws.caption}"><table><caption class="visually-hidden">${t.laws.caption}</caption>
<thead><tr><th scope="col">${t.laws.number}</th><th scope="col">${t.laws.kind}</th><th scope="col">${t.laws.name}</th><th scope="col">${t.laws.from}</th><th scope="col">${t.laws.due}</th><th scope="col">${t.laws.documents}</th></tr></thead>
<tbody>${lines.map((one) => lawRow(visit, one, today))}</tbody></table></div>`}</section>
${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a></p>`}`
}

/** The form of a new law. */
export const newLawView = ({ t }: Visit, { typed, laws }: { readonly typed: Typed; readonly laws: readonly (readonly [string, string])[] }): Html => html`<div class="headline"><h1>${t.laws.enter}</h1></div>
${typed.why === null ? null : html`<p class="notice bad" role="alert">${typed.why}</p>`}
<section class="panel"><form class="in" method="post" action="/laws"><input type="hidden" name="key" value="${newFormKey()}">
<div class="fields">${choiceField(typed, { name: 'kind', label: t.laws.kind, none: null, choices: lawKinds.map((one) => [one, t.lawKinds[one]]), otherwise: 'decree' })}${textField(typed, { name: 'number', label: t.laws.number, most: 60 })}
${textField(typed, { name: 'issuer', label: t.laws.issuer, most: 200 })}</div><div class="fields">${textField(typed, { name: 'title', label: t.laws.name, most: 500 })}</div>
<div class="fields">${textField(typed, { name: 'issuedOn', label: t.laws.issuedOn, most: 10, hint: t.app.dateHint, numeric: true })}${textField(typed, { name: 'effectiveFrom', label: t.laws.effectiveFrom, most: 10, hint: t.app.dateHint, numeric: true })}
${textField(typed, { name: 'endsOn', label: t.laws.endsOn, most: 10, hint: t.app.dateHint, numeric: true, required: false })}</div>
<div class="fields">${choiceField(typed, { name: 'replacesId', label: t.laws.replaces, none: t.laws.noReplaces, choices: laws })}${textField(typed, { name: 'source', label: t.laws.source, most: 300, required: false })}</div>
<p class="quiet">${t.laws.rule}</p><p><button class="btn btn-primary wide">${t.laws.submitNew}</button></p></form></section>`

export interface LawPage { readonly impact: LawImpact; readonly replaces: { readonly id: string; readonly number: string } | null; readonly units: ReadonlyMap<string, string>; readonly mayLink: boolean; readonly notice: string | null; readonly why: string | null }

const impactRow = ({ t }: Visit, one: LawImpact['documents'][number], { units, mayLink }: LawPage): Html => html`<tr><td>${mayLink && one.linkedAt === null ? html`<input class="form-check-input" type="checkbox" name="document.${one.id}" value="1" checked aria-label="${t.laws.pick(one.code)}">` : null}</td>
<th scope="row" class="nowrap"><a href="/documents/${one.id}">${one.code}</a></th><td>${one.title}</td><td>${units.get(one.ownerUnitId) ?? t.app.none}</td>
<td>${badge(one.takenAt !== null ? { kind: 'good', text: t.document.taken(dateText(one.takenAt.slice(0, 10))) } : one.linkedAt !== null ? { kind: 'soon', text: t.laws.linked } : { kind: 'ended', text: t.laws.notLinked })}</td></tr>
`

const impactPanel = (visit: Visit, page: LawPage): Html => {
  const { t } = visit
  const { impact: { law, documents }, mayLink } = page
  if (documents.length === 0) return html`<section class="panel" aria-labelledby="impact"><header><h2 id="impact">${t.laws.impact}</h2></header><p>${t.laws.noImpact}</p></section>`
  const table = html`<div class="scroll" tabindex="0" role="group" aria-labelledby="impact"><table><thead><tr><th scope="col"><span class="visually-hidden">${t.documentAction.choose}</span></th><th scope="col">${t.documents.code}</th><th scope="col">${t.documents.name}</th><th scope="col">${t.documents.unit}</th><th scope="col">${t.document.lawState}</th></tr></thead>
<tbody>${documents.map((one) => impactRow(visit, one, page))}</tbody></table></div>`
  const isOpen = mayLink && documents.some(({ linkedAt }) => linkedAt === null)
  return html`<section class="panel" aria-labelledby="impact"><header><h2 id="impact">${t.laws.impact}</h2></header><p class="quiet">${t.laws.why}</p>${isOpen ? html`<form method="post" action="/laws/${law.id}/links"><input type="hidden" name="key" value="${newFormKey()}">${table}
<p class="formEnd"><button class="btn btn-primary">${t.laws.link}</button></p></form>` : table}</section>`
}

/** One law, how long is left, and the documents that it touches. */
export const lawView = (visit: Visit, page: LawPage): Html => {
  const { t, format } = visit
  const { impact: { law, dueOn, daysLeft }, replaces, notice, why } = page
  const left = daysLeft < 0 ? badge({ kind: 'late', text: t.laws.over(format.number(-daysLeft)) }) : badge({ kind: daysLeft < 30 ? 'soon' : 'good', text: t.laws.left(format.number(daysLeft)) })
  return html`${notice === null ? null : html`<p class="notice good" role="status">${notice}</p>`}${why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`}
<div class="headline"><h1><span class="nowrap">${law.number}</span> · ${law.title}</h1>${left}</div>
<section class="panel"><div class="in"><dl class="facts"><dt>${t.laws.kind}</dt><dd>${t.lawKinds[law.kind]}</dd><dt>${t.laws.issuer}</dt><dd><bdi>${law.issuer}</bdi></dd><dt>${t.laws.issuedOn}</dt><dd>${dateText(law.issuedOn)}</dd>
<dt>${t.laws.effectiveFrom}</dt><dd>${dateText(law.effectiveFrom)}</dd>${law.endsOn === null ? null : html`<dt>${t.laws.until}</dt><dd>${dateText(law.endsOn)}</dd>`}<dt>${t.laws.due}</dt><dd>${dateText(dueOn)}</dd>
${replaces === null ? null : html`<dt>${t.laws.replaces}</dt><dd><a href="/laws/${replaces.id}">${replaces.number}</a></dd>`}${law.source === null ? null : html`<dt>${t.laws.source}</dt><dd><bdi>${law.source}</bdi></dd>`}</dl></div></section>
${impactPanel(visit, page)}`
}
