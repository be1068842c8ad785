/** Two revisions of a procedure side by side: which facts, papers, steps and transitions were added, removed or changed. Pure. */
import type { MachineTransition, ProcedureDefinition, RequiredPaper } from '../../schemas/procedure.ts'
import { canonicalJson } from '../evidence/canonical.ts'
import { stepsOf } from './compile.ts'
import { below, statesOf, transitionsOf, type StateEntry, type TransitionEntry } from './definition.ts'

/** What became of one thing between two revisions. */
export type Change = 'same' | 'added' | 'removed' | 'changed'

/** One thing in both revisions; null where one does not have it. `members` name what differs when it was changed. */
export interface Compared<T> {
  readonly key: string
  readonly change: Change
  readonly before: T | null
  readonly after: T | null
  readonly members: readonly string[]
}

/** A step as the comparison sees it; unlike a compiled one its status may be missing. */
export type ComparedStep = ReturnType<typeof stepsOf>[number]

/** One way from a state to another. `target` names states by their dotted paths; empty for an event that moves nothing. */
export interface Way {
  readonly source: string
  readonly cause: TransitionEntry['cause']
  readonly event: string
  readonly target: readonly string[]
  readonly guard: MachineTransition['guard'] | null
  readonly actions: MachineTransition['actions'] | null
  readonly reenter: boolean
  readonly meta: MachineTransition['meta'] | null
  /** The place in the definition, as `TransitionEntry` names it. */
  readonly member: string
}

/** Facts of a definition beside its papers, laws and steps, in the order in which they are told. */
export const factMembers = [
  'title', 'publicServiceCode', 'kind', 'field', 'level', 'limit', 'limitVariants', 'onResume', 'supplementNoticeDays', 'hoursPerDay', 'fee', 'validFrom', 'validTo', 'events',
] as const satisfies readonly (keyof ProcedureDefinition)[]
export type FactMember = (typeof factMembers)[number]

export interface Comparison {
  readonly facts: readonly FactMember[]
  readonly papers: readonly Compared<RequiredPaper>[]
  readonly laws: readonly Compared<ProcedureDefinition['legalBasis'][number]>[]
  readonly steps: readonly Compared<ComparedStep>[]
  readonly ways: readonly Compared<Way>[]
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null)

/** Members of one thing that differ; those in `apart` say nothing about it. */
const membersThatDiffer = (a: object, b: object, apart: readonly string[]): string[] => {
  const [before, after] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter((name) => !apart.includes(name) && !isSame(before[name], after[name])).sort()
}

/** Keys of both: the order of the newer one, what was removed behind what it stood behind. */
const mergedKeys = (before: readonly string[], after: readonly string[]): string[] => {
  const merged = [...after]
  before.forEach((key, index) => {
    if (merged.includes(key)) return
    const ahead = before.slice(0, index).findLast((one) => merged.includes(one))
    merged.splice(ahead === undefined ? 0 : merged.indexOf(ahead) + 1, 0, key)
  })
  return merged
}

const compareBy = <T extends object>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, apart: readonly string[]): Compared<T>[] =>
  mergedKeys([...before.keys()], [...after.keys()]).map((key) => {
    const [was, is] = [before.get(key) ?? null, after.get(key) ?? null]
    const members = was === null || is === null ? [] : membersThatDiffer(was, is, apart)
    const change = was === null ? 'added' : is === null ? 'removed' : members.length > 0 ? 'changed' : 'same'
    return { key, change, before: was, after: is, members }
  })

/** The state that a target names, by its dotted path: a sibling, one that begins with a dot (inside the source), or `#id` and a path. */
const targetPath = (source: string, target: string, idPaths: ReadonlyMap<string, string>): string => {
  if (target.startsWith('.')) return below(source, target.slice(1))
  if (!target.startsWith('#')) return below(source.split('.').slice(0, -1).join('.'), target)
  const [id = '', ...rest] = target.slice(1).split('.')
  return rest.reduce(below, idPaths.get(id) ?? id)
}

const wayOf = ({ source, cause, event, member, config }: TransitionEntry, idPaths: ReadonlyMap<string, string>): Way => ({
  source, cause, event, member, target: [config.target ?? []].flat().map((target) => targetPath(source, target, idPaths)),
  guard: config.guard ?? null, actions: config.actions ?? null, reenter: config.reenter ?? false, meta: config.meta ?? null,
})

/** Every way of a definition by a name that means the same in another revision: where from, by what, where to; numbered where these are alike. */
export const waysByKey = (definition: ProcedureDefinition): ReadonlyMap<string, Way> => {
  const states = statesOf(definition)
  const idPaths = new Map([[definition.machine.id, ''], ...states.flatMap(({ path, config }): [string, string][] => (path === '' || config.id === undefined ? [] : [[config.id, path]]))])
  const ways = new Map<string, Way>()
  for (const entry of states.flatMap(transitionsOf)) {
    const way = wayOf(entry, idPaths)
    const name = `${way.source} ${way.cause} ${way.event} ${way.target.join('+')}`
    let number = 1
    while (ways.has(`${name} ${number}`)) number += 1
    ways.set(`${name} ${number}`, way)
  }
  return ways
}

const stepsByPath = (states: readonly StateEntry[]): ReadonlyMap<string, ComparedStep> => new Map(stepsOf(states).map((step) => [step.path, step]))

/** Listed by a name; the same name twice is numbered. */
const listed = <T>(all: readonly T[], nameOf: (one: T) => string): ReadonlyMap<string, T> => {
  const found = new Map<string, T>()
  for (const one of all) {
    let key = nameOf(one)
    while (found.has(key)) key = `${key} +`
    found.set(key, one)
  }
  return found
}

/** What a step is called by where it lies says nothing about what is done in it; its place in the order shows in the ways. */
const apartOfSteps = ['order', 'ancestors', 'path']
const apartOfWays = ['member']

/**
 * What turns the first revision into the second. Nothing is changed between a revision and itself, and what is added one way is removed the other
 * way. A step is the same one while its key is, whatever it is called. Takes every definition that fits its schema, also a draft with faults.
 */
export const compare = (before: ProcedureDefinition, after: ProcedureDefinition): Comparison => ({
  facts: factMembers.filter((member) => !isSame(before[member], after[member])),
  papers: compareBy(listed(before.requiredPapers, ({ code }) => code), listed(after.requiredPapers, ({ code }) => code), []),
  laws: compareBy(listed(before.legalBasis, ({ citation }) => citation), listed(after.legalBasis, ({ citation }) => citation), []),
  steps: compareBy(stepsByPath(statesOf(before)), stepsByPath(statesOf(after)), apartOfSteps),
  ways: compareBy(waysByKey(before), waysByKey(after), apartOfWays),
})
