/** The words of notices, of the daily list and of what goes out by e-mail, in both languages. */
import type { MailedKind, MailOutcome, MailState, NoticeGroup, NoticeKind } from '../../../schemas/notice.ts'
import type { ListPart } from '../../day-list.ts'
import type { Words } from './words.ts'

export const vi = {
  notices: {
    title: 'Thông báo', list: 'Danh sách thông báo', groups: 'Nhóm thông báo',
    every: 'Tất cả', show: 'Hiện', unreadOnly: 'Chưa xem', withRead: 'Cả đã xem', read: 'Đã xem', readAll: 'Đánh dấu tất cả đã xem',
    emptyUnread: 'Không có thông báo nào chưa xem.', empty: 'Chưa có thông báo nào.', step: (name: string) => `Bước: ${name}`,
    due: (at: string) => `Hạn trả: ${at}`, atMost: (n: string) => `${n}+`, other: 'Thông báo khác', movedOf: (n: string, version: string) => `${n} hồ sơ trong tay ông/bà, lịch làm việc phiên bản ${version}`, handsOf: (n: string, code: string, revision: string) => `${n} hồ sơ, quy trình ${code} lần ${revision}`, seeMoved: 'Xem danh sách', isNew: 'chưa xem',
  },
  noticeGroups: { limits: 'Thời hạn', work: 'Việc mới', outcomes: 'Kết quả, giấy tờ', documents: 'Tài liệu ISO', quality: 'Khắc phục, cải tiến' } satisfies Record<NoticeGroup, string>,
  noticeKinds: {
    share70: 'Đã dùng 70% thời hạn', share90: 'Đã dùng 90% thời hạn', tMinus1: 'Sắp đến hạn', apologyDue: 'Khó kịp hạn: thư xin lỗi đã soạn', duePassed: 'Đã quá hạn', stepPassed: 'Bước quá định mức', dueMoved: 'Hạn trả dời theo lịch', calendarEnds: 'Lịch làm việc sắp hết',
    assigned: 'Được giao việc', returned: 'Hồ sơ được trả lại', waiting: 'Hồ sơ mới chờ nhận', reassigned: 'Đã giao cho người khác', stepsGained: 'Bước mới chờ nhận theo quy trình mới', stepsLost: 'Bước không còn trong tay theo quy trình mới', notify: 'Cần biết',
    resultReady: 'Có kết quả, chờ trả', formIssued: 'Giấy tờ cần gửi người nộp', tellApplicant: 'Cần báo người nộp', stopped: 'Hồ sơ tạm dừng', ended: 'Hồ sơ đã kết thúc',
    documentToReview: 'Tài liệu chờ xem xét', documentToApprove: 'Tài liệu chờ phê duyệt', documentToPublish: 'Tài liệu chờ ban hành', documentReturned: 'Dự thảo bị trả lại', documentInForce: 'Tài liệu mới, cần đọc',
    documentWithdrawn: 'Dự thảo đã thu hồi', documentRetired: 'Tài liệu hết hiệu lực', documentLawChanged: 'Văn bản mới tác động đến tài liệu', documentRecall: 'Cần thu hồi bản giấy cũ', nonconformityFound: 'Sự không phù hợp mới',
    actionProposed: 'Phiếu hành động mới được đề xuất', actionGiven: 'Được giao phiếu hành động', actionToApprove: 'Phiếu hành động chờ phê duyệt', actionReturned: 'Phiếu hành động bị trả lại', actionApproved: 'Phiếu hành động được phê duyệt',
    actionToVerify: 'Phiếu hành động chờ xác minh', actionToDecide: 'Đã đo hiệu lực, chờ kết luận', actionClosed: 'Phiếu hành động đã đóng', actionReopened: 'Phiếu hành động mở lại',
    complaintReceived: 'Phản ánh, khiếu nại mới', complaintGiven: 'Được giao xử lý phản ánh, khiếu nại', complaintDueSoon: 'Phản ánh, khiếu nại sắp đến hạn', complaintOverdue: 'Phản ánh, khiếu nại quá hạn', complaintEscalated: 'Phản ánh, khiếu nại quá hạn, báo lãnh đạo', actionDueSoon: 'Phiếu hành động sắp đến hạn', actionOverdue: 'Phiếu hành động quá hạn', actionEscalated: 'Phiếu hành động quá hạn, báo lãnh đạo', actionVerifyWaits: 'Phiếu hành động chờ xác minh quá lâu',
    auditToApprove: 'Kế hoạch đánh giá nội bộ chờ phê duyệt', auditApproved: 'Ông/bà trong tổ đánh giá nội bộ', auditReported: 'Đã có báo cáo đánh giá nội bộ',
    dutySoon: 'Việc ISO trong năm sắp đến hạn', dutyLate: 'Việc ISO trong năm quá hạn', reportMade: 'Báo cáo theo lịch đã lập, chờ xem và gửi', reportFailed: 'Báo cáo theo lịch chưa lập được, sẽ tự lập lại',
    reviewPlanned: 'Kế hoạch xem xét của lãnh đạo', reviewTaskGiven: 'Được giao quyết định của cuộc xem xét', reviewTaskToVerify: 'Quyết định của cuộc xem xét chờ xác nhận', reviewTaskReturned: 'Quyết định của cuộc xem xét bị trả lại',
    reviewTaskSoon: 'Quyết định của cuộc xem xét sắp đến hạn', reviewTaskLate: 'Quyết định của cuộc xem xét quá hạn', riskSoon: 'Xử lý rủi ro, cơ hội sắp đến hạn', riskDue: 'Xử lý rủi ro, cơ hội đến hạn',
  } satisfies Record<NoticeKind, string>,
  mail: {
    subject: (n: string, what: string) => `${n} hồ sơ ${what}`, several: 'cần xem', greeting: (name: string) => `Kính gửi ông/bà ${name},`,
    intro: 'Những việc sau cần ông/bà xem.', open: 'Mở danh sách', choose: 'Chọn thông báo nào gửi qua thư', openService: 'Mở hệ thống để xem.',
    automatic: 'Thư tự động, xin không trả lời.', late: (n: string) => `${n} quá hạn`, today: (n: string) => `${n} đến hạn hôm nay`,
    next: (n: string) => `${n} đến hạn ngày làm việc tới`, day: (parts: string) => `Việc hôm nay: ${parts}`, dayQuiet: 'Việc hôm nay',
    dayIntro: (day: string) => `Danh sách thời hạn ${day}.`,
    title: 'Thông báo qua thư điện tử', settings: 'Nhận qua thư', address: 'Địa chỉ thư điện tử', addressHint: 'Để trống: không gửi thư.',
    kinds: 'Gửi thư ngay khi', daily: 'Gửi danh sách thời hạn đầu mỗi ngày làm việc', language: 'Ngôn ngữ của thư', save: 'Lưu', saved: 'Đã lưu lựa chọn.',
    badAddress: 'Địa chỉ phải có dạng ten@coquan.gov.vn', isOff: 'Hệ thống chưa gửi thư: quản trị máy chủ cần đặt SMTP_HOST hoặc SMTP_URL, và SMTP_FROM. Lựa chọn của mỗi người vẫn được giữ.',
    kept: 'Tên người nộp, điện thoại không bao giờ có trong thư.', reset: 'Dùng lựa chọn đề nghị',
    adminTitle: 'Gửi thư điện tử', adminHelp: 'Mỗi lần gửi thư điện tử và kết quả; gửi lại thư chưa gửi được.', tabs: 'Thư theo kết quả', failed: 'Không gửi được', waiting: 'Đang chờ', sent: 'Đã gửi', dropped: 'Không cần gửi',
    to: 'Người nhận', what: 'Nội dung', created: 'Tạo lúc', state: 'Kết quả', attempt: 'Lần gửi cuối', again: 'Gửi lại', againAll: 'Gửi lại tất cả',
    againUnknown: 'Có thể người nhận đã nhận được thư này; gửi lại có thể trùng.', none: 'Không có thư nào.', noneFailed: 'Mọi thư đều đã gửi được.',
    notices: 'Thông báo', dailyOn: (on: string) => `Danh sách thời hạn ngày ${on}`, tries: (n: string) => `${n} lần`, nextTry: (at: string) => `thử lại lúc ${at}`,
    retried: 'Thư sẽ được gửi lại trong ít phút.', caption: 'Thư điện tử, mới nhất trước', reply: 'Máy chủ trả lời',
  },
  day: {
    title: 'Hạn hôm nay', off: 'Hôm nay cơ quan nghỉ.', quiet: 'Hôm nay không có hồ sơ nào quá hạn, đến hạn, tạm dừng hay chưa mở.',
    cut: 'Danh sách chỉ hiện 300 hồ sơ gấp nhất.',
  },
  dayParts: { late: 'Quá hạn', today: 'Đến hạn hôm nay', next: 'Đến hạn ngày làm việc tới', paused: 'Tạm dừng, đang chờ', unopened: 'Chưa mở quá lâu', unit: 'Của đơn vị, việc của người khác' } satisfies Record<ListPart, string>,
  mailSubjects: {
    share70: 'đã dùng 70% thời hạn', share90: 'đã dùng 90% thời hạn', tMinus1: 'sắp đến hạn', apologyDue: 'khó kịp hạn, thư xin lỗi đã soạn', duePassed: 'đã quá hạn', stepPassed: 'có bước quá định mức', dueMoved: 'được dời hạn theo lịch làm việc', calendarEnds: 'và lịch làm việc sắp hết',
    assigned: 'mới được giao', returned: 'được trả lại', waiting: 'mới chờ nhận', reassigned: 'đã giao cho người khác', stepsGained: 'có bước mới chờ nhận theo quy trình mới', stepsLost: 'có bước không còn trong tay theo quy trình mới', notify: 'cần biết',
    resultReady: 'có kết quả, chờ trả', formIssued: 'có giấy tờ cần gửi', tellApplicant: 'cần báo người nộp', stopped: 'tạm dừng', ended: 'đã kết thúc',
  } satisfies Record<MailedKind, string>,
  mailStates: { waiting: 'Đang chờ', sending: 'Đang gửi', sent: 'Đã gửi', failed: 'Không gửi được', unknown: 'Không rõ đã tới chưa', dropped: 'Không cần gửi' } satisfies Record<MailState, string>,
  mailOutcomes: {
    sending: 'Đang gửi', sent: 'Máy chủ đã nhận', refused: 'Bị từ chối', deferred: 'Máy chủ hẹn lại', timeOut: 'Quá thời gian chờ', unreachable: 'Không kết nối được',
    unknown: 'Không rõ kết quả', fault: 'Không soạn được thư',
  } satisfies Record<MailOutcome, string>,
}

