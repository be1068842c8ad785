/** The words of what people have in hand. */
import type { HeldKind } from '../../../schemas/administration.ts'
import type { Words } from './words.ts'

export const vi = {
  heldWork: {
    title: 'Việc đang giữ', none: 'Không giữ việc nào chưa xong.', help: 'Trước khi đóng tài khoản, người có quyền mở từng việc và giao cho người khác.', what: 'Việc', state: 'Nội dung, trạng thái', due: 'Hạn',
    keepsNobody: '(chờ người khác, không cản việc đóng tài khoản)', first: (n: string) => `(${n} việc đầu)`, checkedOut: 'Đang giữ bản để sửa',
    task: (n: string) => `nhiệm vụ ${n}`, revision: (n: string) => `lần ${n}`,
  },
  heldKinds: {
    dossier: 'Hồ sơ', action: 'Hành động khắc phục', reviewTask: 'Nhiệm vụ của cuộc xem xét', complaint: 'Phản ánh, khiếu nại', document: 'Tài liệu đang soạn', audit: 'Tổ đánh giá nội bộ',
  } satisfies Record<HeldKind, string>,
}

export const en: Words<typeof vi> = {
  heldWork: {
    title: 'Work in hand', none: 'No open work in hand.', help: 'Before the account is closed, whoever may opens each of these and gives it to somebody else.', what: 'What', state: 'About, state', due: 'Due',
    keepsNobody: '(waits for others, does not keep the account open)', first: (n) => `(the first ${n})`, checkedOut: 'Checked out',
    task: (n) => `task ${n}`, revision: (n) => `revision ${n}`,
  },
  heldKinds: { dossier: 'Dossiers', action: 'Corrective actions', reviewTask: 'Tasks of reviews', complaint: 'Complaints', document: 'Documents being drafted', audit: 'Internal audit teams' },
}
