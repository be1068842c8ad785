/** The year of the management system over HTTP. */
import { DutyQuery, DutyYear } from '../../schemas/duty.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { reportReaders } from '../reports/readers.ts'
import { dutyYearOf } from '../reports/year.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'

/** Declares GET /duties. */
export const declareDuties = (api: Api, deps: Deps): void => {
  api.get('/duties', {
    preHandler: requirePerson(deps),
    schema: { tags: ['quality'], summary: 'What a year asks of the management system, with its evidence: done, late, soon', querystring: DutyQuery, response: { 200: DutyYear, ...problems } },
  }, (request) => {
    const { reader } = personWith(request, reportReaders)
    return dutyYearOf(deps, reader, request.query.year ?? Number(reader.today.slice(0, 4)))
  })
}
