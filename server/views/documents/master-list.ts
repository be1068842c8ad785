/** A list of documents to look through, to print and to take away. */
import { type MasterList, masterLists } from '../../../schemas/master-list.ts'
import type { Visit } from '../../pages/visit.ts'
import { cellText, listGrid, listNotes, type NamedList } from '../../reports/master-list-files.ts'
import { filledAddress } from '../address.ts'
import { badge } from '../badge.ts'
import { dayInput } from '../day-input.ts'
import { html, type Html } from '../html.ts'

export interface MasterListPage {
  readonly list: MasterList
  /** As they were typed. */
  readonly asked: { readonly on: string; readonly unit: string }
  readonly units: readonly { readonly id: string; readonly name: string }[]
  /** Null with the reason when the question is none. */
  readonly named: NamedList | null
  readonly why: string | null
}

const question = ({ t }: Visit, { list, asked, units }: MasterListPage): Html => html`<div class="in noPrint"><form method="get" action="/documents/lists" class="inline"><input type="hidden" name="list" value="${list}">
<div class="choice"><label for="on">${t.masterLists.on}</label>${dayInput({ t }, { id: 'on', name: 'on', value: asked.on })}</div>
<div class="choice"><label for="unit">${t.documents.unit}</label><select id="unit" name="unit" class="form-select"><option value="">${t.documents.everyUnit}</option>${units.map(({ id, name }) =>
  html`<option value="${id}"${id === asked.unit ? html` selected` : null}>${name}</option>
`)}</select></div><button class="btn btn-primary">${t.masterLists.show}</button></form></div>`

const tableOf = (visit: Visit, named: NamedList): Html => {
  const { t } = visit
  const { answer: { list, lines } } = named
  const { columns, rows } = listGrid(t, named)
  const cell = (value: string | null, at: number): Html =>
    html`<td${columns[at]?.kind === 'date' ? html` class="nowrap"` : null}>${cellText(t, columns[at] ?? { kind: 'text' }, value)}</td>`
  const standings = { toRecall: 'late', inUse: 'good', recalled: 'ended' } as const
  const told = (index: number, value: string | null, at: number): Html => {
    const copy = lines[index]?.copy ?? null
    return copy === null || columns[at]?.title !== t.document.state ? cell(value, at) : html`<td>${badge({ kind: standings[copy.standing], text: value ?? '' })}</td>`
  }
  const hrefOf = (index: number): string => `/${lines[index]?.lawKind === null ? 'documents' : 'laws'}/${lines[index]?.id ?? ''}`
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${t.masterListNames[list]}"><table class="masterList"><caption class="visually-hidden">${t.masterListNames[list]}</caption>
<thead><tr><th scope="col" class="number">${t.masterLists.order}</th>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row, index) => html`<tr><td class="number">${index + 1}</td><th scope="row"><a href="${hrefOf(index)}">${row[0]}</a></th>${row.map((value, at) => (at === 0 ? null : told(index, value, at)))}</tr>
`)}</tbody></table></div>`
}

/** The page of one list. */
export const masterListView = (visit: Visit, page: MasterListPage): Html => {
  const { t } = visit
  const { list, asked, named, why } = page
  const files = filledAddress('', { list, ...asked })
  return html`<div class="headline"><h1>${t.masterListNames[list]}</h1>${named === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="/documents/lists.xlsx${files}">${t.masterLists.xlsx}</a> <a class="btn btn-plain" href="/documents/lists.docx${files}">${t.masterLists.docx}</a></p>`}</div>
<nav class="tabRow" aria-label="${t.masterLists.tabs}"><ul class="tabs">${masterLists.map((one) => html`<li><a href="${filledAddress('/documents/lists', { ...asked, list: one })}"${one === list ? html` aria-current="page"` : null}>${t.masterListNames[one]}</a></li>
`)}</ul></nav>
<section class="panel">${question(visit, page)}${why === null ? null : html`<p class="notice bad" role="alert">${why}</p>`}
${named === null ? null : html`${named.answer.lines.length === 0 ? html`<p role="status">${t.masterLists.none}</p>` : tableOf(visit, named)}${listNotes(t, named).map((note) => html`<p class="quiet listNote">${note}</p>
`)}`}</section>`
}
