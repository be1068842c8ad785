/** The words of the figures, in both languages. The Vietnamese ones are those of form II.06a. */
import type { Cut } from '../../../schemas/statistics.ts'
import type { Words } from './words.ts'

export const vi = {
  statistics: {
    title: 'Thống kê',
    from: 'Từ ngày', to: 'Đến ngày', preset: 'Kỳ báo cáo', free: 'Tự chọn ngày', month: (n: string) => `Tháng ${n}`, quarter: (n: string) => `Quý ${n}`,
    half: (n: string) => (n === '1' ? '6 tháng đầu năm' : '6 tháng cuối năm'), year: (n: string) => `Năm ${n}`,
    by: 'Xem theo', none: 'Toàn bộ', ended: 'Hồ sơ rút, trả lại, dừng hẳn', endedResolved: 'Tính vào đã giải quyết', endedApart: 'Để riêng',
    paused: 'Hồ sơ đang tạm dừng', pausedIn: 'Tính vào đang giải quyết', pausedApart: 'Để riêng', show: 'Xem số liệu', grouping: 'Cách gộp hồ sơ rút, trả lại, tạm dừng', csv: 'Tải CSV', xlsx: 'Tải XLSX', docx: 'Tải DOCX', letterTitle: 'BÁO CÁO',
    stretch: (from: string, to: string) => `từ ngày ${from} đến ngày ${to}`,
    wrongDate: 'Ngày viết theo dạng 31/12/2026, ngày cuối không trước ngày đầu.', asOf: (at: string) => `Số liệu đếm lúc ${at}, từ những việc đã được ghi nhận; không ai nhập tay.`,
    cutOff: 'Kỳ báo cáo chốt số liệu từ ngày 15 tháng trước đến ngày 14.', rounding: 'Tỷ lệ làm tròn từng số đến hai chữ số, tổng có thể lệch do làm tròn.',
    number: 'STT', what: 'Nội dung', nobody: 'Chưa ai nhận', unitBelow: 'Đơn vị (gồm cấp dưới)', onlyProcedure: (name: string) => `Chỉ thủ tục: ${name}.`, onlyUnit: (name: string) => `Chỉ đơn vị: ${name}, gồm các đơn vị trực thuộc.`,
    early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn',
    all: 'Tổng cộng', share: 'Tỷ lệ trên số đã giải quyết (%)', ofResolved: (share: string) => `${share}% số hồ sơ đã giải quyết`, apart: 'Để riêng', apartEnded: 'Kết thúc không có kết quả',
    apartPaused: 'Tạm dừng', inside: 'Trong đó', withdrawn: 'Rút hồ sơ', refused: 'Không đủ điều kiện', stopped: 'Dừng giải quyết', pausedCount: 'Đang tạm dừng',
    lateApology: 'Quá hạn, đã có thư xin lỗi', overdueApology: 'Đang quá hạn, đã có thư xin lỗi', noLimit: 'Không có thời hạn', empty: 'Không có hồ sơ nào trong kỳ này. Chọn kỳ khác, hoặc bỏ bớt điều kiện.', period: (from: string, to: string) => `Từ ${from} đến ${to}`,
    unknown: 'Chưa xác định', notLate: 'Trước và đúng hạn',
  },
  groupings: {
    title: 'Cách gộp hồ sơ rút, trả lại, tạm dừng', open: 'Xem các quy định', asDecided: 'Theo quy định của biểu', by: (decision: string, from: string) => `Theo ${decision}, áp dụng từ ngày ${from}.`, from: 'Từ ngày', enter: 'Quy định cách gộp của một biểu', submit: 'Ghi quy định',
    help: 'Màn hình, tệp, báo cáo định kỳ và số liệu niêm phong dùng cách gộp áp dụng vào ngày cuối của kỳ; chọn khác khi xem thì theo lựa chọn đó.', note: 'Không sửa được sau khi ghi; quy định mới thay quy định cũ từ ngày áp dụng.',
    nothing: 'Chưa có quy định nào: hồ sơ rút, trả lại, dừng hẳn tính vào đã giải quyết, hồ sơ tạm dừng tính vào đang giải quyết.',
    differ: 'Các cơ quan gộp không giống nhau, nên cột đã giải quyết, đang giải quyết và để riêng cộng từ những cách đếm khác nhau:', here: 'cơ quan mình',
  },
  cuts: { field: 'Lĩnh vực', unit: 'Đơn vị', procedure: 'Thủ tục', revision: 'Lần ban hành quy trình', month: 'Tháng tiếp nhận', channel: 'Hình thức nộp', level: 'Cấp', department: 'Phòng ban theo nhật ký' } satisfies Record<Cut, string>,
}

