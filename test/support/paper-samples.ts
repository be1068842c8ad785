/** Facts of each form, as a commune and a department would have them. The people are invented. */
import type {
  ApologyFacts, BookFacts, BookLine, ControlSlipFacts, HandOverRow, PaperFacts, ReceiptFacts, RefusalFacts, StopFacts, SupplementFacts,
} from '../../schemas/paper.ts'
import { at } from './dossiers.ts'

const commune = 'Ủy ban nhân dân xã Thuận Lộc'
const desk = 'Trung tâm Phục vụ hành chính công xã Thuận Lộc'
const common = {
  issuer: { superior: commune, name: desk, place: 'Thuận Lộc' }, number: null, on: '2026-05-06', issuedAtMs: at('2026-05-06T09:40'), code: 'H19.07-260506-0012',
  procedure: 'Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất',
  applicant: {
    kind: 'citizen' as const, name: 'Nguyễn Thị Phượng Quỳnh', address: 'Thôn Hồng Lam, xã Thuận Lộc, tỉnh Hà Tĩnh', phone: '0900 000 001', email: 'quynh@example.org',
    subject: 'Chuyển nhượng toàn bộ thửa đất số 215, tờ bản đồ số 14',
  },
  signer: { role: 'receptionist' as const, name: 'Hồ Thị Diễm', insteadOf: null }, desk,
}
const leader = { role: 'agencyLeader' as const, name: 'Phạm Đức Cường', insteadOf: null }
const agency = { superior: null, name: commune, place: 'Thuận Lộc' }

