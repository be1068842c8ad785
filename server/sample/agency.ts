/** The sample commune on paper: its units, its seventeen people, who may what, who stands in for whom, and who resolves which procedure. All invented. */
import type { UnitKind } from '../../schemas/agency.ts'
import type { Bilingual } from '../../schemas/common.ts'
import type { Role } from '../../schemas/procedure.ts'

export const sampleCode = 'H99.01'
export const sampleName: Bilingual = { vi: 'UBND xã Mẫu Sơn Hạ (dữ liệu mẫu)', en: 'People\'s Committee of Mau Son Ha commune (sample data)' }

type UnitCode = 'UBND' | 'LDUB' | 'VP' | 'KT' | 'VHXH' | 'TTPVHCC' | 'DU'
interface SampleUnit { readonly code: UnitCode; readonly kind: UnitKind; readonly parent: UnitCode | null; readonly name: Bilingual }

/** Parents come before their children. */
export const sampleUnits: readonly SampleUnit[] = [
  { code: 'UBND', kind: 'agency', parent: null, name: sampleName },
  { code: 'LDUB', kind: 'leadership', parent: 'UBND', name: { vi: 'Lãnh đạo UBND xã', en: 'Leaders of the committee' } },
  { code: 'VP', kind: 'department', parent: 'UBND', name: { vi: 'Văn phòng HĐND và UBND', en: 'Office of the council and the committee' } },
  { code: 'KT', kind: 'department', parent: 'UBND', name: { vi: 'Phòng Kinh tế', en: 'Economic department' } },
  { code: 'VHXH', kind: 'department', parent: 'UBND', name: { vi: 'Phòng Văn hóa - Xã hội', en: 'Department of culture and social affairs' } },
  { code: 'TTPVHCC', kind: 'oneStopDesk', parent: 'UBND', name: { vi: 'Trung tâm Phục vụ hành chính công', en: 'Public administration service centre' } },
  { code: 'DU', kind: 'external', parent: 'UBND', name: { vi: 'Đảng ủy xã', en: 'Party committee of the commune' } },
]

interface SamplePerson { readonly userName: string; readonly fullName: string; readonly duty: string; readonly grants: readonly (readonly [Role, UnitCode])[] }

export const samplePeople: readonly SamplePerson[] = [
  { userName: 'mau.chutich', fullName: 'Lê Đình Mẫu An', duty: 'Chủ tịch UBND', grants: [['agencyLeader', 'UBND'], ['inspector', 'UBND']] },
  { userName: 'mau.pct.kinhte', fullName: 'Phạm Thị Mẫu Bình', duty: 'Phó Chủ tịch, đại diện lãnh đạo về chất lượng', grants: [['agencyLeader', 'UBND'], ['qualityManager', 'LDUB']] },
  { userName: 'mau.pct.vanxa', fullName: 'Hoàng Văn Mẫu Cường', duty: 'Phó Chủ tịch, Giám đốc Trung tâm', grants: [['agencyLeader', 'UBND'], ['oneStopHead', 'TTPVHCC'], ['consultedBody', 'DU']] },
  { userName: 'mau.pgd', fullName: 'Ngô Thị Mẫu Dung', duty: 'Phó Giám đốc Trung tâm', grants: [['oneStopHead', 'TTPVHCC'], ['receptionist', 'TTPVHCC'], ['internalAuditor', 'TTPVHCC']] },
  { userName: 'mau.motcua1', fullName: 'Vũ Thị Mẫu Giang', duty: 'Công chức tiếp nhận', grants: [['receptionist', 'TTPVHCC']] },
  { userName: 'mau.motcua2', fullName: 'Đặng Văn Mẫu Hải', duty: 'Công chức tiếp nhận', grants: [['receptionist', 'TTPVHCC']] },
  { userName: 'mau.chanhvp', fullName: 'Bùi Quang Mẫu Khánh', duty: 'Chánh Văn phòng', grants: [['unitHead', 'VP'], ['businessAdmin', 'UBND']] },
  { userName: 'mau.hotich1', fullName: 'Trần Thị Mẫu Lan', duty: 'Tư pháp - hộ tịch', grants: [['specialist', 'VP']] },
  { userName: 'mau.hotich2', fullName: 'Nguyễn Văn Mẫu Minh', duty: 'Tư pháp - hộ tịch, đánh giá viên nội bộ', grants: [['specialist', 'VP'], ['internalAuditor', 'VP']] },
  { userName: 'mau.vanthu', fullName: 'Đỗ Thị Mẫu Nga', duty: 'Văn thư - lưu trữ', grants: [['recordsClerk', 'VP']] },
  { userName: 'mau.iso', fullName: 'Phan Văn Mẫu Phong', duty: 'Thư ký ISO, quản trị hệ thống', grants: [['isoSecretary', 'VP'], ['technicalAdmin', 'UBND'], ['recordsClerk', 'VP']] },
  { userName: 'mau.tpkinhte', fullName: 'Võ Văn Mẫu Quân', duty: 'Trưởng phòng Kinh tế', grants: [['unitHead', 'KT']] },
  { userName: 'mau.hokd', fullName: 'Dương Thị Mẫu Sen', duty: 'Đăng ký kinh doanh', grants: [['specialist', 'KT']] },
  { userName: 'mau.diachinh', fullName: 'Lý Văn Mẫu Sơn', duty: 'Địa chính - xây dựng', grants: [['specialist', 'KT']] },
  { userName: 'mau.ketoan', fullName: 'Hồ Thị Mẫu Thủy', duty: 'Kế toán', grants: [['accountant', 'KT']] },
  { userName: 'mau.tpvhxh', fullName: 'Mai Văn Mẫu Toàn', duty: 'Trưởng phòng Văn hóa - Xã hội', grants: [['unitHead', 'VHXH']] },
  { userName: 'mau.baotro', fullName: 'Tạ Thị Mẫu Yến', duty: 'Bảo trợ xã hội, nội vụ', grants: [['specialist', 'VHXH']] },
]

