/** What a person has in hand, by kind: each with its number, its state, its day, and the way there. */
import type { HeldItem, HeldKind, HeldWork } from '../../schemas/administration.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'
import { inLanguage } from './texts/index.ts'
import { dateText } from './times.ts'

const places: Readonly<Record<HeldKind, string>> = {
  dossier: 'dossiers', action: 'corrective-actions', reviewTask: 'reviews', complaint: 'complaints', document: 'documents', audit: 'audits',
}

const codeOf = ({ t }: Visit, kind: HeldKind, { code, part }: HeldItem): string => {
  if (kind === 'reviewTask') return `${code ?? ''} · ${t.heldWork.task(part ?? '')}`
  if (kind === 'document') return `${code ?? ''} · ${t.heldWork.revision(part ?? '')}`
  return code ?? t.work.noCode
}

/** State and post in words; of a dossier its procedure. */
const wordsOf = ({ t, language }: Visit, kind: HeldKind, { title, state, part }: HeldItem): string => {
  if (title !== null) return inLanguage(language, title)
  const states: Readonly<Record<Exclude<HeldKind, 'dossier'>, Readonly<Record<string, string>>>> = {
    action: t.actionStates, reviewTask: t.reviewTaskStates, complaint: t.complaintStates, document: { ...t.revisionStates, checkedOut: t.heldWork.checkedOut }, audit: t.auditStates,
  }
  const posts: Readonly<Record<string, string>> = t.teamPosts
  const inState = kind === 'dossier' ? '' : states[kind][state ?? ''] ?? ''
  return kind === 'audit' ? `${posts[part ?? ''] ?? ''}: ${inState}` : inState
}

const kindRows = (visit: Visit, { kind, count, items }: HeldWork): Html => {
  const { t, format } = visit
  return html`<tbody><tr><th scope="rowgroup" colspan="3">${t.heldKinds[kind]}: ${format.number(count)}${
    count > items.length ? html` <span class="quiet">${t.heldWork.first(format.number(items.length))}</span>` : null}</th></tr>
${items.map((one) => html`<tr><td class="nowrap"><a href="/${places[kind]}/${one.id}">${codeOf(visit, kind, one)}</a></td><td>${wordsOf(visit, kind, one)}${
    one.blocks ? null : html` <span class="quiet">${t.heldWork.keepsNobody}</span>`}</td><td class="nowrap">${one.dueOn === null ? '' : dateText(one.dueOn)}</td></tr>
`)}</tbody>`
}

/** The panel on the page of a person. */
export const heldPanel = (visit: Visit, held: readonly HeldWork[]): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="held"><header><h2 id="held">${t.heldWork.title}</h2></header>
${held.length === 0 ? html`<p>${t.heldWork.none}</p>` : html`<p class="quiet">${t.heldWork.help}</p><div class="scroll" tabindex="0" role="group" aria-labelledby="held"><table>
<thead><tr><th scope="col">${t.heldWork.what}</th><th scope="col">${t.heldWork.state}</th><th scope="col">${t.heldWork.due}</th></tr></thead>
${held.map((one) => kindRows(visit, one))}</table></div>`}</section>`
}
