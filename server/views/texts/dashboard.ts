/** The words of the leaders' overview, in both languages. */
import type { Words } from './words.ts'

export const vi = {
  dashboard: {
    title: 'Tổng quan lãnh đạo', onTime: 'Trước và đúng hạn', month: 'Tháng này', quarter: 'Quý này', year: 'Năm nay', now: 'Đang giải quyết', within: 'Trong hạn', overdue: 'Quá hạn', paused: 'Tạm dừng', resolved: 'Đã giải quyết', late: 'Trễ hạn',
    of: (hits: string, total: string) => `${hits}/${total} hồ sơ`, decide: 'Cần quyết định', decideOverdue: (n: string) => `${n} hồ sơ đang quá hạn`, decideObjectives: (n: string) => `${n} mục tiêu chất lượng chưa đạt`, decideSteps: (n: string) => `${n} chỗ nghẽn: bước quá hạn riêng trong quý này`, nothing: 'Hiện không có việc nào quá hạn, mọi mục tiêu đang đạt.',
    trend: 'Tỷ lệ trước và đúng hạn, 12 tháng báo cáo', trendText: (first: string, last: string) => `Biểu đồ tỷ lệ trước và đúng hạn theo tháng, từ ${first} đến ${last}; số liệu ở bảng bên dưới.`, table: 'Số liệu của biểu đồ', monthName: 'Tháng', share: 'Tỷ lệ (%)',
    units: 'Theo đơn vị', bottlenecks: 'Chỗ nghẽn trong quý', bottlenecksNote: 'Bước giữ hồ sơ quá hạn của chính bước, nhiều nhất trước', step: 'Bước', unit: 'Đơn vị', over: 'Quá hạn bước', time: 'Giờ làm việc đã qua', none: 'Không có bước nào quá hạn riêng trong quý.',
    conformance: 'Mở trang tuân thủ', objectives: 'Mục tiêu chất lượng', noObjectives: 'Năm nay chưa đặt mục tiêu nào.', toObjectives: 'Mở trang mục tiêu chất lượng', noTrend: 'Chưa có hồ sơ nào được giải quyết trong 12 tháng báo cáo.', counts: 'Trước và đúng hạn: số hồ sơ có kết quả không muộn hơn hạn trả, chia cho số hồ sơ đã giải quyết trong kỳ. Đang giải quyết: chưa có kết quả đến lúc này, kể cả hồ sơ tạm dừng. Bấm vào con số để xem từng hồ sơ.', readOnly: 'Chỉ gồm hồ sơ ông/bà được xem; mục tiêu tính cho toàn cơ quan. Kỳ chốt từ ngày 15 đến ngày 14.',
  },
}

export const en: Words<typeof vi> = {
  dashboard: {
    title: 'Overview for leaders', onTime: 'On or before time', month: 'This month', quarter: 'This quarter', year: 'This year', now: 'In progress', within: 'Within time', overdue: 'Overdue', paused: 'Paused', resolved: 'Resolved', late: 'Late',
    of: (hits, total) => `${hits} of ${total} dossiers`, decide: 'Needs a decision', decideOverdue: (n) => `${n} dossiers are overdue`, decideObjectives: (n) => `${n} quality objectives are not met`, decideSteps: (n) => `${n} bottlenecks: steps over their own limit in this quarter`, nothing: 'Nothing is overdue and every objective is met.',
    trend: 'Share on or before time, twelve reporting months', trendText: (first, last) => `Chart of the share on or before time by month, from ${first} to ${last}; the figures are in the table below.`, table: 'Figures of the chart', monthName: 'Month', share: 'Share (%)',
    units: 'By unit', bottlenecks: 'Bottlenecks of the quarter', bottlenecksNote: 'Steps that kept dossiers beyond their own limit, the most first', step: 'Step', unit: 'Unit', over: 'Over the limit', time: 'Working time in it', none: 'No step went over its own limit in this quarter.',
    conformance: 'Open conformance', objectives: 'Quality objectives', noObjectives: 'No objective is set for this year.', toObjectives: 'Open the quality objectives', noTrend: 'Nothing was resolved in the twelve reporting months.', counts: 'On or before time: results that were ready by the due date, of all dossiers resolved in the period. In progress: without a result by now, paused ones among them. Each number opens the list of its dossiers.', readOnly: 'Of the dossiers that you may read; objectives are counted for the whole agency. Periods run from the 15th to the 14th.',
  },
}
