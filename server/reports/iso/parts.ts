/** The parts that layouts are put together from. Each figure is noted with its source as it is written down; none is typed. */
import { committeePosts, type Fact, type FactPerson, type FigureName } from '../../../schemas/fact.ts'
import type { ReportBlock, ReportFacts, ReportFigure, ReportSection, ReportTable } from '../../../schemas/report.ts'
import { sumOf, ofTheYear, upTo, within } from '../../../workflows/report/facts.ts'
import { points, scoreTable } from '../../../workflows/report/scores.ts'
import { percent, sharesOf } from '../../../workflows/statistics/shares.ts'
import { dateWords, dongWords, grouped, shortDate } from '../../render/words.ts'
import { figureText, targetText } from '../objectives/words.ts'
import { vi as people } from '../../views/texts/competence.ts'
import { vi } from '../../views/texts/documents.ts'
import { vi as goals } from '../../views/texts/objectives.ts'
import { vi as quality } from '../../views/texts/quality.ts'
import { vi as registers } from '../../views/texts/reports.ts'

/** Where figures are noted while a report is written. */
export class Notes {
  readonly figures: ReportFigure[] = []

  /** The figure as it is printed: `1.234`, or "–" where nobody knows it. */
  put(id: string, label: string, value: number | string | null, source: string): string {
    this.figures.push({ id, label, value, source })
    return value === null ? '–' : typeof value === 'number' ? grouped(value) : value
  }
}

/** A part of a report: its section out of the facts. */
export type Part = (facts: ReportFacts, notes: Notes) => ReportSection

