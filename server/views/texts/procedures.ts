/** The words of revisions of procedures: side by side, and what the members of steps and transitions are called. */
import type { guardNames, actionNames } from '../../../schemas/procedure.ts'
import type { FactMember } from '../../../workflows/procedure/compare.ts'
import type { Words } from './words.ts'

export const vi = {
  compare: {
    title: 'So sánh hai lần ban hành', heading: (code: string) => `So sánh hai lần ban hành của quy trình ${code}`, from: 'Bản trước', to: 'Bản sau', submit: 'So sánh', link: 'So sánh các lần ban hành',
    draftOf: (document: string, numbers: string, state: string) => `Dự thảo trong ${document}, ${numbers} (${state.toLowerCase()})`,
    facts: 'Thông tin chung', what: 'Nội dung', before: 'Bản trước', after: 'Bản sau', steps: 'Các bước', step: 'Bước', change: 'Thay đổi', ways: 'Chuyển tiếp giữa các bước',
    way: 'Từ bước, khi nào, đến bước', papers: 'Thành phần hồ sơ', laws: 'Căn cứ pháp lý', nothing: 'Không có gì khác nhau.', same: 'Giữ nguyên', added: 'Thêm', removed: 'Bỏ', changed: 'Sửa',
    chart: 'Lưu đồ chung của hai bản', chartOf: (title: string) => `Lưu đồ so sánh: ${title}`, noChart: 'Không vẽ được lưu đồ: một trong hai bản còn lỗi trong các bước. Bảng bên dưới vẫn đầy đủ.',
    legend: 'Viền đôi, nét đậm, dấu +: thêm. Viền chấm, chữ gạch ngang, dấu −: bỏ. Viền đậm, nét gạch dài, dấu ±: sửa. Còn lại giữ nguyên.',
    count: (added: string, removed: string, changed: string) => `Thêm ${added}, bỏ ${removed}, sửa ${changed}`,
    always: 'tự động', whenDone: 'khi xong bên trong', stays: 'ở lại', anywhere: 'mọi bước', original: (n: string) => `${n} bản chính`, copy: (n: string) => `${n} bản sao`,
  },
  compareTags: { added: 'Thêm', removed: 'Bỏ', changed: 'Sửa' },
  factMembers: {
    title: 'Tên', publicServiceCode: 'Mã thủ tục quốc gia', kind: 'Loại', field: 'Lĩnh vực', level: 'Cấp', limit: 'Thời hạn', limitVariants: 'Thời hạn đặc biệt', onResume: 'Sau khi bổ sung',
    supplementNoticeDays: 'Số ngày được yêu cầu bổ sung', hoursPerDay: 'Số giờ tính cho một ngày', fee: 'Phí, lệ phí', validFrom: 'Hiệu lực từ', validTo: 'Hiệu lực đến', events: 'Sự kiện riêng',
  } satisfies Record<FactMember, string>,
  resumeRules: { pause: 'tính tiếp', reset: 'tính lại từ đầu' },
  stepMembers: {
    name: 'Tên bước', role: 'Vai trò', place: 'Nơi thực hiện', limit: 'Thời hạn', limitAt: 'Thời hạn chung', within: 'Nằm trong thời hạn của', status: 'Trạng thái', clock: 'Đồng hồ', stopGround: 'Căn cứ dừng',
    paper: 'Văn bản', form: 'Biểu mẫu', output: 'Kết quả', fourEyes: 'Không cùng người với', guidance: 'Hướng dẫn', isFinal: 'Bước kết thúc', regionPath: 'Nhánh song song',
    guard: 'Điều kiện', actions: 'Việc kèm theo', reenter: 'Vào lại từ đầu', branch: 'Ngoài đường chính', reason: 'Phải có lý do', required: 'Bắt buộc', originals: 'Bản chính', copies: 'Bản sao', source: 'Nguồn',
  },
  clockModes: { notStarted: 'chưa tính', runs: 'đang tính', stopped: 'dừng', ended: 'đã kết thúc' },
  guards: {
    papersComplete: 'đủ giấy tờ', reasonGiven: 'có lý do', paperGiven: 'có văn bản', noApologyYet: 'chưa xin lỗi lần nào', countBelow: 'chưa quá số lần', inState: 'đang ở bước', choice: 'lựa chọn',
  } satisfies Record<(typeof guardNames)[number], string>,
  sideActions: {
    countUp: 'đếm thêm một lần', useLimit: 'dùng thời hạn đặc biệt', assign: 'giao người', claim: 'nhận việc', acknowledge: 'xác nhận đã nhận', clearHolder: 'bỏ người đang giữ', issueForm: 'phát hành mẫu',
    apologise: 'xin lỗi, hẹn lại', resetClock: 'tính lại thời hạn', notify: 'báo tin',
  } satisfies Record<(typeof actionNames)[number], string>,
}

