/**
 * One step of a statechart with every guard left open: what is left, what is entered, what history is kept.
 * Source: the algorithm of SCXML (W3C, 2015, appendix D) as XState 5 has it.
 */
import type { ProcedureDefinition } from '../../../schemas/procedure.ts'
import { named, namedList, statesOf, transitionsOf, type TransitionEntry } from '../definition.ts'
import { nodesOf, type MachineNode, type ProcedureMachine } from '../machine.ts'
import type { Named } from '../registry.ts'

/** A transition with its nodes. `targets` is null when it moves nothing. */
export interface Arc {
  readonly entry: TransitionEntry
  readonly source: MachineNode
  readonly targets: readonly MachineNode[] | null
  readonly reenter: boolean
  readonly guard: Named | null
  readonly actions: readonly Named[]
  readonly branch: boolean
}

/** History by node: what was active when it was last left. */
export type History = ReadonlyMap<MachineNode, readonly MachineNode[]>

export interface Chart {
  readonly root: MachineNode
  readonly nodes: ReadonlyMap<string, MachineNode>
  readonly arcs: ReadonlyMap<MachineNode, readonly Arc[]>
  readonly entryActions: ReadonlyMap<MachineNode, readonly Named[]>
  /** History nodes that must be remembered even while their parent is active: something inside it leads to them. */
  readonly heldHistory: ReadonlySet<MachineNode>
}

/** The dotted path of a state; '' for the machine. */
export const pathOf = (node: MachineNode): string => node.path.join('.')
/** True for everything inside a state, not for the state itself. */
export const isInside = (node: MachineNode, outer: MachineNode): boolean =>
  node !== outer && outer.path.every((key: string, i: number) => node.path[i] === key)
/** A step or an end: nothing inside. */
export const isLeafNode = (node: MachineNode): boolean => node.type === 'atomic' || node.type === 'final'
const byOrder = (a: MachineNode, b: MachineNode): number => a.order - b.order
const childrenOf = (node: MachineNode): MachineNode[] =>
  Object.values(node.states as Record<string, MachineNode>).filter(({ type }) => type !== 'history')

/** The states around a node, innermost first, up to but not including `outer`. */
export const around = (node: MachineNode, outer?: MachineNode): MachineNode[] => {
  const found: MachineNode[] = []
  for (let at = node.parent; at !== undefined && at !== outer; at = at.parent) found.push(at)
  return found
}

const xstateKey = ({ cause, event }: TransitionEntry, node: MachineNode): string =>
  (cause === 'on' ? event : `xstate.done.state.${node.id}`)

const arcsOf = (node: MachineNode, entries: readonly TransitionEntry[]): Arc[] => {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const key = entry.cause === 'always' ? 'always' : xstateKey(entry, node)
    const index = seen.get(key) ?? 0
    seen.set(key, index + 1)
    const made = (entry.cause === 'always' ? node.always : node.transitions.get(key))?.[index]
    return {
      entry, source: node, targets: (made?.target as MachineNode[] | undefined) ?? null, reenter: entry.config.reenter === true,
      guard: entry.config.guard === undefined ? null : named(entry.config.guard),
      actions: namedList(entry.config.actions), branch: entry.config.meta?.branch === true,
    }
  })
}

/** The graph of a machine that XState has accepted. */
export const chartOf = (definition: ProcedureDefinition, machine: ProcedureMachine): Chart => {
  const nodes = nodesOf(machine.root)
  const states = statesOf(definition).flatMap((state) => {
    const node = nodes.get(state.path)
    return node === undefined ? [] : [{ state, node }]
  })
  const arcs = new Map(states.map(({ state, node }) => [node, arcsOf(node, transitionsOf(state))]))
  const held = [...arcs.values()].flat().flatMap(({ source, targets }) =>
    (targets ?? []).filter(({ type, parent }) => type === 'history' && parent !== undefined && (source === parent || isInside(source, parent))))
  return {
    root: machine.root, nodes, arcs, heldHistory: new Set(held),
    entryActions: new Map(states.map(({ state, node }) => [node, namedList(state.config.entry)])),
  }
}

/** What a history state stands for when nothing is remembered. */
const defaultOf = (node: MachineNode, { nodes }: Chart): MachineNode[] => {
  const { parent } = node
  if (parent === undefined) return []
  const target: unknown = node.config.target
  if (typeof target === 'string') return [nodes.get([...parent.path, target].join('.')) ?? parent]
  return parent.type === 'parallel' ? [parent] : [...parent.initial.target as MachineNode[]]
}

