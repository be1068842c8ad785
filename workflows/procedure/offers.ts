/** What a dossier can take next, who may cause it, and which condition still refuses it. */
import type { Bilingual } from '../../schemas/common.ts'
import type { Place, Role } from '../../schemas/procedure.ts'
import type { Step } from './compile.ts'
import { isWithin, named, namedList, transitionsOf, type StateEntry, type TransitionEntry } from './definition.ts'
import { guards, isGuardName, type GuardName, type MachineEvent, type Named } from './registry.ts'

/** One event that one active step can take. Plain data. */
export interface Offer {
  readonly event: string
  /** The active leaf that it acts on: name it in `MachineEvent.step`. */
  readonly step: string
  /** The state that declares the transition: the step itself or one around it ('' is the machine). */
  readonly source: string
  /** Who may cause it: the role that the transition names, else the role of the step. Null: nobody in particular. */
  readonly role: Role | null
  readonly place: Place
  /** A reason must be given. */
  readonly reason: boolean
  /** The form that goes with it; null when none. */
  readonly paper: string | null
  /** Number and date of a paper must be given. */
  readonly paperRequired: boolean
  /** Off the main path. */
  readonly branch: boolean
  readonly name: Bilingual | null
  readonly guard: Named | null
  /** False for an event that moves nothing (an acknowledgement, an apology). */
  readonly moves: boolean
  readonly actions: readonly Named[]
}

const offerOf = (step: Step, { source, event, config }: TransitionEntry): Offer => {
  const guard = config.guard === undefined ? null : named(config.guard)
  return {
    event, step: step.path, source, guard,
    role: config.meta?.role ?? step.role,
    place: config.meta?.place ?? step.place,
    reason: config.meta?.reason === true || guard?.type === 'reasonGiven',
    paper: config.meta?.paper ?? null,
    paperRequired: guard?.type === 'paperGiven',
    branch: config.meta?.branch === true,
    name: config.meta?.name ?? null,
    moves: config.target !== undefined,
    actions: namedList(config.actions),
  }
}

/** Own transitions before those of the states around it; what stands behind an unguarded one for the same event can never fire. */
const ofStep = (step: Step, entries: ReadonlyMap<string, StateEntry>): Offer[] => {
  const settled = new Set<string>()
  const offers: Offer[] = []
  for (const at of [step.path, ...step.ancestors.toReversed(), '']) {
    const state = entries.get(at)
    for (const entry of state === undefined ? [] : transitionsOf(state)) {
      if (entry.cause !== 'on' || settled.has(entry.event)) continue
      offers.push(offerOf(step, entry))
      if (entry.config.guard === undefined) settled.add(entry.event)
    }
  }
  return offers
}

/** The offers of every leaf that is no end. */
export const offersOf = (states: readonly StateEntry[], steps: ReadonlyMap<string, Step>): ReadonlyMap<string, readonly Offer[]> => {
  const entries = new Map(states.map((state) => [state.path, state]))
  return new Map([...steps.values()].map((step) => [step.path, step.isFinal ? [] : ofStep(step, entries)]))
}

/** The choice that takes this way; null when the way does not depend on one. */
export const choiceOf = ({ guard }: Offer): string | null => (guard?.type === 'choice' ? String(guard.params['is']) : null)

/** The guard that refuses this offer for these facts; null when it is open. `active` are the active leaves. */
export const refusedBy = (
  { guard }: Offer, facts: { counters: Readonly<Record<string, number>>; active: readonly string[]; event: MachineEvent },
): GuardName | null => {
  if (guard === null || !isGuardName(guard.type)) return null
  const isIn = (state: string): boolean => facts.active.some((leaf) => isWithin(leaf, state))
  return guards[guard.type]({ counters: facts.counters, event: facts.event, isIn }, guard.params) ? null : guard.type
}
