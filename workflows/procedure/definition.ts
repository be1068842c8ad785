/** The JSON of a definition, read evenly: every state with its dotted path, every transition as a list, every name with parameters. */
import type { MachineTransition, ProcedureDefinition, StateConfig, TransitionConfig } from '../../schemas/procedure.ts'
import type { Named } from './registry.ts'

/** One state of the JSON; the machine itself has the path ''. A path is keys joined by dots, so `problemsOf` refuses a key that holds one. */
export interface StateEntry { readonly path: string; readonly key: string; readonly depth: number; readonly config: StateConfig }

/** One transition of the JSON. `member` names its place: `on.ACCEPT`, `onDone`, `always`, with an index where there are several. */
export interface TransitionEntry {
  readonly source: string
  readonly cause: 'on' | 'onDone' | 'always'
  readonly event: string
  readonly member: string
  readonly config: MachineTransition
}

/** A path one level further down. */
export const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
/** True for the state itself and everything inside `outer`; everything lies inside ''. */
export const isWithin = (path: string, outer: string): boolean => outer === '' || path === outer || path.startsWith(`${outer}.`)

/** A guard or action in its long form. */
export const named = (value: string | { type: string; params?: Record<string, unknown> }): Named =>
  typeof value === 'string' ? { type: value, params: {} } : { type: value.type, params: value.params ?? {} }
/** One or several guards or actions as a list. */
export const namedList = (value: MachineTransition['actions']): Named[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(named)

/** A transition in any of its three spellings as a list. */
export const transitionList = (config: TransitionConfig | undefined): MachineTransition[] => {
  if (config === undefined) return []
  if (typeof config === 'string') return [{ target: config }]
  return Array.isArray(config) ? config : [config]
}

/** States nested deeper than this are refused: nobody can read them, and every walk over them stays bounded. */
export const depthMax = 6

/** What lies deeper is not walked: `problemsOf` reports the state that holds it. */
const childrenOf = (path: string, depth: number, states: Record<string, StateConfig>): StateEntry[] =>
  depth >= depthMax ? [] : Object.entries(states).flatMap(([key, config]) => {
    const own = { path: below(path, key), key, depth: depth + 1, config }
    return [own, ...childrenOf(own.path, own.depth, config.states ?? {})]
  })

/** A leaf: no states inside, and not a history state. */
export const isLeaf = (config: StateConfig): boolean => Object.keys(config.states ?? {}).length === 0 && config.type !== 'history'

/** Every state in document order, the machine itself first. */
export const statesOf = ({ machine }: ProcedureDefinition): StateEntry[] =>
  [{ path: '', key: '', depth: 0, config: machine }, ...childrenOf('', 0, machine.states)]

const spell = (member: string, index: number, count: number): string => (count > 1 ? `${member}.${index}` : member)
const entries = (source: string, cause: TransitionEntry['cause'], event: string, list: MachineTransition[]): TransitionEntry[] =>
  list.map((config, i) => ({ source, cause, event, member: spell(cause === 'on' ? `on.${event}` : cause, i, list.length), config }))

/** Every transition that leaves from one state, in document order. */
export const transitionsOf = ({ path, config }: StateEntry): TransitionEntry[] => [
  ...Object.entries(config.on ?? {}).flatMap(([event, list]) => entries(path, 'on', event, transitionList(list))),
  ...entries(path, 'onDone', 'onDone', transitionList(config.onDone)),
  ...entries(path, 'always', 'always', transitionList(config.always)),
]
