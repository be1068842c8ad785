/** The words of the page of the file store, in both languages. */
import type { Words } from './words.ts'

export const vi = {
  store: {
    title: 'Kho lưu trữ tệp', help: 'Tệp nằm ở đâu, có nguyên vẹn không, đang bị giữ hay chờ tiêu hủy.', group: 'Hệ thống',
    where: 'Kho', kind: 'Loại kho', disk: 'Thư mục trên máy chủ này', s3: 'Máy chủ S3', place: 'Địa chỉ', state: 'Tình trạng', up: 'Đang trả lời', down: 'Không trả lời',
    downHelp: 'Hồ sơ vẫn xử lý được; tài liệu chưa mở và chưa tải lên được. Kiểm tra máy chủ và các biến S3_….',
    locks: 'Khóa chống xóa', enforced: 'Kho từ chối xóa', notEnforced: 'Chỉ hệ thống này từ chối xóa', unknown: 'Chưa thử được',
    enforcedHelp: 'Đã thử: kho từ chối xóa một tệp đang khóa. Thời hạn lưu trữ và lệnh giữ được khóa thêm một lớp tại kho.',
    notEnforcedHelp: 'Kho không tự khóa được; người có quyền trên máy chủ vẫn xóa được tệp. Sao lưu và kiểm tra định kỳ là lớp bảo vệ còn lại.',
    unknownHelp: 'Kho chưa trả lời lần nào từ khi hệ thống khởi động.',
    files: 'Tệp của cơ quan', count: 'Số tệp', size: 'Dung lượng', retained: 'Còn thời hạn lưu trữ', holds: 'Lệnh giữ đang mở', discarded: 'Chờ tiêu hủy', purged: 'Đã tiêu hủy',
    faults: 'Tệp mất hoặc hỏng', noFaults: 'Không có', megabytes: (n: string) => `${n} MB`,
    upkeep: 'Chăm sóc kho', job: 'Công việc', last: 'Lần gần nhất', found: 'Kết quả', never: 'Chưa chạy',
    sweep: 'Dọn tệp thừa', scrub: 'Kiểm tra nguyên vẹn', purge: 'Tiêu hủy theo quyết định',
    sweepHelp: 'hằng ngày; tệp tải dở hoặc không có bản ghi nào cần, sau 24 giờ', scrubHelp: 'hằng giờ; mỗi tệp một lần trong 7 ngày', purgeHelp: 'hằng ngày; không đụng tới tệp còn hạn hoặc đang giữ',
    swept: (orphans: string, unfinished: string, foreign: string) => `Dọn ${orphans} tệp thừa, ${unfinished} lần tải dở; ${foreign} tệp của nơi khác để nguyên`,
    scrubbed: (checked: string, wrong: string, mended: string) => `Đọc lại ${checked} tệp; ${wrong} tệp mất hoặc hỏng; ${mended} tệp đã lành`,
    didPurge: (purged: string, kept: string) => `Tiêu hủy ${purged} tệp; ${kept} tệp giữ lại vào phút cuối`,
    faultList: 'Tệp mất hoặc hỏng', file: 'Tệp', fault: 'Lỗi', since: 'Phát hiện lúc', seen: 'Thấy gần nhất', missing: 'Mất', damaged: 'Hỏng',
    faultHelp: 'Phục hồi tệp từ bản sao lưu vào đúng khóa dưới đây; lần kiểm tra sau sẽ ghi nhận là đã lành.',
    faultHelpS3: 'Phục hồi đúng phiên bản của tệp tại máy chủ S3 (bản sao của kho); lần kiểm tra sau sẽ ghi nhận là đã lành.',
    everyAgency: 'Con số của công việc tính trên cả kho, gồm mọi cơ quan dùng chung hệ thống này.',
  },
}

export const en: Words<typeof vi> = {
  store: {
    title: 'File store', help: 'Where the files lie, whether they are whole, and what is held or waits to be destroyed.', group: 'System',
    where: 'Store', kind: 'Kind', disk: 'A folder of this server', s3: 'An S3 server', place: 'Place', state: 'State', up: 'Answers', down: 'Does not answer',
    downHelp: 'Dossiers go on; documents can be neither opened nor uploaded. Look at the server and at the variables S3_….',
    locks: 'Locks', enforced: 'The store refuses to delete', notEnforced: 'Only this service refuses to delete', unknown: 'Not tried yet',
    enforcedHelp: 'Tried: the store refused to delete a locked file. Retention and holds are locked there too.',
    notEnforcedHelp: 'The store locks nothing by itself: whoever has rights on the server can delete files. Backups and checks are what is left.',
    unknownHelp: 'The store has not answered since the service started.',
    files: 'Files of the agency', count: 'Files', size: 'Size', retained: 'Under retention', holds: 'Open holds', discarded: 'To be destroyed', purged: 'Destroyed',
    faults: 'Missing or damaged', noFaults: 'None', megabytes: (n: string) => `${n} MB`,
    upkeep: 'Upkeep', job: 'Job', last: 'Last run', found: 'What it did', never: 'Not run yet',
    sweep: 'Sweep', scrub: 'Check of sums', purge: 'Destruction by decision',
    sweepHelp: 'daily; uploads that broke off and files that no record needs, after 24 hours', scrubHelp: 'hourly; each file once in 7 days', purgeHelp: 'daily; leaves what is retained or held',
    swept: (orphans: string, unfinished: string, foreign: string) => `${orphans} files swept, ${unfinished} broken uploads; ${foreign} of elsewhere left alone`,
    scrubbed: (checked: string, wrong: string, mended: string) => `${checked} files read back; ${wrong} missing or damaged; ${mended} mended`,
    didPurge: (purged: string, kept: string) => `${purged} files destroyed; ${kept} kept at the last moment`,
    faultList: 'Missing or damaged files', file: 'File', fault: 'Fault', since: 'Found', seen: 'Seen last', missing: 'Missing', damaged: 'Damaged',
    faultHelp: 'Restore the file from a backup to the key below; the next check notes it as mended.',
    faultHelpS3: 'Restore that very version of the file at the S3 server (from its replica); the next check notes it as mended.',
    everyAgency: 'Figures of the jobs count the whole store, with every agency of this installation.',
  },
}
