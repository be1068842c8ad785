/** The words of quality objectives, in both languages. */
import type { Comparison, Formula, Light, Trend } from '../../../schemas/objective.ts'
import type { Words } from './words.ts'

export const vi = {
  objectives: {
    title: 'Mục tiêu chất lượng', year: 'Năm', show: 'Xem', none: 'Năm này chưa có mục tiêu nào gắn với số liệu.', noneYet: 'Ghi từng mục tiêu theo quyết định của năm ở “Đặt mục tiêu”; kết quả từng quý tự tính từ hồ sơ.', name: 'Mục tiêu', target: 'Chỉ tiêu', quarter: (n: string) => `Quý ${n}`, soFar: 'Từ đầu năm', light: 'Kết quả',
    trend: 'Xu hướng', forecast: 'Dự báo cuối năm', between: (low: string, high: string) => `${low} đến ${high}`, likely: (percent: string) => `khả năng đạt ${percent}%`, hardly: 'khả năng đạt dưới 1%', surely: 'khả năng đạt trên 99%', noForecast: 'Chưa dự báo được',
    agency: 'Toàn cơ quan', of: (hits: string, total: string) => `${hits}/${total}`,
    rules: 'Xanh: đạt. Vàng: chưa đạt, nhưng không kém quá mức dung sai đã quyết định. Đỏ: không đạt. Xám: chưa có số liệu (–). Tỷ lệ xét theo từng quý; số đếm xét cộng dồn từ đầu năm. Quý tính từ ngày 15 tháng trước đến ngày 14.',
    basis: 'Dự báo: nếu phần còn lại của năm diễn ra như từ đầu năm đến nay thì 9 trên 10 trường hợp kết quả cuối năm nằm trong khoảng này. Chưa tính đến việc thay đổi cách làm.',
    restLastYear: (n: string) => `Còn khoảng ${n} hồ sơ nữa, theo cùng kỳ năm trước (tính cả trường hợp ít hơn hoặc nhiều hơn một phần năm).`, restOwnPace: (n: string) => `Còn khoảng ${n} hồ sơ nữa, theo nhịp từ đầu năm (tính cả trường hợp ít hơn hoặc nhiều hơn một phần năm).`,
    restDays: (n: string) => `Còn ${n} ngày.`, asOf: (at: string) => `Số liệu đếm lúc ${at}, từ những việc đã được ghi nhận; không ai nhập tay.`, xlsx: 'Tải XLSX', docx: 'Tải DOCX', letterTitle: 'BÁO CÁO', about: (year: string) => `Kết quả thực hiện mục tiêu chất lượng năm ${year}`,
    enter: 'Đặt mục tiêu', submit: 'Ghi mục tiêu', formula: 'Cách tính', unit: 'Đơn vị', comparison: 'So sánh', tolerance: 'Dung sai', policy: 'Theo chính sách, yêu cầu', owner: 'Người chịu trách nhiệm', number: 'Quyết định số', on: 'Ngày quyết định', clause: 'Điều khoản ISO 9001',
    amountHint: 'Tỷ lệ ghi theo phần trăm (99 hoặc 99,5), số đếm ghi số nguyên', toleranceHint: 'Kém chỉ tiêu trong mức này là vàng; ghi 0 nếu không có', done: 'Đã ghi mục tiêu.',
    change: 'Điều chỉnh', changeNote: 'Ghi lại toàn bộ theo quyết định mới; phiên bản cũ vẫn còn, mỗi quý xét theo phiên bản có hiệu lực vào cuối quý.', reason: 'Lý do', withdraw: 'Thôi áp dụng', withdrawn: 'Đã thôi áp dụng', versions: 'Các phiên bản',
    version: 'Lần', by: 'Người ghi', at: 'Lúc', first: 'Ghi lần đầu', actions: 'Thao tác', units: 'Theo đơn vị', unitsNote: 'Đơn vị chưa có mục tiêu riêng xét theo mục tiêu của cấp trên.', own: 'mục tiêu riêng', achieved: 'Đạt được', period: 'Kỳ', hits: 'Tính đạt', misses: 'Không tính', total: 'Tổng số', count: 'Số lượng',
    behind: 'Danh sách phía sau con số', back: 'Về mục tiêu', noneBehind: 'Không có, hoặc ông/bà không được xem.', missed: (name: string, period: string, counted: string) => `Mục tiêu "${name}" không đạt, kỳ ${period}: ${counted}`,
  },
  formulas: {
    onTime: 'Tỷ lệ giải quyết trước và đúng hạn (%)', faster: 'Tỷ lệ giải quyết nhanh hơn thời hạn từ 10% trở lên (%)', online: 'Tỷ lệ hồ sơ nộp trực tuyến (%)', apologised: 'Tỷ lệ hồ sơ trễ có văn bản xin lỗi (%)',
    conformance: 'Tỷ lệ hồ sơ làm đúng hoàn toàn quy trình (%)', late: 'Số hồ sơ trả trễ hạn', complaints: 'Số khiếu nại, phản ánh', nonconformities: 'Số sự không phù hợp',
  } satisfies Record<Formula, string>,
  comparisons: { atLeast: 'Từ chỉ tiêu trở lên', atMost: 'Không quá chỉ tiêu' } satisfies Record<Comparison, string>,
  lights: { green: 'Đạt', amber: 'Chưa đạt, trong dung sai', red: 'Không đạt', grey: 'Chưa có số liệu' } satisfies Record<Light, string>,
  trends: { better: 'Tốt lên', worse: 'Xấu đi', level: 'Không khác rõ', unknown: '–' } satisfies Record<Trend, string>,
}

