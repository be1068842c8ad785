/** The words of the table of steps and its editor. */
import type { ImportLine, RowKind, TableDeed, TableFault, TableNote, WayKind } from '../../../schemas/step-table.ts'
import type { Words } from './words.ts'

export const vi = {
  stepTable: {
    title: 'Bảng bước của quy trình', heading: (document: string) => `Bảng bước của ${document}`, link: 'Soạn bảng bước', back: 'Về trang tài liệu', table: 'Các bước', beside: 'Kiểm tra và lưu đồ', preview: 'Xem trước, chưa lưu',
    order: 'TT', step: 'Nội dung công việc', nobody: 'chưa nêu ai làm', limit: 'Thời hạn', papers: 'Biểu mẫu, kết quả', next: 'Sau đó', tools: 'Thao tác', edit: 'Sửa', close: 'Đóng',
    upOf: (name: string) => `Chuyển “${name}” lên`, downOf: (name: string) => `Chuyển “${name}” xuống`, insertAfter: (name: string) => `Thêm bước sau “${name}”`, others: (n: string) => `${n} chuyển tiếp khác`,
    stays: 'ở lại bước này', shared: (n: string) => `${n} việc chung cho cả nhóm`, whole: 'Toàn bộ quy trình', within: (name: string) => `trong thời hạn của “${name}”`, inherited: 'như nhóm', several: (names: string) => `Giữ nguyên: ${names}`,
    sum: (main: string, limit: string) => `Tổng thời hạn các bước theo đường chính: ${main} giờ; thời hạn của thủ tục: ${limit}`, sumNone: (limit: string) => `Các bước chưa có thời hạn để cộng; thời hạn của thủ tục: ${limit}`, hours: (limit: string, hours: string, perDay: string) => `${limit} = ${hours} giờ (${perDay} giờ một ngày)`,
    range: (least: string, most: string) => `${least} đến ${most}`, longest: (hours: string) => `Đường dài nhất: ${hours} giờ.`, fits: 'Khớp', over: 'Vượt', under: 'Chưa khớp',
    faults: 'Chưa thành quy trình được', faultAt: (name: string, fault: string) => `“${name}”: ${fault}`, noChart: 'Chưa vẽ được lưu đồ: sửa các lỗi ở trên trước.', sound: 'Kiểm tra không thấy lỗi.', findings: 'Kiểm tra', hasFinding: 'Có lỗi',
    write: 'Ghi vào dự thảo', written: 'Dự thảo đã mang đúng bảng này.', unwritten: 'Bảng đang sửa, chưa ghi vào dự thảo. Mỗi thao tác đã được lưu; ghi vào dự thảo rồi mới trình xem xét được.', untouched: 'Chưa sửa gì: đây là quy trình mà dự thảo đang mang.',
    overtaken: 'Sau khi bắt đầu sửa, dự thảo đã được thay bằng một định nghĩa khác (tải lên từ tệp). Ghi bảng này sẽ thay định nghĩa đó; muốn theo định nghĩa đó thì chọn “Bỏ các thay đổi”.', discard: 'Bỏ các thay đổi, lấy lại bảng của dự thảo', compare: 'So với bản đang có hiệu lực',
    stale: (who: string, at: string) => `${who} vừa sửa bảng này lúc ${at}. Bảng bên dưới là bản mới nhất; điều ông/bà vừa nhập còn trong biểu mẫu, xem lại rồi lưu.`, staleDeed: (who: string, at: string) => `${who} vừa sửa bảng này lúc ${at}. Bảng bên dưới là bản mới nhất; thao tác vừa rồi chưa được thực hiện.`,
    history: 'Các bản đã lưu', historyNote: 'Không bản nào mất: quay lại một bản cũng là một bản mới.', version: 'Bản', did: 'Việc đã làm', at: 'Lúc', by: 'Người', restore: 'Quay lại bản này', isNow: 'đang xem', inDraft: 'trong dự thảo',
    notes: 'Thay đổi kéo theo', lastSaved: (version: string, who: string, at: string) => `Bản ${version}, ${who} lưu lúc ${at}`,
    cannot: 'Không mở được thành bảng', cannotNote: 'Định nghĩa của dự thảo có chỗ mà bảng không thể hiện được. Sửa trong tệp JSON rồi tải lên lại, hoặc bắt đầu từ quy trình khác.', begin: 'Bắt đầu bảng bước', beginNote: 'Dự thảo này chưa mang quy trình nào.',
    copy: 'Sao từ quy trình đang có hiệu lực', copyFrom: 'Quy trình', copySubmit: 'Sao và mở', fresh: 'Quy trình mới', freshSubmit: 'Tạo và mở', code: 'Mã quy trình', kind: 'Loại', service: 'Thủ tục hành chính', internal: 'Quy trình nội bộ',
    nameVi: 'Tên (tiếng Việt)', nameEn: 'Tên (tiếng Anh)', amount: 'Số', unit: 'Đơn vị', noLimit: 'Không ghi', hoursPerDay: 'Số giờ một ngày khi cộng thời hạn các bước', procedure: 'Tên và thời hạn của quy trình', save: 'Lưu', look: 'Xem lại',
    editing: (name: string) => `Sửa: ${name}`, key: 'Mã bước', keyHint: 'Chữ không dấu, số, gạch ngang; dùng trong nhật ký', role: 'Vai trò', place: 'Nơi giữ vai trò', form: 'Mã biểu mẫu', output: 'Kết quả', guidance: 'Hướng dẫn', more: 'Trạng thái, dừng tính hạn, bốn mắt', status: 'Trạng thái hồ sơ', clock: 'Tính thời hạn',
    byStatus: 'theo trạng thái', stopGround: 'Căn cứ dừng tính hạn', paper: 'Văn bản kèm theo', fourEyes: 'Người làm các bước này không được làm bước đang sửa', hostStep: 'Nằm trong thời hạn của bước', none: 'Không', group: 'Thuộc nhóm', first: 'Bắt đầu ở', firstDefault: 'bước đầu tiên',
    ways: 'Sau bước này', way: (n: string) => `Chuyển tiếp ${n}`, event: 'Khi', target: 'Thì chuyển đến', condition: 'Với điều kiện', noCondition: 'không có điều kiện', value: 'Tên đếm hoặc lựa chọn', most: 'Tối đa (lần)', inStep: 'Bước', branch: 'Ngoài đường chính (không cộng thời hạn)', reason: 'Phải ghi lý do',
    side: 'Ai được làm, việc kèm theo', wayRole: 'Ai (nếu khác người của bước)', sameRole: 'người của bước', wayName: 'Tên gọi riêng', addWay: 'Thêm chuyển tiếp', removeWay: 'Bỏ chuyển tiếp này', remove: 'Bỏ bước này', itself: 'tự động', whenDone: 'khi xong bên trong', resume: 'Tiếp tục ở bước đang dở',
    importTitle: 'Nhập bảng bước từ tệp XLSX, CSV', importNote: 'Bảng như tỉnh công bố: nội dung công việc, trách nhiệm, thời gian, biểu mẫu hoặc kết quả. Các bước trong tệp thay các bước của bảng; tên, thời hạn, thành phần hồ sơ, căn cứ giữ nguyên. Quay lại được ở “Các bản đã lưu”.', file: 'Tệp (tối đa 2 MB)', importSubmit: 'Đọc tệp',
    readTitle: 'Kết quả đọc tệp', readNote: (rows: string, steps: string, unread: string) => `Đọc ${rows} dòng: ${steps} bước; ${unread} chỗ phải xem lại. Chưa gì vào dự thảo: bảng đã đọc là một bản mới, xem rồi sửa tiếp hoặc quay lại bản trước.`, readRow: 'Dòng', readAs: 'Đọc là', remarks: 'Phải xem lại', openEditor: 'Mở trong bảng soạn thảo',
    csv: 'Tải bảng (CSV)', limitBad: 'Thời hạn là một số, ví dụ 4 hoặc 0,5.', wrong: 'Cần sửa',
  },
  rowKinds: { step: 'bước', group: 'nhóm bước', strands: 'các nhánh song song', end: 'kết thúc', resume: 'tiếp tục chỗ đang dở' } satisfies Record<RowKind, string>,
  importUses: { step: 'bước', result: 'trả kết quả', heading: 'tên nhóm dòng', total: 'dòng tổng', skipped: 'bỏ qua' } satisfies Record<ImportLine['use'], string>,
  wayKinds: {
    forward: 'sang bước sau', return: 'trả lại bước trước', consult: 'lấy ý kiến cơ quan khác', supplement: 'yêu cầu bổ sung (dừng tính hạn)', stop: 'tạm dừng giải quyết', refuse: 'từ chối', withdraw: 'người nộp rút hồ sơ',
  } satisfies Record<WayKind, string>,
  tableFaults: {
    'code-twice': 'mã bước trùng với bước khác trong nhóm', 'row-unknown': 'dẫn tới một bước không còn trong bảng', 'parent-wrong': 'không nằm trong nhóm nào', 'group-empty': 'nhóm không có bước nào', 'event-missing': 'chuyển tiếp chưa có sự kiện', 'too-deep': 'nằm trong quá nhiều lớp nhóm',
  } satisfies Record<TableFault, string>,
  tableDeeds: {
    begin: 'Bắt đầu', setStep: 'Sửa bước', addStep: 'Thêm bước sau', removeStep: 'Bỏ bước', moveStep: 'Đổi thứ tự', addWay: 'Thêm chuyển tiếp', removeWay: 'Bỏ chuyển tiếp', setProcedure: 'Sửa tên, thời hạn', replace: 'Thay cả bảng', restore: 'Quay lại bản', import: 'Nhập từ tệp',
  } satisfies Record<TableDeed, string>,
  tableNotes: {
    wayDropped: 'bỏ một chuyển tiếp dẫn tới bước đã bỏ', wayLed: 'chuyển tiếp nay dẫn tới bước kế tiếp', referenceDropped: 'bỏ chỗ nhắc tới bước đã bỏ (bốn mắt, nằm trong thời hạn)', notLinked: 'chỉ đổi thứ tự hiển thị, chuyển tiếp giữ nguyên: xem cột “Sau đó”', stepAdded: 'thêm bước này để chuyển tiếp có chỗ đến',
    dayToHours: 'một phần của ngày được ghi theo giờ làm việc', limitUnread: 'không hiểu thời gian, để trống', roleUnread: 'không rõ vai trò, giữ lại trong hướng dẫn', dayAsWorking: '“ngày” được hiểu là ngày làm việc', named: 'dòng con được đặt tên theo người làm', noLimit: 'không ghi thời gian', totalDiffers: 'dòng tổng khác tổng các dòng',
  } satisfies Record<TableNote['note'], string>,
}

