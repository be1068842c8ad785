/** Dates, times, limits and sums in the words of administrative papers. Source: NĐ 30/2020/NĐ-CP appendix I (a zero before days under 10 and months under 3). */
import type { Limit, Timeliness } from '../../schemas/calendar.ts'
import type { LocalDate } from '../../schemas/common.ts'
import type { ApplicantKind } from '../../schemas/dossier.ts'
import type { LocalStamp } from '../../schemas/paper.ts'

/** `ngày 05 tháng 02 năm 2026`, `ngày 10 tháng 3 năm 2026`. */
export const dateWords = (on: LocalDate): string => {
  const [year = '', month = '', day = ''] = on.slice(0, 10).split('-')
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`
}

/** `17 giờ 00 phút, ngày 10 tháng 3 năm 2026`. */
export const stampWords = (at: LocalStamp): string => `${at.slice(11, 13)} giờ ${at.slice(14, 16)} phút, ${dateWords(at)}`

/** `10/03/2026`. */
export const shortDate = (on: LocalDate): string => on.slice(0, 10).split('-').reverse().join('/')
/** `17:00 10/03/2026`. */
export const shortStamp = (at: LocalStamp): string => `${at.slice(11, 16)} ${shortDate(at)}`

/** A whole number or a fraction with a comma. */
const amountWords = (amount: number): string => (amount < 10 && Number.isInteger(amount) ? `0${amount}` : String(amount).replace('.', ','))

/** `02 ngày làm việc`. */
export const limitWords = ({ unit, amount }: Limit): string => {
  switch (unit) {
    case 'workingDay': return `${amountWords(amount)} ngày làm việc`
    case 'calendarDay': return `${amountWords(amount)} ngày`
    case 'workingHour': return `${amountWords(amount)} giờ làm việc`
    case 'sameDay': return 'trong ngày làm việc'
    case 'none': return 'pháp luật không quy định'
  }
}

/** `1.250.000`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.')
/** A count in running text: `03`, `17`, `1.250`; none is `0`. Source: how agencies write counts under ten. */
export const counted = (count: number): string => (count > 0 && count < 10 ? `0${count}` : grouped(count))
/** `1.250.000 đồng`. */
export const dongWords = (amount: number): string => `${grouped(amount)} đồng`

export const timelinessWords: Readonly<Record<Timeliness, string>> = { early: 'Trước hạn', onTime: 'Đúng hạn', late: 'Quá hạn' }

/** How a paper addresses an applicant of this kind. */
export const addressOf: Readonly<Record<ApplicantKind, string>> = {
  citizen: 'Ông/Bà', business: 'Quý doanh nghiệp', stateBody: 'Quý cơ quan', organisation: 'Quý tổ chức', other: 'Ông/Bà/Tổ chức',
}

/** `2 ngày làm việc`, plain, in running text. */
export const daysLateWords = (days: number): string => `${days} ngày làm việc`
/** With a capital letter in front, as a sentence begins. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
/** Closed with a full stop, unless it ends in a sign of its own. */
export const sentence = (text: string): string => (/[.!?…:;]\s*$/.test(text) ? text : `${text}.`)
/** Names with a capital letter of their own, wherever they stand. */
const names = /^(Ủy ban|Uỷ ban|Hội đồng|Ban Chỉ đạo|Sở|Bộ|Chính phủ|Thủ tướng|Đảng|Trung tâm|Tết|Việt Nam)(?![\p{L}])/u
/** As it stands within a sentence: a name keeps its capital letter. */
export const within = (text: string): string => (names.test(text) || !/^\p{Lu}\p{Ll}/u.test(text) ? text : text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1))
