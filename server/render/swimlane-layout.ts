/**
 * Lays a flowchart out in swimlanes: lanes are columns, rows go by the longest path, edges run at right angles in tracks of their own.
 * Pure. Tried before it: elkjs has no swimlanes, graphviz clusters are no straight lanes, mermaid needs a browser.
 */
import { textWidth, wrapText } from './text-width.ts'

/** `tag`: words on the upper edge of the box. */
export interface ChartNode {
  readonly id: string; readonly lane: number; readonly name: string; readonly note: string; readonly classes: string; readonly title: string; readonly tag?: string
}
/** `back`: leads to an earlier step. */
export interface ChartEdge { readonly from: string; readonly to: string; readonly name: string; readonly back: boolean; readonly branch: boolean; readonly classes?: string }
/** Nodes in document order: a later one never stands above an earlier one that leads to it. */
export interface ChartGraph { readonly lanes: readonly string[]; readonly nodes: readonly ChartNode[]; readonly edges: readonly ChartEdge[] }

type Point = readonly [x: number, y: number]
export interface PlacedNode { readonly node: ChartNode; readonly x: number; readonly y: number; readonly lines: readonly string[] }
export interface PlacedEdge { readonly edge: ChartEdge; readonly points: readonly Point[] }
export interface PlacedName { readonly text: string; readonly x: number; readonly y: number; readonly width: number }
export interface PlacedLane { readonly name: string; readonly x: number; readonly width: number; readonly middle: number }
export interface Layout {
  readonly width: number; readonly height: number; readonly boxWidth: number; readonly boxHeight: number
  readonly lanes: readonly PlacedLane[]; readonly nodes: readonly PlacedNode[]; readonly edges: readonly PlacedEdge[]; readonly names: readonly PlacedName[]
}

const boxWidth = 158
const lineHeight = 15
const trackStep = 13
const gutterMin = 46
const gapMin = 34
const margin = 8
const nameSize = 11
export const nameHeight = 15

interface Spot { readonly row: number; readonly lane: number }

/** The row of each node: one below the lowest that leads to it, and further down where the lane is taken. */
const placeRows = ({ nodes, edges }: ChartGraph): ReadonlyMap<string, Spot> => {
  const order = new Map(nodes.map((node, index) => [node.id, index]))
  const rows = new Map<string, number>()
  const taken = new Set<string>()
  for (const node of nodes) {
    const before = edges.filter((edge) => edge.to === node.id && !edge.back && (order.get(edge.from) ?? 0) < (order.get(node.id) ?? 0))
    let row = Math.max(0, ...before.map((edge) => (rows.get(edge.from) ?? -1) + 1))
    while (taken.has(`${row} ${node.lane}`)) row += 1
    taken.add(`${row} ${node.lane}`)
    rows.set(node.id, row)
  }
  return new Map(nodes.map((node) => [node.id, { row: rows.get(node.id) ?? 0, lane: node.lane }]))
}

type Kind = 'side' | 'straight' | 'downTarget' | 'downSource' | 'gutter' | 'back'
interface Route { readonly edge: ChartEdge; readonly a: Spot; readonly b: Spot; readonly kind: Kind }

class Grid {
  readonly spots: ReadonlyMap<string, Spot>
  readonly #taken: ReadonlySet<string>
  constructor(graph: ChartGraph) {
    this.spots = placeRows(graph)
    this.#taken = new Set([...this.spots.values()].map(({ row, lane }) => `${row} ${lane}`))
  }

