/** A dossier as a program sees it: instants in RFC 3339 with the agency's offset, nothing personal. */
import Type, { type Static } from 'typebox'
import { Bilingual, closed, Code, Id, Instant, nullable, Sha256 } from '../../schemas/common.ts'
import { LimitUnit, Timeliness } from '../../schemas/calendar.ts'
import { Channel, DossierCode, type Dossier } from '../../schemas/dossier.ts'
import { officialStatuses, OfficialStatus, Role } from '../../schemas/procedure.ts'
import { formatInstant, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { clockMode } from '../../workflows/dossier/entry.ts'

const instant = nullable(Instant)
export const DossierView = closed({
  id: Id, code: nullable(DossierCode), version: Type.Integer(), procedureCode: Code, procedureHash: Sha256, calendar: Type.String({ maxLength: 100 }),
  channel: Channel, receivingUnitId: Id, responsibleUnitId: Id,
  status: OfficialStatus, statusName: Bilingual, closed: Type.Boolean(),
  steps: Type.Array(closed({ step: Type.String(), role: nullable(Role), unitId: Id, holderId: nullable(Id), enteredAt: Instant, acknowledgedAt: instant, dueAt: instant })),
  clock: closed({
    mode: Type.String(), unit: LimitUnit, budget: Type.Integer(), consumed: Type.Integer(), runningSince: instant,
    dueAt: instant, dueOriginalAt: instant, apologies: Type.Integer(),
  }),
  submittedAt: Instant, receivedAt: instant, resultReadyAt: instant, deliveredAt: instant, closedAt: instant,
  timeliness: nullable(Timeliness), daysLate: nullable(Type.Integer()), timelinessVsOriginal: nullable(Timeliness),
}, { $id: 'Dossier' })
export type DossierView = Static<typeof DossierView>

/** The view of a dossier in its calendar's zone. */
export function viewOf(dossier: Dossier, { calendar }: PreparedCalendar): DossierView {
  const at = (ms: number) => formatInstant(ms, calendar.zone)
  const orNull = (ms: number | null) => (ms === null ? null : at(ms))
  const { clock } = dossier
  return {
    id: dossier.id, code: dossier.code, version: dossier.version, procedureCode: dossier.procedureCode, procedureHash: dossier.procedureHash,
    calendar: `${dossier.calendarId}@${dossier.calendarVersion}`, channel: dossier.channel,
    receivingUnitId: dossier.receivingUnitId, responsibleUnitId: dossier.responsibleUnitId,
    status: dossier.status, statusName: officialStatuses[dossier.status]!, closed: dossier.done,
    steps: dossier.steps.map(({ step, role, unitId, holderId, enteredAtMs, acknowledgedAtMs, dueAtMs }) => ({
      step, role, unitId, holderId, enteredAt: at(enteredAtMs), acknowledgedAt: orNull(acknowledgedAtMs), dueAt: orNull(dueAtMs),
    })),
    clock: {
      mode: clockMode(dossier), unit: clock.unit, budget: clock.budget, consumed: clock.consumed, runningSince: orNull(clock.runningSinceMs),
      dueAt: orNull(clock.dueAtMs), dueOriginalAt: orNull(clock.dueOriginalAtMs), apologies: clock.apologies,
    },
    submittedAt: at(dossier.submittedAtMs), receivedAt: orNull(dossier.receivedAtMs), resultReadyAt: orNull(dossier.resultReadyAtMs),
    deliveredAt: orNull(dossier.deliveredAtMs), closedAt: orNull(dossier.closedAtMs),
    timeliness: dossier.timeliness, daysLate: dossier.daysLate, timelinessVsOriginal: dossier.timelinessVsOriginal,
  }
}
