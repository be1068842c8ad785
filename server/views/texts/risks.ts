/** The words of risks and opportunities, in both languages. */
import type { Words } from './words.ts'

export const vi = {
  risks: {
    title: 'Rủi ro và cơ hội', caption: 'Rủi ro và cơ hội, mức còn lại cao nhất trước', none: 'Sổ chưa có rủi ro hay cơ hội nào. Ghi rủi ro đầu tiên ở nút phía trên, hoặc lấy từ đề xuất bên dưới nếu có.', what: 'Rủi ro, cơ hội', process: 'Quy trình', whole: 'Toàn cơ quan', before: 'Trước xử lý', after: 'Sau xử lý',
    treatment: 'Cách xử lý', owner: 'Người chịu trách nhiệm', due: 'Hạn', done: 'Làm xong ngày', standing: 'Tình trạng', review: 'Xem lại ngày', reviewDue: 'Đến kỳ xem lại', register: 'SỔ THEO DÕI RỦI RO VÀ CƠ HỘI',
    scale: 'Mức = khả năng × ảnh hưởng, mỗi thang 1 đến 5; từ 15 là cao, từ 6 là trung bình. Đánh giá lại: đính chính trong sổ, bản cũ vẫn được giữ.', enterRisk: 'Ghi rủi ro', enterOpportunity: 'Ghi cơ hội', files: 'Danh sách',
    proposals: 'Đề xuất từ nguyên nhân quá hạn', noProposals: 'Quý này không có nguyên nhân nào đủ nhiều để đề xuất.', take: 'Ghi vào sổ', taken: 'Đã ghi vào sổ',
    rule: (rule: string, least: string, percent: string) => `Quy tắc ${rule}: một nguyên nhân làm quá hạn từ ${least} hồ sơ trong quý và từ ${percent}% số hồ sơ quá hạn; mỗi nguyên nhân mỗi quý một đề xuất.`,
    numbers: (dossiers: string, late: string) => `${dossiers}/${late} hồ sơ quá hạn`, proposed: (cause: string, dossiers: string, late: string, quarter: string) => `Quá hạn vì thời gian ở khâu “${cause}” (${dossiers}/${late} hồ sơ quá hạn quý ${quarter})`,
    ofQuarter: (quarter: string, from: string, to: string) => `Quý ${quarter}: ${from} – ${to}`, ownerPick: 'Chọn người',
  },
  riskLevels: { low: 'thấp', medium: 'trung bình', high: 'cao' },
  riskStandings: { none: 'Chưa giao', doing: 'Đang xử lý', overdue: 'Quá hạn xử lý', done: 'Đã xử lý' },
}

export const en: Words<typeof vi> = {
  risks: {
    title: 'Risks and opportunities', caption: 'Risks and opportunities, the greatest that remain first', none: 'There is no risk or opportunity in the register. Enter the first one above, or take one from the proposals below if there are any.', what: 'Risk, opportunity', process: 'Process', whole: 'The whole agency', before: 'Before treatment', after: 'After treatment',
    treatment: 'Treatment', owner: 'Who answers for it', due: 'Due', done: 'Done on', standing: 'Standing', review: 'Looked at again on', reviewDue: 'To be looked at again', register: 'REGISTER OF RISKS AND OPPORTUNITIES',
    scale: 'Level = likelihood × impact, each from 1 to 5; from 15 high, from 6 medium. To assess one again, correct it in the register: every version stays.', enterRisk: 'Enter a risk', enterOpportunity: 'Enter an opportunity', files: 'Register',
    proposals: 'Proposed from causes of lateness', noProposals: 'No cause of this quarter is frequent enough to be proposed.', take: 'Enter it', taken: 'In the register',
    rule: (rule, least, percent) => `Rule ${rule}: one cause made at least ${least} dossiers late in the quarter, and at least ${percent}% of all late ones; one proposal for each cause and quarter.`,
    numbers: (dossiers, late) => `${dossiers} of ${late} late dossiers`, proposed: (cause, dossiers, late, quarter) => `Late because of time with “${cause}” (${dossiers} of ${late} late dossiers of ${quarter})`,
    ofQuarter: (quarter, from, to) => `${quarter}: ${from} to ${to}`, ownerPick: 'Choose a person',
  },
  riskLevels: { low: 'low', medium: 'medium', high: 'high' },
  riskStandings: { none: 'Nobody yet', doing: 'Being treated', overdue: 'Overdue', done: 'Treated' },
}
