/** Competence by person, over HTTP. */
import { CompetenceDayQuery, CompetenceDetail, CompetencePage, CompetenceQuery } from '../../schemas/competence.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { competenceDay, competenceDetail, competenceList } from '../reports/competence.ts'
import { ById, idOf, problems } from './common.ts'
import { isId, isText, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

/** Declares GET /competence and GET /competence/:id. */
export const declareCompetence = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  const tags = ['quality']
  api.get('/competence', {
    preHandler, schema: { tags, summary: 'People with their roles on a day: revisions to read and read, trainings, who is new, gaps', querystring: CompetenceQuery, response: { 200: CompetencePage, ...problems } },
  }, async (request) => {
    const { unit = null, limit = 50 } = request.query
    const person = personOf(request)
    const on = competenceDay(person, request.query.on)
    const after = readCursor(request.query.after, [isText, isId])
    const items = await competenceList(deps, person, { on, unit, limit, after: after === undefined ? null : { fullName: String(after[0]), id: String(after[1]) } })
    return { on, items, next: nextCursor(items, limit, ({ fullName, accountId }) => [fullName, accountId]) }
  })
  api.get('/competence/:id', {
    preHandler, schema: { tags, summary: 'One person on a day: each revision with when it was read, each training', params: ById, querystring: CompetenceDayQuery, response: { 200: CompetenceDetail, ...problems } },
  }, (request) => {
    const person = personOf(request)
    return competenceDetail(deps, person, idOf(request.params.id), competenceDay(person, request.query.on))
  })
}
