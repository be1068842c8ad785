/** Every refusal that a person or program can act on: code, HTTP status, and what to do in Vietnamese and English. */
interface ErrorKind { readonly status: number; readonly vi: string; readonly en: string }

const kinds = {
  // The request itself
  'invalid-request': { status: 400, vi: 'Dữ liệu gửi lên không đúng mẫu; xem "errors", sửa rồi gửi lại', en: 'The data sent does not fit the form; see "errors", mend it and send again' },
  'body-too-large': { status: 413, vi: 'Dữ liệu gửi lên vượt giới hạn; giảm dung lượng rồi gửi lại', en: 'The data sent is over the limit; make it smaller and send again' },
  'headers-too-large': { status: 431, vi: 'Đầu mục của yêu cầu quá lớn; xóa cookie của trang rồi thử lại', en: 'The headers of the request are too large; clear the cookies of this site and try again' },
  'request-timeout': { status: 408, vi: 'Yêu cầu gửi quá chậm; thử lại', en: 'The request came too slowly; try again' },
  'unsupported-media-type': { status: 415, vi: 'Chỉ nhận dữ liệu application/json', en: 'Only application/json is accepted' },
  'not-found': { status: 404, vi: 'Không tìm thấy, hoặc ông/bà không được xem', en: 'Not found, or not for you to see' },
  'method-not-allowed': { status: 405, vi: 'Địa chỉ này không nhận phương thức đã gửi', en: 'This address does not take that method' },
  'too-many-requests': { status: 429, vi: 'Gửi quá nhiều yêu cầu; chờ theo Retry-After rồi thử lại', en: 'Too many requests; wait as Retry-After says and try again' },
  'if-match-required': { status: 428, vi: 'Cần đầu mục If-Match với ETag của bản vừa đọc', en: 'Send If-Match with the ETag of the copy you read' },
  'stale-version': { status: 412, vi: 'Hồ sơ đã được người khác cập nhật; tải lại rồi thao tác tiếp', en: 'Somebody else changed it meanwhile; read it again, then act' },
  'idempotency-key-required': { status: 400, vi: 'Cần đầu mục Idempotency-Key để không ghi trùng', en: 'Send an Idempotency-Key so that nothing is recorded twice' },
  'idempotency-key-reused': { status: 422, vi: 'Idempotency-Key này đã dùng cho một yêu cầu khác; tạo khóa mới', en: 'This Idempotency-Key was used for another request; make a new one' },
  'service-busy': { status: 503, vi: 'Hệ thống đang bận hoặc đang khởi động lại; thử lại sau ít giây', en: 'The service is busy or restarting; try again in a few seconds' },
  'internal-error': { status: 500, vi: 'Lỗi của hệ thống, đã được ghi lại; không có dữ liệu nào bị mất', en: 'A fault of the system; it was recorded and nothing was lost' },
  // Who
  'not-signed-in': { status: 401, vi: 'Cần đăng nhập', en: 'Sign in first' },
  'wrong-credentials': { status: 401, vi: 'Sai tên đăng nhập hoặc mật khẩu', en: 'The user name or the password is wrong' },
  'role-not-granted': { status: 403, vi: 'Ông/bà không giữ vai trò cần cho việc này', en: 'You do not hold the role that this needs' },
  'held-by-another': { status: 403, vi: 'Việc này đã giao cho người khác', en: 'This is assigned to another person' },
  'four-eyes': { status: 403, vi: 'Người đã làm bước trước không được làm bước này', en: 'Whoever did the earlier step may not do this one' },
  'origin-refused': { status: 403, vi: 'Yêu cầu đến từ trang khác; mở lại hệ thống rồi thao tác', en: 'The request came from another site; open the service itself' },
  // Dossiers
  'event-not-allowed': { status: 409, vi: 'Bước hiện tại không cho phép thao tác này', en: 'The present step does not allow this' },
  'guard-refused': { status: 409, vi: 'Chưa đủ điều kiện để làm việc này', en: 'A condition of this action is not met' },
  'dossier-closed': { status: 409, vi: 'Hồ sơ đã kết thúc, không thao tác được nữa', en: 'The dossier is closed; nothing more can be done on it' },
  'reason-required': { status: 409, vi: 'Cần ghi rõ lý do', en: 'A reason must be given' },
  'paper-required': { status: 409, vi: 'Cần số và ngày của văn bản kèm theo', en: 'The number and date of the paper are needed' },
  'papers-incomplete': { status: 409, vi: 'Chưa đủ thành phần hồ sơ bắt buộc', en: 'Required papers are missing' },
  'assignee-not-eligible': { status: 409, vi: 'Người được giao không giữ vai trò của bước này', en: 'The person chosen does not hold the role of this step' },
  'assignment-empty': { status: 409, vi: 'Chọn ít nhất một hồ sơ và một người nhận việc', en: 'Choose at least one dossier and the person to give it to' },
  'apology-already-issued': { status: 409, vi: 'Chỉ được hẹn lại một lần', en: 'A new date may be set only once' },
  'new-due-not-later': { status: 409, vi: 'Ngày hẹn lại phải sau ngày hẹn hiện tại và là ngày làm việc', en: 'The new date must be a working day after the present one' },
  'event-in-the-past': { status: 409, vi: 'Thời điểm của thao tác sớm hơn thao tác trước', en: 'The time given is before the last event' },
  'paper-not-issued': { status: 404, vi: 'Hồ sơ chưa phát hành giấy tờ này; xem "issued" để biết giấy tờ đã có', en: 'This paper was never issued for the dossier; see "issued" for those that were' },
  'period-too-long': { status: 422, vi: 'Khoảng thời gian có quá nhiều hồ sơ cho một sổ; chọn khoảng ngắn hơn', en: 'The period holds too many dossiers for one book; choose a shorter one' },
  'report-contradicts': { status: 409, vi: 'Báo cáo còn mâu thuẫn phải sửa, hoặc cảnh báo chưa được xem; xem "findings"', en: 'The report contradicts itself, or a warning has not been seen; see "findings"' },
  'figures-refused': { status: 422, vi: 'Số liệu gửi lên không cân hoặc không đúng kỳ; xem từng lỗi', en: 'The figures do not agree with themselves or with their period; see each error' },
  'evidence-empty': { status: 409, vi: 'Không có hồ sơ nào cho gói chứng cứ; chọn hồ sơ, hoặc khoảng ngày có kết quả trễ', en: 'There is no dossier for a pack; choose some, or days with late results' },
  // Calendars
  'calendar-not-covered': { status: 422, vi: 'Lịch làm việc chưa có năm này; đề nghị quản trị bổ sung', en: 'The working calendar does not cover this date; the administrator must add the year' },
  'calendar-unknown': { status: 422, vi: 'Không có lịch làm việc với mã này', en: 'There is no working calendar of that name' },
  'calendar-invalid': { status: 422, vi: 'Lịch làm việc không hợp lệ', en: 'The working calendar is not valid' },
  'limit-invalid': { status: 422, vi: 'Thời hạn không hợp lệ với đơn vị đã chọn: ngày là số nguyên từ 1, nửa ngày ghi theo giờ làm việc', en: 'The limit does not fit its unit: days are whole and at least 1, half a day is written in working hours' },
  'stops-invalid': { status: 422, vi: 'Danh sách tạm dừng không hợp lệ: phải theo thứ tự, không chồng nhau', en: 'The stops are not valid: they must be in order and must not overlap' },
  // Procedures
  'procedure-unknown': { status: 422, vi: 'Không có quy trình với mã này', en: 'There is no procedure of that code' },
  'procedure-not-effective': { status: 422, vi: 'Quy trình không có hiệu lực vào ngày tiếp nhận', en: 'The procedure is not in force on the day of receipt' },
  'procedure-invalid': { status: 422, vi: 'Quy trình chưa hợp lệ; xem "findings"', en: 'The procedure is not valid; see "findings"' },
  'step-table-unread': { status: 422, vi: 'Không thấy bảng bước trong tệp; cần một dòng tiêu đề có "Nội dung công việc" và "Thời gian" hoặc "Trách nhiệm"', en: 'No step table was found in the file; it needs a row of headings with "Nội dung công việc" and "Thời gian" or "Trách nhiệm"' },
  'procedure-immutable': { status: 409, vi: 'Bản quy trình đã có hiệu lực không được sửa; ban hành bản mới', en: 'A revision in force cannot be changed; publish a new one' },
  'migration-open': { status: 409, vi: 'Đã có đề nghị chuyển hồ sơ của lần ban hành này đang chờ duyệt; duyệt hoặc bác đề nghị đó trước', en: 'A proposal for the dossiers of this revision is waiting; approve or reject it first' },
  'migration-decided': { status: 409, vi: 'Đề nghị này đã được duyệt hoặc bác; tải lại trang', en: 'This proposal was decided already; read it again' },
  'migration-ground-missing': { status: 422, vi: 'Áp dụng thời hạn mới cho hồ sơ đã tiếp nhận phải nêu căn cứ pháp lý', en: 'The new limit for dossiers received before needs its legal ground' },
  // Documents
  'document-retired': { status: 409, vi: 'Tài liệu đã hết hiệu lực, không thao tác được nữa', en: 'The document is out of force; nothing more can be done on it' },
  'document-incomplete': { status: 409, vi: 'Bản dự thảo còn thiếu nội dung; xem "missing"', en: 'The draft lacks something; see "missing"' },
  'not-reviewed': { status: 409, vi: 'Bản dự thảo chưa được xem xét', en: 'The draft has not been reviewed yet' },
  'revision-waiting': { status: 409, vi: 'Còn một lần sửa đổi đang chờ; ban hành hoặc thu hồi bản đó trước', en: 'Another revision is waiting; publish or withdraw it first' },
  'effective-date-past': { status: 422, vi: 'Ngày có hiệu lực không được sớm hơn hôm nay', en: 'The day of effect must not be before today' },
  'code-not-of-type': { status: 422, vi: 'Mã hiệu không đúng loại tài liệu; xem "prefix"', en: 'The code does not fit the type of document; see "prefix"' },
  'document-list-unread': { status: 422, vi: 'Không thấy danh mục tài liệu trong tệp; cần một dòng tiêu đề có "Mã hiệu" và "Tên tài liệu"', en: 'There is no list of documents in the file; it needs a row of headings with "Code" and "Title"' },
  'document-list-too-long': { status: 422, vi: 'Danh mục dài hơn một lần nhập; chia thành nhiều tệp, xem "linesMost"', en: 'The list is longer than is taken in at once; divide it, see "linesMost"' },
  'intake-gone': { status: 409, vi: 'Lần kiểm tra này đã cũ: tệp đã nộp chỉ giữ 24 giờ; nộp lại danh mục và tệp', en: 'This check is too old: files are kept for 24 hours; send the list and the files again' },
  'law-unknown': { status: 422, vi: 'Không có văn bản này trong danh mục văn bản bên ngoài', en: 'There is no such document in the register of laws' },
  'not-for-you-to-acknowledge': { status: 409, vi: 'Tài liệu này không phân phối đến ông/bà, hoặc bản đã xem không còn hiệu lực; tải lại trang', en: 'This document is not distributed to you, or the revision you saw is no longer in force; read it again' },
  'file-missing': { status: 400, vi: 'Chưa chọn tệp', en: 'No file was sent' },
  'file-too-large': { status: 413, vi: 'Tệp vượt dung lượng cho phép; xem "maxBytes"', en: 'The file is over the limit; see "maxBytes"' },
  'too-many-files': { status: 409, vi: 'Đã đủ số tệp được kèm; xem "most"', en: 'There are as many files as are kept with it; see "most"' },
  'file-type-refused': { status: 415, vi: 'Loại tệp này không được nhận (xét theo nội dung, không theo tên); xem "accepted"', en: 'This type of file is not accepted (by its content, not its name); see "accepted"' },
  // Nonconformities, corrective actions, audits
  'already-decided': { status: 409, vi: 'Sự không phù hợp này đã có phiếu hành động hoặc đã được kết luận', en: 'This nonconformity has an action already, or was settled' },
  'file-refused': { status: 422, vi: 'Tệp không được nhận; xem "why"', en: 'The file is not accepted; see "whyEn"' },
  'no-copy': { status: 409, vi: 'Không tạo được bản sao PDF của tệp này; xem "why", mở tệp gốc', en: 'No PDF copy can be made of this file; see "whyEn", open the original' },
  'copy-in-work': { status: 503, vi: 'Bản PDF của tệp này đang được tạo; thử lại sau vài giây', en: 'The PDF of this file is being made; try again in a few seconds' },
  'original-for-drafters': { status: 403, vi: 'Tệp gốc chỉ dành cho người soạn thảo và Thư ký ISO; mở bản sao có dấu kiểm soát', en: 'The original is for those who draft and for the ISO secretary; open the stamped copy' },
  'file-check-busy': { status: 503, vi: 'Đang có quá nhiều tệp chờ kiểm tra; thử lại sau một phút', en: 'Too many files wait to be checked; try again in a minute' },
  'plan-incomplete': { status: 409, vi: 'Phiếu còn thiếu nội dung; xem "missing"', en: 'The action lacks something; see "missing"' },
  'evidence-missing': { status: 409, vi: 'Chưa có bằng chứng đã làm: ghi một báo cáo hoặc đính kèm một tệp trước', en: 'There is no evidence of the work yet: write a report or attach a file first' },
  'not-measured-yet': { status: 409, vi: 'Chưa hết kỳ đo, hoặc hệ thống chưa đo xong; xem "windowTo"', en: 'The window is not over, or not measured yet; see "windowTo"' },
  'not-effective': { status: 409, vi: 'Số liệu cho thấy chưa có hiệu lực: mở lại phiếu hoặc chuyển sang phiếu mới', en: 'The figures say that it did not work: reopen it, or carry it over to a new one' },
  'auditor-not-independent': { status: 409, vi: 'Đánh giá viên không được đánh giá đơn vị, thủ tục hoặc hồ sơ của chính mình; xem "violations", chọn người khác', en: 'An auditor may not audit a unit, procedure or dossier of their own; see "violations" and choose somebody else' },
  'audit-not-followed-up': { status: 409, vi: 'Còn sự không phù hợp của cuộc đánh giá chưa có hành động khắc phục và chưa xác nhận đã khắc phục; xem "undecided"', en: 'Nonconformities of the audit have neither a corrective action nor a settled correction; see "undecided"' },
  // Survey
  'survey-answered': { status: 409, vi: 'Ý kiến về hồ sơ này đã được ghi nhận; cảm ơn ông/bà', en: 'The answer for this dossier was recorded already; thank you' },
  'survey-not-open': { status: 409, vi: 'Chưa hoặc không còn lấy ý kiến: hồ sơ chưa trả kết quả, hoặc đợt khảo sát đã kết thúc', en: 'No answers are taken now: the result is not handed over yet, or the campaign is over' },
  // People and units
  'name-taken': { status: 409, vi: 'Tên hoặc mã này đã được dùng', en: 'This name or code is taken' },
  'dates-reversed': { status: 422, vi: 'Ngày kết thúc phải từ ngày bắt đầu trở đi', en: 'The last day must not be before the first' },
  'substitute-is-absent': { status: 422, vi: 'Không thể tự thay thế cho chính mình', en: 'Nobody can stand in for themselves' },
  'unit-unknown': { status: 422, vi: 'Không có đơn vị này', en: 'There is no such unit' },
  'user-unknown': { status: 422, vi: 'Không có người dùng này', en: 'There is no such user' },
  'account-holds-work': { status: 409, vi: 'Người này đang giữ việc chưa xong; giao những việc nêu ở "held" cho người khác rồi làm tiếp', en: 'This person has open work in hand; have what "held" names given to somebody else first' },
  'account-closed': { status: 409, vi: 'Tài khoản này đã đóng; mở lại trước', en: 'This account is closed; reopen it first' },
  'account-open': { status: 409, vi: 'Tài khoản này đang mở', en: 'This account is open' },
  'last-administrator': { status: 409, vi: 'Sau việc này không còn ai quản trị được; trao vai trò quản trị cho người khác đăng nhập được trước', en: 'Nobody could administer afterwards; first give an administrator role to somebody else who can sign in' },
  'own-account': { status: 409, vi: 'Việc này phải do người quản trị khác làm; mật khẩu của mình thì đổi ở trang Tài khoản', en: 'Another administrator must do this; change your own password on the account page' },
  'day-is-past': { status: 422, vi: 'Ngày cuối không được trước hôm qua: việc đã làm không sửa lại được', en: 'The last day must not be before yesterday: what was done stays done' },
  'already-ended': { status: 409, vi: 'Đã kết thúc vào ngày đó hoặc sớm hơn', en: 'It has ended by that day already' },
  'unit-ended': { status: 409, vi: 'Đơn vị không còn hoạt động trong thời gian này', en: 'The unit does not exist in that time' },
  'unit-not-begun': { status: 422, vi: 'Ngày phải sau ngày đơn vị bắt đầu', en: 'The day must be after the first day of the unit' },
  'unit-is-root': { status: 409, vi: 'Đây là đơn vị gốc của cơ quan, không đóng, nhập hay tách được', en: 'This is the root of the agency; it cannot be closed, merged or divided' },
  'unit-has-children': { status: 409, vi: 'Đơn vị còn đơn vị trực thuộc; sắp xếp các đơn vị trong "units" trước', en: 'There are units under this one; settle those in "units" first' },
  'unit-still-needed': { status: 409, vi: 'Đơn vị còn hồ sơ, quy trình hoặc người; chọn đơn vị tiếp quản', en: 'The unit still has dossiers, procedures or people; name the unit that takes over' },
  'setup-done': { status: 409, vi: 'Hệ thống đã được thiết lập', en: 'The service is already set up' },
  'setup-token-wrong': { status: 403, vi: 'Mã thiết lập không đúng; xem mã in trên màn hình máy chủ', en: 'The set-up code is wrong; read it where the service was started' },
  'password-change-needed': { status: 403, vi: 'Mật khẩu này chỉ dùng một lần; đặt mật khẩu mới để đăng nhập', en: 'This password serves once; set a new one to sign in' },
  'password-expired': { status: 403, vi: 'Mật khẩu dùng một lần đã hết hạn; đề nghị quản trị cấp lại', en: 'The one-time password has expired; ask the administrator for another' },
  'password-unchanged': { status: 422, vi: 'Mật khẩu mới phải khác mật khẩu cũ', en: 'The new password must differ from the old one' },
  'current-password-wrong': { status: 403, vi: 'Mật khẩu hiện tại không đúng', en: 'The present password is wrong' },
  'password-too-weak': { status: 422, vi: 'Mật khẩu phải có ít nhất 12 ký tự', en: 'A password needs at least 12 characters' },
  // Files and imports
  'file-unreadable': { status: 400, vi: 'Không đọc được tệp', en: 'The file cannot be read' },
  'log-malformed': { status: 400, vi: 'Nhật ký sự kiện sai định dạng', en: 'The event log is malformed' },
  'log-empty': { status: 400, vi: 'Nhật ký sự kiện không có hồ sơ nào; kiểm tra lại tệp đã xuất và cột mã hồ sơ', en: 'The event log holds no case; look at the export and at the column of the case' },
  'log-too-large': { status: 413, vi: 'Nhật ký sự kiện vượt giới hạn', en: 'The event log is over a limit' },
  'log-mapping-invalid': { status: 400, vi: 'Không ánh xạ được cột của nhật ký', en: 'The columns of the log cannot be mapped' },
  'log-conflict': { status: 409, vi: 'Hồ sơ đã nhập có sự kiện khác với tệp này', en: 'A case imported earlier has other events than this file' },
  // Backups
  'file-exists': { status: 409, vi: 'Đã có tệp này; chọn tên khác', en: 'There is such a file already; choose another name' },
  'backup-damaged': { status: 422, vi: 'Tệp sao lưu không còn nguyên vẹn (thiếu, thừa hoặc đã bị sửa); chưa ghi gì, dùng bản sao lưu khác', en: 'The backup is not whole (cut off, altered or added to); nothing was written, take another one' },
  'backup-other-version': { status: 409, vi: 'Bản sao lưu thuộc phiên bản khác của hệ thống; phục hồi bằng đúng phiên bản đó rồi nâng cấp, xem "onlyInBackup", "onlyHere"', en: 'The backup is of another version of the service; restore it with that version, then upgrade; see "onlyInBackup", "onlyHere"' },
  'restore-not-empty': { status: 409, vi: 'Cơ sở dữ liệu đã có dữ liệu; chỉ phục hồi vào cơ sở dữ liệu trống', en: 'The database is not empty; a backup is restored into an empty one only' },
  // Objects
  'upload-incomplete': { status: 400, vi: 'Tệp nhận được khác với tệp đã gửi (thiếu, thừa hoặc sai mã kiểm tra); gửi lại tệp', en: 'The file that arrived is not the one that was sent (too short, too long, or another checksum); send it again' },
  'object-missing': { status: 500, vi: 'Không tìm thấy tệp trong kho lưu trữ; đã ghi lại, hãy báo quản trị viên', en: 'The file is missing from the store; it was recorded, tell the administrator' },
  'object-damaged': { status: 500, vi: 'Tệp trong kho lưu trữ không còn nguyên vẹn; đã ghi lại, hãy báo quản trị viên', en: 'The file in the store is damaged; it was recorded, tell the administrator' },
  'object-purged': { status: 410, vi: 'Tệp đã được tiêu hủy theo quyết định; xem căn cứ trong "ground"', en: 'The file was destroyed by a decision; see "ground"' },
  'document-code-unknown': { status: 422, vi: 'Không có tài liệu với mã hiệu đã nêu; xem "codes"', en: 'There is no document of that code; see "codes"' },
  'nothing-to-hold': { status: 409, vi: 'Các tài liệu này chưa có tệp nào để giữ', en: 'These documents have no file to hold yet' },
  'object-kept': { status: 409, vi: 'Tệp đang được giữ (thời hạn lưu trữ, lệnh giữ hoặc khóa của kho); chưa thể tiêu hủy', en: 'The file is kept (retention, a legal hold, or a lock of the store); it cannot be destroyed yet' },
  'objects-unavailable': { status: 503, vi: 'Kho lưu trữ tệp không trả lời; thử lại sau ít phút', en: 'The file store does not answer; try again in a few minutes' },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof kinds
export const errorKinds: Readonly<Record<ErrorCode, ErrorKind>> = kinds

/** One thing to mend in what was sent: where (a JSON pointer, '' for the whole), which rule asks for it, and what to do in both languages. */
export interface Fault {
  readonly at: string
  readonly rule: string
  readonly message: string
  readonly messageEn: string
  /** What could be sent instead, where it can be listed. */
  readonly allowed?: readonly string[]
}

/** Extension members of a problem: plain JSON, nothing personal. */
type Details = Readonly<Record<string, unknown>> & { readonly errors?: readonly Fault[] }

/** A refusal that its reader can act on. `server/problem.ts` alone turns it into RFC 9457 problem+json. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly details: Details
  constructor(code: ErrorCode, details: Details = {}) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.details = details
  }
}
