/** The survey without signing in: for the dossier of a receipt, and of a campaign. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { PublicComplaint } from '../../schemas/complaint.ts'
import { DomainError } from '../../schemas/errors.ts'
import { NewSurveyAnswer, surveyQuestions } from '../../schemas/survey.ts'
import { publicDossiersOfCode } from '../../storage/public.ts'
import { hasSurveyAnswer, listCampaigns } from '../../storage/surveys.ts'
import { findTenant } from '../../storage/tenants.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { catalogueOn } from '../../workflows/quality/survey.ts'
import { isId } from '../api/cursors.ts'
import { enterPublicComplaint } from '../commands/complaints.ts'
import { answerCampaign, answerSurvey } from '../commands/surveys.ts'
import type { Deps } from '../deps.ts'
import { parseWith } from '../validate.ts'
import { html } from '../views/html.ts'
import { type SurveyPanel, surveyPanel } from '../views/public-survey.ts'
import { inLanguage } from '../views/texts/index.ts'
import { sendPage } from './common.ts'
import { fieldsOf, given, type Fields } from './forms.ts'
import { visitOf } from './visit.ts'

/** What comes back after an answer, in the address: nothing of it. */
export const SurveySaid = Type.Object({ complaint: Type.Optional(Type.String({ maxLength: 20, pattern: '^(missing|PAKN-\\d{4}-\\d{4,6})$' })), said: Type.Optional(Type.Unsafe<'thanks' | 'answered' | 'missing'>({ type: 'string', enum: ['thanks', 'answered', 'missing'] })) }, { additionalProperties: false })
type Said = Type.Static<typeof SurveySaid>['said']

/** The answer in a form; null when the first question was left out. @throws DomainError invalid-request */
const answerIn = (fields: Fields): NewSurveyAnswer | null => {
  const scores = Object.fromEntries(surveyQuestions.flatMap((name) => (given(fields, name) === undefined ? [] : [[name, Number(given(fields, name))]])))
  const comment = given(fields, 'comment')?.slice(0, 1000)
  return 'overall' in scores ? parseWith(NewSurveyAnswer, { scores, ...(comment === undefined ? {} : { comment }) }, 'invalid-request') : null
}

/** What becomes of a form: a field that no person sees, filled in, is thanked for and thrown away. */
const saidOf = async (fields: Fields, keep: (answer: NewSurveyAnswer) => Promise<void>): Promise<NonNullable<Said>> => {
  if (given(fields, 'website') !== undefined) return 'thanks'
  const answer = answerIn(fields)
  if (answer === null) return 'missing'
  try {
    await keep(answer)
    return 'thanks'
  } catch (error) {
    if (error instanceof DomainError && error.code === 'survey-answered') return 'answered'
    throw error
  }
}

/** The panel of a dossier whose result was handed over; null before. */
export const surveyOf = async (deps: Deps, { dossier, zone }: { readonly dossier: { readonly tenantId: string; readonly id: string; readonly deliveredAtMs: number | null }; readonly zone: string }, path: string, said: Said): Promise<SurveyPanel | null> => {
  if (dossier.deliveredAtMs === null) return null
  const has = await hasSurveyAnswer(deps.pool, dossier.tenantId, dossier.id)
  return { path: `${path}/survey`, catalogue: catalogueOn(localDateOf(deps.clock.nowMs(), zone)), state: said === 'thanks' ? 'thanks' : has ? 'answered' : said ?? 'open' }
}

type Take = (request: FastifyRequest) => void

const declareOfDossier = (pages: FastifyInstance, deps: Deps, take: Take): void => {
  const Params = Type.Object({ code: Type.String({ maxLength: 64 }), secret: Type.String({ maxLength: 60 }) })
  pages.post<{ Params: Type.Static<typeof Params> }>('/public/:code/:secret/survey', { schema: { hide: true, params: Params, body: Type.Object({}) } }, async (request, reply) => {
    take(request)
    const { code, secret } = request.params
    const found = (await publicDossiersOfCode(deps.pool, code, deps.clock.nowMs())).find(({ dossier }) => deps.links.opens(dossier, secret))
    if (found === undefined) throw new DomainError('not-found')
    const said = await saidOf(fieldsOf(request.body), (answer) => answerSurvey(deps, found, answer))
    return reply.redirect(`/public/${encodeURIComponent(code)}/${encodeURIComponent(secret)}?said=${said}#survey`, 303)
  })
}

