/** Who has read what, was trained in what, and is new in a role: a list by person, and one person. */
import type { CompetenceDetail, PersonCompetence } from '../../../schemas/competence.ts'
import type { Visit } from '../../pages/visit.ts'
import { competenceNotes, type NamedCompetence, roleText } from '../../reports/competence-files.ts'
import { dayInput } from '../day-input.ts'
import { html, type Html } from '../html.ts'
import { dateText } from '../times.ts'

/** `named` null with the day that was typed: it is none. */
export interface CompetencePageView {
  readonly asked: { readonly on: string; readonly unit: string }
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly named: NamedCompetence | null
  readonly files: string
  readonly next: string | null
}

const newBadge = ({ t }: Visit): Html => html` <span class="state soon">${t.competence.isNew}</span>`

const rolesList = (visit: Visit, named: Pick<NamedCompetence, 'units' | 'names'>, { roles }: PersonCompetence): Html =>
  html`<ul class="plain">${roles.map((one) => html`<li>${roleText(visit.t, named, one)}${one.isNew ? newBadge(visit) : null}</li>`)}</ul>`

const gapBadges = ({ t }: Visit, { gaps }: PersonCompetence): Html => (gaps.length === 0 ? html`<span class="state good">${t.competence.complete}</span>`
  : html`${gaps.map((gap) => html`<span class="state ${gap === 'noTraining' ? 'still' : 'late'}">${t.competenceGaps[gap]}</span> `)}`)

const trainingText = ({ t, format }: Visit, { trainings, lastTrainingOn }: PersonCompetence): string =>
  (lastTrainingOn === null ? t.app.none : t.competence.trainingsOf(format.number(trainings), dateText(lastTrainingOn)))

const row = (visit: Visit, named: NamedCompetence, asked: CompetencePageView['asked'], one: PersonCompetence): Html => {
  const { t, format } = visit
  const href = `/competence/${one.accountId}${asked.on === '' ? '' : `?on=${encodeURIComponent(asked.on)}`}`
  return html`<tr><th scope="row"><a href="${href}"><bdi>${one.fullName}</bdi></a></th><td>${rolesList(visit, named, one)}</td>
<td class="number">${t.competence.readOf(format.number(one.read), format.number(one.toRead))}</td><td>${trainingText(visit, one)}</td><td>${gapBadges(visit, one)}</td></tr>
`
}

const question = ({ t }: Visit, { asked, units }: Pick<CompetencePageView, 'asked' | 'units'>, path: string): Html => html`<div class="in noPrint"><form method="get" action="${path}" class="inline">
<div class="choice"><label for="on">${t.competence.on}</label>${dayInput({ t }, { id: 'on', name: 'on', value: asked.on })}</div>
${units.length === 0 ? null : html`<div class="choice"><label for="unit">${t.competence.unit}</label><select id="unit" name="unit" class="form-select"><option value="">${t.competence.everyUnit}</option>${units.map(({ id, name }) =>
  html`<option value="${id}"${id === asked.unit ? html` selected` : null}>${name}</option>
`)}</select></div>`}<button class="btn btn-primary">${t.competence.show}</button></form></div>`

