/** What applicants say about how they were served: the questions, one answer, what many answers say together. ISO 9001:2015, 9.1.2; docs/citizens.md. */
import Type, { type Static } from 'typebox'
import { Code, closed, Id, Instant, line, LocalDate, nullable, oneOf, text } from './common.ts'

/** Questions of every catalogue; `overall` is always asked. Factors of SIPAS: access, procedure, staff, result, and how suggestions are dealt with. */
export const surveyQuestions = ['overall', 'access', 'procedure', 'staff', 'result', 'suggestions'] as const
export const SurveyQuestion = oneOf(surveyQuestions)
export type SurveyQuestion = Static<typeof SurveyQuestion>

/** From 1 (very dissatisfied) to 5 (very satisfied). */
export const scoreMost = 5
const Score = Type.Integer({ minimum: 1, maximum: scoreMost })
/** What somebody answered; questions that were left out are left out here. */
export const NewSurveyAnswer = closed({
  scores: closed({ overall: Score, access: Type.Optional(Score), procedure: Type.Optional(Score), staff: Type.Optional(Score), result: Type.Optional(Score), suggestions: Type.Optional(Score) }),
  comment: Type.Optional(text(1000)),
})
export type NewSurveyAnswer = Static<typeof NewSurveyAnswer>

/** What the results are broken down by. */
export const surveyCuts = ['field', 'unit', 'procedure', 'month'] as const
export const SurveyCut = oneOf(surveyCuts)
export type SurveyCut = Static<typeof SurveyCut>

const count = Type.Integer({ minimum: 0 })
/** Null where too few answered to be shown, or nobody did. `mean` of 1 to 5, shares in per cent: text with a decimal comma. */
export const SurveyFigures = closed({
  mean: nullable(Type.String({ maxLength: 10 })),
  /** 4 and 5 of all (SIPAS), and all but 1 and 2 (QĐ 766/QĐ-TTg, satisfaction with reception and resolution). */
  satisfied: nullable(Type.String({ maxLength: 10 })), notDissatisfied: nullable(Type.String({ maxLength: 10 })),
  /** Bounds of `notDissatisfied`, 95 % each. */
  low: nullable(Type.String({ maxLength: 10 })), high: nullable(Type.String({ maxLength: 10 })),
})
export type SurveyFigures = Static<typeof SurveyFigures>
export const SurveyRow = closed({
  key: nullable(Type.String({ maxLength: 200 })), asked: count, answers: count, responseRate: Type.String({ maxLength: 10 }), hidden: Type.Boolean(), overall: SurveyFigures,
  questions: Type.Record(Type.String({ maxLength: 20 }), closed({ answers: count, mean: nullable(Type.String({ maxLength: 10 })) })),
})
export type SurveyRow = Static<typeof SurveyRow>
/** Answers for the dossiers whose result was handed over in the period. */
export const SurveyResults = closed({ from: LocalDate, to: LocalDate, asOf: Instant, by: nullable(SurveyCut), leastAnswers: count, whole: SurveyRow, rows: Type.Array(SurveyRow, { maxItems: 20_000 }) })
export type SurveyResults = Static<typeof SurveyResults>
export const SurveyQuery = closed({ from: LocalDate, to: LocalDate, by: Type.Optional(SurveyCut) })

const Counts = Type.Array(Type.Integer({ minimum: 0, maximum: 100_000 }), { minItems: scoreMost, maxItems: scoreMost })
const stretch = { title: line(200), from: LocalDate, to: LocalDate }
/** Body of POST /survey-campaigns: a public link with a limit, or the counts of paper sheets, entered once with the number of their record. */
export const NewSurveyCampaign = Type.Union([
  closed({ kind: Type.Literal('link'), ...stretch, answersMax: Type.Integer({ minimum: 1, maximum: 10_000 }) }),
  closed({ kind: Type.Literal('paper'), ...stretch, number: line(60), handedOut: Type.Integer({ minimum: 1, maximum: 100_000 }), overall: Counts }),
])
export type NewSurveyCampaign = Static<typeof NewSurveyCampaign>
export const SurveyCampaign = closed({
  id: Id, kind: oneOf(['link', 'paper']), ...stretch, catalogue: Code, answersMax: nullable(count), number: nullable(line(60)), handedOut: nullable(count), answers: count,
  /** Where the questions are answered; null for paper. */
  link: nullable(Type.String({ maxLength: 400 })), responseRate: Type.String({ maxLength: 10 }), hidden: Type.Boolean(), overall: SurveyFigures,
})
export type SurveyCampaign = Static<typeof SurveyCampaign>
export const SurveyCampaigns = closed({ items: Type.Array(SurveyCampaign, { maxItems: 200 }) })
