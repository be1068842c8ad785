/** The layouts of reports: which parts stand in which order. Source: the layouts that five agencies wrote by hand (docs/reports.md). */
import type { IsoReport, ReportFacts, ReportLayout } from '../../../schemas/report.ts'
import { reportFindings } from '../../../workflows/report/check.ts'
import { shortDate } from '../../render/words.ts'
import { frameOf } from './frame.ts'
import { Notes, type Part } from './notes.ts'
import * as part from './parts.ts'
import { context, held, reviewParts } from './review-parts.ts'
import * as tables from './tables.ts'

interface Layout { readonly title: string; readonly parts: readonly Part[]; readonly annexes: readonly Part[] }

const iso = 'xây dựng, áp dụng, duy trì và cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015'
const closing = [part.remarks('Đánh giá chung, thuận lợi'), part.shortcomings, part.remarks('Giải pháp, kế hoạch trong thời gian tới'), part.remarks('Đề xuất, kiến nghị')]
/** Headings that a year's report of a district and that of a commune have alike, in their order. */
const yearly = [part.directives, part.training, part.dossiers, part.announcement, part.steering, part.plans, part.objectives, part.audits, held, part.internal, part.budget]
const voices = [part.satisfaction, part.complaints, part.nonconformities]

const layouts: Readonly<Record<ReportLayout, Layout>> = {
  annual: { title: `Tình hình ${iso}`, parts: [...yearly, tables.selfScore, tables.roadmap, context, part.documents, ...voices, part.inspections, ...closing], annexes: [tables.scores, tables.tasks, tables.adoption, tables.official] },
  halfYear: { title: `Tình hình ${iso}`, parts: [part.plans, part.objectives, part.documents, part.audits, part.dossiers, ...voices, ...closing], annexes: [tables.official] },
  commune: { title: 'Kết quả duy trì và cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015', parts: [...yearly, tables.issued, context, part.documents, ...voices, ...closing], annexes: [tables.systemRow, tables.official] },
  roadmap: { title: 'Tiến độ thực hiện kế hoạch áp dụng hệ thống quản lý chất lượng', parts: [part.plans, tables.roadmap], annexes: [tables.scores, tables.adoption] },
  progress: { title: 'Tiến độ giải quyết thủ tục hành chính', parts: [part.dossiers], annexes: [tables.progress] },
  documents: { title: 'Danh mục tài liệu của hệ thống quản lý chất lượng', parts: [part.documents], annexes: [tables.documentList] },
  issued: { title: 'Thống kê văn bản phát hành', parts: [tables.issued], annexes: [] },
  review: { title: 'Đầu vào xem xét của lãnh đạo (TCVN ISO 9001:2015, 9.3.2)', parts: reviewParts, annexes: [tables.official] },
  nonconformities: { title: 'Sự không phù hợp và hành động khắc phục', parts: [part.nonconformities], annexes: [tables.nonconformityList] },
}
/** Layouts that say how many dossiers were handled exactly as their procedure says. */
export const asksConformance = (layout: ReportLayout): boolean => layout === 'annual' || layout === 'commune' || layout === 'review'

/** Layouts with form II.06a as an annex: what is frozen of them brings the sealed figures along. */
export const hasOfficialTable = (layout: ReportLayout): boolean => layouts[layout].annexes.includes(tables.official)

/** Layouts that a superior agency asks for; the others are lists and papers of the agency itself. */
const requested: readonly ReportLayout[] = ['annual', 'halfYear', 'commune']

/** The report in a layout. Its title names the days that it counts, so that no half-year ends in June's tenth unseen. */
export const composeReport = (layout: ReportLayout, facts: ReportFacts): IsoReport => {
  const notes = new Notes()
  const { title, parts, annexes } = layouts[layout]
  const write = (one: Part) => one(facts, notes)
  const { agency, from, to, asOf, madeOn } = facts
  const sections = parts.map(write)
  const more = annexes.map(write)
  const figures = new Map(notes.figures.map((one) => [one.id, one]))
  return {
    layout, agency, title: `${title} từ ngày ${shortDate(from)} đến ngày ${shortDate(to)}`, from, to, asOf, madeOn, sections, annexes: more.filter(({ blocks }) => blocks.length > 0),
    figures: [...figures.values()], findings: reportFindings(facts), frame: frameOf({ ...facts, request: requested.includes(layout) ? facts.request : null }, title),
  }
}
