/** Guards and actions that a procedure may name. They see counters and the facts of the event, nothing else. */
import { actionNames, guardNames } from '../../schemas/procedure.ts'

export type GuardName = (typeof guardNames)[number]
export type ActionName = (typeof actionNames)[number]

/** What an event tells the machine. `step` is the active leaf that it acts on; without it every strand that takes the event moves. */
export interface MachineEvent {
  readonly type: string
  readonly step?: string
  readonly papersComplete: boolean
  readonly reasonGiven: boolean
  readonly paperGiven: boolean
  /** Re-appointments already made. */
  readonly apologies: number
  readonly choice?: string
}

/** A guard or an action with its parameters. */
export interface Named { readonly type: string; readonly params: Readonly<Record<string, unknown>> }

/** What a guard looks at. */
export interface GuardFacts {
  readonly counters: Readonly<Record<string, number>>
  readonly event: MachineEvent
  readonly isIn: (state: string) => boolean
}

/** How often a counter was counted up; 0 before the first time. */
export const countOf = (counters: Readonly<Record<string, number>>, counter: unknown): number =>
  typeof counter === 'string' && Object.hasOwn(counters, counter) ? counters[counter] ?? 0 : 0

type Params = Readonly<Record<string, unknown>>

/** Every guard: true lets the transition fire. */
export const guards: Readonly<Record<GuardName, (facts: GuardFacts, params: Params) => boolean>> = {
  papersComplete: ({ event }) => event.papersComplete,
  reasonGiven: ({ event }) => event.reasonGiven,
  paperGiven: ({ event }) => event.paperGiven,
  noApologyYet: ({ event }) => event.apologies === 0,
  countBelow: ({ counters }, { counter, max }) => countOf(counters, counter) < Number(max),
  inState: ({ isIn }, { state }) => isIn(String(state)),
  choice: ({ event }, { is }) => event.choice === is,
}

/** What a parameter must be, in words that go into a finding. */
type ParamKind = 'code' | 'count' | 'state' | 'variant'

const guardParams: Readonly<Record<GuardName, Readonly<Record<string, ParamKind>>>> = {
  papersComplete: {}, reasonGiven: {}, paperGiven: {}, noApologyYet: {},
  countBelow: { counter: 'code', max: 'count' }, inState: { state: 'state' }, choice: { is: 'code' },
}
const actionParams: Readonly<Record<ActionName, Readonly<Record<string, ParamKind>>>> = {
  countUp: { counter: 'code' }, useLimit: { variant: 'variant' }, assign: {}, claim: {}, acknowledge: {}, clearHolder: {},
  issueForm: { form: 'code' }, apologise: {}, resetClock: {}, notify: { to: 'code' },
}

/** What names may refer to in one definition. */
export interface Known { readonly states: ReadonlySet<string>; readonly variants: ReadonlySet<string> }

const isCode = (value: unknown): boolean => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(value)
const fits: Readonly<Record<ParamKind, (value: unknown, known: Known) => boolean>> = {
  code: isCode,
  count: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1000,
  state: (value, { states }) => typeof value === 'string' && states.has(value),
  variant: (value, { variants }) => typeof value === 'string' && variants.has(value),
}

const faultOf = (kinds: Readonly<Record<string, ParamKind>>, params: Params, known: Known): string | null => {
  const wrong = Object.entries(kinds).find(([name, kind]) => !Object.hasOwn(params, name) || !fits[kind](params[name], known))
  if (wrong) return wrong[0]
  return Object.keys(params).find((name) => !Object.hasOwn(kinds, name)) ?? null
}

/** The name itself when the guard is unknown, else the first parameter that is missing, unknown or wrong; null when all is well. */
export const guardFault = ({ type, params }: Named, known: Known): string | null =>
  isGuardName(type) ? faultOf(guardParams[type], params, known) : type

/** The same for an action. */
export const actionFault = ({ type, params }: Named, known: Known): string | null =>
  isActionName(type) ? faultOf(actionParams[type], params, known) : type

/** Whether a guard, or an action, of this name is known. */
export const isGuardName = (name: string): name is GuardName => guardNames.some((known) => known === name)
const isActionName = (name: string): name is ActionName => actionNames.some((known) => known === name)
