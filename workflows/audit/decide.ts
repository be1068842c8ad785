/** Decides one event on one internal audit: the machine, authority, independence, the journal. Pure. */
import { type AdvanceAudit, type Audit, type AuditDecision, type AuditEffect, type AuditEntry, type AuditEventType, auditEvents, type AuditFacts, type AuditPlan, type ChainedAuditEntry, type JournaledAuditEvent } from '../../schemas/audit.ts'
import type { AuditSheet } from '../../schemas/audit-sheet.ts'
import type { Id } from '../../schemas/common.ts'
import type { Signature } from '../../schemas/document.ts'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import { formatInstant } from '../calendar/index.ts'
import { peopleOf } from '../document/authority.ts'
import type { Capacity } from '../dossier/authority.ts'
import { chain, chainStart } from '../evidence/chain.ts'
import { mayAudit, mayPlan } from './authority.ts'
import { contradictions } from './checklist.ts'
import { checkIndependence } from './independence.ts'
import { type AuditGuard, type AuditGuardFacts, auditMachine } from './life.ts'

/** An event with what a rule cannot find by itself. */
export interface AuditInput extends AdvanceAudit {
  /** CLOSE: nonconformities of the audit about which nothing was decided. */
  readonly undecided?: number
  /** START: what was frozen. */
  readonly sheet?: AuditSheet
  /** REPORT: what the findings became, and how many late dossiers the audited population has. */
  readonly nonconformityIds?: readonly Id[]
  readonly late?: number
}

const fault = (at: string, message: string, messageEn: string): DomainError => new DomainError('invalid-request', { errors: [{ at, rule: 'range', message, messageEn }] })

/** Days and people that cannot be: an end before its beginning, somebody twice, a unit that the plan does not name. @throws DomainError invalid-request */
const checkPlan = ({ periodFrom, periodTo, from, to, team, unitIds }: AuditPlan): void => {
  if (periodTo < periodFrom) throw fault('/plan', 'kỳ được đánh giá kết thúc trước khi bắt đầu', 'the audited period ends before it begins')
  if (to < from) throw fault('/plan', 'ngày kết thúc trước ngày bắt đầu', 'the last day is before the first')
  if (new Set(team.map(({ accountId }) => accountId)).size < team.length) throw fault('/plan/team', 'một người có hai lần trong tổ', 'somebody is in the team twice')
  if (team.filter(({ post }) => post === 'lead').length > 1) throw fault('/plan/team', 'tổ chỉ có một tổ trưởng', 'a team has one lead auditor')
  if (team.some((member) => member.unitIds.some((id) => !unitIds.includes(id)))) throw fault('/plan/team', 'giao đơn vị ngoài phạm vi', 'a member is given a unit outside the scope')
}

/** Parts that an approved plan must have: papers by number and day, a lead auditor, and for each unit somebody who audits it. */
const missingOf = ({ paper, decision, team, unitIds }: AuditPlan): string[] => [
  ...(paper === null ? ['paper'] : []), ...(decision === null ? ['decision'] : []), ...(team.some(({ post }) => post === 'lead') ? [] : ['lead']),
  ...(unitIds.every((id) => team.some((member) => member.unitIds.includes(id))) ? [] : ['unitAuditor']),
]

const guardFacts = ({ plan, conclusion }: Audit, input: Partial<AuditInput>): AuditGuardFacts => ({
  reasonGiven: input.reason !== undefined, planGiven: input.plan !== undefined, teamGiven: input.team !== undefined, missing: missingOf(plan), conclusionGiven: input.conclusion !== undefined,
  concluded: conclusion !== null, undecided: input.undecided ?? 0,
})

const refusals: Readonly<Record<AuditGuard, (audit: Audit, input: Partial<AuditInput>) => DomainError>> = {
  reasonGiven: () => new DomainError('reason-required'),
  planGiven: () => new DomainError('plan-incomplete', { missing: ['plan'] }),
  teamGiven: () => new DomainError('plan-incomplete', { missing: ['team'] }),
  complete: ({ plan }) => new DomainError('plan-incomplete', { missing: missingOf(plan) }),
  conclusionGiven: () => new DomainError('plan-incomplete', { missing: ['conclusion'] }),
  concluded: () => new DomainError('plan-incomplete', { missing: ['conclusion'], allowed: ['CONCLUDE'] }),
  followedUp: (_audit, { undecided }) => new DomainError('audit-not-followed-up', { undecided }),
}

