/** Work by step and by person counted from journals alone, entry by entry: what the SQL is held against. docs/statistics.md ("Work by step and by person"). */
import type { Id } from '../../schemas/common.ts'
import type { JournalEntry } from '../../schemas/dossier.ts'
import { elapsedWorkingMs, parseInstant, whereCovered } from '../calendar/index.ts'
import { stepDue } from '../dossier/holdings.ts'
import type { RulesOfEntry } from '../dossier/stays.ts'
import type { Period } from './fold.ts'

/** What was done in a period and lies open at its end, in stays: one visit of one dossier in one step. `workingMs` is what ended stretches took. */
export interface WorkCounts {
  readonly done: number; readonly within: number; readonly over: number; readonly withoutLimit: number; readonly workingMs: number; readonly open: number; readonly openOver: number
}

/** Nothing was done. */
export const noWork: WorkCounts = { done: 0, within: 0, over: 0, withoutLimit: 0, workingMs: 0, open: 0, openOver: 0 }

/** Both together. */
export const addWork = (a: WorkCounts, b: WorkCounts): WorkCounts => ({
  done: a.done + b.done, within: a.within + b.within, over: a.over + b.over, withoutLimit: a.withoutLimit + b.withoutLimit, workingMs: a.workingMs + b.workingMs,
  open: a.open + b.open, openOver: a.openOver + b.openOver,
})

const hourMs = 60 * 60_000
/** Working time in hours, half-up to two decimals. */
export const workedHours = (ms: number): number => Math.round((ms * 100) / hourMs) / 100

/** One dossier: its procedure and its journal in order. */
export interface Worked { readonly procedure: string; readonly entries: readonly JournalEntry[] }
/** Whose work it is: the step of a procedure, and the person who had it in hand or did it, null for nobody. */
export interface WorkKey { readonly procedure: string; readonly step: string; readonly unitId: Id; readonly holderId: Id | null }
/** Work of one kind by one holder. */
export interface KeyedWork { readonly key: WorkKey; readonly counts: WorkCounts }

const at = ({ at: text }: JournalEntry): number => parseInstant(text, 'UTC')
const holdingIn = (entry: JournalEntry | undefined, step: string) => entry?.steps.find((one) => one.step === step)
const isRunning = ({ clock }: JournalEntry): boolean => clock.mode === 'runs'

interface Known { readonly entries: readonly JournalEntry[]; readonly rulesOf: RulesOfEntry; readonly period: Period }

/** The entry that began the stay which entry `index` is part of. */
const stayBegan = ({ entries }: Known, index: number, step: string): JournalEntry | undefined => {
  const before = entries.slice(0, index).findLastIndex((entry) => holdingIn(entry, step) === undefined)
  return entries[before + 1]
}

const paceAt = (known: Known, index: number, step: string, atMs: number): 'within' | 'over' | 'withoutLimit' => {
  const first = stayBegan(known, index, step)
  const rules = first === undefined ? undefined : known.rulesOf(first)
  const dueMs = first === undefined || rules === undefined ? null : stepDue(rules.calendar, at(first), rules.compiled.steps.get(step)?.limit)
  return dueMs === null ? 'withoutLimit' : atMs > dueMs ? 'over' : 'within'
}

/** Working time of the stretch that ends between entry `index` and the next one: back to where these hands took the step, or the clock began to run. */
const stretchMs = ({ entries, rulesOf }: Known, index: number, step: string, toMs: number): number => {
  const last = entries[index]
  const held = holdingIn(last, step)
  if (last === undefined || held === undefined || !isRunning(last)) return 0
  let first = last
  for (const entry of entries.slice(0, index).reverse()) {
    const here = holdingIn(entry, step)
    if (here === undefined || here.unit !== held.unit || here.holder !== held.holder || !isRunning(entry)) break
    first = entry
  }
  return whereCovered(() => elapsedWorkingMs(rulesOf(first).calendar, at(first), toMs)) ?? 0
}

/** What one step of one entry adds: it was left, it changed hands, or it lies open at the end. */
const workAt = (known: Known, index: number, step: string): WorkCounts => {
  const { entries, period: { fromMs, endMs, knownAtMs } } = known
  const [entry, next] = [entries[index], entries[index + 1]]
  const [held, then] = [holdingIn(entry, step), holdingIn(next, step)]
  if (entry === undefined || held === undefined) return noWork
  if (next === undefined) {
    const isOver = paceAt(known, index, step, Math.min(endMs, knownAtMs)) === 'over'
    return { ...noWork, open: 1, openOver: isOver ? 1 : 0 }
  }
  if (at(next) < fromMs || (then !== undefined && then.unit === held.unit && then.holder === held.holder && isRunning(entry) === isRunning(next))) return noWork
  const workingMs = stretchMs(known, index, step, at(next))
  return then === undefined ? { ...noWork, workingMs, done: 1, [paceAt(known, index, step, at(next))]: 1 } : { ...noWork, workingMs }
}

/** Who did a step that nobody had taken up: the person whose deed in this step ended it. */
const doerOf = (ended: JournalEntry | undefined, step: string): Id | null => (ended?.step === step ? ended.actor.account : null)

/** All work of the dossiers in a period, by step, unit and holder; what adds nothing is left out. Time is of whoever had the step, the deed of whoever did it. */
export const foldWork = (dossiers: readonly Worked[], period: Period, rulesOf: RulesOfEntry): KeyedWork[] => {
  const found = new Map<string, KeyedWork>()
  const note = (key: WorkKey, counts: WorkCounts): void => {
    const name = `${key.procedure} ${key.step} ${key.unitId} ${key.holderId ?? '-'}`
    found.set(name, { key, counts: addWork(found.get(name)?.counts ?? noWork, counts) })
  }
  for (const { procedure, entries: all } of dossiers) {
    const entries = all.filter((entry) => at(entry) < period.endMs && at(entry) <= period.knownAtMs && parseInstant(entry.recordedAt, 'UTC') <= period.knownAtMs)
    for (const [index, { steps }] of entries.entries()) for (const { step, unit, holder } of steps) {
      const { workingMs, ...stays } = workAt({ entries, rulesOf, period }, index, step)
      note({ procedure, step, unitId: unit, holderId: holder }, { ...noWork, workingMs })
      note({ procedure, step, unitId: unit, holderId: stays.done === 1 ? holder ?? doerOf(entries[index + 1], step) : holder }, { ...stays, workingMs: 0 })
    }
  }
  return [...found.values()].filter(({ counts }) => counts.done + counts.open + counts.workingMs > 0)
}