  /** Nothing stands in the lane strictly between the two rows. */
  laneIsFree(lane: number, from: number, to: number): boolean {
    for (let row = from + 1; row < to; row += 1) if (this.#taken.has(`${row} ${lane}`)) return false
    return true
  }

  /** Nothing stands in the row strictly between the two lanes. */
  rowIsFree(row: number, from: number, to: number): boolean {
    for (let lane = Math.min(from, to) + 1; lane < Math.max(from, to); lane += 1) if (this.#taken.has(`${row} ${lane}`)) return false
    return true
  }
}

const kindOf = (grid: Grid, a: Spot, b: Spot): Kind => {
  if (a.row === b.row && a.lane !== b.lane && grid.rowIsFree(a.row, a.lane, b.lane)) return 'side'
  if (b.row <= a.row) return 'back'
  if (a.lane === b.lane && grid.laneIsFree(a.lane, a.row, b.row)) return 'straight'
  if (grid.laneIsFree(b.lane, a.row, b.row)) return 'downTarget'
  return grid.laneIsFree(a.lane, a.row, b.row) ? 'downSource' : 'gutter'
}

/** Tracks side by side: each new stretch takes the first track in which nothing overlaps it. */
class Tracks {
  readonly #tracks: (readonly [number, number])[][] = []
  take(from: number, to: number): number {
    const [low, high] = [Math.min(from, to), Math.max(from, to)]
    const free = this.#tracks.findIndex((track) => track.every(([a, b]) => low > b + 0.2 || high < a - 0.2))
    const index = free === -1 ? this.#tracks.length : free
    this.#tracks[index] = [...(this.#tracks[index] ?? []), [low, high]]
    return index
  }
  get size(): number {
    return this.#tracks.length
  }
}

type Side = 'top' | 'bottom' | 'left' | 'right'
interface Plan { readonly route: Route; readonly out: Side; readonly into: Side; readonly gaps: readonly number[]; readonly gapTracks: readonly number[]
  readonly gutters: readonly number[]; readonly gutterTracks: readonly number[] }

/** Which sides an edge uses, and through which gaps (below row n) and gutters (left of lane n) it runs. */
const planOf = (grid: Grid, route: Route): Omit<Plan, 'gapTracks' | 'gutterTracks'> => {
  const { a, b, kind } = route
  const rightward = b.lane > a.lane
  if (kind === 'side') return { route, out: rightward ? 'right' : 'left', into: rightward ? 'left' : 'right', gaps: [], gutters: [] }
  if (kind === 'straight') return { route, out: 'bottom', into: 'top', gaps: [], gutters: [] }
  if (kind === 'downTarget') return { route, out: 'bottom', into: 'top', gaps: [a.row], gutters: [] }
  if (kind === 'downSource') return { route, out: 'bottom', into: 'top', gaps: [b.row - 1], gutters: [] }
  if (kind === 'gutter') return { route, out: 'bottom', into: 'top', gaps: [a.row, b.row - 1], gutters: [rightward ? b.lane : b.lane + 1] }
  if (a.lane === b.lane) return { route, out: 'right', into: 'right', gaps: [], gutters: [a.lane + 1] }
  const [out, into]: [Side, Side] = rightward ? ['right', 'left'] : ['left', 'right']
  const near = rightward ? b.lane : b.lane + 1
  if (grid.rowIsFree(a.row, a.lane, b.lane)) return { route, out, into, gaps: [], gutters: [near] }
  return { route, out, into, gaps: [a.row - 1], gutters: [rightward ? a.lane + 1 : a.lane, near] }
}

const allot = (plans: readonly Omit<Plan, 'gapTracks' | 'gutterTracks'>[], gaps: readonly Tracks[], gutters: readonly Tracks[]): Plan[] => plans.map((plan) => {
  const { a, b } = plan.route
  const ends = [a.lane, ...plan.gutters.map((gutter) => gutter - 0.5), b.lane]
  return {
    ...plan,
    gapTracks: plan.gaps.map((gap, index) => gaps[gap]?.take(ends[index] ?? a.lane, ends[index + 1] ?? b.lane) ?? 0),
    gutterTracks: plan.gutters.map((gutter) => gutters[gutter]?.take(a.row, b.row) ?? 0),
  }
})

interface Frame { readonly laneX: readonly number[]; readonly gutterX: readonly number[]; readonly rowY: readonly number[]; readonly boxHeight: number }

/** Where the edges of one side of a box leave or come in: spread evenly, in the order of where they lead. */
const portsOf = (plans: readonly Plan[]): ReadonlyMap<string, number> => {
  const sides = new Map<string, { readonly key: string; readonly toward: number }[]>()
  const add = (place: string, key: string, toward: number): void => { sides.set(place, [...(sides.get(place) ?? []), { key, toward }]) }
  plans.forEach(({ route: { edge, a, b }, out, into }, index) => {
    const upright = out === 'left' || out === 'right'
    add(`${edge.from} ${out}`, `${index} out`, upright ? b.row + index / 100 : b.lane - a.lane + (b.row - a.row) / 100)
    add(`${edge.to} ${into}`, `${index} into`, into === 'left' || into === 'right' ? a.row + 0.5 + index / 100 : a.lane - b.lane + index / 1000)
  })
  const shares = new Map<string, number>()
  for (const ports of sides.values()) {
    ports.sort((x, y) => x.toward - y.toward).forEach(({ key }, index) => shares.set(key, (index + 1) / (ports.length + 1)))
  }
  return shares
}

const portAt = (frame: Frame, spot: Spot, side: Side, share: number): Point => {
  const x = frame.laneX[spot.lane] ?? 0
  const y = frame.rowY[spot.row] ?? 0
  if (side === 'top') return [x + boxWidth * share, y]
  if (side === 'bottom') return [x + boxWidth * share, y + frame.boxHeight]
  return [side === 'left' ? x : x + boxWidth, y + frame.boxHeight * share]
}

const pointsOf = (frame: Frame, plan: Plan, shares: ReadonlyMap<string, number>, index: number): Point[] => {
  const { route: { a, b, kind } } = plan
  const start = portAt(frame, a, plan.out, shares.get(`${index} out`) ?? 0.5)
  const end = portAt(frame, b, plan.into, shares.get(`${index} into`) ?? 0.5)
  const gapY = (i: number): number => (frame.rowY[plan.gaps[i] ?? 0] ?? 0) + frame.boxHeight + 13 + (plan.gapTracks[i] ?? 0) * trackStep
  const gutterX = (i: number): number => (frame.gutterX[plan.gutters[i] ?? 0] ?? 0) + 16 + (plan.gutterTracks[i] ?? 0) * trackStep
  if (kind === 'side') return [start, [(start[0] + end[0]) / 2, start[1]], [(start[0] + end[0]) / 2, end[1]], end]
  if (kind === 'gutter') return [start, [start[0], gapY(0)], [gutterX(0), gapY(0)], [gutterX(0), gapY(1)], [end[0], gapY(1)], end]
  if (kind === 'straight') return [start, [start[0], end[1]]]
  if (kind !== 'back') return [start, [start[0], gapY(0)], [end[0], gapY(0)], end]
  if (plan.gaps.length === 0) return [start, [gutterX(0), start[1]], [gutterX(0), end[1]], end]
  return [start, [gutterX(0), start[1]], [gutterX(0), gapY(0)], [gutterX(1), gapY(0)], [gutterX(1), end[1]], end]
}

interface Rect { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const overlaps = (a: Rect, b: Rect): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const length = ([a, b]: readonly [Point, Point]): number => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])
const isLevel = ([a, b]: readonly [Point, Point]): boolean => a[1] === b[1]

/** Names of edges: on the longest stretch where nothing lies under them; level stretches first, for text is level. */
const placeNames = (edges: readonly PlacedEdge[], boxes: readonly Rect[], width: number): PlacedName[] => {
  const placed: (PlacedName & Rect)[] = []
  for (const { edge, points } of edges.filter((one) => one.edge.name !== '')) {
    const own = textWidth(edge.name, nameSize) + 6
    const stretches = points.slice(1).map((point, i): [Point, Point] => [points[i] ?? point, point])
      .sort((a, b) => length(b) * (isLevel(b) ? 1.7 : 1) - length(a) * (isLevel(a) ? 1.7 : 1))
    const spots = stretches.flatMap(([a, b]) => [0.5, 0.3, 0.7, 0.15, 0.85].map((share): PlacedName & Rect => ({
      text: edge.name, width: own, height: nameHeight,
      x: Math.min(Math.max(a[0] + (b[0] - a[0]) * share - own / 2, 2), width - own - 2), y: a[1] + (b[1] - a[1]) * share - nameHeight / 2,
    })))
    const free = spots.find((spot) => ![...boxes, ...placed].some((other) => overlaps(spot, other)))
    const chosen = free ?? spots[0]
    if (chosen !== undefined) placed.push(chosen)
  }
  return placed
}

const frameOf = (lanes: number, rows: number, boxHeight: number, { gaps, gutters }: { gaps: readonly Tracks[]; gutters: readonly Tracks[] }): Frame & { width: number; height: number } => {
  const gutterX: number[] = []
  const laneX: number[] = []
  let x = margin
  for (let lane = 0; lane <= lanes; lane += 1) {
    gutterX.push(x)
    x += Math.max(lane === 0 || lane === lanes ? 22 : gutterMin, 30 + (gutters[lane]?.size ?? 0) * trackStep)
    if (lane < lanes) { laneX.push(x); x += boxWidth }
  }
  const rowY: number[] = []
  let y = margin + 4
  for (let row = 0; row < rows; row += 1) {
    rowY.push(y)
    y += boxHeight + (row === rows - 1 && (gaps[row]?.size ?? 0) === 0 ? margin + 6 : Math.max(gapMin, 26 + (gaps[row]?.size ?? 0) * trackStep))
  }
  return { laneX, gutterX, rowY, boxHeight, width: x + margin, height: y }
}

/** The whole picture in pixels. About half a millisecond for twenty steps. */
export const layOut = (graph: ChartGraph): Layout => {
  const grid = new Grid(graph)
  const lines = new Map(graph.nodes.map((node) => [node.id, wrapText(node.name, { width: boxWidth - 14, size: 12, bold: true, linesMax: 3 })]))
  const linesMost = Math.max(1, ...[...lines.values()].map((one) => one.length))
  const boxHeight = 14 + (linesMost + 1) * lineHeight
  const spotOf = (id: string): Spot => grid.spots.get(id) ?? { row: 0, lane: 0 }
  const rows = Math.max(0, ...[...grid.spots.values()].map(({ row }) => row)) + 1
  const gaps = Array.from({ length: rows }, () => new Tracks())
  const gutters = Array.from({ length: graph.lanes.length + 1 }, () => new Tracks())
  const routes = graph.edges.map((edge) => ({ edge, a: spotOf(edge.from), b: spotOf(edge.to), kind: kindOf(grid, spotOf(edge.from), spotOf(edge.to)) }))
  const plans = allot(routes.map((route) => planOf(grid, route)), gaps, gutters)
  const frame = frameOf(graph.lanes.length, rows, boxHeight, { gaps, gutters })
  const shares = portsOf(plans)
  const edges = plans.map((plan, index): PlacedEdge => ({ edge: plan.route.edge, points: pointsOf(frame, plan, shares, index) }))
  const nodes = graph.nodes.map((node): PlacedNode => {
    const { row, lane } = spotOf(node.id)
    return { node, x: frame.laneX[lane] ?? 0, y: frame.rowY[row] ?? 0, lines: lines.get(node.id) ?? [] }
  })
  const boxes = nodes.map(({ x, y }) => ({ x, y, width: boxWidth, height: boxHeight }))
  return {
    width: frame.width, height: frame.height, boxWidth, boxHeight, nodes, edges, names: placeNames(edges, boxes, frame.width),
    lanes: graph.lanes.map((name, lane) => laneOf(frame, name, lane, graph.lanes.length)),
  }
}

/** A lane reaches to the middle of the gutters beside it, the outer ones to the edge. */
const laneOf = (frame: Frame & { readonly width: number }, name: string, lane: number, count: number): PlacedLane => {
  const middleOf = (gutter: number): number => (((frame.laneX[gutter - 1] ?? 0) + boxWidth) + (frame.laneX[gutter] ?? 0)) / 2
  const x = lane === 0 ? 0 : middleOf(lane)
  const end = lane === count - 1 ? frame.width : middleOf(lane + 1)
  return { name, x, width: end - x, middle: (frame.laneX[lane] ?? 0) + boxWidth / 2 }
}
