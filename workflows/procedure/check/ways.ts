/** Every situation that a dossier can be in under a definition, and every way from one to the next, whatever the guards say. */
import type { ClockMode } from '../../../schemas/procedure.ts'
import { around, finishedBy, fire, isFinished, isInside, isLeafNode, pathOf, start, type Arc, type Chart, type Fired, type History } from './chart.ts'
import type { MachineNode } from '../machine.ts'

/** Strands together with what history must still be remembered. */
export interface Situation {
  readonly id: number
  readonly leaves: readonly MachineNode[]
  /** The leaves in which work stands: ends only when nothing else is left. */
  readonly open: readonly string[]
  readonly label: string
  readonly done: boolean
  readonly active: ReadonlySet<MachineNode>
  readonly history: History
}

/** One event that leads from a situation to another; `variant` is the limit that it brings in. */
export interface Way { readonly from: number; readonly to: number; readonly arc: Arc; readonly variant: string | null }

export interface Ways {
  readonly situations: readonly Situation[]
  readonly from: readonly (readonly Way[])[]
  /** Every leaf that is ever entered, also in passing. */
  readonly reached: ReadonlySet<string>
  /** Where a dossier can begin: one situation, more only if guards decide. */
  readonly starts: readonly number[]
  /** Eventless moves that go round in a circle. */
  readonly circles: readonly (readonly Arc[])[]
  /** More situations than anybody can oversee: the rest was not looked at. */
  readonly cut: boolean
}

/** The largest shipped procedure has under 100; three strands of twelve steps have 1,728. At the bound a check takes about a second. */
const situationsMax = 2000
/** Eventless steps looked at in all: far more than any readable definition has. */
const settlingMax = 40_000
/** Eventless steps in a row: the machine itself follows no more (`microstepsMax`), and each is a frame of the stack here. */
const trailMax = 200

interface Settled { readonly fired: Fired; readonly variant: string | null }
/** What one event leads to, and the states that have finished but not yet said so. */
interface Halfway extends Settled { readonly pending: readonly MachineNode[] }
interface Walk { readonly chart: Chart; readonly reached: Set<string>; readonly circles: Arc[][]; settling: number }

/** For one leaf and one cause: what may fire, its own first, up to the first that has no guard. */
const candidates = (leaf: MachineNode, chart: Chart, fits: (arc: Arc) => boolean): { arcs: Arc[]; sure: boolean } => {
  const arcs: Arc[] = []
  for (const node of [leaf, ...around(leaf)]) {
    for (const arc of chart.arcs.get(node) ?? []) {
      if (!fits(arc)) continue
      arcs.push(arc)
      if (arc.guard === null) return { arcs, sure: true }
    }
  }
  return { arcs, sure: false }
}

const variantOf = (arc: Arc, entered: readonly MachineNode[], { entryActions }: Chart): string | null => {
  const all = [...arc.actions, ...entered.flatMap((node) => entryActions.get(node) ?? [])]
  const chosen = all.findLast(({ type }) => type === 'useLimit')?.params['variant']
  return typeof chosen === 'string' ? chosen : null
}

const follow = (arc: Arc, { fired, variant, pending }: Halfway, { chart }: Walk): Halfway => {
  const next = fire(arc, fired.active, fired.history, chart)
  return { fired: next, variant: variantOf(arc, next.entered, chart) ?? variant, pending: [...pending, ...finishedBy(next.entered, next.active)] }
}

const eventless = (at: Halfway, { chart }: Walk): { arcs: Set<Arc>; sure: boolean } => {
  const found = [...at.fired.active].filter(isLeafNode).map((leaf) => candidates(leaf, chart, ({ entry }) => entry.cause === 'always'))
  return { arcs: new Set(found.flatMap(({ arcs }) => arcs)), sure: found.some(({ sure }) => sure) }
}

/** What may follow at once: eventless transitions first, then what the states that finished lead to. Where guards decide, each outcome. */
const nextOf = (at: Halfway, walk: Walk): { arc: Arc | null; to: Halfway }[] => {
  const { arcs, sure } = eventless(at, walk)
  const always = [...arcs].map((arc) => ({ arc, to: follow(arc, at, walk) }))
  const [finished, ...pending] = at.pending
  if (sure || finished === undefined) return always
  const own = (walk.chart.arcs.get(finished) ?? []).filter(({ entry }) => entry.cause === 'onDone')
  const first = own.findIndex(({ guard }) => guard === null)
  const taken = (first === -1 ? own : own.slice(0, first + 1)).map((arc) => ({ arc, to: follow(arc, { ...at, pending }, walk) }))
  return [...always, ...taken, ...(first === -1 ? [{ arc: null, to: { ...at, pending } }] : [])]
}

const halfwayKey = ({ fired, pending, variant }: Halfway): string =>
  [[...fired.active].map(({ order }) => order).sort((a, b) => a - b), pending.map(({ order }) => order), variant].join('|')

/** Follows what happens without an event until nothing does. Going round in a circle is noted and not followed. */
const settle = (from: Halfway, walk: Walk): Settled[] => {
  const settled: Settled[] = []
  const seen = new Set<string>()
  const visit = (at: Halfway, trail: readonly { key: string; arc: Arc | null }[], by: Arc | null): void => {
    const key = halfwayKey(at)
    const back = trail.findIndex((step) => step.key === key)
    if (back !== -1) walk.circles.push([...trail.slice(back + 1).map(({ arc }) => arc), by].filter((arc) => arc !== null))
    if (trail.length > trailMax) walk.settling = settlingMax
    if (back !== -1 || seen.has(key) || ++walk.settling > settlingMax) return
    seen.add(key)
    for (const node of at.fired.active) if (isLeafNode(node)) walk.reached.add(pathOf(node))
    if (at.pending.length === 0 && !eventless(at, walk).sure) settled.push(at)
    for (const { arc, to } of nextOf(at, walk)) visit(to, [...trail, { key, arc: by }], arc)
  }
  visit(from, [], null)
  return settled
}

