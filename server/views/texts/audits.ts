/** The words of internal audits, in both languages. */
import type { AuditState, JournaledAuditEvent, TeamPost } from '../../../schemas/audit.ts'
import type { Words } from './words.ts'

export const vi = {
  audits: {
    title: 'Đánh giá nội bộ', plan: 'Lập kế hoạch đánh giá', none: 'Chưa có cuộc đánh giá nào.', list: 'Các cuộc đánh giá', code: 'Số', about: 'Nội dung', days: 'Ngày đánh giá', units: 'Đơn vị được đánh giá', state: 'Trạng thái',
    programme: (year: string) => `Chương trình đánh giá năm ${year}`, noProgramme: 'Chưa có chương trình.', decision: (number: string, on: string) => `Theo ${number} ngày ${on}`, version: (n: string) => `lần ${n}`,
    unit: 'Đơn vị', setProgramme: 'Lập hoặc sửa chương trình', month: (n: string) => `T${n}`, months: (unit: string) => `${unit}: các tháng, cách nhau bằng dấu phẩy`, planned: 'theo chương trình', done: 'đã đánh giá', saved: 'Đã ghi.',
  },
  audit: {
    facts: 'Kế hoạch', team: 'Tổ đánh giá', noTeam: 'Chưa có ai trong tổ.', journal: 'Đã diễn ra', intact: 'Nhật ký nguyên vẹn', broken: 'Nhật ký đã bị sửa', name: 'Tên cuộc đánh giá', objective: 'Mục tiêu', procedures: 'Mã thủ tục (để trống: mọi thủ tục)',
    clauses: 'Điều khoản tiêu chuẩn', catalogue: 'Bộ câu hỏi', audited: 'Kỳ được đánh giá', periodFrom: 'Kỳ được đánh giá, từ', periodTo: 'Kỳ được đánh giá, đến', from: 'Đánh giá từ ngày', to: 'Đến ngày', paper: 'Kế hoạch', paperNumber: 'Số kế hoạch', paperOn: 'Ngày kế hoạch',
    decision: 'Quyết định thành lập tổ', decisionNumber: 'Số quyết định thành lập tổ', decisionOn: 'Ngày quyết định', seed: 'Chuỗi khởi tạo mẫu (công bố cùng kế hoạch)', seedHint: 'Ai có chuỗi này và danh sách hồ sơ đều rút lại được đúng mẫu này.',
    sampleMost: 'Nhiều nhất bao nhiêu hồ sơ trong mẫu', units: 'Đơn vị được đánh giá', person: 'Người', post: 'Nhiệm vụ', given: 'Đánh giá', givenUnits: 'Giao đánh giá đơn vị', addMember: 'Thêm hoặc sửa thành viên', removeMember: 'Bỏ thành viên', reason: 'Lý do',
    remarks: 'Nhận xét', recommendations: 'Khuyến nghị cải tiến', nextSteps: 'Các việc tiếp theo', conclusion: 'Kết luận', refused: 'Chưa làm được, và vì sao', role: (names: string) => `cần vai trò ${names}`, lead: 'cần là tổ trưởng hoặc thành viên của tổ', yours: 'ông/bà đã lập kế hoạch, ở trong tổ hoặc đã báo cáo',
    missing: (names: string) => `còn thiếu ${names}`, ownUnit: (who: string, units: string) => `${who} giữ vai trò ở ${units}`, ownProcedure: (who: string, n: string, procedures: string, codes: string) => `${who} đã xử lý ${n} hồ sơ của thủ tục ${procedures} (${codes})`,
    ownDossier: (who: string, n: string, units: string, codes: string) => `${who} đã xử lý ${n} hồ sơ của ${units} (${codes})`, period: (from: string, to: string) => `${from} – ${to}`, everyProcedure: 'Mọi thủ tục', ownDossiers: 'Hồ sơ người này đã xử lý', exceptOwn: 'Trừ những hồ sơ người này đã xử lý', nothingGiven: 'không trực tiếp đánh giá',
    rule: 'Không ai đánh giá đơn vị, thủ tục hay hồ sơ của chính mình, kể cả khi làm thay người khác (ISO 9001, 9.2.2 c).',
  },
  auditStates: { planned: 'Đang lập', approved: 'Đã phê duyệt', underWay: 'Đang đánh giá', reported: 'Đã báo cáo', closed: 'Đã kết thúc', withdrawn: 'Đã hủy' } satisfies Record<AuditState, string>,
  auditEvents: {
    CREATE: 'Lập kế hoạch', EDIT: 'Sửa kế hoạch', APPROVE: 'Phê duyệt kế hoạch', REVISE: 'Lập lại kế hoạch', START: 'Bắt đầu đánh giá', REPLACE: 'Thay đổi tổ đánh giá', CONCLUDE: 'Ghi nhận xét, kết luận', REPORT: 'Báo cáo kết quả',
    CLOSE: 'Kết thúc cuộc đánh giá', WITHDRAW: 'Hủy cuộc đánh giá',
  } satisfies Record<JournaledAuditEvent, string>,
  teamPosts: { lead: 'Tổ trưởng', deputy: 'Tổ phó', auditor: 'Thành viên', secretary: 'Thư ký' } satisfies Record<TeamPost, string>,
  auditParts: { paper: 'số và ngày kế hoạch', decision: 'quyết định thành lập tổ', lead: 'tổ trưởng', unitAuditor: 'người đánh giá cho mỗi đơn vị', conclusion: 'nhận xét, kết luận', plan: 'kế hoạch', team: 'tổ đánh giá' },
}

