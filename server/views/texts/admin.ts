/** The words of the administration, in both languages. */
import type { ChangeKind } from '../../../schemas/administration.ts'
import type { UnitKind } from '../../../schemas/agency.ts'
import type { Words } from './words.ts'

export const vi = {
  admin: {
    menu: 'Quản trị', title: 'Quản trị', agency: 'Cơ quan và con người', actions: 'Thao tác', done: (what: string) => `Đã ghi: ${what}.`,
    people: 'Người dùng', peopleHelp: 'Ai làm việc ở đây, giữ vai trò gì; thêm, đóng, cấp lại mật khẩu.',
    substitutions: 'Thay nhau', substitutionsHelp: 'Ai thay ai, từ ngày nào đến ngày nào.',
    changes: 'Nhật ký quản trị', changesHelp: 'Ai đã thay đổi gì, khi nào, theo quyết định nào. Không sửa, không xóa được.',
    decision: 'Quyết định số', decisionHint: 'Số, ký hiệu của quyết định hoặc giấy ủy quyền', validFrom: 'Từ ngày', validTo: 'Đến hết ngày', lastDay: 'Ngày cuối',
    lastDayHint: 'Ghi ngày hôm qua để thôi ngay', openEnd: 'Để trống nếu chưa có ngày kết thúc', choose: 'Chọn', personHint: 'Tên đăng nhập, như ở mục Người dùng', unitHint: 'Mã đơn vị, như ở mục Đơn vị', unitsHint: 'Mã các đơn vị, mỗi dòng một mã', noDecision: 'Không ghi quyết định',
  },
  firstSteps: {
    title: 'Những bước đầu', done: 'Đã xong', open: 'Còn thiếu', units: 'Lập các đơn vị', unitsHelp: 'Ít nhất một bộ phận Một cửa, và các phòng, bộ phận giải quyết hồ sơ.',
    people: 'Thêm người, trao vai trò, cấp mật khẩu', peopleHelp: (roles: string) => `Chưa ai giữ vai trò: ${roles}.`, peopleHeld: 'Vai trò nào cũng đã có người giữ.',
    import: 'Nhập hồ sơ của hệ thống cũ, nếu có', importHelp: 'Sổ theo dõi hồ sơ dạng CSV: số liệu từ đầu năm vào báo cáo mà không phải gõ lại.',
    documents: 'Thư ký ISO nhập tài liệu đã có hiệu lực', documentsHelp: 'Nộp danh mục tài liệu của cơ quan cùng các tệp: nhập một lần, không phải từng tài liệu.',
    iso: 'Thư ký ISO ghi văn bản của năm', isoHelp: 'Lịch năm ISO nêu từng việc: kế hoạch, mục tiêu, Ban chỉ đạo; báo cáo lập ở Báo cáo ISO.',
  },
  people: {
    title: 'Người dùng', find: 'Tìm theo tên hoặc tên đăng nhập (không cần dấu)', submit: 'Tìm', closedToo: 'Cả tài khoản đã đóng',
    caption: 'Người dùng theo họ tên', name: 'Họ và tên', userName: 'Tên đăng nhập', roles: 'Vai trò hôm nay', held: 'Đang giữ',
    state: 'Tình trạng', open: 'Đang mở', closed: 'Đã đóng', noPassword: 'Chưa có mật khẩu', noRole: 'Không giữ vai trò nào',
    none: 'Không có ai khớp với từ đã gõ.', roleIn: (role: string, unit: string) => `${role}, ${unit}`, dossiers: (n: string) => `${n} hồ sơ`,
    add: 'Thêm người dùng', userNameHint: 'Chữ thường không dấu, chữ số, dấu chấm; không đổi được về sau', addNote: 'Sau khi thêm: cấp mật khẩu dùng một lần và trao vai trò ở trang của người đó.',
  },
  person: {
    grants: 'Vai trò', grantsNone: 'Chưa từng giữ vai trò nào.', role: 'Vai trò', unit: 'Đơn vị', days: 'Thời gian', decision: 'Quyết định',
    stretch: (from: string, to: string) => `${from} – ${to}`, since: (from: string) => `từ ${from}`,
    grant: 'Trao vai trò', endGrant: 'Thôi giữ vai trò', which: 'Vai trò nào', standIn: 'Cử người thay', endStandIn: 'Kết thúc việc thay', whichStandIn: 'Việc thay nào',
    substitute: 'Người thay', absent: 'Người vắng', anyRole: 'Mọi vai trò', forRole: 'Thay ở vai trò',
    reset: 'Cấp mật khẩu dùng một lần', resetNote: 'Mật khẩu chỉ hiện một lần ở đây. Mọi phiên đang mở của người này kết thúc; lần đăng nhập tới phải đặt mật khẩu mới.',
    close: 'Đóng tài khoản', closeNote: 'Không xóa gì: tên vẫn ở mọi nhật ký. Mọi vai trò và việc thay kết thúc ngay, các phiên đang mở cũng vậy.',
    reopen: 'Mở lại tài khoản', reopenNote: 'Không vai trò nào trở lại: trao lại từng vai trò.',
    substitutions: 'Thay nhau', substitutionsNone: 'Không thay ai và không có ai thay.',
    resetTitle: 'Mật khẩu dùng một lần', resetFor: (name: string) => `Đưa tận tay ${name}. Trang này không hiện lại mật khẩu.`, resetUntil: (at: string) => `Dùng được đến ${at}.`,
    resetGone: 'Mật khẩu đã hiện một lần và không hiện lại. Nếu chưa kịp ghi, cấp lại.', back: 'Về trang của người này',
    history: 'Thay đổi gần đây', allChanges: 'Tất cả thay đổi',
  },
  standings: { now: 'hiện nay', planned: 'sắp tới', ended: 'đã hết', calledOff: 'không thực hiện' },
  substitutions: {
    title: 'Thay nhau', none: 'Không có việc thay nào đang hoặc sắp có hiệu lực.',
  },
  changeLog: {
    title: 'Nhật ký quản trị', at: 'Lúc', who: 'Người làm', what: 'Việc', about: 'Đối tượng', decision: 'Quyết định', none: 'Chưa có thay đổi nào được ghi.',
  },
  changes: {
    'agency.setUp': 'Thiết lập cơ quan', 'account.entered': 'Thêm người dùng', 'account.closed': 'Đóng tài khoản', 'account.reopened': 'Mở lại tài khoản', 'account.handedOver': 'Bàn giao công việc',
    'account.passwordReset': 'Cấp mật khẩu dùng một lần', 'account.passwordChanged': 'Tự đổi mật khẩu', 'grant.entered': 'Trao vai trò', 'grant.ended': 'Thôi giữ vai trò',
    'substitution.entered': 'Cử người thay', 'substitution.ended': 'Kết thúc việc thay', 'unit.entered': 'Lập đơn vị', 'unit.renamed': 'Đổi tên đơn vị', 'unit.closed': 'Đóng đơn vị',
    'unit.merged': 'Sáp nhập đơn vị', 'unit.divided': 'Tách đơn vị', 'route.set': 'Giao quy trình cho đơn vị', 'calendar.published': 'Ban hành lịch làm việc',
    'fact.entered': 'Ghi dữ kiện báo cáo', 'fact.corrected': 'Đính chính dữ kiện báo cáo', 'fact.withdrawn': 'Bỏ dữ kiện báo cáo',
    'objective.entered': 'Đặt mục tiêu chất lượng', 'objective.changed': 'Điều chỉnh mục tiêu chất lượng', 'objective.withdrawn': 'Thôi áp dụng mục tiêu chất lượng', 'subordinate.entered': 'Thêm cơ quan cấp dưới', 'subordinate.reported': 'Nhận số liệu cấp dưới', 'reportSchedule.entered': 'Đặt lịch lập báo cáo', 'reportSchedule.ended': 'Thôi lịch lập báo cáo', 'formGrouping.set': 'Quy định cách gộp của biểu',
  } satisfies Record<ChangeKind, string>,
  unitKinds: {
    agency: 'Cơ quan', leadership: 'Lãnh đạo', department: 'Phòng, ban', oneStopDesk: 'Bộ phận Một cửa', external: 'Cơ quan ngoài',
  } satisfies Record<UnitKind, string>,
  account: {
    title: 'Tài khoản của tôi', roles: 'Vai trò hôm nay', onBehalf: (role: string, name: string) => `${role} (thay ${name})`, standIns: 'Ai thay tôi, tôi thay ai',
    mine: (name: string, what: string, days: string) => `${name} thay tôi: ${what}, ${days}`, theirs: (name: string, what: string, days: string) => `Tôi thay ${name}: ${what}, ${days}`,
    standInsNone: 'Hiện không có ai thay ông/bà và ông/bà không thay ai.', password: 'Đổi mật khẩu', current: 'Mật khẩu hiện tại', wanted: 'Mật khẩu mới',
    wantedHint: 'Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất.', change: 'Đổi mật khẩu', changed: 'Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc.',
    passwordNote: 'Các phiên ở máy khác sẽ kết thúc; phiên này giữ nguyên.', newPassword: 'Mật khẩu mới',
  },
}

