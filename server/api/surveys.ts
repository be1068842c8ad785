/** Satisfaction over HTTP: results of a period by one cut, and campaigns. What applicants answer comes by the public pages alone. */
import { NewSurveyCampaign, SurveyCampaign, SurveyCampaigns, SurveyQuery, SurveyResults } from '../../schemas/survey.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { campaignsFor, enterCampaign, surveyResults } from '../commands/surveys.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { audienceOf } from '../reports/statistics.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'
import { declareNew } from './writes.ts'

const tag = 'quality'

/** Declares /satisfaction and /survey-campaigns. */
export const declareSurveys = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/satisfaction', {
    preHandler, schema: { tags: [tag], summary: 'What applicants answered whose result was handed over in a period, by one cut; nothing of fewer than five', querystring: SurveyQuery, response: { 200: SurveyResults, ...problems } },
  }, (request) => {
    const { reader } = personOf(request)
    return surveyResults(deps, audienceOf(reader), request.query)
  })
  api.get('/survey-campaigns', {
    preHandler, schema: { tags: [tag], summary: 'Campaigns, the newest first', response: { 200: SurveyCampaigns, ...problems } },
  }, async (request) => ({ items: await campaignsFor(deps, personOf(request), `${request.protocol}://${request.host}`) }))
  declareNew(api, deps, '/survey-campaigns', { tag, roles: factKeepers, summary: 'Begin a campaign by a public link, or enter the counts of one on paper', body: NewSurveyCampaign, answer: SurveyCampaign },
    (asked) => enterCampaign(deps, { ...asked, origin: '' }))
}
