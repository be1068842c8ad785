/** The inputs of a management review, one section each in the order of ISO 9001:2015, 9.3.2: put together from the parts of reports, and what only the review asks. */
import type { Fact } from '../../../schemas/fact.ts'
import type { ReportBlock, ReportFacts, ReportSection } from '../../../schemas/report.ts'
import type { ListedReview } from '../../../schemas/review.ts'
import type { Treatment } from '../../../schemas/risk.ts'
import { howMany, upTo } from '../../../workflows/report/facts.ts'
import { type RatedRisk, ratedRisks, riskLevel } from '../../../workflows/report/risks.ts'
import { dateWords, shortDate } from '../../render/words.ts'
import { vi as words } from '../../views/texts/reviews.ts'
import { vi as tables } from '../../views/texts/figures.ts'
import * as lines from './notes.ts'
import * as part from './parts.ts'

const named = (title: string, ...parts: readonly lines.Part[]): lines.Part => (report, notes): ReportSection => ({ title, blocks: parts.flatMap((one) => one(report, notes).blocks) })
const of = (blocks: (report: ReportFacts, notes: lines.Notes) => ReportBlock[]): lines.Part => (report, notes) => ({ title: '', blocks: blocks(report, notes) })

const source = 'management-reviews (nhật ký cuộc xem xét)'

/** Tasks of a review as they stood, late ones by the day of the report. */
const tasksTable = (review: ListedReview, today: string): ReportBlock => ({
  kind: 'table', columns: [
    { title: 'TT', share: 1, align: 'center' }, { title: 'Quyết định', share: 7, align: 'left' }, { title: 'Người thực hiện', share: 3, align: 'left' }, { title: 'Hạn', share: 2.2, align: 'center' }, { title: 'Tình trạng', share: 2.6, align: 'left' },
  ],
  rows: review.tasks.map(({ text, owner, dueOn, state }, at) => [String(at + 1), text.slice(0, 1000), owner, shortDate(dueOn), state === 'open' && dueOn < today ? words.reviews.late : words.reviewTaskStates[state]]),
})

const previous = of((report, notes) => {
  const last = report.inputs?.previous ?? null
  if (last === null) return [lines.item('Chưa có cuộc xem xét nào trước đó trong hệ thống.')]
  const n = (id: string, label: string, keep: (one: ListedReview['tasks'][number]) => boolean): string => notes.put(`previous.${id}`, label, last.tasks.filter(keep).length, source)
  return [
    lines.paragraph(`Cuộc xem xét ${last.code}, họp ${dateWords(last.heldOn)}, ra ${n('total', 'Quyết định lần trước', () => true)} quyết định: đã xong và được xác nhận ${n('verified', 'Đã xác nhận', ({ state }) => state === 'verified')}, `
      + `chờ xác nhận ${n('reported', 'Chờ xác nhận', ({ state }) => state === 'reported')}, đang làm ${n('open', 'Đang làm', ({ state }) => state === 'open')} (quá hạn ${n('late', 'Quá hạn', ({ state, dueOn }) => state === 'open' && dueOn < report.madeOn)}), `
      + `rút ${n('withdrawn', 'Đã rút', ({ state }) => state === 'withdrawn')}.`),
    ...(last.tasks.length === 0 ? [] : [tasksTable(last, report.madeOn)]),
  ]
})

const contextBlocks = of((report, notes) => {
  const latest = upTo(report.facts, 'context', report).at(-1)
  const climate = latest?.figures.climateRelevant
  const { begun, amended, ended } = report.procedures
  return [
    ...(latest === undefined ? [lines.item('Chưa có: sổ dữ kiện không ghi lần rà soát bối cảnh nào.')] : lines.citedItems([latest])),
    lines.item(`Biến đổi khí hậu có liên quan đến hệ thống: ${notes.put('context.climate', 'Biến đổi khí hậu có liên quan', climate === undefined ? null : climate === 1 ? 'có' : 'không', 'facts (sổ dữ kiện)')}.`),
    lines.item(`Bên quan tâm trong sổ: ${notes.put('context.parties', 'Bên quan tâm', upTo(report.facts, 'party', report).length, 'facts (sổ dữ kiện)')}.`),
    ...lines.citedItems(upTo(report.facts, 'party', report)),
    lines.item(`Quy trình ban hành mới ${notes.put('context.begun', 'Quy trình mới', begun, 'procedures')}, sửa đổi ${notes.put('context.amended', 'Quy trình sửa đổi', amended, 'procedures')}, thôi áp dụng ${notes.put('context.ended', 'Quy trình thôi áp dụng', ended, 'procedures')}.`),
  ]
})

/** Whose time it mostly was, in words. */
const causeName = (cause: string): string => ({ ...tables.keepers, unknown: tables.tableColumns.unknown } as Readonly<Record<string, string>>)[cause] ?? cause

