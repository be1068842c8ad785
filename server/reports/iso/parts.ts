/** The parts that layouts are put together from. Each figure is noted with its source as it is written down; none is typed. */
import { committeePosts, type Fact, type FactPerson, type FigureName } from '../../../schemas/fact.ts'
import { nonconformityStandings } from '../../../schemas/nonconformity.ts'
import type { ListedAudit, NonconformityCount, ReportBlock, ReportFacts } from '../../../schemas/report.ts'
import { howMany, howManyDocuments, sumOf, ofTheYear, upTo, within } from '../../../workflows/report/facts.ts'
import { sharesOf } from '../../../workflows/statistics/shares.ts'
import { counted as many, dateWords, dongWords, shortDate } from '../../render/words.ts'
import { figureText, targetText } from '../objectives/words.ts'
import { vi as people } from '../../views/texts/competence.ts'
import { vi } from '../../views/texts/documents.ts'
import { vi as goals } from '../../views/texts/objectives.ts'
import { vi as registers } from '../../views/texts/reports.ts'
import { factCited, paperCited } from './cite.ts'
import { citedItems, item, listed, note, type Notes, paragraph, type Part, register, table } from './notes.ts'

const counted = 'statistics (II.06a)'

/** What is written by hand: never counted, never checked. */
export const remarks = (title: string): Part => () => ({ title, blocks: [note('(Nội dung do cơ quan nhận xét, viết thêm tại đây trước khi trình ký.)')] })

/** What the figures say is not well; why it is so, and what else, is written by hand. */
export const shortcomings: Part = (report) => {
  const { totals, objectives: all } = report
  const missed = all.filter(({ year }) => year.light === 'red' || year.light === 'amber').map(({ objective }) => objective.name)
  const open = howMany(report, ({ standing }) => standing === 'open')
  const told = [
    ...(totals.resolved.late === 0 ? [] : [`Còn ${many(totals.resolved.late)} hồ sơ trả kết quả quá hạn, chiếm ${sharesOf(totals).late}% số hồ sơ đã giải quyết`]),
    ...(totals.inProgress.overdue === 0 ? [] : [`Còn ${many(totals.inProgress.overdue)} hồ sơ đang giải quyết đã quá hạn`]),
    ...(missed.length === 0 ? [] : [`Mục tiêu chất lượng chưa đạt: ${missed.map((name) => `“${name}”`).join(', ')}`]), ...(open === 0 ? [] : [`Còn ${many(open)} sự không phù hợp chưa được xử lý`]),
  ]
  return {
    title: 'Hạn chế, tồn tại và nguyên nhân', blocks: [
      ...(told.length === 0 ? [item('Số liệu trong kỳ không cho thấy hồ sơ quá hạn, mục tiêu chưa đạt hoặc sự không phù hợp chưa xử lý.')] : told.map((text, at) => item(`${text}${at === told.length - 1 ? '.' : ';'}`))),
      note('(Nguyên nhân, các hạn chế khác: cơ quan viết thêm tại đây trước khi trình ký.)'),
    ],
  }
}

/** The papers of the period on the management system: those from above, the agency's own. */
export const directivesOf = (report: Pick<ReportFacts, 'facts' | 'from' | 'to'>): Fact[] => (['directive', 'plan', 'objectives', 'decision'] as const).flatMap((kind) => within(report.facts, kind, report))

export const directives: Part = (report, notes) => {
  const all = directivesOf(report)
  const count = notes.put('directives', 'Văn bản chỉ đạo trong kỳ', all.length, register)
  return {
    title: 'Ban hành văn bản chỉ đạo, điều hành',
    blocks: all.length === 0 ? [item('Chưa có: sổ dữ kiện không ghi văn bản chỉ đạo, điều hành nào trong kỳ.')] : [paragraph(`Trong kỳ có ${count} văn bản chỉ đạo, điều hành:`), ...citedItems(all)],
  }
}

