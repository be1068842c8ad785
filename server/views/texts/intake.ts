/** The words of taking over documents that were in force before. */
import type { IntakeFault, IntakeLine, IntakeRemark } from '../../../schemas/document-intake.ts'
import type { Words } from './words.ts'

export const vi = {
  intake: {
    title: 'Nhập tài liệu đã có hiệu lực', link: 'Nhập tài liệu đã có',
    intro: 'Dùng khi bắt đầu: nộp danh mục tài liệu (XLSX, CSV) như cơ quan đang dùng, kèm các tệp. Hệ thống kiểm tra cả danh mục trước, nêu từng dòng sẽ ra sao; chưa ghi gì cho đến khi ông/bà bấm nhập. Tài liệu vào sổ với số quyết định và ngày hiệu lực cũ; nhật ký ghi rõ là tiếp nhận, không phải phê duyệt tại đây.',
    list: 'Danh mục tài liệu (XLSX, CSV)', listHint: 'Tối đa 900 dòng, 2 MB. Các dòng tiêu đề, tổng cộng, ký tên được bỏ qua.', template: 'Tải danh mục mẫu (XLSX)',
    files: 'Các tệp của tài liệu', filesHint: 'Chọn nhiều tệp cùng lúc, hoặc một tệp ZIP của cả thư mục. PDF, DOCX, XLSX, ODT…; mỗi tệp tối đa 100 MB, tất cả tối đa 300 MB. Tệp đi với dòng nêu tên tệp ở cột “Tên tệp”, hoặc với dòng có mã hiệu đứng đầu tên tệp.', chooseFiles: 'Chọn các tệp',
    defaults: 'Cho những dòng không ghi', decisionNumber: 'Quyết định ban hành số', decisionOn: 'Ngày quyết định', unit: 'Đơn vị giữ tài liệu', noUnit: 'Theo từng dòng', check: 'Kiểm tra danh mục',
    columns: 'Các cột được đọc', columnsNote: 'Tên cột có dấu hoặc không dấu, thứ tự bất kỳ. Phải có Mã hiệu và Tên tài liệu; cột trống thì lấy giá trị chung ở trên.', column: 'Cột', names: 'Tên được nhận ra', example: 'Ví dụ',
    toTake: (n: string) => `${n} dòng sẽ nhập`, isThere: (n: string) => `${n} đã có trong sổ`, isWrong: (n: string) => `${n} dòng sai`, allThere: 'Không còn dòng nào để nhập.',
    take: (n: string) => `Nhập ${n} tài liệu`, wrongStay: 'Các dòng sai để lại: sửa trong danh mục rồi nộp lại cả danh mục, dòng đã nhập không nhập lần nữa.', again: 'Nộp lại danh mục', tableOf: 'Từng dòng của danh mục',
    row: 'Dòng', code: 'Mã hiệu', name: 'Tên tài liệu', numbers: 'Lần', from: 'Hiệu lực từ', decision: 'Quyết định', file: 'Tệp', verdict: 'Sẽ ra sao', skipped: (rows: string) => `Dòng không phải tài liệu, bỏ qua: ${rows}.`, unused: (n: string) => `${n} tệp không dòng nào dùng:`, more: (n: string) => `… và ${n} tệp nữa`,
    taken: 'Đã nhập', there: 'Đã có trước đó', refused: 'Không nhập được', openList: 'Mở danh mục tài liệu', fileName: 'danh-muc-tai-lieu-mau', sheet: 'Danh mục tài liệu',
  },
  intakeVerdicts: { take: 'Sẽ nhập', there: 'Đã có', wrong: 'Sai' } satisfies Record<IntakeLine['verdict'], string>,
  intakeFaults: {
    codeMissing: 'thiếu mã hiệu', codeUnread: 'mã hiệu chỉ gồm chữ in không dấu, chữ số, dấu chấm, gạch', codeTwice: 'mã hiệu có ở nhiều dòng', codeNotOfType: 'mã hiệu không đúng loại; mã của loại này bắt đầu bằng', titleMissing: 'thiếu tên tài liệu', titleUnread: 'tên quá dài hoặc có ký tự lạ',
    typeUnread: 'không hiểu loại tài liệu', numbersUnread: 'không đọc được lần ban hành, sửa đổi (ví dụ 02/00)', dateUnread: 'không đọc được ngày (ví dụ 05/03/2021)', dateMissing: 'thiếu ngày hiệu lực', dateAhead: 'chưa đến ngày hiệu lực: soạn và ban hành như tài liệu mới',
    decisionMissing: 'thiếu số hoặc ngày quyết định ban hành', decisionUnread: 'quyết định không hợp lệ: số tối đa 60 ký tự, ngày không sau hôm nay', unitUnknown: 'không có đơn vị này', unitMissing: 'thiếu đơn vị giữ tài liệu', retentionUnread: 'không đọc được thời hạn lưu (ví dụ 5 năm)',
    fileMissing: 'không có tệp nào mang mã hiệu này', fileUnknown: 'không có tệp này', fileAmbiguous: 'nhiều tệp cùng mang mã hiệu; ghi tên tệp ở cột “Tên tệp”', fileOfTwo: 'tệp này được nhiều dòng dùng', fileRefused: 'tệp không được nhận', inWork: 'mã hiệu này đang là dự thảo trong hệ thống: ban hành hoặc thu hồi dự thảo đó trước',
  } satisfies Record<IntakeFault, string>,
  intakeRemarks: {
    codeWritten: 'mã ghi lại', typeGuessed: 'loại suy từ mã hiệu', typeFromHeading: 'loại theo dòng tiêu đề ở trên', dateFromIssue: 'ngày hiệu lực lấy theo ngày ban hành', dateFromDecision: 'ngày hiệu lực lấy theo ngày quyết định', dateBeforeDecision: 'hiệu lực trước ngày quyết định, xem lại', otherFileLeft: 'không dùng tệp', numbersDiffer: 'trong sổ đang là lần',
  } satisfies Record<IntakeRemark, string>,
}