export const en: Words<typeof vi> = {
  notices: {
    title: 'Notices', list: 'List of notices', groups: 'Groups of notices',
    every: 'All', show: 'Show', unreadOnly: 'Not seen', withRead: 'Seen too', read: 'Seen', readAll: 'Mark all as seen',
    emptyUnread: 'There is no notice that you have not seen.', empty: 'There are no notices yet.', step: (name) => `Step: ${name}`,
    due: (at) => `Due: ${at}`, atMost: (n) => `${n}+`, other: 'Another notice', movedOf: (n, version) => `${n} dossiers in your hands, version ${version} of the calendar`, handsOf: (n, code, revision) => `${n} dossiers, procedure ${code} revision ${revision}`, seeMoved: 'See the list', isNew: 'not seen',
  },
  noticeGroups: { limits: 'Limits', work: 'New work', outcomes: 'Results and papers', documents: 'ISO documents', quality: 'Improvement' },
  noticeKinds: {
    share70: '70% of the limit used', share90: '90% of the limit used', tMinus1: 'Due soon', apologyDue: 'Hardly in time: apology prepared', duePassed: 'Overdue', stepPassed: 'Step over its time', dueMoved: 'Due dates moved by the calendar', calendarEnds: 'The working calendar ends soon',
    assigned: 'Assigned to you', returned: 'Sent back', waiting: 'New in your pool', reassigned: 'Given to somebody else', stepsGained: 'Steps to take under a new revision', stepsLost: 'Steps no longer yours under a new revision', notify: 'To be known',
    resultReady: 'Result ready to hand over', formIssued: 'Paper for the applicant', tellApplicant: 'Tell the applicant', stopped: 'Dossier paused', ended: 'Dossier ended',
    documentToReview: 'Document to review', documentToApprove: 'Document to approve', documentToPublish: 'Document to publish', documentReturned: 'Draft sent back', documentInForce: 'New document to read',
    documentWithdrawn: 'Draft withdrawn', documentRetired: 'Document out of force', documentLawChanged: 'A new law touches a document', documentRecall: 'Old paper copies to call in', nonconformityFound: 'New nonconformity',
    actionProposed: 'Corrective action proposed', actionGiven: 'Corrective action given to you', actionToApprove: 'Corrective action to approve', actionReturned: 'Corrective action sent back', actionApproved: 'Corrective action approved',
    actionToVerify: 'Corrective action to verify', actionToDecide: 'Effect measured, to be decided', actionClosed: 'Corrective action closed', actionReopened: 'Corrective action reopened',
    complaintReceived: 'New complaint', complaintGiven: 'Complaint given to you', complaintDueSoon: 'Complaint due soon', complaintOverdue: 'Complaint overdue', complaintEscalated: 'Complaint overdue, leaders told', actionDueSoon: 'Corrective action due soon', actionOverdue: 'Corrective action overdue', actionEscalated: 'Overdue corrective action, to the leaders', actionVerifyWaits: 'Corrective action waits to be verified',
    auditToApprove: 'Internal audit to approve', auditApproved: 'You are in an audit team', auditReported: 'Internal audit reported',
    dutySoon: 'Something that the ISO year asks is due soon', dutyLate: 'Something that the ISO year asks is late', reportMade: 'A scheduled report was made and waits to be looked at and sent', reportFailed: 'A scheduled report could not be made and is tried again',
    reviewPlanned: 'Management review planned', reviewTaskGiven: 'Decision of a review given to you', reviewTaskToVerify: 'Decision of a review to be verified', reviewTaskReturned: 'Decision of a review returned',
    reviewTaskSoon: 'Decision of a review due soon', reviewTaskLate: 'Decision of a review overdue', riskSoon: 'Treatment of a risk or opportunity due soon', riskDue: 'Treatment of a risk or opportunity due',
  },
  mail: {
    subject: (n, what) => `${n} dossiers ${what}`, several: 'to look at', greeting: (name) => `Dear ${name},`,
    intro: 'These need your attention.', open: 'Open the list', choose: 'Choose what comes by e-mail', openService: 'Open the service to see them.',
    automatic: 'Sent by the service; please do not reply.', late: (n) => `${n} overdue`, today: (n) => `${n} due today`,
    next: (n) => `${n} due on the next working day`, day: (parts) => `Today: ${parts}`, dayQuiet: 'Today',
    dayIntro: (day) => `The list of limits of ${day}.`,
    title: 'Notices by e-mail', settings: 'By e-mail', address: 'E-mail address', addressHint: 'Empty: no e-mail.',
    kinds: 'Send an e-mail at once when', daily: 'Send the list of limits on the morning of each working day', language: 'Language of the e-mail', save: 'Save', saved: 'Your choice was saved.',
    badAddress: 'An address looks like name@agency.gov.vn', isOff: 'No e-mail is sent yet: whoever runs the server sets SMTP_HOST or SMTP_URL, and SMTP_FROM. What each person chose is kept.',
    kept: 'Names and phone numbers of applicants are never in an e-mail.', reset: 'Take what is proposed',
    adminTitle: 'E-mail delivery', adminHelp: 'Each attempt to send an e-mail, and how it ended; send again what failed.', tabs: 'E-mail by outcome', failed: 'Failed', waiting: 'Waiting', sent: 'Sent', dropped: 'Not needed',
    to: 'Recipient', what: 'Content', created: 'Made', state: 'Outcome', attempt: 'Last attempt', again: 'Send again', againAll: 'Send all again',
    againUnknown: 'The recipient may have it already; sent again, it may come twice.', none: 'There is no e-mail.', noneFailed: 'Every e-mail could be sent.',
    notices: 'Notices', dailyOn: (on) => `List of limits of ${on}`, tries: (n) => `${n} times`, nextTry: (at) => `again at ${at}`,
    retried: 'It will be sent again within minutes.', caption: 'E-mail, newest first', reply: 'The server said',
  },
  day: {
    title: 'Today', off: 'The agency does not work today.', quiet: 'Nothing is overdue, due, paused or unopened today.',
    cut: 'Only the 300 most urgent dossiers are listed.',
  },
  dayParts: { late: 'Overdue', today: 'Due today', next: 'Due on the next working day', paused: 'Paused and waiting', unopened: 'Unopened for too long', unit: 'Of your unit, for others to do' },
  mailSubjects: {
    share70: 'with 70% of the limit used', share90: 'with 90% of the limit used', tMinus1: 'due soon', apologyDue: 'hardly in time, apology prepared', duePassed: 'overdue', stepPassed: 'with a step over its time', dueMoved: 'with a due date moved by the calendar', calendarEnds: 'and a working calendar that ends',
    assigned: 'assigned to you', returned: 'sent back', waiting: 'new in your pool', reassigned: 'given to somebody else', stepsGained: 'with steps to take under a new revision', stepsLost: 'with steps no longer yours under a new revision', notify: 'to know of',
    resultReady: 'with a result to hand over', formIssued: 'with a paper to send', tellApplicant: 'to tell the applicant of', stopped: 'paused', ended: 'ended',
  },
  mailStates: { waiting: 'Waiting', sending: 'Being sent', sent: 'Sent', failed: 'Failed', unknown: 'May have arrived', dropped: 'Not needed' },
  mailOutcomes: {
    sending: 'Being sent', sent: 'Taken by the server', refused: 'Refused', deferred: 'Put off by the server', timeOut: 'Timed out', unreachable: 'Not reachable',
    unknown: 'Not known', fault: 'Could not be written',
  },
}
