/** What is wrong with a calendar, in words for whoever wrote it. */
import { DomainError } from '../schemas/errors.ts'
import type { CalendarFinding } from '../workflows/calendar/index.ts'
import { dateText } from './views/times.ts'

interface Words { readonly vi: string; readonly en: string }

/** Every rule of `calendarFindings`, `successionFindings` and the changes of a calendar. */
const rules: Readonly<Record<string, Words>> = {
  'coverage-invalid': { vi: 'khoảng thời gian của lịch không đúng', en: 'the stretch that the calendar covers is not valid' },
  'zone-unknown': { vi: 'không có múi giờ này', en: 'there is no such time zone' },
  'date-invalid': { vi: 'không có ngày này', en: 'there is no such date' },
  'patterns-not-in-order': { vi: 'giờ làm việc hằng tuần không theo thứ tự ngày', en: 'weekly hours are not in the order of their dates' },
  'coverage-without-pattern': { vi: 'những ngày đầu của lịch chưa có giờ làm việc hằng tuần', en: 'the first days of the calendar have no weekly hours' },
  'sessions-not-in-order': { vi: 'giờ làm chồng nhau hoặc không theo thứ tự', en: 'sessions overlap or are not in order' },
  'day-twice': { vi: 'ngày này đã có trong lịch; bỏ ngày cũ trước', en: 'this day is in the calendar already; take the old one back first' },
  'day-outside-coverage': { vi: 'ngày này nằm ngoài các năm của lịch; thêm năm trước', en: 'this day lies outside the years of the calendar; add the year first' },
  'work-without-sessions': { vi: 'ngày làm việc phải có giờ làm', en: 'a day of work needs sessions' },
  'swap-off-with-sessions': { vi: 'hoán đổi phải nghỉ cả ngày', en: 'a swap gives the whole day off' },
  'swap-off-on-day-off': { vi: 'ngày nghỉ hoán đổi vốn đã là ngày nghỉ', en: 'the day off by a swap is a day off already' },
  'swap-work-on-working-day': { vi: 'ngày làm bù vốn đã là ngày làm việc', en: 'the day worked by a swap is a working day already' },
  'swap-unpaired': { vi: 'hoán đổi phải có đủ cặp: một ngày nghỉ, một ngày làm bù dưới cùng một quyết định', en: 'a swap needs its pair: one day off and one day worked under the same decision' },
  'coverage-shrunk': { vi: 'phiên bản mới không được ngắn hơn phiên bản trước', en: 'a new version may not cover less than the one before' },
  'zone-changed': { vi: 'múi giờ của lịch không đổi được', en: 'the zone of a calendar cannot be changed' },
  'year-not-next': { vi: 'chỉ thêm được năm kế tiếp', en: 'only the next year can be added' },
  'no-such-day': { vi: 'lịch không có ngày này', en: 'the calendar has no such day' },
}

const messageOf = (words: Words, { on, decision, at }: CalendarFinding, language: 'vi' | 'en'): string => {
  const where = [on === undefined ? null : dateText(on), decision ?? null, on === undefined && decision === undefined ? at ?? null : null].filter((part) => part !== null)
  return `${words[language]}${where.length === 0 ? '' : ` (${where.join(', ')})`}`
}

const unknown: Words = { vi: 'lịch làm việc không hợp lệ', en: 'the working calendar is not valid' }

/** The refusal with each finding in both languages; any other error as it is. */
export const withWords = (error: unknown): unknown => {
  if (!(error instanceof DomainError) || error.code !== 'calendar-invalid' || error.details.errors !== undefined) return error
  const findings = (error.details['findings'] ?? []) as readonly CalendarFinding[]
  const errors = findings.slice(0, 20).map((finding) => {
    const words = rules[finding.rule] ?? unknown
    return { at: finding.on === undefined ? '' : `/days/${finding.on}`, rule: finding.rule, message: messageOf(words, finding, 'vi'), messageEn: messageOf(words, finding, 'en') }
  })
  return new DomainError('calendar-invalid', { ...error.details, errors })
}

/** Does the work; its refusals have words. */
export const tellingFaults = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw withWords(error)
  }
}
