/** The words of migrations of running dossiers to another revision. */
import type { MigrationState } from '../../../schemas/migration.ts'
import type { MigrationReason } from '../../../workflows/dossier/migrate.ts'
import type { Words } from './words.ts'

export const vi = {
  migration: {
    title: 'Chuyển hồ sơ đang giải quyết', heading: (code: string) => `Chuyển hồ sơ đang giải quyết của quy trình ${code}`, link: 'Chuyển hồ sơ sang bản mới', one: (code: string, from: string, to: string) => `Chuyển hồ sơ ${code}: lần ${from} sang lần ${to}`,
    from: 'Từ lần ban hành', to: 'Sang lần ban hành', preview: 'Xem thử', previewed: 'Kết quả xem thử', nothingWritten: 'Xem thử không ghi gì vào hồ sơ.',
    newLimit: 'Áp dụng thời hạn của bản mới', oldLimit: 'Giữ thời hạn đã hứa', limitRule: 'Thời hạn', limitNote: 'Chỉ áp dụng thời hạn mới khi văn bản chuyển tiếp quy định. Không hồ sơ nào có hạn sớm hơn ngày đã in trên giấy hẹn.',
    steps: 'Bước cũ không còn trong bản mới chuyển sang', stay: 'Không chuyển (hồ sơ ở bước này giữ bản cũ)', count: (migrated: string, moved: string, refused: string) => `${migrated} hồ sơ chuyển được, trong đó ${moved} đổi hạn; ${refused} hồ sơ giữ bản cũ.`,
    more: 'Còn nữa: chỉ xem 20.000 hồ sơ đầu.', dossier: 'Hồ sơ', now: 'Đang ở bước', target: 'Sang bước', dueBefore: 'Hạn hiện tại', dueAfter: 'Hạn sau khi chuyển', outcome: 'Kết quả', goes: 'Chuyển', stays: 'Giữ bản cũ', none: 'Không có hồ sơ nào đang giải quyết theo lần ban hành này.',
    propose: 'Đề nghị chuyển', proposeNote: 'Người khác phê duyệt rồi hệ thống mới chuyển; mỗi hồ sơ có một dòng nhật ký riêng.', ground: 'Căn cứ pháp lý của thời hạn mới', groundHint: 'Bắt buộc khi áp dụng thời hạn mới',
    number: 'Số quyết định', on: 'Ngày quyết định', proposals: 'Các đề nghị', proposedBy: 'Người đề nghị', state: 'Trạng thái', decidedBy: 'Người quyết định', noProposals: 'Chưa có đề nghị nào.', reason: 'Ý kiến', reasonHint: 'Bắt buộc khi bác',
    approve: 'Phê duyệt và chuyển', reject: 'Bác đề nghị', decision: 'Quyết định', done: 'Đã ghi.', results: 'Kết quả chuyển', actions: 'Việc có thể làm', oneOnly: 'Quy trình chỉ có một lần ban hành.', may: 'Người đề nghị không được tự phê duyệt; người thay thế tính như người được thay.',
  },
  changedHands: {
    gained: 'Hồ sơ có bước chờ nhận', lost: 'Hồ sơ không còn trong tay', of: (code: string, revision: string) => `quy trình ${code}, lần ${revision}`, none: 'Không còn hồ sơ nào.', dossier: 'Hồ sơ', steps: 'Bước', due: 'Hạn trả',
    gainedWhy: 'Các hồ sơ này đã chuyển sang bản mới của quy trình; bước dưới đây nay do vai trò của ông/bà thực hiện và chưa ai nhận.',
    lostWhy: 'Các hồ sơ này đã chuyển sang bản mới của quy trình; bước ông/bà đang giữ nay do vai trò khác hoặc người khác thực hiện.',
  },
  migrationStates: { proposed: 'Chờ phê duyệt', approved: 'Đã phê duyệt', rejected: 'Đã bác' } satisfies Record<MigrationState, string>,
  migrationReasons: {
    'step-unmapped': 'bước này không có trong bản mới', 'steps-collide': 'hai nhánh song song rơi vào cùng một nhánh', 'strand-missing': 'bản mới có thêm nhánh song song', 'end-differs': 'bước và bước kết thúc không thay nhau được',
    'clock-differs': 'đồng hồ của hai bước khác nhau', 'history-lost': 'không còn biết sau khi dừng thì tiếp tục ở đâu', 'settles-by-itself': 'bước mới tự chuyển tiếp', 'dossier-closed': 'hồ sơ đã kết thúc',
    'variant-missing': 'bản mới không có thời hạn đặc biệt này', 'clock-open': 'thời hạn đang chờ lịch làm việc', 'calendar-not-covered': 'lịch làm việc chưa có năm đó',
  } satisfies Record<MigrationReason, string>,
}