export const plans: Part = (report) => ({
  title: 'Phê duyệt, ban hành kế hoạch và mục tiêu chất lượng', blocks: (['plan', 'objectives'] as const).flatMap((kind) => {
    const one = ofTheYear(report.facts, kind, report)
    return listed(one === null ? [] : [one], `${registers.factKinds[kind]} năm ${report.to.slice(0, 4)}: chưa có trong sổ dữ kiện.`)
  }),
})

/** Achieved against target, by each objective's own formula; whoever answers for it writes nothing. Source: ISO 9001:2015, 9.1.3 and 9.3.2 c. */
export const objectives: Part = (report, notes) => ({
  title: 'Kết quả thực hiện mục tiêu chất lượng', blocks: report.objectives.length === 0 ? [item(`Chưa có: năm ${report.to.slice(0, 4)} chưa ghi mục tiêu chất lượng nào.`)] : [{
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
  return names.map((one) => item(`${registers.figureNames[one]}: ${notes.put(`${kind}.${one}`, registers.figureNames[one], sumOf(found, one), register)};`))
}

/** Who knows what they need to know, on the last day. Source: ISO 9001:2015, 7.2 and 7.3. */
const competence = ({ competence: of, to }: ReportFacts, notes: Notes): ReportBlock[] => {
  const n = (id: keyof typeof of, label: string): string => notes.put(`competence.${id}`, label, of[id], 'competence (người, vai trò, lần đọc, sổ dữ kiện)')
  return [
    item(`Người có tên trong danh sách tập huấn trong kỳ: ${n('trained', 'Người có tên đã tập huấn')} trên ${n('people', 'Người giữ vai trò')} người đang giữ vai trò.`),
    item(`Đến hết ${dateWords(to)}, đã đọc ${n('read', 'Lượt tài liệu đã đọc')} trên ${n('toRead', 'Lượt tài liệu phải đọc')} lượt tài liệu phải đọc theo vai trò; đọc đủ: ${n('complete', 'Người đọc đủ')} người.`),
    item(`Người mới giữ vai trò (chưa quá 90 ngày): ${n('newcomers', 'Người mới giữ vai trò')}, trong đó đã đọc đủ: ${n('newcomersComplete', 'Người mới đã đọc đủ')}.`),
  ]
}

export const training: Part = (report, notes) => {
  const held = within(report.facts, 'training', report)
  const figures = sums(report, notes, 'training', ['classesHeld', 'peopleTaught', 'peopleSent'])
  return { title: 'Tuyên truyền, đào tạo, tập huấn', blocks: [
    ...(held.length === 0 ? [item('Chưa có: sổ dữ kiện không ghi lớp tập huấn nào trong kỳ.')] : [...figures, ...citedItems(held)]), ...competence(report, notes),
  ],
}
}

/**
 * Apologies against T-1 (NĐ 61/2018/NĐ-CP art. 19.9), where one was owed, by the first due day: a dossier that met its new date is not late, so that
 * these and the apologies among the late ones are two counts.
 */
const apologyItems = ({ apologies }: ReportFacts, notes: Notes): ReportBlock[] => {
  if (apologies?.total === 0) return []
  const put = (name: 'kept' | 'late' | 'withoutApology', label: string): string => notes.put(`apologies.${name}`, label, apologies?.[name] ?? null, `apologies counts.${name}`)
  return [item(`Thư xin lỗi của mọi hồ sơ có ngày hẹn đầu tiên trong kỳ, kể cả hồ sơ trả kịp ngày hẹn lại (không tính quá hạn): gửi đúng quy định, chậm nhất 01 ngày làm việc trước ngày hẹn ${put('kept', 'Xin lỗi đúng quy định, theo ngày hẹn đầu tiên')}, `
    + `gửi muộn ${put('late', 'Xin lỗi muộn, theo ngày hẹn đầu tiên')}, chưa xin lỗi ${put('withoutApology', 'Chưa xin lỗi, theo ngày hẹn đầu tiên')}.`)]
}

/** How many were handled exactly as their procedure says: another measure than being on time. Source: ISO 9001:2015, 8.5.1; domain 6.3. */
const exactly = ({ conformance }: ReportFacts, notes: Notes): ReportBlock[] => {
  if (conformance === null) return []
  const { dossiers: all, exact, share, waiting } = conformance
  const put = (id: string, label: string, value: number | string | null): string => notes.put(`conformance.${id}`, label, value, 'conformance (nhật ký hồ sơ so với quy trình)')
  const [count, kept, part, left] = [put('dossiers', 'Hồ sơ kết thúc, đã đối chiếu quy trình', all), put('exact', 'Đúng quy trình', exact), put('share', 'Tỷ lệ đúng quy trình (%)', all === 0 ? null : share), put('waiting', 'Hồ sơ kết thúc, chưa đối chiếu', waiting)]
  return [item(all === 0 ? `Tỷ lệ giải quyết đúng quy trình: chưa có, vì trong kỳ chưa đối chiếu được hồ sơ nào với quy trình (chờ đối chiếu: ${left}).`
    : `Giải quyết đúng từng bước của quy trình đã ban hành: ${kept} trên ${count} hồ sơ kết thúc trong kỳ, đạt ${part}%${waiting === 0 ? '' : `; chờ đối chiếu ${left}`} (khác với tỷ lệ đúng hạn).`)]
}

/** The dossiers of the period: II.06a in words, with shares that are rounded half-up. */
export const dossiers: Part = (report, notes) => {
  const { received, resolved, inProgress, apart, ofWhich } = report.totals
  const shares = sharesOf(report.totals)
  const n = (id: string, label: string, value: number): string => notes.put(id, label, value, `${counted} ${id}`)
  const share = (id: keyof typeof shares, label: string): string => notes.put(`shares.${id}`, label, shares[id], `${counted} shares.${id}`)
  const settled = [
    paragraph(`Đã giải quyết ${n('resolved.total', 'Tổng số đã giải quyết', resolved.total)} hồ sơ, trong đó:`),
    item(`Trước hạn: ${n('resolved.early', 'Trước hạn', resolved.early)} hồ sơ, đạt ${share('early', 'Tỷ lệ trước hạn (%)')}%;`),
    item(`Đúng hạn: ${n('resolved.onTime', 'Đúng hạn', resolved.onTime)} hồ sơ, đạt ${share('onTime', 'Tỷ lệ đúng hạn (%)')}%;`),
    item(`Quá hạn: ${n('resolved.late', 'Quá hạn', resolved.late)} hồ sơ, chiếm ${share('late', 'Tỷ lệ quá hạn (%)')}% (trong số này đã có văn bản xin lỗi: ${n('ofWhich.lateWithApology', 'Quá hạn, đã xin lỗi', ofWhich.lateWithApology)}).`),
  ]
  return {
    title: 'Tình hình áp dụng quy trình ISO giải quyết thủ tục hành chính', blocks: [
      paragraph(`Từ ${dateWords(report.from)} đến ${dateWords(report.to)}, tổng số hồ sơ nhận giải quyết là ${n('received.total', 'Tổng số nhận giải quyết', received.total)} hồ sơ `
        + `(trực tuyến ${n('received.online', 'Trực tuyến', received.online)}; trực tiếp, bưu chính ${n('received.directOrPostal', 'Trực tiếp, bưu chính', received.directOrPostal)}; `
        + `từ kỳ trước chuyển sang ${n('received.carriedOver', 'Từ kỳ trước', received.carriedOver)}).`),
      ...(resolved.total === 0 ? [paragraph('Trong kỳ chưa có hồ sơ nào được giải quyết xong, nên chưa có tỷ lệ trước hạn, đúng hạn, quá hạn.')] : settled),
      ...apologyItems(report, notes),
      paragraph(`Đang giải quyết ${n('inProgress.total', 'Tổng số đang giải quyết', inProgress.total)} hồ sơ: trong hạn ${n('inProgress.within', 'Đang giải quyết, trong hạn', inProgress.within)}, `
        + `quá hạn ${n('inProgress.overdue', 'Đang giải quyết, quá hạn', inProgress.overdue)}.`),
      ...(apart.ended + apart.paused === 0 ? [] : [paragraph(`Để riêng theo quy định của biểu II.06a: kết thúc không có kết quả ${n('apart.ended', 'Để riêng, kết thúc không có kết quả', apart.ended)}, tạm dừng ${n('apart.paused', 'Để riêng, tạm dừng', apart.paused)}.`)]),
      ...exactly(report, notes),
      note('Tỷ lệ tính trên số đã giải quyết, làm tròn từng số đến hai chữ số; tổng có thể lệch do làm tròn. Số liệu chỉ gồm hồ sơ có trong hệ thống.'),
    ],
  }
}

export const announcement: Part = (report) => {
  const latest = upTo(report.facts, 'announcement', report).at(-1)
  return {
    title: 'Công bố, công bố lại hệ thống quản lý chất lượng',
    blocks: listed(within(report.facts, 'announcement', report), latest === undefined ? 'Chưa có: sổ dữ kiện không ghi lần công bố nào.' : `Trong kỳ không công bố lại. Lần công bố gần nhất: ${paperCited(latest)}.`),
  }
}

/** Whether somebody sits in the committee on a day. */
const sitsOn = (on: string) => ({ from, to }: FactPerson): boolean => (from === null || from <= on) && (to === null || to >= on)

/** The latest decision, with those who sit on the last day of the period where it lists them; else the number that it states. */
export const steering: Part = (report, notes) => {
  const latest = upTo(report.facts, 'steering', report).at(-1)
  if (latest === undefined) return { title: 'Kiện toàn Ban Chỉ đạo', blocks: [item('Chưa có: sổ dữ kiện không ghi quyết định về Ban Chỉ đạo.')] }
  const listedPeople = latest.people?.filter(sitsOn(report.to)) ?? []
  const members = latest.people === undefined ? latest.figures.members ?? null : listedPeople.length
  return {
    title: 'Kiện toàn Ban Chỉ đạo', blocks: [
      ...citedItems([latest]), item(`Số thành viên: ${notes.put('steering.members', 'Số thành viên Ban Chỉ đạo', members, register)}.`),
      ...(listedPeople.length === 0 ? [] : [{
        kind: 'table' as const, columns: [
          { title: 'TT', share: 1, align: 'center' as const }, { title: 'Họ và tên', share: 5, align: 'left' as const }, { title: 'Chức vụ', share: 6, align: 'left' as const }, { title: 'Nhiệm vụ trong Ban Chỉ đạo', share: 4, align: 'left' as const },
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
  const inForce = notes.put('catalogue.inForce', registers.figureNames.inForce, upTo(report.facts, 'catalogue', report).findLast(({ figures }) => figures.inForce !== undefined)?.figures.inForce ?? null, register)
  return item(found.length === 0 ? `${latest === undefined ? 'Danh mục thủ tục hành chính: chưa có, sổ dữ kiện không ghi lần công bố nào' : `Danh mục thủ tục hành chính không công bố lại trong kỳ; đang áp dụng danh mục theo ${factCited(latest)}`}${inForce === '–' ? '' : `; thuộc thẩm quyền giải quyết: ${inForce} thủ tục`}.` : `Danh mục thủ tục hành chính thuộc thẩm quyền: ${inForce === '–' ? 'sổ dữ kiện chưa ghi tổng số' : `${inForce} thủ tục`}. Danh mục thủ tục hành chính công bố trong kỳ: sửa đổi ${amended}, ban hành mới ${added}, bãi bỏ ${abolished}.`)
}

/** Kinds of documents in the order of the hierarchy, and procedures in force. */
export const documents: Part = (report, notes) => {
  const types = Object.entries(vi.documentTypes).flatMap(([type, name]) => {
    const count = howManyDocuments(report, type)
    return count === 0 ? [] : [`${name}: ${notes.put(`documents.${type}`, name, count, 'documents (in force)')}`]
  }).map((text, at, all) => item(`${text}${at === all.length - 1 ? '.' : ';'}`))
  const { tthc, internal, begun, amended, ended } = report.procedures
  const n = (id: string, label: string, value: number): string => notes.put(`procedures.${id}`, label, value, 'procedures (in force)')
  return {
    title: 'Tài liệu của hệ thống quản lý chất lượng', blocks: [
      paragraph(`Tài liệu đang có hiệu lực: ${notes.put('documents.total', 'Tài liệu đang có hiệu lực', howManyDocuments(report, null), 'documents (in force)')}${types.length === 0 ? '.' : ', gồm:'}`), ...types,
      paragraph(`Quy trình giải quyết thủ tục hành chính đang áp dụng: ${n('tthc', 'Quy trình TTHC', tthc)}; quy trình nội bộ không liên quan thủ tục hành chính: ${n('internal', 'Quy trình nội bộ', internal)}. `
        + `Trong kỳ ban hành mới ${n('begun', 'Quy trình mới', begun)}, sửa đổi ${n('amended', 'Quy trình sửa đổi', amended)}, thôi áp dụng ${n('ended', 'Quy trình thôi áp dụng', ended)}.`),
      catalogueItem(report, notes),
    ],
  }
}

/** When audits are planned, as the programme alone says it. Source: ISO 9001:2015, 9.2.2 a. */
const programmeBlock = ({ auditProgramme, to }: ReportFacts): ReportBlock => {
  const year = to.slice(0, 4)
  if (auditProgramme === null) return paragraph(`Chương trình đánh giá nội bộ năm ${year}: chưa có, hệ thống chưa ghi chương trình nào.`)
  const { decision, lines } = auditProgramme
  const months = [...new Set(lines.flatMap((line) => line.months))].toSorted((a, b) => a - b)
  return paragraph(`Chương trình đánh giá nội bộ năm ${year} (${paperCited(decision)}): đánh giá trong tháng ${months.join(', ')}.`)
}

const auditSource = 'audits (đã báo cáo trong kỳ)'
const auditLine = ({ code, from, to, decision, decisionOn, units, major, minor, observation }: ListedAudit): string =>
  `${code}: từ ${dateWords(from)} đến ${dateWords(to)}${decision === null || decisionOn === null ? '' : `, theo ${paperCited({ number: decision, on: decisionOn })}`}, tại ${units.join(', ')}; nặng ${many(major)}, nhẹ ${many(minor)}, lưu ý ${many(observation)}`

/** Audits that were reported, each with its papers and what it found; a plan alone is not an audit. */
export const audits: Part = (report, notes) => {
  const { audits: held } = report
  const sum = (id: 'major' | 'minor' | 'observation', label: string): string => notes.put(`audits.${id}`, label, held.reduce((total, one) => total + one[id], 0), auditSource)
  const [major, minor, observation] = [sum('major', 'Phát hiện nặng'), sum('minor', 'Phát hiện nhẹ'), sum('observation', 'Phát hiện lưu ý')]
  const count = notes.put('audits.count', 'Cuộc đánh giá nội bộ trong kỳ', held.length, auditSource)
  const raised = (...standings: readonly NonconformityCount['standing'][]): number => howMany(report, ({ source, standing }) => source === 'auditFinding' && standings.includes(standing))
  const all = raised(...nonconformityStandings)
  return {
    title: 'Đánh giá nội bộ', blocks: [
      programmeBlock(report),
      paragraph(held.length === 0 ? 'Trong kỳ chưa có cuộc đánh giá nội bộ nào được báo cáo.' : `Trong kỳ đã thực hiện ${count} cuộc đánh giá nội bộ; phát hiện: không phù hợp nặng ${major}, không phù hợp nhẹ ${minor}, lưu ý ${observation}.`),
      ...held.map((one, at) => item(`${auditLine(one)}${at === held.length - 1 ? '.' : ';'}`)),
      ...(all === 0 ? [] : [item(`Khắc phục sau đánh giá: đã khắc phục ${many(raised('settled', 'closed'))} trên ${many(all)} điểm, đang khắc phục ${many(raised('inAction'))}, chưa xử lý ${many(raised('open'))}.`)]),
    ],
  }
}

/** What applicants answered; why there is no share where nobody was asked or too few answered. Source: ISO 9001:2015, 9.1.2; QĐ 766/QĐ-TTg. */
export const satisfaction: Part = ({ satisfaction: { asked, answers, responseRate, hidden, overall } }, notes) => {
  const put = (id: string, label: string, value: number | string | null): string => notes.put(`satisfaction.${id}`, label, value, 'satisfaction (khảo sát theo hồ sơ)')
  const [all, given, rate] = [put('asked', 'Hồ sơ được hỏi ý kiến', asked), put('answers', 'Số ý kiến', answers), put('responseRate', 'Tỷ lệ trả lời (%)', hidden ? null : responseRate)]
  const [content, low, high] = [put('notDissatisfied', 'Tỷ lệ hài lòng theo QĐ 766 (%)', overall.notDissatisfied), put('low', 'Cận dưới (%)', overall.low), put('high', 'Cận trên (%)', overall.high)]
  const [satisfied, mean] = [put('satisfied', 'Hài lòng và rất hài lòng (%)', overall.satisfied), put('mean', 'Điểm trung bình', overall.mean)]
  return {
    title: 'Đo lường sự hài lòng', blocks: hidden ? [
      paragraph(`Hồ sơ trả kết quả trong kỳ mà người nộp được hỏi ý kiến: ${all}; có ý kiến: ${given}.`), item('Tỷ lệ hài lòng: chưa có, vì số ý kiến chưa đủ để công bố mà không lộ người trả lời.'),
    ] : [
      paragraph(`Hồ sơ trả kết quả trong kỳ mà người nộp được hỏi ý kiến: ${all}; có ý kiến: ${given}, tỷ lệ trả lời ${rate}%.`),
      item(`Tỷ lệ hài lòng (tổng trừ không hài lòng, chia tổng): ${content}%, cận dưới ${low}%, cận trên ${high}%;`), item(`Hài lòng và rất hài lòng: ${satisfied}%; điểm trung bình trên thang 5: ${mean}.`),
    ],
  }
}

/** Complaints and feedback that came in the period, as they stood at the instant of the report. Source: ISO 9001:2015, 8.2.1 and 9.1.2. */
export const complaints: Part = ({ complaints: counts }, notes) => {
  const n = (id: keyof typeof counts, label: string): string => notes.put(`complaints.${id}`, label, counts[id], `complaints counts.${id}`)
  const received = n('received', 'Đơn, ý kiến tiếp nhận')
  const blocks = [
    paragraph(`Trong kỳ tiếp nhận ${received}, gồm phản ánh, kiến nghị ${n('feedback', 'Phản ánh, kiến nghị')}, khiếu nại ${n('complaints', 'Khiếu nại')}; chuyển cơ quan khác ${n('passedOn', 'Chuyển cơ quan khác')}, không thụ lý ${n('refused', 'Không thụ lý')}.`),
    item(`Đã trả lời ${n('answered', 'Đã trả lời')}, trong đó đúng hạn ${n('answeredInTime', 'Trả lời đúng hạn')}; có cơ sở ${n('justified', 'Có cơ sở')};`),
    item(`Đang xử lý ${n('open', 'Đang xử lý')}, trong đó quá hạn ${n('overdue', 'Quá hạn trả lời')}.`),
  ]
  return { title: 'Tiếp nhận, xử lý phản ánh, kiến nghị, khiếu nại', blocks: counts.received === 0 ? [paragraph('Trong kỳ không tiếp nhận phản ánh, kiến nghị, khiếu nại nào.')] : blocks }
}

export const nonconformities: Part = (report, notes) => {
  const n = (id: string, label: string, isSo: (one: NonconformityCount) => boolean): string => notes.put(`nonconformities.${id}`, label, howMany(report, isSo), 'nonconformities (xảy ra trong kỳ)')
  return {
    title: 'Sự không phù hợp và hành động khắc phục', blocks: [
      paragraph(`Trong kỳ ghi nhận ${n('total', 'Sự không phù hợp', () => true)} sự không phù hợp: nặng ${n('major', 'KPH nặng', ({ grade }) => grade === 'major')}, nhẹ ${n('minor', 'KPH nhẹ', ({ grade }) => grade === 'minor')}, `
        + `lưu ý ${n('observation', 'Điểm lưu ý', ({ grade }) => grade === 'observation')}.`),
      item(`Chưa xử lý: ${n('open', 'Chưa xử lý', ({ standing }) => standing === 'open')}; đang khắc phục: ${n('inAction', 'Đang khắc phục', ({ standing }) => standing === 'inAction')}; `
        + `đã khắc phục: ${n('settled', 'Đã khắc phục', ({ standing }) => standing === 'settled')}; đã đóng phiếu: ${n('closed', 'Đã đóng phiếu', ({ standing }) => standing === 'closed')}.`),
    ],
  }
}

export const budget: Part = (report, notes) => {
  const found = within(report.facts, 'budget', report)
  const sum = sumOf(found, 'amountDong')
  const text = notes.put('budget.amountDong', 'Kinh phí (đồng)', sum === null ? null : dongWords(sum), register)
  return { title: 'Kinh phí được cấp và sử dụng', blocks: found.length === 0 ? [item('Chưa có: sổ dữ kiện không ghi kinh phí trong kỳ.')] : [item(`Tổng kinh phí: ${text}, gồm:`), ...found.map((one, at) => item(`${factCited(one)}: ${dongWords(one.figures.amountDong ?? 0)}${at === found.length - 1 ? '.' : ';'}`))] }
}

export const inspections: Part = (report, notes) => {
  const found = within(report.facts, 'inspection', report)
  const count = notes.put('inspection.count', 'Số đợt kiểm tra', found.length, register)
  const units = notes.put('inspection.unitsInspected', registers.figureNames.unitsInspected, sumOf(found, 'unitsInspected'), register)
  return {
    title: 'Công tác kiểm tra', blocks: found.length === 0 ? [item('Chưa có: sổ dữ kiện không ghi đợt kiểm tra nào trong kỳ.')] : [item(`Số đợt kiểm tra: ${count}; số đơn vị được kiểm tra: ${units}.`), ...citedItems(found)],
  }
}

const internalSource = 'statistics (quy trình nội bộ)'
/** Internal procedures in force, and what ran through them in the period. Source: QĐ 19/2014/QĐ-TTg art. 3; domain 6.3 (heading 9). */
export const internal: Part = (report, notes) => {
  const { internal: rows, procedures } = report
  const inForce = notes.put('internal.procedures', 'Quy trình nội bộ đang áp dụng', procedures.internal, 'procedures (in force)')
  const sum = (of: 'received' | 'resolved' | 'inProgress'): number => rows.reduce((total, one) => total + one[of], 0)
  return {
    title: 'Quy trình nội bộ giải quyết công việc chuyên môn, điều hành (không liên quan thủ tục hành chính)', blocks: [
      paragraph(`Đang áp dụng: ${inForce} quy trình.`), ...(rows.length === 0 ? [item('Kết quả thực hiện: chưa có, vì trong kỳ chưa có hồ sơ công việc nào chạy theo quy trình nội bộ trong hệ thống.')] : [table(
        [['TT', 1, 'center'], ['Quy trình', 7], ['Phát sinh', 2, 'right'], ['Đã xong', 2, 'right'], ['Đang thực hiện', 2, 'right']],
        rows.map(({ name, received, resolved, inProgress }, at) => [String(at + 1), name, ...[received, resolved, inProgress].map(String)]),
        { totals: ['', 'Tổng số', notes.cell('internal.received', 'Hồ sơ công việc phát sinh', sum('received'), internalSource), notes.cell('internal.resolved', 'Hồ sơ công việc đã xong', sum('resolved'), internalSource), notes.cell('internal.inProgress', 'Hồ sơ công việc đang thực hiện', sum('inProgress'), internalSource)] },
      )]),
    ],
  }
}
