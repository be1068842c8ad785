/** The life of a corrective action: proposed, analysing, awaiting approval, doing, verifying, measuring, closed or carried over. Source: domain 4.4; ISO 9001:2015, 10.2. */
import type { ActionState } from '../../schemas/corrective-action.ts'
import { type Life, lifeOf } from './life.ts'

/** What the guards look at: facts about the action and the request, no person and no clock. */
export interface ActionGuardFacts {
  readonly reasonGiven: boolean
  readonly ownerGiven: boolean
  /** Parts that a plan must have and lacks. */
  readonly missing: readonly string[]
  readonly evidenceGiven: boolean
  /** A measurement covers the window to its end. */
  readonly measured: boolean
  /** What the last measurement said; null before the first. */
  readonly verdict: 'effective' | 'notEffective' | 'inconclusive' | null
  readonly noteGiven: boolean
  readonly dueGiven: boolean
  readonly windowGiven: boolean
}

const guards = {
  reasonGiven: (facts: ActionGuardFacts) => facts.reasonGiven,
  ownerGiven: (facts: ActionGuardFacts) => facts.ownerGiven,
  complete: (facts: ActionGuardFacts) => facts.missing.length === 0,
  evidenceGiven: (facts: ActionGuardFacts) => facts.evidenceGiven,
  noteGiven: (facts: ActionGuardFacts) => facts.noteGiven,
  dueGiven: (facts: ActionGuardFacts) => facts.dueGiven,
  windowGiven: (facts: ActionGuardFacts) => facts.windowGiven,
  measured: (facts: ActionGuardFacts) => facts.measured,
  /** What was measured not to have worked is not closed. */
  notFailed: (facts: ActionGuardFacts) => facts.verdict !== 'notEffective',
  /** What is not proven is closed by a word why, and stays marked as unproven. */
  provenOrReason: (facts: ActionGuardFacts) => facts.verdict === 'effective' || facts.reasonGiven,
  undecided: (facts: ActionGuardFacts) => facts.verdict === 'inconclusive',
} as const
export type ActionGuard = keyof typeof guards

const to = (target: ActionState, ...names: ActionGuard[]) => ({ target, guards: names })

/** The whole life as data. MEASURE happens by itself, when the window is over. ASSIGN moves who answers for the action at every time after it was accepted: people leave while others judge. */
export const actionLife: Life<ActionState, ActionGuard> = {
  proposed: { ACCEPT: to('analysing', 'ownerGiven'), WITHDRAW: to('withdrawn', 'reasonGiven') },
  analysing: { ANALYSE: to('analysing'), ASSIGN: to('analysing', 'ownerGiven', 'reasonGiven'), SUBMIT: to('awaitingApproval', 'complete'), WITHDRAW: to('withdrawn', 'reasonGiven') },
  awaitingApproval: { APPROVE: to('doing', 'complete'), RETURN: to('analysing', 'reasonGiven'), ASSIGN: to('awaitingApproval', 'ownerGiven', 'reasonGiven') },
  doing: {
    REPORT: to('doing', 'noteGiven'), ATTACH: to('doing'), ASSIGN: to('doing', 'ownerGiven', 'reasonGiven'), POSTPONE: to('doing', 'dueGiven', 'reasonGiven'), FINISH: to('verifying', 'evidenceGiven'),
    CARRY_OVER: to('carriedOver', 'reasonGiven'),
  },
  verifying: {
    VERIFY: to('measuring', 'noteGiven'), RETURN: to('doing', 'reasonGiven'), ASSIGN: to('verifying', 'ownerGiven', 'reasonGiven'), CARRY_OVER: to('carriedOver', 'reasonGiven'),
  },
  measuring: {
    MEASURE: to('measuring'), CLOSE: to('closed', 'measured', 'notFailed', 'provenOrReason'), EXTEND: to('measuring', 'measured', 'undecided', 'windowGiven'),
    REOPEN: to('analysing', 'measured', 'reasonGiven'), ASSIGN: to('measuring', 'ownerGiven', 'reasonGiven'), CARRY_OVER: to('carriedOver', 'reasonGiven'),
  },
  closed: {},
  carriedOver: {},
  withdrawn: {},
}

/** The machine of it. */
export const actionMachine = lifeOf('correctiveAction', actionLife, guards)