const effectiveTargets = (arc: Arc, history: History, chart: Chart): MachineNode[] =>
  (arc.targets ?? []).flatMap((target) => (target.type === 'history' ? history.get(target) ?? defaultOf(target, chart) : [target]))

/** The innermost state that the whole move stays inside of. */
const domainOf = (arc: Arc, targets: readonly MachineNode[], { root }: Chart): MachineNode => {
  if (!arc.reenter && targets.every((target) => target === arc.source || isInside(target, arc.source))) return arc.source
  const [first = arc.source, ...rest] = [...targets, arc.source]
  return around(first).find((outer) => rest.every((node) => isInside(node, outer))) ?? root
}

const enterBelow = (node: MachineNode, into: Set<MachineNode>): void => {
  into.add(node)
  if (node.type === 'compound') for (const first of node.initial.target as MachineNode[]) enterBelow(first, into)
  if (node.type === 'parallel') enterStrands(node, into)
}

/** Strands in which nothing is entered yet begin at their start. */
const enterStrands = (node: MachineNode, into: Set<MachineNode>): void => {
  for (const strand of childrenOf(node)) {
    if (!into.has(strand) && ![...into].some((other) => isInside(other, strand))) enterBelow(strand, into)
  }
}

const entrySet = (targets: readonly MachineNode[], domain: MachineNode): Set<MachineNode> => {
  const into = new Set<MachineNode>()
  for (const target of targets) if (target !== domain) into.add(target)
  for (const target of targets) if (![...into].some((other) => isInside(other, target))) enterBelow(target, into)
  for (const target of targets.filter((each) => each !== domain)) {
    for (const outer of around(target, domain)) into.add(outer)
    for (const outer of [...around(target, domain), domain]) if (outer.type === 'parallel') enterStrands(outer, into)
  }
  into.delete(domain)
  return into
}

/** What one transition does to the active states. `entered` is in document order. */
export interface Fired { readonly active: ReadonlySet<MachineNode>; readonly history: History; readonly entered: readonly MachineNode[] }

const remembered = (left: readonly MachineNode[], active: ReadonlySet<MachineNode>, history: History): History => {
  const next = new Map(history)
  for (const node of left) {
    for (const child of Object.values(node.states as Record<string, MachineNode>)) {
      if (child.type !== 'history') continue
      const keep = (each: MachineNode): boolean =>
        (child.history === 'deep' ? isLeafNode(each) && isInside(each, node) : each.parent === node)
      next.set(child, [...active].filter(keep).sort(byOrder))
    }
  }
  return next
}

/** Fires one arc from a set of active states. */
export const fire = (arc: Arc, active: ReadonlySet<MachineNode>, history: History, chart: Chart): Fired => {
  if (arc.targets === null) return { active, history, entered: [] }
  const targets = effectiveTargets(arc, history, chart)
  const domain = domainOf(arc, targets, chart)
  const left = [...active].filter((node) => isInside(node, domain))
  const entered = [...entrySet(targets, domain)].sort(byOrder)
  const kept = [...active].filter((node) => !left.includes(node))
  return { active: new Set([...kept, ...entered]), history: remembered(left, active, history), entered }
}

/** The states that a new dossier enters. */
export const start = ({ root }: Chart): Fired => {
  const into = new Set<MachineNode>()
  enterBelow(root, into)
  return { active: into, history: new Map(), entered: [...into].sort(byOrder) }
}

/** True when a state has run to its end. */
export const isFinished = (node: MachineNode, active: ReadonlySet<MachineNode>): boolean => {
  if (node.type === 'compound') return childrenOf(node).some((child) => child.type === 'final' && active.has(child))
  if (node.type === 'parallel') return childrenOf(node).every((child) => isFinished(child, active))
  return node.type === 'final' && active.has(node)
}

/** The states that finished because `entered` was entered, in the order in which they say so. */
export const finishedBy = (entered: readonly MachineNode[], active: ReadonlySet<MachineNode>): MachineNode[] => {
  const done = new Set<MachineNode>()
  for (const { type, parent } of entered) {
    if (type !== 'final' || parent === undefined) continue
    if (parent.type === 'compound') done.add(parent)
    let at = parent.type === 'parallel' ? parent : parent.parent
    for (; at?.type === 'parallel' && isFinished(at, active); at = at.parent) done.add(at)
  }
  return [...done]
}
