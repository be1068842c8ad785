/** Which step limits a way through the procedure uses up. A set of steps is one number, a bit for each state that declares a limit. */
import type { Limit } from '../../../schemas/calendar.ts'
import { around, isLeafNode, pathOf } from './chart.ts'
import type { MachineNode } from '../machine.ts'
import { partsOf } from './parts.ts'
import type { CheckedStep, Subject } from './subject.ts'
import { clockIn, told, type Way } from './ways.ts'

/** A limit as the hours that the agency counts for it; null when there is none. */
export const hoursOf = ({ unit, amount }: Limit, hoursPerDay: number): number | null => {
  if (unit === 'none') return null
  if (unit === 'sameDay') return hoursPerDay
  return unit === 'workingHour' ? amount : amount * hoursPerDay
}

/** The states that declare a limit of their own, and what each situation adds. */
export interface Budget {
  readonly bits: ReadonlyMap<MachineNode, bigint>
  readonly hours: ReadonlyMap<MachineNode, number>
  readonly added: readonly bigint[]
}

/** A limit counts while the clock runs; one that runs within another step's limit does not count. */
export const budgetOf = ({ chart, definition, ways, clocks }: Subject): Budget => {
  const limited = [...chart.nodes.values()].flatMap((node) => {
    const meta = node.config.meta as CheckedStep | undefined
    const hours = meta?.limit && !meta.within ? hoursOf(meta.limit, definition.hoursPerDay) : null
    return hours === null ? [] : [{ node, hours }]
  })
  const bits = new Map(limited.map(({ node }, i) => [node, 1n << BigInt(i)]))
  const added = ways.situations.map(({ leaves }) => leaves
    .filter((leaf) => isLeafNode(leaf) && leaf.type !== 'final' && clocks.get(pathOf(leaf)) === 'runs')
    .flatMap((leaf) => [leaf, ...around(leaf)]).reduce((all, node) => all | (bits.get(node) ?? 0n), 0n))
  return { bits, added, hours: new Map(limited.map(({ node, hours }) => [node, hours])) }
}

/** Hours that the visited steps take: one after the other inside a state, the longest strand where strands run side by side. */
export const hoursSpent = (node: MachineNode, visited: bigint, budget: Budget): number => {
  const bit = budget.bits.get(node)
  if (bit !== undefined) return (visited & bit) === 0n ? 0 : budget.hours.get(node) ?? 0
  const inside = Object.values(node.states as Record<string, MachineNode>).map((child) => hoursSpent(child, visited, budget))
  return node.type === 'parallel' ? Math.max(0, ...inside) : inside.reduce((sum, hours) => sum + hours, 0)
}

/** A situation under the limit in force there. */
interface Cell { readonly at: number; readonly variant: string | null; readonly ways: { readonly to: number; readonly way: Way }[] }

const isEnd = ({ ways, clocks }: Subject, at: number): boolean => {
  const here = ways.situations[at]
  return here === undefined || here.done || clockIn(here, clocks) === 'ended'
}

/** An end against which the limit holds: the result, or a refusal. The applicant may withdraw (status 7) whenever it is. */
const isResult = (subject: Subject, at: number): boolean => isEnd(subject, at)
  && !subject.ways.situations[at]?.open.every((leaf) => subject.steps.find(({ path }) => path === leaf)?.status === 7)

/** Situations by limit in force, up to where the clock ends; the starts come first. */
const cellsOf = (subject: Subject): Cell[] => {
  const cells: Cell[] = []
  const known = new Map<string, number>()
  const cell = (at: number, variant: string | null): number => {
    const key = `${at}|${variant ?? ''}`
    const id = known.get(key) ?? cells.length
    if (id === cells.length) { known.set(key, id); cells.push({ at, variant, ways: [] }) }
    return id
  }
  for (const at of subject.ways.starts) cell(at, null)
  for (const here of cells) {
    if (isEnd(subject, here.at)) continue
    for (const way of subject.ways.from[here.at] ?? []) here.ways.push({ to: cell(way.to, way.variant ?? here.variant), way })
  }
  return cells
}

/** The most hours that can be used up when the clock ends under a limit. */
export interface Longest { readonly variant: string | null; readonly hours: number }

/** More different histories than this in one place are not followed. */
const historiesMax = 200

/** Only sets that no other contains: whatever follows, they stay the longest. */
const maximal = (sets: readonly bigint[]): bigint[] => {
  const distinct = [...new Set(sets)]
  return distinct.filter((set) => !distinct.some((other) => other !== set && (set & ~other) === 0n))
}

/**
 * The longest use of limits for each limit in force. Inside a loop everything can be visited, each limit once; between loops the sets
 * are carried forward in order, so that nothing depends on the number of paths (26 free choices: 67 million paths, 1 set).
 */
