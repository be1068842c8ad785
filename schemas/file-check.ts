/** What is found when an uploaded file is looked into: why one is refused and what to do about it, and what is remarked of one that is kept. */
import Type, { type Static } from 'typebox'
import { closed, nullable, oneOf } from './common.ts'

/** Each says what is wrong and what the sender can do. */
export const fileFaults = {
  encrypted: { vi: 'tệp có mật khẩu; gỡ mật khẩu rồi tải lại', en: 'the file has a password; take it off and send it again' },
  damaged: { vi: 'tệp hỏng hoặc không trọn vẹn; mở bằng phần mềm đã tạo ra nó, lưu lại rồi tải lên', en: 'the file is broken or not whole; open it with the program that made it, save it again and send that' },
  zipBomb: { vi: 'nội dung nén phình ra quá lớn; lưu lại từ phần mềm văn phòng rồi tải lên', en: 'what is packed in it grows too large; save it again with an office program and send that' },
  tooComplex: { vi: 'tệp quá phức tạp, không kiểm tra xong trong giới hạn; tách nhỏ hoặc in ra PDF rồi tải lên', en: 'the file is too complex to be checked within the limits; split it, or print it to PDF and send that' },
  macros: { vi: 'tệp chứa macro; lưu lại dạng không có macro (.docx, .xlsx, .odt) rồi tải lên', en: 'the file holds macros; save it in a format without macros (.docx, .xlsx, .odt) and send that' },
  externalContent: { vi: 'tệp lấy nội dung từ nơi khác (mẫu, ảnh, dữ liệu liên kết); nhúng vào tệp hoặc bỏ liên kết rồi tải lại', en: 'the file draws content from elsewhere (template, linked picture or data); embed it or break the link and send it again' },
  xmlEntities: { vi: 'XML trong tệp khai báo thực thể (DOCTYPE), phần mềm văn phòng không viết như vậy; lưu lại từ phần mềm văn phòng', en: 'XML in the file declares entities (DOCTYPE), which no office program writes; save it again with an office program' },
  script: { vi: 'PDF chứa mã lệnh JavaScript; in lại ra PDF (Print to PDF) rồi tải lên', en: 'the PDF holds JavaScript; print it to PDF again and send that' },
  launch: { vi: 'PDF chứa lệnh chạy chương trình, gửi biểu mẫu hoặc mở tệp khác; in lại ra PDF rồi tải lên', en: 'the PDF starts programs, sends forms or opens other files; print it to PDF again and send that' },
  embeddedFile: { vi: 'PDF có tệp khác đính kèm bên trong; gỡ tệp đính kèm, tải từng tệp lên riêng', en: 'the PDF carries other files inside; take them out and send each by itself' },
  executable: { vi: 'tệp chứa chương trình chạy được; gỡ ra rồi tải lại', en: 'the file holds a program; take it out and send it again' },
  polyglot: { vi: 'tệp mang nhiều định dạng chồng lên nhau; lưu lại từ phần mềm gốc rồi tải lên', en: 'the file is several formats at once; save it again with the program that made it' },
} as const
export type FileFault = keyof typeof fileFaults

/** What is said of a file that is kept all the same. */
export const fileRemarks = {
  textCut: { vi: 'chỉ phần đầu của văn bản được lập chỉ mục tìm kiếm', en: 'only the first part of the text is searched' },
  legacyFont: { vi: 'dùng phông TCVN3 hoặc VNI: chữ trích ra có thể sai dấu; nên chuyển sang Unicode', en: 'uses TCVN3 or VNI fonts: text taken from it may be wrong; convert it to Unicode' },
  signed: { vi: 'có chữ ký số: chữ ký nằm ở bản gốc, bản sao đóng dấu kiểm soát không giữ được', en: 'digitally signed: the signature is in the original, a stamped copy cannot keep it' },
  permissions: { vi: 'có hạn chế quyền in, sao chép của người tạo', en: 'its maker restricts printing or copying' },
  embeddedObject: { vi: 'có đối tượng nhúng (OLE) bên trong, không được kiểm tra sâu', en: 'has embedded objects (OLE) inside that were not looked into' },
  externalLinks: { vi: 'có liên kết dữ liệu tới bảng tính khác; số liệu có thể cũ', en: 'links to other workbooks; its figures may be old' },
  trailingData: { vi: 'có dữ liệu thừa sau phần cuối của tệp', en: 'has data after its end' },
} as const
export type FileRemark = keyof typeof fileRemarks

/** `text`: it could be read; `none`: there is none, as in a scan; `unread`: nothing here reads that kind. */
export const TextState = oneOf(['text', 'none', 'unread'])
export type TextState = Static<typeof TextState>

/** What an inspection that did not refuse tells. */
export const Inspection = closed({
  state: TextState,
  /** In NFC, lines for paragraphs; null unless the state is `text`. */
  text: nullable(Type.String({ maxLength: 1_000_000 })),
  pages: nullable(Type.Integer({ minimum: 0, maximum: 100_000 })),
  remarks: Type.Array(oneOf(Object.keys(fileRemarks) as FileRemark[]), { maxItems: 20 }),
})
export type Inspection = Static<typeof Inspection>
