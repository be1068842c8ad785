/** What a printed paper states: plain facts out of a dossier and its journal. Forms: TT 01/2018/TT-VPCP art. 9, TT 03/2025/TT-VPCP (domain.md 1.2). */
import Type, { type Static } from 'typebox'
import { Limit, OnResume, Timeliness } from './calendar.ts'
import { closed, Code, InstantMs, LocalDate, nullable, oneOf } from './common.ts'
import { ApplicantKind, Channel, DossierCode } from './dossier.ts'
import { ClockMode, Role } from './procedure.ts'

/** Stands wherever a personal text was erased by law; a paper printed afterwards says so and guesses nothing. */
export const erasedText = 'đã xóa theo quy định'

/** The papers of one dossier, in the order of their forms. */
export const paperForms = ['receipt', 'supplement-request', 'refusal', 'apology', 'stop-notice', 'control-slip'] as const
export const PaperForm = oneOf(paperForms)
export type PaperForm = Static<typeof PaperForm>

/** Number of each form in TT 03/2025/TT-VPCP, by which definitions and journals name it. */
export const formNumbers: Readonly<Record<PaperForm, string>> = {
  'receipt': '01', 'supplement-request': '02', 'refusal': '03', 'apology': '04', 'stop-notice': '05', 'control-slip': '06',
}

/** A time of day of the agency's zone with its date, `YYYY-MM-DDTHH:MM`: papers are written in local time. */
export const LocalStamp = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d$' })
export type LocalStamp = Static<typeof LocalStamp>

const words = (maxLength: number) => Type.String({ maxLength })

/** Whose paper it is: the agency above the issuing unit (null when the agency itself issues it), and the place before the date. */
export const PaperIssuer = closed({ superior: nullable(words(500)), name: words(500), place: nullable(words(200)) })
export type PaperIssuer = Static<typeof PaperIssuer>

/** The applicant as given; null for what was not given, `erasedText` for what was erased. */
export const PaperApplicant = closed({
  kind: ApplicantKind, name: words(200), address: nullable(words(400)), phone: nullable(words(40)), email: nullable(words(200)), subject: nullable(words(2000)),
})
export type PaperApplicant = Static<typeof PaperApplicant>

/** Who signs, by the journal: the account that caused the event, in which role, and for which absent person. */
export const PaperSigner = closed({ role: nullable(Role), name: nullable(words(200)), insteadOf: nullable(words(200)) })
export type PaperSigner = Static<typeof PaperSigner>

const head = {
  issuer: PaperIssuer,
  /** Number and symbol as the event gave them; null: written in by hand. */
  number: nullable(words(60)),
  on: LocalDate,
  /** The instant of the event: the creation date of the file, so that the same facts make the same bytes. */
  issuedAtMs: InstantMs,
  code: nullable(DossierCode),
  procedure: words(500),
  applicant: PaperApplicant,
  signer: PaperSigner,
  /** The desk that the applicant knows. */
  desk: words(500),
}

export const PaperItem = closed({ name: words(500), originals: Type.Integer({ minimum: 0 }), copies: Type.Integer({ minimum: 0 }) })
export type PaperItem = Static<typeof PaperItem>

export const ReceiptFacts = closed({
  form: Type.Literal('receipt'), ...head,
  channel: Channel,
  papers: Type.Array(PaperItem, { maxItems: 60 }),
  /** The last day on which papers were added after receipt: the list then is that of this day. Null: as received. */
  papersUpTo: nullable(LocalDate),
  limit: Limit,
  receivedAt: LocalStamp,
  dueAt: nullable(LocalStamp),
  fee: nullable(closed({ amountDong: Type.Integer({ minimum: 0 }), note: nullable(words(300)) })),
  /** Running number in the tracking book of the year; null for what is in no such book. */
  bookNumber: nullable(Type.Integer({ minimum: 1 })),
  /** Opens the public page of the dossier; the QR code holds it. Absent: the code alone. */
  link: Type.Optional(words(400)),
})
export type ReceiptFacts = Static<typeof ReceiptFacts>

export const SupplementFacts = closed({
  form: Type.Literal('supplement-request'), ...head,
  reason: nullable(words(4000)),
  /** What the request does to the limit: null while none runs (asked for before acceptance). */
  onResume: nullable(OnResume),
})
export type SupplementFacts = Static<typeof SupplementFacts>

export const RefusalFacts = closed({ form: Type.Literal('refusal'), ...head, reason: nullable(words(4000)) })
export type RefusalFacts = Static<typeof RefusalFacts>

