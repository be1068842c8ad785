/** The words of the lists that an agency keeps of its documents. */
import type { MasterList } from '../../../schemas/master-list.ts'
import type { Words } from './words.ts'

export const vi = {
  masterLists: {
    link: 'Danh mục để in', tabs: 'Các danh mục', on: 'Tính đến ngày', show: 'Xem', xlsx: 'Tải XLSX', docx: 'Tải DOCX', order: 'STT', none: 'Không có dòng nào.',
    followedBy: 'Tài liệu nội bộ áp dụng', record: 'Tên hồ sơ', recordOf: (title: string) => `Hồ sơ theo biểu mẫu "${title}"`, form: 'Mã biểu mẫu', place: 'Nơi lưu', years: 'Thời hạn lưu', yearsOf: (n: string) => `${n} năm`, forever: 'Vĩnh viễn',
    onDay: (on: string) => `(Tính đến ngày ${on})`, asOf: (on: string, at: string) => `Tài liệu có hiệu lực vào cuối ngày ${on}; lập lúc ${at}.`, seen: 'Chỉ gồm tài liệu mà người lập danh mục được xem.',
    cut: (n: string) => `Danh mục dài hơn: chỉ có ${n} dòng đầu. Chọn một đơn vị để có đủ.`, paperCut: (n: string) => `Bản giấy này chỉ có ${n} dòng đầu; tải XLSX hoặc chọn một đơn vị để có đủ.`, count: (n: string) => `Số dòng: ${n}`, copiesAsOf: (on: string, at: string) => `Bản giấy đã giao đến hết ngày ${on}; lập lúc ${at}.`, toRecall: (n: string) => `Bản cũ còn phải thu hồi: ${n}.`, copiesSeen: 'Chỉ gồm tài liệu mà người lập danh mục được xem cả bản dự thảo.', badDay: 'Viết ngày theo dạng dd/mm/yyyy, ví dụ 05/03/2026; ngày chưa đến thì chưa có danh mục.',
  },
  masterListNames: { internal: 'Danh mục tài liệu nội bộ', external: 'Danh mục tài liệu bên ngoài', forms: 'Danh mục biểu mẫu', records: 'Danh mục hồ sơ và thời hạn lưu', copies: 'Bản giấy được kiểm soát' } satisfies Record<MasterList, string>,
}

export const en: Words<typeof vi> = {
  masterLists: {
    link: 'Lists to print', tabs: 'Lists', on: 'As of the day', show: 'Show', xlsx: 'XLSX', docx: 'DOCX', order: 'No.', none: 'No line.',
    followedBy: 'Followed by', record: 'Records', recordOf: (title) => `Records on the form "${title}"`, form: 'Form', place: 'Kept at', years: 'Kept for', yearsOf: (n) => `${n} years`, forever: 'For ever',
    onDay: (on) => `(as of ${on})`, asOf: (on, at) => `What was in force at the end of ${on}; made at ${at}.`, seen: 'Only what the person who made the list may see.',
    cut: (n) => `The list is longer: these are the first ${n} lines. Choose a unit to have all of them.`, paperCut: (n) => `This paper has the first ${n} lines; take the XLSX, or choose a unit, to have all of them.`, count: (n) => `Lines: ${n}`, copiesAsOf: (on, at) => `Copies given out by the end of ${on}; made at ${at}.`, toRecall: (n) => `Old copies still to be called in: ${n}.`, copiesSeen: 'Only of documents whose drafts the person who made the list may see.', badDay: 'Write the day as dd/mm/yyyy, for example 05/03/2026; there is no list of a day still to come.',
  },
  masterListNames: { internal: 'Internal documents', external: 'Documents from outside', forms: 'Forms', records: 'Records and how long they are kept', copies: 'Controlled copies on paper' },
}
