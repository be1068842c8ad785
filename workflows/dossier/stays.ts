/**
 * The stays of a dossier in its steps, as its journal tells them: since when, with whom, until when, and what working time went by. Told from entries
 * alone, each under the rules that it names, so that what an earlier instant saw is never told otherwise later. Pure. docs/statistics.md ("Work by step and by person").
 */
import type { Id } from '../../schemas/common.ts'
import type { JournalEntry } from '../../schemas/dossier.ts'
import { elapsedWorkingMs, parseInstant, whereCovered } from '../calendar/index.ts'
import { stepDue } from './holdings.ts'
import type { Rules } from './lifecycle.ts'

/** How a part of a stay ended: by which entry, and whether the step was left or only changed hands. */
export interface PartEnd { readonly seq: number; readonly atMs: number; readonly recordedMs: number; readonly left: boolean }

/**
 * A part of a stay: a step in the same hands without a break. `dueMs` is when the whole stay uses up the limit of its step, null without one;
 * `workingMs` the working time of a part that has ended, 0 while the clock of the dossier does not run and where the calendar does not reach.
 */
export interface StayPart {
  readonly step: string
  readonly unitId: Id
  readonly holderId: Id | null
  /** The entry that began it. */
  readonly seq: number
  readonly fromMs: number
  readonly recordedMs: number
  readonly dueMs: number | null
  /** Null while it goes on. */
  readonly end: PartEnd | null
  readonly workingMs: number
}

/** The rules that an entry names. */
export type RulesOfEntry = (entry: JournalEntry) => Rules

interface OpenPart { readonly part: StayPart; readonly rules: Rules; readonly runs: boolean }
type Holding = JournalEntry['steps'][number]

const isSame = ({ part, runs }: OpenPart, { unit, holder }: Holding, { clock }: JournalEntry): boolean =>
  part.unitId === unit && part.holderId === holder && runs === (clock.mode === 'runs')

const begun = (entry: JournalEntry, { step, unit, holder }: Holding, rules: Rules, before: OpenPart | undefined): OpenPart => {
  const [fromMs, recordedMs] = [parseInstant(entry.at, 'UTC'), parseInstant(entry.recordedAt, 'UTC')]
  const dueMs = before === undefined ? stepDue(rules.calendar, fromMs, rules.compiled.steps.get(step)?.limit) : before.part.dueMs
  return { part: { step, unitId: unit, holderId: holder, seq: entry.seq, fromMs, recordedMs, dueMs, end: null, workingMs: 0 }, rules, runs: entry.clock.mode === 'runs' }
}

const ended = ({ part, rules, runs }: OpenPart, entry: JournalEntry, left: boolean): StayPart => {
  const atMs = parseInstant(entry.at, 'UTC')
  const workingMs = runs ? whereCovered(() => elapsedWorkingMs(rules.calendar, part.fromMs, atMs)) ?? 0 : 0
  return { ...part, end: { seq: entry.seq, atMs, recordedMs: parseInstant(entry.recordedAt, 'UTC'), left }, workingMs }
}

/** Whoever does a step that nobody had taken up has taken it up at that instant: a part without length, so that the work is theirs and the waiting is not. */
const takenUp = (part: StayPart, { step, actor }: JournalEntry): StayPart[] => {
  const { end, holderId } = part
  if (end === null || !end.left || holderId !== null || step !== part.step || actor.account === null) return [part]
  const { seq, atMs: fromMs, recordedMs } = end
  return [{ ...part, end: { ...end, left: false } }, { ...part, holderId: actor.account, seq, fromMs, recordedMs, workingMs: 0 }]
}

/** The parts of all stays, those that ended in the order of their ends, then those that go on. A step that is left and entered by one event goes on. */
export function stayParts(entries: readonly JournalEntry[], rulesOf: RulesOfEntry): StayPart[] {
  const done: StayPart[] = []
  let open = new Map<string, OpenPart>()
  for (const entry of entries) {
    const held = new Map(entry.steps.map((one) => [one.step, one]))
    const next = new Map<string, OpenPart>()
    for (const [step, before] of open) {
      const now = held.get(step)
      if (now !== undefined && isSame(before, now, entry)) next.set(step, before)
      else done.push(...takenUp(ended(before, entry, now === undefined), entry))
    }
    for (const [step, now] of held) if (!next.has(step)) next.set(step, begun(entry, now, rulesOf(entry), open.get(step)))
    open = next
  }
  return [...done, ...[...open.values()].map(({ part }) => part)]
}
