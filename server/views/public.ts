/** The page for everybody. */
import type { TraceLine } from '../../schemas/calendar.ts'
import type { PublicDocument } from '../../storage/public.ts'
import type { FoundProcedure } from '../../storage/work.ts'
import { limitText } from '../pages/dossier-facts.ts'
import type { Visit } from '../pages/visit.ts'
import { badge, type Standing } from './badge.ts'
import { explanation } from './explain.ts'
import { html, type Html } from './html.ts'
import { publicComplaintPanel } from './quality/complaints.ts'
import { type SurveyPanel, surveyPanel } from './public-survey.ts'
import { inLanguage } from './texts/index.ts'

/** What is told of a dossier: nothing that names a person. */
export interface PublicAnswer { readonly code: string; readonly procedure: string; readonly standing: Standing; readonly facts: readonly (readonly [string, string])[] }
export interface PublicDue { readonly words: string; readonly trace: readonly TraceLine[]; readonly isWrong: boolean }
export interface PublicPage {
  readonly agency: string | null
  readonly procedures: readonly FoundProcedure[]
  readonly documents: readonly PublicDocument[]
  readonly question: { readonly procedure: string; readonly from: string }
  readonly due: PublicDue | null
  readonly asked: { readonly code: string; readonly phone: string; readonly answer: PublicAnswer | 'none' } | null
  /** The questions about the dossier that was opened by the link of its receipt. */
  readonly survey: SurveyPanel | null
  /** Where a complaint about it goes, and what came of one. */
  readonly complaint: { readonly path: string; readonly said: string | null } | null
}

const answerView = ({ t }: Visit, answer: PublicAnswer | 'none'): Html => (answer === 'none' ? html`<p class="notice bad" role="alert">${t.publicPage.none}</p>` : html`<div role="status">
<h3>${answer.code} · ${answer.procedure} ${badge(answer.standing)}</h3><dl class="facts">${answer.facts.map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>
`)}</dl></div>`)

const wherePanel = (visit: Visit, { asked }: PublicPage): Html => {
  const { t } = visit
  return html`<section class="panel" aria-labelledby="where"><header><h2 id="where">${t.publicPage.where}</h2></header><div class="in">
<form method="post" action="/public" class="inline"><div><label for="code">${t.publicPage.code}</label>
<input id="code" name="code" class="form-control" value="${asked?.code ?? ''}" maxlength="64" autocomplete="off" required></div>
<div><label for="phone">${t.publicPage.phone}</label><input id="phone" name="phone" type="tel" class="form-control" value="${asked?.phone ?? ''}" maxlength="30" autocomplete="tel" required></div>
<button class="btn btn-primary">${t.publicPage.submit}</button></form>
${asked === null ? null : answerView(visit, asked.answer)}</div></section>`
}

const questionPanel = (visit: Visit, { procedures, question, due }: PublicPage): Html => {
  const { t, language } = visit
  return html`<section class="panel" aria-labelledby="question"><header><h2 id="question">${t.publicPage.question}</h2></header><div class="in">
<form method="get" action="/public" class="inline"><div><label for="procedure">${t.publicPage.procedure}</label>
<select id="procedure" name="procedure" class="form-select">${procedures.map(({ code, title }) => html`<option value="${code}"${code === question.procedure ? html` selected` : null}>${inLanguage(language, title)}</option>
`)}</select></div><div><label for="from">${t.publicPage.from}</label>
<input id="from" name="from" class="form-control" value="${question.from}" maxlength="20" placeholder="${t.publicPage.fromHint}" autocomplete="off"></div>
<button class="btn btn-primary">${t.publicPage.ask}</button></form>
${due === null ? null : html`<p class="notice${due.isWrong ? ' bad' : ' good'}" role="status">${due.words}</p>${explanation(visit, due.trace)}`}</div></section>`
}

const proceduresPanel = (visit: Visit, { procedures }: PublicPage): Html => {
  const { t, language } = visit
  return html`<section class="panel" aria-labelledby="services"><header><h2 id="services">${t.publicPage.procedures}</h2></header><div class="scroll" tabindex="0" role="group" aria-labelledby="services"><table>
<thead><tr><th scope="col">${t.procedures.code}</th><th scope="col">${t.procedures.name}</th><th scope="col">${t.procedures.limit}</th></tr></thead>
<tbody>${procedures.map(({ code, publicCode, title, limit }) => html`<tr><td class="nowrap">${publicCode ?? code}</td><th scope="row">${inLanguage(language, title)}</th><td class="nowrap">${limitText(visit, limit)}</td></tr>
`)}</tbody></table></div></section>`
}

const documentsPanel = ({ t, format }: Visit, { documents }: PublicPage): Html | null => (documents.length === 0 ? null : html`
<section class="panel" aria-labelledby="policy"><header><h2 id="policy">${t.publicPage.documents}</h2></header><div class="scroll" tabindex="0" role="group" aria-labelledby="policy"><table>
<thead><tr>${[t.documents.code, t.documents.name, t.documents.numbers, t.documents.from, t.document.decision].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${documents.map(({ id, code, revision }) => html`<tr><td class="nowrap">${code}</td>
<th scope="row">${revision.file === null ? revision.title : html`<a href="/public/documents/${id}">${revision.title}</a>`}</th>
<td class="nowrap">${t.documents.issue(String(revision.issue), String(revision.revision))}</td><td class="nowrap">${format.at(revision.effectiveFromMs)}</td><td>${revision.decision?.number ?? t.app.none}</td></tr>
`)}</tbody></table></div></section>`)

/** The page for everybody. */
export const publicView = (visit: Visit, page: PublicPage): Html => {
  const { t } = visit
  return html`<div class="headline"><h1>${t.publicPage.title}${page.agency === null ? null : html` · ${page.agency}`}</h1></div>
${page.agency === null ? html`<p class="notice">${t.publicPage.noneYet}</p>` : html`${wherePanel(visit, page)}${page.survey === null ? null : surveyPanel(visit, page.survey)}${page.complaint === null ? null : publicComplaintPanel(visit, page.complaint)}${questionPanel(visit, page)}${documentsPanel(visit, page)}${proceduresPanel(visit, page)}`}`
}
