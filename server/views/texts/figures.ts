/** The words of the official tables and of whose time it was, in both languages. */
import type { IndexGroup, Keeper, OfficialForm } from '../../../schemas/statistics.ts'
import type { Words } from './words.ts'

export const vi = {
  holders: {
    elapsed: 'Đã trôi qua', used: 'Tính vào thời hạn',
    note: 'Một ngày tính cho người đang giữ hồ sơ khi ngày bắt đầu; cộng lại đúng bằng thời gian từ khi tiếp nhận và phần thời hạn đã dùng.',
  },
  keepers: { unit: 'Đơn vị, chưa ai nhận', person: 'Người thụ lý', applicant: 'Người nộp hồ sơ', other: 'Cơ quan khác, dừng', superior: 'Lãnh đạo, cấp trên' } satisfies Record<Keeper, string>,
  conformance: {
    title: 'Tuân thủ quy trình', shares: 'Giải quyết đúng quy trình đã ban hành', sharesNote: 'Hồ sơ kết thúc trong kỳ; đúng: không lệch bước, không bước nào quá định mức, không quá hạn', ended: 'Hồ sơ kết thúc',
    exact: 'Đúng quy trình', deviating: 'Có sai lệch', share: 'Tỷ lệ (%)', deviations: 'Sai lệch', kind: 'Loại sai lệch', dossiers: 'Hồ sơ', noDeviation: 'Không có sai lệch nào.', steps: 'Thời gian ở từng bước',
    stepsNote: 'Dài: tổng thời gian; đậm: nhiều hồ sơ vượt định mức của bước', total: 'Biểu đồ', hours: 'Tổng', mean: 'Trung bình', longest: 'Lâu nhất', over: 'Vượt định mức', variants: 'Hồ sơ thực tế đã đi thế nào',
    variantsNote: 'Mười cách đi nhiều nhất; bấm tên thủ tục để xem đến mười cách của riêng thủ tục đó', events: (many: string) => `${many} việc`, counts: 'Đúng quy trình: nhật ký không có việc ngoài quy trình, không bước nào quá định mức của bước, kết quả không muộn hơn hạn trả. Một hồ sơ có thể có nhiều loại sai lệch, nên các loại không cộng thành số hồ sơ có sai lệch. Thời gian ở từng bước là giờ làm việc; màu đậm dần theo tỷ lệ hồ sơ vượt định mức của bước (số ở cột cuối).', way: 'Các bước đã đi',
  },
  deviationKinds: {
    'step-over-limit': 'Có bước quá định mức', late: 'Trả kết quả quá hạn', 'supplement-notice-late': 'Yêu cầu bổ sung quá thời gian cho phép', 'activity-unknown': 'Việc ngoài quy trình',
    'event-not-allowed': 'Bước không được phép ở thời điểm đó', 'guard-refused': 'Điều kiện của bước không đạt', 'dossier-closed': 'Việc sau khi hồ sơ đã kết thúc',
  },
  tables: {
    form: 'Biểu', index: 'Chỉ số', points: 'Tổng điểm', counted: 'Số hồ sơ tính điểm', score: 'Điểm trung bình', scoreNote: 'Chỉ số ghi “–” là chưa có dữ liệu trong hệ thống, không tính vào điểm (TT 01/2018/TT-VPCP điều 15).',
    groups: 'Các nhóm chỉ số của Quyết định 766/QĐ-TTg', group: 'Nhóm chỉ số', most: 'Điểm tối đa', share: 'Tỷ lệ từ dữ liệu hồ sơ (%)', noneLate: 'Không có hồ sơ quá hạn trong kỳ này.',
    broken: (which: string) => `Số liệu không khớp: ${which}.`, behind: 'Hồ sơ đứng sau con số', ofYours: 'chỉ gồm hồ sơ ông/bà được xem', none: 'Không có hồ sơ nào.', back: 'Về bảng số liệu',
    read: (read: string) => `Đã đọc quá trình xử lý của ${read} hồ sơ cho bảng này.`, waiting: (many: string) => `Còn ${many} hồ sơ đang chờ đọc, chưa có trong bảng; hệ thống tự đọc tiếp, xem lại sau ít phút.`,
  },
  formHeadings: {
    '06a': 'Tình hình, kết quả giải quyết TTHC', '06b': 'Tình hình, kết quả giải quyết TTHC theo đơn vị', weekly: 'Tình hình tiếp nhận, giải quyết TTHC trong tuần',
    766: 'Tiến độ giải quyết TTHC', causes: 'Nguyên nhân quá hạn', score: 'Đánh giá việc giải quyết TTHC', steps: 'Kết quả theo bước của quy trình', people: 'Kết quả theo người thụ lý',
  } satisfies Record<OfficialForm, string>,
  formNotes: {
    '06a': 'Biểu II.06a/VPCP/KSTT · Đơn vị tính: hồ sơ', '06b': 'Biểu II.06b/VPCP/KSTT · cộng dồn theo cây đơn vị tại ngày cuối kỳ', weekly: 'Mẫu báo cáo tuần · Đơn vị tính: hồ sơ',
    766: 'Quyết định 766/QĐ-TTg · đang xử lý: 2, 4; đã xử lý: 7, 9, 10; tạm dừng: 5, 6, 8', causes: 'Mỗi hồ sơ tính cho người đã dùng nhiều thời hạn nhất', score: 'TT 01/2018/TT-VPCP điều 13 đến 15',
    steps: 'Đơn vị tính: lượt thực hiện bước; giờ làm việc khi thời hạn đang chạy', people: 'Đơn vị tính: lượt thực hiện bước; giờ tính cho người đang giữ',
  } satisfies Record<OfficialForm, string>,
  formCounts: {
    '06a': 'Mỗi hồ sơ tính một lần. Nhận giải quyết: đã tiếp nhận trong kỳ, hoặc kỳ trước chuyển sang mà chưa xong. Đã giải quyết: có kết quả trong kỳ (không phải ngày trả cho người dân). Đang giải quyết: đến hết kỳ chưa có kết quả.',
    '06b': 'Như biểu II.06a, mỗi hồ sơ tính cho đơn vị chịu trách nhiệm; dòng của đơn vị cấp trên gồm cả các đơn vị trực thuộc, nên không cộng các dòng với nhau.',
    weekly: 'Như biểu II.06a, phần nhận trong kỳ tách theo hình thức nộp và mức dịch vụ trực tuyến của thủ tục.',
    766: 'Xếp theo trạng thái hồ sơ của Quyết định 766/QĐ-TTg; hồ sơ tạm dừng luôn để riêng, không phụ thuộc cách gộp.',
    causes: 'Mỗi hồ sơ quá hạn tính một lần, cho người đã dùng nhiều thời hạn nhất theo nhật ký xử lý.',
    score: 'Điểm từng chỉ số theo Thông tư 01/2018/TT-VPCP, tính từ hồ sơ đã có kết quả, sổ phản ánh và hình thức nộp.',
    steps: 'Mỗi lượt hồ sơ vào một bước tính một lượt; danh sách phía sau con số ghi mỗi hồ sơ một lần, nên có thể ngắn hơn con số.',
    people: 'Lượt bước tính cho người giữ bước đó; danh sách phía sau con số ghi mỗi hồ sơ một lần, nên có thể ngắn hơn con số.',
  } satisfies Record<OfficialForm, string>,
  tableGroups: {
    received: 'Số hồ sơ nhận giải quyết', resolved: 'Số hồ sơ đã giải quyết', inProgress: 'Số hồ sơ đang giải quyết', paused: 'Tạm dừng xử lý', apart: 'Để riêng', late: 'Hồ sơ quá hạn',
    cause: 'Thời hạn dùng nhiều nhất ở', stepsDone: 'Bước đã xong', workingHours: 'Thời gian', stepsOpen: 'Bước đang mở',
  },
  tableColumns: {
    3: 'Tổng số', 4: 'Trực tuyến', 5: 'Trực tiếp, bưu chính', 6: 'Từ kỳ trước', 7: 'Tổng số', 8: 'Trước hạn', 9: 'Đúng hạn', 10: 'Quá hạn', 11: 'Tổng số', 12: 'Trong hạn', 13: 'Quá hạn',
    apart: 'Rút, trả, dừng', received: 'Tổng số', onlineFull: 'Trực tuyến toàn trình', onlinePartial: 'Trực tuyến một phần', onlineUnstated: 'Trực tuyến, chưa rõ mức', postal: 'Bưu chính', direct: 'Trực tiếp',
    carried: 'Từ kỳ trước', new: 'Trong kỳ', online: 'Trực tuyến', resolved: 'Tổng số', done: 'Tổng số', early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn', allLate: 'Tổng số', inProgress: 'Tổng số', within: 'Trong hạn',
    overdue: 'Đang quá hạn', paused: 'Tổng số', pausedWithin: 'Trong hạn', pausedOverdue: 'Quá hạn', resolvedLate: 'Đã trả, quá hạn', apologised: 'Có thư xin lỗi', notApologised: 'Chưa xin lỗi',
    unknown: 'Chưa rõ', stepsDone: 'Tổng số', stepsWithin: 'Trong định mức', stepsOver: 'Quá định mức', stepsUnlimited: 'Không có định mức', workingHours: 'Giờ làm việc', stepsOpen: 'Tổng số',
    stepsOpenOver: 'Đã quá định mức',
  },
  scoreIndices: {
    1: 'Thời gian giải quyết so với quy định', 2: 'Thời gian của từng cơ quan, đơn vị', 3: 'Số lần người nộp phải đến bổ sung', 4: 'Số cơ quan phải liên hệ', 5: 'Tổ chức tại Bộ phận Một cửa',
    6: 'Công khai thủ tục', 7: 'Thái độ của người giải quyết', 8: 'Xử lý phản ánh, kiến nghị', 9: 'Dịch vụ công trực tuyến',
  },
  scoreReasons: {
    1: 'trong kỳ chưa có hồ sơ nào có kết quả', 2: 'thời hạn riêng của từng cơ quan, đơn vị không được ghi; xem biểu kết quả theo bước', 3: 'trong kỳ chưa có hồ sơ nào có kết quả',
    4: 'người nộp đã liên hệ bao nhiêu cơ quan không được ghi; cần hỏi người nộp', 5: 'đoàn kiểm tra chấm tại Bộ phận Một cửa, dữ liệu hồ sơ không cho biết', 6: 'hệ thống biết phần công khai trên mạng, không biết bản niêm yết tại trụ sở',
    7: 'sổ phản ánh, kiến nghị chưa có mục nào nên không biết có hay không, hoặc trong kỳ chưa có hồ sơ nào có kết quả', 8: 'trong kỳ không có phản ánh, kiến nghị nào phải trả lời', 9: 'trong kỳ không tiếp nhận hồ sơ nào',
  },
  satisfactionIndices: { feedbackInTime: 'Phản ánh, kiến nghị, khiếu nại được trả lời đúng hạn', feedbackContent: 'Hài lòng với việc trả lời phản ánh, kiến nghị', servedContent: 'Hài lòng với tiếp nhận, giải quyết (tổng trừ không hài lòng)' },
  indexGroups: {
    publicity: 'Công khai, minh bạch', progress: 'Tiến độ, kết quả giải quyết', digitisation: 'Số hóa hồ sơ', onlineService: 'Dịch vụ trực tuyến', onlinePayment: 'Thanh toán trực tuyến',
    satisfaction: 'Mức độ hài lòng',
  } satisfies Record<IndexGroup['group'], string>,
}

