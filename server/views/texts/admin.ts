/** The words of the administration, in both languages. */
import type { Words } from './words.ts'

export const vi = {
  admin: {
    menu: 'Quản trị', title: 'Quản trị', agency: 'Cơ quan và con người',
    people: 'Người dùng', peopleHelp: 'Ai làm việc ở đây, giữ vai trò gì, ai đang được thay.',
  },
  people: {
    title: 'Người dùng', find: 'Tìm theo tên hoặc tên đăng nhập (không cần dấu)', submit: 'Tìm', closedToo: 'Cả tài khoản đã đóng',
    caption: 'Người dùng theo họ tên', name: 'Họ và tên', userName: 'Tên đăng nhập', roles: 'Vai trò hôm nay', held: 'Đang giữ',
    state: 'Tình trạng', open: 'Đang mở', closed: 'Đã đóng', noPassword: 'Chưa có mật khẩu', noRole: 'Không giữ vai trò nào',
    none: 'Không có ai khớp với từ đã gõ.', roleIn: (role: string, unit: string) => `${role}, ${unit}`, dossiers: (n: string) => `${n} hồ sơ`,
  },
}

export const en: Words<typeof vi> = {
  admin: {
    menu: 'Administration', title: 'Administration', agency: 'Agency and people',
    people: 'People', peopleHelp: 'Who works here, in which role, and who is stood in for.',
  },
  people: {
    title: 'People', find: 'Find by name or user name (marks do not matter)', submit: 'Find', closedToo: 'Closed accounts too',
    caption: 'People by name', name: 'Full name', userName: 'User name', roles: 'Roles today', held: 'In hand',
    state: 'Standing', open: 'Open', closed: 'Closed', noPassword: 'No password yet', noRole: 'Holds no role',
    none: 'Nobody fits what was typed.', roleIn: (role: string, unit: string) => `${role}, ${unit}`, dossiers: (n: string) => `${n} dossiers`,
  },
}
