/** The questions of the survey, as whoever has the link sees them. */
import { scoreMost, surveyQuestions } from '../../schemas/survey.ts'
import type { SurveyCatalogue } from '../../workflows/quality/survey.ts'
import type { Visit } from '../pages/visit.ts'
import { html, type Html } from './html.ts'
import { inLanguage } from './texts/index.ts'

/** Where the answer goes, and what came of an earlier one. */
export interface SurveyPanel { readonly path: string; readonly catalogue: SurveyCatalogue; readonly state: 'open' | 'thanks' | 'answered' | 'over' | 'missing' }

const scores = Array.from({ length: scoreMost }, (_, index) => (scoreMost - index) as 1 | 2 | 3 | 4 | 5)

const question = ({ t, language }: Visit, { catalogue }: SurveyPanel, name: (typeof surveyQuestions)[number]): Html => html`<div><label for="score-${name}">${inLanguage(language, catalogue.questions[name])}</label>
<select id="score-${name}" name="${name}" class="form-select"${name === 'overall' ? html` required` : null}><option value="">${t.survey.skip}</option>${scores.map((score) => html`<option value="${score}">${t.surveyScores[score]}</option>
`)}</select></div>
`

const form = (visit: Visit, panel: SurveyPanel): Html => {
  const { t } = visit
  return html`${panel.state === 'missing' ? html`<p class="notice bad" role="alert">${t.survey.missing}</p>` : null}<p class="quiet">${t.survey.intro}</p>
<form method="post" action="${panel.path}"><div class="fields">${surveyQuestions.map((name) => question(visit, panel, name))}</div>
<div><label for="comment">${t.survey.comment}</label><textarea id="comment" name="comment" class="form-control" rows="3" maxlength="1000" aria-describedby="comment-hint"></textarea><small class="quiet" id="comment-hint">${t.survey.commentHint}</small></div>
<div hidden><label for="website">${t.survey.website}</label><input id="website" name="website" autocomplete="off" tabindex="-1"></div>
<p><button class="btn btn-primary">${t.survey.send}</button></p></form>`
}

/** The panel with the questions, or the word that an answer was recorded. */
export const surveyPanel = (visit: Visit, panel: SurveyPanel): Html => {
  const { t } = visit
  const said = { thanks: t.survey.thanks, answered: t.survey.answered, over: t.survey.over } as const
  return html`<section class="panel" aria-labelledby="survey"><header><h2 id="survey">${t.survey.title}</h2></header><div class="in">${
    panel.state === 'open' || panel.state === 'missing' ? form(visit, panel) : html`<p class="notice good" role="status">${said[panel.state]}</p>`}</div></section>`
}
