/** Figures of subordinate agencies over HTTP: taken in, added up, and who has not sent. */
import { figuresBytesMax, FiguresFile, NewSubordinate, ReceivedFigures, Subordinate, SubordinateQuestion, Subordinates, SubordinateTable } from '../../schemas/subordinate.ts'
import { listSubordinates } from '../../storage/subordinates.ts'
import { factKeepers as roles } from '../commands/enter-fact.ts'
import { enterSubordinate, receiveFigures } from '../commands/receive-figures.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { subordinateTable } from '../reports/figures-file.ts'
import { reportReaders } from '../reports/readers.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'
import { declareNew } from './writes.ts'

const tag = 'subordinates'

/** Declares /subordinates and /subordinate-reports. */
export const declareSubordinates = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/subordinates', { preHandler, schema: { tags: [tag], summary: 'Agencies whose figures are expected', response: { 200: Subordinates, ...problems } } }, async (request) =>
    ({ items: await listSubordinates(deps.pool, personWith(request, reportReaders).reader.tenantId) }))
  api.get('/subordinate-reports', {
    preHandler, schema: { tags: [tag], summary: 'What all subordinates have sent of a form and a period, added up', querystring: SubordinateQuestion, response: { 200: SubordinateTable, ...problems } },
  }, (request) => subordinateTable(deps, personWith(request, reportReaders).reader, request.query))
  declareNew(api, deps, '/subordinates', { tag, roles, summary: 'Expect the figures of an agency', body: NewSubordinate, answer: Subordinate }, (asked) => enterSubordinate(deps, asked))
  declareNew(api, deps, '/subordinate-reports', { tag, roles, summary: 'Take in a file of figures; every broken identity is named', body: FiguresFile, bodyLimit: figuresBytesMax, answer: ReceivedFigures }, (asked) => receiveFigures(deps, asked))
}
