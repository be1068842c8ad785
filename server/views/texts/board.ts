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
    title: 'Nhập hồ sơ của hệ thống khác', help: 'Sổ theo dõi hồ sơ (CSV) hoặc nhật ký sự kiện (XES, CSV): hồ sơ cũ vào số liệu của cơ quan.', intro: 'Mỗi hồ sơ trong tệp thành một hồ sơ của cơ quan, theo đúng thời điểm của nó. Nhập lại cùng tệp không thay đổi gì.',
    procedure: 'Loại tệp, quy trình', classify: 'So hạn trả theo', byDate: 'Ngày', byInstant: 'Giờ phút', file: 'Tệp (.csv, .xes, .xes.gz)', fileHint: 'Nhiều nhất 32 MB; tệp lớn hơn nhập bằng lệnh quytrinh import-log.', submit: 'Nhập',
    dossiers: 'Hồ sơ trong tệp', imported: 'Nhập lần này', events: 'Sự kiện', open: 'Chưa kết thúc', withoutDeadline: 'Không có hạn', conforming: 'Đúng quy trình', running: 'Đúng, còn đang chạy', deviating: 'Lệch quy trình',
    again: 'Sửa tệp rồi nhập lại', line: (n: string) => `Dòng ${n}`, found: (columns: string) => `Các cột có trong tệp: ${columns}`,
    listTitle: 'Tệp sổ theo dõi hồ sơ', listChoice: 'Sổ theo dõi hồ sơ: mỗi dòng một hồ sơ', listIntro: 'Dòng đầu là tên cột, mỗi dòng sau là một hồ sơ. Cần có Mã hồ sơ và Ngày tiếp nhận; hồ sơ đang giải quyết để trống ngày có kết quả; thêm cột khác không sao.',
    listNote: 'Ngày ghi 02/01/2024, có giờ thì 02/01/2024 08:30. Trong Excel: Lưu thành, chọn CSV UTF-8. Sổ nhập một lần, khi bắt đầu dùng hệ thống: dòng đã nhập mà sau đó khác đi thì bị từ chối.', statistics: 'Xem số liệu',
  },
  importFaults: {
    'column-missing': 'thiếu cột', 'key-missing': 'thiếu thuộc tính', 'column-twice': 'hai cột trùng tên', 'value-missing': 'để trống', timestamp: 'không đọc được ngày giờ', 'case-twice': 'mã hồ sơ đã có ở dòng trên',
    'end-before-start': 'ngày có kết quả trước ngày tiếp nhận', 'case-facts-differ': 'cùng một hồ sơ mà ghi khác nhau', 'case-without-time': 'hồ sơ không có thời điểm nào', 'not-utf-8': 'tệp không phải CSV UTF-8: trong Excel chọn Lưu thành, CSV UTF-8',
    'record-inconsistent-fields-length': 'số ô khác với dòng tên cột', 'quote-not-closed': 'dấu ngoặc kép chưa đóng', 'value-too-long': 'ô quá dài', 'control-character': 'có ký tự điều khiển', empty: 'tệp trống', 'nul-byte': 'tệp không phải văn bản',
    'other-content': 'hồ sơ đã nhập trước đây có nội dung khác', 'other-revision': 'hồ sơ đã nhập trước đây theo quy trình khác',
  },
  late: {
    title: 'Hồ sơ trễ và sắp trễ', late: 'Đang trễ hạn', soon: 'Sắp đến hạn', unit: 'Đơn vị', allUnits: 'Mọi đơn vị', procedure: 'Thủ tục', allProcedures: 'Mọi thủ tục',
    person: 'Người đang giữ', allPeople: 'Mọi người', filter: 'Lọc', none: 'Không có hồ sơ nào.', now: 'Đang ở bước · người giữ', whose: 'Thời gian thuộc về',
    over: 'Bước vượt định mức', noneOver: 'Không có',
  },
  taskKinds: { assign: 'Phân công nhiều hồ sơ', import: 'Nhập hồ sơ của hệ thống khác', export: 'Xuất danh sách', evidence: 'Lập gói chứng cứ', migrate: 'Chuyển hồ sơ sang bản mới', replay: 'Chạy thử trên hồ sơ cũ', intakeCheck: 'Kiểm tra danh mục tài liệu', intake: 'Nhập tài liệu đã có hiệu lực' } satisfies Record<TaskKind, string>,
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
    title: 'Import from another system', help: 'A tracking book (CSV) or an event log (XES, CSV): older dossiers into the figures of the agency.', intro: 'Each dossier of the file becomes a dossier of the agency, at its own times. The same file again changes nothing.',
    procedure: 'Kind of file, procedure', classify: 'Compare with the deadline by', byDate: 'Date', byInstant: 'Instant', file: 'The file (.csv, .xes, .xes.gz)', fileHint: 'At most 32 MB; a larger one comes in by the command quytrinh import-log.', submit: 'Import',
    dossiers: 'Dossiers in the file', imported: 'Imported now', events: 'Events', open: 'Not ended', withoutDeadline: 'Without a deadline', conforming: 'As the procedure wants', running: 'So far as it wants', deviating: 'Deviating',
    again: 'Mend the file and hand it in again', line: (n: string) => `Row ${n}`, found: (columns: string) => `Columns of the file: ${columns}`,
    listTitle: 'The file of a tracking book', listChoice: 'Tracking book: one row for each dossier', listIntro: 'The first row names the columns, each other row is a dossier. The code and the day of receipt are needed; what is still being processed has no day of result; more columns do no harm.',
    listNote: 'Days are written 02/01/2024, with a time 02/01/2024 08:30. In Excel: Save as, CSV UTF-8. A book is handed in once, when the service begins to be used: a row that has changed since is refused.', statistics: 'See the figures',
  },
  importFaults: {
    'column-missing': 'a column is missing', 'key-missing': 'an attribute is missing', 'column-twice': 'two columns of one name', 'value-missing': 'left empty', timestamp: 'is no date or time', 'case-twice': 'the code stands in an earlier row',
    'end-before-start': 'the result is before the receipt', 'case-facts-differ': 'one dossier is told in two ways', 'case-without-time': 'a dossier without any time', 'not-utf-8': 'the file is no CSV UTF-8: in Excel choose Save as, CSV UTF-8',
    'record-inconsistent-fields-length': 'another number of cells than columns', 'quote-not-closed': 'a quote is not closed', 'value-too-long': 'a cell is too long', 'control-character': 'has a control character', empty: 'the file is empty', 'nul-byte': 'the file is no text',
    'other-content': 'the dossier was imported before with other content', 'other-revision': 'the dossier was imported before under another procedure',
  },
  late: {
    title: 'Late and at-risk dossiers', late: 'Late', soon: 'At risk', unit: 'Unit', allUnits: 'All units', procedure: 'Procedure', allProcedures: 'All procedures',
    person: 'In the hands of', allPeople: 'Everybody', filter: 'Filter', none: 'No dossiers.', now: 'Present step · in whose hands', whose: 'Whose time it was',
    over: 'Steps over their limit', noneOver: 'None',
  },
  taskKinds: { assign: 'Assigning many dossiers', import: 'Importing from another system', export: 'Exporting a list', evidence: 'Making an evidence pack', migrate: 'Moving running dossiers', replay: 'Replaying closed dossiers', intakeCheck: 'Checking a list of documents', intake: 'Taking over documents in force' },
  taskStates: { waiting: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed' },
}
