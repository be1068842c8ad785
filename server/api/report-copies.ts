/** Reports as they were sent, over HTTP. */
import Type from 'typebox'
import { closed, Id } from '../../schemas/common.ts'
import { NewReportCopy, ReportCopies, ReportCopyDetail } from '../../schemas/report.ts'
import { listReportCopies } from '../../storage/report-copies.ts'
import { factKeepers as roles } from '../commands/enter-fact.ts'
import { freezeReport, readReportCopy, toldCopy } from '../commands/freeze-report.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { reportReaders } from '../reports/readers.ts'
import { ById, idOf, problems } from './common.ts'
import type { Api } from './types.ts'
import { declareNew } from './writes.ts'

const tag = 'reports'
/** More copies than an agency sends in ten years. */
const copiesMost = 100

/** Declares /report-copies. */
export const declareReportCopies = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/report-copies', { preHandler, schema: { tags: [tag], summary: 'Reports that were sent, the newest first', response: { 200: ReportCopies, ...problems } } }, async (request) => {
    const { reader } = personWith(request, reportReaders)
    return { items: (await listReportCopies(deps.pool, reader.tenantId, copiesMost)).map((one) => toldCopy(one, reader.zone)) }
  })
  api.get('/report-copies/:id', {
    preHandler, schema: { tags: [tag], summary: 'A report as it was sent, and how today\'s count differs', params: ById, response: { 200: ReportCopyDetail, ...problems } },
  }, (request) => readReportCopy(deps, personWith(request, reportReaders), idOf(request.params.id)))
  declareNew(api, deps, '/report-copies', { tag, roles, summary: 'Freeze the report of now as the copy of what is sent', body: NewReportCopy, answer: closed({ id: Id }) as Type.TSchema }, (asked) => freezeReport(deps, asked))
}
