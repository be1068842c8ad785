/** Who has which step in hand after a move. A step entered again goes back to the person who had it, unless an action cleared that. */
import type { Id } from '../../schemas/common.ts'
import type { Limit } from '../../schemas/calendar.ts'
import type { Dossier, StepHolding } from '../../schemas/dossier.ts'
import { dueAt, isLimit, whereCovered, type PreparedCalendar } from '../calendar/index.ts'
import type { Move } from '../procedure/run.ts'
import type { Rules } from './lifecycle.ts'

/** The hand-over that an event asks for, next to the move itself. */
export interface HandOver {
  readonly atMs: number
  /** The step that the event acted on. */
  readonly step: string
  readonly assigneeId: Id | null
  readonly actorId: Id | null
}

interface Holdings { readonly steps: StepHolding[]; readonly holders: Record<string, Id> }

/** The open steps and the memory of holders after `move`. The unit follows the place: the receiving desk, or the responsible unit. */
export function holdingsAfter(rules: Rules, dossier: Dossier, move: Move, hand: HandOver): Holdings {
  const { compiled } = rules
  const named = new Set(move.effects.map((effect) => effect.type))
  const holders = { ...dossier.holders }
  if (named.has('clearHolder')) delete holders[hand.step]
  const fresh = new Set(move.entered)
  const staying = new Map(dossier.steps.filter((one) => !fresh.has(one.step)).map((one) => [one.step, one]))
  const steps = move.active.filter((path) => compiled.steps.get(path)?.isFinal === false).map((path) => staying.get(path) ?? enter(rules, dossier, path, holders, hand.atMs))
  const changed = targetsOf(named, move, hand)
  return { steps: steps.map((one) => (changed.has(one.step) ? handled(one, named, hand, holders) : one)), holders }
}

function enter({ compiled, calendar }: Rules, dossier: Dossier, path: string, holders: Record<string, Id>, atMs: number): StepHolding {
  const step = compiled.steps.get(path)
  const place = step?.place ?? 'responsible'
  return {
    step: path, role: step?.role ?? null, place,
    unitId: place === 'receiving' ? dossier.receivingUnitId : dossier.responsibleUnitId,
    holderId: holders[path] ?? null, enteredAtMs: atMs, acknowledgedAtMs: null,
    dueAtMs: stepDue(calendar, atMs, step?.limit),
  }
}

/** A step's own due has no legal force, so a calendar that ends before it, or an amount that no clock counts, is no reason to refuse the move: then it has none. */
export const stepDue = (calendar: PreparedCalendar, enteredAtMs: number, limit: Limit | null | undefined): number | null =>
  (limit && isLimit(limit) ? whereCovered(() => dueAt(calendar, enteredAtMs, limit)) : null)

/** Assigning at a step that ends by it names the holder of the steps entered; otherwise it is the step itself that changes hands. */
function targetsOf(named: ReadonlySet<string>, move: Move, hand: HandOver): ReadonlySet<string> {
  if (!['assign', 'claim', 'acknowledge', 'clearHolder'].some((type) => named.has(type))) return new Set()
  if (named.has('assign') && move.entered.length > 0) return new Set(move.entered)
  return new Set([hand.step])
}

function handled(one: StepHolding, named: ReadonlySet<string>, hand: HandOver, holders: Record<string, Id>): StepHolding {
  if (named.has('acknowledge')) return { ...one, acknowledgedAtMs: hand.atMs }
  const holderId = named.has('assign') ? hand.assigneeId : named.has('claim') ? hand.actorId : null
  if (holderId === null) delete holders[one.step]
  else holders[one.step] = holderId
  return { ...one, holderId, acknowledgedAtMs: named.has('claim') ? hand.atMs : null }
}
