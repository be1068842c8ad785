/** A procedure as a flowchart: lanes are roles; transitions of outer states are drawn once, and marked. */
import type { Bilingual } from '../../schemas/common.ts'
import type { CompiledProcedure, Step } from '../../workflows/procedure/compile.ts'
import { type Arc, chartOf, pathOf } from '../../workflows/procedure/check/chart.ts'
import { isWithin } from '../../workflows/procedure/definition.ts'
import { firstLeaf, firstLeaves } from '../../workflows/procedure/machine.ts'
import { catalogues, inLanguage, type Language, type Texts } from '../views/texts/index.ts'
import type { Html } from '../views/html.ts'
import type { ChartEdge, ChartGraph, ChartNode } from './swimlane-layout.ts'
import { swimlane } from './swimlane.ts'

/** How far a dossier came in one step. */
export interface StepProgress { readonly current: boolean; readonly tone: 'none' | 'done' | 'near' | 'over'; readonly note: string }
export type Progress = ReadonlyMap<string, StepProgress>

/** Events that end a step in the ordinary way need no words on their arrow. */
const plain = new Set(['STEP_DONE', 'HAND_OVER', 'ACCEPT'])

/** What an event is called: by the transition, by the definition, or by the catalogue. */
export const eventName = (language: Language, t: Texts, event: string, own: Bilingual | null | undefined, declared: Bilingual | undefined): string => {
  const name = own ?? declared
  return name ? inLanguage(language, name) : (t.events as Readonly<Record<string, string>>)[event] ?? event
}

interface Drawn { readonly from: string; readonly to: string; readonly event: string; readonly name: string; readonly back: boolean; readonly branch: boolean; readonly ways: readonly string[] }

/** An arrow with the transitions that it stands for, each by `placeOfWay`. */
export interface FlowEdge extends ChartEdge { readonly ways: readonly string[] }
export interface FlowGraph extends ChartGraph { readonly edges: readonly FlowEdge[] }

/** Where a transition stands in its definition: the state that declares it, and the member there. */
export const placeOfWay = ({ source, member }: { readonly source: string; readonly member: string }): string => `${source} ${member}`

const drawnOf = (compiled: CompiledProcedure, arc: Arc, language: Language): Drawn[] => {
  const t = catalogues[language]
  const { definition, steps } = compiled
  const { event, config } = arc.entry
  const name = arc.entry.cause !== 'on' || (plain.has(event) && !arc.branch) ? '' : eventName(language, t, event, config.meta?.name, definition.events?.[event]?.name)
  const targets = (arc.targets ?? []).flatMap(firstLeaves).map(pathOf).filter((to) => steps.has(to))
  return sourcesOf(compiled, arc).flatMap((from) => targets.filter((to) => to !== from)
    .map((to) => ({ from, to, event, name, branch: arc.branch, ways: [placeOfWay(arc.entry)], back: (steps.get(to)?.order ?? 0) < (steps.get(from)?.order ?? 0) })))
}

/** A state that is done is left from the ends inside it, any other transition of an outer state from its first step. */
const sourcesOf = ({ steps }: CompiledProcedure, { entry, source }: Arc): string[] => {
  const outer = pathOf(source)
  const ends = [...steps.values()].filter((step) => step.isFinal && isWithin(step.path, outer)).map(({ path }) => path)
  if (entry.cause === 'onDone' && ends.length > 0) return ends
  const first = pathOf(firstLeaf(source))
  return steps.has(first) ? [first] : []
}

/** One arrow for each event and target off the main path, from the first step that has it; a star says that others have it too. */
const thinned = (all: readonly Drawn[]): Drawn[] => {
  const groups = new Map<string, Drawn[]>()
  const keyOf = (one: Drawn): string => (one.branch ? `${one.event} ${one.to}` : `${one.event} ${one.from} ${one.to}`)
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map((one) => ({
    ...one, ways: group.flatMap(({ ways }) => ways), name: new Set(group.map(({ from }) => from)).size > 1 ? `${one.name} *` : one.name,
  })))
}

/** Arrows between the same two steps become one. */
const merged = (all: readonly Drawn[]): FlowEdge[] => {
  const edges = new Map<string, FlowEdge>()
  for (const { from, to, name, back, branch, ways } of all) {
    const known = edges.get(`${from} ${to}`)
    const names = [known?.name, name].filter((one) => one !== undefined && one !== '')
    edges.set(`${from} ${to}`, { from, to, back, branch: branch && (known?.branch ?? true), ways: [...(known?.ways ?? []), ...ways], name: [...new Set(names)].join(' / ') })
  }
  return [...edges.values()]
}

const edgesOf = (compiled: CompiledProcedure, language: Language): FlowEdge[] => {
  const chart = chartOf(compiled.definition, compiled.machine)
  const all = [...chart.arcs.values()].flat().flatMap((arc) => drawnOf(compiled, arc, language))
  const order = (one: Drawn): number => compiled.steps.get(one.from)?.order ?? 0
  return merged(thinned(all.sort((a, b) => order(a) - order(b))))
}

/** An end has no role: it stands in the lane from which the first arrow comes. */
const laneKeyOf = (step: Step, steps: ReadonlyMap<string, Step>, edges: readonly ChartEdge[]): string => {
  if (step.role !== null) return step.role
  const from = edges.find((edge) => edge.to === step.path)?.from
  return steps.get(from ?? '')?.role ?? ''
}

const limitNote = (step: Step, t: Texts): string => {
  if (step.isFinal) return ''
  if (step.clock === 'stopped') return t.badge.pausedPlain
  return step.limit === null ? '' : t.limits[step.limit.unit](String(step.limit.amount).replace('.', ','))
}

const nodeOf = (step: Step, lane: number, language: Language, progress: StepProgress | undefined): ChartNode => {
  const t = catalogues[language]
  const name = step.name.vi === step.path ? t.badge.ended : inLanguage(language, step.name)
  const note = progress?.note ?? limitNote(step, t)
  const tone = step.isFinal ? 'final' : step.clock === 'stopped' && (progress?.tone ?? 'none') === 'none' ? 'paused' : ''
  const classes = [tone, progress === undefined || progress.tone === 'none' ? '' : progress.tone, progress?.current ? 'current' : ''].filter((one) => one !== '').join(' ')
  return { id: step.path, lane, name, note, classes, title: note === '' ? name : `${name}: ${note}` }
}

/** The graph of a procedure, with how far a dossier came in it. */
export const graphOf = (compiled: CompiledProcedure, language: Language, progress: Progress = new Map()): FlowGraph => {
  const edges = edgesOf(compiled, language)
  const reached = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const steps = [...compiled.steps.values()].filter(({ path, order }) => order === 0 || reached.has(path))
  const laneKeys = [...new Set(steps.map((step) => laneKeyOf(step, compiled.steps, edges)))]
  const roles: Readonly<Record<string, string>> = catalogues[language].roles
  return {
    lanes: laneKeys.map((key) => roles[key] ?? catalogues[language].app.none), edges,
    nodes: steps.map((step) => nodeOf(step, laneKeys.indexOf(laneKeyOf(step, compiled.steps, edges)), language, progress.get(step.path))),
  }
}

/** The flowchart as SVG, with its steps in words as description. */
export const flowchart = (compiled: CompiledProcedure, language: Language, progress: Progress = new Map()): Html => {
  const graph = graphOf(compiled, language, progress)
  const t = catalogues[language]
  const title = t.dossier.chartOf(inLanguage(language, compiled.definition.title))
  return swimlane(graph, { id: 'flow', title, description: graph.nodes.map((node) => node.title).join('; ') })
}
