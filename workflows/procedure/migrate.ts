/**
 * Where a machine that stands somewhere in one revision stands in another: steps that are active, strands, what history states remember.
 * Pure. A step leads to the step of the same key unless a mapping says otherwise. Source: docs/decisions/0010-running-dossiers-of-a-new-revision.md.
 */
import type { MachineState, MachineValue } from '../../schemas/procedure.ts'
import type { CompiledProcedure } from './compile.ts'
import { firstLeaves, type MachineNode } from './machine.ts'
import { clockModeOf, leavesIn } from './run.ts'

/** Steps of the old revision, by their dotted paths, and the steps of the new one that they lead to. */
export type StepMap = Readonly<Record<string, string>>
/** The two revisions, and where steps lead that are not to lead to their namesakes. */
export interface Succession { readonly from: CompiledProcedure; readonly to: CompiledProcedure; readonly steps: StepMap }

/** Every reason why a machine cannot stand in the other revision. */
export const stateFaults = ['step-unmapped', 'steps-collide', 'strand-missing', 'end-differs', 'clock-differs', 'history-lost', 'settles-by-itself'] as const
/** Why a machine cannot stand anywhere in the other revision, and at which step. */
export interface StateFault { readonly reason: (typeof stateFaults)[number]; readonly at: string }

/** The step of the new revision that a step of the old one leads to; null when it has none. */
export const leadsTo = ({ to, steps }: Succession, step: string): string | null => {
  const path = Object.hasOwn(steps, step) ? steps[step] ?? step : step
  return to.steps.has(path) ? path : null
}

/** A refusal on the way; never leaves this file. */
class Stuck extends Error {
  readonly fault: StateFault
  constructor(reason: StateFault['reason'], at: string) {
    super(reason)
    this.fault = { reason, at }
  }
}

const mapped = (succession: Succession, step: string): string => {
  const path = leadsTo(succession, step)
  if (path === null) throw new Stuck('step-unmapped', step)
  if (succession.from.steps.get(step)?.isFinal !== succession.to.steps.get(path)?.isFinal) throw new Stuck('end-differs', step)
  return path
}

const pathOf = (node: MachineNode): string => node.path.join('.')
const isIn = (leaf: string, outer: MachineNode): boolean => outer.path.length === 0 || leaf === pathOf(outer) || leaf.startsWith(`${pathOf(outer)}.`)
const childrenOf = (node: MachineNode): MachineNode[] => Object.values(node.states as Record<string, MachineNode>).filter(({ type }) => type !== 'history')

/** The value of a machine that stands in exactly these leaves: one in each state that holds steps, one in every strand. */
const valueAt = (node: MachineNode, leaves: ReadonlySet<string>): MachineValue => {
  const children = childrenOf(node)
  if (node.type === 'parallel') return Object.fromEntries(children.map((child) => [child.key, valueAt(child, leaves)]))
  if (children.length === 0) return {}
  const [child, other] = children.filter((one) => [...leaves].some((leaf) => isIn(leaf, one)))
  if (child === undefined) throw new Stuck('strand-missing', pathOf(node))
  if (other !== undefined) throw new Stuck('steps-collide', [...leaves].find((leaf) => isIn(leaf, other)) ?? '')
  return childrenOf(child).length === 0 ? child.key : { [child.key]: valueAt(child, leaves) }
}

/** What one history state of the new revision remembers: the steps that the old one remembered, by their new names, as deep as it looks. */
const rememberedAt = (succession: Succession, node: MachineNode, remembered: readonly string[]): string[] => {
  const { parent } = node
  if (parent === undefined) return []
  const old = remembered.flatMap((path) => { const was = succession.from.nodes.get(path); return was === undefined ? [] : firstLeaves(was).map(pathOf) })
  const leaves = old.map((step) => mapped(succession, step))
  const outside = leaves.find((leaf) => !isIn(leaf, parent))
  if (outside !== undefined) throw new Stuck('history-lost', outside)
  if (node.history === 'deep') return [...new Set(leaves)]
  return [...new Set(leaves.map((leaf) => [...parent.path, leaf.split('.')[parent.path.length]].join('.')))]
}

/** A memory is live while nobody works inside its state: then it says where work goes on. */
const historyIn = (succession: Succession, state: MachineState): MachineState['history'] => {
  const kept: MachineState['history'] = {}
  for (const [path, remembered] of Object.entries(state.history)) {
    const node = succession.to.nodes.get(path)
    const parent = path.split('.').slice(0, -1).join('.')
    const isLive = remembered.length > 0 && !leavesIn(state.value, '').some((leaf) => parent === '' || leaf.startsWith(`${parent}.`))
    if (node?.type === 'history') {
      try {
        kept[path] = rememberedAt(succession, node, remembered)
      } catch (error) {
        if (isLive || !(error instanceof Stuck)) throw error
      }
    } else if (isLive) throw new Stuck('history-lost', path)
  }
  return kept
}

/** A transition that needs no event would have fired before: a machine cannot be set down in front of it. */
const refuseUnsettled = (node: MachineNode, leaves: ReadonlySet<string>): void => {
  if (![...leaves].some((leaf) => isIn(leaf, node))) return
  if ((node.always ?? []).length > 0) throw new Stuck('settles-by-itself', pathOf(node))
  for (const child of childrenOf(node)) refuseUnsettled(child, leaves)
}

/** The state in the new revision, or why there is none. Counters are kept by their names. The clock does there what it did before. */
export const stateUnder = (succession: Succession, state: MachineState): MachineState | StateFault => {
  const { from, to } = succession
  const old = leavesIn(state.value, '')
  try {
    const pairs = old.map((step) => mapped(succession, step))
    const leaves = new Set(pairs)
    if (leaves.size < pairs.length) throw new Stuck('steps-collide', pairs.find((leaf, i) => pairs.indexOf(leaf) !== i) ?? '')
    const differing = old.find((step, i) => clockModeOf(from, [step]) !== clockModeOf(to, [pairs[i] ?? '']))
    if (differing !== undefined) throw new Stuck('clock-differs', differing)
    refuseUnsettled(to.machine.root, leaves)
    return { value: valueAt(to.machine.root, leaves), counters: { ...state.counters }, history: historyIn(succession, state) }
  } catch (error) {
    if (error instanceof Stuck) return error.fault
    throw error
  }
}

/** What is wrong with a mapping before any dossier is looked at: a step that neither revision has, or an end for a step. */
export const mapFaults = ({ from, to, steps }: Succession): readonly { readonly step: string; readonly target: string }[] =>
  Object.entries(steps).filter(([step, target]) => {
    const [was, is] = [from.steps.get(step), to.steps.get(target)]
    return was === undefined || is === undefined || was.isFinal !== is.isFinal
  }).map(([step, target]) => ({ step, target }))
