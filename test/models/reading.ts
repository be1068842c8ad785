/** A second reading of a procedure definition, straight from its JSON and by no code of the rules: who may do what at a step, and where it leads. */
import type { MachineTransition, ProcedureDefinition, Role, StateConfig, StepMeta, TransitionConfig } from '../../schemas/procedure.ts'

interface Level { readonly path: string; readonly config: Pick<StateConfig, 'meta' | 'on' | 'states' | 'type' | 'initial' | 'id' | 'onDone'> }

/** What a try depends on: the person, and what the service last said of the dossier. */
export interface Situation {
  readonly active: readonly string[]
  readonly counters: ReadonlyMap<string, number>
  readonly holderOf: ReadonlyMap<string, string | null>
  /** Who has done each step so far, by account. */
  readonly doneBy: ReadonlyMap<string, ReadonlySet<string>>
  readonly dueAt: string | null
  readonly apologies: number
}
export interface Actor { readonly accountId: string; readonly holds: readonly { readonly role: Role; readonly unit: string }[] }
export interface Try { readonly event: string; readonly step: string | null; readonly choice: string | null; readonly actor: Actor }

/** Events that hand a step over; they are no work on it. */
const handling = new Set(['ACKNOWLEDGE', 'CLAIM', 'ASSIGN', 'RETURN_WRONG_ADDRESSEE', 'HAND_OVER'])
/** Where a role for a place may be held: there or above. */
const lines = { receiving: ['DESK', 'ROOT'], responsible: ['D1', 'ROOT'], agency: ['DESK', 'D1', 'D2', 'ROOT'] } as const

const listOf = (config: TransitionConfig | undefined): MachineTransition[] =>
  config === undefined ? [] : (Array.isArray(config) ? config : [config]).map((one) => (typeof one === 'string' ? { target: one } : one))
const nameOf = (named: string | { type: string }): string => (typeof named === 'string' ? named : named.type)
const paramsOf = (named: string | { type: string; params?: Record<string, unknown> }): Record<string, unknown> => (typeof named === 'string' ? {} : named.params ?? {})
const actionsOf = ({ actions }: MachineTransition) => (actions === undefined ? [] : Array.isArray(actions) ? actions : [actions])

export class Reading {
  readonly definition: ProcedureDefinition
  /** Every leaf that a dossier can stand in, by its dotted path. */
  readonly leaves: readonly string[]
  /** Every event that the definition names. */
  readonly events: readonly string[]
  readonly #levels = new Map<string, Level>()

