/** The words of an evidence pack; it is an administrative paper, Vietnamese, with a few lines of English for who carries it on. */
import type { TraceLine } from '../../schemas/calendar.ts'
import type { LocalDate } from '../../schemas/common.ts'
import { weekdayOfDate } from '../../workflows/calendar/index.ts'
import { catalogues } from '../views/texts/index.ts'
import { shortDate } from '../render/words.ts'

const t = catalogues.vi
const weekdays = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const

/** `Thứ Hai 10/05/2021`. */
export const weekdayText = (on: LocalDate): string => `${weekdays[weekdayOfDate(on)] ?? ''} ${shortDate(on)}`

/** `09:40 11/05/2021`, of an instant in the agency's zone. */
export const instantText = (at: string | null): string => (at === null ? '–' : `${at.slice(11, 16)} ${shortDate(at.slice(0, 10))}`)

const ownReasons: Readonly<Record<string, string>> = {
  receiptDay: 'Ngày bắt đầu (tiếp nhận, hoặc bổ sung đủ): ngày đầu không tính', workingDay: 'Ngày làm việc', weekend: 'Nghỉ cuối tuần', restarted: 'Trước khi tính lại từ đầu',
  stopped: 'Tạm dừng tính thời hạn', overdue: 'Đã quá hạn khi tạm dừng', cutOff: 'Nhận sau giờ chốt trong ngày',
}
/** Why a day was counted or skipped, in a sentence that stands alone. */
export const reasonText = ({ reason }: TraceLine): string => {
  const known: Readonly<Record<string, string>> = t.reasons
  const word = ownReasons[reason] ?? known[reason] ?? reason
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** Where the reason of a day comes from. */
export const sourceText = ({ source, reason }: TraceLine): string => source ?? (reason === 'workingDay' || reason === 'weekend' ? 'Lịch làm việc hằng tuần' : '')

/** The text file that lies beside the document: how to read the pack and how to check it. */
export const readMe = (clear: boolean): string => `GÓI CHỨNG CỨ HỒ SƠ
==================
CHUNG-CU.pdf      Đọc tệp này trước: mọi điều gói nêu, có mục lục và dấu trang.
dossiers/         Mỗi hồ sơ một thư mục: nhật ký đúng từng byte đã băm, lịch làm việc, quy trình, bản tính hạn, giấy tờ đã phát hành.
manifest.json     Bảng kê: cỡ và mã SHA-256 của từng tệp, mỗi điều nêu dựa vào tệp nào.
verify.mjs        Chương trình kiểm tra, một tệp, không cần mạng, không cần cơ sở dữ liệu:

    node verify.mjs GOI.zip

cho biết từng điều ĐÚNG hay SAI. Cần Node.js 18 trở lên. Nên dùng bản verify.mjs lấy từ nguồn tin cậy, không phải bản trong gói đang ngờ.
Kiểm tra phát hiện mọi hư hỏng, mọi sửa đổi lẻ. Người làm giả lại toàn bộ gói cùng bảng kê thì chỉ lộ ra khi so mã SHA-256 của tệp ZIP
với mã do cơ quan báo (node verify.mjs GOI.zip --sha256 MA).
Dữ liệu cá nhân của người nộp: ${clear ? 'có trong gói; dùng và bảo quản theo Luật 91/2025/QH15.' : 'ĐÃ CHE, chỗ che ghi [đã che]; nhật ký chỉ có mã cam kết.'}

AN EVIDENCE PACK. Read CHUNG-CU.pdf first. "node verify.mjs PACK.zip" checks every claim without network or database (Node.js 18 or newer).
Personal data of the applicant: ${clear ? 'included.' : 'REDACTED.'}
`