export const en: Words<typeof vi> = {
  admin: {
    menu: 'Administration', title: 'Administration', agency: 'Agency and people', actions: 'Actions', done: (what: string) => `Recorded: ${what}.`,
    people: 'People', peopleHelp: 'Who works here, in which role; add, close, give a password.',
    substitutions: 'Substitutions', substitutionsHelp: 'Who stands in for whom, from which day to which.',
    changes: 'Trace of changes', changesHelp: 'Who changed what, when, by which decision. It cannot be altered or deleted.',
    decision: 'Decision number', decisionHint: 'Number and sign of the decision or authorisation', validFrom: 'From', validTo: 'To the end of', lastDay: 'Last day',
    lastDayHint: 'Enter yesterday to end it at once', openEnd: 'Leave empty when there is no end yet', choose: 'Choose', personHint: 'The user name, as on the page of people', unitHint: 'The code of the unit, as on the page of units', unitsHint: 'Codes of the units, one a line', noDecision: 'No decision named',
  },
  firstSteps: {
    title: 'First steps', done: 'Done', open: 'To be done', units: 'Enter the units', unitsHelp: 'At least a one-stop desk, and the units that handle dossiers.',
    people: 'Add people, grant roles, give passwords', peopleHelp: (roles: string) => `Nobody holds the role: ${roles}.`, peopleHeld: 'Every role has its holder.',
    import: 'Import the dossiers of the former system, if there is one', importHelp: 'A tracking book as CSV: the figures since the beginning of the year are in the reports without being typed again.',
    documents: 'The ISO secretary takes over the documents in force', documentsHelp: 'The agency’s own list of documents with its files: at once, not one by one.',
    iso: 'The ISO secretary enters the documents of the year', isoHelp: 'The ISO year names each: plan, objectives, steering committee; reports are made under ISO reports.',
  },
  people: {
    title: 'People', find: 'Find by name or user name (marks do not matter)', submit: 'Find', closedToo: 'Closed accounts too',
    caption: 'People by name', name: 'Full name', userName: 'User name', roles: 'Roles today', held: 'In hand',
    state: 'Standing', open: 'Open', closed: 'Closed', noPassword: 'No password yet', noRole: 'Holds no role',
    none: 'Nobody fits what was typed.', roleIn: (role: string, unit: string) => `${role}, ${unit}`, dossiers: (n: string) => `${n} dossiers`,
    add: 'Add a person', userNameHint: 'Small letters without marks, digits, dots; cannot be changed later', addNote: 'Afterwards give a one-time password and roles on the page of the person.',
  },
  person: {
    grants: 'Roles', grantsNone: 'Never held a role.', role: 'Role', unit: 'Unit', days: 'Days', decision: 'Decision',
    stretch: (from: string, to: string) => `${from} – ${to}`, since: (from: string) => `since ${from}`,
    grant: 'Grant a role', endGrant: 'End a role', which: 'Which role', standIn: 'Appoint a substitute', endStandIn: 'End a substitution', whichStandIn: 'Which substitution',
    substitute: 'Substitute', absent: 'Absent person', anyRole: 'Every role', forRole: 'In the role',
    reset: 'Give a one-time password', resetNote: 'The password is shown here once. Every open session of this person ends; the next sign-in must set a new password.',
    close: 'Close the account', closeNote: 'Nothing is deleted: the name stays in every journal. All roles and substitutions end at once, and so do open sessions.',
    reopen: 'Reopen the account', reopenNote: 'No role comes back: grant each anew.',
    substitutions: 'Substitutions', substitutionsNone: 'Stands in for nobody, and nobody stands in.',
    resetTitle: 'One-time password', resetFor: (name: string) => `Hand it to ${name} in person. This page does not show it again.`, resetUntil: (at: string) => `It serves until ${at}.`,
    resetGone: 'The password was shown once and is not shown again. If nobody wrote it down, give another.', back: 'Back to this person',
    history: 'Latest changes', allChanges: 'All changes',
  },
  standings: { now: 'now', planned: 'to come', ended: 'over', calledOff: 'called off' },
  substitutions: {
    title: 'Substitutions', none: 'No substitution is in force or planned.',
  },
  changeLog: {
    title: 'Trace of changes', at: 'At', who: 'By', what: 'What', about: 'About', decision: 'Decision', none: 'No change has been recorded.',
  },
  changes: {
    'agency.setUp': 'Agency set up', 'account.entered': 'Person added', 'account.closed': 'Account closed', 'account.reopened': 'Account reopened', 'account.handedOver': 'Work handed over',
    'account.passwordReset': 'One-time password given', 'account.passwordChanged': 'Own password changed', 'grant.entered': 'Role granted', 'grant.ended': 'Role ended',
    'substitution.entered': 'Substitute appointed', 'substitution.ended': 'Substitution ended', 'unit.entered': 'Unit begun', 'unit.renamed': 'Unit renamed', 'unit.closed': 'Unit closed',
    'unit.merged': 'Units merged', 'unit.divided': 'Unit divided', 'route.set': 'Procedure led to a unit', 'calendar.published': 'Working calendar published', 'fact.entered': 'Report fact entered', 'fact.corrected': 'Report fact corrected', 'fact.withdrawn': 'Report fact taken out',
    'objective.entered': 'Quality objective set', 'objective.changed': 'Quality objective changed', 'objective.withdrawn': 'Quality objective given up', 'subordinate.entered': 'Subordinate agency added', 'subordinate.reported': 'Figures of a subordinate taken in', 'reportSchedule.entered': 'Report put on a schedule', 'reportSchedule.ended': 'Schedule of a report ended', 'formGrouping.set': 'Grouping of a form decided',
  },
  unitKinds: {
    agency: 'Agency', leadership: 'Leaders', department: 'Department', oneStopDesk: 'One-stop desk', external: 'Outside body',
  },
  account: {
    title: 'My account', roles: 'Roles today', onBehalf: (role: string, name: string) => `${role} (for ${name})`, standIns: 'Who stands in for whom',
    mine: (name: string, what: string, days: string) => `${name} stands in for me: ${what}, ${days}`, theirs: (name: string, what: string, days: string) => `I stand in for ${name}: ${what}, ${days}`,
    standInsNone: 'Nobody stands in for you, and you stand in for nobody.', password: 'Change the password', current: 'Present password', wanted: 'New password',
    wantedHint: 'At least 12 characters; a sentence that you remember is best.', change: 'Change the password', changed: 'The password is changed. Sessions on other computers have ended.',
    passwordNote: 'Sessions on other computers will end; this one goes on.', newPassword: 'New password',
  },
}
