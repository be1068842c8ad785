/** Figures over HTTP: of the dossiers that the person may read, for the whole of them or by cuts. */
import Type from 'typebox'
import { closed, Code, Instant, LocalDate } from '../../schemas/common.ts'
import { ConformanceReport } from '../../schemas/conformance.ts'
import { OfficialForm, OfficialTable, StatisticsReport } from '../../schemas/statistics.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { cutsOf, fault, kindsOf, statisticsOf, usualGrouping, usualKinds } from '../reports/statistics.ts'
import { conformanceOf } from '../reports/conformance.ts'
import { officialTable } from '../reports/tables.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'

const Question = closed({
  from: LocalDate, to: LocalDate, asOf: Type.Optional(Instant),
  by: Type.Optional(Type.String({ maxLength: 100, description: 'field,unit,procedure,revision,month,channel,level,department' })),
  kinds: Type.Optional(Type.String({ maxLength: 100, description: 'tthc,log,internal; tthc,log when not given' })),
  ended: Type.Optional(Type.Unsafe<'resolved' | 'apart'>({ type: 'string', enum: ['resolved', 'apart'] })),
  paused: Type.Optional(Type.Unsafe<'inProgress' | 'apart'>({ type: 'string', enum: ['inProgress', 'apart'] })),
})

export const declareStatistics = (api: Api, deps: Deps): void => {
  api.get('/statistics', {
    preHandler: requirePerson(deps),
    schema: { tags: ['statistics'], summary: 'Figures of form II.06a for a period', querystring: Question, response: { 200: StatisticsReport, ...problems } },
  }, (request) => {
    const { reader } = personOf(request)
    const { from, to, asOf, by, kinds, ended, paused } = request.query
    return statisticsOf(deps, { tenantId: reader.tenantId, zone: reader.zone, reader }, {
      from, to, asOf: asOf ?? null, by: cutsOf(by ?? ''), kinds: kinds === undefined ? usualKinds : kindsOf(kinds),
      grouping: { ended: ended ?? usualGrouping.ended, paused: paused ?? usualGrouping.paused },
    })
  })
  api.get('/statistics/tables/:form', {
    preHandler: requirePerson(deps),
    schema: { tags: ['statistics'], summary: 'An official table for a period', params: closed({ form: OfficialForm }), querystring: Question, response: { 200: OfficialTable, ...problems } },
  }, (request) => {
    const { reader } = personOf(request)
    const { from, to, asOf, by, kinds, ended, paused } = request.query
    const found = cutsOf(by ?? '')
    if (found.length > 1) throw fault('/by', 'maxItems', 'một biểu xem theo một tiêu chí', 'a table is broken down by one thing')
    return officialTable(deps, { tenantId: reader.tenantId, zone: reader.zone, reader }, {
      form: request.params.form, from, to, asOf: asOf ?? null, by: found[0] ?? null, kinds: kinds === undefined ? usualKinds : kindsOf(kinds),
      grouping: { ended: ended ?? usualGrouping.ended, paused: paused ?? usualGrouping.paused },
    })
  })
  api.get('/statistics/conformance', {
    preHandler: requirePerson(deps),
    schema: {
      tags: ['statistics'], summary: 'How exactly dossiers followed their procedures, and how they really ran',
      querystring: closed({ from: LocalDate, to: LocalDate, procedure: Type.Optional(Code) }), response: { 200: ConformanceReport, ...problems },
    },
  }, (request) => {
    const { reader } = personOf(request)
    const { from, to, procedure } = request.query
    return conformanceOf(deps, { tenantId: reader.tenantId, zone: reader.zone, reader }, { from, to, procedure: procedure ?? null })
  })
}
