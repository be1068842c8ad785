/** Working calendars and the question what is due when. */
import Type from 'typebox'
import { WorkingCalendar } from '../../schemas/calendar.ts'
import { closed } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { DueAnswer, DueQuestion } from '../../schemas/service.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { explainDue, formatInstant, parseInstant, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { addCalendar } from '../commands/add-calendar.ts'
import type { Deps } from '../deps.ts'
import { personOf, personWith, requirePerson } from '../plugins/people.ts'
import { idempotencyKeyOf, KeyHeader, markReplayed, problems } from './common.ts'
import type { Api } from './types.ts'

const tags = ['calendars']
const ByCode = closed({ id: Type.String({ maxLength: 200 }) })

const explain = (calendar: PreparedCalendar, { from, limit, stops = [], onResume = 'pause' }: DueQuestion): DueAnswer => {
  const { zone } = calendar.calendar
  const explained = explainDue(calendar, {
    startMs: parseInstant(from, zone), limit, onResume,
    stops: stops.map((stop) => ({ fromMs: parseInstant(stop.from, zone), toMs: stop.to === null ? null : parseInstant(stop.to, zone), kind: stop.kind })),
  })
  return { dueAt: explained.dueAtMs === null ? null : formatInstant(explained.dueAtMs, zone), dueOn: explained.dueOn, trace: [...explained.trace] }
}

const declareDue = (api: Api, deps: Deps): void => {
  api.post('/due', {
    preHandler: requirePerson(deps),
    schema: { tags, summary: 'When a limit ends, and what is done with each day', body: DueQuestion, response: { 200: DueAnswer, ...problems } },
  }, async (request) => {
    const { reader, calendarId } = personOf(request)
    const id = request.body.calendarId ?? calendarId
    const calendar = await findCalendar(deps.orm.em.fork(), reader.tenantId, id)
    if (calendar === undefined) throw new DomainError('calendar-unknown', { calendar: id })
    return explain(deps.rules.keepCalendar(reader.tenantId, calendar), request.body)
  })
}

export const declareCalendars = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/calendars/:id', {
    preHandler, schema: { tags, summary: 'A working calendar in its newest version', params: ByCode, response: { 200: WorkingCalendar, ...problems } },
  }, async (request) => {
    const calendar = await findCalendar(deps.orm.em.fork(), personOf(request).reader.tenantId, request.params.id)
    if (calendar === undefined) throw new DomainError('not-found')
    return calendar
  })
  api.put('/calendars/:id', {
    preHandler, bodyLimit: 2 * 1024 * 1024, schema: {
      tags, summary: 'Add the next version of a working calendar', headers: KeyHeader, params: ByCode, body: WorkingCalendar, response: { 201: WorkingCalendar, ...problems },
    },
  }, async (request, reply) => {
    const person = personWith(request, ['businessAdmin'])
    const { answer, replayed } = await addCalendar(deps, { person, key: idempotencyKeyOf(request), id: request.params.id, calendar: request.body })
    markReplayed(reply, replayed)
    reply.code(201)
    return answer
  })
  declareDue(api, deps)
}
