/** The words of reading documents: what a file holds, search in contents, comparison, copies. */
import type { KeptInspection } from '../../../storage/documents/texts.ts'
import type { Words } from './words.ts'

type WithoutText = Exclude<KeptInspection['state'], 'text'>

export const vi = {
  textStates: {
    none: 'Không có chữ để tìm kiếm (bản quét, ảnh)', unread: 'Loại tệp này không trích được chữ để tìm kiếm', refused: 'Tệp cũ không đạt kiểm tra an toàn hiện nay; nên tải bản khác',
  } satisfies Record<WithoutText, string>,
}

export const en: Words<typeof vi> = {
  textStates: {
    none: 'No text to search (a scan or a picture)', unread: 'No text can be taken from this type of file', refused: 'This old file would not pass the checks of today; replace it',
  },
}