export const en: Words<typeof vi> = {
  audits: {
    title: 'Internal audits', plan: 'Plan an audit', none: 'There is no audit yet.', list: 'Audits', code: 'Number', about: 'About', days: 'Days', units: 'Audited units', state: 'State',
    programme: (year) => `Programme of ${year}`, noProgramme: 'There is no programme.', decision: (number, on) => `By ${number} of ${on}`, version: (n) => `version ${n}`,
    unit: 'Unit', setProgramme: 'Write or change the programme', month: (n) => `M${n}`, months: (unit) => `${unit}: months, with commas between`, planned: 'by the programme', done: 'audited', saved: 'Recorded.',
  },
  audit: {
    facts: 'The plan', team: 'Team', noTeam: 'Nobody is in the team yet.', journal: 'What happened', intact: 'Journal intact', broken: 'Journal was changed', name: 'Name of the audit', objective: 'Objective', procedures: 'Codes of procedures (empty: all)',
    clauses: 'Clauses of the standard', catalogue: 'Question bank', audited: 'Audited period', periodFrom: 'Audited period, from', periodTo: 'Audited period, to', from: 'Audit from', to: 'Until', paper: 'Plan', paperNumber: 'Number of the plan', paperOn: 'Day of the plan',
    decision: 'Decision that names the team', decisionNumber: 'Number of the decision on the team', decisionOn: 'Day of the decision', seed: 'Seed of the sample (published with the plan)', seedHint: 'Whoever has it and the list of dossiers draws the same sample again.',
    sampleMost: 'At most so many dossiers in the sample', units: 'Audited units', person: 'Person', post: 'Post', given: 'Audits', givenUnits: 'Given these units to audit', addMember: 'Add or change a member', removeMember: 'Take a member out', reason: 'Reason',
    remarks: 'Remarks', recommendations: 'Recommendations', nextSteps: 'What comes next', conclusion: 'Conclusion', refused: 'Not possible yet, and why', role: (names) => `needs the role ${names}`, lead: 'needs the lead auditor, or a member of the team', yours: 'you planned it, are in the team, or reported it',
    missing: (names) => `lacks ${names}`, ownUnit: (who, units) => `${who} holds a role in ${units}`, ownProcedure: (who, n, procedures, codes) => `${who} acted on ${n} dossiers of procedure ${procedures} (${codes})`,
    ownDossier: (who, n, units, codes) => `${who} acted on ${n} dossiers of ${units} (${codes})`, period: (from, to) => `${from} to ${to}`, everyProcedure: 'Every procedure', ownDossiers: 'Dossiers that they acted on', exceptOwn: 'Except the dossiers that they acted on', nothingGiven: 'audits nothing directly',
    rule: 'Nobody audits a unit, procedure or dossier of their own, nor one on which they stood in for somebody (ISO 9001, 9.2.2 c).',
  },
  auditStates: { planned: 'Being planned', approved: 'Approved', underWay: 'Under way', reported: 'Reported', closed: 'Closed', withdrawn: 'Called off' },
  auditEvents: {
    CREATE: 'Plan', EDIT: 'Change the plan', APPROVE: 'Approve the plan', REVISE: 'Plan anew', START: 'Begin the audit', REPLACE: 'Change the team', CONCLUDE: 'Write remarks and conclusion', REPORT: 'Report the result',
    CLOSE: 'Close the audit', WITHDRAW: 'Call the audit off',
  },
  teamPosts: { lead: 'Lead auditor', deputy: 'Deputy', auditor: 'Auditor', secretary: 'Secretary' },
  auditParts: { paper: 'number and day of the plan', decision: 'the decision that names the team', lead: 'the lead auditor', unitAuditor: 'somebody who audits each unit', conclusion: 'remarks and conclusion', plan: 'the plan', team: 'the team' },
}
