/** The master list of documents, with its filter. */
import { type DocumentLine, type DocumentStanding, documentStandings } from '../../../schemas/document-service.ts'
import { documentTypes } from '../../../schemas/document.ts'
import type { Visit } from '../../pages/visit.ts'
import { filledAddress } from '../address.ts'
import { badge, type Standing } from '../badge.ts'
import { html, type Html } from '../html.ts'
import type { FoundText } from '../../../storage/documents/texts.ts'
import { dateText } from '../times.ts'
import { foundTextsView } from './reading.ts'

/** What a state looks like wherever it is shown. */
export const stateKinds = {
  draft: 'still', inReview: 'soon', approved: 'soon', scheduled: 'soon', effective: 'good', superseded: 'ended', obsolete: 'ended', withdrawn: 'ended',
} as const satisfies Record<string, Standing['kind']>

const two = (number: number): string => String(number).padStart(2, '0')
/** "02/00", as it stands on every page of a document. */
export const numbersText = ({ t }: Visit, { issue, revision }: { readonly issue: number; readonly revision: number }): string => t.documents.issue(two(issue), two(revision))

export interface DocumentListAsked { readonly q: string; readonly type: string; readonly unit: string; readonly standing: DocumentStanding | null }
export interface DocumentListPage {
  readonly asked: DocumentListAsked
  readonly lines: readonly DocumentLine[]
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly today: string
  readonly isFirst: boolean
  /** Where the words stand in contents; null when none were asked for. */
  readonly found: readonly FoundText[] | null
  readonly next: string | null
  /** Who may draft, publish, or see what is under way. */
  readonly mayDraft: boolean
  readonly mayPublish: boolean
}

/** The address of the list that is asked for like this. */
const documentsPath = (asked: Partial<DocumentListAsked>, after?: string): string => filledAddress('/documents', { ...asked, after })

const tab = ({ t }: Visit, { asked }: DocumentListPage, standing: DocumentStanding | null): Html => html`<li><a href="${documentsPath({ ...asked, standing })}"${
  asked.standing === standing ? html` aria-current="page"` : null}>${standing === null ? t.documents.all : t.documentStandings[standing]}</a></li>
`

const option = (value: string, text: string, chosen: string): Html => html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>
`

const filter = (visit: Visit, { asked, units }: DocumentListPage): Html => {
  const { t } = visit
  return html`<div class="in"><form method="get" action="/documents" class="inline" role="search">${asked.standing === null ? null : html`<input type="hidden" name="standing" value="${asked.standing}">`}
<div><label for="q">${t.documents.find}</label><input id="q" name="q" type="search" class="form-control" value="${asked.q}" maxlength="200" autocomplete="off"></div>
<div class="choice"><label for="type">${t.documents.type}</label><select id="type" name="type" class="form-select">${option('', t.documents.everyType, asked.type)}${documentTypes.map((one) => option(one, t.documentTypes[one], asked.type))}</select></div>
<div class="choice"><label for="unit">${t.documents.unit}</label><select id="unit" name="unit" class="form-select">${option('', t.documents.everyUnit, asked.unit)}${units.map(({ id, name }) => option(id, name, asked.unit))}</select></div>
<button class="btn btn-primary">${t.documents.submit}</button></form></div>`
}

const standings = (visit: Visit, one: DocumentLine, today: string): (Html | null)[] => {
  const { t } = visit
  const inForce = one.inForce === null ? null : badge({ kind: 'good', text: t.revisionStates.effective })
  const none = one.inForce === null && one.open === null ? badge({ kind: 'ended', text: one.retiredAt === null ? t.documents.notInForce : t.documents.retired }) : null
  const open = one.open === null ? null : badge({ kind: stateKinds[one.open.state], text: `${t.revisionStates[one.open.state]} ${numbersText(visit, one.open)}` })
  const law = one.lawDueOn === null ? null : badge(one.lawDueOn < today ? { kind: 'late', text: t.documents.lawLate(dateText(one.lawDueOn)) } : { kind: 'soon', text: t.documents.lawDue(dateText(one.lawDueOn)) })
  const review = one.nextReviewOn !== null && one.nextReviewOn <= today ? badge({ kind: 'soon', text: t.documents.reviewBy(dateText(one.nextReviewOn)) }) : null
  return [one.unread ? badge({ kind: 'late', text: t.documents.unread }) : null, inForce, open, law, review, none]
}

/** The list of forms says for each how long its records are kept, and where: it is the list of records as well. */
const retentionText = ({ t }: Visit, { retention }: DocumentLine): string =>
  (retention === null ? t.app.none : retention.years === null ? t.document.forever(retention.place) : t.document.retentionOf(String(retention.years), retention.place))

const line = (visit: Visit, page: DocumentListPage, one: DocumentLine): Html => {
  const { t } = visit
  const shown = one.inForce ?? one.open
  const from = one.inForce?.effectiveFrom ?? null
  return html`<tr><th scope="row" class="nowrap"><a href="/documents/${one.id}">${one.code}</a></th><td class="nameCell">${one.title}</td><td class="typeCell">${page.asked.type === 'form' ? retentionText(visit, one) : t.documentTypes[one.type]}</td>
