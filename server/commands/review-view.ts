/** A management review as a program sees it: instants in RFC 3339 with the agency's offset, what is late by the day. */
import type { LocalDate } from '../../schemas/common.ts'
import type { Signature } from '../../schemas/document.ts'
import type { ManagementReview, ReviewView } from '../../schemas/review.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { isTaskLate } from '../../workflows/quality/review-decide.ts'

/** The view of a review in the agency's zone on a day. */
export const reviewViewOf = (review: ManagementReview, zone: string, today: LocalDate): ReviewView => {
  const at = (ms: number): string => formatInstant(ms, zone)
  const signed = (one: Signature | null) => (one === null ? null : { accountId: one.accountId, onBehalfOf: one.onBehalfOf, role: one.role, at: at(one.atMs) })
  const { tenantId: _tenant, lastEventAtMs, journalSeq: _seq, journalHash: _hash, ...rest } = review
  return {
    ...rest, lastEventAt: at(lastEventAtMs), planned: signed(review.planned), held: signed(review.held), concluded: signed(review.concluded), cancelled: signed(review.cancelled),
    tasks: review.tasks.map((task) => ({
      ...task, late: isTaskLate(task, today), verified: signed(task.verified), evidence: task.evidence.map(({ atMs, accountId, note, file }) => ({
        at: at(atMs), accountId, note, ...(file === undefined ? {} : { file: { sha256: file.sha256, name: file.name, size: file.size, mediaType: file.mediaType } }),
      })),
    })),
  }
}
