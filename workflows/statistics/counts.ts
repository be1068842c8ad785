/** How one dossier counts in form II.06a, and how counts add up. Source: TT 01/2020/TT-VPCP form II.06a; docs/statistics.md. */
import type { Timeliness } from '../../schemas/calendar.ts'
import type { Channel } from '../../schemas/dossier.ts'
import type { Counts, Grouping } from '../../schemas/statistics.ts'

/** What is known of one dossier at the end of the period. */
export interface Standing {
  readonly channel: Channel
  readonly carriedOver: boolean
  /** Null while it is in progress. `withResult` false: withdrawn (7), refused (3) or stopped for good (8). */
  readonly end: { readonly withResult: boolean; readonly timeliness: Timeliness | null } | null
  readonly status: number
  /** A due instant before the end of the period while it is in progress. */
  readonly overdue: boolean
  readonly withApology: boolean
}

/** Nothing counted. */
export const noCounts: Counts = {
  received: { total: 0, online: 0, directOrPostal: 0, carriedOver: 0 },
  resolved: { total: 0, early: 0, onTime: 0, late: 0 },
  inProgress: { total: 0, within: 0, overdue: 0 },
  apart: { ended: 0, paused: 0 },
  ofWhich: { withdrawn: 0, refused: 0, stopped: 0, paused: 0, lateWithApology: 0, overdueWithApology: 0, withoutLimit: 0 },
}

const one = (condition: boolean): number => (condition ? 1 : 0)

/** Official statuses in which the limit stands still: supplement, payment, stopped (QĐ 766/QĐ-TTg, "tạm dừng"). */
const pausing = new Set([5, 6, 8])

/** One dossier as counts. What was ended without a result is in time unless its end was late; without a limit nothing is late. */
export function countsOf(standing: Standing, grouping: Grouping): Counts {
  const { channel, carriedOver, end, status, overdue, withApology } = standing
  const [early, late] = [end?.timeliness === 'early', end?.timeliness === 'late']
  const paused = end === null && pausing.has(status)
  const ended = end !== null && !end.withResult
  const resolved = end !== null && !(ended && grouping.ended === 'apart')
  const inProgress = end === null && !(paused && grouping.paused === 'apart')
  return {
    received: { total: 1, online: one(!carriedOver && channel === 'online'), directOrPostal: one(!carriedOver && channel !== 'online'), carriedOver: one(carriedOver) },
    resolved: { total: one(resolved), early: one(resolved && early), onTime: one(resolved && !early && !late), late: one(resolved && late) },
    inProgress: { total: one(inProgress), within: one(inProgress && !overdue), overdue: one(inProgress && overdue) },
    apart: { ended: one(ended && !resolved), paused: one(paused && !inProgress) },
    ofWhich: {
      withdrawn: one(ended && status === 7), refused: one(ended && status === 3), stopped: one(ended && status === 8), paused: one(paused),
      lateWithApology: one(late && withApology), overdueWithApology: one(overdue && withApology),
      withoutLimit: one(end !== null && end.withResult && end.timeliness === null),
    },
  }
}

const addGroup = <T extends Readonly<Record<string, number>>>(a: T, b: T): T =>
  Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value + (b[name] ?? 0)])) as T

/** Both together. */
export const add = (a: Counts, b: Counts): Counts => ({
  received: addGroup(a.received, b.received), resolved: addGroup(a.resolved, b.resolved), inProgress: addGroup(a.inProgress, b.inProgress),
  apart: addGroup(a.apart, b.apart), ofWhich: addGroup(a.ofWhich, b.ofWhich),
})

/** The identities of the form that do not hold, by name; none for counts made here: (3)=(4)+(5)+(6), (7)=(8)+(9)+(10), (11)=(12)+(13), (3)=(7)+(11) and what is apart. */
export function brokenIdentities({ received, resolved, inProgress, apart }: Counts): string[] {
  const identities: readonly (readonly [string, number, number])[] = [
    ['(3)=(4)+(5)+(6)', received.total, received.online + received.directOrPostal + received.carriedOver],
    ['(7)=(8)+(9)+(10)', resolved.total, resolved.early + resolved.onTime + resolved.late],
    ['(11)=(12)+(13)', inProgress.total, inProgress.within + inProgress.overdue],
    ['(3)=(7)+(11)', received.total, resolved.total + inProgress.total + apart.ended + apart.paused],
  ]
  return identities.filter(([, whole, sum]) => whole !== sum).map(([name]) => name)
}
