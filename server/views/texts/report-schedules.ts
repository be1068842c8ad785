/** The words of reports that are made by themselves, and of figures of other agencies, in both languages. */
import type { SchedulePace } from '../../../schemas/report-schedule.ts'
import type { Words } from './words.ts'

export const vi = {
  schedules: {
    title: 'Báo cáo theo lịch', help: 'Báo cáo, biểu số liệu được lập tự động khi đến ngày, mỗi kỳ đúng một lần, và giữ nguyên số liệu lúc lập. Hệ thống không tự gửi đi đâu: người giữ báo cáo xem, chốt số và gửi.',
    running: 'Lịch đang chạy', none: 'Chưa có lịch nào. Đặt lịch một lần, đến kỳ báo cáo tự lập và nằm chờ ở đây để xem, chốt số và gửi.', subject: 'Báo cáo, biểu', pace: 'Kỳ', after: 'Lập sau ngày chốt 14', afterDays: (days: string) => `${days} ngày làm việc`, decision: 'Căn cứ', next: 'Lần tới', by: 'Người đặt',
    enter: 'Đặt lịch mới', submit: 'Đặt lịch', afterLabel: 'Số ngày làm việc sau ngày chốt (1–60)', decisionHint: 'Số kế hoạch, quyết định hoặc văn bản yêu cầu báo cáo', from: 'Lịch tính từ hôm nay; kỳ đã qua không lập bù.',
    end: (subject: string) => `Thôi lịch: ${subject}`, endSubmit: 'Thôi lịch', reason: 'Lý do', ended: (on: string) => `đã thôi từ ${on}`, fails: (times: string, until: string) => `Chưa lập được (${times} lần), lập lại từ ${until}`, manage: 'Lịch lập báo cáo',
    made: 'Đã lập', noneMade: 'Chưa lập báo cáo nào theo lịch. Ngày lập của từng lịch ghi ở cột “Lần tới”.', madeAt: 'Lập lúc', state: 'Tình trạng', waits: 'Chờ xem và gửi', isKept: 'Đã giữ', sentAs: (number: string) => `Đã chốt số ${number}`, bySchedule: 'Theo lịch', byHand: (who: string) => `${who} giữ bản`,
    madeOf: (at: string) => `Lập lúc ${at}; số liệu giữ nguyên như lúc lập.`, notSent: 'Bản này chưa gửi đi. Chốt số để thành bản gửi đi; số liệu lấy đúng từ bản này.', sealed: 'Tải tệp niêm phong (JSON)', planned: 'Sẽ lập', late: 'Chậm, lần chạy tới lập',
    inYear: 'Báo cáo lập theo lịch trong năm', day: 'Ngày lập', seal: 'Tệp có mã SHA-256 niêm phong; cấp trên nhận tệp này sẽ kiểm tra từng đẳng thức.',
  },
  subordinates: {
    title: 'Số liệu cấp dưới, cấp trên', help: 'Tổng hợp số liệu các cơ quan cấp dưới đã gửi cạnh số liệu của cơ quan mình, và tệp niêm phong để gửi cấp trên.', own: 'Cơ quan mình', all: 'Cộng cấp dưới', together: 'Cộng cả cơ quan mình', agency: 'Cơ quan',
    received: 'Nhận lúc', missing: 'Chưa gửi', version: (n: string) => `bản ${n}`, counts: (sent: string, all: string) => `${sent}/${all} cơ quan đã gửi`, none: 'Chưa ghi cơ quan cấp dưới nào.', noneYet: 'Ghi từng cơ quan ở “Thêm cơ quan cấp dưới”, rồi nhận tệp số liệu của họ; số liệu các cơ quan sẽ đứng cạnh nhau và được cộng lại ở đây.', noneKept: 'Chưa giữ bản nào. “Giữ bản này” giữ nguyên số liệu đã gửi cấp trên, để sau này đối chiếu.', upload: 'Nhận tệp số liệu của cấp dưới', file: 'Tệp số liệu (JSON niêm phong)',
    send: 'Kiểm tra và nhận', taken: 'Đã nhận: mọi đẳng thức đều cân.', refused: 'Không nhận tệp này:', add: 'Thêm cơ quan cấp dưới', code: 'Mã cơ quan', name: 'Tên cơ quan', differs: (name: string) => `${name}: bản mới khác bản trước`, column: 'Cột', before: 'Bản trước', after: 'Bản này',
    mine: 'Gửi cấp trên', keep: 'Giữ bản này', keepNote: 'Số liệu đếm lúc này được giữ nguyên cùng mã SHA-256; tải lại lúc nào cũng đúng từng số.', kept: 'Các bản đã giữ', notOver: 'Kỳ chưa hết: cấp trên sẽ không nhận tệp của kỳ này.', changed: 'Thêm vào danh sách chờ số liệu',
  },
  schedulePaces: { month: 'Hằng tháng', quarter: 'Hằng quý', halfYear: '6 tháng', year: 'Hằng năm' } satisfies Record<SchedulePace, string>,
}

