/** The quality documents of the sample commune, and a year in their life. Texts are short but real; every name and decision is marked as a sample. */
import type { LocalDate } from '../../schemas/common.ts'
import type { NewDocument } from '../../schemas/document.ts'
import type { NewLaw } from '../../schemas/law.ts'
import { shippedProcedures } from '../../storage/seed/procedures.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { Shelf, type ShelfOptions } from './shelf.ts'
import { workingDaysFrom } from './times.ts'

type Sections = readonly (readonly [heading: string, text: string])[]
interface SampleDocument {
  readonly code: string; readonly type: NewDocument['type']; readonly title: string; readonly unit: string; readonly sections: Sections
  readonly describes?: string; readonly parent?: string; readonly retention?: NewDocument['retention']; readonly holders: readonly string[]
}

const everybody = ['LDUB', 'VP', 'KT', 'VHXH', 'TTPVHCC']
const scope = (who: string): readonly [string, string] => ['Phạm vi', `Áp dụng cho ${who} của UBND xã Mẫu Sơn Hạ trong hệ thống quản lý chất lượng.`]
const references: readonly [string, string] = ['Tài liệu viện dẫn', 'TCVN ISO 9001:2015; Quyết định 19/2014/QĐ-TTg; Thông tư 26/2014/TT-BKHCN; Sổ tay chất lượng STCL.']

const procedure = (code: string, title: string, unit: string, describes: string, steps: string): SampleDocument => ({
  code, type: 'procedure', title, unit, describes, holders: [unit, 'TTPVHCC'],
  sections: [['Mục đích', `Thống nhất cách thực hiện "${title}", đúng thời hạn, đúng trách nhiệm, có hồ sơ lưu.`], scope('các đơn vị và cá nhân tham gia quy trình'), references, ['Nội dung quy trình', steps], ['Hồ sơ cần lưu', 'Hồ sơ công việc lưu tại đơn vị chủ trì 05 năm, sau đó giao nộp lưu trữ theo quy định.']],
})