export const receipt: ReceiptFacts = {
  form: 'receipt', ...common, channel: 'direct',
  papers: [
    { name: 'Đơn đăng ký biến động đất đai theo mẫu', originals: 1, copies: 0 },
    { name: 'Giấy chứng nhận quyền sử dụng đất đã cấp', originals: 1, copies: 1 },
    { name: 'Hợp đồng chuyển nhượng quyền sử dụng đất đã được công chứng hoặc chứng thực', originals: 1, copies: 0 },
    { name: 'Tờ khai thuế thu nhập cá nhân, lệ phí trước bạ', originals: 2, copies: 0 },
  ],
  papersUpTo: null, limit: { unit: 'workingDay', amount: 10 }, receivedAt: '2026-05-06T09:40', dueAt: '2026-05-20T17:00',
  fee: { amountDong: 1_250_000, note: 'gồm lệ phí cấp giấy chứng nhận và phí thẩm định' }, bookNumber: 1204,
}
export const supplement: SupplementFacts = {
  form: 'supplement-request', ...common, on: '2026-05-08', issuedAtMs: at('2026-05-08T15:20'), signer: { role: 'specialist', name: 'Lê Thị Bưởi', insteadOf: null },
  issuer: { superior: commune, name: 'Phòng Kinh tế', place: 'Thuận Lộc' },
  reason: '1. Hợp đồng chuyển nhượng chưa có lời chứng của công chứng viên tại trang 4.\n2. Thiếu bản chính Giấy chứng nhận quyền sử dụng đất số BK 123456.\nCăn cứ: Luật Đất đai 2024, điều 133; NĐ 101/2024/NĐ-CP, điều 29.', onResume: 'reset',
}
export const refusal: RefusalFacts = {
  form: 'refusal', ...common, code: null, reason: 'Thửa đất đang có quyết định kê biên của cơ quan thi hành án dân sự; việc chuyển nhượng không thuộc trường hợp được giải quyết.',
}
export const apology: ApologyFacts = {
  form: 'apology', ...common, issuer: agency, signer: leader, number: '45/PXL-UBND', on: '2026-05-19', issuedAtMs: at('2026-05-19T08:05'),
  receivedAt: '2026-05-06T09:40', dueAt: '2026-05-20T17:00', newDueAt: '2026-06-02T17:00', inTime: true,
  reason: 'chờ ý kiến xác nhận nguồn gốc đất của cơ quan chuyên môn (đã gửi Công văn số 45/CV-TTPVHCC ngày 12 tháng 5 năm 2026, chưa có phản hồi).',
}
export const stopNotice: StopFacts = {
  form: 'stop-notice', ...common, issuer: agency, signer: { ...leader, insteadOf: 'Trần Văn Khánh' }, number: '67/TB-UBND', on: '2026-05-14', issuedAtMs: at('2026-05-14T10:15'),
  receivedAt: '2026-05-06T09:40', dueAt: '2026-05-20T17:00', stoppedAt: '2026-05-14T10:15', clock: 'stopped', ground: 'Luật Đất đai 2024, điều 236',
  reason: 'Tòa án nhân dân khu vực 3 đã thụ lý tranh chấp quyền sử dụng thửa đất (Thông báo số 12/TB-TLVA ngày 12 tháng 5 năm 2026).',
}
const land = 'Phòng Kinh tế'
const handOver = (more: Partial<HandOverRow>): HandOverRow => ({
  giver: { unit: desk, person: 'Hồ Thị Diễm', step: 'Tiếp nhận, kiểm tra hồ sơ' }, receiver: { unit: land, person: null, step: 'Phân công thụ lý' },
  at: '2026-05-06T10:30', takenAt: null, result: 'early', limit: { unit: 'workingHour', amount: 4 }, daysLate: 0, event: 'HAND_OVER', note: null, ...more,
})
export const controlSlip: ControlSlipFacts = {
  form: 'control-slip', ...common, receivedAt: '2026-05-06T09:40', dueAt: '2026-05-20T17:00', unit: land, others: ['Chi nhánh Văn phòng Đăng ký đất đai khu vực Hồng Lĩnh'],
  rows: [
    handOver({}),
    handOver({
      giver: { unit: land, person: 'Võ Quang Hùng', step: 'Phân công thụ lý' }, receiver: { unit: land, person: 'Lê Thị Bưởi', step: 'Thẩm định hồ sơ' },
      at: '2026-05-06T14:00', takenAt: '2026-05-06T14:20', result: 'onTime', limit: { unit: 'workingHour', amount: 2 },
    }),
    handOver({
      giver: { unit: land, person: 'Lê Thị Bưởi', step: 'Thẩm định hồ sơ' }, receiver: { unit: commune, person: null, step: 'Lãnh đạo ký duyệt' }, at: '2026-05-19T16:10',
      result: 'late', daysLate: 2, limit: { unit: 'workingDay', amount: 7 }, note: 'Đã xin lỗi, hẹn lại 02/06/2026',
    }),
    handOver({
      giver: { unit: commune, person: 'Phạm Đức Cường', step: 'Lãnh đạo ký duyệt' }, receiver: { unit: desk, person: null, step: 'Trả kết quả' }, at: '2026-05-20T08:30',
      result: 'onTime', limit: { unit: 'workingDay', amount: 1 },
    }),
    handOver({ giver: { unit: desk, person: 'Hồ Thị Diễm', step: 'Trả kết quả' }, receiver: { unit: 'Người nộp hồ sơ', person: 'Nguyễn Thị Phượng Quỳnh', step: null }, at: '2026-05-20T14:05', result: null, limit: null, event: 'RESULT_DELIVERED' }),
  ],
  resultAt: '2026-05-20T08:30', timeliness: 'onTime', daysLate: 0,
}
export const paperSamples: readonly PaperFacts[] = [receipt, supplement, refusal, apology, stopNotice, controlSlip]

const bookLine = (number: number): BookLine => ({
  number, year: 2026, code: `H19.07-260506-${String(number).padStart(4, '0')}`, procedure: number % 3 === 0 ? 'Đăng ký khai sinh' : common.procedure,
  applicant: number % 2 === 0 ? 'Công ty trách nhiệm hữu hạn Một thành viên Thương mại Dịch vụ Hồng Lĩnh' : 'Nguyễn Thị Phượng Quỳnh',
  address: 'Thôn Hồng Lam, xã Thuận Lộc, tỉnh Hà Tĩnh', phone: '0900 000 001', unit: land, receivedAt: '2026-05-06T09:40', dueAt: '2026-05-20T17:00',
  returnedAt: number % 4 === 0 ? null : '2026-05-19T15:30', notes: number % 5 === 0 ? ['Quá hạn 2 ngày làm việc', 'Hẹn lại 02/06/2026'] : [],
})
/** A book with so many lines. */
export const book = (lines: number): BookFacts => ({
  issuer: common.issuer, from: '2026-05-01', to: '2026-05-31', issuedAtMs: at('2026-06-01T08:00'), printedOn: '2026-06-01',
  lines: Array.from({ length: lines }, (_, index) => bookLine(index + 1)),
})