export const en: Words<typeof vi> = {
  objectives: {
    title: 'Quality objectives', year: 'Year', show: 'Show', none: 'No objective of this year is bound to figures.', noneYet: 'Set each of them below, by the decision of the year: what is achieved is counted from the dossiers, quarter by quarter.', name: 'Objective', target: 'Target', quarter: (n) => `Quarter ${n}`, soFar: 'Year so far', light: 'Result',
    trend: 'Trend', forecast: 'End of the year', between: (low, high) => `${low} to ${high}`, likely: (percent) => `met with ${percent} %`, hardly: 'met with less than 1 %', surely: 'met with more than 99 %', noForecast: 'No forecast yet',
    agency: 'Whole agency', of: (hits, total) => `${hits} of ${total}`,
    rules: 'Green: met. Amber: missed by no more than the tolerance that was decided. Red: missed. Grey: nothing to count yet (–). A share is judged quarter by quarter, a count by its sum since the year began. Quarters run from the 15th of the month before to the 14th.',
    basis: 'Forecast: if the rest of the year goes on as it has so far, it ends between these values nine times of ten. A change in how people work is not in it.',
    restLastYear: (n) => `About ${n} more dossiers are expected by the same stretch of last year (a fifth fewer or more is allowed for).`, restOwnPace: (n) => `About ${n} more dossiers are expected by the pace of this year (a fifth fewer or more is allowed for).`,
    restDays: (n) => `${n} days are left.`, asOf: (at) => `Counted at ${at} from what was recorded; nobody typed a figure.`, xlsx: 'Download XLSX', docx: 'Download DOCX', letterTitle: 'REPORT', about: (year) => `Quality objectives ${year}: achieved against target`,
    enter: 'Set an objective', submit: 'Set it', formula: 'Counted as', unit: 'Unit', comparison: 'Comparison', tolerance: 'Tolerance', policy: 'Policy or requirement', owner: 'Responsible', number: 'Decision number', on: 'Date of the decision', clause: 'Clause of ISO 9001',
    amountHint: 'A share in per cent (99 or 99,5), a count as a whole number', toleranceHint: 'Missed by no more than this is amber; 0 for none', done: 'The objective is set.',
    change: 'Change it', changeNote: 'Write the whole of it by the newer decision; the older version stays, and each quarter is judged by the version that held at its end.', reason: 'Reason', withdraw: 'Give it up', withdrawn: 'Given up', versions: 'Versions',
    version: 'No.', by: 'Entered by', at: 'At', first: 'First entry', actions: 'Actions', units: 'By unit', unitsNote: 'A unit without an objective of its own is held to the one above it.', own: 'its own', achieved: 'Achieved', period: 'Period', hits: 'Counted as met', misses: 'Not counted', total: 'All', count: 'Count',
    behind: 'What the number counts', back: 'Back to the objective', noneBehind: 'Nothing, or nothing that you may see.', missed: (name, period, counted) => `Objective "${name}" missed in ${period}: ${counted}`,
  },
  formulas: {
    onTime: 'Share resolved on or before time (%)', faster: 'Share resolved at least 10 % faster than the limit (%)', online: 'Share received online (%)', apologised: 'Share of late dossiers with an apology (%)',
    conformance: 'Share handled exactly as published (%)', late: 'Dossiers resolved late', complaints: 'Complaints', nonconformities: 'Nonconformities',
  },
  comparisons: { atLeast: 'At least the target', atMost: 'At most the target' },
  lights: { green: 'Met', amber: 'Missed within tolerance', red: 'Missed', grey: 'No data' },
  trends: { better: 'Better', worse: 'Worse', level: 'No clear change', unknown: '–' },
}
