/**
 * Satisfaction: which questions are asked from which day on, and what answers say together. Sources: QĐ 2640/QĐ-BNV of 2017 and QĐ 1001/QĐ-BNV of 2023 (SIPAS: factors and grades; wording not compared, LS-016);
 * QĐ 766/QĐ-TTg, satisfaction = (all - dissatisfied) / all; ISO 9001:2015, 9.1.2.
 */
import type { Bilingual, LocalDate } from '../../schemas/common.ts'
import { type SurveyFigures, type SurveyQuestion, surveyQuestions, type SurveyRow } from '../../schemas/survey.ts'
import { percent } from '../statistics/shares.ts'
import { shareBounds } from './effect.ts'

/** The questions from a day on; what was answered keeps the name of its catalogue. */
export interface SurveyCatalogue { readonly name: string; readonly validFrom: LocalDate; readonly source: string; readonly questions: Readonly<Record<SurveyQuestion, Bilingual>> }

/** The newest last. */
const catalogues: readonly SurveyCatalogue[] = [{
  name: 'sipas-1', validFrom: '2017-10-10', source: 'Theo các yếu tố của SIPAS (QĐ 2640/QĐ-BNV 2017, QĐ 1001/QĐ-BNV 2023), cần đối chiếu nguyên văn', questions: {
    overall: { vi: 'Nói chung, ông/bà có hài lòng với việc giải quyết hồ sơ này không?', en: 'On the whole, are you satisfied with how this was dealt with?' },
    access: { vi: 'Nơi tiếp nhận, cách tìm hiểu và nộp hồ sơ', en: 'The place, finding out what is needed, handing it in' },
    procedure: { vi: 'Thủ tục: giấy tờ phải nộp, thời hạn, phí, lệ phí', en: 'The procedure: papers, time, fees' },
    staff: { vi: 'Cán bộ, công chức: thái độ, hướng dẫn, năng lực', en: 'The staff: manner, guidance, competence' },
    result: { vi: 'Kết quả: đúng hẹn, đầy đủ, chính xác', en: 'The result: in time, complete, correct' },
    suggestions: { vi: 'Việc tiếp nhận, trả lời góp ý, phản ánh', en: 'How suggestions and complaints are taken up' },
  },
}]

/** The catalogue of a day; the first before its time. */
export const catalogueOn = (day: LocalDate): SurveyCatalogue => catalogues.findLast(({ validFrom }) => validFrom <= day) ?? catalogues[0]!

/** Fewer answers are not shown: they would tell who answered what. Nobody's words either. */
export const leastAnswers = 5

/** How many gave each score to each question. */
export interface SurveyCell { readonly question: string; readonly score: number; readonly count: number }
/** What is counted of a group: how many were asked, how many answered, and what. */
export interface SurveyCounted { readonly key: string | null; readonly asked: number; readonly answers: number; readonly cells: readonly SurveyCell[] }

const unknown: SurveyFigures = { mean: null, satisfied: null, notDissatisfied: null, low: null, high: null }
const hundredths = 100

/** Half-up to two decimals, with a comma: 17 of 4 is "4,25". Null of nothing. */
const meanOf = (cells: readonly SurveyCell[]): string | null => {
  const many = cells.reduce((sum, { count }) => sum + count, 0)
  const scaled = cells.reduce((sum, { score, count }) => sum + score * count, 0) * hundredths
  if (many === 0) return null
  const digits = String(Math.floor((2 * scaled + many) / (2 * many))).padStart(3, '0')
  return `${digits.slice(0, -2)},${digits.slice(-2)}`
}

/** Mean, shares and bounds of the answers to one question. */
export function surveyFigures(cells: readonly SurveyCell[]): SurveyFigures {
  const many = (which: (score: number) => boolean): number => cells.filter(({ score }) => which(score)).reduce((sum, { count }) => sum + count, 0)
  const total = many(() => true)
  if (total === 0) return unknown
  const [good, notBad] = [many((score) => score >= 4), many((score) => score >= 3)]
  const { low, high } = shareBounds({ hits: notBad, total })
  const bound = (share: number): string => percent(Math.round(share * 1_000_000), 1_000_000)
  return { mean: meanOf(cells), satisfied: percent(good, total), notDissatisfied: percent(notBad, total), low: bound(low), high: bound(high) }
}

/** A group as it is shown; when it is hidden only how many answered. By itself it is hidden with fewer answers than may be shown. */
export function surveyRow({ key, asked, answers, cells }: SurveyCounted, hidden = answers < leastAnswers): SurveyRow {
  const of = (question: string): SurveyCell[] => cells.filter((cell) => cell.question === question)
  return {
    key, asked, answers, responseRate: percent(answers, asked), hidden, overall: hidden ? unknown : surveyFigures(of('overall')),
    questions: Object.fromEntries(surveyQuestions.map((question) => {
      const own = of(question)
      const many = own.reduce((sum, { count }) => sum + count, 0)
      return [question, { answers: hidden ? 0 : many, mean: hidden || many < leastAnswers ? null : meanOf(own) }]
    })),
  }
}

/**
 * The groups of one cut as they are shown beside their whole. What a single small group answered could be worked out from the whole and the others, so those
 * with the fewest answers are hidden with it until what is hidden has enough answers itself.
 */
export function surveyRows(groups: readonly SurveyCounted[]): SurveyRow[] {
  const hidden = new Set(groups.filter(({ answers }) => answers < leastAnswers))
  let many = [...hidden].reduce((sum, { answers }) => sum + answers, 0)
  for (const group of groups.filter((one) => !hidden.has(one)).toSorted((a, b) => a.answers - b.answers)) {
    if (many === 0 || many >= leastAnswers) break
    hidden.add(group)
    many += group.answers
  }
  return groups.map((group) => surveyRow(group, hidden.has(group)))
}

/** All groups together. */
export const surveyWhole = (rows: readonly SurveyCounted[]): SurveyCounted => ({
  key: null, asked: rows.reduce((sum, { asked }) => sum + asked, 0), answers: rows.reduce((sum, { answers }) => sum + answers, 0), cells: rows.flatMap(({ cells }) => cells),
})