const table = (visit: Visit, named: NamedCompetence, asked: CompetencePageView['asked']): Html => {
  const { t } = visit
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${t.competence.caption}"><table class="qualityList"><caption class="visually-hidden">${t.competence.caption}</caption>
<thead><tr><th scope="col">${t.competence.name}</th><th scope="col">${t.competence.roles}</th><th scope="col" class="number">${t.competence.read}</th><th scope="col">${t.competence.trainings}</th><th scope="col">${t.competence.gaps}</th></tr></thead>
<tbody>${named.people.map((one) => row(visit, named, asked, one))}</tbody></table></div>`
}

/** The list. */
export const competenceView = (visit: Visit, page: CompetencePageView): Html => {
  const { t } = visit
  const { named, files, next, asked } = page
  return html`<div class="headline"><h1>${t.competence.title}</h1>${named === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="/competence.xlsx${files}">${t.competence.xlsx}</a> <a class="btn btn-plain" href="/competence.docx${files}">${t.competence.docx}</a></p>`}</div>
<section class="panel">${question(visit, page, '/competence')}${named === null ? html`<p class="notice bad" role="alert">${t.competence.badDay}</p>` : html`
${named.people.length === 0 ? html`<p role="status">${t.competence.none}</p>` : table(visit, named, asked)}${competenceNotes(t, named).map((note) => html`<p class="quiet listNote">${note}</p>
`)}`}</section>
${next === null ? null : html`<p class="noPrint"><a class="btn btn-plain" href="${next}" rel="next">${t.app.next}</a></p>`}`
}

const readingRow = (visit: Visit, { documentId, code, title, issue, revision, from, roles, given, readAt }: CompetenceDetail['readings'][number]): Html => {
  const { t } = visit
  const why = [...roles.map((role) => t.roles[role]), ...(given ? [t.competence.given] : [])].join(', ')
  const two = (number: number): string => String(number).padStart(2, '0')
  return html`<tr><th scope="row"><a href="/documents/${documentId}">${code}</a> ${title}</th><td class="nowrap">${t.documents.issue(two(issue), two(revision))}</td><td class="nowrap">${dateText(from)}</td><td>${why}</td>
<td class="nowrap">${readAt === null ? html`<span class="state late">${t.competence.unread}</span>` : dateText(readAt.slice(0, 10))}</td></tr>
`
}

const readingsPanel = (visit: Visit, { readings, person: { read, toRead } }: CompetenceDetail): Html => {
  const { t, format } = visit
  return html`<section class="panel" aria-labelledby="readings"><header><h2 id="readings">${t.competence.readings}</h2><p class="quiet">${t.competence.read}: ${t.competence.readOf(format.number(read), format.number(toRead))}</p></header>
${readings.length === 0 ? html`<p role="status">${t.competence.readingsNone}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="readings"><table class="qualityList">
<thead><tr><th scope="col">${t.competence.document}</th><th scope="col">${t.competence.edition}</th><th scope="col">${t.competence.from}</th><th scope="col">${t.competence.why}</th><th scope="col">${t.competence.readAt}</th></tr></thead>
<tbody>${readings.map((one) => readingRow(visit, one))}</tbody></table></div>`}</section>`
}

const trainedPanel = ({ t }: Visit, { trained }: CompetenceDetail): Html => html`<section class="panel" aria-labelledby="trained"><header><h2 id="trained">${t.competence.trained}</h2></header>
${trained.length === 0 ? html`<p role="status">${t.competence.trainedNone}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="trained"><table>
<thead><tr><th scope="col">${t.competence.day}</th><th scope="col">${t.competence.about}</th><th scope="col">${t.competence.as}</th><th scope="col">${t.competence.paper}</th></tr></thead>
<tbody>${trained.map(({ factId, number, title, on, as }) => html`<tr><td class="nowrap">${dateText(on)}</td><td>${title}</td><td>${t.factCapacities[as]}</td><td class="nowrap"><a href="/facts/${factId}">${number}</a></td></tr>
`)}</tbody></table></div>`}</section>`

export interface CompetencePerson { readonly detail: CompetenceDetail; readonly named: Pick<NamedCompetence, 'units' | 'names'>; readonly asked: string; readonly isOwn: boolean; readonly mayHandOver: boolean }

/** One person as of the day. */
export const competencePersonView = (visit: Visit, { detail, named, asked, isOwn, mayHandOver }: CompetencePerson): Html => {
  const { t } = visit
  const { person } = detail
  return html`${isOwn ? null : html`<p class="crumbs"><a href="/competence">${t.competence.title}</a></p>`}<div class="headline"><h1>${isOwn ? t.competence.own : html`<bdi>${person.fullName}</bdi>`}</h1><p>${gapBadges(visit, person)}${isOwn || !mayHandOver ? null : html` <a class="btn btn-plain noPrint" href="/people/${person.accountId}/handover">${t.handover.title}</a>`}</p></div>
<section class="panel">${question(visit, { asked: { on: asked, unit: '' }, units: [] }, `/competence/${person.accountId}`)}<div class="in">${rolesList(visit, named, person)}<p class="quiet">${t.competence.trainings}: ${trainingText(visit, person)}</p></div></section>
${readingsPanel(visit, detail)}${trainedPanel(visit, detail)}<p class="quiet listNote">${t.competence.help}</p>`
}
