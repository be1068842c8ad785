/** The words of internal audits, in both languages. */
import type { LineResult, PopulationLine } from '../../../schemas/audit-sheet.ts'
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
    sheet: 'Phiếu đánh giá và mẫu hồ sơ', checklist: 'Mở phiếu đánh giá', looked: (n: string, all: string) => `Đã xem ${n}/${all} mục.`, drawn: (n: string, all: string, late: string) => `Mẫu ${n} hồ sơ trong ${all} hồ sơ, có ${late} hồ sơ trễ.`, findings: 'Phát hiện',
    report: 'Báo cáo', redraw: 'Rút lại mẫu để kiểm tra', redrawHelp: (rule: string) => `Quy tắc ${rule}: mỗi nhóm (thủ tục, đơn vị, trễ hay không) lấy căn bậc hai số hồ sơ, nhóm trễ gấp đôi; thứ tự theo SHA-256 của "chuỗi|mã hồ sơ". Tải tệp rồi chạy: npx quytrinh audit-sample TỆP. Mã băm của danh sách:`, sampleFile: 'Tải danh sách và mẫu (JSON)',
    unchecked: (n: string, before: boolean) => `${before ? 'Nếu bắt đầu bây giờ, ' : ''}${n} hồ sơ trong mẫu không có ai trong tổ được ghi vì đều đã xử lý hồ sơ đó hoặc giữ vai trò ở đơn vị. Bổ sung hoặc đổi thành viên; nếu không, các mục này sẽ không được xem.`,
    givenToNobody: 'chưa giao cho ai', actedOn: (people: string) => `không độc lập: ${people}`,
    rule: 'Không ai đánh giá đơn vị, thủ tục hay hồ sơ của chính mình, kể cả khi làm thay người khác (ISO 9001, 9.2.2 c).',
  },
  auditStates: { planned: 'Đang lập', approved: 'Đã phê duyệt', underWay: 'Đang đánh giá', reported: 'Đã báo cáo', closed: 'Đã kết thúc', withdrawn: 'Đã hủy' } satisfies Record<AuditState, string>,
  auditEvents: {
    CREATE: 'Lập kế hoạch', RECORD: 'Ghi phiếu', EDIT: 'Sửa kế hoạch', APPROVE: 'Phê duyệt kế hoạch', REVISE: 'Lập lại kế hoạch', START: 'Bắt đầu đánh giá', REPLACE: 'Thay đổi tổ đánh giá', CONCLUDE: 'Ghi nhận xét, kết luận', REPORT: 'Báo cáo kết quả',
    CLOSE: 'Kết thúc cuộc đánh giá', WITHDRAW: 'Hủy cuộc đánh giá',
  } satisfies Record<JournaledAuditEvent, string>,
  teamPosts: { lead: 'Tổ trưởng', deputy: 'Tổ phó', auditor: 'Thành viên', secretary: 'Thư ký' } satisfies Record<TeamPost, string>,
  checklist: {
    title: 'Phiếu đánh giá', dossiers: 'Hồ sơ trong mẫu', clause: (clause: string) => `Điều khoản ${clause}`, note: 'Ghi nhận (bắt buộc khi có phát hiện)', evidence: 'Bằng chứng: mã hồ sơ hoặc mã tài liệu, mỗi dòng một mã', clauseField: 'Điều khoản', save: 'Ghi', by: (who: string, at: string) => `${who}, ${at}`,
    file: 'Ảnh hoặc tệp', sendFile: 'Gửi tệp', closed: 'Cuộc đánh giá không còn đang tiến hành: phiếu chỉ để xem.', done: (n: string, all: string) => `${n}/${all}`, conflict: 'Người khác vừa ghi mục này. Nội dung ông/bà nhập vẫn ở dưới; xem ghi nhận của họ rồi ghi lại nếu cần.', theirs: (who: string, result: string, note: string) => `${who} đã ghi: ${result}. ${note}`, notYours: 'Không thuộc phần giao cho ông/bà.', saved: 'Đã ghi.', outcome: (what: string) => `Hồ sơ ${what}`,
  },
  ownQuestions: { title: 'Câu hỏi riêng của cơ quan', none: 'Chưa có câu hỏi riêng nào.', clause: 'Điều khoản', text: 'Câu hỏi', add: 'Thêm câu hỏi', end: 'Thôi hỏi' },
  lineResults: { conforming: 'Phù hợp', minor: 'Không phù hợp nhẹ', major: 'Không phù hợp nặng', observation: 'Lưu ý', notLooked: 'Chưa xem' } satisfies Record<LineResult, string>,
  lineOutcomes: { late: 'trễ hạn', inTime: 'đúng hạn', open: 'đang giải quyết' } satisfies Record<PopulationLine['outcome'], string>,
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
    sheet: 'Checklist and sample', checklist: 'Open the checklist', looked: (n, all) => `${n} of ${all} lines looked at.`, drawn: (n, all, late) => `A sample of ${n} of ${all} dossiers, ${late} of them late.`, findings: 'Findings',
    report: 'Report', redraw: 'Draw the sample again', redrawHelp: (rule) => `Rule ${rule}: each group (procedure, unit, late or not) gives the square root of its number, late ones twice that; in the order of SHA-256 of "seed|code". Download the file and run: npx quytrinh audit-sample FILE. Hash of the list:`, sampleFile: 'Download list and sample (JSON)',
    unchecked: (n, before) => `${before ? 'If it began now, ' : ''}${n} dossiers of the sample could be recorded by nobody of the team: each acted on it or holds a role in its unit. Add or change members; else these lines stay without a look.`,
    givenToNobody: 'given to nobody', actedOn: (people) => `not independent: ${people}`,
    rule: 'Nobody audits a unit, procedure or dossier of their own, nor one on which they stood in for somebody (ISO 9001, 9.2.2 c).',
  },
  auditStates: { planned: 'Being planned', approved: 'Approved', underWay: 'Under way', reported: 'Reported', closed: 'Closed', withdrawn: 'Called off' },
  auditEvents: {
    CREATE: 'Plan', RECORD: 'Recorded a line', EDIT: 'Change the plan', APPROVE: 'Approve the plan', REVISE: 'Plan anew', START: 'Begin the audit', REPLACE: 'Change the team', CONCLUDE: 'Write remarks and conclusion', REPORT: 'Report the result',
    CLOSE: 'Close the audit', WITHDRAW: 'Call the audit off',
  },
  teamPosts: { lead: 'Lead auditor', deputy: 'Deputy', auditor: 'Auditor', secretary: 'Secretary' },
  checklist: {
    title: 'Checklist', dossiers: 'Dossiers of the sample', clause: (clause) => `Clause ${clause}`, note: 'What was seen (needed for a finding)', evidence: 'Evidence: codes of dossiers or documents, one a line', clauseField: 'Clause', save: 'Save', by: (who, at) => `${who}, ${at}`,
    file: 'Photograph or file', sendFile: 'Send the file', closed: 'The audit is not under way any more: the checklist is only to be read.', done: (n, all) => `${n} of ${all}`, conflict: 'Somebody else recorded this line just now. What you typed is still below; look at theirs, and save again if need be.', theirs: (who, result, note) => `${who} recorded: ${result}. ${note}`, notYours: 'Not given to you.', saved: 'Recorded.', outcome: (what) => `Dossier ${what}`,
  },
  ownQuestions: { title: 'Questions of the agency\'s own', none: 'There is none yet.', clause: 'Clause', text: 'Question', add: 'Add a question', end: 'Ask no more' },
  lineResults: { conforming: 'Conforming', minor: 'Minor nonconformity', major: 'Major nonconformity', observation: 'Observation', notLooked: 'Not looked at' },
  lineOutcomes: { late: 'late', inTime: 'in time', open: 'open' },
  auditParts: { paper: 'number and day of the plan', decision: 'the decision that names the team', lead: 'the lead auditor', unitAuditor: 'somebody who audits each unit', conclusion: 'remarks and conclusion', plan: 'the plan', team: 'the team' },
}
