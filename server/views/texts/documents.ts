/** The words of controlled documents and of the register of laws, in both languages. */
import type { DocumentStanding } from '../../../schemas/document-service.ts'
import type { DocumentAccess, DocumentType, JournaledDocumentEvent, RevisionState } from '../../../schemas/document.ts'
import type { LawKind } from '../../../schemas/law.ts'
import type { Words } from './words.ts'

export const vi = {
  documents: {
    group: 'Tài liệu ISO', title: 'Danh mục tài liệu', find: 'Tìm theo mã, tên, nội dung (có dấu hoặc không)', type: 'Loại', everyType: 'Mọi loại', unit: 'Đơn vị', everyUnit: 'Mọi đơn vị',
    submit: 'Lọc', caption: 'Tài liệu theo mã hiệu', none: 'Không có tài liệu nào phù hợp.', code: 'Mã hiệu', name: 'Tên tài liệu', numbers: 'Lần BH/SĐ', from: 'Hiệu lực từ', standing: 'Tình trạng',
    issue: (issue: string, revision: string) => `${issue}/${revision}`, issueLong: (issue: string, revision: string) => `Lần ban hành ${issue}, lần sửa đổi ${revision}`,
    draftNew: 'Soạn tài liệu mới', release: 'Ban hành theo quyết định', tabs: 'Nhóm tài liệu', all: 'Tất cả', unread: 'Chưa đọc', lawDue: (on: string) => `Văn bản mới: hạn ${on}`,
    lawLate: (on: string) => `Quá hạn cập nhật văn bản ${on}`, reviewBy: (on: string) => `Xem xét lại ${on}`, notInForce: 'Chưa có bản hiệu lực', retired: 'Hết hiệu lực', records: 'Lưu hồ sơ',
  },
  document: {
    facts: 'Thông tin', owner: 'Đơn vị soạn thảo', access: 'Phổ biến', inForceSince: 'Có hiệu lực từ', decision: 'Quyết định ban hành', decisionOf: (number: string, on: string) => `${number} ngày ${on}`,
    nextReview: 'Xem xét định kỳ', parent: 'Thuộc quy trình', retention: 'Lưu hồ sơ', retentionOf: (years: string, place: string) => `${years} năm, ${place}`, forever: (place: string) => `Vĩnh viễn, ${place}`,
    procedure: 'Quy trình đang chạy', carrier: 'Tài liệu', open: 'Mở bản có hiệu lực', openDraft: 'Mở bản dự thảo', file: 'Tệp', fileOf: (name: string, size: string) => `${name} (${size})`, kilobytes: (n: string) => `${n} kB`,
    control: 'Trang kiểm soát', controlOf: (numbers: string, state: string) => `Lần ${numbers}: ${state}`, who: 'Trách nhiệm', signedBy: 'Họ tên', asRole: 'Vai trò', at: 'Ngày', drafted: 'Soạn thảo', reviewed: 'Xem xét', approved: 'Phê duyệt', published: 'Ban hành', notSigned: 'Chưa có', takenOver: 'Tiếp nhận', before: 'Trước khi vào hệ thống, theo quyết định ban hành', earlierChanges: 'Tiếp nhận vào hệ thống; các lần trước đó xem hồ sơ giấy',
    onBehalf: (name: string) => `thay ${name}`, changes: 'Bảng theo dõi sửa đổi', place: 'Trang, phần', what: 'Nội dung thay đổi', noChanges: 'Ban hành lần đầu, chưa có sửa đổi.', changedOn: 'Ngày', reason: 'Lý do',
    revisions: 'Các lần ban hành, sửa đổi', revision: 'Lần', state: 'Tình trạng', period: 'Hiệu lực', periodOf: (from: string, to: string) => `${from} – ${to}`, fromOn: (from: string) => `từ ${from}`, obsoleteCopy: 'Bản lỗi thời, chỉ để tra cứu',
    laws: 'Văn bản bên ngoài phải theo', law: 'Văn bản', lawFrom: 'Hiệu lực', lawState: 'Cập nhật', taken: (at: string) => `Đã cập nhật ${at}`, assessed: (at: string) => `Không phải sửa (${at})`, dueIn: (days: string, on: string) => `Còn ${days} ngày, hạn ${on}`,
    overdue: (days: string, on: string) => `Quá ${days} ngày, hạn ${on}`, noLaws: 'Chưa gắn văn bản nào.',
    distribution: 'Phân phối', holders: 'Nơi nhận', noHolders: 'Chưa phân phối đến đơn vị, cá nhân nào.', read: (done: string, all: string) => `${done}/${all} người đã đọc bản đang hiệu lực`, missing: 'Chưa đọc', acknowledged: 'Đã đọc',
    readNow: 'Tài liệu này được phân phối đến ông/bà. Đọc bản có hiệu lực rồi xác nhận.', acknowledge: 'Tôi đã đọc và nắm được', thanks: 'Đã ghi nhận ông/bà đã đọc bản này.',
    copies: 'Bản giấy được kiểm soát', copy: 'Bản số', copyHolder: 'Giao cho', given: 'Ngày giao', recalled: 'Thu hồi', out: 'Đang lưu hành', callIn: 'Cần thu hồi: bản cũ', noCopies: 'Chưa giao bản giấy nào.',
    journal: 'Đã diễn ra', verified: 'Nhật ký nguyên vẹn', broken: 'Nhật ký đã bị sửa', byItself: 'Tự động, theo ngày hiệu lực',
    checkedOut: (name: string, until: string) => `${name} đang giữ bản dự thảo để sửa, đến ${until}.`, findings: 'Lỗi của quy trình gắn kèm; chưa sửa thì không xem xét, phê duyệt được', done: (what: string) => `Đã ghi: ${what}.`,
    scheduledFor: (at: string) => `Bản mới có hiệu lực từ ${at}.`,
  },
  documentAction: {
    discard: 'Bỏ bản dự thảo này',
    title: 'Việc cần làm', none: 'Hiện không có thao tác nào dành cho ông/bà.', refused: 'Chưa làm được, và vì sao', reason: 'Lý do', decisionNumber: 'Số quyết định', decisionOn: 'Ngày quyết định', effectiveOn: 'Ngày có hiệu lực (để trống: ngay bây giờ)',
    kind: 'Hình thức', change: 'Sửa đổi một phần (lần sửa đổi +1)', issue: 'Ban hành lại toàn bộ (lần ban hành +1)', documentTitle: 'Tên tài liệu', changes: 'Bảng sửa đổi: phần nào, sửa gì', place: 'Phần', what: 'Nội dung sửa',
    laws: 'Cập nhật theo văn bản', holders: 'Đơn vị nhận', copyNumber: 'Số bản', copyHolder: 'Giao cho', outcome: 'Xử lý', law: 'Văn bản', choose: 'Chọn', note: 'Ghi chú', upload: 'Tải tệp lên', uploadHint: (types: string, size: string) => `Nhận ${types}; tối đa ${size} MB. Loại tệp xét theo nội dung.`,
    file: 'Tệp', definition: 'Gắn định nghĩa quy trình (tệp .json)', definitionHint: 'Quy trình này chạy khi tài liệu có hiệu lực.', send: 'Gửi', stale: (who: string, at: string) => `${who} đã cập nhật tài liệu lúc ${at}. Thao tác chưa được ghi; nội dung đã nhập còn ở dưới.`,
    badDate: 'Viết ngày theo dạng dd/mm/yyyy, ví dụ 05/03/2026', role: (role: string) => `cần vai trò ${role}`, drafterYou: 'ông/bà đã soạn bản này', heldBy: (name: string, until: string) => `${name} đang giữ đến ${until}`, missing: (parts: string) => `còn thiếu: ${parts}`,
    accepted: (types: string) => `chỉ nhận ${types}`, prefix: (prefix: string) => `mã phải bắt đầu bằng ${prefix}`,
  },
  documentParts: { content: 'tệp nội dung hoặc quy trình', changes: 'bảng sửa đổi', stepTable: 'bảng bước đang sửa chưa ghi vào dự thảo' },
  documentNew: {
    title: 'Soạn tài liệu mới', code: 'Mã hiệu', codeHint: 'Chính sách CSCL, sổ tay STCL, mục tiêu MTCL, hướng dẫn HD-…, quy trình QT-…, biểu mẫu BM-…, danh mục DM-…', name: 'Tên tài liệu', reason: 'Lý do ban hành', parent: 'Thuộc quy trình (với biểu mẫu)', noParent: 'Không thuộc quy trình nào',
    years: 'Số năm lưu hồ sơ (biểu mẫu)', place: 'Nơi lưu', review: 'Xem xét lại sau mỗi (tháng)', issue: 'Lần ban hành', revision: 'Lần sửa đổi', takenOver: 'Tài liệu đã có từ trước', submit: 'Tạo bản dự thảo',
  },
  documentRelease: {
    title: 'Ban hành theo quyết định', intro: 'Các tài liệu đã phê duyệt. Chọn những tài liệu cùng ban hành; tất cả cùng có hiệu lực, hoặc không tài liệu nào.', none: 'Không có tài liệu nào đã phê duyệt và chờ ban hành.', name: 'Tên bộ tài liệu', nameHint: 'Ví dụ: Hệ thống tài liệu (lần 02)',
    submit: 'Ban hành', done: (n: string) => `Đã ban hành ${n} tài liệu.`, about: (code: string, why: string) => `${code}: ${why}`, pick: (code: string) => `Chọn ${code}`, noneChosen: 'Chưa chọn tài liệu nào.',
  },
  laws: {
    title: 'Văn bản bên ngoài', caption: 'Văn bản, mới nhất trước', find: 'Tìm theo số, trích yếu', openOnly: 'Chỉ văn bản còn việc', submit: 'Lọc', none: 'Không có văn bản nào phù hợp.', number: 'Số, ký hiệu', name: 'Trích yếu', from: 'Hiệu lực từ', due: 'Hạn cập nhật', documents: 'Tài liệu',
    openOf: (open: string, all: string) => `${open} chưa cập nhật / ${all}`, allTaken: (n: string) => `${n}, đã cập nhật hết`, noneLinked: 'Chưa gắn', enter: 'Nhập văn bản mới', kind: 'Loại văn bản', issuer: 'Cơ quan ban hành', issuedOn: 'Ngày ban hành', effectiveFrom: 'Ngày có hiệu lực', endsOn: 'Ngày hết hiệu lực (nếu có)',
    replaces: 'Thay thế văn bản', noReplaces: 'Không thay thế văn bản nào', source: 'Nguồn (địa chỉ, công báo)', submitNew: 'Lưu và xem tài liệu bị tác động', until: 'Hết hiệu lực', rule: 'Pháp luật cho 03 tháng kể từ ngày văn bản có hiệu lực để đưa vào hệ thống (QĐ 19/2014/QĐ-TTg, Điều 4).',
    left: (n: string) => `Còn ${n} ngày`, over: (n: string) => `Quá hạn ${n} ngày`, impact: 'Tài liệu bị tác động', link: 'Gắn các tài liệu đã chọn', linked: 'Chưa cập nhật', notLinked: 'Chưa gắn', why: 'Gồm tài liệu đã gắn, tài liệu theo văn bản bị thay thế và biểu mẫu của các quy trình đó.',
    noImpact: 'Chưa có tài liệu nào gắn với văn bản này hoặc văn bản mà nó thay thế. Mở tài liệu và dùng "Gắn văn bản".', doneLinked: (n: string) => `Đã gắn ${n} tài liệu; hạn 03 tháng bắt đầu được tính.`, doneEntered: 'Đã lưu văn bản.', pick: (code: string) => `Chọn ${code}`,
  },
  documentTypes: {
    policy: 'Chính sách chất lượng', manual: 'Sổ tay chất lượng', objectives: 'Mục tiêu chất lượng', guidance: 'Hướng dẫn', procedure: 'Quy trình', form: 'Biểu mẫu', list: 'Danh mục', external: 'Tài liệu bên ngoài', other: 'Khác',
  } satisfies Record<DocumentType, string>,
  revisionStates: {
    draft: 'Dự thảo', inReview: 'Đang xem xét', approved: 'Đã phê duyệt', scheduled: 'Chờ ngày hiệu lực', effective: 'Có hiệu lực', superseded: 'Bị thay thế', obsolete: 'Hết hiệu lực', withdrawn: 'Đã thu hồi',
  } satisfies Record<RevisionState, string>,
  documentStandings: {
    inForce: 'Đang hiệu lực', unread: 'Tôi cần đọc', draft: 'Đang soạn', inReview: 'Xem xét', approved: 'Chờ ban hành', scheduled: 'Chờ hiệu lực', reviewDue: 'Cần xem lại', lawOpen: 'Chờ theo văn bản mới', retired: 'Hết hiệu lực',
  } satisfies Record<DocumentStanding, string>,
  documentAccesses: { agency: 'Toàn cơ quan', holders: 'Chỉ nơi nhận' } satisfies Record<DocumentAccess, string>,
  documentEvents: {
    CREATE: 'Tạo dự thảo', REVISE: 'Sửa đổi, ban hành lại', EDIT: 'Cập nhật dự thảo', ATTACH: 'Tải tệp lên', DEFINE: 'Gắn quy trình', CHECK_OUT: 'Giữ để sửa', CHECK_IN: 'Trả lại bản đang giữ', SUBMIT: 'Trình xem xét', REVIEW: 'Xem xét đạt', RETURN: 'Trả lại để sửa',
    APPROVE: 'Phê duyệt', PUBLISH: 'Ban hành', TAKE_OVER: 'Tiếp nhận bản đã có hiệu lực từ trước', SWITCH: 'Có hiệu lực', WITHDRAW: 'Thu hồi bản này', RETIRE: 'Bãi bỏ tài liệu', CONFIRM: 'Xem xét định kỳ: giữ nguyên', DISTRIBUTE: 'Phân phối', GIVE_COPY: 'Giao bản giấy', RECALL_COPY: 'Thu hồi bản giấy', LINK_LAW: 'Gắn văn bản',
    ASSESS_LAW: 'Văn bản mới: không phải sửa',
  } satisfies Record<JournaledDocumentEvent, string>,
  copyOutcomes: { returned: 'Đã nhận lại', destroyed: 'Đã hủy', lost: 'Thất lạc' },
  lawKinds: { law: 'Luật', decree: 'Nghị định', circular: 'Thông tư', decision: 'Quyết định', resolution: 'Nghị quyết', standard: 'Tiêu chuẩn', other: 'Khác' } satisfies Record<LawKind, string>,
}

