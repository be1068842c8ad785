/** Timestamps as event logs write them. */
import { DomainError } from '../../schemas/errors.ts'
import { addDays, parseInstant, startOfDateMs } from './instants.ts'
import { zoneNamed } from './zone.ts'

const dateAlone = /^\d{4}-\d{2}-\d{2}$/

/** As people write it here: 06/05/2021, 6/5/2021 9:40, 09:40 06/05/2021. */
const asWritten = /^(?:(\d{1,2}):(\d{2})(?::(\d{2}))? )?(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

const isoOf = (text: string): string => {
  const [, before, beforeMinute, beforeSecond, day = '', month = '', year = '', after, afterMinute, afterSecond] = asWritten.exec(text) ?? []
  if (year === '' || (before !== undefined && after !== undefined)) return text
  const [hour, minute, second = '00'] = before === undefined ? [after, afterMinute, afterSecond] : [before, beforeMinute, beforeSecond]
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return hour === undefined ? date : `${date}T${hour.padStart(2, '0')}:${minute ?? '00'}:${second}`
}

/** What logs write that RFC 3339 does not: a space before the offset, and offsets without a colon or without minutes. */
const inStandardForm = (text: string): string =>
  text.replace(/^(\S+[T ]\S+?) ?([+-]\d{2}):?(\d{2})?$/, (_, time: string, hours: string, minutes: string | undefined) => `${time}${hours}:${minutes ?? '00'}`)

/** Whether the time-zone database knows a name. */
export const zoneExists = (zone: string): boolean => orNull(() => zoneNamed(zone)) !== null

/**
 * The instant that a timestamp of a log means, in milliseconds since 1970; null when it is none, or lies outside 1900 to 2199.
 * `2011-12-06T13:41:31.788+01:00` and the form with a space are read alike; what is finer than a millisecond is cut off. Without an
 * offset it is local time of `zone`; a date alone is the first, or with `dateOnly: 'end'` the last, millisecond of that local day. Day, month
 * and year with slashes are read in that order.
 */
export const stampToMs = (written: string, zone: string, dateOnly: 'start' | 'end' = 'start'): number | null =>
  orNull(() => {
    const text = isoOf(written)
    const ms = parseInstant(dateAlone.test(text) ? `${text}T00:00Z` : inStandardForm(text), zone)
    if (!dateAlone.test(text)) return ms
    return dateOnly === 'start' ? startOfDateMs(text, zone) : startOfDateMs(addDays(text, 1), zone) - 1
  })

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