/** History that no way can bring back any more is forgotten, so that equal situations are equal. */
const usefulHistory = (active: ReadonlySet<MachineNode>, history: History, { heldHistory }: Chart): History =>
  new Map([...history].filter(([node]) => node.parent === undefined || !active.has(node.parent) || heldHistory.has(node)))

const labelOf = (leaves: readonly MachineNode[], done: boolean): { open: string[]; label: string } => {
  const working = leaves.filter(({ type }) => type !== 'final')
  const open = (working.length > 0 && !done ? working : leaves).map(pathOf)
  return { open, label: open.join(' + ') }
}

const situationOf = (id: number, fired: Fired, chart: Chart): Situation => {
  const leaves = [...fired.active].filter(isLeafNode).sort((a, b) => a.order - b.order)
  const done = isFinished(chart.root, fired.active)
  return { id, leaves, ...labelOf(leaves, done), done, active: fired.active, history: usefulHistory(fired.active, fired.history, chart) }
}

const keyOf = ({ leaves, history }: Situation): string =>
  [leaves, ...[...history].sort(([a], [b]) => a.order - b.order).map(([node, kept]) => [node, ...kept])]
    .map((nodes) => nodes.map(({ order }) => order).join(',')).join('|')

/** The arcs that some event can fire here. A leaf's own stand before those around it. */
const arcsFrom = ({ leaves, done }: Situation, chart: Chart): Set<Arc> => {
  if (done) return new Set()
  const found = new Set<Arc>()
  for (const leaf of leaves) {
    const own = [leaf, ...around(leaf)].flatMap((node) => chart.arcs.get(node) ?? [])
    const events = new Set(own.filter(({ entry }) => entry.cause === 'on').map(({ entry }) => entry.event))
    for (const event of events) {
      for (const arc of candidates(leaf, chart, ({ entry }) => entry.cause === 'on' && entry.event === event).arcs) found.add(arc)
    }
  }
  return found
}

/** Everything that one arc leads to from here. */
const throughArc = (arc: Arc, here: Situation, walk: Walk): Settled[] =>
  settle(follow(arc, { fired: { active: here.active, history: here.history, entered: [] }, variant: null, pending: [] }, walk), walk)

/** Walks breadth first from the start; bounded by `situationsMax`. */
export const waysOf = (chart: Chart): Ways => {
  const walk: Walk = { chart, reached: new Set(), circles: [], settling: 0 }
  const situations: Situation[] = []
  const from: Way[][] = []
  const known = new Map<string, number>()
  const arrive = ({ fired }: Settled): number => {
    const made = situationOf(situations.length, fired, chart)
    const key = keyOf(made)
    const id = known.get(key)
    if (id !== undefined) return id
    known.set(key, made.id)
    situations.push(made)
    from.push([])
    return made.id
  }
  const first = start(chart)
  const starts = new Set(settle({ fired: first, variant: null, pending: finishedBy(first.entered, first.active) }, walk).map(arrive))
  const full = (): boolean => situations.length > situationsMax || walk.settling > settlingMax
  for (const here of situations) {
    if (full()) break
    for (const arc of arcsFrom(here, chart)) {
      for (const settled of throughArc(arc, here, walk)) from[here.id]?.push({ from: here.id, to: arrive(settled), arc, variant: settled.variant })
    }
  }
  return { situations, from, starts: [...starts], reached: walk.reached, circles: walk.circles, cut: full() }
}

/** The shortest way from the start to each situation: the way that arrives there first. */
export const arrivals = ({ from, starts }: Ways): ReadonlyMap<number, Way> => {
  const first = new Map<number, Way>()
  const queue = [...starts]
  const seen = new Set(queue)
  for (const id of queue) {
    for (const way of from[id] ?? []) {
      if (seen.has(way.to)) continue
      seen.add(way.to)
      first.set(way.to, way)
      queue.push(way.to)
    }
  }
  return first
}

/** Ways in turn, as a person reads them: situation, event, situation, ... from the start. */
export const told = ({ situations }: Ways, ways: readonly Way[]): string[] => {
  const begin = situations[ways[0]?.from ?? 0]?.label
  return [...(begin === undefined ? [] : [begin]), ...ways.flatMap(({ arc, to }) => [arc.entry.event, situations[to]?.label ?? ''])]
}

/** The shortest ways that lead to a situation. */
export const waysTo = (id: number, first: ReadonlyMap<number, Way>): Way[] => {
  const ways: Way[] = []
  for (let way = first.get(id); way !== undefined; way = first.get(way.from)) ways.unshift(way)
  return ways
}

/** The nearest situation in which a state is active; -1 when there is none. */
export const nearest = ({ situations }: Ways, state: string, { nodes }: Chart): number => {
  const node = nodes.get(state)
  return situations.findIndex(({ leaves }) => node !== undefined && leaves.some((leaf) => leaf === node || isInside(leaf, node)))
}

/** What the clock does in a situation: one stopped strand stops it. */
export const clockIn = ({ open }: Situation, clocks: ReadonlyMap<string, ClockMode>): ClockMode => {
  const modes = open.map((leaf) => clocks.get(leaf))
  return (['stopped', 'runs', 'notStarted', 'ended'] as const).find((mode) => modes.includes(mode)) ?? 'ended'
}
