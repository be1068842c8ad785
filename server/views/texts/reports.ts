/** The words of the register of facts and of the reports on the management system, in both languages. */
import type { FactKind, FigureName } from '../../../schemas/fact.ts'
import type { Words } from './words.ts'

export const vi = {
  facts: {
    title: 'Dữ kiện báo cáo', help: 'Những việc hệ thống không tự biết, mỗi việc ghi một lần cùng số và ngày của văn bản. Báo cáo trích từ đây; không ai gõ số liệu vào báo cáo.',
    all: 'Tất cả', kind: 'Loại', show: 'Xem', number: 'Số, ký hiệu', numberHint: 'Ví dụ 02/KH-UBND', on: 'Ngày văn bản', from: 'Từ ngày', to: 'Đến ngày', deadline: 'Hạn hoàn thành', name: 'Nội dung',
    issuer: 'Cơ quan ban hành', issuerHint: 'Để trống nếu chính cơ quan ban hành', figures: 'Số liệu', enter: (kind: string) => `Ghi: ${kind}`, submit: 'Ghi vào sổ', none: 'Chưa ghi dữ kiện nào thuộc loại này.', unit: 'Đơn vị được chấm',
    pickFirst: 'Chọn một loại để ghi dữ kiện mới.', correct: 'Đính chính', correctNote: 'Ghi lại toàn bộ như phải có; bản cũ vẫn được giữ.', reason: 'Lý do', withdraw: 'Bỏ khỏi báo cáo', versions: 'Các lần ghi',
    version: 'Lần', by: 'Người ghi', at: 'Lúc', first: 'Ghi lần đầu', withdrawn: 'Đã bỏ khỏi báo cáo', actions: 'Thao tác', done: 'Đã ghi vào sổ.', hundredths: 'Điểm ghi theo phần trăm điểm: 0,75 điểm ghi 75.',
  },
  factKinds: {
    directive: 'Văn bản chỉ đạo', plan: 'Kế hoạch ISO', objectives: 'Quyết định mục tiêu chất lượng', announcement: 'Công bố hệ thống', decision: 'Quyết định khác', steering: 'Ban chỉ đạo', training: 'Đào tạo, tập huấn',
    budget: 'Kinh phí', inspection: 'Kiểm tra', milestone: 'Mốc lộ trình', catalogue: 'Công bố danh mục TTHC', issued: 'Văn bản phát hành', scorecard: 'Bảng điểm', score: 'Điểm của đơn vị',
  } satisfies Record<FactKind, string>,
  figureNames: {
    members: 'Số thành viên', classesHeld: 'Số lớp tự tổ chức', peopleTaught: 'Lượt người dự lớp tự tổ chức', peopleSent: 'Số người cử đi học', amountDong: 'Số tiền (đồng)', unitsInspected: 'Số đơn vị được kiểm tra',
    plannedPercent: 'Kế hoạch (%)', donePercent: 'Đã thực hiện (%)', amended: 'TTHC sửa đổi', added: 'TTHC mới', abolished: 'TTHC bãi bỏ', reports: 'Báo cáo', letters: 'Công văn', plans: 'Kế hoạch', decisions: 'Quyết định',
    submissions: 'Tờ trình', notices: 'Thông báo', invitations: 'Giấy mời', others: 'Loại khác', criterion1: 'Tiêu chí 1', criterion2: 'Tiêu chí 2', criterion3: 'Tiêu chí 3', criterion4: 'Tiêu chí 4', criterion5: 'Tiêu chí 5', criterion6: 'Tiêu chí 6',
  } satisfies Record<FigureName, string>,
}

export const en: Words<typeof vi> = {
  facts: {
    title: 'Facts for reports', help: 'What the system cannot know, entered once with the number and date of the document that states it. Reports cite this register; nobody types a figure into a report.',
    all: 'All', kind: 'Kind', show: 'Show', number: 'Number and symbol', numberHint: 'Such as 02/KH-UBND', on: 'Date of the document', from: 'From', to: 'To', deadline: 'To be done by', name: 'What it states',
    issuer: 'Issued by', issuerHint: 'Empty when the agency itself issued it', figures: 'Figures', enter: (kind) => `Enter: ${kind}`, submit: 'Enter it', none: 'Nothing of this kind has been entered.', unit: 'Unit that is scored',
    pickFirst: 'Choose a kind to enter a new fact.', correct: 'Correct it', correctNote: 'Write the whole of it as it should have been; the older version stays.', reason: 'Reason', withdraw: 'Take out of the reports', versions: 'Versions',
    version: 'No.', by: 'Entered by', at: 'At', first: 'First entry', withdrawn: 'Taken out of the reports', actions: 'Actions', done: 'Entered.', hundredths: 'Scores are entered in hundredths: 75 for 0.75 points.',
  },
  factKinds: {
    directive: 'Directive', plan: 'Plan for ISO', objectives: 'Decision on quality objectives', announcement: 'System announced', decision: 'Other decision', steering: 'Steering committee', training: 'Training',
    budget: 'Budget', inspection: 'Inspection', milestone: 'Milestone of the roadmap', catalogue: 'List of procedures published', issued: 'Documents issued', scorecard: 'Scorecard', score: 'Score of a unit',
  },
  figureNames: {
    members: 'Members', classesHeld: 'Courses held', peopleTaught: 'Attendances at own courses', peopleSent: 'People sent to courses', amountDong: 'Amount (dong)', unitsInspected: 'Units inspected',
    plannedPercent: 'Planned (%)', donePercent: 'Done (%)', amended: 'Procedures amended', added: 'Procedures added', abolished: 'Procedures abolished', reports: 'Reports', letters: 'Letters', plans: 'Plans', decisions: 'Decisions',
    submissions: 'Submissions', notices: 'Notices', invitations: 'Invitations', others: 'Others', criterion1: 'Criterion 1', criterion2: 'Criterion 2', criterion3: 'Criterion 3', criterion4: 'Criterion 4', criterion5: 'Criterion 5', criterion6: 'Criterion 6',
  },
}
