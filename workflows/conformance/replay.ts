/** A recorded case held against a procedure: which of its events the procedure allows, and how far it came. */
import type { EventType, MachineState } from '../../schemas/procedure.ts'
import type { Conformance } from '../../schemas/eventlog.ts'
import type { CompiledProcedure } from '../procedure/compile.ts'
import { refusedBy } from '../procedure/offers.ts'
import type { MachineEvent, Named } from '../procedure/registry.ts'
import { activeOf, advance, begin, clockModeOf, offers, type Move } from '../procedure/run.ts'

/** Why an event was not allowed, and which events the procedure would have taken instead, in document order. */
export interface Deviation {
  readonly rule: 'activity-unknown' | 'event-not-allowed' | 'guard-refused' | 'dossier-closed'
  readonly allowed: readonly EventType[]
}

/** What one event did. After a deviation `to` is `from`: it is kept, and moves nothing. */
export interface ReplayEntry {
  readonly deviation: Deviation | null
  /** The leaf that the event acted on; null for a deviation. */
  readonly step: string | null
  readonly from: MachineState
  readonly to: MachineState
  /** The leaves in which work stands after the event, and those that it entered and left. */
  readonly active: readonly string[]
  readonly entered: readonly string[]
  readonly left: readonly string[]
  readonly effects: readonly Named[]
  readonly done: boolean
}

export interface Replay {
  readonly begun: Move
  readonly entries: readonly ReplayEntry[]
  readonly state: MachineState
  readonly done: boolean
  readonly verdict: Conformance
}

/**
 * What the machine is told of a recorded event. A log tells what happened and not which papers went with it: conditions on papers and
 * reasons are taken as met, those on counts and states are not.
 */
const told = (type: EventType): MachineEvent => ({ type, papersComplete: true, reasonGiven: true, paperGiven: true, apologies: 0 })

const isOpen = (compiled: CompiledProcedure, state: MachineState) => {
  const facts = { counters: state.counters, active: activeOf(compiled, state) }
  return (offer: ReturnType<typeof offers>[number]): boolean => refusedBy(offer, { ...facts, event: told(offer.event) }) === null
}

const deviationOf = (compiled: CompiledProcedure, at: { state: MachineState; done: boolean }, type: EventType | null): Deviation => {
  const offered = at.done ? [] : offers(compiled, at.state)
  const allowed = [...new Set(offered.filter(isOpen(compiled, at.state)).map(({ event }) => event))]
  if (type === null) return { rule: 'activity-unknown', allowed }
  if (at.done) return { rule: 'dossier-closed', allowed }
  return { rule: offered.some(({ event }) => event === type) ? 'guard-refused' : 'event-not-allowed', allowed }
}

/** One recorded event on one state; `type` null is an activity that the procedure does not know. */
export const replayEvent = (compiled: CompiledProcedure, at: { state: MachineState; done: boolean }, type: EventType | null): ReplayEntry => {
  const move = type === null || at.done ? null : advance(compiled, at.state, told(type))
  const from = at.state
  if (move === null) {
    const stays = { step: null, from, to: from, active: activeOf(compiled, from), entered: [], left: [], effects: [], done: at.done }
    return { deviation: deviationOf(compiled, at, type), ...stays }
  }
  const { state: to, active, entered, left, effects, done } = move
  const step = offers(compiled, from).find((offer) => offer.event === type && isOpen(compiled, from)(offer))?.step ?? null
  return { deviation: null, step, from, to, active, entered, left, effects, done }
}

/**
 * Whether a case may rest here for good: the machine is done, or nothing is left that the legal clock counts. A step with status 9 from
 * which a rarer branch may still start is such a place; the branch, once started, has an end of its own.
 */
export const atEnd = (compiled: CompiledProcedure, { state, done }: { state: MachineState; done: boolean }): boolean =>
  done || clockModeOf(compiled, activeOf(compiled, state)) === 'ended'

/** A whole case, its events in order. Nothing is dropped: what the procedure does not allow has an entry with its deviation. */
export const replay = (compiled: CompiledProcedure, types: readonly (EventType | null)[]): Replay => {
  const begun = begin(compiled)
  const entries: ReplayEntry[] = []
  let at: { state: MachineState; done: boolean } = begun
  for (const type of types) {
    const entry = replayEvent(compiled, at, type)
    entries.push(entry)
    at = { state: entry.to, done: entry.done }
  }
  const verdict = entries.some(({ deviation }) => deviation !== null) ? 'deviating' : atEnd(compiled, at) ? 'conforming' : 'running'
  return { begun, entries, state: at.state, done: at.done, verdict }
}
