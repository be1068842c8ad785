/** An internal audit (đánh giá nội bộ): plan, team, life, conclusion. ISO 9001:2015, 9.2; domain 4.4. Sample and checklist: audit-sheet.ts. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, InstantMs, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { Drawn, LineEvidence, LineResult, UncheckedLine } from './audit-sheet.ts'
import { Signature } from './document.ts'
import type { Actor } from './dossier.ts'
import { DocumentNumber } from './fact.ts'
import { Clause } from './nonconformity.ts'
import { Role } from './procedure.ts'
import { Cursor, page, PageSize } from './service.ts'

export const auditStates = ['planned', 'approved', 'underWay', 'reported', 'closed', 'withdrawn'] as const
export const AuditState = oneOf(auditStates)
export type AuditState = Static<typeof AuditState>

/** ĐGNB-2026-0001: counts within the year in which it was planned. */
export const AuditCode = Type.String({ maxLength: 20, pattern: '^ĐGNB-\\d{4}-\\d{4,6}$' })

/** Tổ trưởng, tổ phó, thành viên, thư ký. */
export const teamPosts = ['lead', 'deputy', 'auditor', 'secretary'] as const
export const TeamPost = oneOf(teamPosts)
export type TeamPost = Static<typeof TeamPost>

/** Number and day of a paper: the plan, the decision that names the team. */
export const AuditPaper = closed({ number: DocumentNumber, on: LocalDate })
export type AuditPaper = Static<typeof AuditPaper>

const unitIds = (minItems: number) => Type.Array(Id, { minItems, maxItems: 50, uniqueItems: true })
const procedures = Type.Array(Code, { maxItems: 100, uniqueItems: true })

/**
 * A member with what they audit: these units, in them these procedures (none named: those of the plan). A secretary may audit nothing. `exceptOwn`: of the units'
 * dossiers all but those that they acted on; without it having acted on one is against them. In a commune nearly everybody acts on some dossier of every unit.
 */
export const TeamMember = closed({ accountId: Id, post: TeamPost, unitIds: unitIds(0), procedures, exceptOwn: Type.Boolean() })
export type TeamMember = Static<typeof TeamMember>

/** Scope, criteria, days, team. `procedures` empty: all of the units. `seed`: from which the sample is drawn; published with the plan, so that anyone can redraw it. */
export const AuditPlan = closed({
  title: line(200), objective: text(2000), unitIds: unitIds(1), procedures, clauses: Type.Array(Clause, { minItems: 1, maxItems: 60, uniqueItems: true }), catalogue: Code,
  periodFrom: LocalDate, periodTo: LocalDate, from: LocalDate, to: LocalDate, paper: nullable(AuditPaper), decision: nullable(AuditPaper),
  team: Type.Array(TeamMember, { maxItems: 30 }), seed: line(200), sampleMost: Type.Integer({ minimum: 1, maximum: 300 }),
})
export type AuditPlan = Static<typeof AuditPlan>

/** What the lead auditor states beside what is counted (layout of a real report: domain 6.4). */
export const AuditConclusion = closed({ remarks: text(8000), recommendations: text(4000), nextSteps: text(4000), conclusion: text(2000) })
export type AuditConclusion = Static<typeof AuditConclusion>

const people = Type.Array(Id, { maxItems: 200 })

/** Everything that decides what may happen next to one audit; kept whole, versioned. */
export const Audit = closed({
  id: Id, tenantId: Id, version: Type.Integer({ minimum: 0 }), code: AuditCode, state: AuditState, plan: AuditPlan, planners: people,
  created: Signature, approved: nullable(Signature), started: nullable(Signature), reported: nullable(Signature), ended: nullable(Signature),
  conclusion: nullable(AuditConclusion), nonconformityIds: Type.Array(Id, { maxItems: 1000 }),
  lastEventAtMs: InstantMs, journalSeq: Type.Integer({ minimum: 0 }), journalHash: Sha256,
})
export type Audit = Static<typeof Audit>

/** Events that a person may cause by name. */
export const auditEvents = ['EDIT', 'APPROVE', 'REVISE', 'START', 'REPLACE', 'CONCLUDE', 'REPORT', 'CLOSE', 'WITHDRAW'] as const
export type AuditEventType = (typeof auditEvents)[number]
export type JournaledAuditEvent = AuditEventType | 'CREATE' | 'RECORD'

/** Body of POST /audits/:id/events. */
export const AdvanceAudit = closed({
  type: oneOf(auditEvents), plan: Type.Optional(AuditPlan), team: Type.Optional(Type.Array(TeamMember, { maxItems: 30 })), reason: Type.Optional(text(2000)), conclusion: Type.Optional(AuditConclusion),
})
export type AdvanceAudit = Static<typeof AdvanceAudit>