  constructor(definition: ProcedureDefinition) {
    this.definition = definition
    this.#collect('', definition.machine as Level['config'])
    this.leaves = [...this.#levels.values()].filter((level) => this.#isStoodIn(level)).map(({ path }) => path)
    this.events = [...new Set([...this.#levels.values()].flatMap(({ config }) => Object.keys(config.on ?? {})))]
  }

  #collect(path: string, config: Level['config']): void {
    this.#levels.set(path, { path, config })
    for (const [key, inner] of Object.entries(config.states ?? {})) this.#collect(path === '' ? key : `${path}.${key}`, inner)
  }

  /** A leaf, but no history, and no end that is left in the same moment because the state around it then goes on. */
  #isStoodIn({ path, config }: Level): boolean {
    const around = this.#levels.get(path.split('.').slice(0, -1).join('.'))?.config
    return path !== '' && config.states === undefined && config.type !== 'history' && !(config.type === 'final' && around?.onDone !== undefined)
  }

  /** From the leaf outwards to the machine. */
  #line(path: string): Level[] {
    const parts = path.split('.')
    return [...parts.keys(), parts.length].toReversed().map((count) => this.#levels.get(parts.slice(0, count).join('.'))!)
  }

  #meta<K extends keyof StepMeta>(step: string, key: K): StepMeta[K] | undefined {
    return this.#line(step).map(({ config }) => config.meta?.[key]).find((value) => value !== undefined)
  }

  isEnd = (leaf: string): boolean => this.#levels.get(leaf)?.config.type === 'final'


  /** The values that decide between transitions of one event, and none. */
  choicesOf(event: string): (string | null)[] {
    const all = [...this.#levels.values()].flatMap(({ config }) => listOf(config.on?.[event]))
    return [null, ...new Set(all.flatMap(({ guard }) => (guard !== undefined && nameOf(guard) === 'choice' ? [String(paramsOf(guard)['is'])] : [])))]
  }

  /** Active steps, or states around them, that name the event. */
  stepsOffering(event: string, active: readonly string[]): string[] {
    return active.filter((leaf) => !this.isEnd(leaf) && this.#line(leaf).some(({ config }) => config.on?.[event] !== undefined))
  }

  /** The transition that the step takes for the event: the innermost whose condition is met; reason, paper and papers are given with every try. */
  transitionOf(step: string, { event, choice }: Pick<Try, 'event' | 'choice'>, situation: Situation): { source: string; transition: MachineTransition } | undefined {
    for (const { path, config } of this.#line(step)) {
      const transition = listOf(config.on?.[event]).find(({ guard }) => guard === undefined || this.#isMet(nameOf(guard), paramsOf(guard), choice, situation))
      if (transition !== undefined) return { source: path, transition }
    }
    return undefined
  }

  #isMet(guard: string, params: Record<string, unknown>, choice: string | null, { counters, active, apologies }: Situation): boolean {
    if (guard === 'countBelow') return (counters.get(String(params['counter'])) ?? 0) < Number(params['max'])
    if (guard === 'choice') return choice === params['is']
    if (guard === 'inState') return active.some((leaf) => leaf === params['state'] || leaf.startsWith(`${String(params['state'])}.`))
    return guard === 'noApologyYet' ? apologies === 0 : true
  }

  /** Whether an actor holds the role where the step, or its transition, wants it. */
  #holds(actor: Actor, role: Role | undefined, place: keyof typeof lines): boolean {
    return actor.holds.some((held) => held.role === role && (lines[place] as readonly string[]).includes(held.unit))
  }

  #isFreeOf(fourEyes: readonly string[], { doneBy }: Situation, actor: Actor): boolean {
    const isDoer = (step: string): boolean => doneBy.get(step)?.has(actor.accountId) ?? false
    return fourEyes.every((earlier) => ![...doneBy.keys()].some((step) => (step === earlier || step.startsWith(`${earlier}.`)) && isDoer(step)))
  }

  /** Whether the person may do the transition at the step: role and place, the step's holder, four eyes. */
  may(actor: Actor, step: string, { event }: Pick<Try, 'event'>, transition: MachineTransition, situation: Situation): boolean {
    const own = this.#meta(step, 'role')
    const role = transition.meta?.role ?? own
    if (!this.#holds(actor, role, transition.meta?.place ?? this.#meta(step, 'place') ?? 'responsible')) return false
    if (role !== own) return true
    const holder = situation.holderOf.get(step) ?? null
    // What somebody has in hand cannot be claimed, not even by the holder.
    if (holder !== null && this.names(transition, 'claim')) return false
    if (holder !== null && holder !== actor.accountId) return false
    return (handling.has(event) && event !== 'CLAIM') || this.#isFreeOf(this.#meta(step, 'fourEyes') ?? [], situation, actor)
  }

  /** Whether the dossier is there for the person at all: a role but the technical one in its units or above, a step in hand, or one that is open to the whole agency. */
  mayRead(actor: Actor, { active, holderOf }: Situation): boolean {
    const isAgencyWide = (step: string): boolean => this.#meta(step, 'place') === 'agency' && actor.holds.some(({ role }) => role === this.#meta(step, 'role'))
    return actor.holds.some(({ role, unit }) => role !== 'technicalAdmin' && unit !== 'D2') || [...holderOf.values()].includes(actor.accountId)
      || active.some((leaf) => !this.isEnd(leaf) && isAgencyWide(leaf))
  }

  /** Whether the person may be given the step. */
  mayHold(actor: Actor, step: string, situation: Situation): boolean {
    return this.#holds(actor, this.#meta(step, 'role'), this.#meta(step, 'place') ?? 'responsible') && this.#isFreeOf(this.#meta(step, 'fourEyes') ?? [], situation, actor)
  }

  names = (transition: MachineTransition, action: string): boolean => actionsOf(transition).some((one) => nameOf(one) === action)

  /** Whether the transition is the one that this choice takes. */
  isChoice = ({ guard }: MachineTransition, choice: string): boolean => guard !== undefined && nameOf(guard) === 'choice' && paramsOf(guard)['is'] === choice

  countersAfter(counters: ReadonlyMap<string, number>, transition: MachineTransition): Map<string, number> {
    const next = new Map(counters)
    for (const action of actionsOf(transition)) {
      const counter = String(paramsOf(action)['counter'])
      if (nameOf(action) === 'countUp') next.set(counter, (next.get(counter) ?? 0) + 1)
    }
    return next
  }

  /** Whether doing the event counts as having done the step, given the steps that are open afterwards. */
  isWork(step: string, event: string, transition: MachineTransition, after: readonly string[]): boolean {
    return (transition.meta?.role ?? this.#meta(step, 'role')) === this.#meta(step, 'role') && !handling.has(event) && !after.includes(step)
  }

  /** The leaves that a transition leads to by its own words; null where history, an end or several targets decide. */
  landingOf(source: string, { target }: MachineTransition): string[] | null {
    if (typeof target !== 'string') return null
    const path = this.#resolve(source, target)
    return path === null ? null : this.#descend(path)
  }

  #resolve(source: string, target: string): string | null {
    const { machine } = this.definition
    if (target.startsWith('.')) return source === '' ? target.slice(1) : source + target
    if (target.startsWith('#')) {
      const [id = '', ...rest] = target.slice(1).split('.')
      const from = id === machine.id ? '' : [...this.#levels.values()].find(({ config }) => config.id === id)?.path
      return from === undefined ? null : [from, ...rest].filter((part) => part !== '').join('.')
    }
    const parent = source.split('.').slice(0, -1).join('.')
    return parent === '' ? target : `${parent}.${target}`
  }

  #descend(path: string): string[] | null {
    const config = this.#levels.get(path)?.config
    if (config === undefined || config.type === 'history') return null
    if (config.states === undefined) return config.type === 'final' ? null : [path]
    if (config.type !== 'parallel') return this.#descend(`${path}.${config.initial ?? ''}`)
    const regions = Object.keys(config.states).map((key) => this.#descend(`${path}.${key}`))
    return regions.some((leaves) => leaves === null) ? null : regions.flat().filter((leaf) => leaf !== null)
  }
}