interface SampleSubstitution {
  readonly absent: string
  readonly substitute: string
  readonly role: Role | null
  /** Calendar days from the first day of the sample year; the last day is included. Null: until the calendar ends. */
  readonly fromDay: number
  readonly days: number | null
  readonly decision: string
}

/** Standing ones for roles that one person holds, and a few leaves. */
export const sampleSubstitutions: readonly SampleSubstitution[] = [
  { absent: 'mau.ketoan', substitute: 'mau.hokd', role: 'accountant', fromDay: 0, days: null, decision: 'QĐ 11/QĐ-UBND (mẫu)' },
  { absent: 'mau.pct.kinhte', substitute: 'mau.pct.vanxa', role: 'qualityManager', fromDay: 0, days: null, decision: 'QĐ 12/QĐ-UBND (mẫu)' },
  { absent: 'mau.iso', substitute: 'mau.hotich2', role: 'isoSecretary', fromDay: 0, days: null, decision: 'QĐ 13/QĐ-UBND (mẫu)' },
  { absent: 'mau.baotro', substitute: 'mau.hotich1', role: 'specialist', fromDay: 0, days: null, decision: 'QĐ 14/QĐ-UBND (mẫu)' },
  { absent: 'mau.pct.vanxa', substitute: 'mau.chutich', role: 'consultedBody', fromDay: 0, days: null, decision: 'QĐ 15/QĐ-UBND (mẫu)' },
  { absent: 'mau.tpkinhte', substitute: 'mau.chanhvp', role: 'unitHead', fromDay: 100, days: 12, decision: 'QĐ 31/QĐ-UBND (mẫu): nghỉ phép' },
  { absent: 'mau.tpvhxh', substitute: 'mau.tpkinhte', role: 'unitHead', fromDay: 170, days: 10, decision: 'QĐ 47/QĐ-UBND (mẫu): đi học' },
  { absent: 'mau.motcua1', substitute: 'mau.hotich1', role: null, fromDay: 220, days: 5, decision: 'QĐ 58/QĐ-UBND (mẫu): nghỉ ốm' },
  { absent: 'mau.chanhvp', substitute: 'mau.tpvhxh', role: 'unitHead', fromDay: 290, days: 14, decision: 'QĐ 73/QĐ-UBND (mẫu): nghỉ phép' },
]

/** The unit that resolves each procedure in the sample. */
export const sampleRoutes: readonly (readonly [procedureCode: string, unit: UnitCode])[] = [
  ['P3', 'VP'], ['P4', 'VP'], ['P5', 'VP'], ['P8b', 'VP'], ['P6', 'KT'], ['P8', 'KT'], ['P7', 'VHXH'],
  ['I1', 'VP'], ['I2', 'VP'], ['I3', 'VP'], ['I5', 'VP'], ['I10', 'VP'], ['I6', 'KT'], ['I7', 'KT'], ['I4', 'VHXH'], ['I8', 'VHXH'], ['I9', 'VHXH'], ['I11', 'VHXH'],
]