/** Parents come before the forms that belong to them. */
const sampleDocuments: readonly SampleDocument[] = [
  { code: 'CSCL', type: 'policy', title: 'Chính sách chất lượng', unit: 'UBND', holders: everybody, sections: [
    ['Cam kết', 'UBND xã cam kết giải quyết thủ tục hành chính công khai, đúng luật, đúng hẹn; lấy sự hài lòng của người dân làm thước đo; thường xuyên cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015.'],
    ['Thực hiện', 'Chính sách được niêm yết tại Trung tâm Phục vụ hành chính công và phổ biến đến toàn thể cán bộ, công chức; được xem xét lại mỗi năm một lần.']] },
  { code: 'STCL', type: 'manual', title: 'Sổ tay chất lượng', unit: 'VP', holders: everybody, sections: [
    ['Bối cảnh của tổ chức', 'Xã thực hiện mô hình chính quyền địa phương hai cấp từ ngày 01/7/2025; các bên quan tâm gồm người dân, doanh nghiệp, cơ quan cấp trên và các tổ chức trên địa bàn.'],
    ['Lãnh đạo', 'Chủ tịch UBND xã phê duyệt chính sách, mục tiêu; Phó Chủ tịch là đại diện lãnh đạo về chất lượng; Thư ký ISO giúp việc.'],
    ['Hoạch định', 'Rủi ro, cơ hội được nhận biết theo HD-02; mục tiêu hằng năm theo MTCL.'], ['Vận hành', 'Mỗi thủ tục có một quy trình; quy trình được ban hành thì hệ thống chạy theo đúng quy trình đó.'], ['Đánh giá và cải tiến', 'Đánh giá nội bộ theo HD-03, xem xét của lãnh đạo theo HD-05, hành động khắc phục theo HD-04.']] },
  { code: 'MTCL', type: 'objectives', title: 'Mục tiêu chất lượng', unit: 'UBND', holders: everybody, sections: [
    ['Mục tiêu', 'Tối thiểu 99% hồ sơ giải quyết đúng và trước hạn; 100% hồ sơ có danh mục thành phần; 100% cán bộ, công chức nắm được chính sách và mục tiêu; không có khiếu nại về thái độ phục vụ.'], ['Theo dõi', 'Số liệu lấy từ hệ thống vào ngày cuối mỗi quý; đơn vị không đạt lập phiếu hành động khắc phục.']] },
  ...([['HD-01', 'Kiểm soát thông tin dạng văn bản'], ['HD-02', 'Quản lý rủi ro và cơ hội'], ['HD-03', 'Đánh giá nội bộ'], ['HD-04', 'Sự không phù hợp và hành động khắc phục'], ['HD-05', 'Xem xét của lãnh đạo'], ['HD-06', 'Đo lường sự hài lòng của người dân']] as const)
    .map(([code, title]): SampleDocument => ({ code, type: 'guidance', title, unit: 'VP', holders: everybody, sections: [
      ['Mục đích', `Quy định cách thực hiện "${title.toLowerCase()}" trong hệ thống quản lý chất lượng.`], scope('tất cả các đơn vị'), references,
      ['Nội dung', 'Thư ký ISO lập kế hoạch, các đơn vị thực hiện và lưu hồ sơ; kết quả báo cáo đại diện lãnh đạo và đưa vào cuộc họp xem xét của lãnh đạo.'], ['Hồ sơ', 'Lưu tại Văn phòng 05 năm.']] })),
  procedure('QT-VB-01', 'Quản lý văn bản đến', 'VP', 'I1', 'Văn thư tiếp nhận, đăng ký trong 02 giờ; lãnh đạo cho ý kiến trong 04 giờ; chuyển đơn vị xử lý trong 01 giờ; đơn vị xử lý theo thời hạn được giao và lưu hồ sơ.'),
  procedure('QT-VB-02', 'Quản lý văn bản đi', 'VP', 'I2', 'Kiểm tra thể thức 01 giờ; cấp số, thời gian; nhân bản, ký số của cơ quan; phát hành trong ngày ký; lưu.'),
  procedure('QT-KT-01', 'Đăng ký thành lập hộ kinh doanh', 'KT', 'P8', 'Tiếp nhận 04 giờ; chuyên viên thẩm định 12 giờ; lãnh đạo phòng ký 06 giờ; trả kết quả 02 giờ. Tổng thời hạn 03 ngày làm việc.'),
  procedure('QT-TP-01', 'Đăng ký khai sinh', 'VP', 'P3', 'Tiếp nhận, kiểm tra và ghi sổ trong ngày; hồ sơ nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo.'),
  { code: 'BM-KT-01.01', type: 'form', title: 'Phiếu kiểm tra hồ sơ hộ kinh doanh', unit: 'KT', parent: 'QT-KT-01', retention: { years: 5, place: 'Phòng Kinh tế' }, holders: ['KT'], sections: [['Nội dung phiếu', 'Mã hồ sơ; người nộp; thành phần hồ sơ đã nhận; kết quả kiểm tra tên, ngành nghề, trụ sở; người kiểm tra; ngày.']] },
  { code: 'BM-VB-01.01', type: 'form', title: 'Sổ đăng ký văn bản đến', unit: 'VP', parent: 'QT-VB-01', retention: { years: 20, place: 'Kho lưu trữ UBND xã' }, holders: ['VP'], sections: [['Các cột của sổ', 'Ngày đến; số đến; tác giả; số, ký hiệu; ngày tháng; tên loại và trích yếu; đơn vị nhận; ký nhận; ghi chú.']] },
]

const [secretary, reviewer, leader] = ['mau.iso', 'mau.pct.kinhte', 'mau.chutich'] as const
const decision = (number: string, on: LocalDate) => ({ number: `${number}/QĐ-UBND (mẫu)`, on })

const wanted = (shelf: Shelf, { code, type, title, unit, parent, retention }: SampleDocument): NewDocument => ({
  code, type, title, ownerUnitId: shelf.unit(unit), reason: 'Xây dựng hệ thống theo mô hình chính quyền địa phương hai cấp',
  ...(parent === undefined ? {} : { parentId: shelf.idOf(parent) }), ...(retention === undefined ? {} : { retention }),
})

const approve = async (shelf: Shelf, on: LocalDate, code: string): Promise<void> => {
  await shelf.cause(secretary, on, code, { type: 'SUBMIT' })
  await shelf.cause(reviewer, on, code, { type: 'REVIEW' })
  await shelf.cause(leader, on, code, { type: 'APPROVE' })
}

/** The procedure that ran before it was written down here. */
const described = ({ describes }: SampleDocument) => shippedProcedures().find(({ code, validTo }) => code === describes && validTo === null)

