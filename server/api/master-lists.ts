/** The lists that an agency keeps of its documents, over HTTP. */
import { closed } from '../../schemas/common.ts'
import { MasterList, MasterListAnswer, MasterListQuery } from '../../schemas/master-list.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { masterListOf } from '../reports/master-lists.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'

export const declareMasterLists = (api: Api, deps: Deps): void => {
  api.get('/master-lists/:list', {
    preHandler: requirePerson(deps),
    schema: {
      tags: ['documents'], summary: 'A list of what is in force and I may see: internal documents, external ones with laws, forms, records, copies on paper with those to be called in; at most 2,000 lines',
      params: closed({ list: MasterList }), querystring: MasterListQuery, response: { 200: MasterListAnswer, ...problems },
    },
  }, (request) => masterListOf(deps, personOf(request), { list: request.params.list, ...request.query }))
}
