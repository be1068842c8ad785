/** What keeps a definition from being a machine at all: names, parameters and references. `compile` refuses it, `check` reports it. */
import { standardEvents, type findingRules, type ProcedureDefinition } from '../../schemas/procedure.ts'
import { below, depthMax, isLeaf, named, namedList, statesOf, transitionsOf, type StateEntry, type TransitionEntry } from './definition.ts'
import { actionFault, guardFault, type Known, type Named } from './registry.ts'

/** `state` is where it lies, `at` the member; `what` the offending name. */
export interface Problem {
  readonly rule: (typeof findingRules)[number]
  readonly state: string
  readonly at: string
  readonly what: string
}

const keyPattern = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

const at = (state: string, member: string): string => (state === '' ? `machine.${member}` : `${state}.${member}`)

const ofNames = (entry: TransitionEntry, known: Known): Problem[] => {
  const { source, member, config } = entry
  const fault = config.guard === undefined ? null : guardFault(named(config.guard), known)
  return [
    ...(fault === null ? [] : [{ rule: 'unknown-guard' as const, state: source, at: at(source, `${member}.guard`), what: fault }]),
    ...ofActions(source, at(source, `${member}.actions`), namedList(config.actions), known),
    ...[config.target ?? []].flat().filter((target) => !isPlainTarget(target))
      .map((what) => ({ rule: 'machine-does-not-compile' as const, state: source, at: at(source, `${member}.target`), what })),
  ]
}

const ofActions = (state: string, place: string, actions: readonly Named[], known: Known): Problem[] =>
  actions.flatMap((action) => {
    const fault = actionFault(action, known)
    return fault === null ? [] : [{ rule: 'unknown-action' as const, state, at: place, what: fault }]
  })

/** Keys that no member of an object may have: they would be found on every object. */
const isPlainKey = (key: string): boolean => keyPattern.test(key) && !(key in {})

/** A key, a path of keys, one that begins with a dot (below this state), or `#id` and a path. XState would find `constructor` in any state. */
const isPlainTarget = (target: string): boolean => {
  const [first = '', ...rest] = target.split('.')
  const begins = first === '' ? rest.length > 0 : first.startsWith('#') ? first.length > 1 : isPlainKey(first)
  return begins && rest.every(isPlainKey)
}

/** What XState takes without a word, or notices only when it gets there. */
const ofShape = ({ path, config }: StateEntry, known: Known): Problem[] => {
  const wrong = (member: string, what: string): Problem[] => [{ rule: 'machine-does-not-compile', state: path, at: at(path, member), what }]
  const inside = Object.entries(config.states ?? {}).filter(([, child]) => child.type !== 'history').map(([key]) => key)
  const type = config.type ?? (config.states === undefined ? 'atomic' : 'compound')
  const holds = type === 'compound' || type === 'parallel'
  if (holds !== inside.length > 0) return wrong('type', type)
  if (type === 'compound' && !inside.includes(config.initial ?? '')) return wrong('initial', config.initial ?? '')
  const lost = Object.entries(config.states ?? {}).filter(([, child]) =>
    child.type === 'history' && child.target !== undefined && !known.states.has(below(path, child.target)))
  return lost.flatMap(([key, child]) => wrong(`${key}.target`, child.target ?? ''))
}

const ofState = (entry: StateEntry, known: Known, events: ReadonlySet<string>): Problem[] => {
  const { path, key, depth, config } = entry
  const wrong = (rule: Problem['rule'], member: string, what: string): Problem => ({ rule, state: path, at: at(path, member), what })
  const references = [...(config.meta?.fourEyes ?? []), ...(config.meta?.within === undefined ? [] : [config.meta.within])]
  return [
    ...(path !== '' && !isPlainKey(key) ? [wrong('machine-does-not-compile', 'key', key)] : []),
    ...ofShape(entry, known),
    ...(depth >= depthMax && !isLeaf(config) ? [{ rule: 'too-deep' as const, state: path, at: path, what: String(depthMax) }] : []),
    ...Object.keys(config.on ?? {}).filter((event) => !events.has(event)).map((event) => wrong('unknown-event', `on.${event}`, event)),
    ...references.filter((step) => !known.states.has(step)).map((step) => wrong('machine-does-not-compile', 'meta', step)),
    ...ofActions(path, at(path, 'entry'), namedList(config.entry), known),
    ...transitionsOf(entry).flatMap((transition) => ofNames(transition, known)),
  ]
}

/** All problems of a definition, in document order. Bounded by its size. */
export const problemsOf = (definition: ProcedureDefinition): Problem[] => {
  const states = statesOf(definition)
  const known = {
    states: new Set(states.map(({ path }) => path).filter((path) => path !== '')),
    variants: new Set(Object.keys(definition.limitVariants ?? {})),
  }
  const events = new Set<string>([...standardEvents, ...Object.keys(definition.events ?? {})])
  const id = definition.machine.id
  const badId: Problem[] = keyPattern.test(id) ? [] : [{ rule: 'machine-does-not-compile', state: '', at: 'machine.id', what: id }]
  return [...badId, ...states.flatMap((state) => ofState(state, known, events))]
}
