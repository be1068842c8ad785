/** An internal audit as a program sees it: instants in RFC 3339 with the agency's offset. */
import type { Audit, AuditView } from '../../schemas/audit.ts'
import type { Signature } from '../../schemas/document.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'

/** The view of an audit in the agency's zone. */
export const auditViewOf = (audit: Audit, zone: string): AuditView => {
  const { tenantId: _tenant, lastEventAtMs, journalSeq: _seq, journalHash: _hash, created, approved, started, reported, ended, ...rest } = audit
  const signed = (one: Signature | null) => (one === null ? null : { accountId: one.accountId, onBehalfOf: one.onBehalfOf, role: one.role, at: formatInstant(one.atMs, zone) })
  return { ...rest, created: signed(created), approved: signed(approved), started: signed(started), reported: signed(reported), ended: signed(ended), lastEventAt: formatInstant(lastEventAtMs, zone) }
}
