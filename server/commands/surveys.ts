/** The survey of satisfaction: an answer for a dossier or of a campaign, campaigns entered, results. */
import type { Dossier } from '../../schemas/dossier.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { NewSurveyAnswer, NewSurveyCampaign, SurveyCampaign, SurveyCut, SurveyResults } from '../../schemas/survey.ts'
import { newId } from '../../storage/ids.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { addCampaign, addCampaignAnswer, addSurveyAnswer, countAnswers, type KeptCampaign, listCampaigns, surveyComments } from '../../storage/surveys.ts'
import { executorIn } from '../../storage/transaction.ts'
import { formatInstant, localDateOf } from '../../workflows/calendar/index.ts'
import { catalogueOn, leastAnswers, surveyFigures, surveyRow, surveyRows, surveyWhole } from '../../workflows/quality/survey.ts'
import { percent } from '../../workflows/statistics/shares.ts'
import type { Deps } from '../deps.ts'
import { type Audience, boundsOf } from '../reports/statistics.ts'
import { once, type Done } from './once.ts'

/** As many campaigns as a page shows. */
const campaignsMost = 200
const commentsMost = 200

/** Keeps what an applicant answered, once their result was handed over. @throws DomainError survey-not-open | survey-answered */
export async function answerSurvey(deps: Pick<Deps, 'pool' | 'clock'>, { dossier, zone }: { readonly dossier: Dossier; readonly zone: string }, answer: NewSurveyAnswer): Promise<void> {
  if (dossier.deliveredAtMs === null) throw new DomainError('survey-not-open')
  const on = localDateOf(deps.clock.nowMs(), zone)
  if (!await addSurveyAnswer(deps.pool, dossier.tenantId, dossier.id, answer, { catalogue: catalogueOn(on).name, on })) throw new DomainError('survey-answered')
}

/** Keeps an answer of a campaign, while it takes some. @throws DomainError survey-not-open */
export async function answerCampaign(deps: Pick<Deps, 'pool' | 'clock'>, { tenantId, id, zone }: { readonly tenantId: string; readonly id: string; readonly zone: string }, answer: NewSurveyAnswer): Promise<void> {
  if (!await addCampaignAnswer(deps.pool, tenantId, id, answer, localDateOf(deps.clock.nowMs(), zone))) throw new DomainError('survey-not-open')
}

/** What applicants whose result was handed over in the period answered, by one cut. @throws DomainError invalid-request */
export async function surveyResults(deps: Pick<Deps, 'pool' | 'clock'>, { tenantId, zone, reader }: Audience, { from, to, by = null, knownAtMs = null }: { readonly from: string; readonly to: string; readonly by?: SurveyCut | null; readonly knownAtMs?: number | null }): Promise<SurveyResults> {
  const atMs = knownAtMs ?? deps.clock.nowMs()
  const { fromMs, endMs } = boundsOf({ from, to }, zone)
  // A result that was handed over later was not asked about yet.
  const counted = await countAnswers(deps.pool, tenantId, reader, { fromMs, endMs: Math.max(fromMs, Math.min(endMs, atMs + 1)), knownOn: localDateOf(atMs, zone), by, zone })
  return { from, to, asOf: formatInstant(atMs, zone), by, leastAnswers, whole: surveyRow(surveyWhole(counted)), rows: by === null ? [] : surveyRows(counted) }
}

/** What people wrote about the units that a head may see. */
export const commentsFor = (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, range: { readonly from: string; readonly to: string }): Promise<{ readonly unit: string; readonly comment: string }[]> =>
  surveyComments(deps.pool, reader.tenantId, { ...boundsOf(range, reader.zone), units: reader.units, least: leastAnswers, limit: commentsMost })

/** A campaign as it is shown. `origin` is that of the request. */
const viewOf = (deps: Pick<Deps, 'links'>, { cells, tenantId, ...one }: KeptCampaign, origin: string): SurveyCampaign => {
  const hidden = one.answers < leastAnswers
  return {
    ...one, link: one.kind === 'link' ? deps.links.surveyLinkOf({ tenantId, id: one.id }, origin) : null, hidden,
    responseRate: percent(one.answers, one.handedOut ?? 0), overall: surveyFigures(hidden ? [] : cells),
  }
}

/** The campaigns of an agency, the newest first. */
export const campaignsFor = async (deps: Pick<Deps, 'pool' | 'links'>, { reader }: SignedInPerson, origin: string): Promise<SurveyCampaign[]> =>
  (await listCampaigns(deps.pool, { tenantId: reader.tenantId }, campaignsMost)).map((one) => viewOf(deps, one, origin))

const fault = (at: string, message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at, rule: 'range', message, messageEn }] })

/** @throws DomainError invalid-request | dates-reversed | name-taken (the record was entered before) | idempotency-key-reused */
export const enterCampaign = (deps: Pick<Deps, 'orm' | 'clock' | 'links'>, { person, key, body, origin }: { readonly person: SignedInPerson; readonly key: string; readonly body: NewSurveyCampaign; readonly origin: string }): Promise<Done<SurveyCampaign>> =>
  once(deps, { person, key, request: { surveyCampaign: body } }, async (em) => {
    const { tenantId, accountId } = person.reader
    if (body.to < body.from) throw new DomainError('dates-reversed', { validFrom: body.from, validTo: body.to })
    const sheets = body.kind === 'paper' ? body.overall.reduce((sum, many) => sum + many, 0) : 0
    if (body.kind === 'paper' && sheets > body.handedOut) throw fault('/handedOut', 'ít hơn số phiếu thu về', 'fewer than came back')
    const campaign: KeptCampaign = {
      id: newId(), tenantId, kind: body.kind, title: body.title, from: body.from, to: body.to, catalogue: catalogueOn(body.from).name, answers: sheets,
      ...(body.kind === 'link' ? { answersMax: body.answersMax, number: null, handedOut: null, cells: [] } : {
        answersMax: null, number: body.number.normalize('NFC'), handedOut: body.handedOut,
        cells: body.overall.map((count, index) => ({ question: 'overall', score: index + 1, count })),
      }),
    }
    await addCampaign(executorIn(em), campaign, { accountId, nowMs: deps.clock.nowMs() })
    return viewOf(deps, campaign, origin)
  })
