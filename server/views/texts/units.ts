/** The words of units over time and of procedure routes, in both languages. */
import type { Words } from './words.ts'

export const vi = {
  units: {
    link: 'Đơn vị', linkHelp: 'Cây đơn vị của mọi ngày; lập, đổi tên, sáp nhập, tách, đóng theo quyết định.', title: 'Đơn vị', on: 'Xem ngày', show: 'Xem',
    treeOn: (on: string) => `Cây đơn vị ngày ${on}`, name: 'Tên', code: 'Mã', kind: 'Loại', days: 'Thời gian', people: 'Người', none: 'Ngày này chưa có đơn vị nào.',
    peopleCount: (n: string) => `${n} người`, endedUnits: 'Đơn vị đã hoặc sẽ kết thúc', parent: 'Trực thuộc', noParent: 'Không trực thuộc đơn vị nào', root: 'Đơn vị gốc',
    names: 'Tên qua các thời kỳ', nameVi: 'Tên tiếng Việt', nameEn: 'Tên tiếng Anh', nameEnHint: 'Để trống: dùng tên tiếng Việt', codeHint: 'Chữ, số, dấu chấm, gạch nối', successors: 'Đơn vị tiếp quản', predecessors: 'Tiếp quản từ',
    routes: 'Quy trình được giao', routesNone: 'Chưa được giao quy trình nào.', grants: 'Người và vai trò', grantsNone: 'Chưa ai giữ vai trò ở đây.',
    add: 'Lập đơn vị', rename: 'Đổi tên', renameNote: 'Vẫn là đơn vị ấy: hồ sơ và vai trò không đổi; giấy tờ đã in giữ tên cũ.', close: 'Đóng, nhập vào đơn vị khác',
    closeNote: 'Người, quy trình và hồ sơ dở dang chuyển sang đơn vị tiếp quản; ai đang giữ hồ sơ thì làm tiếp.', successor: 'Đơn vị tiếp quản', noSuccessor: 'Không có (chỉ khi không còn gì)',
    merge: 'Sáp nhập', mergeNote: 'Các đơn vị được chọn kết thúc vào hôm trước; đơn vị mới tiếp quản người, quy trình và hồ sơ dở dang.', which: 'Các đơn vị sáp nhập', firstDay: 'Ngày bắt đầu của đơn vị mới',
    takenOver: (name: string, heirs: string) => `${name} (nay: ${heirs})`,
    divide: 'Tách đơn vị', divideOf: (name: string) => `Tách ${name}`, part: (n: string) => `Đơn vị ${n}`, parts: 'Số đơn vị mới', partsChange: 'Đổi',
    divideNote: 'Mỗi người, mỗi quy trình về một đơn vị mới. Hồ sơ dở dang do các đơn vị mới cùng tiếp quản: ai đang giữ thì làm tiếp, trưởng các đơn vị mới phân công được.',
    whoGoes: 'Ai về đơn vị nào', whatGoes: 'Quy trình nào về đơn vị nào', divideSubmit: 'Tách',
  },
  routes: {
    link: 'Giao quy trình', linkHelp: 'Đơn vị nào giải quyết quy trình nào, từ ngày nào.', title: 'Giao quy trình', procedure: 'Quy trình', unit: 'Đơn vị giải quyết', days: 'Thời gian',
    own: 'Nơi tiếp nhận tự giải quyết', set: 'Giao cho đơn vị', note: 'Hồ sơ đã tiếp nhận trước ngày này ở lại nơi cũ.',
  },
}

export const en: Words<typeof vi> = {
  units: {
    link: 'Units', linkHelp: 'The tree of any day; begin, rename, merge, divide and close by a decision.', title: 'Units', on: 'On the day', show: 'Show',
    treeOn: (on: string) => `The tree on ${on}`, name: 'Name', code: 'Code', kind: 'Kind', days: 'Days', people: 'People', none: 'There was no unit on this day.',
    peopleCount: (n: string) => `${n} people`, endedUnits: 'Units that have ended or will', parent: 'Under', noParent: 'Under no unit', root: 'Root',
    names: 'Names over time', nameVi: 'Vietnamese name', nameEn: 'English name', nameEnHint: 'Empty: the Vietnamese name', codeHint: 'Letters, digits, dots, dashes', successors: 'Taken over by', predecessors: 'Took over from',
    routes: 'Procedures', routesNone: 'No procedure leads here.', grants: 'People and roles', grantsNone: 'Nobody holds a role here.',
    add: 'Begin a unit', rename: 'Rename', renameNote: 'It stays the same unit: dossiers and roles do not change; papers printed keep the old name.', close: 'Close, or merge into another unit',
    closeNote: 'People, procedures and open dossiers go on in the successor; whoever has a dossier in hand goes on with it.', successor: 'Successor', noSuccessor: 'None (only when nothing is left)',
    merge: 'Merge', mergeNote: 'The chosen units end the day before; the new unit takes over people, procedures and open dossiers.', which: 'Units to merge', firstDay: 'First day of the new unit',
    takenOver: (name: string, heirs: string) => `${name} (now: ${heirs})`,
    divide: 'Divide the unit', divideOf: (name: string) => `Divide ${name}`, part: (n: string) => `Unit ${n}`, parts: 'Number of new units', partsChange: 'Change',
    divideNote: 'Each person and each procedure goes to one new unit. The new units take over open dossiers together: whoever has one goes on, and the heads of all of them can assign it.',
    whoGoes: 'Who goes where', whatGoes: 'Which procedure goes where', divideSubmit: 'Divide',
  },
  routes: {
    link: 'Procedures to units', linkHelp: 'Which unit resolves which procedure, from which day.', title: 'Procedures to units', procedure: 'Procedure', unit: 'Unit', days: 'Days',
    own: 'Resolved where it is received', set: 'Lead to a unit', note: 'Dossiers received before this day stay where they are.',
  },
}
