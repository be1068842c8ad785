/** Instants and words as Vietnamese readers expect them. */
import { localDateOf, localTimeOf } from '../../workflows/calendar/index.ts'

/** `04/03/2026`. */
export const dateText = (date: string): string => date.split('-').reverse().join('/')

/** `04/03/2026 17:00` in the zone, or a dash. */
export const instantText = (ms: number | null, zone: string): string =>
  (ms === null ? '–' : `${dateText(localDateOf(ms, zone))} ${localTimeOf(ms, zone)}`)