export const en: Words<typeof vi> = {
  intake: {
    title: 'Take over documents in force', link: 'Take over documents',
    intro: 'For the beginning: send the list of documents (XLSX, CSV) as the agency keeps it, with the files. The whole list is checked first, and each line says what will become of it; nothing is written until you say so. Documents keep their decision and day of effect; the journal says that they were taken over, not approved here.',
    list: 'List of documents (XLSX, CSV)', listHint: 'At most 900 lines, 2 MB. Headings, sums and signatures are left out.', template: 'A list to fill in (XLSX)',
    files: 'Files of the documents', filesHint: 'Choose many files at once, or one ZIP of the whole folder. PDF, DOCX, XLSX, ODT…; a file has at most 100 MB, all together 300 MB. A file goes with the line that names it in the column “File”, or with the line whose code its name begins with.', chooseFiles: 'Choose files',
    defaults: 'For lines that do not say', decisionNumber: 'Number of the decision', decisionOn: 'Date of the decision', unit: 'Unit that keeps them', noUnit: 'As each line says', check: 'Check the list',
    columns: 'Columns that are read', columnsNote: 'Names with or without marks, in any order. Code and title must be there; an empty cell takes what is said above for all.', column: 'Column', names: 'Names that are known', example: 'Example',
    toTake: (n) => `${n} lines to be taken over`, isThere: (n) => `${n} in the register already`, isWrong: (n) => `${n} lines wrong`, allThere: 'There is nothing left to take over.',
    take: (n) => `Take over ${n} documents`, wrongStay: 'Wrong lines stay behind: mend them in the list and send the whole list again, nothing is taken twice.', again: 'Send the list again', tableOf: 'The list line by line',
    row: 'Row', code: 'Code', name: 'Title', numbers: 'No.', from: 'In force from', decision: 'Decision', file: 'File', verdict: 'What becomes of it', skipped: (rows) => `Rows that are no document, left out: ${rows}.`, unused: (n) => `${n} files that no line means:`, more: (n) => `… and ${n} more files`,
    taken: 'Taken over', there: 'There before', refused: 'Not taken', openList: 'Open the list of documents', fileName: 'list-of-documents', sheet: 'Documents',
  },
  intakeVerdicts: { take: 'To be taken', there: 'Is there', wrong: 'Wrong' },
  intakeFaults: {
    codeMissing: 'no code', codeUnread: 'a code has only capital letters, digits, dots and dashes', codeTwice: 'the code stands in several rows', codeNotOfType: 'the code does not fit the type; codes of the type begin with', titleMissing: 'no title', titleUnread: 'the title is too long or has odd characters',
    typeUnread: 'the type is not understood', numbersUnread: 'issue and revision cannot be read (for example 02/00)', dateUnread: 'the date cannot be read (for example 05/03/2021)', dateMissing: 'no day of effect', dateAhead: 'not in force yet: draft and publish it as a new one',
    decisionMissing: 'number or date of the decision is missing', decisionUnread: 'the decision is not valid: 60 characters at most, no date to come', unitUnknown: 'there is no such unit', unitMissing: 'no unit that keeps it', retentionUnread: 'the years cannot be read (for example 5 years)',
    fileMissing: 'no file has this code', fileUnknown: 'there is no such file', fileAmbiguous: 'several files have the code; name one in the column “File”', fileOfTwo: 'several rows mean this file', fileRefused: 'the file is not accepted', inWork: 'the code is a draft here: publish or withdraw that first',
  },
  intakeRemarks: {
    codeWritten: 'code written as', typeGuessed: 'type by the code', typeFromHeading: 'type by the heading above', dateFromIssue: 'in force from the day of issue', dateFromDecision: 'in force from the day of the decision', dateBeforeDecision: 'in force before the decision, look again', otherFileLeft: 'not used', numbersDiffer: 'in the register as',
  },
}
