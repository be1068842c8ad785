/** The words of corrective actions, in both languages. */
import type { ActionState, CauseCategory, JournaledActionEvent, MeasurePlan, Verdict } from '../../../schemas/corrective-action.ts'
import type { Words } from './words.ts'

export const vi = {
  correctiveActions: {
    title: 'Hành động khắc phục', board: 'Phiếu đang mở', ended: 'Phiếu đã kết thúc', none: 'Không có phiếu nào.', code: 'Số phiếu', summary: 'Nội dung', owner: 'Người chịu trách nhiệm', due: 'Hạn',
    outcome: 'Kết quả', xlsx: 'Danh sách (XLSX)', docx: 'Danh sách (DOCX)', overdue: (on: string) => `Quá hạn ${on}`, dueOn: (on: string) => `Hạn ${on}`, windowTo: (on: string) => `Đo đến ${on}`,
    effective: 'Có hiệu lực', unproven: 'Chưa chứng minh được', propose: 'Lập phiếu hành động khắc phục', register: 'DANH SÁCH', about: 'Phiếu yêu cầu hành động khắc phục', asOf: (at: string) => `Tính đến ${at}`,
    rootCause: 'Nguyên nhân gốc', action: 'Hành động khắc phục',
  },
  correctiveAction: {
    slip: 'Tải phiếu', facts: 'Phiếu', round: 'Lần làm', nonconformities: 'Sự không phù hợp', ground: 'Căn cứ của hạn', analysis: 'Phân tích nguyên nhân', whys: 'Năm câu hỏi vì sao (mỗi dòng một câu trả lời)', categories: 'Nhóm nguyên nhân',
    correction: 'Khắc phục (xử lý việc đã xảy ra)', plan: 'Đo hiệu lực', notPlanned: 'Chưa lập.', evidence: 'Bằng chứng', noEvidence: 'Chưa có.', results: 'Kết quả đo', journal: 'Đã diễn ra', intact: 'Nhật ký nguyên vẹn', broken: 'Nhật ký đã bị sửa',
    previous: 'Tiếp theo phiếu trước', next: 'Chuyển sang phiếu mới', open: 'Mở', done: 'Đã ghi.', byItself: 'Hệ thống', reason: 'Lý do', note: 'Nội dung',
    ownerPick: 'Giao cho', dueOn: 'Hạn hoàn thành', rootCause: 'Nguyên nhân gốc (một câu)', windowTo: 'Đo tiếp đến ngày', figure: 'Số đo', scopeField: 'Mã lĩnh vực (để trống: mọi lĩnh vực)', scopeUnit: 'Đơn vị', baselineFrom: 'Kỳ so sánh, từ',
    baselineTo: 'Kỳ so sánh, đến', target: 'Mục tiêu: phần vạn hồ sơ trễ, hoặc số lần', windowFrom: 'Kỳ đo, từ', windowEnd: 'Kỳ đo, đến', file: 'Tệp', send: 'Gửi tệp', refused: 'Chưa làm được, và vì sao',
    role: (names: string) => `cần vai trò ${names}`, yours: 'ông/bà đã tham gia lập hoặc làm việc này', missing: (names: string) => `còn thiếu ${names}`, allowed: (names: string) => `có thể: ${names}`,
    baseline: (hits: string, total: string) => `Kỳ so sánh: ${hits}/${total}`, least: (n: string) => `Kỳ đo cần ít nhất ${n} hồ sơ (nếu không hồ sơ nào trễ) để phân biệt được với ngẫu nhiên.`,
    never: 'Kỳ so sánh quá ít hồ sơ trễ: số liệu sẽ không chứng minh được hiệu lực.', measured: (hits: string, total: string, low: string, high: string) => `${hits}/${total}, khoảng ${low} – ${high}`,
    chance: (p: string, rate: string) => `nếu không có gì thay đổi, tình cờ được như vậy: ${p} (ngưỡng ${rate})`, planText: (figure: string, target: string, from: string, to: string) => `${figure}, mục tiêu ${target}, đo từ ${from} đến ${to}`,
  },
  actionLimits: {
    title: 'Hạn của hành động khắc phục', enter: 'Đặt hạn mới', submit: 'Đặt hạn', note: 'Phiếu đã lập giữ hạn cũ; hạn mới áp dụng cho phiếu lập từ ngày hiệu lực.', others: 'Mọi nguồn khác', amount: 'Số ngày hoặc tháng', unit: 'Đơn vị tính', day: 'ngày', month: 'tháng',
    ground: 'Căn cứ', from: 'Từ ngày', whose: 'Của ai', own: 'Cơ quan đặt', shipped: 'Có sẵn',
  },
  actionStates: {
    proposed: 'Đề xuất', analysing: 'Phân tích nguyên nhân', awaitingApproval: 'Chờ phê duyệt', doing: 'Đang thực hiện', verifying: 'Đang xác minh', measuring: 'Đang đo hiệu lực', closed: 'Đã đóng', carriedOver: 'Chuyển tiếp', withdrawn: 'Đã rút',
  } satisfies Record<ActionState, string>,
  actionEvents: {
    PROPOSE: 'Đề xuất', ACCEPT: 'Nhận phiếu, giao người chịu trách nhiệm', ASSIGN: 'Giao cho người khác', ANALYSE: 'Ghi nguyên nhân và kế hoạch', SUBMIT: 'Trình phê duyệt', APPROVE: 'Phê duyệt', RETURN: 'Trả lại', REPORT: 'Báo cáo đã làm',
    ATTACH: 'Đính kèm bằng chứng', POSTPONE: 'Gia hạn', FINISH: 'Hoàn thành, đề nghị xác minh', VERIFY: 'Xác minh đã làm', MEASURE: 'Đo hiệu lực', CLOSE: 'Đóng phiếu', EXTEND: 'Đo thêm', REOPEN: 'Mở lại: chưa có hiệu lực',
    CARRY_OVER: 'Chuyển sang phiếu mới', WITHDRAW: 'Rút phiếu',
  } satisfies Record<JournaledActionEvent, string>,
  causeCategories: { people: 'Con người', procedure: 'Quy trình', tools: 'Công cụ, phần mềm', input: 'Hồ sơ đầu vào', coordination: 'Phối hợp, phân công', monitoring: 'Theo dõi, đôn đốc' } satisfies Record<CauseCategory, string>,
  figures: { lateShare: 'Tỷ lệ hồ sơ trễ', recurrence: 'Số lần lặp lại' } satisfies Record<MeasurePlan['figure'], string>,
  verdicts: { effective: 'Có hiệu lực: đề nghị đóng', notEffective: 'Chưa có hiệu lực: đề nghị mở lại', inconclusive: 'Chưa đủ để kết luận: đề nghị đo thêm' } satisfies Record<Verdict, string>,
  planParts: { ownerId: 'người chịu trách nhiệm', dueOn: 'hạn', analysis: 'phân tích nguyên nhân', correction: 'khắc phục', action: 'hành động khắc phục', measure: 'số đo', baseline: 'kỳ so sánh', note: 'nội dung', windowTo: 'ngày đo đến' },
}

