/** The words of complaints and feedback, in both languages. */
import type { ComplaintChannel, ComplaintEvent, ComplaintKind, ComplaintState } from '../../../schemas/complaint.ts'
import type { Words } from './words.ts'

export const vi = {
  complaints: {
    title: 'Phản ánh, khiếu nại', caption: 'Phản ánh, khiếu nại, mới nhất trước', none: 'Chưa có phản ánh, khiếu nại nào.', enter: 'Ghi nhận mới', code: 'Số', kind: 'Loại', channel: 'Hình thức', state: 'Tình trạng', received: 'Tiếp nhận', due: 'Hạn',
    openOnly: 'Đang xử lý', all: 'Tất cả', tabs: 'Tình trạng', files: 'Tải sổ', register: 'SỔ THEO DÕI PHẢN ÁNH, KIẾN NGHỊ, KHIẾU NẠI', facts: 'Thông tin', written: 'Nội dung', erased: 'Nội dung không còn lưu (đã xóa theo quyết định, hoặc đã chuyển cơ quan có thẩm quyền).',
    text: 'Nội dung phản ánh, khiếu nại', sender: 'Người gửi (không bắt buộc)', contact: 'Liên hệ để trả lời (không bắt buộc)', dossier: 'Mã hồ sơ liên quan', person: 'Người bị phản ánh', nobody: 'Không nêu người nào', receivedOn: 'Ngày nhận', handler: 'Người xử lý', number: 'Số văn bản',
    answer: 'Nội dung trả lời', justified: 'Kết luận', isJustified: 'Đúng, có cơ sở', isNot: 'Không có cơ sở', ground: 'Căn cứ thời hạn', inTime: 'Đúng hạn', late: 'Quá hạn', reason: 'Lý do', save: 'Ghi', done: 'Đã ghi.', verified: 'Nhật ký nguyên vẹn', broken: 'Nhật ký đã bị sửa',
    rule: 'Tố cáo chỉ ghi số và chuyển cơ quan có thẩm quyền, nội dung không lưu ở đây. Người bị phản ánh không xem, không xử lý, không trả lời; người thay thế cũng vậy. Phản ánh được kết luận là đúng trở thành sự không phù hợp. Số ngày của phản ánh, kiến nghị và tố cáo chưa được đối chiếu với nguyên văn: cơ quan kiểm tra trước khi dùng.',
    attached: 'Tệp kèm theo', attach: 'Thêm tệp', noFiles: 'Chưa có tệp nào.', kilobytes: (n: string) => `${n} kB`,
    publicTitle: 'Phản ánh, khiếu nại về hồ sơ này', publicSend: 'Gửi', publicDone: (code: string) => `Đã tiếp nhận với số ${code}. Cơ quan sẽ trả lời trong thời hạn luật định.`, publicMissing: 'Ghi nội dung trước khi gửi.', publicHint: 'Có thể không ghi họ tên. Cơ quan chỉ trả lời được khi có thông tin liên hệ.',
  },
  complaintKinds: { feedback: 'Phản ánh, kiến nghị', complaint: 'Khiếu nại', denunciation: 'Tố cáo' } satisfies Record<ComplaintKind, string>,
  complaintChannels: { inPerson: 'Trực tiếp', post: 'Bưu chính', phone: 'Điện thoại', online: 'Trực tuyến' } satisfies Record<ComplaintChannel, string>,
  complaintStates: { received: 'Đã tiếp nhận', accepted: 'Đã thụ lý', handling: 'Đang giải quyết', answered: 'Đã trả lời', closed: 'Đã kết thúc', refused: 'Không thụ lý', passedOn: 'Đã chuyển' } satisfies Record<ComplaintState, string>,
  complaintEvents: { ACCEPT: 'Thụ lý', REFUSE: 'Không thụ lý', PASS_ON: 'Chuyển cơ quan có thẩm quyền', ASSIGN: 'Giao xử lý', EXTEND: 'Kéo dài (vụ việc phức tạp)', ANSWER: 'Trả lời', CLOSE: 'Kết thúc', ERASE: 'Xóa dữ liệu cá nhân theo quyết định' } satisfies Record<ComplaintEvent, string>,
}

export const en: Words<typeof vi> = {
  complaints: {
    title: 'Complaints and feedback', caption: 'Complaints and feedback, the newest first', none: 'There is no complaint yet.', enter: 'Enter a new one', code: 'Number', kind: 'Kind', channel: 'Channel', state: 'State', received: 'Received', due: 'Due',
    openOnly: 'Open', all: 'All', tabs: 'State', files: 'Register as', register: 'REGISTER OF COMPLAINTS AND FEEDBACK', facts: 'Facts', written: 'What was written', erased: 'Nothing is kept any longer (erased by a decision, or passed on to the competent authority).',
    text: 'Complaint or feedback', sender: 'Sender (optional)', contact: 'Where to answer (optional)', dossier: 'Code of the dossier', person: 'Whom it is about', nobody: 'Nobody is named', receivedOn: 'Day it came in', handler: 'Handled by', number: 'Number of the paper',
    answer: 'Answer', justified: 'Conclusion', isJustified: 'Justified', isNot: 'Not justified', ground: 'Ground of the limit', inTime: 'In time', late: 'Late', reason: 'Reason', save: 'Record', done: 'Recorded.', verified: 'The journal is whole', broken: 'The journal was altered',
    rule: 'Of a denunciation only the number is kept; it is passed on to the competent authority. Whoever it is about, or stands in for them, neither sees, handles nor answers it. What is found to be justified becomes a nonconformity. The days for feedback and denunciations were not compared with the wording of the law: check them before use.',
    attached: 'Files', attach: 'Add a file', noFiles: 'There is no file yet.', kilobytes: (n) => `${n} kB`,
    publicTitle: 'Complain or comment on this dossier', publicSend: 'Send', publicDone: (code) => `Received as number ${code}. The agency answers within the legal time.`, publicMissing: 'Write something first.', publicHint: 'You need not give your name. The agency can only answer where it can reach you.',
  },
  complaintKinds: { feedback: 'Feedback', complaint: 'Complaint', denunciation: 'Denunciation' },
  complaintChannels: { inPerson: 'In person', post: 'Post', phone: 'Telephone', online: 'Online' },
  complaintStates: { received: 'Received', accepted: 'Accepted', handling: 'Being handled', answered: 'Answered', closed: 'Closed', refused: 'Refused', passedOn: 'Passed on' },
  complaintEvents: { ACCEPT: 'Accept', REFUSE: 'Refuse', PASS_ON: 'Pass on to the competent authority', ASSIGN: 'Assign', EXTEND: 'Extend (complicated)', ANSWER: 'Answer', CLOSE: 'Close', ERASE: 'Erase personal data by a decision' },
}
