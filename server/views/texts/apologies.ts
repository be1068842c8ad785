/** The words of the register of apologies, in both languages. */
import type { ApologyStanding } from '../../../schemas/apology.ts'
import type { Words } from './words.ts'

export const vi = {
  apologies: {
    title: 'Thư xin lỗi', register: 'SỔ THEO DÕI THƯ XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ', caption: 'Hồ sơ phải xin lỗi, hạn trả gần nhất trước', none: 'Không có hồ sơ nào phải xin lỗi trong kỳ này.', show: 'Xem',
    rule: 'Thư xin lỗi phải gửi chậm nhất một ngày làm việc trước hạn trả (T-1; Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9). Kỳ tính theo hạn trả trước khi hẹn lại.',
    dossier: 'Hồ sơ', procedure: 'Thủ tục', due: 'Hạn trả', lastDay: 'Chậm nhất (T-1)', made: 'Ngày xin lỗi', number: 'Số văn bản', standing: 'So với T-1', daysAfterDue: 'Ngày sau hạn', newDue: 'Hẹn lại', result: 'Có kết quả',
    total: 'Phải xin lỗi', withApology: 'Đã xin lỗi', withoutApology: 'Chưa xin lỗi', kept: 'Đúng T-1', late: 'Sau T-1', lateBy: (days: string) => `Muộn ${days} ngày làm việc`,
    tooMany: 'Kỳ này có quá nhiều hồ sơ cho một sổ; chọn kỳ ngắn hơn.', files: 'Tải sổ', ofDossier: 'Thư xin lỗi của hồ sơ', open: 'Thư xin lỗi', openPrepared: 'Thư xin lỗi đã soạn sẵn',
    prepared: 'Hồ sơ khó kịp hạn trả. Thư xin lỗi đã được soạn sẵn: tải về, ghi ngày hẹn lại, ký và gửi người nộp; sau đó ghi việc “Xin lỗi và hẹn lại” trên hồ sơ.', download: 'Tải thư đã soạn (DOCX)',
    notOwed: 'Hồ sơ này không phải xin lỗi.', facts: 'Thông tin', record: 'Ghi thư đã gửi ngoài quy trình', recordHint: 'Dùng khi thư được gửi sau khi hồ sơ đã kết thúc, hoặc chỉ gửi bằng văn bản giấy. Mỗi hồ sơ một thư; ghi rồi không sửa.',
    letterNumber: 'Số, ký hiệu thư', letterOn: 'Ngày gửi', save: 'Ghi vào sổ', done: 'Đã ghi vào sổ.', noNumber: 'không có số', after: (days: string) => `${days} ngày sau hạn`,
  },
  apologyStandings: { kept: 'Đúng T-1', late: 'Sau T-1', missing: 'Chưa xin lỗi' } satisfies Record<ApologyStanding, string>,
}

export const en: Words<typeof vi> = {
  apologies: {
    title: 'Apologies', register: 'REGISTER OF APOLOGIES AND NEW APPOINTMENTS', caption: 'Dossiers that an apology is owed for, the latest due day first', none: 'No apology is owed in this period.', show: 'Show',
    rule: 'A letter of apology goes out at the latest one working day before the due day (T-1; Decree 61/2018, article 19.9). The period goes by the due day before any new date.',
    dossier: 'Dossier', procedure: 'Procedure', due: 'Due', lastDay: 'Last day (T-1)', made: 'Apologised', number: 'Paper', standing: 'Against T-1', daysAfterDue: 'Days after due', newDue: 'New date', result: 'Result',
    total: 'Owed', withApology: 'With apology', withoutApology: 'Without apology', kept: 'By T-1', late: 'After T-1', lateBy: (days) => `${days} working days late`,
    tooMany: 'The period holds too many dossiers for one register; choose a shorter one.', files: 'Register as', ofDossier: 'Apology of the dossier', open: 'Apology', openPrepared: 'Prepared letter of apology',
    prepared: 'The dossier will hardly be in time. The letter lies ready: download it, write the new date, sign it and send it; then record "Apologise and re-appoint" on the dossier.', download: 'Download the letter (DOCX)',
    notOwed: 'No apology is owed for this dossier.', facts: 'Facts', record: 'Record a letter sent beside the procedure', recordHint: 'For a letter sent after the end of the dossier, or on paper alone. One for a dossier; it is not changed afterwards.',
    letterNumber: 'Number of the letter', letterOn: 'Day it was sent', save: 'Record', done: 'Recorded.', noNumber: 'no number', after: (days) => `${days} days after it was due`,
  },
  apologyStandings: { kept: 'By T-1', late: 'After T-1', missing: 'No apology' },
}
