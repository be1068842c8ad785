/** What a person has in hand, by kind: each with its number, its state, its day, and the way there. */
import type { HeldKind, HeldWork } from '../../schemas/administration.ts'
import type { Visit } from '../pages/visit.ts'
import { heldCode, heldWords } from './held-words.ts'
import { html, type Html } from './html.ts'
import { dateText } from './times.ts'

/** Where each kind has its pages. */
export const heldPlaces: Readonly<Record<HeldKind, string>> = {
  dossier: 'dossiers', action: 'corrective-actions', reviewTask: 'reviews', complaint: 'complaints', document: 'documents', audit: 'audits',
}

const kindRows = (visit: Visit, { kind, count, items }: HeldWork): Html => {
  const { t, format } = visit
  return html`<tbody><tr><th scope="rowgroup" colspan="3">${t.heldKinds[kind]}: ${format.number(count)}${
    count > items.length ? html` <span class="quiet">${t.heldWork.first(format.number(items.length))}</span>` : null}</th></tr>
${items.map((one) => html`<tr><td class="nowrap"><a href="/${heldPlaces[kind]}/${one.id}">${heldCode(visit, kind, one)}</a></td><td>${heldWords(visit, kind, one)}${
    one.blocks ? null : html` <span class="quiet">${t.heldWork.keepsNobody}</span>`}</td><td class="nowrap">${one.dueOn === null ? '' : dateText(one.dueOn)}</td></tr>
`)}</tbody>`
}

/** The panel on the page of a person, and on that of a handover. */
export const heldPanel = (visit: Visit, held: readonly HeldWork[]): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="held"><header><h2 id="held">${t.heldWork.title}</h2></header>
${held.length === 0 ? html`<p>${t.heldWork.none}</p>` : html`<p class="quiet">${t.heldWork.help}</p><div class="scroll" tabindex="0" role="group" aria-labelledby="held"><table>
<thead><tr><th scope="col">${t.heldWork.what}</th><th scope="col">${t.heldWork.state}</th><th scope="col">${t.heldWork.due}</th></tr></thead>
${held.map((one) => kindRows(visit, one))}</table></div>`}</section>`
}