export const en: Words<typeof vi> = {
  schedules: {
    title: 'Scheduled reports', help: 'Reports and tables are made by themselves when their day comes, once for each period, and keep the figures of that moment. Nothing is sent by the service: whoever keeps reports looks, freezes and sends.',
    running: 'Schedules', none: 'There is no schedule. Enter one, and each report is made by itself when its day comes and waits here to be looked at, frozen and sent.', subject: 'Report or table', pace: 'Period', after: 'Made after the 14th', afterDays: (days) => `${days} working days`, decision: 'Asked for by', next: 'Next', by: 'Entered by',
    enter: 'Enter a schedule', submit: 'Enter it', afterLabel: 'Working days after the closing day (1 to 60)', decisionHint: 'Number of the plan, decision or letter that asks for it', from: 'It begins today; periods that have passed are not made.',
    end: (subject) => `End: ${subject}`, endSubmit: 'End it', reason: 'Reason', ended: (on) => `ended on ${on}`, fails: (times, until) => `Could not be made (${times} times), tried again from ${until} on`, manage: 'Schedules',
    made: 'Made', noneMade: 'Nothing has been made yet. The column "Next" says when each schedule makes its report.', madeAt: 'Made at', state: 'State', waits: 'Waits to be sent', isKept: 'Kept', sentAs: (number) => `Frozen as ${number}`, bySchedule: 'By schedule', byHand: (who) => `Kept by ${who}`,
    madeOf: (at) => `Made at ${at}; the figures are those of that moment.`, notSent: 'This one was not sent. Freeze it under a number to make it the copy that is sent; its figures are exactly these.', sealed: 'Download the sealed file (JSON)', planned: 'To be made', late: 'Late; the next run makes it',
    inYear: 'Reports made by schedule in the year', day: 'Made on', seal: 'The file is sealed with its SHA-256; whoever takes it in checks every identity.',
  },
  subordinates: {
    title: 'Figures from below and for above', help: 'What subordinate agencies sent, added up beside the agency\'s own figures, and the sealed file for the superior agency.', own: 'This agency', all: 'All subordinates', together: 'With this agency', agency: 'Agency',
    received: 'Received at', missing: 'Not sent', version: (n) => `version ${n}`, counts: (sent, all) => `${sent} of ${all} agencies have sent`, none: 'No subordinate has been entered.', noneYet: 'Enter each of them below, then take in their files: their figures stand here side by side and are added up.', noneKept: 'None was kept. "Keep this one" keeps the figures that were sent, to be compared later.', upload: 'Take in a file of a subordinate', file: 'File of figures (sealed JSON)',
    send: 'Check and take in', taken: 'Taken in: every identity holds.', refused: 'This file was not taken in:', add: 'Enter a subordinate', code: 'Code', name: 'Name', differs: (name) => `${name}: the new version differs`, column: 'Column', before: 'Before', after: 'Now',
    mine: 'For the superior agency', keep: 'Keep this one', keepNote: 'The figures of this moment are kept with their SHA-256; downloaded again, they are the same to the digit.', kept: 'Kept so far', notOver: 'The period is not over: the superior agency will refuse its file.', changed: 'Expect its figures',
  },
  schedulePaces: { month: 'Monthly', quarter: 'Quarterly', halfYear: 'Half-yearly', year: 'Yearly' },
}