export const en: Words<typeof vi> = {
  migration: {
    title: 'Moving running dossiers', heading: (code) => `Moving running dossiers of procedure ${code}`, link: 'Move running dossiers', one: (code, from, to) => `Moving dossiers of ${code}: revision ${from} to ${to}`,
    from: 'From revision', to: 'To revision', preview: 'Try it', previewed: 'What would happen', nothingWritten: 'Nothing is written to any dossier.',
    newLimit: 'Take the limit of the new revision', oldLimit: 'Keep the limit that was promised', limitRule: 'Limit', limitNote: 'Take the new limit only where a law says so. No dossier becomes due before the date printed on its receipt.',
    steps: 'Steps that the new revision does not have lead to', stay: 'Nowhere (dossiers in this step stay)', count: (migrated, moved, refused) => `${migrated} dossiers go over, ${moved} of them with another due date; ${refused} stay.`,
    more: 'There are more: the first 20,000 were looked at.', dossier: 'Dossier', now: 'Step now', target: 'Step then', dueBefore: 'Due now', dueAfter: 'Due then', outcome: 'Outcome', goes: 'Goes over', stays: 'Stays', none: 'No dossier is running under this revision.',
    propose: 'Propose', proposeNote: 'Nothing moves before somebody else approves; each dossier gets its own entry in the journal.', ground: 'Legal ground of the new limit', groundHint: 'Needed with the new limit',
    number: 'Number of the decision', on: 'Date of the decision', proposals: 'Proposals', proposedBy: 'Proposed by', state: 'State', decidedBy: 'Decided by', noProposals: 'There is no proposal.', reason: 'Remark', reasonHint: 'Needed to reject',
    approve: 'Approve and move', reject: 'Reject', decision: 'Decision', done: 'Recorded.', results: 'What became of them', actions: 'What may be done', oneOnly: 'The procedure has one revision only.', may: 'Whoever proposes may not approve; a substitute counts as the person.',
  },
  changedHands: {
    gained: 'Dossiers with steps to take', lost: 'Dossiers no longer in your hands', of: (code, revision) => `procedure ${code}, revision ${revision}`, none: 'There is none any more.', dossier: 'Dossier', steps: 'Steps', due: 'Due',
    gainedWhy: 'These dossiers went over to a new revision of their procedure; these steps are now for your role, and nobody has taken them.',
    lostWhy: 'These dossiers went over to a new revision of their procedure; the steps that you had in hand are now for another role or another person.',
  },
  migrationStates: { proposed: 'Waits for approval', approved: 'Approved', rejected: 'Rejected' },
  migrationReasons: {
    'step-unmapped': 'the new revision has no such step', 'steps-collide': 'two strands would fall into one', 'strand-missing': 'the new revision has another strand', 'end-differs': 'a step and an end cannot stand for each other',
    'clock-differs': 'the clock does something else there', 'history-lost': 'nobody would know where to go on after the stop', 'settles-by-itself': 'the new step leads on by itself', 'dossier-closed': 'the dossier is closed',
    'variant-missing': 'the new revision has no such special limit', 'clock-open': 'its limit waits for a calendar', 'calendar-not-covered': 'the calendar does not cover that year',
  },
}