<td class="number">${shown === null ? t.app.none : numbersText(visit, shown)}</td><td class="nowrap">${from === null ? t.app.none : dateText(from.slice(0, 10))}</td>
<td class="unitCell">${page.units.find(({ id }) => id === one.ownerUnitId)?.name ?? t.app.none}</td><td class="marks">${standings(visit, one, page.today)}</td></tr>
`
}

/** Standings that a reader looks for, and those of the people who keep documents. */
const ofReaders: readonly (DocumentStanding | null)[] = [null, 'unread']
const ofKeepers: readonly (DocumentStanding | null)[] = [null, ...documentStandings.filter((one) => one !== 'inForce')]

/** The page. */
export const documentListView = (visit: Visit, page: DocumentListPage): Html => {
  const { t } = visit
  const { lines, asked, isFirst, next, mayDraft, mayPublish, found } = page
  return html`<div class="headline"><h1>${t.documents.title}</h1><p class="noPrint"><a class="btn btn-plain" href="/documents/lists">${t.masterLists.link}</a> ${mayPublish ? html`<a class="btn btn-plain" href="/documents/import">${t.intake.link}</a> <a class="btn btn-plain" href="/documents/release">${t.documents.release}</a> ` : null}${
    mayDraft ? html`<a class="btn btn-primary" href="/documents/new">${t.documents.draftNew}</a>` : null}</p></div>
<nav class="tabRow" aria-label="${t.documents.tabs}"><ul class="tabs">${(mayDraft ? ofKeepers : ofReaders).map((one) => tab(visit, page, one))}</ul></nav>
<section class="panel">${filter(visit, page)}
${lines.length === 0 ? html`<p role="status">${t.documents.none}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.documents.caption}"><table class="documentList"><caption class="visually-hidden">${t.documents.caption}</caption>
<thead><tr><th scope="col">${t.documents.code}</th><th scope="col" class="nameCell">${t.documents.name}</th><th scope="col">${asked.type === 'form' ? t.documents.records : t.documents.type}</th><th scope="col" class="number">${t.documents.numbers}</th><th scope="col">${t.documents.from}</th><th scope="col">${t.documents.unit}</th><th scope="col">${t.documents.standing}</th></tr></thead>
<tbody>${lines.map((one) => line(visit, page, one))}</tbody></table></div>`}</section>
<p class="noPrint">${isFirst ? null : html`<a href="${documentsPath(asked)}">${t.app.first}</a> `}${next === null ? null : html`<a class="btn btn-plain" href="${documentsPath(asked, next)}" rel="next">${t.app.next}</a>`}</p>${found === null ? null : foundTextsView(visit, found)}`
}
