/** A corrective action (phiếu yêu cầu hành động khắc phục): what it holds, how it moves, how its effect is measured. ISO 9001:2015, 10.2; domain 4.4. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, InstantMs, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { DocumentFile, Signature } from './document.ts'
import type { Actor } from './dossier.ts'
import { Grade, NonconformitySource } from './nonconformity.ts'
import { Role } from './procedure.ts'
import { Cursor, page, PageSize } from './service.ts'

export const actionStates = ['proposed', 'analysing', 'awaitingApproval', 'doing', 'verifying', 'measuring', 'closed', 'carriedOver', 'withdrawn'] as const
export const ActionState = oneOf(actionStates)
export type ActionState = Static<typeof ActionState>

/** HĐKP-2026-0003: counts within the year in which it was proposed. */
export const ActionCode = Type.String({ maxLength: 20, pattern: '^HĐKP-\\d{4}-\\d{4,6}$' })

/** Where a cause lies: people, the procedure, tools, what was handed in, working with others, watching over it. */
export const causeCategories = ['people', 'procedure', 'tools', 'input', 'coordination', 'monitoring'] as const
export const CauseCategory = oneOf(causeCategories)
export type CauseCategory = Static<typeof CauseCategory>

/** Five whys, each the answer to the one before; the root cause in a sentence. */
export const Analysis = closed({
  whys: Type.Array(text(1000), { minItems: 1, maxItems: 7 }), categories: Type.Array(CauseCategory, { minItems: 1, maxItems: 6, uniqueItems: true }), rootCause: text(2000),
})
export type Analysis = Static<typeof Analysis>

/** What a figure is taken of: every member given narrows it. */
export const MeasureScope = closed({ unitId: Type.Optional(Id), field: Type.Optional(Code), procedure: Type.Optional(Code) })
export type MeasureScope = Static<typeof MeasureScope>

/**
 * Named before the work begins. `lateShare`: late or overdue dossiers of those resolved or overdue, target in 1/100 of a percent; `recurrence`: nonconformities
 * of the unit, target a number of them.
 */
export const MeasurePlan = closed({
  figure: oneOf(['lateShare', 'recurrence']), scope: MeasureScope, baselineFrom: LocalDate, baselineTo: LocalDate,
  target: Type.Integer({ minimum: 0, maximum: 10_000 }), windowFrom: LocalDate, windowTo: LocalDate,
})
export type MeasurePlan = Static<typeof MeasurePlan>

/** Counted by the service: hits out of a total; for `recurrence` the total is the days of the stretch. */
export const Counted = closed({ hits: Type.Integer({ minimum: 0 }), total: Type.Integer({ minimum: 0 }) })
export type Counted = Static<typeof Counted>

export const verdicts = ['effective', 'notEffective', 'inconclusive'] as const
export const Verdict = oneOf(verdicts)
export type Verdict = Static<typeof Verdict>

/** A result with its uncertainty. `p`: how likely so few would be if nothing had changed; `rate`: the bound that it is held against at this look. */
export const Measurement = closed({
  atMs: InstantMs, windowTo: LocalDate, look: Type.Integer({ minimum: 1, maximum: 100 }), baseline: Counted, window: Counted, verdict: Verdict, rule: Type.String({ maxLength: 40 }),
  p: Type.Number({ minimum: 0, maximum: 1 }), rate: Type.Number({ minimum: 0, maximum: 1 }), low: Type.Number({ minimum: 0 }), high: Type.Number({ minimum: 0 }),
})
export type Measurement = Static<typeof Measurement>

/** A file or a note that shows what was done. */
export const ActionEvidence = closed({ atMs: InstantMs, accountId: Id, note: nullable(text(2000)), file: nullable(DocumentFile) })
export type ActionEvidence = Static<typeof ActionEvidence>

const people = Type.Array(Id, { maxItems: 200 })