/** The whole system, drafted on one day and promulgated by one decision on another. */
const firstIssue = async (shelf: Shelf, [draftOn, approveOn, publishOn, readOn]: readonly [LocalDate, LocalDate, LocalDate, LocalDate]): Promise<void> => {
  for (const one of sampleDocuments) {
    await shelf.create(secretary, draftOn, wanted(shelf, one))
    await shelf.attach(secretary, draftOn, one.code, one.sections)
    const definition = described(one)
    if (definition !== undefined) await shelf.define(secretary, draftOn, one.code, definition)
  }
  for (const { code } of sampleDocuments) await approve(shelf, approveOn, code)
  for (const one of sampleDocuments) {
    const { code, holders } = one
    await shelf.cause(secretary, publishOn, code, { type: 'DISTRIBUTE', holders: holders.map((unit) => ({ unitId: shelf.unit(unit), accountId: null })) })
    await shelf.cause(secretary, publishOn, code, { type: 'PUBLISH', decision: decision('96', publishOn) })
    const definition = described(one)
    if (definition !== undefined) await shelf.link(code, definition)
  }
  for (const [index, { code }] of sampleDocuments.entries()) await shelf.read(readOn, code, 40 + index)
  for (const number of [1, 2, 3]) await shelf.cause(secretary, readOn, 'STCL', { type: 'GIVE_COPY', copy: { number, holder: ['Lãnh đạo UBND xã', 'Trung tâm Phục vụ hành chính công', 'Phòng Kinh tế'][number - 1]! } })
}

interface Revising { readonly code: string; readonly kind: 'issue' | 'change'; readonly reason: string; readonly place: string; readonly what: string; readonly laws?: readonly string[] }

/** A draft of the next revision, with its file. */
const redraft = async (shelf: Shelf, on: LocalDate, { code, kind, reason, place, what, laws = [] }: Revising): Promise<void> => {
  const { sections } = sampleDocuments.find((one) => one.code === code)!
  await shelf.cause(secretary, on, code, { type: 'REVISE', kind, reason, lawIds: [...laws] })
  await shelf.cause(secretary, on, code, { type: 'EDIT', changes: [{ place, what }] })
  await shelf.attach(secretary, on, code, [...sections, ['Nội dung mới của lần này', what]])
}

const laws: Readonly<Record<'one' | 'two' | 'three', NewLaw>> = {
  one: { number: '118/2025/NĐ-CP', title: 'Nghị định về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia', kind: 'decree', issuer: 'Chính phủ', issuedOn: '2025-06-09', effectiveFrom: '2025-07-01' },
  two: { number: '224/2026/NĐ-CP', title: 'Nghị định quy định chi tiết Luật Chuyển đổi số (trạng thái hồ sơ theo thời gian thực, dịch vụ công trực tuyến)', kind: 'decree', issuer: 'Chính phủ', issuedOn: '2026-06-24', effectiveFrom: '2026-07-01' },
  three: { number: '309/2026/NĐ-CP', title: 'Nghị định sửa đổi, bổ sung Nghị định 118/2025/NĐ-CP (ki-ốt thông minh, xác thực VNeID)', kind: 'decree', issuer: 'Chính phủ', issuedOn: '2026-08-05', effectiveFrom: '2026-08-05' },
}

