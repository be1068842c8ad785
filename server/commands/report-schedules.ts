/** Decides which reports are made by themselves, ends a schedule, and keeps figures by hand; each leaves its trace in the journal of the registers. */
import { DomainError } from '../../schemas/errors.ts'
import type { NewReportSchedule, ReportSchedule, ScheduleEnding } from '../../schemas/report-schedule.ts'
import type { SubordinateQuestion } from '../../schemas/subordinate.ts'
import { newId } from '../../storage/ids.ts'
import { recordChange } from '../../storage/register-journal.ts'
import { addMadeReport, addReportSchedule, endReportSchedule } from '../../storage/report-schedules.ts'
import { executorIn } from '../../storage/transaction.ts'
import type { Deps } from '../deps.ts'
import { agencyOf } from '../reports/iso/collect.ts'
import { makeNow, type MadeDeps } from '../reports/made.ts'
import type { Entry, EntryOn } from './change-register.ts'
import { once, type Done } from './once.ts'

type ScheduleDeps = Pick<Deps, 'orm' | 'clock'>

/** The schedule, from today on. @throws DomainError name-taken (this subject is made at this pace already) | idempotency-key-reused */
export const enterReportSchedule = (deps: ScheduleDeps, { person, key, body }: Entry<NewReportSchedule>): Promise<Done<ReportSchedule>> =>
  once(deps, { person, key, request: { reportSchedule: body } }, async (em) => {
    const { tenantId, accountId, today } = person.reader
    const [id, nowMs] = [newId(), deps.clock.nowMs()]
    await addReportSchedule(executorIn(em), tenantId, id, body, { beginsOn: today, accountId, nowMs })
    await recordChange(em, tenantId, { actorId: accountId, kind: 'reportSchedule.entered', subjects: [id], decision: body.decision, details: { ...body, name: body.subject } }, nowMs)
    return { id, ...body, beginsOn: today, by: person.account.fullName, endedOn: null }
  })

/** Makes nothing from today on; what was made stays. @throws DomainError not-found (or it has ended) | idempotency-key-reused */
export const stopReportSchedule = (deps: ScheduleDeps, { person, key, id, body }: EntryOn<ScheduleEnding>): Promise<Done<{ readonly id: string }>> =>
  once(deps, { person, key, request: { reportScheduleEnd: body, id } }, async (em) => {
    const { tenantId, accountId, today } = person.reader
    const ended = await endReportSchedule(executorIn(em), tenantId, id, { on: today, accountId })
    if (ended === undefined) throw new DomainError('not-found')
    await recordChange(em, tenantId, { actorId: accountId, kind: 'reportSchedule.ended', subjects: [id], decision: ended.decision, details: { ...ended, name: ended.subject, reason: body.reason } }, deps.clock.nowMs())
    return { id }
  })

/** Keeps the sealed figures of a form as they are counted now, for the superior agency. @throws DomainError invalid-request: a period that ends before it begins | idempotency-key-reused */
export const keepFigures = async (deps: MadeDeps, { person, key, body }: Entry<SubordinateQuestion>): Promise<Done<{ readonly id: string }>> => {
  const { tenantId, accountId } = person.reader
  const made = await makeNow(deps, await agencyOf(deps, tenantId), body.form, body)
  return once(deps, { person, key, request: { keepFigures: body } }, async (em) => {
    const id = newId()
    await addMadeReport(executorIn(em), tenantId, { id, schedule: null, copyId: null, subject: body.form, from: body.from, to: body.to, ...made, accountId, nowMs: deps.clock.nowMs() })
    return { id }
  })
}
