/** Parts of reports that are tables: lists, scores, official forms, and annexes as agencies lay them out. */
import type { Fact } from '../../../schemas/fact.ts'
import type { ReportBlock, ReportFacts, ReportTable } from '../../../schemas/report.ts'
import { howMany, howManyDocuments, sumOf, upTo, within } from '../../../workflows/report/facts.ts'
import { points, scoreTable } from '../../../workflows/report/scores.ts'
import { percent } from '../../../workflows/statistics/shares.ts'
import { counted as many, grouped, shortDate } from '../../render/words.ts'
import { vi } from '../../views/texts/documents.ts'
import { vi as quality } from '../../views/texts/quality.ts'
import { vi as registers } from '../../views/texts/reports.ts'
import { documentCited, paperCited } from './cite.ts'
import { item, note, paragraph, type Part, register, table } from './notes.ts'
import { directivesOf } from './parts.ts'

const issuedNames = ['reports', 'letters', 'plans', 'decisions', 'submissions', 'notices', 'invitations', 'others'] as const
/** Documents issued by type; the total is the sum of the lines. */
export const issued: Part = (report, notes) => {
  const found = within(report.facts, 'issued', report)
  const lines = issuedNames.map((name) => ({ name, count: sumOf(found, name) }))
  const total = found.length === 0 ? null : lines.reduce((sum, { count }) => sum + (count ?? 0), 0)
  const counts: ReportTable = {
    kind: 'table', columns: [{ title: 'TT', share: 1, align: 'center' }, { title: 'Loại văn bản', share: 5, align: 'left' }, { title: 'Số lượng', share: 2, align: 'right' }, { title: 'Tỷ lệ (%)', share: 2, align: 'right' }],
    rows: lines.map(({ name, count }, at) => [
      String(at + 1), registers.figureNames[name], notes.cell(`issued.${name}`, registers.figureNames[name], count, register), count === null || total === null ? '–' : percent(count, total),
    ]), totals: ['', 'Tổng số', notes.cell('issued.total', 'Tổng số văn bản phát hành', total, register), ''],
  }
  return { title: 'Văn bản phát hành theo loại', blocks: found.length === 0 ? [item('Chưa có: sổ dữ kiện không ghi số văn bản phát hành trong kỳ.')] : [counts, note('Tỷ lệ làm tròn từng số; tổng có thể lệch do làm tròn.'), item(`Nguồn: ${found.map(paperCited).join('; ')}.`)] }
}