export const en: Words<typeof vi> = {
  statistics: {
    title: 'Statistics',
    from: 'From', to: 'To', preset: 'Reporting period', free: 'Chosen dates', month: (n) => `Month ${n}`, quarter: (n) => `Quarter ${n}`,
    half: (n) => (n === '1' ? 'First half' : 'Second half'), year: (n) => `Year ${n}`,
    by: 'Broken down by', none: 'Nothing', ended: 'Withdrawn, refused or stopped', endedResolved: 'Among the resolved', endedApart: 'Apart',
    paused: 'Paused dossiers', pausedIn: 'Among those in progress', pausedApart: 'Apart', show: 'Show figures', grouping: 'How withdrawn, refused and paused dossiers are grouped', csv: 'Download CSV', xlsx: 'Download XLSX', docx: 'Download DOCX', letterTitle: 'REPORT',
    stretch: (from, to) => `from ${from} to ${to}`,
    wrongDate: 'Write dates as 31/12/2026, the last not before the first.', asOf: (at) => `Counted at ${at} from what was recorded; nobody typed a figure.`,
    cutOff: 'Reporting periods run from the 15th of the month before to the 14th.', rounding: 'Each share is rounded by itself to two decimals, so the sum may differ.',
    number: 'No.', what: 'What', nobody: 'Nobody yet', unitBelow: 'Unit, with those below it', onlyProcedure: (name) => `Of one procedure alone: ${name}.`, onlyUnit: (name) => `Of one unit alone, with those below it: ${name}.`,
    early: 'Early', onTime: 'On time', late: 'Late',
    all: 'All', share: 'Share of the resolved (%)', ofResolved: (share) => `${share}% of the resolved`, apart: 'Apart', apartEnded: 'Ended without a result',
    apartPaused: 'Paused', inside: 'Of which', withdrawn: 'Withdrawn', refused: 'Not eligible', stopped: 'Stopped', pausedCount: 'Paused now',
    lateApology: 'Late, apology sent', overdueApology: 'Overdue, apology sent', noLimit: 'Without a limit', empty: 'There is no dossier in this period. Choose another one.', period: (from, to) => `${from} to ${to}`,
    unknown: 'Not known', notLate: 'Early or on time',
  },
  groupings: {
    title: 'How withdrawn and paused dossiers are grouped', open: 'See the decisions', asDecided: 'As decided for the form', by: (decision, from) => `By ${decision}, from ${from} on.`, from: 'From', enter: 'Decide how a form groups', submit: 'Enter the decision',
    help: 'Screens, files, scheduled reports and sealed figures use what holds on the last day of the period; a choice made while looking goes before it.', note: 'It cannot be changed afterwards; a new decision takes its place from its day on.',
    nothing: 'Nothing was decided: withdrawn, refused and stopped dossiers are among the resolved, paused ones among those in progress.',
    differ: 'The agencies group differently, so that the resolved, those in progress and those apart are sums of different counts:', here: 'this agency',
  },
  cuts: { field: 'Field', unit: 'Unit', procedure: 'Procedure', revision: 'Revision of the procedure', month: 'Month of receipt', channel: 'Channel', level: 'Level', department: 'Department of the log' },
}
