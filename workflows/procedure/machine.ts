/** From the JSON of a definition to an XState v5 machine that is used through pure functions only, never as a running actor. */
import { and, assign, initialTransition, setup, stateIn } from 'xstate'
import type { MachineTransition, ProcedureDefinition, StateConfig } from '../../schemas/procedure.ts'
import { below, isLeaf, isWithin, named, namedList, transitionList } from './definition.ts'
import { countOf, guards, type GuardFacts, type MachineEvent, type Named } from './registry.ts'

/** What guards look at. `event` is the event that caused the move, also in the microsteps that follow from it. */
export interface MachineContext { readonly counters: Readonly<Record<string, number>>; readonly event: MachineEvent }

/** Names of our own that no definition can use (they are no valid codes): marks that come back as data when a leaf is entered or left. */
export const entered = '@entered'
export const left = '@left'

const facts = (context: MachineContext): GuardFacts => ({ ...context, isIn: () => false })
const silent = (): void => undefined

const blueprint = setup({
  types: {} as { context: MachineContext; events: MachineEvent },
  guards: {
    papersComplete: ({ context }) => guards.papersComplete(facts(context), {}),
    reasonGiven: ({ context }) => guards.reasonGiven(facts(context), {}),
    paperGiven: ({ context }) => guards.paperGiven(facts(context), {}),
    noApologyYet: ({ context }) => guards.noApologyYet(facts(context), {}),
    countBelow: ({ context }, params: Record<string, unknown>) => guards.countBelow(facts(context), params),
    choice: ({ context }, params: Record<string, unknown>) => guards.choice(facts(context), params),
    /** Where strands run side by side, an event that names its step fires only there or around it. */
    atStep: ({ event }, { source }: { source: string }) => event.step === undefined || isWithin(event.step, source),
  },
  actions: {
    countUp: assign({
      counters: ({ context }, { counter }: { counter: string }) => ({ ...context.counters, [counter]: countOf(context.counters, counter) + 1 }),
    }),
    useLimit: silent, assign: silent, claim: silent, acknowledge: silent, clearHolder: silent, issueForm: silent, apologise: silent,
    resetClock: silent, notify: silent, [entered]: silent, [left]: silent,
  },
})

/** The machine as XState knows it. */
export type ProcedureMachine = ReturnType<typeof blueprint.createMachine>

/** `inState` needs the snapshot, which XState gives to its own `stateIn` alone; every other guard goes by its name. */
const guardOf = (machineId: string, guard: Named): unknown =>
  guard.type === 'inState' ? stateIn(`#${machineId}.${String(guard.params['state'])}`) : guard

const transitionOf = (machineId: string, source: string | null, { guard, actions, ...rest }: MachineTransition): unknown => {
  const own = guard === undefined ? [] : [guardOf(machineId, named(guard))]
  const all = source === null ? own : [{ type: 'atStep', params: { source } }, ...own]
  return { ...rest, actions: namedList(actions), ...(all.length === 0 ? {} : { guard: all.length === 1 ? all[0] : and(all as never) }) }
}

const stateOf = (machineId: string, path: string, config: StateConfig): Record<string, unknown> => {
  const { on, onDone, always, entry, states, ...rest } = config
  const list = (value: Parameters<typeof transitionList>[0], source: string | null) =>
    transitionList(value).map((transition) => transitionOf(machineId, source, transition))
  const marks = isLeaf(config)
  return {
    ...rest,
    on: Object.fromEntries(Object.entries(on ?? {}).map(([event, value]) => [event, list(value, path)])),
    ...(onDone === undefined ? {} : { onDone: list(onDone, null) }),
    ...(always === undefined ? {} : { always: list(always, null) }),
    entry: [...(marks ? [{ type: entered, params: { step: path } }] : []), ...namedList(entry)],
    exit: marks ? [{ type: left, params: { step: path } }] : [],
    ...(states === undefined ? {} : { states: Object.fromEntries(Object.entries(states).map(
      ([key, child]) => [key, stateOf(machineId, below(path, key), child)])) }),
  }
}

/** An event that says nothing: what the machine sees when it begins. */
const noEvent: MachineEvent = { type: '@begin', papersComplete: false, reasonGiven: false, paperGiven: false, apologies: 0 }

/** A chain of eventless transitions longer than this is a loop; XState would follow it for ever. */
const microstepsMax = 200

/** The node of a machine that XState made. */
export type MachineNode = ProcedureMachine['root']

/** Every node by its dotted path, in document order. */
export const nodesOf = (node: MachineNode): Map<string, MachineNode> => new Map([
  [node.path.join('.'), node] as const, ...Object.values(node.states).flatMap((child) => [...nodesOf(child)]),
])

/** The leaf in which a state begins: of a parallel one that of its first strand, of a history state that of the state around it. */
export const firstLeaf = (node: MachineNode): MachineNode => {
  if (node.type === 'history') return node.parent === undefined ? node : firstLeaf(node.parent)
  const first = node.type === 'parallel' ? Object.values(node.states as Record<string, MachineNode>)[0] : (node.initial?.target as MachineNode[] | undefined)?.[0]
  return first === undefined ? node : firstLeaf(first)
}

/** The leaves in which a state begins: all strands of a parallel one. */
export const firstLeaves = (node: MachineNode): MachineNode[] =>
  (node.type === 'parallel' ? Object.values(node.states as Record<string, MachineNode>).flatMap(firstLeaves) : [firstLeaf(node)])

/** The innermost state around both. */
const around = (a: readonly string[], b: readonly string[]): string => {
  const differs = a.findIndex((key, i) => key !== b[i])
  return a.slice(0, differs === -1 ? a.length : differs).join('.')
}

/** Several targets are fine in different strands; XState would also enter two states of one strand. */
const refuseTwoInOneStrand = (nodes: ReadonlyMap<string, MachineNode>): void => {
  for (const node of nodes.values()) {
    for (const { target } of [...node.transitions.values(), node.always ?? []].flat()) {
      const paths: string[][] = (target ?? []).map(({ path }: { path: string[] }) => path)
      const clash = paths.some((a, i) => paths.slice(i + 1).some((b) => nodes.get(around(a, b))?.type !== 'parallel'))
      if (clash) throw new Error(`State '${node.path.join('.')}' has two targets in one strand`)
    }
  }
}

/**
 * The XState machine of a definition. XState looks at initial states only when it enters them: `problemsOf` looks before.
 * @throws Error, mostly in XState's words, when a target or an id does not exist or two targets exclude each other.
 */
export const buildMachine = ({ machine }: ProcedureDefinition): ProcedureMachine => {
  const { id, ...root } = machine
  const context: MachineContext = { counters: {}, event: noEvent }
  const config = { id, context, ...stateOf(id, '', root), options: { maxIterations: microstepsMax } }
  const built = blueprint.createMachine(config as never) as ProcedureMachine
  refuseTwoInOneStrand(nodesOf(built.root))
  return built
}

/**
 * The same machine for use with `transition`. XState makes an actor for every call, only to be thrown away, and asks for its initial state;
 * here that is the same one each time (a fifth of the time of a move).
 */
export const moverOf = (machine: ProcedureMachine): ProcedureMachine => {
  const [initial] = initialTransition(machine)
  return Object.assign(Object.create(machine) as ProcedureMachine, { getInitialSnapshot: () => initial })
}
