/** What the service takes and answers over HTTP beside dossiers and definitions. */
import Type, { type Static, type TSchema } from 'typebox'
import { Account, RoleGrant, Substitution, TenantLevel, Unit, UserName } from './agency.ts'
import { Limit, OnResume, Stop, TraceLine } from './calendar.ts'
import { Bilingual, closed, Code, Id, Instant, line, LocalDate, nullable, oneOf, Sha256 } from './common.ts'
import { AgencyCode, ApplicantKind, Channel, DossierCode, JournalEntry } from './dossier.ts'
import { MailView, mailStates } from './notice.ts'
import { EventType, Finding, OfficialStatus, ProcedureDefinition, Role } from './procedure.ts'
import { Timeliness } from './calendar.ts'

/** RFC 9457, with the English title beside the Vietnamese one; `type` ends in the code. Refusals add members of their own. */
export const Problem = Type.Object({
  type: Type.String({ pattern: '^/problems/[a-z0-9-]+$' }), title: Type.String(), titleEn: Type.String(), status: Type.Integer(),
  instance: Type.Optional(Type.String()),
  /** What to mend, each in both languages. */
  errors: Type.Optional(Type.Array(Type.Object({
    at: Type.String(), rule: Type.String({ minLength: 1 }), message: Type.String({ minLength: 1 }), messageEn: Type.String({ minLength: 1 }),
    allowed: Type.Optional(Type.Array(Type.String())),
  }, { additionalProperties: false }))),
}, { additionalProperties: true, description: 'RFC 9457 problem details' })

/** A stretch of a list, and the cursor for the next one; null at the end. */
export const page = <T extends TSchema>(item: T) => closed({ items: Type.Array(item), next: nullable(Type.String()) })
/** Opaque: hand back what `next` said. */
export const Cursor = Type.String({ minLength: 1, maxLength: 400, pattern: '^[A-Za-z0-9_-]+$' })
export const PageSize = Type.Integer({ minimum: 1, maximum: 200 })

export const Password = Type.String({ minLength: 1, maxLength: 200 })
/** A one-time password signs in together with the new one alone. */
export const SignIn = closed({ userName: Type.String({ minLength: 1, maxLength: 64 }), password: Password, newPassword: Type.Optional(Password) })
export type SignIn = Static<typeof SignIn>
export const SignedIn = closed({
  token: Type.String(), expiresAt: Instant, account: Account,
  /** Wrong passwords given since the last sign-in: an unexpected number is worth a word with the administrator. */
  failedAttempts: Type.Integer(),
})
export type SignedIn = Static<typeof SignedIn>

/** The set-up form: the code from the console, the agency, and its first administrator. */
export const SetUp = closed({
  code: Type.String({ minLength: 1, maxLength: 40 }), agencyName: line(300), agencyCode: AgencyCode, level: TenantLevel,
  fullName: line(200), userName: UserName, password: Password,
})
export type SetUp = Static<typeof SetUp>

export const Me = closed({
  account: Account, tenantId: Id, today: LocalDate,
  roles: Type.Array(closed({ role: Role, unit: nullable(Unit), onBehalfOf: nullable(Account) })),
  substitutions: Type.Array(Substitution),
})
export type Me = Static<typeof Me>

export const NewUnit = Type.Omit(Unit, ['id'], { additionalProperties: false })
export type NewUnit = Static<typeof NewUnit>
export const NewAccount = closed({ userName: UserName, fullName: line(200), password: Type.Optional(Password) })
export type NewAccount = Static<typeof NewAccount>
export const AccountFilter = closed({ limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
export const AccountPage = page(Account)
export const NewGrant = Type.Omit(RoleGrant, ['id'], { additionalProperties: false })
export type NewGrant = Static<typeof NewGrant>
export const NewSubstitution = Type.Omit(Substitution, ['id'], { additionalProperties: false })
export type NewSubstitution = Static<typeof NewSubstitution>

/** A line of the work list. The applicant's name is shown to whoever may see the dossier, and to nobody else. */
export const DossierLine = closed({
  id: Id, code: nullable(DossierCode), version: Type.Integer(), procedureCode: Code, channel: Channel,
  status: OfficialStatus, statusName: Bilingual, steps: Type.Array(Type.String()), receivingUnitId: Id, responsibleUnitId: Id,
  applicantName: nullable(Type.String()), submittedAt: Instant, receivedAt: nullable(Instant), dueAt: nullable(Instant),
  dueOriginalAt: nullable(Instant), overdue: Type.Boolean(), timeliness: nullable(Timeliness), daysLate: nullable(Type.Integer()),
})
export type DossierLine = Static<typeof DossierLine>
export const DossierPage = page(DossierLine)
export type DossierPage = Static<typeof DossierPage>

/** Which dossiers of those that the person may see. `open` is true unless false is asked for: open ones stand by due date (those with a result last),
 * with closed ones all stand by time of filing. `code` is a beginning of the code. */
export const DossierFilter = closed({
  open: Type.Optional(Type.Boolean()),
  status: Type.Optional(OfficialStatus),
  dueBefore: Type.Optional(Instant),
  code: Type.Optional(DossierCode),
  procedure: Type.Optional(Code),
  limit: Type.Optional(PageSize),
  after: Type.Optional(Cursor),
})
export type DossierFilter = Static<typeof DossierFilter>

/** The applicant as the people who handle the dossier see it; null when the data was lawfully erased. */
export const ApplicantView = closed({
  kind: ApplicantKind, name: Type.String(), phone: nullable(Type.String()), email: nullable(Type.String()), address: nullable(Type.String()),
  subject: nullable(Type.String()),
})

/** One event that the dossier could take now: open to this person, or why not. */
export const ActionView = closed({
  event: EventType, step: Type.String(), stepName: Bilingual, name: nullable(Bilingual), role: nullable(Role), branch: Type.Boolean(),
  allowed: Type.Boolean(),
  /** Members that the request must bring. */
  needs: Type.Array(Type.String()),
  /** Codes of required papers that must come with it. */
  missing: Type.Array(Type.String()),
  /** The `choice` that the request must name. */
  choice: nullable(Type.String()),
  /** Code, both titles and details of the refusal; null when allowed. */
  refusal: nullable(closed({ code: Type.String(), title: Bilingual, details: Type.Record(Type.String(), Type.Unknown()) })),
})
export type ActionView = Static<typeof ActionView>
export const ActionList = closed({ version: Type.Integer(), actions: Type.Array(ActionView) })

/** Entries of one answer. */
export const JournalQuery = closed({ after: Type.Optional(Cursor), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000 })) })
export type JournalQuery = Static<typeof JournalQuery>

