/** The words of the year of the management system, in both languages. */
import type { DutyKind, DutyStanding } from '../../../schemas/duty.ts'
import type { Words } from './words.ts'

export const vi = {
  year: {
    title: 'Lịch năm ISO', of: (year: string) => `Lịch năm ISO ${year}`, now: 'Cần làm trước', nothing: 'Không có việc nào quá hạn hay đến hạn trong tháng tới.', months: 'Cả năm, từng tháng', month: (month: string) => `Tháng ${month}`,
    what: 'Việc', due: 'Hạn', standing: 'Tình trạng', evidence: 'Bằng chứng', noEvidence: 'Hệ thống chưa thấy bằng chứng', open: 'Làm việc này', before: 'Từ năm trước',
    help: 'Việc được tính là xong khi hệ thống thấy bằng chứng: văn bản, báo cáo đã chốt, cuộc đánh giá, cuộc họp xem xét. Không ai đánh dấu bằng tay.',
    counts: (done: string, all: string, late: string) => `Đã xong ${done}/${all} việc; quá hạn ${late}.`, dueOn: (on: string) => `Hạn ${on}`, previous: (year: string) => `‹ ${year}`, next: (year: string) => `${year} ›`, years: 'Năm khác',
  },
  duties: {
    plan: 'Ban hành kế hoạch ISO của năm', objectives: 'Ban hành mục tiêu chất lượng', training: 'Đào tạo, tập huấn', halfYearReport: 'Báo cáo 6 tháng', annualReport: 'Báo cáo năm', internalAudit: 'Đánh giá nội bộ',
    managementReview: 'Xem xét của lãnh đạo', satisfaction: 'Đo lường sự hài lòng', context: 'Rà soát bối cảnh, các bên quan tâm', risks: 'Rà soát rủi ro và cơ hội', lawChange: 'Cập nhật văn bản mới vào tài liệu',
    republication: 'Công bố lại khi phạm vi thay đổi', inspectionFeedback: 'Báo cáo khắc phục sau kiểm tra', documentReview: 'Xem xét định kỳ tài liệu', milestone: 'Mốc của kế hoạch', entry: 'Người mới đọc đủ tài liệu của vai trò',
  } satisfies Record<DutyKind, string>,
  dutyStandings: { done: 'Đã xong', doneLate: 'Đã xong, muộn', late: 'Quá hạn', soon: 'Sắp đến hạn', open: 'Chưa đến hạn' } satisfies Record<DutyStanding, string>,
}

export const en: Words<typeof vi> = {
  year: {
    title: 'ISO year', of: (year) => `ISO year ${year}`, now: 'To be done first', nothing: 'Nothing is late or due within the month to come.', months: 'The whole year, month by month', month: (month) => `Month ${month}`,
    what: 'What', due: 'Due', standing: 'Standing', evidence: 'Evidence', noEvidence: 'The service has seen no evidence', open: 'Do it', before: 'From an older year',
    help: 'A thing is done when the service sees its evidence: a document, a report as it was sent, an audit, a review. Nobody ticks it by hand.',
    counts: (done, all, late) => `${done} of ${all} done; ${late} late.`, dueOn: (on) => `Due ${on}`, previous: (year) => `‹ ${year}`, next: (year) => `${year} ›`, years: 'Another year',
  },
  duties: {
    plan: 'Plan of the year', objectives: 'Quality objectives', training: 'Training', halfYearReport: 'Half-yearly report', annualReport: 'Yearly report', internalAudit: 'Internal audit',
    managementReview: 'Management review', satisfaction: 'Satisfaction', context: 'Context and interested parties', risks: 'Risks and opportunities', lawChange: 'Law to be taken up by documents',
    republication: 'Announce the system anew', inspectionFeedback: 'Feedback after an inspection', documentReview: 'Periodic look at documents', milestone: 'Milestone of the plan', entry: 'Newcomer has read what the role asks for',
  },
  dutyStandings: { done: 'Done', doneLate: 'Done late', late: 'Late', soon: 'Due soon', open: 'Not due yet' },
}
