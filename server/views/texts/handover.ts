/** The words of what people have in hand, and of handing it over. */
import type { HeldKind } from '../../../schemas/administration.ts'
import type { Words } from './words.ts'

export const vi = {
  heldWork: {
    title: 'Việc đang giữ', none: 'Không giữ việc nào chưa xong.', help: 'Trước khi đóng tài khoản, người có quyền mở từng việc và giao cho người khác.', what: 'Việc', state: 'Nội dung, trạng thái', due: 'Hạn',
    keepsNobody: '(chờ người khác, không cản việc đóng tài khoản)', first: (n: string) => `(${n} việc đầu)`, checkedOut: 'Đang giữ bản để sửa',
    kind: 'Loại việc', task: (n: string) => `nhiệm vụ ${n}`, revision: (n: string) => `lần ${n}`,
  },
  heldKinds: {
    dossier: 'Hồ sơ', action: 'Hành động khắc phục', reviewTask: 'Nhiệm vụ của cuộc xem xét', complaint: 'Phản ánh, khiếu nại', document: 'Tài liệu đang soạn', audit: 'Tổ đánh giá nội bộ',
  } satisfies Record<HeldKind, string>,
  handover: {
    title: 'Bàn giao công việc', hand: 'Bàn giao', nothing: 'Không có việc gì phải bàn giao.', record: 'Biên bản bàn giao', to: 'Người nhận', other: (kind: string) => `${kind}: giao cho`, same: 'Người nhận nêu trên', decidedOn: 'Ngày quyết định',
    note: 'Giao được việc nào thì giao ngay việc ấy, theo đúng quyền của ông/bà và của người nhận; việc chưa giao được ở lại, biên bản nêu lý do.',
    past: 'Các lần đã bàn giao', pastNone: 'Chưa bàn giao lần nào.', counts: (moved: string, kept: string) => `giao ${moved}, còn ${kept}`,
    moved: 'Đã bàn giao', movedNone: 'Không có việc nào được bàn giao.', kept: 'Chưa bàn giao được', keptNone: 'Không còn việc nào.', why: 'Vì sao',
    ground: (decision: string, on: string) => `Căn cứ ${decision}, ngày ${on}.`, made: (who: string, at: string) => `${who} lập lúc ${at}.`, more: (n: string) => `Còn ${n} việc nữa ngoài danh sách này: bàn giao thêm một lần.`,
    staysDocument: 'Bản dự thảo không giao riêng: người có quyền trong đơn vị soạn tiếp', staysAudit: 'Đổi thành viên tổ tại trang của cuộc đánh giá', staysRole: 'Người lập biên bản không giữ vai trò cần cho việc này', staysHidden: 'Người lập biên bản không tìm thấy hoặc không được xem việc này',
  },
}

export const en: Words<typeof vi> = {
  heldWork: {
    title: 'Work in hand', none: 'No open work in hand.', help: 'Before the account is closed, whoever may opens each of these and gives it to somebody else.', what: 'What', state: 'About, state', due: 'Due',
    keepsNobody: '(waits for others, does not keep the account open)', first: (n) => `(the first ${n})`, checkedOut: 'Checked out',
    kind: 'Kind', task: (n) => `task ${n}`, revision: (n) => `revision ${n}`,
  },
  handover: {
    title: 'Handover of work', hand: 'Hand over', nothing: 'There is nothing to hand over.', record: 'Record of the handover', to: 'Successor', other: (kind) => `${kind}: to`, same: 'The successor above', decidedOn: 'Day of the decision',
    note: 'What can go goes at once, by your rights and those of the successor; what cannot stays, and the record says why.',
    past: 'Handovers so far', pastNone: 'None yet.', counts: (moved, kept) => `${moved} handed over, ${kept} left`,
    moved: 'Handed over', movedNone: 'Nothing was handed over.', kept: 'Not handed over', keptNone: 'Nothing is left.', why: 'Why',
    ground: (decision, on) => `By ${decision} of ${on}.`, made: (who, at) => `Made by ${who} at ${at}.`, more: (n) => `There are ${n} more than this list names: hand over once more.`,
    staysDocument: 'A draft is nobody\'s alone: whoever may in the unit goes on with it', staysAudit: 'The team is changed on the page of the audit', staysRole: 'Whoever made the record does not hold the role that this needs', staysHidden: 'Whoever made the record does not find this, or may not see it',
  },
  heldKinds: { dossier: 'Dossiers', action: 'Corrective actions', reviewTask: 'Tasks of reviews', complaint: 'Complaints', document: 'Documents being drafted', audit: 'Internal audit teams' },
}