/** One table for each scorecard: what applies to the agency and what applies to its communes are never mixed. */
export const scores: Part = (report, notes) => ({
  title: 'Kết quả chấm điểm các đơn vị', blocks: upTo(report.facts, 'scorecard', report).flatMap((card): ReportBlock[] => {
    const table = scoreTable(card, upTo(report.facts, 'score', report).filter(({ title }) => title !== report.agency))
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

const milestoneStanding = ({ to, figures: { plannedPercent = 0, donePercent = 0 } }: Fact, today: string): string =>
  (donePercent > plannedPercent ? 'Vượt kế hoạch' : donePercent === plannedPercent ? 'Đạt kế hoạch' : to !== null && to > today ? 'Chưa đến hạn' : 'Chậm')

export const roadmap: Part = (report, notes) => {
  const rows = upTo(report.facts, 'milestone', report)
  return {
    title: 'Tiến độ thực hiện lộ trình', blocks: rows.length === 0 ? [item('Chưa có: sổ dữ kiện không ghi mốc nào của lộ trình.')] : [table(
      [['TT', 1, 'center'], ['Nhiệm vụ, mốc', 5.4], ['Kế hoạch', 3.4], ['Hạn', 2.2, 'center'], ['Kế hoạch (%)', 1.8, 'right'], ['Thực hiện (%)', 1.8, 'right'], ['Đánh giá', 2.2]],
      rows.map((one, at) => [
        String(at + 1), one.title, `${one.number}, ${shortDate(one.on)}`, one.to === null ? '–' : shortDate(one.to), notes.cell(`milestone.${at + 1}.planned`, one.title, one.figures.plannedPercent ?? null, register),
        notes.cell(`milestone.${at + 1}.done`, one.title, one.figures.donePercent ?? null, register), milestoneStanding(one, report.madeOn),
      ]),
    )],
  }
}

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
    title: 'Tiến độ giải quyết theo đơn vị', blocks: report.byUnitApart.length === 0 ? [item('Trong kỳ không có hồ sơ nào.')] : [{
      kind: 'table', columns: [{ title: 'TT', share: 3, align: 'center' }, { title: 'Đơn vị', share: 16, align: 'left' }, ...columns.map((column) => ({ ...column, share: 6, align: 'right' as const }))],
      rows: report.byUnitApart.map(({ name }, at) => [String(at + 1), name, ...(all[at] ?? []).map(grouped)]),
      totals: ['', 'Tổng số', ...columns.map((column, at) => notes.cell(`progress.${at + 3}`, `${'group' in column ? `${column.group}: ` : ''}${column.title}`, all.reduce((sum, row) => sum + (row[at] ?? 0), 0), 'statistics (QĐ 766)'))],
    }, note('Đã xử lý gồm cả hồ sơ rút, từ chối, dừng hẳn (tính đúng hạn); tạm dừng gồm chờ bổ sung, chờ nghĩa vụ tài chính, dừng xử lý.')],
  }
}

export const documentList: Part = (report) => ({
  title: 'Danh mục tài liệu đang có hiệu lực', blocks: report.documents.length === 0 ? [item('Chưa có: không có tài liệu nào có hiệu lực vào ngày cuối kỳ.')] : [table(
    [['TT', 1, 'center'], ['Mã hiệu', 3], ['Tên tài liệu', 7], ['Loại', 3], ['Lần ban hành/sửa đổi', 2, 'center'], ['Hiệu lực từ', 2.4, 'center']],
    report.documents.map(({ code, title, type, edition, since }, at) => [String(at + 1), code, title, vi.documentTypes[type as keyof typeof vi.documentTypes], edition, shortDate(since)]),
  ), ...(howManyDocuments(report, null) === report.documents.length ? [] : [note(`Danh mục chỉ gồm ${grouped(report.documents.length)} tài liệu đầu tiên theo mã hiệu, trên tổng số ${grouped(howManyDocuments(report, null))} tài liệu đang có hiệu lực.`)])],
})

/** Each with its cause, its remedy, who answers for it by when: the list of corrective actions (R-I). Source: ISO 9001:2015, 10.2.2. */
export const nonconformityList: Part = (report) => ({
  title: 'Danh sách sự không phù hợp và hành động khắc phục', blocks: report.nonconformities.length === 0 ? [item('Trong kỳ không ghi nhận sự không phù hợp nào.')] : [table(
    [['TT', 4, 'center'], ['Số', 8], ['Nội dung, nguồn', 17], ['Mức', 6], ['Đơn vị', 10], ['Ngày xảy ra', 9.5, 'center'], ['Nguyên nhân gốc', 12], ['Hành động, khắc phục', 14], ['Người chịu trách nhiệm', 9], ['Hạn', 9.5, 'center'], ['Tình trạng', 8]],
    report.nonconformities.map(({ code, source, grade, unit, occurredOn, standing, what, action, rootCause, remedy, owner, dueOn }, at) => [
      String(at + 1), action === null ? code : `${code}, ${action}`, `${what} (${quality.nonconformitySources[source as keyof typeof quality.nonconformitySources].toLocaleLowerCase('vi')})`,
      quality.grades[grade as keyof typeof quality.grades], unit, shortDate(occurredOn), rootCause === '' ? '–' : rootCause, remedy === '' ? 'Chưa có' : remedy, owner ?? '–', dueOn === null ? '–' : shortDate(dueOn),
      quality.nonconformityStandings[standing],
    ]),
  ), note('Dấu – là chưa có: chưa lập phiếu hành động khắc phục, hoặc phiếu chưa đến bước đó.'), ...(howMany(report, () => true) === report.nonconformities.length ? [] : [note(`Danh sách chỉ gồm ${grouped(report.nonconformities.length)} sự không phù hợp đầu tiên trong kỳ.`)])],
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
    title: 'Tình hình, kết quả giải quyết thủ tục hành chính (biểu II.06a)', blocks: report.byField.length === 0 ? [item('Trong kỳ không có hồ sơ nào.')] : [{
      kind: 'table', columns: [{ title: 'STT', share: 4, align: 'center' }, { title: 'Lĩnh vực', share: 18, align: 'left' }, ...heads.flatMap(([group, titles]) => titles.map((title) => ({ title, group, share: 6, align: 'right' as const }))),
        ...(isApart ? [{ title: 'Để riêng', share: 6, align: 'right' as const }] : [])],
      rows: report.byField.map(({ name, counts }, at) => [String(at + 1), name, ...cells(counts)]), totals: ['', 'Tổng số', ...cells(report.totals)],
    }],
  }
}

/** What was done for the system in the period, counted out of the same lists as the report. Source: layout of domain annex IIB.1 (R-A). */
export const tasks: Part = (report, notes) => {
  const { facts } = report
  const [trainings, checks] = [within(facts, 'training', report), within(facts, 'inspection', report)]
  const people = trainings.length === 0 ? null : (sumOf(trainings, 'peopleTaught') ?? 0) + (sumOf(trainings, 'peopleSent') ?? 0)
  const row = (number: string, label: string, unit: string, id: string, value: number | null): string[] => [number, label, unit, notes.put(`tasks.${id}`, label, value, register)]
  return {
    title: 'Kết quả triển khai nhiệm vụ', blocks: [table([['TT', 1, 'center'], ['Nhiệm vụ, nội dung', 8], ['Đơn vị tính', 2.4, 'center'], ['Số lượng', 2, 'right']], [
      row('1', 'Ban hành văn bản chỉ đạo', 'văn bản', 'directives', directivesOf(report).length), row('2', 'Lớp tập huấn, đào tạo do cơ quan tổ chức', 'lớp', 'classes', sumOf(trainings, 'classesHeld')),
      row('3', 'Lượt người dự lớp do cơ quan tổ chức', 'lượt', 'taught', sumOf(trainings, 'peopleTaught')), row('4', 'Người được cử đi tập huấn, đào tạo', 'người', 'sent', sumOf(trainings, 'peopleSent')),
      row('5', 'Cộng lượt người được tập huấn, đào tạo (3 + 4)', 'lượt', 'people', people), row('6', 'Cuộc kiểm tra do cơ quan thực hiện', 'cuộc', 'inspections', checks.length), row('7', 'Cơ quan, đơn vị được kiểm tra', 'đơn vị', 'inspected', sumOf(checks, 'unitsInspected')),
    ]), note('Dấu – là chưa có: sổ dữ kiện không ghi việc này trong kỳ.')],
  }
}

const yearText = (year: number | undefined): string => (year === undefined ? '' : String(year))
/** Since when each unit applies the system. Source: layout of domain annex IIB.2 (R-A). */
export const adoption: Part = (report, notes) => {
  const rows = upTo(report.facts, 'adoption', report).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const done = notes.put('adoption.done', 'Đơn vị áp dụng ISO 9001:2015', rows.filter(({ figures }) => figures.year2015 !== undefined).length, register)
  return {
    title: 'Kết quả chuyển đổi, xây dựng mới hệ thống quản lý chất lượng', blocks: rows.length === 0 ? [] : [table(
      [['TT', 1, 'center'], ['Tên cơ quan, đơn vị', 6], ['Năm áp dụng ISO 9001:2008', 3, 'center'], ['Năm chuyển đổi, xây dựng mới theo ISO 9001:2015', 4, 'center'], ['Chưa áp dụng', 2, 'center']],
      rows.map(({ title, figures }, at) => [String(at + 1), title, yearText(figures.year2008), yearText(figures.year2015), figures.year2015 === undefined ? 'x' : '']),
    ), note(`Đã áp dụng ISO 9001:2015: ${done} trên ${many(rows.length)} cơ quan, đơn vị.`)],
  }
}

/** The system of the agency in one row: its decisions, its last audit, how many guidelines and procedures it has. Source: layout of domain annex 1 (R-C). */
export const systemRow: Part = (report, notes) => {
  const [issuing, announced] = [upTo(report.facts, 'decision', report).findLast(({ title }) => /ban hành.*(tài liệu|hệ thống)/iu.test(title)), upTo(report.facts, 'announcement', report).at(-1)]
  const audit = report.audits.at(-1)
  const count = (id: string, label: string, value: number): string => notes.cell(`system.${id}`, label, value, 'documents, procedures (in force)')
  return {
    title: 'Kết quả xây dựng, áp dụng, duy trì, cải tiến hệ thống tại đơn vị', blocks: [table(
      [['TT', 3, 'center'], ['Tên đơn vị', 14], ['Quyết định ban hành hệ thống', 14], ['Ngày đánh giá nội bộ', 10, 'center'], ['Quyết định công bố (gần nhất)', 14], ['Hướng dẫn hệ thống', 7, 'right', 'Số lượng quy trình, hướng dẫn'], ['Quy trình nội bộ', 7, 'right', 'Số lượng quy trình, hướng dẫn'],
        ['Quy trình TTHC', 7, 'right', 'Số lượng quy trình, hướng dẫn'], ['Ghi chú', 10]],
      [[
        '1', report.agency, issuing === undefined ? 'Chưa có trong sổ dữ kiện' : `${issuing.number} ngày ${shortDate(issuing.on)}`, audit === undefined ? 'Chưa có trong kỳ' : `${shortDate(audit.from)} – ${shortDate(audit.to)}`,
        announced === undefined ? 'Chưa có trong sổ dữ kiện' : `${announced.number} ngày ${shortDate(announced.on)}`, count('guidance', 'Hướng dẫn hệ thống', howManyDocuments(report, 'guidance')),
        count('internal', 'Quy trình nội bộ', report.procedures.internal), count('tthc', 'Quy trình TTHC', report.procedures.tthc), '',
      ]],
    )],
  }
}

/** What the agency gave itself on its own scorecard, criterion by criterion. Source: layout of domain 6.1 (heading 10 of R-A). */
export const selfScore: Part = (report, notes) => {
  const own = upTo(report.facts, 'score', report).findLast(({ title }) => title === report.agency)
  const card = own === undefined ? undefined : upTo(report.facts, 'scorecard', report).find(({ number, issuer }) => number === own.number && issuer === own.issuer)
  const scored = own === undefined || card === undefined ? null : scoreTable(card, [own])
  if (own === undefined || card === undefined || scored === null) return { title: 'Tự chấm điểm', blocks: [item('Chưa có: sổ dữ kiện không ghi điểm tự chấm của cơ quan.')] }
  const [row] = scored.rows
  const all = notes.put('selfScore.total', 'Điểm tự chấm', points(row?.total ?? 0), register)
  return {
    title: 'Tự chấm điểm', blocks: [
      paragraph(`Theo ${documentCited(card)}, cơ quan tự chấm ${all} điểm trên tối đa ${points(scored.maxima.reduce((sum, one) => sum + one, 0))} điểm, gồm:`),
      ...scored.maxima.map((maximum, at, every) => item(`Tiêu chí ${at + 1}: ${points(row?.scores[at] ?? 0)} trên ${points(maximum)} điểm${at === every.length - 1 ? '.' : ';'}`)),
    ],
  }
}