/** A line of a list, a paragraph. */
export const item = (text: string): ReportBlock => ({ kind: 'item', text })
export const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text })
/** A remark under a table. */
export const note = (text: string): ReportBlock => ({ kind: 'note', text })
const lowered = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`
/** A fact as a report cites it, without the mark that ends its line. */
const cited = ({ number, on, title, issuer }: Fact): string => `Số ${number}, ${dateWords(on)}${issuer === null ? '' : ` của ${issuer}`}: ${title}`.replace(/[.;\s]+$/, '')

/** A list of facts, each line ended as a list ends it. */
export const citedItems = (facts: readonly Fact[]): ReportBlock[] => facts.map((one, at) => item(`${cited(one)}${at === facts.length - 1 ? '.' : ';'}`))
const listed = (facts: readonly Fact[], otherwise: string): ReportBlock[] => (facts.length === 0 ? [item(otherwise)] : citedItems(facts))
const register = 'facts (sổ dữ kiện)'
const counted = 'statistics (II.06a)'

/** What is written by hand: never counted, never checked. */
export const remarks = (title: string): Part => () => ({ title, blocks: [note('(Phần nhận xét bằng lời, cơ quan tự viết.)'), paragraph('…………………………………………………………………………')] })

export const directives: Part = (report, notes) => {
  const all = within(report.facts, 'directive', report)
  const own = (['plan', 'objectives', 'decision'] as const).flatMap((kind) => within(report.facts, kind, report))
  return {
    title: 'Ban hành văn bản chỉ đạo, điều hành', blocks: [
      paragraph(`Trong kỳ có ${notes.put('directives', 'Văn bản chỉ đạo trong kỳ', all.length + own.length, register)} văn bản:`), ...listed([...all, ...own], 'Không có.'),
    ],
  }
}

export const plans: Part = (report) => ({
  title: 'Phê duyệt, ban hành kế hoạch và mục tiêu chất lượng', blocks: (['plan', 'objectives'] as const).flatMap((kind) => {
    const one = ofTheYear(report.facts, kind, report)
    return listed(one === null ? [] : [one], `${registers.factKinds[kind]} năm ${report.to.slice(0, 4)}: chưa ghi vào sổ.`)
  }),
})

/** Achieved against target, by each objective's own formula; whoever answers for it writes nothing. Source: ISO 9001:2015, 9.1.3 and 9.3.2 c. */
export const objectives: Part = (report, notes) => ({
  title: 'Kết quả thực hiện mục tiêu chất lượng', blocks: report.objectives.length === 0 ? [item('Năm này chưa có mục tiêu nào gắn với số liệu.')] : [{
    kind: 'table', columns: [
      { title: 'TT', share: 1, align: 'center' }, { title: 'Mục tiêu', share: 5.8, align: 'left' }, { title: 'Quyết định', share: 4.1, align: 'left' }, { title: 'Chỉ tiêu', share: 2.2, align: 'left' },
      { title: 'Đạt được', share: 3.2, align: 'left' }, { title: 'Đánh giá', share: 3.2, align: 'left' },
    ],
    rows: report.objectives.map(({ objective, year }, at) => [
      String(at + 1), objective.name, `${objective.number}, ${shortDate(objective.on)}`, targetText(objective, year.target),
      notes.put(`objective.${at + 1}`, objective.name, year.hits === null ? null : figureText(goals, objective.formula, year), `objectives (${objective.formula})`), goals.lights[year.light],
    ]),
  }, note('Tính từ ngày 15/12 năm trước đến hết kỳ báo cáo; tỷ lệ xét theo từng quý, số đếm xét cộng dồn từ đầu năm. Trong dung sai: chưa đạt, nhưng không kém quá mức đã quyết định.')],
})

const sums = (report: ReportFacts, notes: Notes, kind: Fact['kind'], names: readonly FigureName[]): ReportBlock[] => {
  const found = within(report.facts, kind, report)
  return names.map((one) => item(`${registers.figureNames[one]}: ${notes.put(`${kind}.${one}`, registers.figureNames[one], sumOf(found, one), register)}.`))
}

/** Who knows what they need to know, on the last day. Source: ISO 9001:2015, 7.2 and 7.3. */
const competence = ({ competence: of, to }: ReportFacts, notes: Notes): ReportBlock[] => {
  const n = (id: keyof typeof of, label: string): string => notes.put(`competence.${id}`, label, of[id], 'competence (người, vai trò, lần đọc, sổ dữ kiện)')
  return [
    item(`Người có tên trong danh sách tập huấn trong kỳ: ${n('trained', 'Người có tên đã tập huấn')} trên ${n('people', 'Người giữ vai trò')} người đang giữ vai trò.`),
    item(`Đến hết ngày ${shortDate(to)}, đã đọc ${n('read', 'Lượt tài liệu đã đọc')} trên ${n('toRead', 'Lượt tài liệu phải đọc')} lượt tài liệu phải đọc theo vai trò; đọc đủ: ${n('complete', 'Người đọc đủ')} người.`),
    item(`Người mới giữ vai trò (chưa quá 90 ngày): ${n('newcomers', 'Người mới giữ vai trò')}, trong đó đã đọc đủ: ${n('newcomersComplete', 'Người mới đã đọc đủ')}.`),
  ]
}

export const training: Part = (report, notes) => ({
  title: 'Tuyên truyền, đào tạo, tập huấn', blocks: [
    ...sums(report, notes, 'training', ['classesHeld', 'peopleTaught', 'peopleSent']), ...listed(within(report.facts, 'training', report), 'Sổ chưa ghi lớp nào trong kỳ.'), ...competence(report, notes),
  ],
})

/**
 * Apologies against T-1 (NĐ 61/2018/NĐ-CP art. 19.9), where one was owed, by the first due day: a dossier that met its new date is not late, so that
 * these and the apologies among the late ones are two counts.
 */
const apologyItems = ({ apologies }: ReportFacts, notes: Notes): ReportBlock[] => {
  if (apologies?.total === 0) return []
  const put = (name: 'kept' | 'late' | 'withoutApology', label: string): string => notes.put(`apologies.${name}`, label, apologies?.[name] ?? null, `apologies counts.${name}`)
  return [item(`Thư xin lỗi của mọi hồ sơ có ngày hẹn đầu tiên trong kỳ, kể cả hồ sơ trả kịp ngày hẹn lại (không tính quá hạn): gửi đúng T-1 ${put('kept', 'Xin lỗi đúng T-1, theo ngày hẹn đầu tiên')}, `
    + `sau T-1 ${put('late', 'Xin lỗi sau T-1, theo ngày hẹn đầu tiên')}, chưa xin lỗi ${put('withoutApology', 'Chưa xin lỗi, theo ngày hẹn đầu tiên')}.`)]
}

/** The dossiers of the period: II.06a in words, with shares that are rounded half-up. */
export const dossiers: Part = (report, notes) => {
  const { received, resolved, inProgress, apart, ofWhich } = report.totals
  const shares = sharesOf(report.totals)
  const n = (id: string, label: string, value: number): string => notes.put(id, label, value, `${counted} ${id}`)
  const share = (id: keyof typeof shares, label: string): string => notes.put(`shares.${id}`, label, shares[id], `${counted} shares.${id}`)
  return {
    title: 'Tình hình áp dụng quy trình ISO giải quyết thủ tục hành chính', blocks: [
      paragraph(`Từ ngày ${shortDate(report.from)} đến ngày ${shortDate(report.to)}, tổng số hồ sơ nhận giải quyết là ${n('received.total', 'Tổng số nhận giải quyết', received.total)} hồ sơ `
        + `(trực tuyến ${n('received.online', 'Trực tuyến', received.online)}; trực tiếp, bưu chính ${n('received.directOrPostal', 'Trực tiếp, bưu chính', received.directOrPostal)}; `
        + `từ kỳ trước chuyển sang ${n('received.carriedOver', 'Từ kỳ trước', received.carriedOver)}).`),
      paragraph(`Đã giải quyết ${n('resolved.total', 'Tổng số đã giải quyết', resolved.total)} hồ sơ, trong đó:`),
      item(`Trước hạn: ${n('resolved.early', 'Trước hạn', resolved.early)} hồ sơ, đạt ${share('early', 'Tỷ lệ trước hạn (%)')}%;`),
      item(`Đúng hạn: ${n('resolved.onTime', 'Đúng hạn', resolved.onTime)} hồ sơ, đạt ${share('onTime', 'Tỷ lệ đúng hạn (%)')}%;`),
      item(`Quá hạn: ${n('resolved.late', 'Quá hạn', resolved.late)} hồ sơ, chiếm ${share('late', 'Tỷ lệ quá hạn (%)')}% (trong số này đã có văn bản xin lỗi: ${n('ofWhich.lateWithApology', 'Quá hạn, đã xin lỗi', ofWhich.lateWithApology)}).`),
      ...apologyItems(report, notes),
      paragraph(`Đang giải quyết ${n('inProgress.total', 'Tổng số đang giải quyết', inProgress.total)} hồ sơ: trong hạn ${n('inProgress.within', 'Đang giải quyết, trong hạn', inProgress.within)}, `
        + `quá hạn ${n('inProgress.overdue', 'Đang giải quyết, quá hạn', inProgress.overdue)}.`),
      ...(apart.ended + apart.paused === 0 ? [] : [paragraph(`Để riêng theo quy định của biểu II.06a: kết thúc không có kết quả ${n('apart.ended', 'Để riêng, kết thúc không có kết quả', apart.ended)}, tạm dừng ${n('apart.paused', 'Để riêng, tạm dừng', apart.paused)}.`)]),
      note('Tỷ lệ tính trên số đã giải quyết, làm tròn từng số đến hai chữ số; tổng có thể lệch do làm tròn. Số liệu chỉ gồm hồ sơ có trong hệ thống.'),
    ],
  }
}

export const announcement: Part = (report) => ({ title: 'Công bố, công bố lại hệ thống quản lý chất lượng', blocks: listed(within(report.facts, 'announcement', report), 'Trong kỳ không công bố lại.') })

/** Whether somebody sits in the committee on a day. */
const sitsOn = (on: string) => ({ from, to }: FactPerson): boolean => (from === null || from <= on) && (to === null || to >= on)

/** The latest decision, with those who sit on the last day of the period where it lists them; else the number that it states. */
export const steering: Part = (report, notes) => {
  const latest = upTo(report.facts, 'steering', report).at(-1)
  if (latest === undefined) return { title: 'Kiện toàn Ban chỉ đạo', blocks: [item('Sổ chưa ghi quyết định nào.')] }
  const listedPeople = latest.people?.filter(sitsOn(report.to)) ?? []
  const members = latest.people === undefined ? latest.figures.members ?? null : listedPeople.length
  return {
    title: 'Kiện toàn Ban chỉ đạo', blocks: [
      ...citedItems([latest]), item(`Số thành viên: ${notes.put('steering.members', 'Số thành viên Ban chỉ đạo', members, register)}.`),
      ...(listedPeople.length === 0 ? [] : [{
        kind: 'table' as const, columns: [
          { title: 'TT', share: 1, align: 'center' as const }, { title: 'Họ và tên', share: 5, align: 'left' as const }, { title: 'Chức vụ', share: 6, align: 'left' as const }, { title: 'Nhiệm vụ trong Ban chỉ đạo', share: 4, align: 'left' as const },
        ],
        rows: listedPeople.toSorted((a, b) => committeePosts.findIndex((post) => post === a.as) - committeePosts.findIndex((post) => post === b.as))
          .map(({ name, position, as }, at) => [String(at + 1), name, position ?? '–', people.factCapacities[as]]),
      }]),
    ],
  }
}

/** The list of procedures as it was published anew in the period, else the one that still holds: one line. */
const catalogueItem = (report: ReportFacts, notes: Notes): ReportBlock => {
  const found = within(report.facts, 'catalogue', report)
  const [amended, added, abolished] = (['amended', 'added', 'abolished'] as const).map((name) => notes.put(`catalogue.${name}`, registers.figureNames[name], sumOf(found, name), register))
  const latest = upTo(report.facts, 'catalogue', report).at(-1)
  if (latest === undefined) return item('Danh mục thủ tục hành chính công bố trong kỳ: sổ chưa ghi.')
  return item(found.length === 0 ? `Danh mục thủ tục hành chính không công bố lại trong kỳ; đang áp dụng danh mục theo ${lowered(cited(latest))}.` : `Danh mục thủ tục hành chính công bố trong kỳ: sửa đổi ${amended}, ban hành mới ${added}, bãi bỏ ${abolished}.`)
}

/** Kinds of documents in the order of the hierarchy, and procedures in force. */
export const documents: Part = (report, notes) => {
  const types = Object.entries(vi.documentTypes).flatMap(([type, name]) => {
    const count = report.documents.filter((one) => one.type === type).length
    return count === 0 ? [] : [`${name}: ${notes.put(`documents.${type}`, name, count, 'documents (in force)')}`]
  }).map((text, at, all) => item(`${text}${at === all.length - 1 ? '.' : ';'}`))
  const { tthc, internal, begun, amended, ended } = report.procedures
  const n = (id: string, label: string, value: number): string => notes.put(`procedures.${id}`, label, value, 'procedures (in force)')
  return {
    title: 'Tài liệu của hệ thống quản lý chất lượng', blocks: [
      paragraph(`Tài liệu đang có hiệu lực: ${notes.put('documents.total', 'Tài liệu đang có hiệu lực', report.documents.length, 'documents (in force)')}${types.length === 0 ? '.' : ', gồm:'}`), ...types,
      paragraph(`Quy trình giải quyết thủ tục hành chính đang áp dụng: ${n('tthc', 'Quy trình TTHC', tthc)}; quy trình nội bộ không liên quan thủ tục hành chính: ${n('internal', 'Quy trình nội bộ', internal)}. `
        + `Trong kỳ ban hành mới ${n('begun', 'Quy trình mới', begun)}, sửa đổi ${n('amended', 'Quy trình sửa đổi', amended)}, thôi áp dụng ${n('ended', 'Quy trình thôi áp dụng', ended)}.`),
      catalogueItem(report, notes),
    ],
  }
}

/** When audits are planned, as the programme alone says it. Source: ISO 9001:2015, 9.2.2 a. */
const programmeBlock = ({ auditProgramme, to }: ReportFacts): ReportBlock => {
  const year = to.slice(0, 4)
  if (auditProgramme === null) return paragraph(`Chương trình đánh giá nội bộ năm ${year}: chưa lập.`)
  const { decision: { number, on }, lines } = auditProgramme
  const months = [...new Set(lines.flatMap((line) => line.months))].toSorted((a, b) => a - b)
  return paragraph(`Chương trình đánh giá nội bộ năm ${year}, số ${number}, ${dateWords(on)}: đánh giá trong tháng ${months.join(', ')}.`)
}

/** Audits that were reported, each with its papers and what it found; a plan alone is not an audit. */
export const audits: Part = (report, notes) => {
  const sum = (id: 'major' | 'minor' | 'observation', label: string): string => notes.put(`audits.${id}`, label, report.audits.reduce((total, one) => total + one[id], 0), 'audits (đã báo cáo trong kỳ)')
  const [major, minor, observation] = [sum('major', 'Phát hiện nặng'), sum('minor', 'Phát hiện nhẹ'), sum('observation', 'Phát hiện lưu ý')]
  const count = notes.put('audits.count', 'Cuộc đánh giá nội bộ trong kỳ', report.audits.length, 'audits (đã báo cáo trong kỳ)')
  return {
    title: 'Đánh giá nội bộ', blocks: [
      programmeBlock(report),
      paragraph(report.audits.length === 0 ? 'Trong kỳ chưa có cuộc đánh giá nội bộ nào được báo cáo.' : `Trong kỳ đã thực hiện ${count} cuộc đánh giá nội bộ; phát hiện: không phù hợp nặng ${major}, không phù hợp nhẹ ${minor}, lưu ý ${observation}.`),
      ...report.audits.map(({ code, from, to, decision, units, major, minor, observation }) =>
        item(`${code}: từ ngày ${shortDate(from)} đến ngày ${shortDate(to)}${decision === null ? '' : `, theo Quyết định số ${decision}`}, tại ${units.join(', ')}; nặng ${major}, nhẹ ${minor}, lưu ý ${observation};`)),
    ],
  }
}

/** What applicants answered; "–" where nobody was asked or too few answered. Source: ISO 9001:2015, 9.1.2; QĐ 766/QĐ-TTg. */
export const satisfaction: Part = ({ satisfaction: { asked, answers, responseRate, hidden, overall } }, notes) => {
  const put = (id: string, label: string, value: number | string | null): string => notes.put(`satisfaction.${id}`, label, value, 'satisfaction (khảo sát theo hồ sơ)')
  return {
    title: 'Đo lường sự hài lòng', blocks: [
      paragraph(`Hồ sơ trả kết quả trong kỳ mà người nộp được hỏi ý kiến: ${put('asked', 'Hồ sơ được hỏi ý kiến', asked)}; có ý kiến: ${put('answers', 'Số ý kiến', answers)}, tỷ lệ trả lời ${put('responseRate', 'Tỷ lệ trả lời (%)', hidden ? null : responseRate)}%.`),
      item(`Tỷ lệ hài lòng (tổng trừ không hài lòng, chia tổng): ${put('notDissatisfied', 'Tỷ lệ hài lòng theo QĐ 766 (%)', overall.notDissatisfied)}%, cận dưới ${put('low', 'Cận dưới (%)', overall.low)}%, cận trên ${put('high', 'Cận trên (%)', overall.high)}%.`),
      item(`Hài lòng và rất hài lòng: ${put('satisfied', 'Hài lòng và rất hài lòng (%)', overall.satisfied)}%; điểm trung bình trên thang 5: ${put('mean', 'Điểm trung bình', overall.mean)}.`),
    ],
  }
}

/** Complaints and feedback that came in the period, as they stood at the instant of the report. Source: ISO 9001:2015, 8.2.1 and 9.1.2. */
export const complaints: Part = ({ complaints: counts }, notes) => {
  const n = (id: keyof typeof counts, label: string): string => notes.put(`complaints.${id}`, label, counts[id], `complaints counts.${id}`)
  return {
    title: 'Tiếp nhận, xử lý phản ánh, kiến nghị, khiếu nại', blocks: [
      paragraph(`Trong kỳ tiếp nhận ${n('received', 'Đơn, ý kiến tiếp nhận')}, gồm phản ánh, kiến nghị ${n('feedback', 'Phản ánh, kiến nghị')}, khiếu nại ${n('complaints', 'Khiếu nại')}; chuyển cơ quan khác ${n('passedOn', 'Chuyển cơ quan khác')}, không thụ lý ${n('refused', 'Không thụ lý')}.`),
      item(`Đã trả lời ${n('answered', 'Đã trả lời')}, trong đó đúng hạn ${n('answeredInTime', 'Trả lời đúng hạn')}; có cơ sở ${n('justified', 'Có cơ sở')};`),
      item(`Đang xử lý ${n('open', 'Đang xử lý')}, trong đó quá hạn ${n('overdue', 'Quá hạn trả lời')}.`),
    ],
  }
}

export const nonconformities: Part = (report, notes) => {
  const n = (id: string, label: string, keep: (one: ReportFacts['nonconformities'][number]) => boolean): string =>
    notes.put(`nonconformities.${id}`, label, report.nonconformities.filter(keep).length, 'nonconformities (xảy ra trong kỳ)')
  return {
    title: 'Sự không phù hợp và hành động khắc phục', blocks: [
      paragraph(`Trong kỳ ghi nhận ${n('total', 'Sự không phù hợp', () => true)} sự không phù hợp: nặng ${n('major', 'KPH nặng', ({ grade }) => grade === 'major')}, nhẹ ${n('minor', 'KPH nhẹ', ({ grade }) => grade === 'minor')}, `
        + `lưu ý ${n('observation', 'Điểm lưu ý', ({ grade }) => grade === 'observation')}.`),
      item(`Chưa xử lý: ${n('open', 'Chưa xử lý', ({ standing }) => standing === 'open')}; đang khắc phục: ${n('inAction', 'Đang khắc phục', ({ standing }) => standing === 'inAction')}; `
        + `đã khắc phục: ${n('settled', 'Đã khắc phục', ({ standing }) => standing === 'settled')}.`),
    ],
  }
}

export const budget: Part = (report, notes) => {
  const found = within(report.facts, 'budget', report)
  const sum = sumOf(found, 'amountDong')
  return { title: 'Kinh phí', blocks: [item(`Tổng kinh phí: ${notes.put('budget.amountDong', 'Kinh phí (đồng)', sum === null ? null : dongWords(sum), register)}.`), ...citedItems(found)] }
}

export const inspections: Part = (report, notes) => {
  const found = within(report.facts, 'inspection', report)
  return {
    title: 'Công tác kiểm tra', blocks: [item(`Số đợt kiểm tra: ${notes.put('inspection.count', 'Số đợt kiểm tra', found.length, register)}.`), ...sums(report, notes, 'inspection', ['unitsInspected']), ...citedItems(found)],
  }
}

const issuedNames = ['reports', 'letters', 'plans', 'decisions', 'submissions', 'notices', 'invitations', 'others'] as const
/** Documents issued by type; the total is the sum of the lines. */
export const issued: Part = (report, notes) => {
  const found = within(report.facts, 'issued', report)
  const lines = issuedNames.map((name) => ({ name, count: sumOf(found, name) }))
  const total = found.length === 0 ? null : lines.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const table: ReportTable = {
    kind: 'table', columns: [{ title: 'TT', share: 1, align: 'center' }, { title: 'Loại văn bản', share: 5, align: 'left' }, { title: 'Số lượng', share: 2, align: 'right' }, { title: 'Tỷ lệ (%)', share: 2, align: 'right' }],
    rows: lines.map(({ name, count }, at) => [
      String(at + 1), registers.figureNames[name], notes.put(`issued.${name}`, registers.figureNames[name], count, register), count === null || total === null ? '–' : percent(count, total),
    ]), totals: ['', 'Tổng số', notes.put('issued.total', 'Tổng số văn bản phát hành', total, register), ''],
  }
  return { title: 'Văn bản phát hành theo loại', blocks: found.length === 0 ? [item('Sổ chưa ghi số văn bản phát hành trong kỳ.')] : [table, note('Tỷ lệ làm tròn từng số; tổng có thể lệch do làm tròn.'), ...citedItems(found)] }
}

/** One table for each scorecard: what applies to the agency and what applies to its communes are never mixed. */
export const scores: Part = (report, notes) => ({
  title: 'Bảng chấm điểm', blocks: upTo(report.facts, 'scorecard', report).flatMap((card): ReportBlock[] => {
    const table = scoreTable(card, upTo(report.facts, 'score', report))
    if (table === null) return []
    const used = table.maxima.flatMap((maximum, at) => (maximum > 0 || table.sums[at] !== 0 ? [at] : []))
    const row = (values: readonly number[]): string[] => used.map((at) => points(values[at] ?? 0))
    const all = table.maxima.reduce((sum, one) => sum + one, 0)
    return [{
      kind: 'table', caption: `${card.title} (${card.number})`,
      columns: [
        { title: 'TT', share: 1, align: 'center' }, { title: 'Đơn vị', share: 5, align: 'left' },
        ...used.map((at) => ({ title: `TC ${at + 1} (tối đa ${points(table.maxima[at] ?? 0)})`, share: 2, align: 'right' as const })), { title: `Tổng điểm (tối đa ${points(all)})`, share: 2, align: 'right' }, { title: 'Xếp hạng', share: 1.5, align: 'center' },
      ],
      rows: table.rows.map(({ unit, scores: values, total, rank }, at) => [
        String(at + 1), unit, ...row(values), notes.put(`score.${card.number}.${at + 1}`, unit, points(total), register), String(rank),
      ]),
      totals: ['', `Cộng (${table.rows.length} đơn vị)`, ...row(table.sums), notes.put(`score.${card.number}.total`, 'Tổng điểm các đơn vị', points(table.sums.at(-1) ?? 0), register), ''],
    }, note(`Điểm trung bình: ${notes.put(`score.${card.number}.mean`, 'Điểm trung bình', points(table.means.at(-1) ?? 0), register)}.`)]
  }),
})

export const roadmap: Part = (report, notes) => ({
  title: 'Tiến độ thực hiện lộ trình', blocks: [{
    kind: 'table', columns: [
      { title: 'TT', share: 1, align: 'center' }, { title: 'Mốc', share: 6, align: 'left' }, { title: 'Kế hoạch số', share: 3, align: 'left' }, { title: 'Hạn', share: 2.2, align: 'center' }, { title: 'Kế hoạch (%)', share: 1.8, align: 'right' }, { title: 'Thực hiện (%)', share: 1.8, align: 'right' },
    ],
    rows: upTo(report.facts, 'milestone', report).map(({ title, number, on, to, figures }, at) => [
      String(at + 1), title, `${number}, ${shortDate(on)}`, to === null ? '–' : shortDate(to), notes.put(`milestone.${at + 1}.planned`, title, figures.plannedPercent ?? null, register),
      notes.put(`milestone.${at + 1}.done`, title, figures.donePercent ?? null, register),
    ]),
  }],
})

/** Progress by unit with what is paused and ended apart. Source: QĐ 766/QĐ-TTg, table of progress (domain 1.5). */
export const progress: Part = (report, notes) => {
  const group = { received: 'Tiếp nhận', done: 'Đã xử lý', working: 'Đang xử lý' }
  const titles = ['Tổng số', 'Kỳ trước', 'Trực tuyến', 'Trực tiếp, BCCI'].map((title) => ({ title, group: group.received }))
  const columns = [...titles, ...['Tổng số', 'Trước hạn', 'Đúng hạn', 'Quá hạn'].map((title) => ({ title, group: group.done })), ...['Tổng số', 'Trong hạn', 'Quá hạn'].map((title) => ({ title, group: group.working })), { title: 'Tạm dừng' }]
  const cells = ({ received, resolved, inProgress, apart }: ReportFacts['totals']): number[] => [
    received.total, received.carriedOver, received.online, received.directOrPostal, resolved.total + apart.ended, resolved.early, resolved.onTime + apart.ended, resolved.late, inProgress.total, inProgress.within, inProgress.overdue, apart.paused,
  ]
  const all = report.byUnitApart.map(({ counts }) => cells(counts))
  return {
    title: 'Tiến độ giải quyết theo đơn vị', blocks: [{
      kind: 'table', columns: [{ title: 'TT', share: 3, align: 'center' }, { title: 'Đơn vị', share: 16, align: 'left' }, ...columns.map((column) => ({ ...column, share: 6, align: 'right' as const }))],
      rows: report.byUnitApart.map(({ name }, at) => [String(at + 1), name, ...(all[at] ?? []).map(grouped)]),
      totals: ['', 'Tổng số', ...columns.map((column, at) => notes.put(`progress.${at + 3}`, `${'group' in column ? `${column.group}: ` : ''}${column.title}`, all.reduce((sum, row) => sum + (row[at] ?? 0), 0), 'statistics (QĐ 766)'))],
    }, note('Đã xử lý gồm cả hồ sơ rút, từ chối, dừng hẳn (tính đúng hạn); tạm dừng gồm chờ bổ sung, chờ nghĩa vụ tài chính, dừng xử lý.')],
  }
}

export const documentList: Part = (report) => ({
  title: 'Danh mục tài liệu đang có hiệu lực', blocks: [{
    kind: 'table', columns: [{ title: 'TT', share: 1, align: 'center' }, { title: 'Mã hiệu', share: 3, align: 'left' }, { title: 'Tên tài liệu', share: 7, align: 'left' }, { title: 'Loại', share: 3, align: 'left' }, { title: 'Lần BH/SĐ', share: 1.8, align: 'center' }, { title: 'Hiệu lực từ', share: 2.4, align: 'center' }],
    rows: report.documents.map(({ code, title, type, edition, since }, at) => [String(at + 1), code, title, vi.documentTypes[type as keyof typeof vi.documentTypes], edition, shortDate(since)]),
  }],
})

export const nonconformityList: Part = (report) => ({
  title: 'Danh sách sự không phù hợp', blocks: [{
    kind: 'table', columns: [{ title: 'TT', share: 1, align: 'center' }, { title: 'Số phiếu', share: 3, align: 'left' }, { title: 'Nguồn', share: 3, align: 'left' }, { title: 'Mức', share: 2, align: 'left' }, { title: 'Đơn vị', share: 4, align: 'left' }, { title: 'Ngày xảy ra', share: 2.2, align: 'center' }, { title: 'Tình trạng', share: 2.6, align: 'left' }],
    rows: report.nonconformities.map(({ code, source, grade, unit, occurredOn, standing }, at) => [
      String(at + 1), code, quality.nonconformitySources[source as keyof typeof quality.nonconformitySources], quality.grades[grade as keyof typeof quality.grades], unit, shortDate(occurredOn), quality.nonconformityStandings[standing],
    ]),
  }],
})

/** Form II.06a by field; with a column for what its grouping keeps apart, where there is any. */
export const official: Part = (report) => {
  const isApart = report.totals.apart.ended + report.totals.apart.paused > 0
  const cells = ({ received, resolved, inProgress, apart }: ReportFacts['totals']): string[] => [
    received.total, received.online, received.directOrPostal, received.carriedOver, resolved.total, resolved.early, resolved.onTime, resolved.late, inProgress.total, inProgress.within, inProgress.overdue,
    ...(isApart ? [apart.ended + apart.paused] : []),
  ].map(grouped)
  const heads = [['Nhận giải quyết', ['Tổng số', 'Trực tuyến', 'Trực tiếp, bưu chính', 'Từ kỳ trước']], ['Đã giải quyết', ['Tổng số', 'Trước hạn', 'Đúng hạn', 'Quá hạn']], ['Đang giải quyết', ['Tổng số', 'Trong hạn', 'Quá hạn']]] as const
  return {
    title: 'Tình hình, kết quả giải quyết thủ tục hành chính (biểu II.06a)', blocks: [{
      kind: 'table', columns: [{ title: 'STT', share: 4, align: 'center' }, { title: 'Lĩnh vực', share: 18, align: 'left' }, ...heads.flatMap(([group, titles]) => titles.map((title) => ({ title, group, share: 6, align: 'right' as const }))),
        ...(isApart ? [{ title: 'Để riêng', share: 6, align: 'right' as const }] : [])],
      rows: report.byField.map(({ name, counts }, at) => [String(at + 1), name, ...cells(counts)]), totals: ['', 'Tổng số', ...cells(report.totals)],
    }],
  }
}
