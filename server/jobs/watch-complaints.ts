/**
 * Reminds of complaints whose clock runs out: each rung once for each due instant, whatever crashes. Whoever it is about is told of nothing, nor is who stands in for them. What the
 * calendar did not reach when it came in is counted as soon as it does.
 */
import { findCalendar } from '../../storage/calendars.ts'
import { addNotices } from '../../storage/notices.ts'
import { inTransaction } from '../../storage/pool.ts'
import { claimComplaintRungs, keptFrom, openComplaints, type OpenComplaint, saveComplaint } from '../../storage/quality/complaints.ts'
import { toldOfUnit } from '../../storage/quality/nonconformities.ts'
import { localDateOf } from '../../workflows/calendar/index.ts'
import { countComplaint } from '../../workflows/quality/complaint.ts'
import { complaintRungs } from '../../workflows/quality/complaint-clock.ts'
import type { Deps } from '../deps.ts'

type JobDeps = Pick<Deps, 'pool' | 'orm' | 'clock' | 'rules'>
const pageSize = 100

/** Answers how many notices were written. */
const remind = async (deps: JobDeps, { complaint: known, zone, calendarId }: OpenComplaint): Promise<number> => {
  const nowMs = deps.clock.nowMs()
  const found = await findCalendar(deps.orm.em.fork(), known.tenantId, calendarId)
  if (found === undefined) return 0
  const calendar = deps.rules.keepCalendar(known.tenantId, found)
  const counted = countComplaint(known, { nowMs, calendar })
  const complaint = counted?.complaint ?? known
  const reached = complaintRungs(calendar, complaint, nowMs)
  if (counted === null && reached.length === 0) return 0
  return inTransaction(deps.pool, async (client) => {
    if (counted !== null) await saveComplaint(client, counted, known.version)
    const claimed = await claimComplaintRungs(client, complaint, reached, nowMs)
    const today = localDateOf(nowMs, zone)
    const kept = await keptFrom(client, complaint, today)
    let sum = 0
    for (const { rung } of reached.filter((one) => claimed.some(({ rung: name, basis }) => name === one.rung && basis === one.basis))) {
      const audience = rung === 'complaintEscalated' ? { agency: ['qualityManager', 'agencyLeader'], line: [] } : { agency: ['isoSecretary'], line: ['unitHead', 'oneStopHead'] }
      const told = await toldOfUnit(client, complaint.tenantId, complaint.unitId, audience, today)
      const accounts = [...new Set([...told, ...(complaint.handlerId === null ? [] : [complaint.handlerId])]).difference(kept)]
      await addNotices(client, complaint.tenantId, accounts.map((accountId) => ({ accountId, dossierId: null, kind: rung, payload: { complaintId: complaint.id, code: complaint.code } })), nowMs)
      sum += accounts.length
    }
    return sum
  })
}

/** `onFault` is told of a complaint that could not be looked at; the others go on. Answers how many notices were written. */
export const watchComplaints = async (deps: JobDeps, onFault: (complaintId: string, error: unknown) => void): Promise<number> => {
  let sum = 0
  for (let afterId: string | null = null; ;) {
    const found: OpenComplaint[] = await openComplaints(deps.pool, { afterId, limit: pageSize })
    for (const one of found) {
      try {
        sum += await remind(deps, one)
      } catch (error) {
        onFault(one.complaint.id, error)
      }
    }
    afterId = found.at(-1)?.complaint.id ?? null
    if (found.length < pageSize) return sum
  }
}
