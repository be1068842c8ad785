/** The calendars that ship with the service; read from files, without a database. */
import { readFileSync } from 'node:fs'
import type { WorkingCalendar } from '../../schemas/calendar.ts'
import { DomainError } from '../../schemas/errors.ts'

/**
 * `vn`: days off of Vietnamese civil servants 2020 to 2026 (docs/clock.md). `knownOn` is the day on which a law was passed or a
 * yearly schedule was published; where only the season is reported it is the last day of that November or October.
 * `nl`: Dutch municipal office days 2010 to 2013 (Algemene termijnenwet art. 3), for the imported event log of that time.
 */
export const seedCalendarIds = ['vn', 'nl'] as const

const loaded = new Map<string, WorkingCalendar>()

/** A shipped calendar; the same object each time, so that its prepared form is made once. @throws DomainError calendar-unknown. */
export const seedCalendar = (id: string): WorkingCalendar => {
  const known = loaded.get(id)
  if (known) return known
  const shipped = seedCalendarIds.some((each) => each === id)
  if (!shipped) throw new DomainError('calendar-unknown', { calendar: id.slice(0, 64), known: [...seedCalendarIds] })
  // A file of our own, whose shape is proved by its test: parsed, not validated, so that storage needs no validator.
  const calendar = JSON.parse(readFileSync(new URL(`calendars/${id}.json`, import.meta.url), 'utf8')) as WorkingCalendar
  loaded.set(id, calendar)
  return calendar
}
