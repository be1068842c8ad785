/** What a procedure definition is: metadata and an XState v5 machine in JSON. docs/dossier.md. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { Limit, OnResume } from './calendar.ts'

/** The ten official statuses (TrangThaiHoSo of the national portal). */
export const OfficialStatus = Type.Integer({ minimum: 1, maximum: 10 })
export type OfficialStatus = Static<typeof OfficialStatus>
export const officialStatuses: Readonly<Record<number, Bilingual>> = {
  1: { vi: 'Mới đăng ký', en: 'Submitted' },
  2: { vi: 'Được tiếp nhận', en: 'Received' },
  3: { vi: 'Không được tiếp nhận', en: 'Refused' },
  4: { vi: 'Đang xử lý', en: 'In progress' },
  5: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Supplement requested' },
  6: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  7: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn' },
  8: { vi: 'Dừng xử lý', en: 'Stopped' },
  9: { vi: 'Đã xử lý xong', en: 'Result ready' },
  10: { vi: 'Đã trả kết quả', en: 'Delivered' },
}

/** What the legal clock does while a step is active. Default by status: 1 notStarted; 2, 4 runs; 5, 6, 8 stopped; 3, 7, 9, 10 ended. */
export const ClockMode = oneOf(['notStarted', 'runs', 'stopped', 'ended'])
export type ClockMode = Static<typeof ClockMode>

/** Roles of the field (docs/dossier.md), in the order in which screens offer them. A role is held in a unit; the applicant is never a user of the service. */
export const roles = [
  'receptionist', 'oneStopHead', 'unitHead', 'specialist', 'agencyLeader', 'recordsClerk', 'accountant',
  'isoSecretary', 'qualityManager', 'internalAuditor', 'businessAdmin', 'technicalAdmin', 'inspector', 'consultedBody',
] as const
export const Role = oneOf(roles)
export type Role = Static<typeof Role>
/** What people call the roles. */
export const roleNames: Readonly<Record<'vi' | 'en', Readonly<Record<Role, string>>>> = {
  vi: {
    receptionist: 'Cán bộ Một cửa', oneStopHead: 'Phụ trách Một cửa', unitHead: 'Trưởng phòng', specialist: 'Chuyên viên',
    agencyLeader: 'Lãnh đạo cơ quan', recordsClerk: 'Văn thư', accountant: 'Kế toán',
    isoSecretary: 'Thư ký ISO', qualityManager: 'Đại diện lãnh đạo về chất lượng', internalAuditor: 'Đánh giá viên nội bộ',
    businessAdmin: 'Quản trị nghiệp vụ', technicalAdmin: 'Quản trị kỹ thuật', inspector: 'Thanh tra',
    consultedBody: 'Cơ quan được lấy ý kiến',
  },
  en: {
    receptionist: 'One-stop clerk', oneStopHead: 'Head of the one-stop desk', unitHead: 'Head of unit', specialist: 'Specialist',
    agencyLeader: 'Agency leader', recordsClerk: 'Records clerk', accountant: 'Accountant',
    isoSecretary: 'ISO secretary', qualityManager: 'Quality manager', internalAuditor: 'Internal auditor',
    businessAdmin: 'Business administrator', technicalAdmin: 'Technical administrator', inspector: 'Inspector',
    consultedBody: 'Consulted body',
  },
}

/** Where a step's role must be held: at the receiving desk, in the responsible unit (or above it), or anywhere in the agency. */
export const Place = oneOf(['receiving', 'responsible', 'agency'])
export type Place = Static<typeof Place>

/** Standard events (docs/dossier.md). A definition may add its own in `events`; those mean "step done" under another name. */
export const standardEvents = [
  'SUBMIT', 'REQUEST_COMPLETION', 'REFUSE', 'ACCEPT', 'HAND_OVER', 'ACKNOWLEDGE', 'RETURN_WRONG_ADDRESSEE', 'ASSIGN', 'CLAIM',
  'STEP_DONE', 'STEP_RETURNED', 'REQUEST_SUPPLEMENT', 'SUPPLEMENT_RECEIVED', 'REQUEST_PAYMENT', 'PAYMENT_CONFIRMED',
  'CONSULT_SENT', 'CONSULT_ANSWERED', 'APOLOGY_ISSUED', 'STOP', 'RESUME', 'WITHDRAW', 'RESULT_SIGNED', 'RESULT_DELIVERED',
] as const
export const EventType = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Z][A-Za-z0-9_-]*$' })
export type EventType = Static<typeof EventType>

