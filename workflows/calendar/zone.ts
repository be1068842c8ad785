/** Local time and instants of an IANA zone. Offsets are kept as stretches between transitions, so that millions of questions stay cheap. */
import { Temporal } from 'temporal-polyfill'
import { DomainError } from '../../schemas/errors.ts'
import { DAY_MS } from './dates.ts'

/** `[fromMs, toMs)` in which the zone keeps one offset from UTC. */
interface Stretch { readonly fromMs: number; readonly toMs: number; readonly offsetMs: number }

/** A zone and what is known of it so far. Only this file reads or fills the stretches. */
export interface Zone { readonly name: string; last: Stretch; readonly known: Stretch[] }

const zones = new Map<string, Zone>()

const transitionMs = (at: Temporal.ZonedDateTime, direction: 'next' | 'previous'): number | null =>
  at.getTimeZoneTransition(direction)?.epochMilliseconds ?? null

/** Asks the time-zone data. A transition exactly at `ms` begins the stretch: "previous" is asked one millisecond later. */
const readStretch = (name: string, ms: number): Stretch => {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name)
  return {
    fromMs: transitionMs(at.add({ milliseconds: 1 }), 'previous') ?? -Infinity,
    toMs: transitionMs(at, 'next') ?? Infinity,
    offsetMs: at.offsetNanoseconds / 1e6,
  }
}

/** The zone of that IANA name. @throws DomainError calendar-invalid (rule zone-unknown); fixed offsets such as +07:00 are no names. */
export const zoneNamed = (name: string): Zone => {
  const found = zones.get(name)
  if (found) return found
  if (!/^[A-Za-z]/.test(name)) throw new DomainError('calendar-invalid', { rule: 'zone-unknown', zone: name.slice(0, 64) })
  try {
    const first = readStretch(name, 0)
    const zone: Zone = { name, last: first, known: [first] }
    zones.set(name, zone)
    return zone
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('calendar-invalid', { rule: 'zone-unknown', zone: name.slice(0, 64) })
    throw error
  }
}

const contains = (stretch: Stretch, ms: number) => stretch.fromMs <= ms && ms < stretch.toMs

const stretchAt = (zone: Zone, ms: number): Stretch => {
  if (contains(zone.last, ms)) return zone.last
  let low = 0
  let high = zone.known.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((zone.known[middle] as Stretch).toMs <= ms) low = middle + 1
    else high = middle
  }
  const near = zone.known[low]
  if (near && contains(near, ms)) return (zone.last = near)
  const read = readStretch(zone.name, ms)
  zone.known.splice(low, 0, read)
  return (zone.last = read)
}

/** Milliseconds that local time is ahead of UTC at an instant. */
export const offsetMsAt = (zone: Zone, ms: number): number => stretchAt(zone, ms).offsetMs

/** The local date of an instant, as a day number. */
export const localDayOf = (zone: Zone, ms: number): number => Math.floor((ms + offsetMsAt(zone, ms)) / DAY_MS)

/**
 * What local times there are for a clock reading: `unique`, `twice` (autumn, the earlier is given) or `skipped` (spring, the leap itself
 * is given).
 */
export interface LocalReading { readonly ms: number; readonly kind: 'unique' | 'twice' | 'skipped' }

/**
 * The instant of a local clock reading, given as milliseconds since 1970 of that reading. It never decreases when the reading grows:
 * a skipped reading is the instant of the leap, a doubled one its first passage. Holds while transitions are more than two days apart.
 */
export const readLocal = (zone: Zone, readingMs: number): LocalReading => {
  const before = offsetMsAt(zone, readingMs - DAY_MS)
  const after = offsetMsAt(zone, readingMs + DAY_MS)
  const early = readingMs - before
  if (before === after) return { ms: early, kind: 'unique' }
  const late = readingMs - after
  const earlyHolds = offsetMsAt(zone, early) === before
  const lateHolds = offsetMsAt(zone, late) === after
  if (earlyHolds) return { ms: early, kind: lateHolds ? 'twice' : 'unique' }
  return lateHolds ? { ms: late, kind: 'unique' } : { ms: stretchAt(zone, early).fromMs, kind: 'skipped' }
}

/** The instant at which a local time of a local day is read; `timeMs` is milliseconds since midnight on the wall clock. */
export const localToMs = (zone: Zone, epochDay: number, timeMs: number): number => readLocal(zone, epochDay * DAY_MS + timeMs).ms
