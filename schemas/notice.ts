/** What people are told of: in the application, and by e-mail as each of them chooses. Nothing personal of an applicant. */

/** By what a person looks for: limits that run out, work that came, and what has become of a dossier. */
export const noticeGroups = {
  limits: ['share70', 'share90', 'tMinus1', 'duePassed', 'stepPassed'],
  work: ['assigned', 'returned', 'waiting', 'reassigned', 'notify'],
  outcomes: ['resultReady', 'formIssued', 'tellApplicant', 'stopped', 'ended'],
} as const
export type NoticeGroup = keyof typeof noticeGroups
export type NoticeKind = (typeof noticeGroups)[NoticeGroup][number]
export const noticeKinds: readonly NoticeKind[] = Object.values(noticeGroups).flat()
