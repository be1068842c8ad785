/** Complaints and feedback about how the agency serves: what they are, their life, their clock. ISO 9001:2015, 8.2.1 and 9.1.2; docs/citizens.md. */
import Type, { type Static } from 'typebox'
import { TraceLine } from './calendar.ts'
import { closed, Id, Instant, line, LocalDate, nullable, oneOf, Sha256, text } from './common.ts'
import { DocumentFile } from './document.ts'
import type { Actor } from './dossier.ts'
import { Cursor, page, PageSize } from './service.ts'

/** Phản ánh, kiến nghị; khiếu nại; tố cáo, which is passed on and not kept here. */
export const complaintKinds = ['feedback', 'complaint', 'denunciation'] as const
export const ComplaintKind = oneOf(complaintKinds)
export type ComplaintKind = Static<typeof ComplaintKind>
export const complaintChannels = ['inPerson', 'post', 'phone', 'online'] as const
export const ComplaintChannel = oneOf(complaintChannels)
export type ComplaintChannel = Static<typeof ComplaintChannel>
export const complaintStates = ['received', 'accepted', 'handling', 'answered', 'closed', 'refused', 'passedOn'] as const
export const ComplaintState = oneOf(complaintStates)
export type ComplaintState = Static<typeof ComplaintState>
export const complaintEvents = ['ACCEPT', 'REFUSE', 'PASS_ON', 'ASSIGN', 'EXTEND', 'ANSWER', 'CLOSE', 'ERASE'] as const
export type ComplaintEvent = (typeof complaintEvents)[number]

/** A complaint without what people wrote. */
export interface Complaint {
  readonly id: Id; readonly tenantId: Id; readonly code: string; readonly version: number; readonly kind: ComplaintKind; readonly channel: ComplaintChannel; readonly state: ComplaintState
  readonly unitId: Id; readonly dossierId: Id | null; readonly personId: Id | null; readonly handlerId: Id | null
  readonly receivedAtMs: number; readonly acceptedAtMs: number | null; readonly extended: boolean
  /** When the present stage runs out; null once it is answered or ended. `rule`: the limit that it was counted by. */
  readonly dueAtMs: number | null; readonly rule: string | null
  readonly answeredAtMs: number | null; readonly inTime: boolean | null; readonly justified: boolean | null; readonly number: string | null; readonly endedAtMs: number | null
  readonly journalSeq: number; readonly journalHash: Sha256
}

/** One entry of its journal before it is chained; nothing personal. */
export const ComplaintEntry = closed({
  v: Type.Literal(1), tenant: Id, complaint: Id, seq: Type.Integer({ minimum: 1 }), prev: Sha256, at: Instant, event: oneOf(['RECEIVE', 'COUNT', 'ATTACH', ...complaintEvents]),
  actor: closed({ account: nullable(Id), onBehalfOf: nullable(Id), role: nullable(Type.String({ maxLength: 40 })) }), state: ComplaintState, kind: ComplaintKind,
  handler: nullable(Id), dueAt: nullable(Instant), rule: nullable(Type.String({ maxLength: 60 })), justified: nullable(Type.Boolean()), number: nullable(line(60)),
  /** ATTACH: the sum of the file. */
  file: Type.Optional(Sha256),
})
export type ComplaintEntry = Static<typeof ComplaintEntry>
export interface ComplaintTexts { readonly text?: string; readonly sender?: string; readonly contact?: string; readonly reason?: string; readonly answer?: string }
/** What a rule decided: the complaint, its entry, texts to be kept; `forget`: neither they nor files are kept any longer. */
export interface ComplaintDecision {
  readonly complaint: Complaint; readonly entry: { readonly entry: ComplaintEntry; readonly canonical: string; readonly hash: Sha256 }; readonly texts: ComplaintTexts; readonly forget: boolean
  /** A file that is kept with it from now on. */
  readonly file: DocumentFile | null
}
/** What is asked of a rule: the complaint, the units above it, who stands in today for whom it is about, who acts. */
export interface ComplaintFacts { readonly complaint: Complaint; readonly unitLine: readonly Id[]; readonly standIns: readonly Id[]; readonly actor: Actor }

