/** The results of the survey, what people wrote, and campaigns. */
import { type SurveyCampaign, type SurveyCut, surveyCuts, type SurveyFigures, surveyQuestions, type SurveyResults, type SurveyRow } from '../../../schemas/survey.ts'
import type { SurveyCatalogue } from '../../../workflows/quality/survey.ts'
import type { Visit } from '../../pages/visit.ts'
import { type FormBack, formsPanel, type FormPlan } from '../form.ts'
import { howCounted } from '../how.ts'
import { html, type Html } from '../html.ts'
import { periodFields, type StatisticsChoice } from '../statistics.ts'
import { inLanguage } from '../texts/index.ts'
import { dateText } from '../times.ts'

export interface SatisfactionPage {
  readonly choice: StatisticsChoice
  readonly by: SurveyCut | null
  /** Null: a date could not be read. */
  readonly results: SurveyResults | null
  readonly catalogue: SurveyCatalogue
  /** The name of a row. */
  readonly nameOf: (key: string | null) => string
  readonly unitName: (id: string) => string
  /** Null: not for this reader. */
  readonly comments: readonly { readonly unit: string; readonly comment: string }[] | null
  readonly campaigns: readonly SurveyCampaign[]
  readonly plans: readonly FormPlan[]
  readonly back: FormBack | null
  readonly done: boolean
}

const figures = ({ t }: Visit, { mean, satisfied, notDissatisfied, low, high }: SurveyFigures): Html => html`<td class="number">${mean ?? t.app.none}</td><td class="number">${satisfied ?? t.app.none}</td><td class="number">${notDissatisfied ?? t.app.none}</td>
<td class="number nowrap">${low === null ? t.app.none : `${low} – ${high ?? ''}`}</td>`

const row = (visit: Visit, name: string, one: SurveyRow, least: number): Html => html`<tr><th scope="row">${name}</th><td class="number">${visit.format.number(one.asked)}</td><td class="number">${
  one.answers < least ? visit.t.satisfaction.few(visit.format.number(least)) : visit.format.number(one.answers)}</td><td class="number">${one.hidden ? visit.t.app.none : one.responseRate}</td>${figures(visit, one.overall)}</tr>
`

const resultsPanel = (visit: Visit, { nameOf, choice }: SatisfactionPage, { whole, rows, leastAnswers: least }: SurveyResults): Html => {
  const { t } = visit
  const heads = [t.satisfaction.asked, t.satisfaction.answers, t.satisfaction.rate, t.satisfaction.mean, t.satisfaction.satisfied, t.satisfaction.notDissatisfied, t.satisfaction.bounds]
  return html`<section class="panel"><header><div class="titled"><h2>${t.satisfaction.caption}</h2><p class="quiet"><b>${t.statistics.period(choice.from, choice.to)}</b></p></div></header>${whole.asked === 0 ? html`<p role="status">${t.satisfaction.noneAsked}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-label="${t.satisfaction.caption}"><table class="figures"><caption class="visually-hidden">${t.satisfaction.caption}</caption>
<thead><tr><td></td>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
<tbody>${rows.map((one) => row(visit, nameOf(one.key), one, least))}</tbody><tfoot>${row(visit, t.satisfaction.whole, whole, least)}</tfoot></table></div>`}${howCounted(visit, [t.satisfaction.rule(visit.format.number(least))])}</section>`
}

const questionsPanel = ({ t, language, format }: Visit, { catalogue }: SatisfactionPage, { whole }: SurveyResults): Html => html`<section class="panel" aria-labelledby="questions"><header><h2 id="questions">${t.satisfaction.questions}</h2></header>
<table><thead><tr><td></td><th scope="col" class="number">${t.satisfaction.answers}</th><th scope="col" class="number">${t.satisfaction.mean}</th></tr></thead><tbody>${surveyQuestions.map((name) => html`<tr><th scope="row">${
  inLanguage(language, catalogue.questions[name])}</th><td class="number">${whole.hidden ? t.app.none : format.number(whole.questions[name]?.answers ?? 0)}</td><td class="number">${whole.questions[name]?.mean ?? t.app.none}</td></tr>
`)}</tbody></table><p class="in quiet">${catalogue.source}</p></section>`

const commentsPanel = ({ t }: Visit, { comments, unitName }: SatisfactionPage): Html | null => (comments === null ? null : html`<section class="panel" aria-labelledby="comments"><header><h2 id="comments">${t.satisfaction.comments}</h2></header><div class="in voices" tabindex="0" role="group" aria-labelledby="comments">
${comments.length === 0 ? html`<p>${t.satisfaction.noComments}</p>` : comments.map(({ unit, comment }) => html`<blockquote><bdi>${comment}</bdi><br><small class="quiet">${unitName(unit)}</small></blockquote>
`)}<small class="quiet">${t.satisfaction.commentsRule}</small></div></section>`)

const campaignsPanel = (visit: Visit, { campaigns }: SatisfactionPage): Html => {
  const { t, format } = visit
  const heads = [t.satisfaction.campaign, t.satisfaction.stretch, t.satisfaction.answers, t.satisfaction.rate, t.satisfaction.mean, t.satisfaction.satisfied, t.satisfaction.notDissatisfied, t.satisfaction.bounds]
  const from = (one: SurveyCampaign): Html => (one.link === null ? html`<br><small class="quiet">${one.number}</small>` : html`<br><a href="${one.link}">${t.satisfaction.link}</a>`)
  return html`<section class="panel" aria-labelledby="campaigns"><header><h2 id="campaigns">${t.satisfaction.campaigns}</h2></header>${campaigns.length === 0 ? html`<p>${t.satisfaction.noCampaigns}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="campaigns"><table>
<thead><tr>${heads.map((head, at) => html`<th scope="col"${at < 2 ? null : html` class="number"`}>${head}</th>`)}</tr></thead><tbody>${campaigns.map((one) => html`<tr><th scope="row">${one.title}${from(one)}</th><td class="nowrap">${dateText(one.from)} – ${dateText(one.to)}</td>
<td class="number">${format.number(one.answers)}${one.answersMax === null ? null : ` / ${format.number(one.answersMax)}`}</td><td class="number">${one.responseRate}</td>${figures(visit, one.overall)}</tr>
`)}</tbody></table></div>`}</section>`
}

/** The page of satisfaction. */
export const satisfactionView = (visit: Visit, page: SatisfactionPage): Html => {
  const { t } = visit
  const { choice, by, results, plans, back, done } = page
  return html`${done ? html`<p class="notice good" role="status">${t.satisfaction.done}</p>` : null}<div class="headline"><h1>${t.satisfaction.title}</h1></div>
<section class="panel noPrint"><div class="in"><form method="get" action="/satisfaction" class="question">${periodFields(visit, choice)}
<div><label for="by">${t.satisfaction.by}</label><select id="by" name="by" class="form-select"><option value="">${t.satisfaction.none}</option>${surveyCuts.map((cut) => html`<option value="${cut}"${cut === by ? html` selected` : null}>${t.surveyCuts[cut]}</option>
`)}</select></div><button class="btn btn-primary">${t.satisfaction.show}</button></form>${choice.fault === null ? null : html`<p class="notice bad" role="alert" id="fault">${choice.fault}</p>`}</div></section>
${results === null ? null : html`${resultsPanel(visit, page, results)}<div class="columns"><div>${questionsPanel(visit, page, results)}</div><div>${commentsPanel(visit, page)}</div></div>`}
${campaignsPanel(visit, page)}${plans.length === 0 ? null : formsPanel(visit, t.quality.actions, plans, back)}`
}