/** Everything that decides what may happen next to one action; kept whole, versioned, rebuilt by nothing but its own events. */
export const CorrectiveAction = closed({
  id: Id, tenantId: Id, version: Type.Integer({ minimum: 0 }), code: ActionCode, unitId: Id, state: ActionState,
  /** 1, and one more each time that it was found not to have worked. */
  round: Type.Integer({ minimum: 1, maximum: 100 }),
  source: NonconformitySource, grade: Grade, nonconformityIds: Type.Array(Id, { minItems: 1, maxItems: 200 }), summary: text(2000),
  ownerId: nullable(Id), dueOn: nullable(LocalDate), dueGround: nullable(line(300)),
  analysis: nullable(Analysis),
  /** What mends this case; what keeps the cause from coming back. ISO 9001:2015, 10.2.1 a and b: two different things. */
  correction: nullable(text(4000)), action: nullable(text(4000)),
  measure: nullable(MeasurePlan), baseline: nullable(Counted),
  /** Who has planned, worked and verified, the absent person of a substitute included: four-eyes reads them. */
  planners: people, doers: people, verifiers: people,
  proposed: Signature, submitted: nullable(Signature), approved: nullable(Signature), finished: nullable(Signature), verified: nullable(Signature), ended: nullable(Signature),
  evidence: Type.Array(ActionEvidence, { maxItems: 200 }), measurements: Type.Array(Measurement, { maxItems: 100 }),
  outcome: nullable(oneOf(['effective', 'unproven'])), previousId: nullable(Id), nextId: nullable(Id),
  lastEventAtMs: InstantMs, journalSeq: Type.Integer({ minimum: 0 }), journalHash: Sha256,
})
export type CorrectiveAction = Static<typeof CorrectiveAction>

/** Events that a person may cause by name; files have an address of their own. */
export const actionEvents = [
  'ACCEPT', 'ASSIGN', 'ANALYSE', 'SUBMIT', 'APPROVE', 'RETURN', 'REPORT', 'POSTPONE', 'FINISH', 'VERIFY', 'CLOSE', 'EXTEND', 'REOPEN', 'CARRY_OVER', 'WITHDRAW',
] as const
export type ActionEventType = (typeof actionEvents)[number]
/** Beside them: the beginning, a file, and the measurement that the service makes by itself. */
export type JournaledActionEvent = ActionEventType | 'PROPOSE' | 'ATTACH' | 'MEASURE'

/** Body of POST /corrective-actions. */
export const NewAction = closed({ nonconformityIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }), summary: text(2000) })
export type NewAction = Static<typeof NewAction>

/** Body of POST /corrective-actions/:id/events. */
export const AdvanceAction = closed({
  type: oneOf(actionEvents), reason: Type.Optional(text(2000)), ownerId: Type.Optional(Id), dueOn: Type.Optional(LocalDate), analysis: Type.Optional(Analysis),
  correction: Type.Optional(text(4000)), action: Type.Optional(text(4000)), measure: Type.Optional(MeasurePlan), note: Type.Optional(text(2000)), windowTo: Type.Optional(LocalDate),
})
export type AdvanceAction = Static<typeof AdvanceAction>

/** One journal entry before it is chained. */
export const ActionEntry = closed({
  v: Type.Literal(1), tenant: Id, action: Id, seq: Type.Integer({ minimum: 1 }), prev: Sha256, at: Instant, event: Type.String({ maxLength: 40 }),
  actor: closed({ account: nullable(Id), onBehalfOf: nullable(Id), role: nullable(Role), unit: nullable(Id) }),
  code: ActionCode, state: ActionState, round: Type.Integer(),
  reason: Type.Optional(text(2000)), owner: Type.Optional(Id), dueOn: Type.Optional(LocalDate), analysis: Type.Optional(Analysis), correction: Type.Optional(text(4000)),
  correctiveAction: Type.Optional(text(4000)), measure: Type.Optional(MeasurePlan), baseline: Type.Optional(Counted), note: Type.Optional(text(2000)), file: Type.Optional(Sha256),
  windowTo: Type.Optional(LocalDate), measured: Type.Optional(closed({ hits: Type.Integer(), total: Type.Integer(), verdict: Verdict, rule: Type.String({ maxLength: 40 }) })),
  nonconformities: Type.Optional(Type.Array(Id, { maxItems: 200 })), next: Type.Optional(Id), outcome: Type.Optional(oneOf(['effective', 'unproven'])),
})
export type ActionEntry = Static<typeof ActionEntry>
export interface ChainedActionEntry { readonly entry: ActionEntry; readonly canonical: string; readonly hash: Sha256 }

