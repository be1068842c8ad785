/** Schedules of reports, and what was made: each period of a schedule once; what was made is never changed. */
import { DomainError } from '../schemas/errors.ts'
import type { MadeReport, NewReportSchedule, ReportSchedule, ScheduledSubject } from '../schemas/report-schedule.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'

/** Enters a schedule from a day on. @throws DomainError name-taken when one of this subject and pace is running */
export const addReportSchedule = async (db: Executor, tenantId: string, id: string, { subject, pace, afterDays, decision }: NewReportSchedule, { beginsOn, accountId, nowMs }: { readonly beginsOn: string; readonly accountId: string; readonly nowMs: number }): Promise<void> => {
  try {
    await db.query(statement('add-report-schedule', [tenantId, id, subject, pace, afterDays, decision, beginsOn, toTimestamp(nowMs), accountId]))
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new DomainError('name-taken') : error
  }
}

/** Ends a schedule from a day on; undefined when none of this identifier is running. */
export const endReportSchedule = async (db: Executor, tenantId: string, id: string, { on, accountId }: { readonly on: string; readonly accountId: string }): Promise<Pick<ReportSchedule, 'subject' | 'pace' | 'decision'> | undefined> =>
  (await db.query<Pick<ReportSchedule, 'subject' | 'pace' | 'decision'>>(statement('end-report-schedule', [tenantId, id, on, accountId]))).rows[0]

/** A schedule with the account that entered it and, since its last report could not be made, its failures one after another and the instant until which it waits. */
export interface StoredSchedule extends ReportSchedule { readonly enteredBy: string; readonly delay: { readonly failures: number; readonly untilMs: number } | null }

/** At most `limit` schedules, those that run first. */
export const listReportSchedules = async (db: Executor, tenantId: string, limit: number): Promise<StoredSchedule[]> => {
  const { rows } = await db.query<Omit<StoredSchedule, 'delay'> & { failures: number | null; nextAt: Date | null }>(statement('list-report-schedules', [tenantId, limit]))
  return rows.map(({ failures, nextAt, ...schedule }) => ({ ...schedule, delay: failures === null || nextAt === null ? null : { failures, untilMs: fromTimestamp(nextAt) } }))
}

/** Lets a schedule wait until an instant after a failure; answers how many failures there were one after another. */
export const delayReportSchedule = async (db: Executor, tenantId: string, id: string, untilMs: number): Promise<number> =>
  (await db.query<{ failures: number }>(statement('delay-report-schedule', [tenantId, id, toTimestamp(untilMs)]))).rows[0]?.failures ?? 0

/** A schedule that made its report waits no longer. */
export const endReportDelay = async (db: Executor, tenantId: string, id: string): Promise<void> => { await db.query(statement('end-report-delay', [tenantId, id])) }

/** What every schedule has made: report by schedule and period, as `schedule period`. */
export const madePeriods = async (db: Executor, tenantId: string): Promise<Map<string, string>> => {
  const { rows } = await db.query<{ scheduleId: string; period: string; id: string }>(statement('made-periods', [tenantId]))
  return new Map(rows.map(({ scheduleId, period, id }) => [`${scheduleId} ${period}`, id]))
}

/** What is to be kept; `schedule` null: somebody keeps it by hand, or freezes it with a report (`copyId`). */
export interface NewMade {
  readonly id: string; readonly schedule: { readonly id: string; readonly period: string } | null; readonly copyId: string | null; readonly subject: ScheduledSubject
  readonly from: string; readonly to: string; readonly title: string; readonly body: string; readonly sha256: string; readonly accountId: string | null; readonly nowMs: number
}

/** Keeps what was made; false when this period of the schedule has been made before. */
export const addMadeReport = async (db: Executor, tenantId: string, { id, schedule, copyId, subject, from, to, title, body, sha256, accountId, nowMs }: NewMade): Promise<boolean> =>
  (await db.query(statement('add-made-report', [tenantId, id, schedule?.id ?? null, schedule?.period ?? null, copyId, subject, from, to, title, body, sha256, toTimestamp(nowMs), accountId]))).rows.length > 0

/** What was made, as a list tells it; `body` only of the one that was asked for. */
export interface StoredMade extends Omit<MadeReport, 'madeAt'> { readonly madeAtMs: number; readonly body: string | null }

interface Row extends Omit<MadeReport, 'madeAt' | 'sentAs'> { made_at: Date; sent_id: string | null; sent_number: string | null; body: string | null }

const read = async (db: Executor, values: readonly [tenantId: string, id: string | null, subjects: readonly string[] | null, limit: number]): Promise<StoredMade[]> => {
  const { rows } = await db.query<Row>(statement('list-made-reports', [...values]))
  return rows.map(({ made_at: at, sent_id: id, sent_number: number, ...row }) => ({ ...row, madeAtMs: fromTimestamp(at), sentAs: id === null || number === null ? null : { id, number } }))
}

/** At most `limit` of what was made, the newest first; of some subjects or of all. */
export const listMadeReports = (db: Executor, tenantId: string, { subjects = null, limit }: { readonly subjects?: readonly ScheduledSubject[] | null; readonly limit: number }): Promise<StoredMade[]> => read(db, [tenantId, null, subjects, limit])

/** One with its body; undefined when the agency has none of this identifier. */
export const findMadeReport = async (db: Executor, tenantId: string, id: string): Promise<StoredMade | undefined> => (await read(db, [tenantId, id, null, 1]))[0]
