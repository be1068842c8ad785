/** What a dossier, a request to move it, and the facts about its actor are. docs/dossier.md; TT 01/2018/TT-VPCP. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, InstantMs, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { Clock, Timeliness } from './calendar.ts'
import { EventType, MachineState, OfficialStatus, Role } from './procedure.ts'

/** Dossier code in either official style: `000.00.07.H19-201222-0001` or `H19.07-250715-0012` (TT 01/2018 art. 19; QĐ 20/2020). */
export const dossierCodePattern = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'
export const DossierCode = Type.String({ maxLength: 64, pattern: dossierCodePattern })
/** Agency code as it begins a dossier code. */
export const AgencyCode = Type.String({ maxLength: 32, pattern: '^(\\d{3}\\.\\d{2}\\.\\d{2}\\.[A-Z]\\d{2}|[A-Z]\\d{2}(\\.[0-9A-Z]{1,3}){0,4})$' })

export const Channel = oneOf(['direct', 'online', 'postal'])
export type Channel = Static<typeof Channel>
export const ApplicantKind = oneOf(['citizen', 'business', 'stateBody', 'organisation', 'other'])
export type ApplicantKind = Static<typeof ApplicantKind>

/** The person or body that files. Personal: never in a log, in the journal only as salted commitments. */
export const Applicant = closed({
  kind: ApplicantKind,
  name: line(200),
  phone: Type.Optional(Type.String({ pattern: '^\\+?[0-9 .-]{6,20}$' })),
  email: Type.Optional(Type.String({ maxLength: 200, pattern: '^[^@\\s]{1,64}@[^@\\s]{1,130}$' })),
  address: Type.Optional(line(400)),
  idNumber: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{5,20}$' })),
})
export type Applicant = Static<typeof Applicant>

/** One required paper as it was handed in. */
export const ReceivedPaper = closed({ code: Code, originals: Type.Integer({ minimum: 0, maximum: 50 }), copies: Type.Integer({ minimum: 0, maximum: 50 }) })
export type ReceivedPaper = Static<typeof ReceivedPaper>

/** Who has a step in hand. */
export const StepHolding = closed({
  step: Type.String({ maxLength: 200 }),
  role: nullable(Role),
  place: oneOf(['receiving', 'responsible', 'agency']),
  unitId: Id,
  holderId: nullable(Id),
  enteredAtMs: InstantMs,
  acknowledgedAtMs: nullable(InstantMs),
  /** When this visit of the step uses up the step's own limit; null without one. It orders work and calls for attention, it has no legal force. */
  dueAtMs: nullable(InstantMs),
})
export type StepHolding = Static<typeof StepHolding>

/** Everything that decides what may happen next to one dossier; kept whole, versioned, and rebuilt by nothing but its own events. */
export const Dossier = closed({
  id: Id,
  tenantId: Id,
  code: nullable(DossierCode),
  version: Type.Integer({ minimum: 0 }),
  procedureCode: Code,
  procedureHash: Sha256,
  calendarId: Code,
  calendarVersion: Type.Integer({ minimum: 1 }),
  channel: Channel,
  receivingUnitId: Id,
  responsibleUnitId: Id,
  status: OfficialStatus,
  state: MachineState,
  done: Type.Boolean(),
  steps: Type.Array(StepHolding, { maxItems: 40 }),
  /** The last holder of each step, so that returned work goes back to the same person. */
  holders: Type.Record(Type.String({ maxLength: 200 }), Id),
  /** Who has done each step, the absent person of a substitute included: the four-eyes rule reads it. */
  doneBy: Type.Record(Type.String({ maxLength: 200 }), Type.Array(Id, { maxItems: 40 })),
  clock: Clock,
  limitVariant: nullable(Type.String({ maxLength: 64 })),
  papers: Type.Array(ReceivedPaper, { maxItems: 60 }),
  submittedAtMs: InstantMs,
  receivedAtMs: nullable(InstantMs),
  resultReadyAtMs: nullable(InstantMs),
  deliveredAtMs: nullable(InstantMs),
  closedAtMs: nullable(InstantMs),
  lastEventAtMs: InstantMs,
  /** Fixed once, when the result is ready: against the date in force then, and against the one first printed. */
  timeliness: nullable(Timeliness),
  daysLate: nullable(Type.Integer({ minimum: 0 })),
  timelinessVsOriginal: nullable(Timeliness),
  timelinessRule: nullable(Type.String({ maxLength: 40 })),
  journalSeq: Type.Integer({ minimum: 0 }),
  journalHash: Sha256,
})
export type Dossier = Static<typeof Dossier>