/** A way of not being handled exactly, in words. */
const deviationName = (kind: string): string => (tables.deviationKinds as Readonly<Record<string, string>>)[kind] ?? kind

/** What the agency found about its context. */
export const context: lines.Part = named('Bối cảnh của cơ quan, các bên quan tâm', contextBlocks)

/** Late dossiers by who used most of the limit. */
const causes = of((report, notes) => {
  const found = report.inputs?.causes ?? []
  return found.length === 0 ? [] : [{
    kind: 'table', caption: 'Nguyên nhân quá hạn (thời gian thuộc về ai nhiều nhất)', columns: [{ title: 'Nguyên nhân', share: 8, align: 'left' }, { title: 'Hồ sơ', share: 2, align: 'right' }],
    rows: found.map(({ cause, dossiers }) => {
      const label = causeName(cause)
      return [label, notes.cell(`causes.${cause}`, `Quá hạn: ${label}`, dossiers, 'statistics (causes)')]
    }),
  }]
})

/** In what dossiers were not handled as their revision of the procedure says. Source: ISO 9001:2015, 9.3.2 c.3. */
const deviations = of(({ conformance }, notes) => (conformance === null || conformance.deviations.length === 0 ? [] : [lines.table([['Loại sai lệch', 8], ['Hồ sơ', 2, 'right']], conformance.deviations.map(({ kind, dossiers: many }) => {
  const label = deviationName(kind)
  return [label, notes.cell(`deviation.${kind}`, `Sai lệch: ${label}`, many, 'conformance (deviations)')]
}), { caption: 'Sai lệch so với quy trình (một hồ sơ có thể có nhiều loại)' })]))

const actions = of((report, notes) => {
  const { inputs } = report
  if (inputs === null) return []
  const n = (id: keyof typeof inputs.actions, label: string): string => notes.put(`actions.${id}`, label, inputs.actions[id], 'quality-facts (nhật ký phiếu)')
  const told = lines.item(`Phiếu hành động khắc phục: ${n('total', 'Phiếu HĐKP')}; đang mở ${n('open', 'Phiếu đang mở')}; đóng, đã chứng minh có hiệu lực ${n('effective', 'Đóng, có hiệu lực')}; đóng, chưa chứng minh được ${n('unproven', 'Đóng, chưa chứng minh')}; `
    + `mở lại vì đo chưa có hiệu lực ${n('reopened', 'Mở lại')}; chuyển tiếp ${n('carriedOver', 'Chuyển tiếp')}.`)
  return [inputs.actions.total === 0 ? lines.item('Chưa có phiếu hành động khắc phục nào trong kỳ.') : told]
})

const monitoring = of((report, notes) => [
  lines.item(`Hồ sơ đang giải quyết đã quá hạn: ${notes.put('monitoring.overdue', 'Đang giải quyết, quá hạn', report.totals.inProgress.overdue, 'statistics (II.06a) inProgress.overdue')}.`),
  lines.item(`Sự không phù hợp do hệ thống tự phát hiện từ hồ sơ trễ: ${notes.put('monitoring.lateRaised', 'KPH tự phát hiện', report.lateRaised, 'nonconformities')}.`),
])

const providers = of((report, notes) => {
  const found = upTo(report.facts, 'provider', report)
  const count = notes.put('providers', 'Nhà cung cấp bên ngoài', found.length, lines.register)
  return found.length === 0 ? [lines.item('Chưa có: sổ dữ kiện không ghi nhà cung cấp bên ngoài nào.')] : [lines.item(`Nhà cung cấp bên ngoài trong sổ: ${count}, gồm:`), ...lines.citedItems(found)]
})

/** When the treatment is due; whether it was done, or is late by the day of the report. */
const dueWords = ({ dueOn, doneOn }: Treatment, today: string): string =>
  `${shortDate(dueOn)}${doneOn !== undefined ? ` (xong ngày ${shortDate(doneOn)})` : dueOn < today ? ' (quá hạn)' : ''}`

const levelNames = { low: 'thấp', medium: 'trung bình', high: 'cao' } as const
/** Treatment, owner, due day; "–" for a risk that was entered without. */
const treatmentCells = ({ inputs, madeOn }: ReportFacts, { treatment }: Fact): string[] => (treatment === undefined ? ['–', '–', '–']
  : [treatment.treatment.slice(0, 1000), inputs?.owners.get(treatment.ownerId) ?? '–', dueWords(treatment, madeOn)])
