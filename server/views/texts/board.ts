/** The words of the assignment board and of long work, in both languages. */
import type { TaskKind, TaskState } from '../../../schemas/task.ts'
import type { Words } from './words.ts'

export const vi = {
  board: {
    title: 'Phân công', unassigned: 'Chưa ai nhận', heldBy: (name: string) => `Đang do ${name} giữ`, noneUnassigned: 'Không có hồ sơ nào chờ phân công.',
    noneHeld: 'Người này không giữ hồ sơ nào có thể giao lại.', pick: (code: string) => `Chọn hồ sơ ${code}`, choose: 'Chọn', all: 'Chọn tất cả', to: 'Giao cho',
    person: 'Người', open: (n: string, name: string) => `${n} hồ sơ đang mở của ${name}`, openShort: 'Mở', lateShort: 'Trễ', soonShort: 'Sắp hạn', pausedShort: 'Dừng',
    assign: 'Phân công hồ sơ đã chọn', nobody: 'Chưa có ai giữ vai trò chuyên viên trong đơn vị. Đề nghị quản trị phân quyền.',
    assigned: (n: string) => `Đã phân công ${n} hồ sơ.`, refused: (n: string) => `${n} hồ sơ không phân công được:`, underWay: 'Đang phân công; xem tiến độ',
  },
  tasks: {
    title: 'Việc chạy nền', one: 'Việc chạy nền', none: 'Ông/bà chưa có việc chạy nền nào: phân công nhiều hồ sơ, nhập nhật ký, xuất danh sách sẽ hiện ở đây.',
    kind: 'Việc', state: 'Tình trạng', begunAt: 'Bắt đầu lúc', begun: (at: string) => `Bắt đầu ${at}`, ended: (at: string) => `kết thúc ${at}`, progress: 'Tiến độ',
    of: (n: string, total: string) => `${n}/${total}`, soFar: (n: string) => `${n} dòng`, failed: (why: string) => `Không làm được: ${why}`,
    mayLeave: 'Có thể rời trang này; việc vẫn chạy tiếp, kể cả khi hệ thống khởi động lại.', reload: 'Tải lại', export: 'Xuất danh sách (CSV)', exportXlsx: 'Xuất XLSX', file: 'Tải tệp về', rows: (n: string) => `Tệp có ${n} hồ sơ.`,
    more: 'Danh sách còn dài hơn; lọc hẹp lại để xuất hết.', fileName: 'danh-sach-ho-so', keptFor: 'Tệp được giữ trong một ngày.',
  },
  imports: {
    title: 'Nhập nhật ký sự kiện', help: 'Hồ sơ của hệ thống khác, từ tệp XES hoặc CSV, chạy lại qua quy trình.', intro: 'Mỗi trường hợp trong tệp thành một hồ sơ của cơ quan, theo đúng sự kiện và thời điểm của nó. Nhập lại cùng tệp không thay đổi gì.',
    procedure: 'Quy trình', classify: 'So hạn trả theo', byDate: 'Ngày', byInstant: 'Giờ phút', file: 'Tệp nhật ký (.csv, .xes, .xes.gz)', fileHint: 'Nhiều nhất 32 MB; tệp lớn hơn nhập bằng lệnh quytrinh import-log.', submit: 'Nhập',
    dossiers: 'Hồ sơ trong tệp', imported: 'Nhập lần này', events: 'Sự kiện', open: 'Chưa kết thúc', withoutDeadline: 'Không có hạn', conforming: 'Đúng quy trình', running: 'Đúng, còn đang chạy', deviating: 'Lệch quy trình',
  },
  late: {
    title: 'Hồ sơ trễ và sắp trễ', late: 'Đang trễ hạn', soon: 'Sắp đến hạn', unit: 'Đơn vị', allUnits: 'Mọi đơn vị', procedure: 'Thủ tục', allProcedures: 'Mọi thủ tục',
    person: 'Người đang giữ', allPeople: 'Mọi người', filter: 'Lọc', none: 'Không có hồ sơ nào.', now: 'Đang ở bước · người giữ', whose: 'Thời gian thuộc về',
    over: 'Bước vượt định mức', noneOver: 'Không có',
  },
  taskKinds: { assign: 'Phân công nhiều hồ sơ', import: 'Nhập nhật ký sự kiện', export: 'Xuất danh sách', evidence: 'Lập gói chứng cứ', migrate: 'Chuyển hồ sơ sang bản mới', replay: 'Chạy thử trên hồ sơ cũ' } satisfies Record<TaskKind, string>,
  taskStates: { waiting: 'Đang chờ', running: 'Đang chạy', done: 'Đã xong', failed: 'Không xong' } satisfies Record<TaskState, string>,
}