export const en: Words<typeof vi> = {
  compare: {
    title: 'Two revisions side by side', heading: (code) => `Two revisions of procedure ${code} side by side`, from: 'Before', to: 'After', submit: 'Compare', link: 'Compare revisions',
    draftOf: (document, numbers, state) => `Draft in ${document}, ${numbers} (${state.toLowerCase()})`,
    facts: 'Facts', what: 'What', before: 'Before', after: 'After', steps: 'Steps', step: 'Step', change: 'Change', ways: 'Transitions',
    way: 'From, when, to', papers: 'Papers', laws: 'Legal basis', nothing: 'Nothing differs.', same: 'Unchanged', added: 'Added', removed: 'Removed', changed: 'Changed',
    chart: 'One flowchart of both', chartOf: (title) => `Flowchart of both revisions: ${title}`, noChart: 'No flowchart: the steps of one of the two still have faults. The tables below are complete.',
    legend: 'Double frame, thick line, sign +: added. Dotted frame, struck out, sign −: removed. Thick frame, long dashes, sign ±: changed. Everything else is unchanged.',
    count: (added, removed, changed) => `${added} added, ${removed} removed, ${changed} changed`,
    always: 'by itself', whenDone: 'when all inside is done', stays: 'stays', anywhere: 'every step', original: (n) => `${n} originals`, copy: (n) => `${n} copies`,
  },
  compareTags: { added: 'Added', removed: 'Removed', changed: 'Changed' },
  factMembers: {
    title: 'Name', publicServiceCode: 'National code', kind: 'Kind', field: 'Field', level: 'Level', limit: 'Limit', limitVariants: 'Special limits', onResume: 'After a supplement',
    supplementNoticeDays: 'Days in which a supplement may be asked', hoursPerDay: 'Hours counted for a day', fee: 'Fee', validFrom: 'In force from', validTo: 'In force until', events: 'Events of its own',
  },
  resumeRules: { pause: 'goes on', reset: 'begins anew' },
  stepMembers: {
    name: 'Name', role: 'Role', place: 'Place', limit: 'Limit', limitAt: 'Shared limit', within: 'Within the limit of', status: 'Status', clock: 'Clock', stopGround: 'Ground for the stop',
    paper: 'Paper', form: 'Form', output: 'Result', fourEyes: 'Not by who did', guidance: 'Guidance', isFinal: 'End', regionPath: 'Strand',
    guard: 'Condition', actions: 'What goes with it', reenter: 'Begins the step anew', branch: 'Off the main path', reason: 'Needs a reason', required: 'Required', originals: 'Originals', copies: 'Copies', source: 'Source',
  },
  clockModes: { notStarted: 'not started', runs: 'runs', stopped: 'stopped', ended: 'ended' },
  guards: {
    papersComplete: 'papers complete', reasonGiven: 'a reason is given', paperGiven: 'a paper is given', noApologyYet: 'no apology yet', countBelow: 'not too often', inState: 'while in', choice: 'choice',
  },
  sideActions: {
    countUp: 'counts once more', useLimit: 'takes a special limit', assign: 'assigns', claim: 'claims', acknowledge: 'acknowledges', clearHolder: 'takes it out of hands', issueForm: 'issues a form',
    apologise: 'apologises with a new date', resetClock: 'begins the limit anew', notify: 'tells',
  },
}
