/** The survey of satisfaction: answers, campaigns, and what they count. No answer is read with its dossier. */
import type { NewSurveyAnswer, SurveyCut } from '../schemas/survey.ts'
import { DomainError } from '../schemas/errors.ts'
import { roleNames, type Reader } from './dossiers.ts'
import { newId } from './ids.ts'
import { toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

interface Cell { readonly question: string; readonly score: number; readonly count: number }
/** Of a group: how many were asked, how many answered, what. */
export interface CountedAnswers { readonly key: string | null; readonly asked: number; readonly answers: number; readonly cells: readonly Cell[] }
interface Stretch { readonly fromMs: number; readonly endMs: number }

/** The answers for dossiers handed over in a stretch, by one cut (null: all together), as they were known on a day. `reader` null: the operator, who counts all. */
export const countAnswers = async (db: Executor, tenantId: string, reader: Reader | null, asked: Stretch & { readonly knownOn: string; readonly by: SurveyCut | null; readonly zone: string }): Promise<CountedAnswers[]> => {
  const whose = reader === null ? [null, null, null] : [reader.units, reader.accountId, roleNames(reader)]
  return (await db.query<CountedAnswers>(statement('survey-results', [tenantId, toTimestamp(asked.fromMs), toTimestamp(asked.endMs), asked.knownOn, asked.by, asked.zone, ...whose]))).rows
}

/** What people wrote about these units, in no order that tells when; only of units with enough answers. */
export const surveyComments = async (db: Executor, tenantId: string, asked: Stretch & { readonly units: readonly string[]; readonly least: number; readonly limit: number }): Promise<{ readonly unit: string; readonly comment: string }[]> =>
  (await db.query<{ unit: string; comment: string }>(statement('survey-comments', [tenantId, toTimestamp(asked.fromMs), toTimestamp(asked.endMs), asked.units, asked.least, asked.limit]))).rows

/** Keeps the answer for a dossier; false when it has one. */
export const addSurveyAnswer = async (db: Executor, tenantId: string, dossierId: string, { scores, comment }: NewSurveyAnswer, { catalogue, on }: { readonly catalogue: string; readonly on: string }): Promise<boolean> =>
  (await db.query(statement('add-survey-answer', [tenantId, newId(), dossierId, catalogue, JSON.stringify(scores), comment ?? null, on]))).rows.length === 1

/** Keeps an answer of a campaign; false when it is over, or has as many as it takes. */
export const addCampaignAnswer = async (db: Executor, tenantId: string, campaignId: string, { scores, comment }: NewSurveyAnswer, on: string): Promise<boolean> =>
  (await db.query(statement('add-campaign-answer', [tenantId, newId(), campaignId, JSON.stringify(scores), comment ?? null, on]))).rows.length === 1

/** Whether a dossier has its answer. */
export const hasSurveyAnswer = async (db: Executor, tenantId: string, dossierId: string): Promise<boolean> =>
  (await db.query<{ has: boolean }>(statement('has-survey-answer', [tenantId, dossierId]))).rows[0]?.has === true

/** A campaign as it is kept. */
export interface KeptCampaign {
  readonly id: string; readonly tenantId: string; readonly kind: 'link' | 'paper'; readonly title: string; readonly from: string; readonly to: string; readonly catalogue: string
  readonly answersMax: number | null; readonly number: string | null; readonly handedOut: number | null; readonly answers: number; readonly cells: readonly Cell[]
}

/** Campaigns of an agency, the newest first; or the one of this id, of whatever agency. */
export const listCampaigns = async (db: Executor, which: { readonly tenantId: string } | { readonly id: string }, limit: number): Promise<KeptCampaign[]> =>
  (await db.query<KeptCampaign>(statement('survey-campaigns', ['tenantId' in which ? which.tenantId : null, 'id' in which ? which.id : null, limit]))).rows

/** Enters a campaign. @throws DomainError name-taken when the number of its record was entered before */
export const addCampaign = async (db: Executor, { tenantId, ...one }: KeptCampaign, by: { readonly accountId: string; readonly nowMs: number }): Promise<void> => {
  const row = {
    id: one.id, kind: one.kind, title: one.title, from_on: one.from, to_on: one.to, catalogue: one.catalogue, answers_max: one.answersMax, answers: one.answers, number: one.number,
    handed_out: one.handedOut, counts: one.kind === 'paper' ? one.cells : null, created_at: toTimestamp(by.nowMs), created_by: by.accountId,
  }
  try {
    await db.query(statement('add-survey-campaign', [tenantId, JSON.stringify(row)]))
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('name-taken', { number: one.number }) : error
  }
}
