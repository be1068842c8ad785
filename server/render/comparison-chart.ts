/** Two revisions of a procedure as one flowchart: what was added, removed or changed by shape, line and words, never by colour alone. */
import type { Change, Compared, Comparison, Way } from '../../workflows/procedure/compare.ts'
import type { CompiledProcedure } from '../../workflows/procedure/compile.ts'
import { catalogues, inLanguage, type Language, type Texts } from '../views/texts/index.ts'
import type { Html } from '../views/html.ts'
import { graphOf, placeOfWay, type FlowEdge, type FlowGraph } from './flowchart.ts'
import type { ChartEdge, ChartGraph, ChartNode } from './swimlane-layout.ts'
import { swimlane } from './swimlane.ts'

export interface RevisionPair { readonly before: CompiledProcedure; readonly after: CompiledProcedure; readonly comparison: Comparison }

/** In front of a name: what became of it, for who sees no line styles. */
const signs: Readonly<Record<Change, string>> = { same: '', added: '+ ', removed: '− ', changed: '± ' }

/** What became of each transition, by its place in one of the two definitions. */
const changesOf = (ways: readonly Compared<Way>[], side: 'before' | 'after'): ReadonlyMap<string, Change> =>
  new Map(ways.flatMap((one): [string, Change][] => { const way = one[side]; return way === null ? [] : [[placeOfWay(way), one.change]] }))

/** An arrow that is drawn in one revision alone may stand for transitions of both: their outer state now begins elsewhere. */
const fateOf = (changes: readonly Change[], isAlone: boolean): Change => {
  if (changes.every((change) => change === 'same')) return 'same'
  return isAlone && changes.some((change) => change === 'added' || change === 'removed') ? changes.find((change) => change !== 'same' && change !== 'changed') ?? 'changed' : 'changed'
}

const markedEdge = (edge: FlowEdge, change: Change, order: ReadonlyMap<string, number>): ChartEdge => ({
  from: edge.from, to: edge.to, branch: edge.branch, back: (order.get(edge.to) ?? 0) < (order.get(edge.from) ?? 0),
  name: `${signs[change]}${edge.name}`.trim(), classes: change,
})

const edgesOf = (graphs: { readonly before: FlowGraph; readonly after: FlowGraph }, ways: readonly Compared<Way>[], order: ReadonlyMap<string, number>): ChartEdge[] => {
  const between = ({ from, to }: ChartEdge): string => `${from} ${to}`
  const [known, kept] = [new Set(graphs.before.edges.map(between)), new Set(graphs.after.edges.map(between))]
  const [were, are] = [changesOf(ways, 'before'), changesOf(ways, 'after')]
  const changesIn = (changes: ReadonlyMap<string, Change>, edge: FlowEdge): Change[] => edge.ways.map((way) => changes.get(way) ?? 'same')
  const stay = graphs.after.edges.map((edge) => markedEdge(edge, fateOf(changesIn(are, edge), !known.has(between(edge))), order))
  const gone = graphs.before.edges.filter((edge) => !kept.has(between(edge)) && changesIn(were, edge).includes('removed')).map((edge) => markedEdge(edge, 'removed', order))
  return [...stay, ...gone]
}

const markedNode = (node: ChartNode, lane: number, change: Change, t: Texts): ChartNode => {
  if (change === 'same') return { ...node, lane }
  const word = t.compareTags[change]
  return { ...node, lane, classes: `${node.classes} ${change}`.trim(), tag: `${signs[change]}${word}`, title: `${word}: ${node.title}` }
}

/** One graph of both: the newer revision, with what was removed where it stood. */
export const comparisonGraph = ({ before, after, comparison }: RevisionPair, language: Language): ChartGraph => {
  const t = catalogues[language]
  const graphs = { before: graphOf(before, language), after: graphOf(after, language) }
  const lanes = [...new Set([...graphs.after.lanes, ...graphs.before.lanes])]
  const placed = comparison.steps.flatMap(({ key, change }) => {
    const graph = graphs.after.nodes.some(({ id }) => id === key) ? graphs.after : graphs.before
    const node = graph.nodes.find(({ id }) => id === key)
    return node === undefined ? [] : [markedNode(node, lanes.indexOf(graph.lanes[node.lane] ?? ''), change, t)]
  })
  const order = new Map(placed.map(({ id }, index) => [id, index]))
  const used = lanes.filter((_, lane) => placed.some((node) => node.lane === lane))
  return {
    lanes: used, edges: edgesOf(graphs, comparison.ways, order),
    nodes: placed.map((node) => ({ ...node, lane: used.indexOf(lanes[node.lane] ?? '') })),
  }
}

/** The chart as SVG; its description names every step that is not the same. */
export const comparisonChart = (pair: RevisionPair, language: Language): Html => {
  const graph = comparisonGraph(pair, language)
  const t = catalogues[language]
  const description = graph.nodes.filter(({ tag }) => tag !== undefined).map(({ title }) => title).join('; ')
  return swimlane(graph, { id: 'compared', title: t.compare.chartOf(inLanguage(language, pair.after.definition.title)), description: description === '' ? t.compare.nothing : description })
}
