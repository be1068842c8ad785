/** The words of management reviews, in both languages. */
import type { JournaledReviewEvent, ReviewOutput, ReviewState, ReviewTaskState } from '../../../schemas/review.ts'
import type { Words } from './words.ts'

export const vi = {
  reviews: {
    title: 'Xem xét của lãnh đạo', none: 'Chưa có cuộc xem xét nào.', code: 'Cuộc xem xét', planned: 'Dự kiến họp', held: 'Đã họp', chair: 'Chủ trì', tasks: 'Quyết định', plan: 'Lập kế hoạch xem xét', submit: 'Lập kế hoạch', done: 'Đã ghi.',
    help: 'Đầu vào theo 9.3.2 được hệ thống đếm đến ngày chốt và giữ nguyên khi ghi nhận cuộc họp; mỗi quyết định theo 9.3.3 là một việc có người làm và hạn.', counts: (done: string, all: string, late: string) => `${done}/${all} xong, ${late} quá hạn`,
    facts: 'Cuộc họp', period: 'Số liệu', participants: 'Tham dự', call: 'Theo văn bản', minutes: 'Biên bản', conclusion: 'Kết luận', state: 'Tình trạng', inputs: 'Đầu vào (9.3.2)', openInputs: 'Xem đầu vào', decisions: 'Quyết định (9.3.3)', noDecisions: 'Chưa có quyết định.',
    late: 'Quá hạn', docx: 'Biên bản (DOCX)', pdf: 'Biên bản (PDF)', live: 'Đếm thử đến lúc này; sẽ chốt khi ghi nhận cuộc họp.', frozenAt: (at: string) => `Chốt lúc ${at}.`, text: 'Nội dung', owner: 'Người thực hiện', due: 'Hạn',
    asOf: 'Chốt số liệu đến ngày', from: 'Số liệu từ ngày', fromHint: 'Để trống: ngay sau lần xem xét trước', plannedOn: 'Ngày dự kiến họp', heldOn: 'Ngày họp', minutesNumber: 'Số biên bản', minutesOn: 'Ngày biên bản', output: 'Nhóm', note: 'Đã làm gì, bằng chứng ở đâu',
    verifyNote: 'Đã xem gì', reason: 'Lý do', reasonNoDecision: 'Lý do (khi không có quyết định nào)', verifiedBy: (who: string) => `Xác nhận: ${who}`,
  },
  reviewStates: { planned: 'Đã lập kế hoạch', held: 'Đã họp, chờ biên bản', concluded: 'Đã có biên bản', cancelled: 'Đã hủy' } satisfies Record<ReviewState, string>,
  reviewTaskStates: { open: 'Đang làm', reported: 'Chờ xác nhận', verified: 'Đã xong, đã xác nhận', withdrawn: 'Đã rút' } satisfies Record<ReviewTaskState, string>,
  reviewOutputs: { improvement: 'Cơ hội cải tiến', change: 'Thay đổi hệ thống', resources: 'Nguồn lực' } satisfies Record<ReviewOutput, string>,
  reviewEvents: {
    PLAN: 'Lập kế hoạch', CHANGE: 'Đổi kế hoạch', HOLD: 'Ghi nhận đã họp, chốt đầu vào', DECIDE: 'Ghi một quyết định', CONCLUDE: 'Ghi biên bản', CANCEL: 'Hủy', ASSIGN: 'Giao người khác', POSTPONE: 'Gia hạn', REPORT: 'Báo cáo đã làm', ATTACH: 'Thêm tệp', RETURN: 'Trả lại', VERIFY: 'Xác nhận đã xong',
    WITHDRAW: 'Rút quyết định',
  } satisfies Record<JournaledReviewEvent | 'PLAN', string>,
}

export const en: Words<typeof vi> = {
  reviews: {
    title: 'Management reviews', none: 'There is no review yet.', code: 'Review', planned: 'Planned for', held: 'Held', chair: 'Chair', tasks: 'Decisions', plan: 'Plan a review', submit: 'Plan it', done: 'Recorded.',
    help: 'The inputs of 9.3.2 are counted by the service up to their day and kept as they are when the meeting is recorded; every decision of 9.3.3 is a task with owner and day.', counts: (done, all, late) => `${done} of ${all} done, ${late} late`,
    facts: 'The meeting', period: 'Figures', participants: 'Present', call: 'Called by', minutes: 'Minutes', conclusion: 'Conclusion', state: 'State', inputs: 'Inputs (9.3.2)', openInputs: 'See the inputs', decisions: 'Decisions (9.3.3)', noDecisions: 'No decision yet.',
    late: 'Late', docx: 'Minutes (DOCX)', pdf: 'Minutes (PDF)', live: 'Counted up to now; frozen when the meeting is recorded.', frozenAt: (at) => `Frozen at ${at}.`, text: 'What', owner: 'Owner', due: 'Due',
    asOf: 'Figures up to', from: 'Figures from', fromHint: 'Empty: right after the last review', plannedOn: 'Day planned', heldOn: 'Day of the meeting', minutesNumber: 'Number of the minutes', minutesOn: 'Day of the minutes', output: 'About', note: 'What was done, and where it shows',
    verifyNote: 'What you looked at', reason: 'Reason', reasonNoDecision: 'Reason (when nothing was decided)', verifiedBy: (who) => `Verified: ${who}`,
  },
  reviewStates: { planned: 'Planned', held: 'Held, minutes to come', concluded: 'Concluded', cancelled: 'Cancelled' },
  reviewTaskStates: { open: 'Open', reported: 'To be verified', verified: 'Done and verified', withdrawn: 'Withdrawn' },
  reviewOutputs: { improvement: 'Improvement', change: 'Change of the system', resources: 'Resources' },
  reviewEvents: {
    PLAN: 'Plan', CHANGE: 'Change the plan', HOLD: 'Record the meeting, freeze the inputs', DECIDE: 'Enter a decision', CONCLUDE: 'Enter the minutes', CANCEL: 'Cancel', ASSIGN: 'Give to somebody else', POSTPONE: 'Put off', REPORT: 'Report what was done', ATTACH: 'Add a file', RETURN: 'Return', VERIFY: 'Verify that it is done',
    WITHDRAW: 'Withdraw the decision',
  },
}
