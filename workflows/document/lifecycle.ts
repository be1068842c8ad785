/**
 * The life of one revision as an XState machine, used through its pure functions: draft, in review, approved, (scheduled) effective,
 * superseded, obsolete, withdrawn. Source: domain annex D; ISO 9001:2015, 7.5.2 and 7.5.3.
 */
import { createMachine, transition } from 'xstate'
import { revisionStates, type RevisionState } from '../../schemas/document.ts'

/** What the guards look at: facts about the revision and its document, no person and no clock. */
export interface GuardFacts {
  /** Parts that a draft must have and lacks. */
  readonly missing: readonly string[]
  readonly reviewed: boolean
  readonly reasonGiven: boolean
  readonly decisionGiven: boolean
  /** Its procedure passes the check without an error. */
  readonly sound: boolean
  /** It is to come into force later, not now. */
  readonly later: boolean
  /** No revision of the document was ever in force. */
  readonly first: boolean
  /** Another revision of the document already waits for its day. */
  readonly anotherWaits: boolean
}

type Guard = (facts: GuardFacts) => boolean
const guards = {
  complete: (facts) => facts.missing.length === 0,
  reasonGiven: (facts) => facts.reasonGiven,
  reviewed: (facts) => facts.reviewed,
  sound: (facts) => facts.sound,
  decisionGiven: (facts) => facts.decisionGiven,
  noneWaits: (facts) => !facts.anotherWaits,
  first: (facts) => facts.first,
} as const satisfies Record<string, Guard>
export type GuardName = keyof typeof guards

interface Way { readonly target: RevisionState; readonly guards: readonly GuardName[]; readonly when?: 'later' | 'now' }

/** Events on a revision that leave it where it is. */
const stays = (state: RevisionState, ...needs: GuardName[]): readonly Way[] => [{ target: state, guards: needs }]
const goes = (target: RevisionState, ...needs: GuardName[]): readonly Way[] => [{ target, guards: needs }]
const publish: readonly Way[] = [
  { target: 'scheduled', guards: ['decisionGiven', 'sound', 'noneWaits'], when: 'later' },
  { target: 'effective', guards: ['decisionGiven', 'sound', 'noneWaits'], when: 'now' },
]

/**
 * The whole life as data. SWITCH and SUPERSEDE happen by themselves, when the day has come. TAKE_OVER is for what was in force before this
 * service knew it: its review and approval lie on paper, under the decision that is named.
 */
export const life = {
  draft: {
    EDIT: stays('draft'), ATTACH: stays('draft'), DEFINE: stays('draft'), CHECK_OUT: stays('draft'), CHECK_IN: stays('draft'),
    SUBMIT: goes('inReview', 'complete'), WITHDRAW: goes('withdrawn', 'reasonGiven'),
    TAKE_OVER: goes('effective', 'complete', 'decisionGiven', 'sound', 'first', 'noneWaits'),
  },
  inReview: {
    REVIEW: stays('inReview', 'sound'), RETURN: goes('draft', 'reasonGiven'), APPROVE: goes('approved', 'reviewed', 'sound'), WITHDRAW: goes('withdrawn', 'reasonGiven'),
  },
  approved: { PUBLISH: publish, RETURN: goes('draft', 'reasonGiven'), WITHDRAW: goes('withdrawn', 'reasonGiven') },
  scheduled: { SWITCH: goes('effective'), WITHDRAW: goes('withdrawn', 'reasonGiven') },
  effective: { SUPERSEDE: goes('superseded'), RETIRE: goes('obsolete', 'reasonGiven', 'decisionGiven', 'noneWaits'), CONFIRM: stays('effective', 'reasonGiven') },
  superseded: {},
  obsolete: {},
  withdrawn: {},
} as const satisfies Record<RevisionState, Readonly<Record<string, readonly Way[]>>>

/** An event on a revision, with the facts for its guards. */
export interface LifeEvent { readonly type: string; readonly facts: GuardFacts }

const waysOf = (state: RevisionState, event: string): readonly Way[] => (life[state] as Readonly<Record<string, readonly Way[]>>)[event] ?? []
const isWay = (way: Way, facts: GuardFacts): boolean => way.when === undefined || (way.when === 'later') === facts.later

const machine = createMachine({
  types: {} as { events: LifeEvent },
  id: 'documentRevision',
  initial: 'draft',
  states: Object.fromEntries(revisionStates.map((state) => [state, {
    on: Object.fromEntries(Object.keys(life[state]).map((event) => [event, waysOf(state, event).map((way) => ({
      target: way.target,
      guard: ({ event: { facts } }: { event: LifeEvent }) => isWay(way, facts) && way.guards.every((name) => guards[name](facts)),
    }))])),
    ...(Object.keys(life[state]).length === 0 ? { type: 'final' as const } : {}),
  }])),
})

/** Where the event leads; null when the state does not take it or a guard refuses. */
export const nextState = (state: RevisionState, event: LifeEvent): RevisionState | null => {
  const open = waysOf(state, event.type).length > 0
  const before = machine.resolveState({ value: state })
  if (!open || !before.can(event)) return null
  const [after] = transition(machine, before, event)
  return after.value as RevisionState
}

/** Events that a state takes. */
export const eventsOf = (state: RevisionState): string[] => Object.keys(life[state])

/** The first guard that refuses the event in this state; null when none does. */
export const refusedBy = (state: RevisionState, { type, facts }: LifeEvent): GuardName | null =>
  waysOf(state, type).find((way) => isWay(way, facts))?.guards.find((name) => !guards[name](facts)) ?? null

const openStates: ReadonlySet<RevisionState> = new Set(['draft', 'inReview', 'approved'])
/** Whether it is not yet decided about: a draft, in review, or approved and not published. */
export const isOpen = (state: RevisionState): boolean => openStates.has(state)
