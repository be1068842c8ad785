/** Proleptic Gregorian dates as whole days since 1970-01-01, without any Date object. The only date arithmetic of the service. */
import { DomainError } from '../../schemas/errors.ts'

/** 24:00 as milliseconds of a local reading; in a zone whose clocks change, a day itself may be longer or shorter. */
export const DAY_MS = 86_400_000
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01 of a civil date; the month runs from 1. (Era arithmetic of 400 years = 146,097 days.) */
export const epochDayOf = (year: number, month: number, day: number): number => {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The civil date of a day number: year, month from 1, day from 1. */
const civilOf = (epochDay: number): { year: number; month: number; day: number } => {
  const z = epochDay + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

/** A number with leading zeros, for dates and times. */
export const padded = (value: number, width: number): string => String(value).padStart(width, '0')

/** `YYYY-MM-DD` of a day number; years 0 to 9999. */
export const formatDate = (epochDay: number): string => {
  const { year, month, day } = civilOf(epochDay)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

/** The day number of `YYYY-MM-DD`, or null when there is no such day (2021-02-30). */
export const tryParseDate = (text: string): number | null => {
  const found = DATE.exec(text)
  if (!found) return null
  const epochDay = epochDayOf(Number(found[1]), Number(found[2]), Number(found[3]))
  return formatDate(epochDay) === text ? epochDay : null
}

/** Whether there is such a day, written `YYYY-MM-DD`. */
export const isDate = (text: string): boolean => tryParseDate(text) !== null

/** The day number of a local date. @throws DomainError invalid-request when there is no such day. */
export const parseDate = (text: string): number => {
  const epochDay = tryParseDate(text)
  if (epochDay === null) throw new DomainError('invalid-request', {
    reason: 'no-such-date', value: text.slice(0, 40), errors: [{ at: '', rule: 'no-such-date', message: 'không có ngày này', messageEn: 'there is no such date' }],
  })
  return epochDay
}

/** Monday is 0, as in `WeeklyPattern.days`; 1970-01-01 was a Thursday. */
export const weekdayOf = (epochDay: number): number => (((epochDay + 3) % 7) + 7) % 7
