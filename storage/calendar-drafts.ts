import type { EntityManager } from '@mikro-orm/core'
import type { WorkingCalendar } from '../schemas/calendar.ts'
import { DomainError } from '../schemas/errors.ts'
import { fromTimestamp, toTimestamp } from './instants.ts'
import type { Executor } from './pool.ts'
import { statement } from './sql.ts'
import { executorIn } from './transaction.ts'

/** The next version in the making; `revision` grows with each change. */
export interface CalendarDraft { readonly calendar: WorkingCalendar; readonly revision: number; readonly by: string; readonly changedAtMs: number }
interface Place { readonly tenantId: string; readonly calendarId: string }

/** The draft of a calendar; null when there is none. */
export const findDraft = async (db: Executor, { tenantId, calendarId }: Place): Promise<CalendarDraft | null> => {
  const { rows } = await db.query<{ body: WorkingCalendar; revision: number; full_name: string; changed_at: Date }>(statement('calendar-draft', [tenantId, calendarId]))
  const row = rows[0]
  return row === undefined ? null : { calendar: row.body, revision: row.revision, by: row.full_name, changedAtMs: fromTimestamp(row.changed_at) }
}

/** Keeps a draft over the one of that revision (0: there is none). @throws DomainError stale-version when somebody else changed it meanwhile */
export const keepDraft = async (db: Executor, tenantId: string, calendar: WorkingCalendar, revision: number, by: { readonly accountId: string; readonly nowMs: number }): Promise<void> => {
  const { rowCount } = await db.query(statement('keep-calendar-draft', [tenantId, calendar.id, revision, JSON.stringify(calendar), by.accountId, toTimestamp(by.nowMs)]))
  if (rowCount !== 1) throw new DomainError('stale-version')
}

/** Throws a draft away; one that is not there is no fault. */
export const dropDraft = async (db: Executor, { tenantId, calendarId }: Place): Promise<void> => {
  await db.query(statement('drop-calendar-draft', [tenantId, calendarId]))
}

/** The same in the transaction that publishes it. */
export const dropDraftIn = (em: EntityManager, place: Place): Promise<void> => dropDraft(executorIn(em), place)
