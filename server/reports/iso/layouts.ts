/** The layouts of reports: which parts stand in which order. Source: the layouts that five agencies wrote by hand (docs/reports.md). */
import type { IsoReport, ReportFacts, ReportLayout } from '../../../schemas/report.ts'
import { reportFindings } from '../../../workflows/report/check.ts'
import { shortDate } from '../../render/words.ts'
import * as part from './parts.ts'
import { context, held, reviewParts } from './review-parts.ts'

interface Layout { readonly title: string; readonly parts: readonly part.Part[]; readonly annexes: readonly part.Part[] }

const iso = 'xây dựng, áp dụng, duy trì và cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015'
const closing = [part.remarks('Đánh giá, nhận xét'), part.remarks('Thuận lợi, khó khăn, tồn tại và nguyên nhân'), part.remarks('Đề xuất, kiến nghị')]

const layouts: Readonly<Record<ReportLayout, Layout>> = {
  annual: {
    title: `Tình hình ${iso}`, parts: [
      part.directives, part.training, part.dossiers, part.announcement, part.steering, context, part.plans, part.objectives, part.audits, held, part.documents, part.satisfaction, part.complaints,
      part.nonconformities, part.inspections, part.budget, ...closing,
    ], annexes: [part.official, part.scores],
  },
  halfYear: { title: `Tình hình ${iso}`, parts: [part.plans, part.objectives, part.documents, part.audits, part.dossiers, part.satisfaction, part.complaints, part.nonconformities, ...closing], annexes: [part.official] },
  commune: {
    title: 'Kết quả duy trì và cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015',
    parts: [part.directives, part.training, part.dossiers, part.announcement, part.steering, context, part.plans, part.objectives, part.audits, held, part.issued, part.satisfaction, part.complaints, part.nonconformities, ...closing], annexes: [part.documents, part.official],
  },
  roadmap: { title: 'Tiến độ thực hiện kế hoạch áp dụng hệ thống quản lý chất lượng', parts: [part.plans, part.roadmap, part.scores], annexes: [] },
  progress: { title: 'Tiến độ giải quyết thủ tục hành chính', parts: [part.dossiers], annexes: [part.progress] },
  documents: { title: 'Danh mục tài liệu của hệ thống quản lý chất lượng', parts: [part.documents, part.documentList], annexes: [] },
  issued: { title: 'Thống kê văn bản phát hành', parts: [part.issued], annexes: [] },
  review: { title: 'Đầu vào xem xét của lãnh đạo (TCVN ISO 9001:2015, 9.3.2)', parts: reviewParts, annexes: [part.official] },
  nonconformities: { title: 'Sự không phù hợp và hành động khắc phục', parts: [part.nonconformities, part.nonconformityList], annexes: [] },
}

/** Layouts with form II.06a as an annex: what is frozen of them brings the sealed figures along. */
export const hasOfficialTable = (layout: ReportLayout): boolean => layouts[layout].annexes.includes(part.official)

/** The report in a layout. Its title names the days that it counts, so that no half-year ends in June's tenth unseen. */
export const composeReport = (layout: ReportLayout, facts: ReportFacts): IsoReport => {
  const notes = new part.Notes()
  const { title, parts, annexes } = layouts[layout]
  const write = (one: part.Part) => one(facts, notes)
  const { agency, from, to, asOf, madeOn } = facts
  const sections = parts.map(write)
  const more = annexes.map(write)
  const figures = new Map(notes.figures.map((one) => [one.id, one]))
  return {
    layout, agency, title: `${title} từ ngày ${shortDate(from)} đến ngày ${shortDate(to)}`, from, to, asOf, madeOn, sections, annexes: more.filter(({ blocks }) => blocks.length > 0),
    figures: [...figures.values()], findings: reportFindings(facts),
  }
}