/** What the event still asks for; null when it may go ahead. */
const requirementOf = (audit: Audit, input: Partial<AuditInput> & { readonly type: string }): DomainError | null => {
  const allowed = auditMachine.eventsOf(audit.state)
  if (!allowed.includes(input.type)) return new DomainError('event-not-allowed', { event: input.type, state: audit.state, allowed })
  const guard = auditMachine.refusedBy(audit.state, input.type, guardFacts(audit, input))
  return guard === null ? null : refusals[guard](audit, input)
}

/** A report cannot say "none" beside what was found, or beside late dossiers. @throws DomainError report-contradicts */
const checkReport = ({ conclusion, nonconformityIds }: Audit, { late = 0 }: AuditInput): void => {
  const findings = contradictions(conclusion ?? {}, { found: nonconformityIds.length, late })
  if (findings.length > 0) throw new DomainError('report-contradicts', { findings, found: nonconformityIds.length, late })
}

interface Change { readonly audit: Audit; readonly input: AuditInput; readonly people: readonly Id[]; readonly sign: Signature }
const added = (known: readonly Id[], people: readonly Id[]): Id[] => [...new Set([...known, ...people])]

const applied: Readonly<Record<AuditEventType, (change: Change) => Partial<Audit>>> = {
  EDIT: ({ audit, input, people }) => ({ plan: input.plan!, planners: added(audit.planners, people) }),
  APPROVE: ({ sign }) => ({ approved: sign }),
  REVISE: () => ({ approved: null }),
  START: ({ sign }) => ({ started: sign }),
  REPLACE: ({ audit, input }) => ({ plan: { ...audit.plan, team: input.team! } }),
  CONCLUDE: ({ input }) => ({ conclusion: input.conclusion! }),
  REPORT: ({ input, sign }) => ({ reported: sign, nonconformityIds: [...input.nonconformityIds ?? []] }),
  CLOSE: ({ sign }) => ({ ended: sign }),
  WITHDRAW: ({ sign }) => ({ ended: sign }),
}

const effectsOf = (event: JournaledAuditEvent, { plan }: Audit): AuditEffect[] => {
  if (event === 'APPROVE' || event === 'REPLACE') return [{ kind: 'auditApproved', to: { accounts: plan.team.map(({ accountId }) => accountId) } }]
  if (event === 'REPORT') return [{ kind: 'auditReported', to: { agency: ['qualityManager', 'agencyLeader', 'isoSecretary'] } }]
  return event === 'CREATE' ? [{ kind: 'auditToApprove', to: { agency: ['qualityManager', 'agencyLeader'] } }] : []
}

interface Happening { readonly event: JournaledAuditEvent; readonly sign: Signature; readonly unitId: Id; readonly more: Partial<AuditEntry> }
const given = <T extends object>(members: T): Partial<T> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>

/** The audit with one more entry chained to its journal, and the entry. */
const recorded = (after: Audit, { event, sign, unitId, more }: Happening): { readonly audit: Audit; readonly entry: ChainedAuditEntry } => {
  const seq = after.journalSeq + 1
  const entry = chain<AuditEntry>({
    ...given(more), v: 1, tenant: after.tenantId, audit: after.id, seq, prev: after.journalHash, at: formatInstant(sign.atMs, 'UTC'), event,
    actor: { account: sign.accountId, onBehalfOf: sign.onBehalfOf, role: sign.role, unit: unitId }, code: after.code, state: after.state,
  })
  return { audit: { ...after, version: after.version + 1, lastEventAtMs: sign.atMs, journalSeq: seq, journalHash: entry.hash }, entry }
}

const signOf = ({ accountId }: AuditFacts['actor'], { onBehalfOf, role }: Capacity, atMs: number): Signature => ({ accountId, onBehalfOf, role, atMs })

/** A new audit, planned. @throws DomainError role-not-granted | invalid-request | auditor-not-independent */
export function decideCreateAudit({ id, tenantId, code, plan }: Pick<Audit, 'id' | 'tenantId' | 'code' | 'plan'>, { actor, independence, nowMs }: Pick<AuditFacts, 'actor' | 'independence'> & { readonly nowMs: number }): AuditDecision {
  const capacity = mayPlan(actor)
  checkPlan(plan)
  checkIndependence(plan, independence)
  const sign = signOf(actor, capacity, nowMs)
  const kept = recorded({
    id, tenantId, code, plan, version: 0, state: 'planned', planners: peopleOf(actor, capacity), created: sign, approved: null, started: null, reported: null, ended: null, conclusion: null,
    nonconformityIds: [], lastEventAtMs: nowMs, journalSeq: 0, journalHash: chainStart,
  }, { event: 'CREATE', sign, unitId: capacity.unitId, more: { plan } })
  return { audit: kept.audit, entries: [kept.entry], effects: effectsOf('CREATE', kept.audit) }
}

