/** The words of notices, of the daily list and of what goes out by e-mail, in both languages. */
import type { NoticeGroup, NoticeKind } from '../../../schemas/notice.ts'
import type { Words } from './words.ts'

export const vi = {
  notices: {
    title: 'Thông báo', list: 'Danh sách thông báo', groups: 'Nhóm thông báo',
    every: 'Tất cả', show: 'Hiện', unreadOnly: 'Chưa xem', withRead: 'Cả đã xem', read: 'Đã xem', readAll: 'Đánh dấu tất cả đã xem',
    emptyUnread: 'Không có thông báo nào chưa xem.', empty: 'Chưa có thông báo nào.', step: (name: string) => `Bước: ${name}`,
    due: (at: string) => `Hạn trả: ${at}`, atMost: (n: string) => `${n}+`, other: 'Thông báo khác', isNew: 'chưa xem',
  },
  noticeGroups: { limits: 'Thời hạn', work: 'Việc mới', outcomes: 'Kết quả, giấy tờ' } satisfies Record<NoticeGroup, string>,
  noticeKinds: {
    share70: 'Đã dùng 70% thời hạn', share90: 'Đã dùng 90% thời hạn', tMinus1: 'Sắp đến hạn', duePassed: 'Đã quá hạn', stepPassed: 'Bước quá định mức',
    assigned: 'Được giao việc', returned: 'Hồ sơ được trả lại', waiting: 'Hồ sơ mới chờ nhận', reassigned: 'Đã giao cho người khác', notify: 'Cần biết',
    resultReady: 'Có kết quả, chờ trả', formIssued: 'Giấy tờ cần gửi người nộp', tellApplicant: 'Cần báo người nộp', stopped: 'Hồ sơ tạm dừng', ended: 'Hồ sơ đã kết thúc',
  } satisfies Record<NoticeKind, string>,
}

export const en: Words<typeof vi> = {
  notices: {
    title: 'Notices', list: 'List of notices', groups: 'Groups of notices',
    every: 'All', show: 'Show', unreadOnly: 'Not seen', withRead: 'Seen too', read: 'Seen', readAll: 'Mark all as seen',
    emptyUnread: 'There is no notice that you have not seen.', empty: 'There are no notices yet.', step: (name) => `Step: ${name}`,
    due: (at) => `Due: ${at}`, atMost: (n) => `${n}+`, other: 'Another notice', isNew: 'not seen',
  },
  noticeGroups: { limits: 'Limits', work: 'New work', outcomes: 'Results and papers' },
  noticeKinds: {
    share70: '70% of the limit used', share90: '90% of the limit used', tMinus1: 'Due soon', duePassed: 'Overdue', stepPassed: 'Step over its time',
    assigned: 'Assigned to you', returned: 'Sent back', waiting: 'New in your pool', reassigned: 'Given to somebody else', notify: 'To be known',
    resultReady: 'Result ready to hand over', formIssued: 'Paper for the applicant', tellApplicant: 'Tell the applicant', stopped: 'Dossier paused', ended: 'Dossier ended',
  },
}