export const en: Words<typeof vi> = {
  documents: {
    group: 'ISO documents', title: 'Master list', find: 'Find by code, title, contents (marks not needed)', type: 'Type', everyType: 'Every type', unit: 'Unit', everyUnit: 'Every unit',
    submit: 'Filter', caption: 'Documents by code', none: 'No document fits.', code: 'Code', name: 'Title', numbers: 'Issue/rev.', from: 'In force from', standing: 'Standing',
    issue: (issue, revision) => `${issue}/${revision}`, issueLong: (issue, revision) => `Issue ${issue}, revision ${revision}`,
    draftNew: 'Draft a new document', release: 'Release by a decision', tabs: 'Kinds of documents', all: 'All', unread: 'Not read', lawDue: (on) => `New law: by ${on}`,
    lawLate: (on) => `Law not taken up by ${on}`, reviewBy: (on) => `Review by ${on}`, notInForce: 'None in force yet', retired: 'Out of force', records: 'Records kept',
  },
  document: {
    facts: 'Facts', owner: 'Owner unit', access: 'For', inForceSince: 'In force since', decision: 'Decision', decisionOf: (number, on) => `${number} of ${on}`,
    nextReview: 'Periodic review', parent: 'Belongs to procedure', retention: 'Records are kept', retentionOf: (years, place) => `${years} years, ${place}`, forever: (place) => `For ever, ${place}`,
    procedure: 'Running procedure', carrier: 'Document', open: 'Open what is in force', openDraft: 'Open the draft', file: 'File', fileOf: (name, size) => `${name} (${size})`, kilobytes: (n) => `${n} kB`,
    control: 'Control page', controlOf: (numbers, state) => `No. ${numbers}: ${state}`, who: 'Responsibility', signedBy: 'Name', asRole: 'Role', at: 'Date', drafted: 'Drafted', reviewed: 'Reviewed', approved: 'Approved', published: 'Published', notSigned: 'Not yet', takenOver: 'Taken over', before: 'Before it was entered here, by the decision', earlierChanges: 'Taken over; what changed before stands in the papers',
    onBehalf: (name) => `for ${name}`, changes: 'Change table', place: 'Page, part', what: 'What changed', noChanges: 'First issue, nothing changed yet.', changedOn: 'Date', reason: 'Reason',
    revisions: 'Issues and revisions', revision: 'No.', state: 'Standing', period: 'In force', periodOf: (from, to) => `${from} – ${to}`, fromOn: (from) => `from ${from}`, obsoleteCopy: 'Obsolete copy, for reference only',
    laws: 'Laws to follow', law: 'Law', lawFrom: 'In force', lawState: 'Taken up', taken: (at) => `Taken up ${at}`, assessed: (at) => `Nothing to change (${at})`, dueIn: (days, on) => `${days} days left, by ${on}`,
    overdue: (days, on) => `${days} days late, was due ${on}`, noLaws: 'No law is linked yet.',
    distribution: 'Distribution', holders: 'Holders', noHolders: 'Not distributed to anybody yet.', read: (done, all) => `${done} of ${all} have read the revision in force`, missing: 'Have not read', acknowledged: 'Have read',
    readNow: 'This document is distributed to you. Read the revision in force, then confirm.', acknowledge: 'I have read and understood it', thanks: 'It is recorded that you have read this revision.',
    copies: 'Controlled copies on paper', copy: 'Copy', copyHolder: 'Given to', given: 'Given on', recalled: 'Recalled', out: 'In use', callIn: 'Call in: an old one', noCopies: 'No copy was given out.',
    journal: 'What happened', verified: 'Journal intact', broken: 'Journal was altered', byItself: 'By itself, on the day of effect',
    checkedOut: (name, until) => `${name} has the draft checked out until ${until}.`, findings: 'Errors in the procedure that it carries; it cannot be reviewed or approved with them', done: (what) => `Recorded: ${what}.`,
    scheduledFor: (at) => `A new revision is in force from ${at}.`,
  },
  documentAction: {
    discard: 'Discard this draft',
    title: 'To do', none: 'There is nothing for you to do on this document now.', refused: 'Not now, and why', reason: 'Reason', decisionNumber: 'Number of the decision', decisionOn: 'Date of the decision', effectiveOn: 'In force from (empty: at once)',
    kind: 'Kind', change: 'Partial change (revision +1)', issue: 'Whole new issue (issue +1)', documentTitle: 'Title', changes: 'Change table: which part, what changed', place: 'Part', what: 'What changed',
    laws: 'Takes up the law', holders: 'Units that receive it', copyNumber: 'Number of the copy', copyHolder: 'Given to', outcome: 'Outcome', law: 'Law', choose: 'Choose', note: 'Note', upload: 'Upload the file', uploadHint: (types, size) => `Takes ${types}; at most ${size} MB. The type is found out from the content.`,
    file: 'File', definition: 'Attach the definition of the procedure (.json file)', definitionHint: 'It runs when the document is in force.', send: 'Send', stale: (who, at) => `${who} changed the document at ${at}. Your action was not recorded; what you typed is still below.`,
    badDate: 'Write the date as dd/mm/yyyy, for example 05/03/2026', role: (role) => `needs the role ${role}`, drafterYou: 'you drafted it', heldBy: (name, until) => `in the hands of ${name} until ${until}`, missing: (parts) => `missing: ${parts}`,
    accepted: (types) => `takes only ${types}`, prefix: (prefix) => `the code must begin with ${prefix}`,
  },
  documentParts: { content: 'a file or a procedure', changes: 'the change table', stepTable: 'the edited table of steps, which is not yet written into the draft' },
  documentNew: {
    title: 'Draft a new document', code: 'Code', codeHint: 'Policy CSCL, manual STCL, objectives MTCL, guidance HD-…, procedure QT-…, form BM-…, list DM-…', name: 'Title', reason: 'Why it is issued', parent: 'Belongs to procedure (forms)', noParent: 'To none',
    years: 'Years its records are kept (forms)', place: 'Kept at', review: 'Review every (months)', issue: 'Issue', revision: 'Revision', takenOver: 'A document that exists already', submit: 'Make the draft',
  },
  documentRelease: {
    title: 'Release by a decision', intro: 'Approved documents. Choose those to be released together; all come into force, or none.', none: 'No document is approved and waits to be published.', name: 'Name of the set', nameHint: 'For example: Document system (issue 02)',
    submit: 'Publish', done: (n) => `${n} documents were published.`, about: (code, why) => `${code}: ${why}`, pick: (code) => `Choose ${code}`, noneChosen: 'No document was chosen.',
  },
  laws: {
    title: 'Laws', caption: 'Laws, the newest first', find: 'Find by number or title', openOnly: 'Only with work left', submit: 'Filter', none: 'No law fits.', number: 'Number', name: 'Title', from: 'In force from', due: 'Take up by', documents: 'Documents',
    openOf: (open, all) => `${open} of ${all} not taken up`, allTaken: (n) => `${n}, all taken up`, noneLinked: 'None linked', enter: 'Enter a law', kind: 'Kind', issuer: 'Issued by', issuedOn: 'Issued on', effectiveFrom: 'In force from', endsOn: 'In force until (if known)',
    replaces: 'Replaces', noReplaces: 'Replaces none', source: 'Source (address, gazette)', submitNew: 'Save and see what it touches', until: 'In force until', rule: 'The law allows three months from the day it takes effect to bring it into the system (Prime Minister\'s Decision 19/2014, art. 4).',
    left: (n) => `${n} days left`, over: (n) => `${n} days late`, impact: 'Documents that it touches', link: 'Link the chosen documents', linked: 'Not taken up', notLinked: 'Not linked', why: 'Linked documents, those that follow the law it replaces, and the forms of these procedures.',
    noImpact: 'No document is linked to this law or to the one it replaces. Open a document and use "Link a law".', doneLinked: (n) => `${n} documents are linked; their three months are counted.`, doneEntered: 'The law is saved.', pick: (code) => `Choose ${code}`,
  },
  documentTypes: {
    policy: 'Quality policy', manual: 'Quality manual', objectives: 'Quality objectives', guidance: 'Guidance', procedure: 'Procedure', form: 'Form', list: 'List', external: 'External document', other: 'Other',
  },
  revisionStates: {
    draft: 'Draft', inReview: 'In review', approved: 'Approved', scheduled: 'Waits for its day', effective: 'In force', superseded: 'Superseded', obsolete: 'Obsolete', withdrawn: 'Withdrawn',
  },
  documentStandings: {
    inForce: 'In force', unread: 'For me to read', draft: 'Being drafted', inReview: 'In review', approved: 'To be published', scheduled: 'Waiting', reviewDue: 'Due for review', lawOpen: 'Behind a law', retired: 'Out of force',
  },
  documentAccesses: { agency: 'The whole agency', holders: 'Holders only' },
  documentEvents: {
    CREATE: 'Draft begun', REVISE: 'Revise or reissue', EDIT: 'Change the draft', ATTACH: 'File uploaded', DEFINE: 'Procedure attached', CHECK_OUT: 'Check out', CHECK_IN: 'Give back the check-out', SUBMIT: 'Send to review', REVIEW: 'Reviewed, good', RETURN: 'Send back',
    APPROVE: 'Approve', PUBLISH: 'Publish', TAKE_OVER: 'Taken over as it was in force before', SWITCH: 'Came into force', WITHDRAW: 'Withdraw this one', RETIRE: 'Retire the document', CONFIRM: 'Periodic review: keep it', DISTRIBUTE: 'Distribute', GIVE_COPY: 'Give out a copy', RECALL_COPY: 'Recall a copy', LINK_LAW: 'Link a law',
    ASSESS_LAW: 'New law: nothing to change',
  },
  copyOutcomes: { returned: 'Returned', destroyed: 'Destroyed', lost: 'Lost' },
  lawKinds: { law: 'Law', decree: 'Decree', circular: 'Circular', decision: 'Decision', resolution: 'Resolution', standard: 'Standard', other: 'Other' },
}