const CampaignParams = Type.Object({ id: Type.String({ maxLength: 60 }), secret: Type.String({ maxLength: 60 }) })
type CampaignParams = Type.Static<typeof CampaignParams>

/** The campaign that the secret opens. @throws DomainError not-found */
const campaignOf = async (deps: Deps, { id, secret }: CampaignParams) => {
  const [campaign] = isId(id) ? await listCampaigns(deps.pool, { id }, 1) : []
  const tenant = campaign === undefined || !deps.links.opens(campaign, secret) ? undefined : await findTenant(deps.orm.em.fork(), campaign.tenantId)
  if (campaign === undefined || tenant === undefined) throw new DomainError('not-found')
  return { campaign, tenant, path: `/public/survey/${id}/${encodeURIComponent(secret)}` }
}

const declareOfCampaign = (pages: FastifyInstance, deps: Deps, take: Take): void => {
  const send = async (request: FastifyRequest<{ Params: CampaignParams }>, reply: FastifyReply, said: Said | 'over'): Promise<FastifyReply> => {
    const { campaign, tenant, path } = await campaignOf(deps, request.params)
    const visit = { ...visitOf(request), path }
    const today = localDateOf(deps.clock.nowMs(), tenant.zone)
    const isOpen = campaign.kind === 'link' && campaign.answers < (campaign.answersMax ?? 0) && campaign.from <= today && campaign.to >= today
    const panel: SurveyPanel = { path, catalogue: catalogueOn(campaign.from), state: said === 'thanks' ? 'thanks' : isOpen ? said ?? 'open' : 'over' }
    reply.header('x-robots-tag', 'noindex')
    return sendPage(request, reply, { title: campaign.title, body: html`<div class="headline"><h1>${campaign.title} · ${inLanguage(visit.language, tenant.name)}</h1></div>${surveyPanel(visit, panel)}` })
  }
  pages.get<{ Params: CampaignParams; Querystring: { said?: Said } }>('/public/survey/:id/:secret', { schema: { hide: true, params: CampaignParams, querystring: SurveySaid } }, (request, reply) => {
    take(request)
    return send(request, reply, request.query.said)
  })
  pages.post<{ Params: CampaignParams }>('/public/survey/:id/:secret', { schema: { hide: true, params: CampaignParams, body: Type.Object({}) } }, async (request, reply) => {
    take(request)
    const { campaign, tenant, path } = await campaignOf(deps, request.params)
    try {
      return await reply.redirect(`${path}?said=${await saidOf(fieldsOf(request.body), (answer) => answerCampaign(deps, { ...campaign, zone: tenant.zone }, answer))}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'survey-not-open') throw error
      return send(request, reply, 'over')
    }
  })
}

const complaintIn = (fields: Fields): PublicComplaint | null => {
  const [text, sender, contact] = [given(fields, 'text')?.slice(0, 4000), given(fields, 'sender'), given(fields, 'contact')]
  return text === undefined ? null : parseWith(PublicComplaint, { kind: given(fields, 'kind') ?? 'feedback', text, ...(sender === undefined ? {} : { sender }), ...(contact === undefined ? {} : { contact }) }, 'invalid-request')
}

/** A complaint about the dossier of a receipt: it is in the register with its clock once this answers. */
const declareComplaint = (pages: FastifyInstance, deps: Deps, take: Take): void => {
  const Params = Type.Object({ code: Type.String({ maxLength: 64 }), secret: Type.String({ maxLength: 60 }) })
  pages.post<{ Params: Type.Static<typeof Params> }>('/public/:code/:secret/complaint', { schema: { hide: true, params: Params, body: Type.Object({}) } }, async (request, reply) => {
    take(request)
    const { code, secret } = request.params
    const found = (await publicDossiersOfCode(deps.pool, code, deps.clock.nowMs())).find(({ dossier }) => deps.links.opens(dossier, secret))
    if (found === undefined) throw new DomainError('not-found')
    const fields = fieldsOf(request.body)
    const written = complaintIn(fields)
    const said = written === null || given(fields, 'website') !== undefined ? 'missing' : await enterPublicComplaint(deps, found, written)
    return reply.redirect(`/public/${encodeURIComponent(code)}/${encodeURIComponent(secret)}?complaint=${said}#complaint`, 303)
  })
}

/** `take` counts a try from an address, and refuses when they are too many. */
export const declarePublicSurvey = (pages: FastifyInstance, deps: Deps, take: Take): void => {
  declareOfDossier(pages, deps, take)
  declareOfCampaign(pages, deps, take)
  declareComplaint(pages, deps, take)
}
