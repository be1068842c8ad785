/** Timestamps as event logs write them. */
import { Temporal } from 'temporal-polyfill'

const shape = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/
const firstMs = -2_208_988_800_000
const lastMs = 7_258_118_400_000

const instantOf = (parts: RegExpExecArray, zone: string, dateOnly: 'start' | 'end'): number => {
  const [, date = '', time, offset] = parts
  if (offset !== undefined) return Temporal.Instant.from(`${date}T${time}${offset}`).epochMilliseconds
  const zoned = time === undefined ? Temporal.PlainDate.from(date).toZonedDateTime(zone) : Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone)
  return time === undefined && dateOnly === 'end' ? zoned.add({ days: 1 }).epochMilliseconds - 1 : zoned.epochMilliseconds
}

/** Whether the time-zone database knows a name. */
export const zoneExists = (zone: string): boolean => {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== ''
  } catch {
    return false
  }
}

/**
 * The instant that a timestamp of a log means, in milliseconds since 1970; null when it is none, or lies outside 1900 to 2200.
 * `2011-12-06T13:41:31.788+01:00` and the form with a space are read alike; what is finer than a millisecond is cut off. Without an
 * offset it is local time of `zone`; a date alone is the first, or with `dateOnly: 'end'` the last, millisecond of that local day.
 * The platform's own reading of dates is not used: it takes 30 February for 2 March.
 */
export const stampToMs = (text: string, zone: string, dateOnly: 'start' | 'end' = 'start'): number | null => {
  const parts = shape.exec(text)
  if (parts === null) return null
  try {
    const ms = instantOf(parts, zone, dateOnly)
    return ms < firstMs || ms > lastMs ? null : ms
  } catch {
    return null
  }
}