const who = { sender: Type.Optional(line(200)), contact: Type.Optional(line(200)) }
/** Body of POST /complaints. */
export const NewComplaint = closed({
  kind: ComplaintKind, channel: ComplaintChannel, unitId: Id, receivedOn: LocalDate, text: text(4000), ...who, dossierId: Type.Optional(Id), personId: Type.Optional(Id),
})
export type NewComplaint = Static<typeof NewComplaint>
/** What the public form sends. */
export const PublicComplaint = closed({ kind: oneOf(['feedback', 'complaint']), text: text(4000), ...who })
export type PublicComplaint = Static<typeof PublicComplaint>
/** Body of POST /complaints/:id/events. `number`: of the paper that answers, refuses, passes on, or decides the erasure. */
export const AdvanceComplaint = closed({
  type: oneOf(complaintEvents), kind: Type.Optional(oneOf(['feedback', 'complaint'])), reason: Type.Optional(text(2000)), handlerId: Type.Optional(Id), number: Type.Optional(line(60)),
  answer: Type.Optional(text(4000)), justified: Type.Optional(Type.Boolean()),
})
export type AdvanceComplaint = Static<typeof AdvanceComplaint>

export const ComplaintFilter = closed({ state: Type.Optional(ComplaintState), open: Type.Optional(Type.Boolean()), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
export type ComplaintFilter = Static<typeof ComplaintFilter>
/** A line of the register. */
export const ComplaintView = closed({
  id: Id, code: Type.String({ maxLength: 20 }), version: Type.Integer(), kind: ComplaintKind, channel: ComplaintChannel, state: ComplaintState, unitId: Id, dossierId: nullable(Id), personId: nullable(Id),
  handlerId: nullable(Id), receivedAt: Instant, dueAt: nullable(Instant), rule: nullable(Type.String()), answeredAt: nullable(Instant), inTime: nullable(Type.Boolean()), justified: nullable(Type.Boolean()),
  number: nullable(Type.String()), endedAt: nullable(Instant), extended: Type.Boolean(),
})
export type ComplaintView = Static<typeof ComplaintView>
export const ComplaintPage = page(ComplaintView)
/** So many files are kept with one complaint. */
export const complaintFilesMost = 30
/** A file with a complaint; `id`: by which it is fetched. */
export const ComplaintFile = closed({ id: Id, name: line(255), size: Type.Integer({ minimum: 1 }), sha256: Sha256, mediaType: Type.String({ maxLength: 200 }), at: Instant, by: Id })
export type ComplaintFile = Static<typeof ComplaintFile>
/** One with what people wrote (empty once it was erased), why it is due then, and what may be done. */
export const ComplaintDetail = closed({
  complaint: ComplaintView, texts: closed({ text: Type.Optional(Type.String()), sender: Type.Optional(Type.String()), contact: Type.Optional(Type.String()), reason: Type.Optional(Type.String()), answer: Type.Optional(Type.String()) }),
  files: Type.Array(ComplaintFile, { maxItems: complaintFilesMost }), ground: nullable(Type.String()), trace: Type.Array(TraceLine), verified: Type.Boolean(), events: Type.Array(Type.String(), { maxItems: 20 }),
})
export type ComplaintDetail = Static<typeof ComplaintDetail>

const count = Type.Integer({ minimum: 0 })
/** Figures of what was received in a period, as it stood at the end of a day. */
export const ComplaintCounts = closed({
  received: count, feedback: count, complaints: count, passedOn: count, refused: count, answered: count, answeredInTime: count, justified: count, open: count, overdue: count,
})
export type ComplaintCounts = Static<typeof ComplaintCounts>
/** `asOf`: as the register stood at an instant; absent: now. */
export const ComplaintCountsQuery = closed({ from: LocalDate, to: LocalDate, asOf: Type.Optional(Instant) })
