/** The words of a revision that is tried on closed dossiers. */
import type { Words } from './words.ts'

export const vi = {
  replay: {
    title: 'Chạy thử trên hồ sơ cũ', heading: (code: string) => `Chạy thử quy trình ${code} trên hồ sơ đã kết thúc`, link: 'Chạy thử trên hồ sơ cũ', revision: 'Bản chạy thử', from: 'Kết thúc từ ngày', to: 'đến ngày', submit: 'Chạy thử',
    note: 'Mỗi hồ sơ đi lại bằng đúng các việc đã ghi, đúng thời điểm của chúng, qua bản được chọn. Không ghi gì vào hồ sơ.', sum: (replayed: string, all: string, same: string, due: string) => `${replayed} trên ${all} hồ sơ đi lại được; ${same} cùng đường đi, ${due} cùng hạn.`,
    as: 'Theo', was: 'Như đã xảy ra', is: 'Theo bản chạy thử', early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn', notLate: 'Trước và đúng hạn (%)', faults: 'Không đi lại được', fault: 'Vì sao', count: 'Số hồ sơ', differing: 'Hồ sơ có khác biệt (200 hồ sơ đầu)', dossier: 'Hồ sơ',
    dueBefore: 'Hạn đã có', dueAfter: 'Hạn theo bản chạy thử', before: 'Kết quả đã có', after: 'Kết quả chạy thử', otherPath: 'đường đi khác', at: (event: string, step: string) => `việc “${event}” ở bước ${step}`,
  },
  replayFaults: { 'event-not-taken': 'bản này không nhận việc đó ở bước ấy', 'clock-refused': 'đồng hồ không cho phép', 'not-ended': 'không đi đến kết thúc', 'was-migrated': 'hồ sơ đã đổi lần ban hành giữa chừng' },
}

export const en: Words<typeof vi> = {
  replay: {
    title: 'Replay on closed dossiers', heading: (code) => `Replay of procedure ${code} on closed dossiers`, link: 'Replay closed dossiers', revision: 'Revision to try', from: 'Closed from', to: 'until', submit: 'Replay',
    note: 'Each dossier goes again by its own recorded events, at their own instants, through the chosen revision. Nothing is written to any dossier.', sum: (replayed, all, same, due) => `${replayed} of ${all} dossiers could be replayed; ${same} on the same path, ${due} with the same due date.`,
    as: 'By', was: 'As it was', is: 'Under this revision', early: 'Early', onTime: 'On time', late: 'Late', notLate: 'Early or on time (%)', faults: 'Could not be replayed', fault: 'Why', count: 'Dossiers', differing: 'Dossiers that differ (the first 200)', dossier: 'Dossier',
    dueBefore: 'Due as it was', dueAfter: 'Due under this revision', before: 'As it was', after: 'Under this revision', otherPath: 'another path', at: (event, step) => `“${event}” at step ${step}`,
  },
  replayFaults: { 'event-not-taken': 'this revision does not take that there', 'clock-refused': 'its clock refuses', 'not-ended': 'it does not come to an end', 'was-migrated': 'the dossier changed its revision on the way' },
}
