/** People for their administrators: the list, paged and searched. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Cursor } from '../../schemas/service.ts'
import { listPeople } from '../../storage/people.ts'
import { isId, isText, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { peopleView } from '../views/people.ts'
import { administratorOrSignIn } from './admin.ts'
import { sendPage } from './common.ts'
import { visitOf } from './visit.ts'

const pageSize = 50

const PeopleQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })), closed: Type.Optional(Type.String({ maxLength: 5 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type PeopleQuery = Type.Static<typeof PeopleQuery>

const addressOf = (words: string, closedToo: boolean, after: string): string =>
  `/admin/people?q=${encodeURIComponent(words)}${closedToo ? '&closed=1' : ''}&after=${after}`

export const declarePeople = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: PeopleQuery }>('/admin/people', { schema: { hide: true, querystring: PeopleQuery } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const words = (request.query.q ?? '').normalize('NFC').trim()
    const closedToo = request.query.closed !== undefined
    const key = readCursor(request.query.after, [isText, isId])
    const after = key === undefined ? null : { fullName: String(key[0]), id: String(key[1]) }
    const found = await listPeople(deps.pool, person.reader.tenantId, { words, on: person.reader.today, closedToo, after, limit: pageSize })
    const next = nextCursor(found, pageSize, ({ fullName, id }) => [fullName, id])
    const body = peopleView(visit, { words, closedToo, found, next: next === null ? null : addressOf(words, closedToo, next) })
    return sendPage(request, reply, { title: visit.t.people.title, body })
  })
}
