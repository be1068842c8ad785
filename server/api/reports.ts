/** Reports on the management system over HTTP: the model as JSON; the files are made from it. */
import Type from 'typebox'
import { closed, Instant, LocalDate } from '../../schemas/common.ts'
import { IsoReport, ReportLayout } from '../../schemas/report.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { isoReport } from '../reports/iso/collect.ts'
import { reportReaders } from '../reports/readers.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'

const Question = closed({ from: LocalDate, to: LocalDate, asOf: Type.Optional(Instant) })

/** Declares GET /reports/:layout. */
export const declareReports = (api: Api, deps: Deps): void => {
  api.get('/reports/:layout', {
    preHandler: requirePerson(deps),
    schema: { tags: ['reports'], summary: 'A report on the management system: figures with their sources, facts cited, contradictions', params: closed({ layout: ReportLayout }), querystring: Question, response: { 200: IsoReport, ...problems } },
  }, (request) => {
    const { reader } = personWith(request, reportReaders)
    const { from, to, asOf } = request.query
    return isoReport(deps, { tenantId: reader.tenantId, layout: request.params.layout, from, to, asOf: asOf ?? null })
  })
}
