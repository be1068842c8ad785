/** The words of nonconformities and corrective actions, in both languages. */
import type { Grade, NonconformitySource, NonconformityStanding } from '../../../schemas/nonconformity.ts'
import type { Words } from './words.ts'

export const vi = {
  quality: { group: 'Khắc phục, cải tiến', everySource: 'Mọi nguồn', everyUnit: 'Mọi đơn vị', filter: 'Lọc', unit: 'Đơn vị', source: 'Nguồn', actions: 'Việc cần làm', noActions: 'Hiện không có thao tác nào dành cho ông/bà.', cut: (lines: string) => `Chỉ gồm ${lines} dòng mới nhất; các dòng cũ hơn xem trên màn hình.` },
  nonconformities: {
    title: 'Sự không phù hợp', caption: 'Sự không phù hợp, mới nhất trước', none: 'Không có sự không phù hợp nào.', all: 'Tất cả', tabs: 'Tình trạng', code: 'Mã', what: 'Nội dung',
    occurred: 'Xảy ra', standing: 'Xử lý', enter: 'Ghi nhận mới', rule: 'Hồ sơ trễ hạn, ba hồ sơ trễ cùng lĩnh vực trong một tháng, văn bản mới quá ba tháng chưa cập nhật, và mục tiêu chất lượng không đạt cuối kỳ được hệ thống tự ghi nhận, mỗi nguyên nhân một lần.',
    late: (due: string, ended: string) => `Hồ sơ trễ hạn: hẹn trả ${due}, có kết quả ${ended}`, lateBy: (days: string) => `(trễ ${days} ngày)`, overdue: (due: string) => `Hồ sơ quá hạn, lúc ghi nhận chưa có kết quả: hẹn trả ${due}`,
    pattern: (count: string, field: string, month: string) => `${count} hồ sơ trễ hạn trong lĩnh vực ${field}, tháng ${month}`,
    law: (code: string, number: string, by: string) => `${code} chưa cập nhật ${number}, hạn ${by}`,
  },
  nonconformity: {
    facts: 'Thông tin', foundAt: 'Ghi nhận lúc', foundBy: 'Người ghi nhận', byRule: (rule: string) => `Hệ thống, theo quy tắc ${rule}`, grade: 'Mức độ', clause: 'Điều khoản ISO 9001', reference: 'Theo văn bản',
    dossiers: 'Hồ sơ kèm theo', hidden: (n: string) => `và ${n} hồ sơ ông/bà không được xem`, settle: 'Chỉ cần khắc phục, không lập phiếu', reason: 'Lý do, và đã khắc phục thế nào', settledBy: 'Kết luận', unfounded: 'Không có căn cứ', unfoundedReason: 'Vì sao không còn căn cứ', lifted: 'Hạn trả đã được tính lại theo lịch làm việc; hồ sơ hiện không quá hạn. Phát hiện vẫn được giữ nguyên trong sổ.',
    settledText: (who: string, at: string) => `${who}, ${at}`, done: 'Đã ghi.', ofDossier: 'Sự không phù hợp', text: 'Mô tả: việc gì, ở đâu, so với yêu cầu nào', occurredOn: 'Ngày xảy ra', submit: 'Ghi nhận',
    dossierCodes: 'Mã hồ sơ liên quan (mỗi dòng một mã)',
  },
  nonconformitySources: {
    lateDossier: 'Hồ sơ trễ hạn', latePattern: 'Trễ hạn lặp lại', lawNotTakenUp: 'Văn bản chưa cập nhật', auditFinding: 'Đánh giá nội bộ', complaint: 'Khiếu nại, phản ánh', inspection: 'Kiểm tra bên ngoài',
    wrongResult: 'Kết quả sai', missedObjective: 'Mục tiêu không đạt', review: 'Xem xét của lãnh đạo',
  } satisfies Record<NonconformitySource, string>,
  grades: { major: 'KPH nặng', minor: 'KPH nhẹ', observation: 'Điểm lưu ý' } satisfies Record<Grade, string>,
  nonconformityStandings: { open: 'Chưa xử lý', inAction: 'Đang khắc phục', closed: 'Đã đóng', settled: 'Đã khắc phục' } satisfies Record<NonconformityStanding, string>,
}

export const en: Words<typeof vi> = {
  quality: { group: 'Improvement', everySource: 'Every source', everyUnit: 'Every unit', filter: 'Filter', unit: 'Unit', source: 'Source', actions: 'To do', noActions: 'There is nothing for you to do here now.', cut: (lines) => `Only the newest ${lines} lines; older ones are on screen.` },
  nonconformities: {
    title: 'Nonconformities', caption: 'Nonconformities, the newest first', none: 'There is no nonconformity.', all: 'All', tabs: 'Standing', code: 'Code', what: 'What',
    occurred: 'Happened', standing: 'Dealt with', enter: 'Enter a new one', rule: 'Late dossiers, three late ones of a field within a month, laws not taken up within three months, and objectives missed at the end of a period are entered by the service itself, once for each cause.',
    late: (due, ended) => `Late dossier: due ${due}, result ${ended}`, lateBy: (days) => `(${days} days late)`, overdue: (due) => `Overdue dossier, no result when it was found: due ${due}`,
    pattern: (count, field, month) => `${count} late dossiers in ${field}, month ${month}`,
    law: (code, number, by) => `${code} has not taken up ${number}, last day ${by}`,
  },
  nonconformity: {
    facts: 'Facts', foundAt: 'Entered at', foundBy: 'Entered by', byRule: (rule) => `The service, by rule ${rule}`, grade: 'Grade', clause: 'Clause of ISO 9001', reference: 'By the paper',
    dossiers: 'Dossiers', hidden: (n) => `and ${n} that you may not see`, settle: 'A correction is enough, no action', reason: 'Why, and how it was corrected', settledBy: 'Settled', unfounded: 'Unfounded', unfoundedReason: 'Why there is no ground any more', lifted: 'The due date was counted again by the working calendar; the dossier is not late now. The finding stays in the register as it was.',
    settledText: (who, at) => `${who}, ${at}`, done: 'Recorded.', ofDossier: 'Nonconformity', text: 'What happened, where, against which requirement', occurredOn: 'Day it happened', submit: 'Enter',
    dossierCodes: 'Codes of the dossiers (one a line)',
  },
  nonconformitySources: {
    lateDossier: 'Late dossier', latePattern: 'Repeated lateness', lawNotTakenUp: 'Law not taken up', auditFinding: 'Internal audit', complaint: 'Complaint', inspection: 'Inspection from outside',
    wrongResult: 'Wrong result', missedObjective: 'Missed objective', review: 'Management review',
  },
  grades: { major: 'Major', minor: 'Minor', observation: 'Observation' },
  nonconformityStandings: { open: 'Open', inAction: 'In action', closed: 'Closed', settled: 'Corrected' },
}
