/** A life as data, made an XState machine and used through its pure functions: states, the events that each takes, where they lead, what they ask for. */
import { createMachine, transition } from 'xstate'

/** One way out of a state: where it leads and the guards that must hold, in the order in which they are asked. */
export interface Way<S extends string, G extends string> { readonly target: S; readonly guards: readonly G[] }
/** States with the events that each takes. */
export type Life<S extends string, G extends string> = Readonly<Record<S, Readonly<Record<string, Way<S, G>>>>>

/** What may be asked of a life. */
export interface LifeMachine<S extends string, G extends string, F> {
  /** Events that a state takes. */
  readonly eventsOf: (state: S) => string[]
  /** The first guard that refuses the event in this state; null when none does. */
  readonly refusedBy: (state: S, event: string, facts: F) => G | null
  /** Where the event leads; null when the state does not take it or a guard refuses. */
  readonly nextState: (state: S, event: string, facts: F) => S | null
  /** Whether nothing follows any more. */
  readonly isEnd: (state: S) => boolean
}

/** The machine of a life. `guards` look at facts alone: no person, no clock. */
export function lifeOf<S extends string, G extends string, F>(id: string, life: Life<S, G>, guards: Readonly<Record<G, (facts: F) => boolean>>): LifeMachine<S, G, F> {
  interface LifeEvent { readonly type: string; readonly facts: F }
  const states = Object.keys(life) as S[]
  const machine = createMachine({
    types: {} as { events: LifeEvent }, id, initial: states[0]!,
    states: Object.fromEntries(states.map((state) => [state, {
      on: Object.fromEntries(Object.entries(life[state]).map(([event, way]) => [event, {
        target: way.target, guard: ({ event: { facts } }: { event: LifeEvent }) => way.guards.every((name) => guards[name](facts)),
      }])),
      ...(Object.keys(life[state]).length === 0 ? { type: 'final' as const } : {}),
    }])),
  })
  const isOpen = (state: S, event: string): boolean => Object.hasOwn(life[state], event)
  return {
    eventsOf: (state) => Object.keys(life[state]),
    refusedBy: (state, event, facts) => (isOpen(state, event) ? life[state][event]!.guards.find((name) => !guards[name](facts)) ?? null : null),
    nextState: (state, event, facts) => {
      if (!isOpen(state, event)) return null
      const before = machine.resolveState({ value: state })
      const asked = { type: event, facts }
      return before.can(asked) ? transition(machine, before, asked)[0].value as S : null
    },
    isEnd: (state) => Object.keys(life[state]).length === 0,
  }
}
