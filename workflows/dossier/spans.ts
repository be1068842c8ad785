/** Whose time it was: the stretches between the entries of a journal, each with who had the dossier then. Pure. Source: domain.md sections 2.3 and 7. */
import type { JournalEntry } from '../../schemas/dossier.ts'
import { elapsedWorkingMs, parseInstant, type PreparedCalendar } from '../calendar/index.ts'
import type { CompiledProcedure } from '../procedure/compile.ts'

export type Keeper = 'unit' | 'person' | 'applicant' | 'other'

/** Working time of one keeper in one step. `accountId` is set for persons alone. */
export interface Span { readonly step: string; readonly keeper: Keeper; readonly accountId: string | null; readonly unitId: string; readonly workingMs: number }

/** Steps in which somebody outside has the dossier. */
export type IsOutside = (step: string) => boolean

/**
 * The outside of a procedure: steps of a consulted body, and steps that themselves wait for the answer to a consultation, whoever of the agency
 * keeps them meanwhile.
 */
export const outsideOf = ({ steps, offersByStep }: CompiledProcedure): IsOutside => (path) =>
  steps.get(path)?.role === 'consultedBody' || (offersByStep.get(path) ?? []).some(({ event, source }) => event === 'CONSULT_ANSWERED' && source === path)

const keeperOf = (entry: JournalEntry, { step, holder }: JournalEntry['steps'][number], isOutside: IsOutside): Keeper => {
  // Official statuses 5 and 6: the applicant is to bring papers or to pay; 8: stopped by a decision.
  if (entry.status === 5 || entry.status === 6) return 'applicant'
  if (entry.status === 8 || isOutside(step)) return 'other'
  return holder === null ? 'unit' : 'person'
}

/** Stretches while the dossier was open, the last one up to `untilMs`. Strands side by side share the time evenly. @throws DomainError calendar-not-covered */
export function spansOf(calendar: PreparedCalendar, entries: readonly JournalEntry[], untilMs: number, isOutside: IsOutside): Span[] {
  return entries.flatMap((entry, index) => {
    const next = entries[index + 1]
    const fromMs = parseInstant(entry.at, 'UTC')
    const toMs = next === undefined ? untilMs : parseInstant(next.at, 'UTC')
    if (entry.clock.mode === 'ended' || entry.clock.mode === 'notStarted' || entry.steps.length === 0 || toMs <= fromMs) return []
    const workingMs = elapsedWorkingMs(calendar, fromMs, toMs) / entry.steps.length
    return entry.steps.map((one): Span => {
      const keeper = keeperOf(entry, one, isOutside)
      return { step: one.step, keeper, accountId: keeper === 'person' ? one.holder : null, unitId: one.unit, workingMs }
    })
  })
}
