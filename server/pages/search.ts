/** Search over everything that the person may see: code, name, phone, procedure, with or without marks. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Cursor } from '../../schemas/service.ts'
import { findProcedures, searchDossiers } from '../../storage/work.ts'
import { isId, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { addressOf } from '../views/address.ts'
import { searchResults, searchView } from '../views/search.ts'
import { isPartWanted, personOrSignIn, sendPage, sendPart } from './common.ts'
import { rowsOf } from './rows.ts'
import { visitOf } from './visit.ts'

const pageSize = 50
/** One letter fits nearly everything. */
const wordsMin = 2
const proceduresMost = 20

const SearchQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })), open: Type.Optional(Type.String({ maxLength: 5 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type SearchQuery = Type.Static<typeof SearchQuery>

export const declareSearch = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: SearchQuery }>('/search', { schema: { hide: true, querystring: SearchQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const words = (request.query.q ?? '').normalize('NFC').trim()
    const openOnly = request.query.open !== undefined
    const isAsked = words.length >= wordsMin
    const { reader } = person
    const after = readCursor(request.query.after, [isId])
    const procedures = isAsked ? await findProcedures(deps.pool, reader.tenantId, { words, on: reader.today, limit: proceduresMost }) : []
    const search = { words, openOnly, procedureCodes: procedures.map(({ code }) => code) }
    const found = isAsked ? await searchDossiers(deps.pool, reader, search, { limit: pageSize, afterId: after === undefined ? null : String(after[0]) }) : []
    const next = nextCursor(found, pageSize, ({ dossier }) => [dossier.id])
    const results = searchResults(visit, {
      rows: await rowsOf(deps, visit, person, found), isAsked, words, openOnly, next: next === null ? null : addressOf('/search', { q: words, open: openOnly ? '1' : null, after: next }),
    })
    return isPartWanted(request) ? sendPart(reply, results) : sendPage(request, reply, { title: visit.t.search.title, body: searchView(visit, words, openOnly, results) })
  })
}
