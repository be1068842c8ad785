/** Reading and writing instants and local dates: RFC 3339, or the agency's local time without an offset. */
import { DomainError } from '../../schemas/errors.ts'
import { DAY_MS, epochDayOf, formatDate, padded, parseDate, tryParseDate } from './dates.ts'
import { localDayOf, localToMs, offsetMsAt, readLocal, zoneNamed } from './zone.ts'

const FORM = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|([+-])(\d{2}):(\d{2}))?$/
const MINUTE_MS = 60_000
const EARLIEST_MS = epochDayOf(1900, 1, 1) * DAY_MS
const LATEST_MS = epochDayOf(2200, 1, 1) * DAY_MS

const words = {
  'not-an-instant': ['không phải thời điểm; viết như 2021-05-06T09:40 hoặc 2021-05-06T09:40:00+07:00', 'is no instant; write it as 2021-05-06T09:40 or 2021-05-06T09:40:00+07:00'],
  'no-such-date': ['không có ngày này', 'there is no such date'],
  'no-such-time': ['không có giờ này', 'there is no such time of day'],
  'no-such-offset': ['độ lệch múi giờ không đúng', 'there is no such offset'],
  'local-time-skipped': ['giờ này không có trong ngày đổi giờ', 'this local time was skipped by a change of clocks'],
  'outside-1900-to-2199': ['ngoài khoảng năm 1900 đến 2199', 'lies outside 1900 to 2199'],
} as const

const refused = (reason: keyof typeof words, text: string) => new DomainError('invalid-request', {
  reason, value: text.slice(0, 40), errors: [{ at: '', rule: reason, message: words[reason][0], messageEn: words[reason][1] }],
})

const timeMsOf = (hour: number, minute: number, second: number, fraction: string): number | null =>
  hour > 23 || minute > 59 || second > 59 ? null
    : ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))

const offsetOf = (sign: string, hour: number, minute: number, text: string): number => {
  if (hour > 23 || minute > 59) throw refused('no-such-offset', text)
  return (sign === '-' ? -1 : 1) * (hour * 60 + minute) * MINUTE_MS
}

/**
 * Milliseconds since 1970 of an RFC 3339 instant, or of a local date and time (`2021-05-06T09:40`) in the zone. Of a local time that is
 * read twice (end of summer time) the first is meant; one that is skipped is refused. Finer than a millisecond is cut off.
 * @throws DomainError invalid-request: not that form, no such date or time, skipped local time, outside 1900 to 2199.
 */
export const parseInstant = (text: string, zoneName: string): number => {
  const found = text.length <= 40 ? FORM.exec(text) : null
  if (!found) throw refused('not-an-instant', text)
  const day = tryParseDate(found[1] as string)
  const timeMs = timeMsOf(Number(found[2]), Number(found[3]), Number(found[4] ?? 0), found[5] ?? '')
  if (day === null) throw refused('no-such-date', text)
  if (timeMs === null) throw refused('no-such-time', text)
  const ms = instantOf(day * DAY_MS + timeMs, found, { text, zoneName })
  if (ms < EARLIEST_MS || ms >= LATEST_MS) throw refused('outside-1900-to-2199', text)
  return ms
}

const instantOf = (readingMs: number, found: RegExpExecArray, from: { text: string; zoneName: string }): number => {
  if (found[6] === 'Z') return readingMs
  if (found[7] !== undefined) return readingMs - offsetOf(found[7], Number(found[8]), Number(found[9]), from.text)
  const reading = readLocal(zoneNamed(from.zoneName), readingMs)
  if (reading.kind === 'skipped') throw refused('local-time-skipped', from.text)
  return reading.ms
}

/** RFC 3339 with the zone's offset at that instant, seconds always, milliseconds when there are any. Offsets are whole minutes. */
export const formatInstant = (ms: number, zoneName: string): string => {
  const offsetMinutes = Math.round(offsetMsAt(zoneNamed(zoneName), ms) / MINUTE_MS)
  const readingMs = ms + offsetMinutes * MINUTE_MS
  const day = Math.floor(readingMs / DAY_MS)
  const size = Math.abs(offsetMinutes)
  const sign = offsetMinutes < 0 ? '-' : '+'
  return `${formatDate(day)}T${formatTimeOfDay(readingMs - day * DAY_MS)}${sign}${padded(Math.floor(size / 60), 2)}:${padded(size % 60, 2)}`
}

const formatTimeOfDay = (timeMs: number): string => {
  const seconds = Math.floor(timeMs / 1000)
  const fraction = timeMs % 1000 === 0 ? '' : `.${padded(timeMs % 1000, 3)}`
  return `${padded(Math.floor(seconds / 3600), 2)}:${padded(Math.floor(seconds / 60) % 60, 2)}:${padded(seconds % 60, 2)}${fraction}`
}

/** The local date `YYYY-MM-DD` of an instant in a zone. */
export const localDateOf = (ms: number, zoneName: string): string => formatDate(localDayOf(zoneNamed(zoneName), ms))

/** The local time `HH:MM` of an instant in a zone, seconds cut off. */
export const localTimeOf = (ms: number, zoneName: string): string => {
  const readingMs = ms + offsetMsAt(zoneNamed(zoneName), ms)
  return formatTimeOfDay(readingMs - Math.floor(readingMs / DAY_MS) * DAY_MS).slice(0, 5)
}

/** The first instant of a local date (midnight, or the end of a leap over it). @throws DomainError invalid-request: no such date. */
export const startOfDateMs = (date: string, zoneName: string): number => localToMs(zoneNamed(zoneName), parseDate(date), 0)

/** The local date some calendar days later (or earlier, when negative). @throws DomainError invalid-request: no such date. */
export const addDays = (date: string, days: number): string => formatDate(parseDate(date) + days)

/**
 * The date some months later with the same day, or the last day of that month when it is shorter.
 * Source: Civil Code 2015, art. 148.3 (LS-001). @throws DomainError invalid-request: no such date.
 */
export const addMonths = (date: string, months: number): string => {
  parseDate(date)
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const whole = year * 12 + month - 1 + months
  const firstOfNext = epochDayOf(Math.floor((whole + 1) / 12), ((whole + 1) % 12) + 1, 1)
  return formatDate(Math.min(epochDayOf(Math.floor(whole / 12), (whole % 12) + 1, day), firstOfNext - 1))
}

/** Calendar days from the first date to the second, negative when it is earlier. @throws DomainError invalid-request: no such date. */
export const daysBetween = (from: string, to: string): number => parseDate(to) - parseDate(from)