/** One journal entry before it is chained; `plan`: the whole plan as it is from then on. */
export const AuditEntry = closed({
  v: Type.Literal(1), tenant: Id, audit: Id, seq: Type.Integer({ minimum: 1 }), prev: Sha256, at: Instant, event: Type.String({ maxLength: 40 }),
  actor: closed({ account: Id, onBehalfOf: nullable(Id), role: Role, unit: Id }), code: AuditCode, state: AuditState,
  plan: Type.Optional(AuditPlan), team: Type.Optional(Type.Array(TeamMember, { maxItems: 30 })), reason: Type.Optional(text(2000)), conclusion: Type.Optional(AuditConclusion),
  nonconformities: Type.Optional(Type.Array(Id, { maxItems: 1000 })),
  sample: Type.Optional(closed({ seed: line(200), rule: Drawn.properties.rule, populationHash: Sha256, populationCount: Type.Integer(), codes: Drawn.properties.codes, questions: Type.Integer() })),
  line: Type.Optional(closed({ key: Type.String({ maxLength: 60 }), version: Type.Integer(), result: LineResult, clause: Clause, note: nullable(text(4000)), evidence: Type.Array(LineEvidence, { maxItems: 40 }) })),
})
export type AuditEntry = Static<typeof AuditEntry>
export interface ChainedAuditEntry { readonly entry: AuditEntry; readonly canonical: string; readonly hash: Sha256 }

/** A stretch of days; the last null: without end. */
interface Days { readonly validFrom: LocalDate; readonly validTo: LocalDate | null }
/** What the rule of independence looks at: who held what, who stood in for whom, who acted on which dossiers within the audited period. */
export interface IndependenceFacts {
  readonly today: LocalDate
  readonly units: readonly { readonly id: Id; readonly parentId: Id | null }[]
  readonly successions: readonly { readonly unitId: Id; readonly successorId: Id }[]
  readonly grants: readonly (Days & { readonly accountId: Id; readonly unitId: Id; readonly role: Role })[]
  readonly substitutions: readonly (Days & { readonly absentAccountId: Id; readonly substituteAccountId: Id; readonly role: Role | null })[]
  readonly acts: readonly Act[]
}
/** What somebody did on dossiers of one procedure and responsible unit: so many, and some of their codes. */
export interface Act { readonly accountId: Id; readonly onBehalfOf: Id | null; readonly procedure: string; readonly unitId: Id; readonly dossiers: number; readonly codes: readonly string[] }

/** Why somebody may not audit something: a unit of their own; procedures, or dossiers, that they acted on. */
export const independenceRules = ['ownUnit', 'ownProcedure', 'ownDossier'] as const
export interface Violation {
  readonly accountId: Id; readonly rule: (typeof independenceRules)[number]; readonly unitIds: readonly Id[]; readonly procedures: readonly string[]; readonly dossiers: number; readonly codes: readonly string[]
}

/** What storage tells about an audit and its actor; a rule decides on this and on the time alone. */
export interface AuditFacts { readonly audit: Audit; readonly actor: Actor; readonly zone: string; readonly independence: IndependenceFacts }

/** Whom to tell of what, after the decision is kept. */
export interface AuditEffect { readonly kind: 'auditToApprove' | 'auditApproved' | 'auditReported'; readonly to: { readonly agency: readonly Role[] } | { readonly accounts: readonly Id[] } }
export interface AuditDecision { readonly audit: Audit; readonly entries: readonly ChainedAuditEntry[]; readonly effects: readonly AuditEffect[] }

export const AuditFilter = closed({ state: Type.Optional(AuditState), year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2200 })), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
export type AuditFilter = Static<typeof AuditFilter>

const Signed = nullable(closed({ accountId: Id, onBehalfOf: nullable(Id), role: Role, at: Instant }))
/** An audit as a program sees it. */
export const AuditView = Type.Object({
  ...Type.Omit(Audit, ['tenantId', 'created', 'approved', 'started', 'reported', 'ended', 'lastEventAtMs', 'journalSeq', 'journalHash']).properties,
  created: Signed, approved: Signed, started: Signed, reported: Signed, ended: Signed, lastEventAt: Instant,
  /** The answer to START alone: dossiers of the sample that nobody of the team may check. */
  unchecked: Type.Optional(Type.Array(UncheckedLine, { maxItems: 300 })),
}, { additionalProperties: false })
export type AuditView = Static<typeof AuditView>
export const AuditPage = page(AuditView)
export const AuditOffers = closed({
  version: Type.Integer(),
  actions: Type.Array(closed({ event: Type.String(), needs: Type.Array(Type.String()), allowed: Type.Boolean(), refusal: nullable(closed({ code: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) })) })),
})
/** `verified`: the chain is whole and ends where the audit says. */
export const AuditJournalView = closed({ verified: Type.Boolean(), entries: Type.Array(closed({ entry: AuditEntry, hash: Sha256 })) })

/** The yearly programme (chương trình): which unit in which months, by a decision. Every version is kept whole, chained to the one before. */
export const AuditProgramme = closed({
  year: Type.Integer({ minimum: 2000, maximum: 2200 }), decision: AuditPaper,
  lines: Type.Array(closed({ unitId: Id, months: Type.Array(Type.Integer({ minimum: 1, maximum: 12 }), { minItems: 1, maxItems: 12, uniqueItems: true }) }), { minItems: 1, maxItems: 100 }),
})
export type AuditProgramme = Static<typeof AuditProgramme>
export const ProgrammeEntry = closed({
  v: Type.Literal(1), tenant: Id, seq: Type.Integer({ minimum: 1 }), prev: Sha256, at: Instant, actor: closed({ account: Id, onBehalfOf: nullable(Id), role: Role }), programme: AuditProgramme,
})
export type ProgrammeEntry = Static<typeof ProgrammeEntry>
export const ProgrammeView = closed({ version: Type.Integer(), at: Instant, by: Id, programme: AuditProgramme })
export type ProgrammeView = Static<typeof ProgrammeView>