export const en: Words<typeof vi> = {
  stepTable: {
    title: 'Step table', heading: (document) => `Step table of ${document}`, link: 'Edit the step table', back: 'To the document', table: 'Steps', beside: 'Check and flowchart', preview: 'A look ahead, not saved',
    order: 'No.', step: 'Step', nobody: 'nobody named', limit: 'Limit', papers: 'Form, result', next: 'Then', tools: 'Do', edit: 'Edit', close: 'Close',
    upOf: (name) => `Move “${name}” up`, downOf: (name) => `Move “${name}” down`, insertAfter: (name) => `Add a step after “${name}”`, others: (n) => `${n} other ways`,
    stays: 'stays here', shared: (n) => `${n} for the whole group`, whole: 'The whole procedure', within: (name) => `within the limit of “${name}”`, inherited: 'as the group', several: (names) => `Keep: ${names}`,
    sum: (main, limit) => `Step limits on the main path: ${main} hours; limit of the procedure: ${limit}`, sumNone: (limit) => `No step has a limit to add up; limit of the procedure: ${limit}`, hours: (limit, hours, perDay) => `${limit} = ${hours} hours (${perDay} hours a day)`,
    range: (least, most) => `${least} to ${most}`, longest: (hours) => `The longest way: ${hours} hours.`, fits: 'Fits', over: 'Above', under: 'Does not fit',
    faults: 'Not yet a procedure', faultAt: (name, fault) => `“${name}”: ${fault}`, noChart: 'No flowchart yet: mend the faults above first.', sound: 'The check found nothing.', findings: 'Check', hasFinding: 'Finding',
    write: 'Write into the draft', written: 'The draft carries exactly this table.', unwritten: 'Edited, and not yet written into the draft. Each change is saved; a draft can be sent to review once the table is written into it.', untouched: 'Nothing edited: this is what the draft carries.',
    overtaken: 'After editing began, the draft was given another definition from a file. Writing this table replaces it; to go on from it, choose “Discard the changes”.', discard: 'Discard the changes, back to the table of the draft', compare: 'Compare with the revision in force',
    stale: (who, at) => `${who} changed this table at ${at}. Below is the newest version; what you typed is still in the form: look at it and save again.`, staleDeed: (who, at) => `${who} changed this table at ${at}. Below is the newest version; what you asked for was not done.`,
    history: 'Saved versions', historyNote: 'None is lost: going back to one makes a new one.', version: 'Version', did: 'What was done', at: 'At', by: 'By', restore: 'Back to this one', isNow: 'shown', inDraft: 'in the draft',
    notes: 'What changed with it', lastSaved: (version, who, at) => `Version ${version}, saved by ${who} at ${at}`,
    cannot: 'Cannot be shown as a table', cannotNote: 'The definition of the draft has something that a table cannot show. Mend the JSON file and upload it again, or begin from another procedure.', begin: 'Begin a step table', beginNote: 'This draft carries no procedure yet.',
    copy: 'Copy a procedure in force', copyFrom: 'Procedure', copySubmit: 'Copy and open', fresh: 'A new procedure', freshSubmit: 'Make and open', code: 'Code of the procedure', kind: 'Kind', service: 'Public service', internal: 'Internal procedure',
    nameVi: 'Name (Vietnamese)', nameEn: 'Name (English)', amount: 'Amount', unit: 'Unit', noLimit: 'Not stated', hoursPerDay: 'Hours counted for a day when step limits are added up', procedure: 'Name and limit of the procedure', save: 'Save', look: 'Look again',
    editing: (name) => `Edit: ${name}`, key: 'Code of the step', keyHint: 'Plain letters, digits, dashes; used in the journal', role: 'Role', place: 'Where the role is held', form: 'Code of the form', output: 'Result', guidance: 'Guidance', more: 'Status, stopping the clock, four eyes', status: 'Status of the dossier', clock: 'Clock',
    byStatus: 'by the status', stopGround: 'Ground for stopping the clock', paper: 'Paper that goes with it', fourEyes: 'Whoever did these steps may not do this one', hostStep: 'Runs within the limit of', none: 'None', group: 'In the group', first: 'Begins in', firstDefault: 'the first step',
    ways: 'After this step', way: (n) => `Way ${n}`, event: 'When', target: 'It goes to', condition: 'On condition', noCondition: 'no condition', value: 'Name of the count or choice', most: 'At most (times)', inStep: 'Step', branch: 'Off the main path (not added up)', reason: 'Needs a reason',
    side: 'Who may, and what goes with it', wayRole: 'Who (if not who does the step)', sameRole: 'who does the step', wayName: 'A name of its own', addWay: 'Add a way', removeWay: 'Remove this way', remove: 'Remove this step', itself: 'by itself', whenDone: 'when all inside is done', resume: 'Go on where it stood',
    importTitle: 'Import a step table from XLSX or CSV', importNote: 'A table as provinces publish it: content, responsibility, time, form or result. The steps of the file replace those of the table; name, limit, papers and legal basis stay. “Saved versions” leads back.', file: 'File (at most 2 MB)', importSubmit: 'Read the file',
    readTitle: 'What was read', readNote: (rows, steps, unread) => `${rows} rows read: ${steps} steps; ${unread} places to look at. Nothing is in the draft yet: what was read is a new version; look at it and go on, or go back to the version before.`, readRow: 'Row', readAs: 'Read as', remarks: 'To look at', openEditor: 'Open in the editor',
    csv: 'Table as CSV', limitBad: 'A limit is a number, such as 4 or 0.5.', wrong: 'To be mended',
  },
  rowKinds: { step: 'step', group: 'group of steps', strands: 'strands side by side', end: 'end', resume: 'goes on where it stood' },
  importUses: { step: 'step', result: 'hands out the result', heading: 'title of rows', total: 'row of sums', skipped: 'left out' },
  wayKinds: { forward: 'on to the next step', return: 'back to the step before', consult: 'consult another body', supplement: 'ask for a supplement (stops the clock)', stop: 'stop processing', refuse: 'refuse', withdraw: 'the applicant withdraws' },
  tableFaults: {
    'code-twice': 'another step of the group has this code', 'row-unknown': 'leads to a step that is no longer there', 'parent-wrong': 'lies in no group', 'group-empty': 'a group without steps', 'event-missing': 'a way without an event', 'too-deep': 'lies in too many groups',
  },
  tableDeeds: {
    begin: 'Begun', setStep: 'Step edited', addStep: 'Step added after', removeStep: 'Step removed', moveStep: 'Order changed', addWay: 'Way added', removeWay: 'Way removed', setProcedure: 'Name or limit changed', replace: 'Whole table replaced', restore: 'Back to version', import: 'Imported from a file',
  },
  tableNotes: {
    wayDropped: 'a way to the removed step is gone', wayLed: 'a way now leads to the next step', referenceDropped: 'no longer refers to the removed step (four eyes, within a limit)', notLinked: 'only the order of display changed, the ways did not: see “Then”', stepAdded: 'added so that the way leads somewhere',
    dayToHours: 'a part of a day is written in working hours', limitUnread: 'time not understood, left empty', roleUnread: 'role not clear, kept in the guidance', dayAsWorking: 'a “day” is taken as a working day', named: 'a sub-row is named after who does it', noLimit: 'no time stated', totalDiffers: 'the row of sums differs from the sum of the rows',
  },
}