export const en: Words<typeof vi> = {
  board: {
    title: 'Assignment', unassigned: 'In nobody\'s hands', heldBy: (name: string) => `In the hands of ${name}`, noneUnassigned: 'No dossier waits to be assigned.',
    noneHeld: 'This person has nothing in hand that can be given to somebody else.', pick: (code: string) => `Choose dossier ${code}`, choose: 'Choose', all: 'Choose all', to: 'Give to',
    person: 'Person', open: (n: string, name: string) => `${n} open dossiers of ${name}`, openShort: 'Open', lateShort: 'Late', soonShort: 'At risk', pausedShort: 'Paused',
    assign: 'Assign the chosen dossiers', nobody: 'Nobody in the unit holds the role of a specialist. Ask the administrator to grant it.',
    assigned: (n: string) => `${n} dossiers were assigned.`, refused: (n: string) => `${n} could not be assigned:`, underWay: 'Being assigned; see how far it is',
  },
  tasks: {
    title: 'Background work', one: 'Background work', none: 'You have no background work: assigning many dossiers, importing a log and exporting a list show up here.',
    kind: 'Work', state: 'Standing', begunAt: 'Begun at', begun: (at: string) => `Begun ${at}`, ended: (at: string) => `ended ${at}`, progress: 'Progress',
    of: (n: string, total: string) => `${n}/${total}`, soFar: (n: string) => `${n} lines`, failed: (why: string) => `Could not be done: ${why}`,
    mayLeave: 'You may leave this page; the work goes on, also when the service restarts.', reload: 'Reload', export: 'Export the list (CSV)', exportXlsx: 'Export XLSX', file: 'Download the file', rows: (n: string) => `The file holds ${n} dossiers.`,
    more: 'The list is longer than that; narrow it down to export all of it.', fileName: 'dossiers', keptFor: 'The file is kept for a day.',
  },
  imports: {
    title: 'Import of an event log', help: 'Dossiers of another system, from an XES or CSV file, run through a procedure.', intro: 'Each case of the file becomes a dossier of the agency, by its own events at their own times. The same file again changes nothing.',
    procedure: 'Procedure', classify: 'Compare with the deadline by', byDate: 'Date', byInstant: 'Instant', file: 'The log (.csv, .xes, .xes.gz)', fileHint: 'At most 32 MB; a larger one comes in by the command quytrinh import-log.', submit: 'Import',
    dossiers: 'Dossiers in the file', imported: 'Imported now', events: 'Events', open: 'Not ended', withoutDeadline: 'Without a deadline', conforming: 'As the procedure wants', running: 'So far as it wants', deviating: 'Deviating',
  },
  late: {
    title: 'Late and at-risk dossiers', late: 'Late', soon: 'At risk', unit: 'Unit', allUnits: 'All units', procedure: 'Procedure', allProcedures: 'All procedures',
    person: 'In the hands of', allPeople: 'Everybody', filter: 'Filter', none: 'No dossiers.', now: 'Present step · in whose hands', whose: 'Whose time it was',
    over: 'Steps over their limit', noneOver: 'None',
  },
  taskKinds: { assign: 'Assigning many dossiers', import: 'Importing an event log', export: 'Exporting a list', evidence: 'Making an evidence pack', migrate: 'Moving running dossiers', replay: 'Replaying closed dossiers' },
  taskStates: { waiting: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed' },
}
