/** The words of the official tables and of whose time it was, in both languages. */
import type { Keeper } from '../../../schemas/statistics.ts'
import type { Words } from './words.ts'

export const vi = {
  holders: {
    elapsed: 'Đã trôi qua', used: 'Tính vào thời hạn',
    note: 'Một ngày tính cho người đang giữ hồ sơ khi ngày bắt đầu; cộng lại đúng bằng thời gian từ khi tiếp nhận và phần thời hạn đã dùng.',
  },
  keepers: { unit: 'Đơn vị, chưa ai nhận', person: 'Người thụ lý', applicant: 'Người nộp hồ sơ', other: 'Cơ quan khác, dừng', superior: 'Lãnh đạo, cấp trên' } satisfies Record<Keeper, string>,
}

export const en: Words<typeof vi> = {
  holders: {
    elapsed: 'Passed', used: 'Counted in the limit',
    note: 'A day counts for whoever had the dossier when it began; the sums are the time since receipt and what the limit has used, exactly.',
  },
  keepers: { unit: 'Unit, nobody yet', person: 'Person in charge', applicant: 'Applicant', other: 'Other agency, stopped', superior: 'Leader, superior' },
}
