/** Open dossiers in a person's hands whose due date a calendar moved: where the notice of it leads. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Code } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { Cursor } from '../../schemas/service.ts'
import { findCalendar } from '../../storage/calendars.ts'
import { movedDossiers } from '../../storage/recounts.ts'
import { daysBetween, localDateOf } from '../../workflows/calendar/index.ts'
import { isId, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { movedView } from '../views/calendar-draft.ts'
import { moveRows } from './calendars.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { visitOf } from './visit.ts'

const path = '/moved'
const pageSize = 50

const Version = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const MovedQuery = Type.Object({ calendar: Code, since: Version, version: Version, after: Type.Optional(Cursor) }, { additionalProperties: false })
type MovedQuery = Type.Static<typeof MovedQuery>

export const declareMoved = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: MovedQuery }>(path, { schema: { hide: true, querystring: MovedQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { calendar: calendarId, since, version } = request.query
    const { reader } = person
    const calendar = await findCalendar(deps.orm.em.fork(), reader.tenantId, calendarId, version)
    if (calendar === undefined) throw new DomainError('not-found')
    const after = readCursor(request.query.after, [isId])
    const holders = [reader.accountId, ...reader.roles.flatMap(({ onBehalfOf }) => onBehalfOf ?? [])]
    const found = await movedDossiers(deps.pool, reader, { calendarId, since, version }, { holders, after: after === undefined ? null : String(after[0]), limit: pageSize })
    const dateOf = (ms: number): string => localDateOf(ms, calendar.zone)
    const lines = found.map(({ fromMs, dueAtMs, ...dossier }) => ({ dossier, fromMs, dueAtMs, days: fromMs === null || dueAtMs === null ? null : daysBetween(dateOf(fromMs), dateOf(dueAtMs)) }))
    const next = nextCursor(found, pageSize, ({ id }) => [id])
    const body = movedView(visit, {
      version, rows: await moveRows(deps, visit, person, lines, calendar.coversTo),
      next: next === null ? null : `${path}?calendar=${encodeURIComponent(calendarId)}&since=${since}&version=${version}&after=${next}`,
    })
    return sendPage(request, reply, { title: visit.t.calendarMoved.title, body })
  })
}