/**
 * What follows from the event. Independence is asked whenever the team is named, and again when the plan is approved.
 * @throws DomainError event-not-allowed | role-not-granted | four-eyes | reason-required | plan-incomplete | invalid-request | auditor-not-independent | audit-not-followed-up | report-contradicts
 */
export function decideAudit(facts: AuditFacts, input: AuditInput, nowMs: number): AuditDecision {
  const { audit, actor } = facts
  const open = requirementOf(audit, input)
  if (open?.code === 'event-not-allowed') throw open
  const capacity = mayAudit(facts, input.type)
  if (capacity instanceof DomainError) throw capacity
  if (open !== null) throw open
  const next = auditMachine.nextState(audit.state, input.type, guardFacts(audit, input))
  if (next === null) throw new Error(`an event that is open did not move: ${input.type} in ${audit.state}`)
  const sign = signOf(actor, capacity, Math.max(nowMs, audit.lastEventAtMs + 1))
  const after: Audit = { ...audit, ...applied[input.type]({ audit, input, people: peopleOf(actor, capacity), sign }), state: next }
  if (['EDIT', 'REPLACE', 'APPROVE'].includes(input.type)) {
    checkPlan(after.plan)
    checkIndependence(after.plan, facts.independence)
  }
  if (input.type === 'REPLACE' && after.plan.team.some(({ accountId }) => peopleOf(actor, capacity).includes(accountId))) throw new DomainError('four-eyes', { event: 'REPLACE', people: peopleOf(actor, capacity) })
  if (input.type === 'REPLACE' && missingOf(after.plan).length > 0) throw new DomainError('plan-incomplete', { missing: missingOf(after.plan) })
  if (input.type === 'REPORT') checkReport(after, input)
  const { plan, team, reason, conclusion, sheet } = input
  const sample = sheet === undefined ? undefined : {
    seed: sheet.seed, rule: sheet.drawn.rule, populationHash: sheet.drawn.populationHash, populationCount: sheet.drawn.populationCount, codes: sheet.drawn.codes, questions: sheet.questions.length,
  }
  const nonconformities = input.type === 'REPORT' ? after.nonconformityIds : undefined
  const kept = recorded(after, { event: input.type, sign, unitId: capacity.unitId, more: { plan: input.type === 'EDIT' ? plan : undefined, team: input.type === 'REPLACE' ? team : undefined, reason, conclusion, sample, nonconformities } as Partial<AuditEntry> })
  return { audit: kept.audit, entries: [kept.entry], effects: effectsOf(input.type, kept.audit) }
}

/** One event that the audit takes. `refusal` null: this person may cause it now, with what `needs` asks for. */
export interface AuditOffer {
  readonly event: AuditEventType
  readonly needs: readonly ('reason' | 'plan' | 'team' | 'conclusion')[]
  readonly refusal: { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null
}
const needs: Readonly<Partial<Record<AuditEventType, AuditOffer['needs']>>> = { EDIT: ['plan'], REVISE: ['reason'], REPLACE: ['team', 'reason'], CONCLUDE: ['conclusion'], WITHDRAW: ['reason'] }

/** Every event that the audit takes, each once; what a form asks for counts as given. */
export const auditOffers = (facts: Pick<AuditFacts, 'audit' | 'actor'>, undecided: number): AuditOffer[] => {
  const { audit } = facts
  const open = new Set(auditMachine.eventsOf(audit.state))
  const asked = { reason: '-', plan: audit.plan, team: audit.plan.team, conclusion: { remarks: '-', recommendations: '-', nextSteps: '-', conclusion: '-' }, undecided }
  return auditEvents.filter((event) => open.has(event)).map((event) => {
    const may = mayAudit(facts, event)
    const refusal = may instanceof DomainError ? may : requirementOf(audit, { type: event, ...asked })
    return { event, needs: needs[event] ?? [], refusal: refusal === null ? null : { code: refusal.code, details: refusal.details } }
  })
}
