/** How one dossier ran against its procedure: what deviated, what each step took, and the way it went. Pure; docs/statistics.md. */
import type { JournalEntry } from '../../schemas/dossier.ts'
import { parseInstant } from '../calendar/index.ts'
import type { Rules } from '../dossier/lifecycle.ts'
import { reasonsOf, type StepUse } from '../dossier/reasons.ts'
import { attributionOf } from './causes.ts'
import type { Cause } from './forms.ts'

/** The course of a dossier. `deviations` by kind, each once; none: it was handled exactly as published. `cause`: who used most of its limit. */
export interface CourseTaken { readonly deviations: readonly string[]; readonly steps: readonly StepUse[]; readonly events: readonly string[]; readonly cause: Cause }

/** Events of handling that move nothing: who takes it up is not how it runs. */
const handling = new Set(['ACKNOWLEDGE', 'CLAIM', 'ASSIGN'])

/**
 * The course that a journal tells, up to `untilMs`. A dossier is handled exactly when no entry lies outside the procedure or the law, no step went over
 * its own limit, and the result was not late.
 */
export function courseTaken(rules: Rules, entries: readonly JournalEntry[], untilMs: number): CourseTaken {
  const known = entries.filter(({ at }) => parseInstant(at, 'UTC') <= untilMs)
  const reasons = reasonsOf(rules, known, untilMs)
  const { steps } = reasons
  const unforeseen = known.flatMap(({ deviation }) => (deviation === undefined ? [] : [deviation.rule]))
  const isLate = known.some(({ timeliness }) => timeliness === 'late')
  const kinds = [...unforeseen, ...(steps.some(({ over }) => over) ? ['step-over-limit'] : []), ...(isLate ? ['late'] : [])]
  return { deviations: [...new Set(kinds)], steps, events: known.filter(({ event }) => !handling.has(event)).map(({ event }) => event), cause: attributionOf(reasons).cause }
}
