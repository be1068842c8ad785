/** The life of an internal audit: planned, approved by somebody else, under way, reported, closed. Source: ISO 9001:2015, 9.2.2; domain 4.4. */
import type { AuditState } from '../../schemas/audit.ts'
import { type Life, lifeOf } from '../quality/life.ts'

/** What the guards look at: facts about the audit and the request, no person and no clock. */
export interface AuditGuardFacts {
  readonly reasonGiven: boolean
  readonly planGiven: boolean
  readonly teamGiven: boolean
  /** Parts that an approved plan must have and lacks. */
  readonly missing: readonly string[]
  readonly conclusionGiven: boolean
  readonly concluded: boolean
  /** Nonconformities of this audit about which nothing was decided. */
  readonly undecided: number
}

const guards = {
  reasonGiven: (facts: AuditGuardFacts) => facts.reasonGiven,
  planGiven: (facts: AuditGuardFacts) => facts.planGiven,
  teamGiven: (facts: AuditGuardFacts) => facts.teamGiven,
  complete: (facts: AuditGuardFacts) => facts.missing.length === 0,
  conclusionGiven: (facts: AuditGuardFacts) => facts.conclusionGiven,
  concluded: (facts: AuditGuardFacts) => facts.concluded,
  followedUp: (facts: AuditGuardFacts) => facts.undecided === 0,
} as const
export type AuditGuard = keyof typeof guards

const to = (target: AuditState, ...names: AuditGuard[]) => ({ target, guards: names })

/** The whole life as data. What is found is recorded while it is under way, line by line (checklist.ts). */
const auditLife: Life<AuditState, AuditGuard> = {
  planned: { EDIT: to('planned', 'planGiven'), APPROVE: to('approved', 'complete'), WITHDRAW: to('withdrawn', 'reasonGiven') },
  approved: { START: to('underWay', 'complete'), REVISE: to('planned', 'reasonGiven'), WITHDRAW: to('withdrawn', 'reasonGiven') },
  underWay: { REPLACE: to('underWay', 'teamGiven', 'reasonGiven'), CONCLUDE: to('underWay', 'conclusionGiven'), REPORT: to('reported', 'concluded') },
  reported: { CLOSE: to('closed', 'followedUp') },
  closed: {},
  withdrawn: {},
}

/** The machine of it. */
export const auditMachine = lifeOf('audit', auditLife, guards)
