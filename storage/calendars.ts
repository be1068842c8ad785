import type { EntityManager } from '@mikro-orm/core'
import type { WorkingCalendar } from '../schemas/calendar.ts'
import { CalendarVersionEntity } from './entities/registers.ts'
import { refusing } from './refusals.ts'

/** Adds one version of a calendar; versions never change. @throws DomainError name-taken when this version is there */
export const addCalendarVersion = async (em: EntityManager, tenantId: string, calendar: WorkingCalendar, nowMs: number): Promise<void> => {
  const { id, version } = calendar
  await refusing(em.insert(CalendarVersionEntity, { tenantId, id, version, body: calendar, createdAt: nowMs }), { taken: 'name-taken' })
}

/** A calendar in this version, or in its newest one; undefined when there is none. */
export const findCalendar = async (em: EntityManager, tenantId: string, id: string, version?: number): Promise<WorkingCalendar | undefined> => {
  const which = version === undefined ? {} : { version }
  const row = await em.findOne(CalendarVersionEntity, { tenantId, id, ...which }, { orderBy: { version: 'desc' } })
  return row?.body
}