/** Risks before and after their treatment: what the actions changed. */
const risks = of((report, notes) => {
  const all = ratedRisks(upTo(report.facts, 'risk', report))
  const n = (id: string, label: string, keep: (one: RatedRisk) => boolean): string => notes.put(`risks.${id}`, label, all.filter(keep).length, 'facts (sổ dữ kiện)')
  const told = lines.paragraph(`Rủi ro trong sổ: ${n('total', 'Rủi ro', () => true)}; mức cao trước xử lý ${n('highBefore', 'Rủi ro cao trước xử lý', ({ before }) => riskLevel(before) === 'high')}, sau xử lý còn ${n('highAfter', 'Rủi ro cao sau xử lý', ({ after }) => riskLevel(after) === 'high')}; `
    + `giảm được nhờ hành động ${n('reduced', 'Rủi ro giảm được', ({ before, after }) => after < before)}.`)
  return all.length === 0 ? [lines.item('Chưa có: sổ dữ kiện không ghi rủi ro nào.')] : [
    told, {
      kind: 'table' as const, columns: [
        { title: 'TT', share: 1, align: 'center' as const }, { title: 'Rủi ro', share: 5, align: 'left' as const }, { title: 'Cách xử lý', share: 5, align: 'left' as const }, { title: 'Người chịu trách nhiệm', share: 3, align: 'left' as const },
        { title: 'Hạn', share: 2.4, align: 'center' as const }, { title: 'Trước xử lý', share: 2.2, align: 'left' as const }, { title: 'Sau xử lý', share: 2.2, align: 'left' as const },
      ],
      rows: all.map(({ fact, before, after }, at) => [
        String(at + 1), `${fact.title} (${fact.number})`, ...treatmentCells(report, fact), `${before}, ${levelNames[riskLevel(before)]}`, `${after}, ${levelNames[riskLevel(after)]}`,
      ]),
    }, lines.note('Mức = khả năng × ảnh hưởng, mỗi thang 1 đến 5: từ 15 là cao, từ 6 là trung bình.'),
  ]
})

const improvements = of((report, notes) => {
  const found = report.nonconformities.filter(({ grade, standing }) => grade === 'observation' && standing === 'open')
  return [lines.item(`Điểm lưu ý chưa xử lý: ${notes.put('improvements.open', 'Điểm lưu ý chưa xử lý', howMany(report, ({ grade, standing }) => grade === 'observation' && standing === 'open'), 'nonconformities')}.`), ...found.map(({ code, unit }) => lines.item(`${code}, ${unit}`)), ...lines.citedItems(upTo(report.facts, 'opportunity', report))]
})

/** The sections a to f. */
export const reviewParts: readonly lines.Part[] = [
  named('a) Các hành động từ lần xem xét trước', previous),
  named('b) Thay đổi của các vấn đề bên ngoài, nội bộ; biến đổi khí hậu', contextBlocks, part.directives, part.steering),
  named('c.1) Sự hài lòng, ý kiến phản hồi của các bên quan tâm', part.satisfaction, part.complaints),
  named('c.2) Mức độ đạt mục tiêu chất lượng', part.plans, part.objectives),
  named('c.3) Kết quả thực hiện quy trình, sự phù hợp của kết quả giải quyết', part.dossiers, deviations, causes),
  named('c.4) Sự không phù hợp và hành động khắc phục', part.nonconformities, actions),
  named('c.5) Kết quả theo dõi, đo lường', monitoring, part.inspections),
  named('c.6) Kết quả đánh giá nội bộ', part.audits),
  named('c.7) Nhà cung cấp bên ngoài', providers),
  named('d) Nguồn lực', part.training, part.budget),
  named('e) Hiệu lực của hành động đối với rủi ro, cơ hội', risks),
  named('f) Cơ hội cải tiến', improvements),
]

const heldWords = (count: string): string => (count === '0' ? 'Trong kỳ chưa có cuộc xem xét nào của lãnh đạo.' : `Số cuộc xem xét của lãnh đạo trong kỳ: ${count}.`)

/** Reviews that were held in the period, with how far their decisions are. */
export const held: lines.Part = (report, notes) => ({
  title: 'Xem xét của lãnh đạo', blocks: [
    lines.paragraph(heldWords(notes.put('reviews.count', 'Cuộc xem xét của lãnh đạo', report.reviews.length, source))),
    ...report.reviews.flatMap((one): ReportBlock[] => {
      const n = (id: string, label: string, states: readonly string[]): string => notes.put(`reviews.${one.code}.${id}`, `${one.code}: ${label}`, one.tasks.filter(({ state }) => states.includes(state)).length, source)
      return [lines.item(`${one.code}, họp ${dateWords(one.heldOn)}, chủ trì ${one.chair}${one.minutes === null ? ', chưa có biên bản' : `, biên bản số ${one.minutes}`}: ${n('tasks', 'quyết định', ['open', 'reported', 'verified'])} quyết định, đã xác nhận xong ${n('verified', 'đã xác nhận', ['verified'])}.`)]
    }),
  ],
})
