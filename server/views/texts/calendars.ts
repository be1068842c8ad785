/** The words of the working calendar, in both languages. */
import type { CalendarDayKind } from '../../../schemas/calendar.ts'
import type { Words } from './words.ts'

export const vi = {
  dayKinds: {
    HOLIDAY: 'Nghỉ lễ, tết', COMPENSATORY: 'Nghỉ bù', SWAP_OFF: 'Nghỉ hoán đổi', SWAP_WORK: 'Làm bù hoán đổi', LOCAL_OFF: 'Cơ quan nghỉ', LOCAL_WORK: 'Cơ quan làm thêm',
  } satisfies Record<CalendarDayKind, string>,
  dayMarks: {
    HOLIDAY: 'L', COMPENSATORY: 'B', SWAP_OFF: 'H', SWAP_WORK: 'LB', LOCAL_OFF: 'C', LOCAL_WORK: 'LT',
  } satisfies Record<CalendarDayKind, string>,
  calendars: {
    title: 'Lịch làm việc', version: (n: string) => `phiên bản ${n}`, draftOf: (n: string) => `bản nháp của phiên bản ${n}`, covers: (from: string, to: string) => `Có lịch từ ${from} đến ${to}.`,
    year: (year: string) => `Năm ${year}`, edit: 'Sửa lịch, ban hành phiên bản mới', months: 'Tháng 1,Tháng 2,Tháng 3,Tháng 4,Tháng 5,Tháng 6,Tháng 7,Tháng 8,Tháng 9,Tháng 10,Tháng 11,Tháng 12', legend: 'Ký hiệu', today: 'hôm nay', weekend: 'nghỉ hằng tuần',
    halfMark: '½', half: 'nửa ngày', receiptMark: 'T', receiptOnly: 'chỉ tiếp nhận, không tính ngày làm việc', workingDays: (n: string) => `${n} ngày làm việc`,
    days: 'Ngày khác với lịch tuần', on: 'Ngày', kind: 'Loại', name: 'Tên, lý do', sessions: 'Giờ làm', decision: 'Quyết định', known: 'Ban hành ngày', pair: 'Đổi với', noDays: 'Năm này chưa có ngày nào khác lịch tuần.',
    weeks: 'Giờ làm việc hằng tuần', from: 'Từ ngày', none: 'Nghỉ', versions: 'Các phiên bản', by: 'Người ban hành', created: 'Ban hành lúc', outcome: 'Đối với hồ sơ đang mở',
    shipped: 'Có sẵn khi thiết lập', moved: (n: string) => `dời hạn ${n} hồ sơ`, kept: (n: string) => `giữ hạn ${n} hồ sơ`, notCovered: 'Lịch chưa có năm này.', names: 'Th 2,Th 3,Th 4,Th 5,Th 6,Th 7,CN',
    progress: 'Đang tính lại hạn của hồ sơ đang mở', progressOf: (done: string, all: string) => `${done} trên ${all} hồ sơ`, reload: 'Xem lại', mayLeave: 'Ông/bà có thể rời trang này; việc vẫn tiếp tục.',
    published: (n: string) => `Đã ban hành phiên bản ${n}. Hạn của hồ sơ đang mở được tính lại ngay.`, finished: (moved: string, kept: string) => `Đã tính xong: dời hạn ${moved} hồ sơ, giữ hạn ${kept} hồ sơ.`,
    help: 'Ngày nghỉ, ngày làm bù, giờ làm việc và quyết định kèm theo.',
  },
  calendarDraft: {
    title: 'Sửa lịch làm việc', next: (n: string) => `Bản nháp của phiên bản ${n}`, changes: 'Thay đổi trong bản nháp', noChanges: 'Chưa có thay đổi nào. Chọn một việc ở bên cạnh.',
    added: 'Thêm', removed: 'Bỏ', week: 'Giờ làm', year: 'Năm', covered: (to: string) => `có lịch đến ${to}`, savedBy: (name: string, at: string) => `${name} sửa lần cuối lúc ${at}.`,
    outdated: 'Đã có phiên bản mới hơn được ban hành; bản nháp trước không còn dùng được và bắt đầu lại từ phiên bản mới.', actions: 'Sửa', done: 'Đã ghi vào bản nháp.',
    seeYear: 'Xem bản nháp trên lịch năm', seeMoves: 'Hồ sơ sẽ bị dời hạn', movesHelp: 'Xem danh sách trước khi ban hành: chưa có gì được ghi.', back: 'Về lịch làm việc',
    addYear: (year: string) => `Thêm năm ${year}`, addYearNote: 'Điền ngày nghỉ theo thông báo của năm; các ngày cố định đã gợi ý sẵn. Để trống nếu chưa có. Ngày rơi vào cuối tuần được bỏ qua.',
    off: 'Nghỉ lễ, nghỉ bù', swap: 'Hoán đổi ngày làm việc', swapNote: 'Luôn là một cặp: nghỉ một ngày, làm bù một ngày.', local: 'Cơ quan nghỉ (bão, lũ, mất điện ...)',
    work: 'Cơ quan làm thêm ngày', weekTitle: 'Đổi giờ làm việc, tiếp nhận thứ Bảy', remove: 'Bỏ một ngày đã ghi', removeNote: 'Bỏ một ngày hoán đổi thì bỏ cả cặp.', paste: 'Dán cả danh sách (CSV hoặc JSON)',
    pasteNote: 'CSV có dòng đầu: on,kind,name,decision,knownOn,sessions. Ngày viết YYYY-MM-DD; sessions viết 07:30-11:30 13:00-17:00.', discard: 'Xóa bản nháp', discardNote: 'Mọi thay đổi chưa ban hành sẽ mất.',
    publish: 'Ban hành', publishNote: 'Sau khi ban hành, phiên bản không sửa được nữa. Hạn của hồ sơ đang mở được tính lại; ngày in trên giấy hẹn không đổi.',
    noHolidays: (years: string) => `Năm ${years} chưa có ngày nghỉ lễ nào.`, confirm: 'Vẫn ban hành khi chưa có ngày nghỉ lễ', confirmYes: 'Đúng, chưa có thông báo',
    firstDay: 'Ngày', firstOf: 'Từ ngày', lastOf: 'Đến ngày (nếu nhiều ngày)', offDay: 'Ngày nghỉ', workDay: 'Ngày làm bù', part: 'Phần ngày', whole: 'Cả ngày', morning: 'Buổi sáng', afternoon: 'Buổi chiều', decisionHint: 'Ví dụ 1234/QĐ-UBND',
    fromOf: (name: string) => `${name}: từ ngày`, toOf: (name: string) => `${name}: đến ngày`, morningHours: 'Giờ buổi sáng', afternoonHours: 'Giờ buổi chiều', hoursHint: 'Ví dụ 07:30-11:30; để trống nếu nghỉ',
    saturday: 'Thứ Bảy', saturdayNone: 'Nghỉ', saturdayReceipt: 'Sáng thứ Bảy: chỉ tiếp nhận', saturdayCounts: 'Sáng thứ Bảy: tính ngày làm việc', list: 'Danh sách', submit: 'Ghi vào bản nháp', pick: 'Chọn ngày', sum: 'Tóm tắt',
  },
  calendarMoves: {
    title: 'Hồ sơ sẽ bị dời hạn', none: 'Không có hồ sơ đang mở nào bị dời hạn.', caption: 'Hồ sơ đang mở theo thứ tự tiếp nhận', code: 'Mã hồ sơ', from: 'Hạn hiện tại', to: 'Hạn mới', days: 'Dời (ngày lịch)', holder: 'Người xử lý',
    later: (n: string) => `muộn hơn ${n} ngày`, earlier: (n: string) => `sớm hơn ${n} ngày`, sameDay: 'cùng ngày, khác giờ', beyond: (to: string) => `sau ${to}, chưa có lịch`, unknown: 'chưa tính được',
    count: (n: string) => `${n} hồ sơ sẽ bị dời hạn.`, countMore: (n: string) => `Ít nhất ${n} hồ sơ sẽ bị dời hạn.`, countAll: 'Đếm tất cả (có thể mất vài giây)', byDays: (n: string, what: string) => `${n} hồ sơ ${what}`, lookOn: 'Xem tiếp', floor: 'Không hạn nào sớm hơn ngày đã in trên giấy hẹn.',
  },
  calendarMoved: { title: 'Hồ sơ của tôi được dời hạn', of: (version: string) => `lịch làm việc phiên bản ${version}`, none: 'Không còn hồ sơ nào đang mở trong tay ông/bà được dời hạn.', caption: 'Hồ sơ đang mở trong tay ông/bà', from: 'Hạn trước', to: 'Hạn mới' },
  calendarEnd: {
    soon: (to: string, days: string) => `Lịch làm việc chỉ có đến ${to} (còn ${days} ngày).`, admin: 'Thêm năm mới', adminWhy: 'Sau ngày đó không tiếp nhận được hồ sơ và không tính được hạn.',
    staff: 'Hồ sơ có hạn sau ngày đó chưa tiếp nhận được; đề nghị quản trị nghiệp vụ bổ sung lịch.', over: (to: string) => `Lịch làm việc đã hết từ ${to}.`,
    overWhy: 'Vẫn ký và trả kết quả được; không tiếp nhận và không tính hạn được cho đến khi có lịch mới.',
  },
}