export const en: Words<typeof vi> = {
  correctiveActions: {
    title: 'Corrective actions', board: 'Open actions', ended: 'Ended actions', none: 'There is no action.', code: 'Number', summary: 'About', owner: 'Responsible', due: 'Due',
    outcome: 'Outcome', xlsx: 'Register (XLSX)', docx: 'Register (DOCX)', overdue: (on) => `Overdue since ${on}`, dueOn: (on) => `Due ${on}`, windowTo: (on) => `Measured until ${on}`,
    effective: 'Effective', unproven: 'Not proven', propose: 'Propose a corrective action', register: 'REGISTER', about: 'Corrective actions', asOf: (at) => `As of ${at}`,
    rootCause: 'Root cause', action: 'Corrective action',
  },
  correctiveAction: {
    slip: 'The slip', facts: 'The action', round: 'Round', nonconformities: 'Nonconformities', ground: 'Ground of the date', analysis: 'Causes', whys: 'Five whys (an answer a line)', categories: 'Where the cause lies',
    correction: 'Correction (of what happened)', plan: 'How its effect is measured', notPlanned: 'Not planned yet.', evidence: 'Evidence', noEvidence: 'None yet.', results: 'Measured', journal: 'What happened', intact: 'Journal intact', broken: 'Journal was changed',
    previous: 'Goes on for', next: 'Carried over to', open: 'Open', done: 'Recorded.', byItself: 'The service', reason: 'Reason', note: 'What was done',
    ownerPick: 'Given to', dueOn: 'To be done by', rootCause: 'Root cause (a sentence)', windowTo: 'Measure on until', figure: 'Figure', scopeField: 'Code of a field (empty: all)', scopeUnit: 'Unit', baselineFrom: 'Compared with, from',
    baselineTo: 'Compared with, to', target: 'Target: late ones in ten thousand, or how many', windowFrom: 'Window, from', windowEnd: 'Window, to', file: 'File', send: 'Send the file', refused: 'Not possible yet, and why',
    role: (names) => `needs the role ${names}`, yours: 'you took part in planning or doing it', missing: (names) => `lacks ${names}`, allowed: (names) => `possible: ${names}`,
    baseline: (hits, total) => `Compared with: ${hits}/${total}`, least: (n) => `The window needs at least ${n} dossiers (if none is late) to be told from chance.`,
    never: 'Too few were late in the baseline: figures will not prove an effect.', measured: (hits, total, low, high) => `${hits}/${total}, between ${low} and ${high}`,
    chance: (p, rate) => `so few by chance, if nothing had changed: ${p} (bound ${rate})`, planText: (figure, target, from, to) => `${figure}, target ${target}, measured from ${from} to ${to}`,
  },
  actionLimits: {
    title: 'Limits of corrective actions', enter: 'Set a limit', submit: 'Set it', note: 'Actions that exist keep their day; a new limit holds for those proposed from its first day on.', others: 'Every other source', amount: 'How many', unit: 'Of what', day: 'days', month: 'months',
    ground: 'Ground', from: 'From', whose: 'Whose', own: 'Of the agency', shipped: 'Shipped',
  },
  actionStates: {
    proposed: 'Proposed', analysing: 'Cause analysis', awaitingApproval: 'Awaits approval', doing: 'Being done', verifying: 'Being verified', measuring: 'Effect being measured', closed: 'Closed', carriedOver: 'Carried over', withdrawn: 'Withdrawn',
  },
  actionEvents: {
    PROPOSE: 'Propose', ACCEPT: 'Accept, name who is responsible', ASSIGN: 'Give to somebody else', ANALYSE: 'Write causes and plan', SUBMIT: 'Submit for approval', APPROVE: 'Approve', RETURN: 'Send back', REPORT: 'Report what was done',
    ATTACH: 'Attach evidence', POSTPONE: 'Postpone', FINISH: 'Finished, to be verified', VERIFY: 'Verify that it was done', MEASURE: 'Measure the effect', CLOSE: 'Close', EXTEND: 'Measure on', REOPEN: 'Reopen: not effective',
    CARRY_OVER: 'Carry over to a new one', WITHDRAW: 'Withdraw',
  },
  causeCategories: { people: 'People', procedure: 'Procedure', tools: 'Tools, software', input: 'What was handed in', coordination: 'Working together', monitoring: 'Watching over it' },
  figures: { lateShare: 'Share of late dossiers', recurrence: 'Number of recurrences' },
  verdicts: { effective: 'Effective: close it', notEffective: 'Not effective: reopen it', inconclusive: 'Not to be told yet: measure on' },
  planParts: { ownerId: 'who is responsible', dueOn: 'the date', analysis: 'the causes', correction: 'the correction', action: 'the corrective action', measure: 'the figure', baseline: 'the baseline', note: 'what was done', windowTo: 'the day until' },
}