export const longestSpent = (subject: Subject, budget: Budget): { longest: Longest[]; cut: boolean } => {
  const cells = cellsOf(subject)
  const parts = partsOf(cells.length, (id) => cells[id]?.ways ?? []).reverse()
  const partOf = new Map(parts.flatMap((part, i) => part.map((id) => [id, i] as const)))
  const coming: bigint[][] = parts.map((part) => (part.some((id) => id < subject.ways.starts.length) ? [0n] : []))
  const best = new Map<string | null, Longest>()
  let cut = false
  parts.forEach((part, i) => {
    const own = part.reduce((all, id) => all | (budget.added[cells[id]?.at ?? 0] ?? 0n), 0n)
    const sets = maximal((coming[i] ?? []).map((set) => set | own))
    cut ||= sets.length > historiesMax
    const kept = sets.slice(0, historiesMax)
    const onwards = new Set(part.flatMap((id) => cells[id]?.ways ?? []).map((way) => partOf.get(way.to) ?? i))
    for (const to of onwards) if (to !== i) coming[to]?.push(...kept)
    for (const id of part) noteEnd(subject, budget, cells[id], kept, best)
  })
  return { longest: [...best.values()], cut }
}

const noteEnd = (
  subject: Subject, budget: Budget, cell: Cell | undefined, sets: readonly bigint[], best: Map<string | null, Longest>,
): void => {
  if (cell === undefined || !isResult(subject, cell.at)) return
  for (const visited of sets) {
    const hours = hoursSpent(subject.chart.root, visited, budget)
    if (hours > (best.get(cell.variant)?.hours ?? -1)) best.set(cell.variant, { variant: cell.variant, hours })
  }
}

/** How a dossier came to a situation. */
export interface Spent {
  readonly at: number
  readonly visited: bigint
  readonly variant: string | null
  readonly before: Spent | null
  readonly way: Way | null
}

const begun = ({ ways }: Subject, budget: Budget): Spent[] =>
  ways.starts.map((at) => ({ at, visited: budget.added[at] ?? 0n, variant: null, before: null, way: null }))
const onward = (spent: Spent, way: Way, budget: Budget): Spent =>
  ({ at: way.to, visited: spent.visited | (budget.added[way.to] ?? 0n), variant: way.variant ?? spent.variant, before: spent, way })

/** A way told from the start. */
export const pathOfSpent = ({ ways }: Subject, spent: Spent): string[] => {
  const taken: Way[] = []
  for (let at: Spent | null = spent; at?.way; at = at.before) taken.unshift(at.way)
  return taken.length === 0 ? [ways.situations[spent.at]?.label ?? ''] : told(ways, taken)
}

const countBits = (set: bigint): number => set.toString(2).replaceAll('0', '').length
const widthMax = 16
const eventsMax = 200
/** Comparisons with what was used up before on other ways: under half a second. Beyond it the finding stands without a way. */
const comparisonsMax = 500_000

/**
 * A shortest way to an end on which so many hours are used up. Of the ways that come to one situation in as many events only those
 * that have used up most are followed, so the search stays small; it is exact wherever no more than 16 of them differ. Empty when the
 * search would take too long.
 */
export const wayToSpend = (subject: Subject, budget: Budget, { variant, hours }: Longest): string[] => {
  const seen = new Map<string, bigint[]>()
  let layer = begun(subject, budget)
  let comparisons = 0
  for (let length = 0; layer.length > 0 && length < eventsMax && comparisons < comparisonsMax; length++) {
    const there = layer.find((spent) => spent.variant === variant && isResult(subject, spent.at)
      && hoursSpent(subject.chart.root, spent.visited, budget) >= hours)
    if (there !== undefined) return pathOfSpent(subject, there)
    const next = new Map<string, Spent[]>()
    for (const spent of layer) {
      if (isEnd(subject, spent.at)) continue
      for (const way of subject.ways.from[spent.at] ?? []) {
        const to = onward(spent, way, budget)
        const key = `${to.at}|${to.variant ?? ''}`
        const before = seen.get(key) ?? []
        comparisons += before.length + 1
        if (comparisons > comparisonsMax) return []
        if (before.some((other) => (to.visited & ~other) === 0n)) continue
        seen.set(key, [...before.filter((other) => (other & ~to.visited) !== 0n), to.visited])
        next.set(key, [...next.get(key) ?? [], to])
      }
    }
    layer = [...next.values()].flatMap((ways) => ways.toSorted((a, b) => countBits(b.visited) - countBits(a.visited)).slice(0, widthMax))
  }
  return []
}

/** Main paths that differ, at most: more than a reader can follow. */
const mainMax = 12_000

/** The ends of the main path (no transition marked as a branch), shortest first, up to the first that is `wrong`. */
export const mainEnds = (
  subject: Subject, budget: Budget, wrong: (spent: Spent) => boolean,
): { ends: number; wrong: Spent | null; cut: boolean } => {
  const queue = begun(subject, budget)
  const seen = new Set<string>()
  let ends = 0
  for (const spent of queue) {
    if (queue.length > mainMax) return { ends, wrong: null, cut: true }
    if (isEnd(subject, spent.at)) {
      ends++
      if (wrong(spent)) return { ends, wrong: spent, cut: false }
      continue
    }
    for (const way of subject.ways.from[spent.at] ?? []) {
      const to = onward(spent, way, budget)
      const key = `${to.at}|${to.variant ?? ''}|${to.visited}`
      if (way.arc.branch || seen.has(key)) continue
      seen.add(key)
      queue.push(to)
    }
  }
  return { ends, wrong: null, cut: false }
}