export const en: Words<typeof vi> = {
  dayKinds: {
    HOLIDAY: 'Holiday', COMPENSATORY: 'Day off in lieu', SWAP_OFF: 'Off by a swap', SWAP_WORK: 'Worked by a swap', LOCAL_OFF: 'Agency closed', LOCAL_WORK: 'Agency works',
  },
  dayMarks: { HOLIDAY: 'H', COMPENSATORY: 'IL', SWAP_OFF: 'S', SWAP_WORK: 'SW', LOCAL_OFF: 'C', LOCAL_WORK: 'W' },
  calendars: {
    title: 'Working calendar', version: (n) => `version ${n}`, draftOf: (n) => `draft of version ${n}`, covers: (from, to) => `It covers ${from} to ${to}.`,
    year: (year) => `Year ${year}`, edit: 'Change it, publish a new version', months: 'January,February,March,April,May,June,July,August,September,October,November,December', legend: 'Marks', today: 'today', weekend: 'weekly day off',
    halfMark: '1/2', half: 'half day', receiptMark: 'R', receiptOnly: 'receipt only, not a working day', workingDays: (n) => `${n} working days`,
    days: 'Days that differ from the week', on: 'Day', kind: 'Kind', name: 'Name, reason', sessions: 'Hours', decision: 'Decision', known: 'Made on', pair: 'In exchange for', noDays: 'This year has no day that differs from the week.',
    weeks: 'Weekly hours', from: 'From', none: 'Off', versions: 'Versions', by: 'Published by', created: 'Published at', outcome: 'For open dossiers',
    shipped: 'Came with the set-up', moved: (n) => `${n} due dates moved`, kept: (n) => `${n} kept`, notCovered: 'The calendar does not cover this year.', names: 'Mon,Tue,Wed,Thu,Fri,Sat,Sun',
    progress: 'Due dates of open dossiers are being counted anew', progressOf: (done, all) => `${done} of ${all} dossiers`, reload: 'Look again', mayLeave: 'You may leave this page; the work goes on.',
    published: (n) => `Version ${n} is published. Due dates of open dossiers are counted anew at once.`, finished: (moved, kept) => `Done: ${moved} due dates moved, ${kept} kept.`,
    help: 'Days off, days worked in exchange, hours, and the decisions behind them.',
  },
  calendarDraft: {
    title: 'Change the working calendar', next: (n) => `Draft of version ${n}`, changes: 'Changes in the draft', noChanges: 'No change yet. Choose what to do beside.',
    added: 'Added', removed: 'Removed', week: 'Hours', year: 'Year', covered: (to) => `covered to ${to}`, savedBy: (name, at) => `Last changed by ${name} at ${at}.`,
    outdated: 'A newer version was published; the draft before is of no use any more and begins anew from it.', actions: 'Change', done: 'Noted in the draft.',
    seeYear: 'See the draft as a year', seeMoves: 'Dossiers that would move', movesHelp: 'See the list before you publish: nothing is recorded yet.', back: 'To the working calendar',
    addYear: (year) => `Add the year ${year}`, addYearNote: 'Enter the days off as announced for the year; fixed dates are proposed. Leave empty what is not known. Days on a weekend are passed over.',
    off: 'Holidays, days off in lieu', swap: 'Swap two days', swapNote: 'Always a pair: one day off, one day worked.', local: 'Agency closed (storm, flood, power cut ...)',
    work: 'Agency works on a day', weekTitle: 'Other hours, receipt on Saturdays', remove: 'Take a day back', removeNote: 'Of a swap both days go.', paste: 'Paste a whole list (CSV or JSON)',
    pasteNote: 'CSV with the first line: on,kind,name,decision,knownOn,sessions. Dates as YYYY-MM-DD; sessions as 07:30-11:30 13:00-17:00.', discard: 'Throw the draft away', discardNote: 'Every change that is not published is lost.',
    publish: 'Publish', publishNote: 'A published version cannot be changed. Due dates of open dossiers are counted anew; the date printed on a receipt stays.',
    noHolidays: (years) => `There is no holiday in ${years}.`, confirm: 'Publish without any holiday', confirmYes: 'Yes, none is announced yet',
    firstDay: 'Day', firstOf: 'From', lastOf: 'To (if several days)', offDay: 'Day off', workDay: 'Day worked', part: 'Part of the day', whole: 'Whole day', morning: 'Morning', afternoon: 'Afternoon', decisionHint: 'For example 1234/QD-UBND',
    fromOf: (name) => `${name}: from`, toOf: (name) => `${name}: to`, morningHours: 'Morning hours', afternoonHours: 'Afternoon hours', hoursHint: 'For example 07:30-11:30; empty when off',
    saturday: 'Saturday', saturdayNone: 'Off', saturdayReceipt: 'Saturday morning: receipt only', saturdayCounts: 'Saturday morning: a working day', list: 'List', submit: 'Note in the draft', pick: 'Choose a day', sum: 'In short',
  },
  calendarMoves: {
    title: 'Dossiers that would move', none: 'No open dossier would move.', caption: 'Open dossiers in the order of their receipt', code: 'Code', from: 'Due now', to: 'Due then', days: 'Moved (calendar days)', holder: 'In the hands of',
    later: (n) => `${n} days later`, earlier: (n) => `${n} days earlier`, sameDay: 'same day, another hour', beyond: (to) => `after ${to}, not covered`, unknown: 'not known',
    count: (n) => `${n} dossiers would move.`, countMore: (n) => `At least ${n} dossiers would move.`, countAll: 'Count them all (may take some seconds)', byDays: (n, what) => `${n} dossiers ${what}`, lookOn: 'Look on', floor: 'No due date comes before the one printed on the receipt.',
  },
  calendarMoved: { title: 'My dossiers whose due date moved', of: (version) => `version ${version} of the working calendar`, none: 'No open dossier in your hands was moved.', caption: 'Open dossiers in your hands', from: 'Due before', to: 'Due now' },
  calendarEnd: {
    soon: (to, days) => `The working calendar ends on ${to} (${days} days left).`, admin: 'Add the new year', adminWhy: 'After that day nothing can be received and no due date be told.',
    staff: 'What is due after that day cannot be received; ask the business administrator to extend the calendar.', over: (to) => `The working calendar ended on ${to}.`,
    overWhy: 'Results are still signed and returned; nothing can be received and no due date be told until there is a new one.',
  },
}
