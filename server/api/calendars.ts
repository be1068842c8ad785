/** Working calendars and the question what is due when. */
import Type from 'typebox'
import { WorkingCalendar } from '../../schemas/calendar.ts'
import { CalendarVersionFilter, CalendarVersionPage, DueMoveCount, DueMoveFilter, DueMovePage } from '../../schemas/calendar-change.ts'
import { closed } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { DueAnswer, DueQuestion } from '../../schemas/service.ts'
import { findCalendar } from '../../storage/calendars.ts'
import type { CandidateKey } from '../../storage/recounts.ts'
import { explainDue, formatInstant, parseInstant, type PreparedCalendar } from '../../workflows/calendar/index.ts'
import { tellingFaults } from '../calendar-faults.ts'
import { addCalendar, checkAddress } from '../commands/add-calendar.ts'
import { calendarVersions } from '../commands/calendar-versions.ts'
import { countMoves, previewCalendar, type WouldMove } from '../commands/preview-calendar.ts'
import type { Deps } from '../deps.ts'
import { personOf, personWith, requirePerson } from '../plugins/people.ts'
import { entered, idempotencyKeyOf, KeyHeader, problems } from './common.ts'
import { cursorOf, isId, isNumber, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['calendars']
const ByCode = closed({ id: Type.String({ maxLength: 200 }) })

const InVersion = closed({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) })
const calendarLimit = 2 * 1024 * 1024
/** So many dossiers are looked at for one count. */
const countMost = 200_000

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

const declareVersions = (api: Api, deps: Deps): void => {
  api.get('/calendars/:id/versions', {
    preHandler: requirePerson(deps),
    schema: { tags, summary: 'The versions of a calendar, and what each publication did', params: ByCode, querystring: CalendarVersionFilter, response: { 200: CalendarVersionPage, ...problems } },
  }, async (request) => {
    const limit = request.query.limit ?? 50
    const after = readCursor(request.query.after, [isNumber])
    const items = await calendarVersions(deps, personOf(request), request.params.id, { below: after === undefined ? null : Number(after[0]), limit })
    return { items, next: nextCursor(items, limit, ({ version }) => [version]) }
  })
}

/** The cursor of a page of moves, and where it goes on. */
export const moveCursor = ({ calendarVersion, id }: CandidateKey): string => cursorOf([calendarVersion, id])
/** @throws DomainError invalid-request */
export const readMoveKey = (cursor: string | undefined): CandidateKey | null => {
  const after = readCursor(cursor, [isNumber, isId])
  return after === undefined ? null : { calendarVersion: Number(after[0]), id: String(after[1]) }
}

const moveLine = ({ dossier: { id, code, steps }, fromMs, dueAtMs, days }: WouldMove, zone: string) => {
  const at = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, zone))
  return { id, code, fromDueAt: at(fromMs), toDueAt: at(dueAtMs), days, holders: steps.map(({ step, unitId, holderId }) => ({ step, unitId, holderId })) }
}

const declareMoves = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.post('/calendars/:id/moves', {
    preHandler, bodyLimit: calendarLimit, schema: {
      tags, summary: 'Which open dossiers the next version would move; nothing is kept', params: ByCode, querystring: DueMoveFilter, body: WorkingCalendar, response: { 200: DueMovePage, ...problems },
    },
  }, async (request) => {
    const person = personWith(request, ['businessAdmin'])
    checkAddress(request.params.id, request.body)
    const question = { person, calendar: request.body, limit: request.query.limit ?? 50, after: readMoveKey(request.query.after) }
    const { rows, next } = await tellingFaults(() => previewCalendar(deps, question))
    return { items: rows.map((row) => moveLine(row, person.reader.zone)), next: next === null ? null : moveCursor(next) }
  })
  api.post('/calendars/:id/moves/count', {
    preHandler, bodyLimit: calendarLimit, schema: {
      tags, summary: 'How many open dossiers the next version would move; nothing is kept', params: ByCode, body: WorkingCalendar, response: { 200: DueMoveCount, ...problems },
    },
  }, async (request) => {
    checkAddress(request.params.id, request.body)
    const { byDays, ...count } = await tellingFaults(() => countMoves(deps, personWith(request, ['businessAdmin']), request.body, countMost))
    return { ...count, byDays: [...byDays] }
  })
}

export const declareCalendars = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/calendars/:id', {
    preHandler, schema: { tags, summary: 'A working calendar in a version, or in its newest one', params: ByCode, querystring: InVersion, response: { 200: WorkingCalendar, ...problems } },
  }, async (request) => {
    const calendar = await findCalendar(deps.orm.em.fork(), personOf(request).reader.tenantId, request.params.id, request.query.version)
    if (calendar === undefined) throw new DomainError('not-found')
    return calendar
  })
  api.put('/calendars/:id', {
    preHandler, bodyLimit: calendarLimit, schema: {
      tags, summary: 'Add the next version of a working calendar', headers: KeyHeader, params: ByCode, body: WorkingCalendar, response: { 201: WorkingCalendar, ...problems },
    },
  }, async (request, reply) => {
    const person = personWith(request, ['businessAdmin'])
    return entered(reply, await addCalendar(deps, { person, key: idempotencyKeyOf(request), id: request.params.id, calendar: request.body }))
  })
  declareVersions(api, deps)
  declareMoves(api, deps)
  declareDue(api, deps)
}
