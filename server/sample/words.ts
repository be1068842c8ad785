/** What people of the sample write: applicants, subjects and reasons. Every name and number is recognisably invented. */
import type { Applicant } from '../../schemas/dossier.ts'
import type { Random } from './random.ts'

const surnames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý']
const middles = ['Văn', 'Thị', 'Đức', 'Minh', 'Ngọc', 'Thanh', 'Hữu', 'Thu']
const givens = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hạnh', 'Hòa', 'Hương', 'Khoa', 'Lan', 'Linh', 'Mai', 'Nam', 'Oanh', 'Phúc', 'Quý', 'Sơn', 'Tâm', 'Uyên', 'Vinh']
const trades = ['Tạp hóa', 'Quán ăn', 'May đo', 'Sửa xe', 'Vật liệu xây dựng', 'Cắt tóc', 'Nông sản']

const threeDigits = (random: Random): string => String(random.int(1, 999)).padStart(3, '0')

/** A citizen, or for businesses sometimes a household business. Phone numbers of one block, `(mẫu)` in every name. */
export const applicantOf = (random: Random, business: boolean): Applicant => {
  const name = `${random.pick(surnames)} ${random.pick(middles)} ${random.pick(givens)} (mẫu)`
  const kind = business && random.chance(0.6) ? 'business' : 'citizen'
  return {
    kind, name: kind === 'business' ? `Hộ kinh doanh ${random.pick(trades)} ${name}` : name,
    phone: `0900 000 ${threeDigits(random)}`, address: `Thôn ${random.int(1, 12)}, xã Mẫu Sơn Hạ`,
  }
}

/** What the dossier is about. */
export const subjectOf = (random: Random, title: string): string => `${title} (mẫu số ${threeDigits(random)})`

const reasons: Readonly<Record<string, readonly string[]>> = {
  REQUEST_COMPLETION: ['Tờ khai chưa ký', 'Ảnh chụp giấy tờ không đọc được'],
  REQUEST_SUPPLEMENT: ['Thiếu bản sao giấy tờ chứng minh nơi cư trú', 'Tờ khai ghi chưa thống nhất với giấy tờ gốc', 'Bản đồ trích đo chưa có chữ ký giáp ranh'],
  RETURN_WRONG_ADDRESSEE: ['Chuyển nhầm người thụ lý', 'Không thuộc lĩnh vực được phân công'],
  STEP_RETURNED: ['Dự thảo chưa viện dẫn căn cứ', 'Sai thể thức, đề nghị sửa', 'Chưa thống nhất số liệu'],
  STOP: ['Có đơn tranh chấp, chờ kết luận', 'Chờ bản án có hiệu lực'],
  RESUME: ['Đã có kết luận giải quyết tranh chấp'],
  WITHDRAW: ['Người nộp không còn nhu cầu', 'Người nộp sẽ nộp lại sau khi sửa giấy tờ'],
  REFUSE: ['Không thuộc thẩm quyền giải quyết', 'Không đủ điều kiện theo quy định'],
  APOLOGY_ISSUED: ['Chờ kết quả xác minh của cơ quan phối hợp', 'Khối lượng hồ sơ tăng đột biến', 'Sự cố đường truyền của hệ thống'],
}

/** Why somebody did it. */
export const reasonOf = (random: Random, event: string): string => random.pick(reasons[event] ?? ['Theo đề nghị của bộ phận thụ lý'])

/** The number of an outgoing paper. */
export const paperNumberOf = (random: Random): string => `${random.int(1, 900)}/TB-UBND (mẫu)`