export const ApologyFacts = closed({
  form: Type.Literal('apology'), ...head,
  receivedAt: nullable(LocalStamp), dueAt: nullable(LocalStamp), newDueAt: nullable(LocalStamp), reason: nullable(words(4000)),
  /** Issued before the old date was over, as NĐ 61/2018 art. 19.9 wants it. */
  inTime: Type.Boolean(),
})
export type ApologyFacts = Static<typeof ApologyFacts>

export const StopFacts = closed({
  form: Type.Literal('stop-notice'), ...head,
  receivedAt: nullable(LocalStamp), dueAt: nullable(LocalStamp), stoppedAt: LocalStamp, reason: nullable(words(4000)),
  /** Why the procedure lets the clock stand still here. */
  ground: nullable(words(300)),
  clock: ClockMode,
})
export type StopFacts = Static<typeof StopFacts>

/** One side of a hand-over; the person is null while nobody has taken the work up. */
export const HandOverSide = closed({ unit: words(500), person: nullable(words(200)), step: nullable(words(500)) })
export type HandOverSide = Static<typeof HandOverSide>

export const HandOverRow = closed({
  giver: HandOverSide, receiver: HandOverSide,
  at: LocalStamp,
  /** When the receiver confirmed it. */
  takenAt: nullable(LocalStamp),
  /** The giver's step against its own limit over all visits; null without a limit, or before the step is done. */
  result: nullable(Timeliness),
  limit: nullable(Limit),
  daysLate: nullable(Type.Integer({ minimum: 0 })),
  /** Standard event that made it. */
  event: words(64),
  note: nullable(words(400)),
})
export type HandOverRow = Static<typeof HandOverRow>

export const ControlSlipFacts = closed({
  form: Type.Literal('control-slip'), ...head,
  receivedAt: LocalStamp, dueAt: nullable(LocalStamp), unit: words(500),
  /** Units that had a step in hand beside the desk and the responsible one. */
  others: Type.Array(words(500), { maxItems: 60 }),
  rows: Type.Array(HandOverRow, { maxItems: 5000 }),
  resultAt: nullable(LocalStamp), timeliness: nullable(Timeliness), daysLate: nullable(Type.Integer({ minimum: 0 })),
})
export type ControlSlipFacts = Static<typeof ControlSlipFacts>

export const PaperFacts = Type.Union([ReceiptFacts, SupplementFacts, RefusalFacts, ApologyFacts, StopFacts, ControlSlipFacts])
export type PaperFacts = Static<typeof PaperFacts>

/** One line of the tracking book; `note` says what differs from receive, due, return. */
export const BookLine = closed({
  number: Type.Integer({ minimum: 1 }), year: Type.Integer(), code: DossierCode, procedure: words(500), applicant: words(200),
  address: nullable(words(400)), phone: nullable(words(40)), unit: words(500),
  receivedAt: LocalStamp, dueAt: nullable(LocalStamp), returnedAt: nullable(LocalStamp), notes: Type.Array(words(300), { maxItems: 6 }),
})
export type BookLine = Static<typeof BookLine>

/** The tracking book of a stretch of days (Sổ theo dõi hồ sơ): both days included. */
export const BookFacts = closed({
  issuer: PaperIssuer, from: LocalDate, to: LocalDate, issuedAtMs: InstantMs, printedOn: LocalDate, lines: Type.Array(BookLine),
})
export type BookFacts = Static<typeof BookFacts>

/** GET /dossiers/:id/papers/:form.pdf: `seq` is the journal entry that issued it, where the same form was issued more than once; else the last. */
export const PaperPath = closed({ id: Type.String({ maxLength: 200 }), form: Type.String({ maxLength: 64 }) })
export const PaperChoice = closed({ seq: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) })
/** GET /tracking-book.pdf: dossiers received on these days. */
export const BookPeriod = closed({ from: LocalDate, to: LocalDate })
export type BookPeriod = Static<typeof BookPeriod>

/** A paper ready to be sent. */
export interface PrintedPaper { readonly fileName: string; readonly bytes: Uint8Array }

/** GET /dossiers/:id/papers: what has been issued so far, in order. */
export const IssuedPaper = closed({ form: PaperForm, number: Code, seq: Type.Integer({ minimum: 1 }), on: LocalDate, href: words(400) })
export const IssuedPapers = closed({ items: Type.Array(IssuedPaper) })
export type IssuedPapers = Static<typeof IssuedPapers>