/**
 * `verified`: every entry's hash is right, each names the one before, and the last is the one that the dossier names; of the whole journal,
 * whichever stretch of it is shown.
 */
export const JournalView = closed({
  verified: Type.Boolean(),
  entries: Type.Array(closed({
    entry: JournalEntry, hash: Sha256,
    /** Texts that the entry commits to and that were not erased since, such as `reason`. */
    personal: Type.Record(Type.String(), Type.String()),
  })),
  next: nullable(Type.String()),
})
export type JournalView = Static<typeof JournalView>

/** Kinds are those of schemas/notice.ts. Nothing personal of the applicant. */
export const NoticeView = closed({
  id: Id, kind: Type.String(), isRead: Type.Boolean(), dossierId: nullable(Id), dossierCode: nullable(DossierCode), payload: Type.Record(Type.String(), Type.Unknown()), createdAt: Instant,
})
export const NoticePage = page(NoticeView)
/** Unread ones, unless `all` is asked for. */
export const NoticeFilter = closed({ all: Type.Optional(Type.Boolean()), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })

export const MailPage = page(MailView)
export const MailFilter = closed({ state: Type.Optional(oneOf(mailStates)), limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })

export const ProcedureLine = closed({
  code: Code, revision: Type.Integer(), hash: Sha256, title: Bilingual, kind: Type.String(), status: Type.String(),
  validFrom: LocalDate, validTo: nullable(LocalDate), limit: Limit,
})
export type ProcedureLine = Static<typeof ProcedureLine>
export const ProcedureView = closed({
  hash: Sha256, status: Type.String(), validFrom: LocalDate, validTo: nullable(LocalDate), definition: Type.Unsafe<ProcedureDefinition>(Type.Object({}, { additionalProperties: true })),
})
export const ProcedureFilter = closed({ limit: Type.Optional(PageSize), after: Type.Optional(Cursor) })
export const ProcedurePage = page(ProcedureLine)
/** One thing in two revisions of a procedure; `before` or `after` is null where a revision does not have it. */
const ComparedThings = Type.Unsafe<readonly unknown[]>(Type.Array(closed({
  key: Type.String(), change: oneOf(['same', 'added', 'removed', 'changed']), members: Type.Array(Type.String()), before: Type.Unknown(), after: Type.Unknown(),
})))
export const RevisionKey = Type.String({ minLength: 1, maxLength: 64, description: 'The number of a revision, or the id of the revision of a document that carries a draft' })
export const ProcedureComparison = closed({
  from: RevisionKey, to: RevisionKey, facts: Type.Unsafe<readonly string[]>(Type.Array(Type.String())),
  papers: ComparedThings, laws: ComparedThings, steps: ComparedThings, ways: ComparedThings,
})
export const CheckAnswer = closed({ ok: Type.Boolean(), findings: Type.Array(Finding) })

/** A question for a due date: what a limit means on a calendar, day by day. */
export const DueQuestion = closed({
  from: Type.String({ minLength: 10, maxLength: 40 }), limit: Limit, calendarId: Type.Optional(Code),
  stops: Type.Optional(Type.Array(Stop, { maxItems: 200 })), onResume: Type.Optional(OnResume),
})
export type DueQuestion = Static<typeof DueQuestion>
export const DueAnswer = closed({ dueAt: nullable(Instant), dueOn: nullable(LocalDate), trace: Type.Array(TraceLine) })
export type DueAnswer = Static<typeof DueAnswer>
