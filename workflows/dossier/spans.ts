/**
 * Whose time it was: the stretches between the entries of a journal, each with who had the dossier then. The one mechanism behind the dossier's
 * page, the late list, the evidence pack and the causes of lateness. Pure. Source: domain.md sections 2.3 and 7; docs/clock.md.
 */
import type { LimitUnit } from '../../schemas/calendar.ts'
import type { JournalEntry } from '../../schemas/dossier.ts'
import type { Keeper } from '../../schemas/statistics.ts'
import { elapsedInUnit, elapsedWorkingMs, parseInstant, type PreparedCalendar } from '../calendar/index.ts'
import type { CompiledProcedure } from '../procedure/compile.ts'
import type { Rules } from './lifecycle.ts'

/**
 * The time of one keeper in one step. `elapsed` and `used` are whole numbers in the quantum of the dossier's clock: days for limits by the day,
 * milliseconds of working time for the others; a day is counted for whoever had the dossier when it opened, and never turned into hours.
 * `elapsed` runs also while the clock stands still; `used` is what counts against the limit, after a count from zero only what came since.
 * `accountId` is set where one person had it in hand.
 */
export interface Span {
  readonly step: string
  readonly keeper: Keeper
  readonly accountId: string | null
  readonly unitId: string
  readonly workingMs: number
  readonly elapsed: number
  readonly used: number
}

/** The stretches, and the unit that their `elapsed` and `used` are in. */
export interface Course { readonly unit: LimitUnit; readonly spans: readonly Span[] }

/** Who answers for a step: the agency's own people, its superior who signs, or somebody outside. */
type PlaceOf = (step: string) => 'own' | 'superior' | 'other'

/**
 * Steps of the agency's leaders are the superior's. Outside are steps of a consulted body, and steps that themselves wait for the answer to a
 * consultation, whoever of the agency keeps them meanwhile.
 */
const placesOf = ({ steps, offersByStep }: CompiledProcedure): PlaceOf => (path) => {
  const role = steps.get(path)?.role
  if (role === 'consultedBody' || (offersByStep.get(path) ?? []).some(({ event, source }) => event === 'CONSULT_ANSWERED' && source === path)) return 'other'
  return role === 'agencyLeader' ? 'superior' : 'own'
}

const keeperOf = (entry: JournalEntry, { step, holder }: JournalEntry['steps'][number], placeOf: PlaceOf): Keeper => {
  // Official statuses 5 and 6: the applicant is to bring papers or to pay; 8: stopped by a decision.
  if (entry.status === 5 || entry.status === 6) return 'applicant'
  if (entry.status === 8) return 'other'
  const place = placeOf(step)
  return place !== 'own' ? place : holder === null ? 'unit' : 'person'
}

const at = (entry: JournalEntry): number => parseInstant(entry.at, 'UTC')
const isOpen = ({ clock, steps }: JournalEntry): boolean => clock.mode !== 'ended' && clock.mode !== 'notStarted' && steps.length > 0

/** Whether the limit is counted from zero from `entry` on, as the clock itself does it (NĐ 61/2018 art. 19.4; a same-day service always begins anew). */
const isFresh = (rules: Rules, before: JournalEntry | undefined, { clock }: JournalEntry): boolean =>
  before?.clock.mode === 'stopped' && clock.mode === 'runs' && (clock.unit === 'sameDay' || (before.status === 5 && rules.compiled.definition.onResume === 'reset'))

/** A stretch between two entries, in each of its measures. */
interface Stretch { readonly entry: JournalEntry; readonly workingMs: number; readonly elapsed: number; readonly used: number; readonly isBefore: boolean }

/** The stretches while the dossier was open, the last one up to `untilMs`; `isBefore`: a later count from zero has forgotten it. */
function stretchesOf(rules: Rules, entries: readonly JournalEntry[], unit: LimitUnit, untilMs: number): Stretch[] {
  const { calendar } = rules
  const firstMs = entries.filter(isOpen).map(at)[0] ?? untilMs
  const lastFresh = entries.findLastIndex((entry, index) => isFresh(rules, entries[index - 1], entry))
  let countedMs = firstMs
  return entries.flatMap((entry, index) => {
    const fromMs = at(entry)
    const next = entries[index + 1]
    const toMs = next === undefined ? untilMs : at(next)
    if (isFresh(rules, entries[index - 1], entry)) countedMs = fromMs
    if (!isOpen(entry) || toMs <= fromMs) return []
    const since = (startMs: number): number => passed(calendar, unit, { startMs, fromMs, toMs })
    const used = entry.clock.mode === 'runs' ? since(countedMs) : 0
    return [{ entry, workingMs: elapsedWorkingMs(calendar, fromMs, toMs), elapsed: since(firstMs), used, isBefore: index < lastFresh }]
  })
}

/** What a count from `startMs` on gains between two instants: differences of one count, so that stretches sum to the whole without a rest. */
const passed = (calendar: PreparedCalendar, unit: LimitUnit, { startMs, fromMs, toMs }: { startMs: number; fromMs: number; toMs: number }): number =>
  elapsedInUnit(calendar, unit, startMs, toMs) - elapsedInUnit(calendar, unit, startMs, fromMs)

/** A whole number in `count` whole parts that differ by one at most; `turn` says who is next to get the odd ones. */
const shareOut = (whole: number, count: number, turn: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(whole / count) + ((index + count - turn % count) % count < whole % count ? 1 : 0))

/**
 * The stretches while the dossier was open, the last one up to `untilMs`. Strands side by side share them, odd days in turn. The sum of `elapsed`
 * is the time since receipt, the sum of `used` what the clock has consumed, both exactly. @throws DomainError calendar-not-covered
 */
export function spansOf(rules: Rules, entries: readonly JournalEntry[], untilMs: number): Course {
  const placeOf = placesOf(rules.compiled)
  const unit = (entries.at(-1)?.clock.unit ?? 'none') as LimitUnit
  let turn = 0
  const spans = stretchesOf(rules, entries, unit, untilMs).flatMap(({ entry, workingMs, elapsed, used, isBefore }) => {
    const parts = [workingMs, elapsed, isBefore ? 0 : used].map((whole) => shareOut(whole, entry.steps.length, turn))
    turn += elapsed
    return entry.steps.map((one, index): Span => {
      const keeper = keeperOf(entry, one, placeOf)
      const [ms = 0, passedBy = 0, usedBy = 0] = parts.map((part) => part[index])
      const accountId = keeper === 'person' || keeper === 'superior' ? one.holder : null
      return { step: one.step, keeper, accountId, unitId: one.unit, workingMs: ms, elapsed: passedBy, used: usedBy }
    })
  })
  return { unit, spans }
}