export const en: Words<typeof vi> = {
  holders: {
    elapsed: 'Passed', used: 'Counted in the limit',
    note: 'A day counts for whoever had the dossier when it began; the sums are the time since receipt and what the limit has used, exactly.',
  },
  keepers: { unit: 'Unit, nobody yet', person: 'Person in charge', applicant: 'Applicant', other: 'Other agency, stopped', superior: 'Leader, superior' },
  conformance: {
    title: 'Conformance', shares: 'Handled exactly as published', sharesNote: 'Dossiers that ended in the period; exact: nothing unforeseen, no step over its limit, not late', ended: 'Ended',
    exact: 'Exactly', deviating: 'With deviations', share: 'Share (%)', deviations: 'Deviations', kind: 'Kind', dossiers: 'Dossiers', noDeviation: 'There is no deviation.', steps: 'Time in each step',
    stepsNote: 'Longer: more time in all; darker: more dossiers over the limit of the step', total: 'Chart', hours: 'In all', mean: 'Mean', longest: 'Longest', over: 'Over the limit', variants: 'How dossiers really ran',
    variantsNote: 'The ten most frequent ways; the name of a procedure leads to up to ten of its own', events: (many) => `${many} events`, counts: 'Exactly: nothing in the journal lies outside the procedure, no step went over its own limit, and the result was not late. A dossier may deviate in several ways, so the kinds do not add up. Time in a step is working time; the darker, the larger the share of dossiers over the limit of the step (the last column).', way: 'Way',
  },
  deviationKinds: {
    'step-over-limit': 'A step over its limit', late: 'Result late', 'supplement-notice-late': 'Supplement asked for too late', 'activity-unknown': 'Work outside the procedure', 'event-not-allowed': 'A step not allowed there',
    'guard-refused': 'A condition was not met', 'dossier-closed': 'Work after the end',
  },
  tables: {
    form: 'Form', index: 'Index', points: 'Points', counted: 'Dossiers counted', score: 'Mean', scoreNote: 'An index with “–” has no data here and is left out (Circular 01/2018, art. 15).',
    groups: 'Index groups of Decision 766', group: 'Group', most: 'Most points', share: 'Share told by the dossiers (%)', noneLate: 'No dossier was late in this period.',
    broken: (which) => `The figures do not agree: ${which}.`, behind: 'Dossiers behind the number', ofYours: 'those that you may read', none: 'There is no dossier.', back: 'Back to the figures',
    read: (read) => `The journals of ${read} dossiers were read for this table.`, waiting: (many) => `${many} dossiers wait to be read and are not counted yet; the service goes on by itself, look again in some minutes.`,
  },
  formHeadings: {
    '06a': 'How administrative procedures were resolved', '06b': 'The same by unit', weekly: 'The week: received and resolved', 766: 'Progress of administrative procedures', causes: 'Causes of lateness',
    score: 'How well procedures were resolved', steps: 'Work by step of the procedures', people: 'Work by person',
  },
  formNotes: {
    '06a': 'Form II.06a/VPCP/KSTT · unit: dossiers', '06b': 'Form II.06b/VPCP/KSTT · rolled up the agency tree of the last day', weekly: 'Weekly layout · unit: dossiers',
    766: 'Decision 766 · in progress: 2, 4; done: 7, 9, 10; paused: 5, 6, 8', causes: 'Each dossier counts for whoever used most of its limit', score: 'Circular 01/2018, art. 13 to 15',
    steps: 'Unit: visits of a step; working hours while the limit runs', people: 'Unit: visits of a step; hours of whoever has it in hand',
  },
  formCounts: {
    '06a': 'Each dossier is counted once. Received: accepted in the period, or carried over because it was not done. Resolved: its result was ready in the period (not the day it was handed over). In progress: without a result at the end of the period.',
    '06b': 'As form II.06a, each dossier for the unit that answers for it; the row of a unit holds all units below it, so rows are not added up.',
    weekly: 'As form II.06a, what was received in the period told apart by channel and by the online level of the procedure.',
    766: 'By the status sets of Decision 766; paused dossiers always stand apart, whatever the grouping.',
    causes: 'Each late dossier once, for whoever used most of its limit by the journal.',
    score: 'Points of each index by Circular 01/2018, out of dossiers with a result, the register of complaints and the channel.',
    steps: 'Each visit of a dossier to a step counts once; the list behind a number names each dossier once, so it may be shorter.',
    people: 'A visit counts for whoever had the step in hand; the list behind a number names each dossier once, so it may be shorter.',
  },
  tableGroups: { received: 'Received', resolved: 'Resolved', inProgress: 'In progress', paused: 'Paused', apart: 'Apart', late: 'Late', cause: 'Most of the limit used by', stepsDone: 'Steps done', workingHours: 'Time', stepsOpen: 'Steps open' },
  tableColumns: {
    3: 'Total', 4: 'Online', 5: 'Desk, post', 6: 'Carried over', 7: 'Total', 8: 'Early', 9: 'On time', 10: 'Late', 11: 'Total', 12: 'Within limit', 13: 'Overdue',
    apart: 'Withdrawn, refused, stopped', received: 'Total', onlineFull: 'Online, whole', onlinePartial: 'Online, a part', onlineUnstated: 'Online, level not stated', postal: 'Post', direct: 'Desk',
    carried: 'Carried over', new: 'In the period', online: 'Online', resolved: 'Total', done: 'Total', early: 'Early', onTime: 'On time', late: 'Late', allLate: 'Total', inProgress: 'Total', within: 'Within limit',
    overdue: 'Overdue now', paused: 'Total', pausedWithin: 'Within limit', pausedOverdue: 'Overdue', resolvedLate: 'Resolved late', apologised: 'With apology', notApologised: 'Without apology',
    unknown: 'Not known', stepsDone: 'Total', stepsWithin: 'Within limit', stepsOver: 'Over limit', stepsUnlimited: 'Without limit', workingHours: 'Working hours', stepsOpen: 'Total', stepsOpenOver: 'Over limit',
  },
  scoreIndices: {
    1: 'Time taken against time allowed', 2: 'Time of each unit', 3: 'How often the applicant came back', 4: 'Agencies to be contacted', 5: 'Organisation of the desk', 6: 'Publication',
    7: 'Attitude', 8: 'Complaints and proposals', 9: 'Online services',
  },
  scoreReasons: {
    1: 'no dossier of the period has a result yet', 2: 'the limit of each agency and unit is not recorded; see the table by step', 3: 'no dossier of the period has a result yet',
    4: 'how many agencies the applicant contacted is not recorded; it has to be asked', 5: 'inspectors score the desk; dossiers do not tell it', 6: 'the service knows what is published online, not what hangs at the office',
    7: 'the register of complaints has no entry at all, so that nothing tells whether there were any; or no dossier of the period has a result yet', 8: 'nothing had to be answered in the period', 9: 'no dossier was received in the period',
  },
  satisfactionIndices: { feedbackInTime: 'Feedback and complaints answered in time', feedbackContent: 'Content with how feedback was answered', servedContent: 'Content with how they were served (all but the dissatisfied)' },
  indexGroups: {
    publicity: 'Openness', progress: 'Progress and results', digitisation: 'Digitisation', onlineService: 'Online services', onlinePayment: 'Online payment', satisfaction: 'Satisfaction',
  },
}