/** What laws brought in the year: one is taken up in time, one is late, one has its three months running. Laws of after the year are left out. */
const lawYear = async (shelf: Shelf, days: readonly LocalDate[]): Promise<void> => {
  const last = days.at(-1)!
  const dayFrom = (on: LocalDate): LocalDate => days.find((day) => day >= on) ?? last
  await shelf.enterLaw(secretary, days[2]!, laws.one)
  if (laws.two.effectiveFrom <= last && laws.two.effectiveFrom >= days[0]!) {
    const on = dayFrom(addDays(laws.two.effectiveFrom, 3))
    const id = await shelf.enterLaw(secretary, on, laws.two)
    for (const code of ['STCL', 'HD-06', 'QT-KT-01']) await shelf.cause(secretary, on, code, { type: 'LINK_LAW', lawId: id })
    const later = dayFrom(addDays(on, 40))
    await redraft(shelf, later, { code: 'STCL', kind: 'issue', reason: 'Cập nhật theo Nghị định 224/2026/NĐ-CP', place: 'Mục 4', what: 'Bổ sung yêu cầu thông báo trạng thái hồ sơ theo thời gian thực.', laws: [id] })
    await approve(shelf, later, 'STCL')
    await shelf.cause(secretary, later, 'STCL', { type: 'PUBLISH', decision: decision('158', later) })
    await shelf.cause(secretary, later, 'STCL', { type: 'RECALL_COPY', copy: { number: 1, outcome: 'returned' } })
    await shelf.read(dayFrom(addDays(later, 4)), 'STCL', 3)
    await shelf.cause(secretary, later, 'HD-06', { type: 'ASSESS_LAW', lawId: id, reason: 'Nghị định không điều chỉnh cách đo lường sự hài lòng' })
  }
  if (laws.three.effectiveFrom <= last && laws.three.effectiveFrom >= days[0]!) {
    const on = dayFrom(addDays(laws.three.effectiveFrom, 5))
    const id = await shelf.enterLaw(secretary, on, laws.three)
    await shelf.cause(secretary, on, 'QT-TP-01', { type: 'LINK_LAW', lawId: id })
  }
  const recent = days.at(-30)!
  const own = await shelf.enterLaw(secretary, days.at(-28)!, { number: '47/2026/QĐ-UBND (mẫu)', title: 'Quyết định về tiếp nhận và xử lý văn bản trên địa bàn (văn bản mẫu)', kind: 'decision', issuer: 'UBND tỉnh (mẫu)', issuedOn: addDays(recent, -12), effectiveFrom: recent })
  for (const code of ['QT-VB-01', 'BM-VB-01.01']) await shelf.cause(secretary, days.at(-28)!, code, { type: 'LINK_LAW', lawId: own })
  await redraft(shelf, days.at(-6)!, { code: 'QT-VB-01', kind: 'change', reason: 'Theo Quyết định 47/2026/QĐ-UBND (mẫu)', place: 'Bước 1', what: 'Đăng ký văn bản điện tử ngay khi nhận.', laws: [own] })
  await shelf.cause(secretary, days.at(-5)!, 'QT-VB-01', { type: 'SUBMIT' })
}

/** Work that stands in every stage on the last day: a draft checked out, one approved, one that waits for its day. */
const underWay = async (shelf: Shelf, days: readonly LocalDate[]): Promise<void> => {
  const [on, last] = [days.at(-9)!, days.at(-1)!]
  await redraft(shelf, on, { code: 'HD-04', kind: 'change', reason: 'Kiến nghị của đợt đánh giá nội bộ', place: 'Mục 4', what: 'Thời hạn khắc phục là 01 tuần sau đánh giá.' })
  await redraft(shelf, on, { code: 'HD-05', kind: 'change', reason: 'Rút gọn đầu vào xem xét của lãnh đạo', place: 'Mục 4', what: 'Đầu vào lấy tự động từ số liệu của hệ thống.' })
  await approve(shelf, days.at(-4)!, 'HD-05')
  await redraft(shelf, on, { code: 'HD-02', kind: 'issue', reason: 'Ban hành lại sau một năm áp dụng', place: 'Toàn bộ', what: 'Gộp rủi ro và cơ hội vào một sổ theo dõi.' })
  await approve(shelf, days.at(-4)!, 'HD-02')
  await shelf.cause(secretary, days.at(-3)!, 'HD-02', { type: 'PUBLISH', decision: decision('201', days.at(-3)!), effectiveOn: addDays(last, 14) })
}

/** Keeps the documents and their year; answers how many there are. */
export const keepDocuments = async (options: ShelfOptions, period: { readonly firstDay: LocalDate; readonly lastOn: LocalDate }): Promise<number> => {
  const shelf = new Shelf(options)
  const days = workingDaysFrom(options.calendar, period.firstDay, period.lastOn)
  await firstIssue(shelf, [days[0]!, days[4]!, days[6]!, days[8]!])
  const newYear = days.find((day) => day.slice(0, 4) > days[12]!.slice(0, 4) && day.slice(5) >= '01-08') ?? days[20]!
  await redraft(shelf, newYear, { code: 'MTCL', kind: 'issue', reason: 'Mục tiêu của năm mới', place: 'Toàn bộ', what: `Mục tiêu chất lượng năm ${newYear.slice(0, 4)}.` })
  await approve(shelf, newYear, 'MTCL')
  await shelf.cause(secretary, newYear, 'MTCL', { type: 'PUBLISH', decision: decision('02', newYear) })
  await shelf.read(days.find((day) => day > addDays(newYear, 5))!, 'MTCL', 9)
  await lawYear(shelf, days)
  await underWay(shelf, days)
  return shelf.size
}
