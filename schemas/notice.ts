/** What people are told of: in the application, and by e-mail as each of them chooses. Nothing personal of an applicant. */
import Type, { type Static } from 'typebox'
import { closed, Id, Instant, LocalDate, nullable, oneOf } from './common.ts'

/** By what a person looks for: limits that run out, work that came, what has become of a dossier, controlled documents, and what the quality loop asks. */
export const noticeGroups = {
  limits: ['share70', 'share90', 'tMinus1', 'apologyDue', 'duePassed', 'stepPassed', 'dueMoved', 'calendarEnds'],
  work: ['assigned', 'returned', 'waiting', 'reassigned', 'stepsGained', 'stepsLost', 'notify'],
  outcomes: ['resultReady', 'formIssued', 'tellApplicant', 'stopped', 'ended'],
  documents: [
    'documentToReview', 'documentToApprove', 'documentToPublish', 'documentReturned', 'documentInForce', 'documentWithdrawn', 'documentRetired', 'documentLawChanged', 'documentRecall',
  ],
  quality: [
    'nonconformityFound', 'actionProposed', 'actionGiven', 'actionToApprove', 'actionReturned', 'actionApproved', 'actionToVerify', 'actionToDecide',
    'actionClosed', 'actionReopened', 'actionDueSoon', 'actionOverdue', 'actionEscalated', 'actionVerifyWaits', 'complaintReceived', 'complaintGiven', 'complaintDueSoon', 'complaintOverdue', 'complaintEscalated', 'dutySoon', 'dutyLate', 'reportMade', 'reportFailed',
    'auditToApprove', 'auditApproved', 'auditReported', 'reviewPlanned', 'reviewTaskGiven', 'reviewTaskToVerify', 'reviewTaskReturned', 'reviewTaskSoon', 'reviewTaskLate', 'riskSoon', 'riskDue',
  ],
} as const
export type NoticeGroup = keyof typeof noticeGroups
export type NoticeKind = (typeof noticeGroups)[NoticeGroup][number]
/** Groups that may also go out by e-mail: those about dossiers. What is told about documents is read in the application. */
export const mailGroups = ['limits', 'work', 'outcomes'] as const
export type MailGroup = (typeof mailGroups)[number]
export type MailedKind = (typeof noticeGroups)[MailGroup][number]
export const noticeKinds: readonly MailedKind[] = mailGroups.flatMap((group) => noticeGroups[group])

/** What goes out by e-mail to whoever gave an address and chose nothing: what calls for them in person. The rest is on the page and in the daily list. */
export const mailedByDefault: readonly MailedKind[] = ['tMinus1', 'apologyDue', 'duePassed', 'assigned', 'returned', 'calendarEnds']

/** An address that one message goes to: nothing that could end a header line, and one recipient alone. */
export const MailAddress = Type.String({ minLength: 3, maxLength: 200, pattern: '^[^@\\s<>,;:"()\\[\\]\\\\\\u0000-\\u001f\\u007f-\\u009f]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$' })

/** How a person wants to be told by e-mail. */
export interface MailChoice {
  /** Null: no e-mail. */
  readonly address: string | null
  /** Null: what the service proposes. */
  readonly kinds: readonly string[] | null
  /** The list of limits on the morning of each working day. */
  readonly daily: boolean
  readonly language: 'vi' | 'en'
}

/** The same as a body of the programming interface, closed. */
export const MailChoiceBody = closed({
  address: nullable(MailAddress), kinds: nullable(Type.Array(oneOf(noticeKinds), { maxItems: 40, uniqueItems: true })), daily: Type.Boolean(), language: oneOf(['vi', 'en']),
})

/** Marks notices as read up to the newest that was on the screen, of all kinds or of some. */
export const ReadNotices = closed({ upTo: Id, kinds: Type.Optional(Type.Array(oneOf(noticeKinds), { maxItems: 40 })) })
export type ReadNotices = Static<typeof ReadNotices>

/** A message: written when it is sent, so that it holds what is still so then. Dropped: nothing was left to tell. */
export const mailStates = ['waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped'] as const
export type MailState = (typeof mailStates)[number]
export type MailKind = 'notices' | 'daily'
/**
 * How an attempt ended. Refused: for good (5xx). Deferred: not now (4xx, or the server would not have us). Unknown: the text was handed over and no
 * answer came, or the service ended in between; it may have arrived and is not sent again by itself. Fault: it could not be written.
 */
export const mailOutcomes = ['sending', 'sent', 'refused', 'deferred', 'timeOut', 'unreachable', 'unknown', 'fault'] as const
export type MailOutcome = (typeof mailOutcomes)[number]

/** A message with every attempt to send it, the latest first. Nothing of its text. */
export const MailView = closed({
  id: Id, fullName: Type.String(), kind: oneOf(['notices', 'daily']), on: nullable(LocalDate), state: oneOf(mailStates), attempts: Type.Integer(), attemptsMax: Type.Integer(),
  nextAttemptAt: nullable(Instant), createdAt: Instant,
  tried: Type.Array(closed({
    ordinal: Type.Integer(), address: Type.String(), subject: Type.String(), outcome: oneOf(mailOutcomes), reply: nullable(Type.String()), startedAt: Instant,
    endedAt: nullable(Instant),
  })),
})
