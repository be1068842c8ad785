/** A corrective action as a program sees it: instants in RFC 3339 with the agency's offset. */
import type { ActionView, CorrectiveAction } from '../../schemas/corrective-action.ts'
import type { Signature } from '../../schemas/document.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'

/** The view of an action in the agency's zone. */
export const actionViewOf = (action: CorrectiveAction, zone: string): ActionView => {
  const at = (ms: number): string => formatInstant(ms, zone)
  const signed = (one: Signature | null) => (one === null ? null : { accountId: one.accountId, onBehalfOf: one.onBehalfOf, role: one.role, at: at(one.atMs) })
  const { tenantId: _tenant, lastEventAtMs, journalSeq: _seq, journalHash: _hash, ...rest } = action
  return {
    ...rest, lastEventAt: at(lastEventAtMs), proposed: signed(action.proposed), submitted: signed(action.submitted), approved: signed(action.approved), finished: signed(action.finished),
    verified: signed(action.verified), ended: signed(action.ended),
    evidence: action.evidence.map(({ atMs, accountId, note, file }) => ({
      at: at(atMs), accountId, note, file: file === null ? null : { sha256: file.sha256, name: file.name, size: file.size, mediaType: file.mediaType },
    })),
    measurements: action.measurements.map(({ atMs, ...one }) => ({ ...one, at: at(atMs) })),
  }
}