/** Body of POST /dossiers. */
export const ReceiveDossier = closed({
  procedureCode: Code,
  channel: Channel,
  /** True at the desk and by post: accepted on the spot with a code and a receipt. False: filed online, status 1, no code yet. */
  accept: Type.Boolean(),
  applicant: Applicant,
  subject: Type.Optional(text(2000)),
  papers: Type.Array(ReceivedPaper, { maxItems: 60 }),
  receivingUnitId: Type.Optional(Id),
  responsibleUnitId: Type.Optional(Id),
})
export type ReceiveDossier = Static<typeof ReceiveDossier>

/** Body of POST /dossiers/:id/events: one event on one dossier. */
export const AdvanceDossier = closed({
  type: EventType,
  /** The active step meant, needed only where two strands offer the same event. */
  step: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  reason: Type.Optional(text(2000)),
  /** Number and date of the paper that goes with it. */
  paper: Type.Optional(closed({ number: line(60), on: LocalDate })),
  assigneeId: Type.Optional(Id),
  choice: Type.Optional(Code),
  newDueOn: Type.Optional(LocalDate),
  papers: Type.Optional(Type.Array(ReceivedPaper, { maxItems: 60 })),
})
export type AdvanceDossier = Static<typeof AdvanceDossier>

/** A role held on the day, by the actor or, through a substitution, by the absent person. */
export const HeldRole = closed({ role: Role, unitId: Id, onBehalfOf: nullable(Id) })
export type HeldRole = Static<typeof HeldRole>
export const Actor = closed({ accountId: Id, roles: Type.Array(HeldRole, { maxItems: 500 }) })
export type Actor = Static<typeof Actor>

/** What storage tells about a dossier and its actor; a rule decides on this and on the time alone. */
export interface DossierFacts {
  readonly dossier: Dossier
  readonly actor: Actor
  /** The unit itself and all above it on the day, lowest first. */
  readonly receivingLine: readonly Id[]
  readonly responsibleLine: readonly Id[]
  /** The person named in the request as assignee, with the roles held on the day; null when none was named or none exists. */
  readonly assignee: Actor | null
}

/** Somebody to tell after the commit. Plain data, nothing personal. */
export type EffectKind = 'assigned' | 'returned' | 'waiting' | 'resultReady' | 'reassigned' | 'stopped' | 'ended' | 'formIssued' | 'tellApplicant' | 'notify'
export interface Effect { readonly kind: EffectKind; readonly payload: Readonly<Record<string, unknown>> }

/** One journal entry before it is chained. RFC 8785 canonical JSON of it, with `prev`, is what is hashed. */
export const JournalEntry = closed({
  v: Type.Literal(1),
  tenant: Id,
  dossier: Id,
  seq: Type.Integer({ minimum: 1 }),
  prev: Sha256,
  at: Instant,
  recordedAt: Instant,
  event: EventType,
  step: nullable(Type.String({ maxLength: 200 })),
  /** Account and role; all null for an imported log, whose own name for who did it is the personal text `source`. */
  actor: closed({ account: nullable(Id), onBehalfOf: nullable(Id), role: nullable(Role), unit: nullable(Id) }),
  status: OfficialStatus,
  steps: Type.Array(closed({ step: Type.String({ maxLength: 200 }), unit: Id, holder: nullable(Id) }), { maxItems: 40 }),
  clock: closed({
    mode: oneOf(['notStarted', 'runs', 'stopped', 'ended']), dueAt: nullable(Instant),
    consumed: Type.Integer(), budget: Type.Integer(), unit: Type.String({ maxLength: 20 }),
  }),
  procedure: Sha256,
  calendar: Type.String({ maxLength: 100 }),
  code: Type.Optional(DossierCode),
  timeliness: Type.Optional(nullable(Timeliness)),
  daysLate: Type.Optional(nullable(Type.Integer())),
  paper: Type.Optional(closed({ form: nullable(Code), number: nullable(line(60)), on: nullable(LocalDate) })),
  /** What the procedure or the law did not foresee, kept and not dropped. */
  deviation: Type.Optional(closed({ rule: Code, allowed: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 60 }) })),
  /** Salted SHA-256 of each personal field; the salt and the text lie apart and can be erased lawfully. */
  personal: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Sha256)),
})
export type JournalEntry = Static<typeof JournalEntry>

/** The clear side of a commitment: erased when the law asks, the chain still verifies. */
export interface PersonalField { readonly seq: number; readonly field: string; readonly salt: string; readonly value: string }

/** A journal entry ready to be kept: its canonical text and the hash over it. */
export interface ChainedEntry { readonly entry: JournalEntry; readonly canonical: string; readonly hash: Sha256 }

/** What a rule decided: the next dossier, what to write down, and what to do after the commit. */
export interface Decision {
  readonly dossier: Dossier
  readonly entries: readonly ChainedEntry[]
  readonly personal: readonly PersonalField[]
  readonly effects: readonly Effect[]
}