/** Guards and actions by name. Parameters are checked against `schemas/procedure.ts` when a definition is read. */
export const guardNames = ['papersComplete', 'reasonGiven', 'paperGiven', 'noApologyYet', 'countBelow', 'inState', 'choice'] as const
export const actionNames = ['countUp', 'useLimit', 'assign', 'claim', 'acknowledge', 'clearHolder', 'issueForm', 'apologise', 'resetClock', 'notify'] as const
const Named = closed({ type: Type.String({ minLength: 1, maxLength: 64 }), params: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), { maxProperties: 10 })) })
const NameOrNamed = Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Named])

/** Typed `meta` of a state. On a compound or parallel state it is inherited by the states inside it. */
export const StepMeta = closed({
  name: Type.Optional(Bilingual),
  role: Type.Optional(Role),
  place: Type.Optional(Place),
  /** The step's own limit, its total over all visits: returned work gets no fresh allotment. */
  limit: Type.Optional(Limit),
  /** This step runs within the limit of another one (a consultation within appraisal): it adds nothing to the sum. */
  within: Type.Optional(Type.String({ maxLength: 200 })),
  status: Type.Optional(OfficialStatus),
  clock: Type.Optional(ClockMode),
  /** Why the clock stands still, and the paper that says so (form code). */
  stopGround: Type.Optional(line(300)),
  paper: Type.Optional(Code),
  form: Type.Optional(Code),
  output: Type.Optional(line(300)),
  /** Steps (dotted paths) whose doers may not do this one. */
  fourEyes: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 10 })),
  guidance: Type.Optional(text(2000)),
})
export type StepMeta = Static<typeof StepMeta>

/** Typed `meta` of a transition: who may cause it if not the step's own role, and whether it is a branch off the main path. */
export const TransitionMeta = closed({
  role: Type.Optional(Role),
  place: Type.Optional(Place),
  branch: Type.Optional(Type.Boolean()),
  paper: Type.Optional(Code),
  reason: Type.Optional(Type.Boolean()),
  name: Type.Optional(Bilingual),
})
export type TransitionMeta = Static<typeof TransitionMeta>

export const MachineTransition = closed({
  target: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Array(Type.String({ maxLength: 200 }), { maxItems: 10 })])),
  guard: Type.Optional(NameOrNamed),
  actions: Type.Optional(Type.Union([NameOrNamed, Type.Array(NameOrNamed, { maxItems: 10 })])),
  reenter: Type.Optional(Type.Boolean()),
  meta: Type.Optional(TransitionMeta),
})
export type MachineTransition = Static<typeof MachineTransition>
export const TransitionConfig = Type.Union([Type.String({ maxLength: 200 }), MachineTransition, Type.Array(MachineTransition, { maxItems: 10 })])
export type TransitionConfig = Static<typeof TransitionConfig>

/** A state of the machine, nested at most 6 deep (checked by `check`): the subset of XState v5 that a procedure may use; no `after`, `invoke` or `spawn`. */
export interface StateConfig {
  id?: string
  type?: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  history?: 'shallow' | 'deep'
  target?: string
  initial?: string
  meta?: StepMeta
  on?: Record<string, TransitionConfig>
  onDone?: TransitionConfig
  always?: MachineTransition | MachineTransition[]
  entry?: string | { type: string; params?: Record<string, unknown> } | (string | { type: string; params?: Record<string, unknown> })[]
  states?: Record<string, StateConfig>
}
/** Where a machine stands, in plain JSON: XState value, loop counters, and the node ids that each history state remembers. */
export const MachineState = closed({
  value: Type.Unsafe<MachineValue>({}),
  counters: Type.Record(Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  history: Type.Record(Type.String({ maxLength: 400 }), Type.Array(Type.String({ maxLength: 400 }), { maxItems: 40 })),
})
export type MachineState = Static<typeof MachineState>
export type MachineValue = string | { [region: string]: MachineValue }

const StateConfigSchema = Type.Unsafe<StateConfig>(Type.Cyclic({
  State: closed({
    id: Type.Optional(Type.String({ maxLength: 100 })),
    type: Type.Optional(oneOf(['atomic', 'compound', 'parallel', 'final', 'history'])),
    history: Type.Optional(oneOf(['shallow', 'deep'])),
    target: Type.Optional(Type.String({ maxLength: 200 })),
    initial: Type.Optional(Type.String({ maxLength: 64 })),
    meta: Type.Optional(StepMeta),
    on: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), TransitionConfig, { maxProperties: 60 })),
    onDone: Type.Optional(TransitionConfig),
    always: Type.Optional(Type.Union([MachineTransition, Type.Array(MachineTransition, { maxItems: 10 })])),
    entry: Type.Optional(Type.Union([NameOrNamed, Type.Array(NameOrNamed, { maxItems: 10 })])),
    states: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Ref('State'), { maxProperties: 100 })),
  }),
}, 'State'))

