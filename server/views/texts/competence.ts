/** The words of training and competence by person. */
import type { CompetenceGap } from '../../../schemas/competence.ts'
import type { FactPerson } from '../../../schemas/fact.ts'
import type { Words } from './words.ts'

export const vi = {
  competence: {
    title: 'Năng lực, đào tạo', own: 'Năng lực, đào tạo của tôi', caption: 'Người và vai trò', on: 'Tính đến ngày', unit: 'Đơn vị', everyUnit: 'Mọi đơn vị', show: 'Xem', xlsx: 'Tải XLSX', docx: 'Tải DOCX',
    name: 'Họ tên', roles: 'Vai trò đang giữ', read: 'Đã đọc', readOf: (read: string, all: string) => `${read}/${all}`, trainings: 'Tập huấn', trainingsOf: (n: string, last: string) => `${n} lần, gần nhất ${last}`, gaps: 'Còn thiếu',
    none: 'Không có ai giữ vai trò vào ngày này mà bạn được xem.', badDay: 'Viết ngày theo dạng dd/mm/yyyy, ví dụ 05/03/2026; ngày chưa đến thì chưa có.', complete: 'Đủ',
    since: (on: string) => `từ ${on}`, standsIn: (who: string) => `thay ${who}`, isNew: 'Mới', document: 'Tài liệu', edition: 'Lần', from: 'Hiệu lực', why: 'Vì sao phải đọc', given: 'Được phân phối', readAt: 'Đã đọc lúc', unread: 'Chưa đọc',
    readings: 'Phải đọc', readingsNone: 'Không có tài liệu nào phải đọc.', trained: 'Đã dự tập huấn', trainedNone: 'Sổ dữ kiện chưa ghi tên người này ở lớp nào.', paper: 'Văn bản', about: 'Nội dung', day: 'Ngày', as: 'Tư cách',
    help: 'Phải đọc: tài liệu được phân phối cho mình hoặc đơn vị mình; quy trình có bước của vai trò mình; hướng dẫn, biểu mẫu của các quy trình đó. Người mới: giữ vai trò chưa quá 90 ngày.',
    asOf: (on: string, at: string) => `Vai trò, lần đọc, lớp tập huấn đến hết ngày ${on}; lập lúc ${at}.`, seen: 'Chỉ gồm những người mà người lập được xem.', cut: (n: string) => `Danh sách dài hơn: chỉ có ${n} người đầu. Chọn một đơn vị để có đủ.`,
    order: 'STT', toRead: 'Phải đọc', countRead: 'Đã đọc', countTrainings: 'Số lần tập huấn', lastTraining: 'Tập huấn gần nhất', onDay: (on: string) => `(Tính đến ngày ${on})`, letterTitle: 'DANH SÁCH', people: (n: string) => `Số người: ${n}`,
  },
  competenceGaps: { unread: 'Chưa đọc đủ', newUntrained: 'Mới, chưa tập huấn', noTraining: '12 tháng chưa tập huấn' } satisfies Record<CompetenceGap, string>,
  factPeople: {
    title: 'Danh sách người', name: 'Họ tên', as: 'Tư cách', position: 'Chức vụ', days: 'Thời gian', attended: 'Dự lớp tại cơ quan', sent: 'Được cử đi học', outside: 'không có tài khoản',
    committee: 'Thành viên', committeeHint: 'Mỗi dòng một người: tên đăng nhập hoặc họ tên; tư cách (Trưởng ban, Phó Trưởng ban, Ủy viên thường trực, Ủy viên, Thư ký); chức vụ; từ ngày; đến ngày. Sau họ tên thì không bắt buộc. Có danh sách thì để trống số thành viên.',
    namesHint: 'Mỗi dòng một tên đăng nhập.',
  },
  factCapacities: { attended: 'Dự lớp', sent: 'Được cử đi', head: 'Trưởng ban', deputy: 'Phó Trưởng ban', standing: 'Ủy viên thường trực', member: 'Ủy viên', secretary: 'Thư ký' } satisfies Record<FactPerson['as'], string>,
}

export const en: Words<typeof vi> = {
  competence: {
    title: 'Competence, training', own: 'My competence and training', caption: 'People and roles', on: 'As of the day', unit: 'Unit', everyUnit: 'Every unit', show: 'Show', xlsx: 'XLSX', docx: 'DOCX',
    name: 'Name', roles: 'Roles held', read: 'Read', readOf: (read, all) => `${read} of ${all}`, trainings: 'Training', trainingsOf: (n, last) => `${n}, last on ${last}`, gaps: 'Lacking',
    none: 'Nobody whom you may see holds a role on this day.', badDay: 'Write the day as dd/mm/yyyy, for example 05/03/2026; a day still to come has no answer.', complete: 'Complete',
    since: (on) => `since ${on}`, standsIn: (who) => `for ${who}`, isNew: 'New', document: 'Document', edition: 'Edition', from: 'In force', why: 'Why to be read', given: 'Distributed', readAt: 'Read at', unread: 'Not read',
    readings: 'To be read', readingsNone: 'Nothing is to be read.', trained: 'Trained', trainedNone: 'The register of facts names this person at no training.', paper: 'Paper', about: 'What', day: 'Day', as: 'As',
    help: 'To be read: what was distributed to oneself or the own unit; procedures in which the own role acts; guidance and forms of these procedures. New: in the role for no more than 90 days.',
    asOf: (on, at) => `Roles, readings and training up to the end of ${on}; made at ${at}.`, seen: 'Only people whom whoever made the list may see.', cut: (n) => `The list is longer: these are the first ${n} people. Choose a unit to have all of them.`,
    order: 'No.', toRead: 'To read', countRead: 'Read', countTrainings: 'Trainings', lastTraining: 'Last training', onDay: (on) => `(as of ${on})`, letterTitle: 'LIST', people: (n) => `People: ${n}`,
  },
  competenceGaps: { unread: 'Not all read', newUntrained: 'New, not trained', noTraining: 'No training in 12 months' },
  factPeople: {
    title: 'People', name: 'Name', as: 'As', position: 'Position', days: 'Days', attended: 'Attended here', sent: 'Sent elsewhere', outside: 'no account',
    committee: 'Members', committeeHint: 'One person a line: user name or full name; capacity (Head, Deputy head, Standing member, Member, Secretary); position; first day; last day. Only the name is needed. With a list leave the number of members empty.',
    namesHint: 'One user name a line.',
  },
  factCapacities: { attended: 'Attended', sent: 'Sent', head: 'Head', deputy: 'Deputy head', standing: 'Standing member', member: 'Member', secretary: 'Secretary' },
}
