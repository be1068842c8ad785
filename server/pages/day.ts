/** What is late, due and waiting today, for one person. */
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'
import { findCalendar } from '../../storage/calendars.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { openingOfDate } from '../../workflows/calendar/index.ts'
import { dayListOf, type ListPart, listParts } from '../day-list.ts'
import type { Deps } from '../deps.ts'
import { dayView } from '../views/day.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { type DossierRow, rowsOf } from './rows.ts'
import { visitOf } from './visit.ts'

/** Whether the agency works today; a calendar that does not say is no day off. */
const isDayOff = async (deps: Deps, { reader: { tenantId, today }, calendarId }: SignedInPerson): Promise<boolean> => {
  const calendar = await findCalendar(deps.orm.em.fork(), tenantId, calendarId)
  try {
    return calendar !== undefined && openingOfDate(deps.rules.keepCalendar(tenantId, calendar), today) === null
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar-not-covered') return false
    throw error
  }
}

export const declareDayPage = (pages: FastifyInstance, deps: Deps): void => {
  pages.get('/notices/today', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const list = await dayListOf(deps, person.reader, deps.clock.nowMs())
    const rows = await Promise.all(listParts.map(async (part): Promise<[ListPart, DossierRow[]]> => [part, await rowsOf(deps, visit, person, list[part])]))
    const body = dayView(visit, {
      day: visit.format.day(person.reader.today), isDayOff: await isDayOff(deps, person), parts: Object.fromEntries(rows) as Record<ListPart, DossierRow[]>, isCut: list.isCut,
    })
    return sendPage(request, reply, { title: visit.t.day.title, body })
  })
}