export const RequiredPaper = closed({
  code: Code, name: Bilingual,
  originals: Type.Integer({ minimum: 0, maximum: 50 }), copies: Type.Integer({ minimum: 0, maximum: 50 }),
  required: Type.Boolean(),
})
export type RequiredPaper = Static<typeof RequiredPaper>

/** One revision of a procedure, as it is published. Content-addressed (SHA-256 of its RFC 8785 form), immutable once effective. */
export const ProcedureDefinition = closed({
  format: Type.Literal(1),
  code: Code,
  revision: Type.Integer({ minimum: 1, maximum: 10_000 }),
  kind: oneOf(['tthc', 'internal', 'log']),
  /** Code on the national database of administrative procedures, for example 2.000033. */
  publicServiceCode: Type.Optional(line(40)),
  title: Bilingual,
  field: Type.Optional(closed({ code: Code, name: Bilingual })),
  level: Type.Optional(oneOf(['bo', 'tinh', 'so', 'huyen', 'xa'])),
  /** How much of it is done online: all ("toàn trình") or a part ("một phần", NĐ 224/2026 art. 14); absent: not published online, or not stated. */
  onlineLevel: Type.Optional(oneOf(['full', 'partial'])),
  validFrom: LocalDate,
  /** The last day on which a dossier may be received under it; null while in force. */
  validTo: nullable(LocalDate),
  legalBasis: Type.Array(closed({ citation: line(300), source: Type.Optional(line(100)) }), { maxItems: 40 }),
  requiredPapers: Type.Array(RequiredPaper, { maxItems: 60 }),
  fee: Type.Optional(closed({ amountDong: Type.Integer({ minimum: 0, maximum: 1e12 }), note: Type.Optional(line(300)) })),
  limit: Limit,
  /** Other limits that an action `useLimit` may bring in (special cases named by law), by name. */
  limitVariants: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), closed({ limit: Limit, ground: line(300) }), { maxProperties: 10 })),
  onResume: OnResume,
  /** Working days from receipt within which a supplement may be asked (NĐ 61/2018 art. 19.4: 3); absent: no such limit. */
  supplementNoticeDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** Hours that the agency counts for one day when step limits are compared with the published limit; plausibility only, never a due date. */
  hoursPerDay: Type.Number({ minimum: 1, maximum: 24 }),
  /** Events of its own, beside the standard ones. */
  events: Type.Optional(Type.Record(EventType, closed({ name: Bilingual }), { maxProperties: 100 })),
  machine: closed({
    id: Type.String({ minLength: 1, maxLength: 64 }),
    initial: Type.Optional(Type.String({ maxLength: 64 })),
    type: Type.Optional(oneOf(['compound', 'parallel'])),
    meta: Type.Optional(StepMeta),
    on: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), TransitionConfig, { maxProperties: 60 })),
    states: Type.Record(Type.String({ maxLength: 64 }), StateConfigSchema, { minProperties: 1, maxProperties: 100 }),
  }),
})
export type ProcedureDefinition = Static<typeof ProcedureDefinition>

/** Who holds which role, for the findings that depend on people. */
export const Staffing = closed({
  people: Type.Array(closed({
    id: line(64),
    roles: Type.Array(Role, { maxItems: 20 }),
    /** Roles in which this person stands in for somebody else. */
    substitutes: Type.Optional(Type.Array(Role, { maxItems: 20 })),
  }), { maxItems: 100_000 }),
})
export type Staffing = Static<typeof Staffing>

export const findingRules = [
  'schema', 'machine-does-not-compile', 'unreachable-step', 'cannot-reach-end', 'loop-without-bound-or-exit', 'worst-case-above-limit',
  'limits-do-not-sum', 'limit-invalid', 'role-nobody-holds', 'one-person-role', 'four-eyes-one-person', 'unknown-guard', 'unknown-action', 'unknown-event',
  'missing-status', 'stopped-without-paper', 'stopped-without-way-back', 'calendar-not-covering', 'step-without-role', 'too-deep',
] as const
export const Finding = closed({
  rule: oneOf(findingRules),
  severity: oneOf(['error', 'warning']),
  /** The state (dotted path) or member that the finding is about. */
  at: Type.String({ maxLength: 400 }),
  /** The shortest way that shows it: events and states in turn, from the start. */
  path: Type.Array(Type.String({ maxLength: 400 }), { maxItems: 400 }),
  message: Bilingual,
})
export type Finding = Static<typeof Finding>

/** A revision as it is pinned by dossiers. */
export const ProcedureRevision = closed({ hash: Sha256, definition: ProcedureDefinition })
export type ProcedureRevision = Static<typeof ProcedureRevision>
