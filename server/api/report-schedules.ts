/** Reports that are made by themselves, over HTTP: their schedules, and what was made. */
import Type from 'typebox'
import { closed, Id } from '../../schemas/common.ts'
import { MadeReportDetail, MadeReports, NewReportSchedule, ReportSchedule, ReportSchedules, ScheduleEnding } from '../../schemas/report-schedule.ts'
import { SubordinateQuestion } from '../../schemas/subordinate.ts'
import { listMadeReports } from '../../storage/report-schedules.ts'
import { factKeepers as roles } from '../commands/enter-fact.ts'
import { enterReportSchedule, keepFigures, stopReportSchedule } from '../commands/report-schedules.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { agencyOf } from '../reports/iso/collect.ts'
import { readMade, schedulesOf, toldMade } from '../reports/made.ts'
import { reportReaders } from '../reports/readers.ts'
import { ById, idOf, problems } from './common.ts'
import type { Api } from './types.ts'
import { declareChange, declareNew } from './writes.ts'

const tag = 'reports'
const madeMost = 200

/** Declares /report-schedules and /made-reports. */
export const declareReportSchedules = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/report-schedules', { preHandler, schema: { tags: [tag], summary: 'Which reports are made by themselves, and what each makes next', response: { 200: ReportSchedules, ...problems } } }, async (request) => {
    const { reader } = personWith(request, reportReaders)
    return { items: await schedulesOf(deps, await agencyOf(deps, reader.tenantId), reader.today) }
  })
  api.get('/made-reports', { preHandler, schema: { tags: [tag], summary: 'What was made or kept, the newest first', response: { 200: MadeReports, ...problems } } }, async (request) => {
    const { reader } = personWith(request, reportReaders)
    return { items: (await listMadeReports(deps.pool, reader.tenantId, { limit: madeMost })).map((one) => toldMade(one, reader.zone)) }
  })
  api.get('/made-reports/:id', {
    preHandler, schema: { tags: [tag], summary: 'What was made, as it was counted: the report, or the sealed figures', params: ById, response: { 200: MadeReportDetail, ...problems } },
  }, async (request) => {
    const { body: _, ...detail } = await readMade(deps, personWith(request, reportReaders).reader, idOf(request.params.id))
    return detail
  })
  declareNew(api, deps, '/made-reports', { tag, roles, summary: 'Keep the sealed figures of a form and a period as they are counted now', body: SubordinateQuestion, answer: closed({ id: Id }) as Type.TSchema }, (asked) => keepFigures(deps, asked))
  declareNew(api, deps, '/report-schedules', { tag, roles, summary: 'Have a report made by itself for every period from today on', body: NewReportSchedule, answer: ReportSchedule }, (asked) => enterReportSchedule(deps, asked))
  declareChange(api, deps, '/report-schedules/:id/end', { tag, roles, summary: 'Have it made no longer', body: ScheduleEnding, answer: closed({ id: Id }) as Type.TSchema }, (asked) => stopReportSchedule(deps, asked))
}