/** What storage tells about an action and its actor; a rule decides on this and on the time alone. */
export interface ActionFacts {
  readonly action: CorrectiveAction
  readonly actor: Actor
  /** The unit itself and all above it on the day, lowest first. */
  readonly unitLine: readonly Id[]
  readonly zone: string
}

/** Whom to tell of what, after the decision is kept. */
export interface ActionEffect {
  readonly kind: 'actionProposed' | 'actionGiven' | 'actionToApprove' | 'actionReturned' | 'actionApproved' | 'actionToVerify' | 'actionToDecide' | 'actionClosed' | 'actionReopened'
  readonly to: { readonly agency: readonly Role[]; readonly line: readonly Role[] } | { readonly accounts: readonly Id[] }
}

export interface ActionDecision { readonly action: CorrectiveAction; readonly entries: readonly ChainedActionEntry[]; readonly effects: readonly ActionEffect[] }

export const ActionFilter = closed({
  state: Type.Optional(ActionState), open: Type.Optional(Type.Boolean()), unit: Type.Optional(Id), mine: Type.Optional(Type.Boolean()), limit: Type.Optional(PageSize), after: Type.Optional(Cursor),
})
export type ActionFilter = Static<typeof ActionFilter>

const Signed = nullable(closed({ accountId: Id, onBehalfOf: nullable(Id), role: Role, at: Instant }))
/** An action as a program sees it: instants in RFC 3339 with the agency's offset. */
export const ActionView = Type.Object({
  ...Type.Omit(CorrectiveAction, [
    'tenantId', 'proposed', 'submitted', 'approved', 'finished', 'verified', 'ended', 'evidence', 'measurements', 'lastEventAtMs', 'journalSeq', 'journalHash']).properties,
  proposed: Signed, submitted: Signed, approved: Signed, finished: Signed, verified: Signed, ended: Signed,
  evidence: Type.Array(closed({ at: Instant, accountId: Id, note: nullable(Type.String()), file: nullable(closed({ sha256: Sha256, name: Type.String(), size: Type.Integer(), mediaType: Type.String() })) })),
  measurements: Type.Array(Type.Object({ ...Type.Omit(Measurement, ['atMs']).properties, at: Instant }, { additionalProperties: false })),
  lastEventAt: Instant,
}, { additionalProperties: false })
export type ActionView = Static<typeof ActionView>
export const ActionPage = page(ActionView)
/** One event that the action takes: open to this person, or why not. */
export const ActionOffers = closed({
  version: Type.Integer(),
  actions: Type.Array(closed({ event: Type.String(), needs: Type.Array(Type.String()), allowed: Type.Boolean(), refusal: nullable(closed({ code: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) })) })),
})
/** `verified`: the chain is whole and ends where the action says. */
export const ActionJournalView = closed({ verified: Type.Boolean(), entries: Type.Array(closed({ entry: ActionEntry, hash: Sha256 })) })

/** By when an action is to be done, as the agency decided: so many days or months for one source of nonconformities, or (null) for all others, from a day on. */
export const NewActionLimit = closed({
  source: nullable(NonconformitySource), unit: oneOf(['day', 'month']), amount: Type.Integer({ minimum: 1, maximum: 366 }), ground: line(300), validFrom: LocalDate,
})
export type NewActionLimit = Static<typeof NewActionLimit>
/** A limit that holds; `own`: the agency's, else the one that the service came with. */
export const ActionLimitView = closed({ ...NewActionLimit.properties, own: Type.Boolean() })
export type ActionLimitView = Static<typeof ActionLimitView>
export const ActionLimits = closed({ items: Type.Array(ActionLimitView, { maxItems: 500 }) })
