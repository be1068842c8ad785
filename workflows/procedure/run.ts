/** One move of a dossier through its machine. Pure functions over a state that is plain JSON. */
import { initialTransition, transition } from 'xstate'
import type { ClockMode, MachineState, MachineValue, OfficialStatus } from '../../schemas/procedure.ts'
import type { CompiledProcedure, Step } from './compile.ts'
import { below } from './definition.ts'
import { entered, left, type MachineNode, type ProcedureMachine } from './machine.ts'
import type { Offer } from './offers.ts'
import type { MachineEvent, Named } from './registry.ts'

/** What one event did. Paths are dotted paths of leaves, in document order. */
export interface Move {
  readonly state: MachineState
  /** The leaves in which work stands. Ends are listed only when nothing else is left. */
  readonly active: readonly string[]
  readonly entered: readonly string[]
  readonly left: readonly string[]
  /** Actions of the transition and of the states entered, in order; counting is already done. */
  readonly effects: readonly Named[]
  readonly done: boolean
}

type Snapshot = ReturnType<ProcedureMachine['resolveState']>

/** Every leaf that a value names, below a path; those in which a strand has finished as well. */
export const leavesIn = (value: MachineValue, path: string): string[] =>
  typeof value === 'string' ? [below(path, value)] : Object.entries(value).flatMap(([key, inner]) => leavesIn(inner, below(path, key)))

/** The leaves in which work stands; a strand that has finished no longer counts, except when all have. */
export const activeOf = ({ steps }: CompiledProcedure, { value }: MachineState): string[] => {
  const leaves = leavesIn(value, '').sort((a, b) => orderOf(steps, a) - orderOf(steps, b))
  const open = leaves.filter((leaf) => steps.get(leaf)?.isFinal === false)
  return open.length > 0 ? open : leaves
}
const orderOf = (steps: ReadonlyMap<string, Step>, path: string): number => steps.get(path)?.order ?? 0

/** Strands in document order: a database may have sorted the members. */
const inOrder = (node: MachineNode | undefined, value: MachineValue): MachineValue => {
  if (typeof value === 'string' || node === undefined) return value
  const present = Object.keys(node.states).filter((key) => Object.hasOwn(value, key))
  return Object.fromEntries(present.map((key) => [key, inOrder(node.states[key], value[key] ?? '')]))
}

const revive = ({ nodes }: CompiledProcedure, history: MachineState['history']): Record<string, MachineNode[]> => {
  const revived: Record<string, MachineNode[]> = {}
  for (const [path, remembered] of Object.entries(history)) {
    const node = nodes.get(path)
    if (node !== undefined) revived[node.id] = remembered.flatMap((step) => nodes.get(step) ?? [])
  }
  return revived
}

const snapshotOf = (compiled: CompiledProcedure, state: MachineState, event: MachineEvent): Snapshot =>
  compiled.machine.resolveState({
    value: inOrder(compiled.machine.root, state.value), context: { counters: state.counters, event },
    historyValue: revive(compiled, state.history),
  })

const historyOf = (compiled: CompiledProcedure, snapshot: Snapshot): MachineState['history'] => {
  const kept: MachineState['history'] = {}
  for (const [id, remembered] of Object.entries<readonly MachineNode[]>(snapshot.historyValue)) {
    const path = compiled.machine.getStateNodeById(id).path.join('.')
    kept[path] = remembered.map((node) => node.path.join('.'))
  }
  return kept
}

interface Happened { readonly type: string; readonly params?: unknown }

const moveOf = (compiled: CompiledProcedure, before: readonly string[], snapshot: Snapshot, happened: readonly Happened[]): Move => {
  const state = { value: snapshot.value as MachineValue, counters: { ...snapshot.context.counters }, history: historyOf(compiled, snapshot) }
  const active = activeOf(compiled, state)
  const marked = (mark: string): Set<unknown> =>
    new Set(happened.flatMap(({ type, params }) => (type === mark ? [(params as { step: string }).step] : [])))
  const [ins, outs] = [marked(entered), marked(left)]
  return {
    state, active,
    entered: active.filter((leaf) => ins.has(leaf)),
    left: before.filter((leaf) => outs.has(leaf)),
    effects: happened.filter(({ type }) => type !== entered && type !== left).map(
      ({ type, params }) => ({ type, params: (params ?? {}) as Named['params'] })),
    done: snapshot.status === 'done',
  }
}

/** The first state of a new dossier, and the actions of the states that it enters. */
export const begin = (compiled: CompiledProcedure): Move => {
  const [snapshot, happened] = initialTransition(compiled.machine)
  return moveOf(compiled, [], snapshot, happened)
}

/**
 * The state after one event, or null when the present state does not take it (no transition, a guard that refuses, a step that
 * is not active, or an ended machine). An event without `step` moves every strand that takes it, as in XState.
 */
export const advance = (compiled: CompiledProcedure, state: MachineState, event: MachineEvent): Move | null => {
  if (!compiled.eventTypes.has(event.type)) return null
  const before = activeOf(compiled, state)
  if (event.step !== undefined && !before.includes(event.step)) return null
  const snapshot = snapshotOf(compiled, state, event)
  if (snapshot.status !== 'active') return null
  // A transition that moves nothing gives back the same snapshot, so "same object" would not tell it from a refusal.
  if (!compiled.machine.getTransitionData(snapshot, event)?.length) return null
  const [next, happened] = transition(compiled.mover, snapshot, event)
  return moveOf(compiled, before, next, happened)
}

/** Every event that the present state can take, whether its guard is met or not (`refusedBy` tells), for every active leaf. */
export const offers = (compiled: CompiledProcedure, state: MachineState): Offer[] =>
  activeOf(compiled, state).flatMap((leaf) => compiled.offersByStep.get(leaf) ?? [])

const precedence: readonly (readonly OfficialStatus[])[] = [[5, 6, 8], [4], [2], [1], [9], [10], [7], [3]]

/** The official status that several strands show together: suspended before in progress, the first suspended strand names it. docs/dossier.md. */
export const statusOf = ({ steps }: CompiledProcedure, active: readonly string[]): OfficialStatus => {
  const statuses = active.flatMap((leaf) => steps.get(leaf)?.status ?? [])
  for (const group of precedence) {
    const found = statuses.find((status) => group.includes(status))
    if (found !== undefined) return found
  }
  throw new Error(`no status in ${active.join(', ')}`)
}

const clockPrecedence: readonly ClockMode[] = ['stopped', 'runs', 'notStarted', 'ended']

/** What the legal clock does: one strand that stopped it stops it, else one that runs keeps it running. */
export const clockModeOf = ({ steps }: CompiledProcedure, active: readonly string[]): ClockMode => {
  const modes = active.map((leaf) => steps.get(leaf)?.clock)
  return clockPrecedence.find((mode) => modes.includes(mode)) ?? 'ended'
}
