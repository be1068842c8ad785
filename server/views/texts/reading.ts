/** The words of reading documents: what a file holds, search in contents, comparison, copies. */
import type { KeptInspection } from '../../../storage/documents/texts.ts'
import type { PdfStanding } from '../../commands/document-pdf.ts'
import type { Words } from './words.ts'

type NoCopy = Exclude<PdfStanding, 'ready' | 'toMake'>
type WithoutText = Exclude<KeptInspection['state'], 'text'>

export const vi = {
  reading: {
    copy: 'Bản sao PDF có dấu kiểm soát', found: 'Tìm thấy trong nội dung', notFound: 'Không có tài liệu nào chứa đủ các từ này trong nội dung.', compare: 'So sánh hai lần ban hành', compareWith: 'So với lần trước', compareNow: 'So sánh', older: 'Lần cũ', newer: 'Lần mới',
    fromTo: (from: string, to: string) => `Từ lần ${from} đến lần ${to}`, changedOf: (n: string) => `${n} đoạn khác nhau`, skipped: (n: string) => `… ${n} đoạn giống nhau …`,
    noText: 'Một trong hai tệp không có chữ để so sánh (bản quét, ảnh hoặc loại tệp không trích được chữ).', tooDifferent: 'Hai bản khác nhau quá nhiều để đối chiếu từng từ; mở hai tệp cạnh nhau.', sameText: 'Nội dung chữ của hai bản giống nhau.',
  },
  noCopy: {
    failed: 'Không chuyển được tệp này sang PDF nên chưa có bản sao có dấu', notHere: 'Máy chủ chưa cài LibreOffice nên tệp này chưa có bản sao PDF', never: 'Không tạo được bản sao PDF của loại tệp này, hoặc tệp quá lớn',
  } satisfies Record<NoCopy, string>,
  pdfWait: { title: 'Đang tạo bản PDF', text: 'Bản PDF của tệp này đang được tạo. Trang tự mở khi xong, thường trong vài giây.', again: 'Mở lại' },
  publicCopy: {
    title: 'Kiểm tra bản sao tài liệu', none: 'Mã này không phải do hệ thống tạo. Bản sao có thể đã bị sửa; hỏi cơ quan phát hành.', until: 'Có hiệu lực đến', newer: 'Bản thay thế', newerOf: (numbers: string, on: string) => `${numbers}, từ ${on}`,
    asOf: (at: string) => `Tra cứu lúc ${at}. Nội dung bản sao do cơ quan phát hành chịu trách nhiệm; trang này chỉ cho biết hiệu lực.`,
  },
  copyStandings: { inForce: 'Đang có hiệu lực', notYet: 'Chưa có hiệu lực', superseded: 'Lỗi thời', obsolete: 'Hết hiệu lực', withdrawn: 'Đã thu hồi' },
  copyAdvice: {
    inForce: 'Bản này đang có hiệu lực.', notYet: 'Bản này là dự thảo hoặc chưa đến ngày có hiệu lực: không dùng để làm việc.', superseded: 'Bản này đã bị thay thế: hủy bản sao và dùng bản mới.',
    obsolete: 'Tài liệu này đã bị bãi bỏ: hủy bản sao.', withdrawn: 'Bản này đã bị thu hồi, chưa từng hoặc không còn dùng được: hủy bản sao.',
  },
  textStates: {
    none: 'Không có chữ để tìm kiếm (bản quét, ảnh)', unread: 'Loại tệp này không trích được chữ để tìm kiếm', refused: 'Tệp cũ không đạt kiểm tra an toàn hiện nay; nên tải bản khác',
  } satisfies Record<WithoutText, string>,
}

export const en: Words<typeof vi> = {
  reading: {
    copy: 'Stamped PDF copy', found: 'Found in contents', notFound: 'No document holds all these words in its contents.', compare: 'Compare two revisions', compareWith: 'Compare with the one before', compareNow: 'Compare', older: 'Older', newer: 'Newer',
    fromTo: (from, to) => `From ${from} to ${to}`, changedOf: (n) => `${n} paragraphs differ`, skipped: (n) => `… ${n} paragraphs that are the same …`,
    noText: 'One of the two files has no text to compare (a scan, a picture, or a type from which none can be taken).', tooDifferent: 'The two differ too much to be shown word by word; open both files side by side.', sameText: 'The two have the same text.',
  },
  noCopy: {
    failed: 'This file could not be turned into a PDF: there is no stamped copy', notHere: 'LibreOffice is not installed on the server: there is no PDF copy of this file', never: 'No PDF copy of this type of file, or it is too large',
  },
  pdfWait: { title: 'The PDF is being made', text: 'The PDF of this file is being made. This page opens it by itself, usually within seconds.', again: 'Open again' },
  publicCopy: {
    title: 'Check a copy of a document', none: 'This code was not made here. The copy may have been altered: ask the agency.', until: 'In force until', newer: 'Replaced by', newerOf: (numbers, on) => `${numbers}, from ${on}`,
    asOf: (at) => `Asked at ${at}. This page tells whether the revision is in force, and nothing of its contents.`,
  },
  copyStandings: { inForce: 'In force', notYet: 'Not in force yet', superseded: 'Superseded', obsolete: 'Out of force', withdrawn: 'Withdrawn' },
  copyAdvice: {
    inForce: 'This revision is in force.', notYet: 'This is a draft, or its day has not come: do not work from it.', superseded: 'This revision was replaced: destroy the copy and use the new one.',
    obsolete: 'This document is out of force: destroy the copy.', withdrawn: 'This revision was withdrawn: destroy the copy.',
  },
  textStates: {
    none: 'No text to search (a scan or a picture)', unread: 'No text can be taken from this type of file', refused: 'This old file would not pass the checks of today; replace it',
  },
}
