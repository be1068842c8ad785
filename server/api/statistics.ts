/** Figures over HTTP: of the dossiers that the person may read, for the whole of them or by cuts. */
import Type, { type Static } from 'typebox'
import { closed, Code, Id, Instant, LocalDate } from '../../schemas/common.ts'
import { ConformanceReport } from '../../schemas/conformance.ts'
import { FormGroupings, NewFormGrouping } from '../../schemas/form-grouping.ts'
import { OfficialForm, OfficialTable, StatisticsReport, type Grouping } from '../../schemas/statistics.ts'
import type { Reader } from '../../storage/dossiers.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { formGroupingsOf, setFormGrouping } from '../commands/set-form-grouping.ts'
import { groupingFor } from '../reports/grouping.ts'
import { audienceOf, cutsOf, fault, kindsOf, statisticsOf, usualKinds } from '../reports/statistics.ts'
import { conformanceOf } from '../reports/conformance.ts'
import { officialTable } from '../reports/tables.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'
import { declareNew } from './writes.ts'

const Question = closed({
  from: LocalDate, to: LocalDate, asOf: Type.Optional(Instant),
  by: Type.Optional(Type.String({ maxLength: 100, description: 'field,unit,procedure,revision,month,channel,level,department' })),
  kinds: Type.Optional(Type.String({ maxLength: 100, description: 'tthc,log,internal; tthc,log when not given' })),
  ended: Type.Optional(Type.Unsafe<'resolved' | 'apart'>({ type: 'string', enum: ['resolved', 'apart'] })),
  paused: Type.Optional(Type.Unsafe<'inProgress' | 'apart'>({ type: 'string', enum: ['inProgress', 'apart'] })),
})

/** The tables of work can be narrowed to one procedure, and to steps in the hands of one unit with all below it. */
const TableQuestion = closed({ ...Question.properties, procedure: Type.Optional(Code), unit: Type.Optional(Id) })

const groupingOf = async (deps: Deps, { tenantId, zone }: Reader, form: OfficialForm, { to, asOf, ended, paused }: Static<typeof Question>): Promise<Grouping> =>
  (await groupingFor(deps, tenantId, { form, to, knownAtMs: asOf === undefined ? null : parseInstant(asOf, zone) }, { ended, paused })).grouping

/** How forms group what ended without a result and what is paused: read by everybody, set by those who keep the registers. */
const declareGroupings = (api: Api, deps: Deps): void => {
  api.get('/form-groupings', { preHandler: requirePerson(deps), schema: { tags: ['statistics'], summary: 'How forms group withdrawn and paused dossiers, as it was decided', response: { 200: FormGroupings, ...problems } } },
    async (request) => ({ items: await formGroupingsOf(deps, personOf(request)) }))
  declareNew(api, deps, '/form-groupings', { tag: 'statistics', roles: factKeepers, summary: 'Decide how a form groups withdrawn and paused dossiers, from a day on', body: NewFormGrouping, answer: NewFormGrouping }, (asked) => setFormGrouping(deps, asked))
}

export const declareStatistics = (api: Api, deps: Deps): void => {
  declareGroupings(api, deps)
  api.get('/statistics', {
    preHandler: requirePerson(deps),
    schema: { tags: ['statistics'], summary: 'Figures of form II.06a for a period', querystring: Question, response: { 200: StatisticsReport, ...problems } },
  }, async (request) => {
    const { reader } = personOf(request)
    const { from, to, asOf, by, kinds } = request.query
    return statisticsOf(deps, audienceOf(reader), {
      from, to, asOf: asOf ?? null, by: cutsOf(by ?? ''), kinds: kinds === undefined ? usualKinds : kindsOf(kinds),
      grouping: await groupingOf(deps, reader, '06a', request.query),
    })
  })
  api.get('/statistics/tables/:form', {
    preHandler: requirePerson(deps),
    schema: { tags: ['statistics'], summary: 'An official table for a period', params: closed({ form: OfficialForm }), querystring: TableQuestion, response: { 200: OfficialTable, ...problems } },
  }, async (request) => {
    const { reader } = personOf(request)
    const { from, to, asOf, by, kinds, procedure = null, unit = null } = request.query
    const found = cutsOf(by ?? '')
    if (found.length > 1) throw fault('/by', 'maxItems', 'một biểu xem theo một tiêu chí', 'a table is broken down by one thing')
    return officialTable(deps, audienceOf(reader), {
      form: request.params.form, from, to, asOf: asOf ?? null, by: found[0] ?? null, kinds: kinds === undefined ? usualKinds : kindsOf(kinds),
      grouping: await groupingOf(deps, reader, request.params.form, request.query), scope: { procedure, unit },
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
    return conformanceOf(deps, audienceOf(reader), { from, to, procedure: procedure ?? null })
  })
}
