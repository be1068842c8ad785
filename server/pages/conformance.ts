/** Conformance on screen: how exactly dossiers followed their procedures, where time goes, how they really ran; each number leads to its dossiers. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { findProcedures } from '../../storage/work.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { isId } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { personWith } from '../plugins/people.ts'
import { behindConformance, conformanceOf, type ConformanceNumber, type ConformanceRequest } from '../reports/conformance.ts'
import { audienceOf } from '../reports/statistics.ts'
import { filledAddress } from '../views/address.ts'
import { conformanceView } from '../views/conformance.ts'
import { lateRoles } from '../views/evidence.ts'
import { behindView } from '../views/statistics.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { eventName } from '../render/flowchart.ts'
import { askedOf, namerOf, type Asked } from './figures-question.ts'
import { rowsOf } from './rows.ts'
import { visitOf, type Visit } from './visit.ts'

const word = (most: number) => Type.Optional(Type.String({ maxLength: most }))
const Query = Type.Object({ period: word(20), was: word(20), from: word(20), to: word(20), procedure: word(64) }, { additionalProperties: false })
type Query = Type.Static<typeof Query>
const NumberQuery = Type.Object({
  ...Query.properties, unit: word(40), what: word(10), deviation: word(64), step: word(200), over: word(3), variant: word(64), least: word(15), after: word(40),
}, { additionalProperties: false })
type NumberQuery = Type.Static<typeof NumberQuery>

const pageSize = 50
const proceduresMost = 3_000

const questionOf = (visit: Visit, { period, was, from, to }: Query, today: string): Asked =>
  askedOf(visit, { ...(period === undefined ? {} : { period }), ...(was === undefined ? {} : { was }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }, today)

const requestOf = ({ range }: Asked, { procedure }: Query): ConformanceRequest | null =>
  (range === null ? null : { ...range, procedure: procedure === undefined || procedure === '' ? null : procedure })

const numberOf = ({ unit, what, deviation, step, over, variant, least }: NumberQuery): ConformanceNumber => ({
  units: unit !== undefined && isId(unit) ? [unit] : null, what: what === 'exact' || what === 'deviating' ? what : undefined, deviation, step, over: over === 'yes', variant,
  leastMs: /^\d+$/.test(least ?? '') ? Number(least) : 0,
})

const sendReport = async (deps: Deps, request: FastifyRequest<{ Querystring: Query }>, person: SignedInPerson): Promise<{ body: ReturnType<typeof conformanceView>; status: number }> => {
  const visit = visitOf(request)
  const asked = questionOf(visit, request.query, person.reader.today)
  const wanted = requestOf(asked, request.query)
  const report = wanted === null ? null : await conformanceOf(deps, audienceOf(person.reader), wanted)
  const nameOf = await namerOf(deps, visit, person)
  const none = { field: null, unit: null, procedure: null, revision: null, month: null, channel: null, level: null, department: null }
  const procedures = await findProcedures(deps.pool, person.reader.tenantId, { words: '', on: person.reader.today, limit: proceduresMost })
  const body = conformanceView(visit, asked.choice, {
    report, procedure: request.query.procedure ?? '', procedures: procedures.map(({ code, title }) => ({ id: code, name: inLanguage(visit.language, title) })).sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    procedureName: (code) => nameOf('procedure', { ...none, procedure: code }), unitName: (id) => nameOf('unit', { ...none, unit: id }),
    eventText: (event, own) => eventName(visit.language, visit.t, event, own ?? undefined, undefined),
    hrefOf: (more) => filledAddress('/statistics/conformance/dossiers', { ...request.query, ...more }),
    waysHref: (procedure) => `${filledAddress('/statistics/conformance', { ...request.query, procedure })}#variants`,
  })
  return { body, status: report === null ? 400 : 200 }
}

export const declareConformance = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: Query }>('/statistics/conformance', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    if (await personOrSignIn(deps, request, reply) === null) return reply
    const { body, status } = await sendReport(deps, request, personWith(request, lateRoles))
    return sendPage(request, reply, { title: visitOf(request).t.conformance.title, body, status })
  })
  pages.get<{ Querystring: NumberQuery }>('/statistics/conformance/dossiers', { schema: { hide: true, querystring: NumberQuery } }, async (request, reply) => {
    if (await personOrSignIn(deps, request, reply) === null) return reply
    const person = personWith(request, lateRoles)
    const visit = visitOf(request)
    const { period, from, to, procedure, after, ...number } = request.query
    const back = filledAddress('/statistics/conformance', { period, from, to })
    const wanted = requestOf(questionOf(visit, request.query, person.reader.today), request.query)
    if (wanted === null) return reply.redirect(back, 303)
    const page = { afterId: after !== undefined && isId(after) ? after : null, limit: pageSize }
    const found = await behindConformance(deps, audienceOf(person.reader), wanted, numberOf(request.query), page)
    const last = found.length === pageSize ? found.at(-1)?.dossier.id ?? null : null
    const body = behindView(visit, {
      name: visit.t.conformance.title, period: `${dateText(wanted.from)} – ${dateText(wanted.to)}`, back,
      rows: await rowsOf(deps, visit, person, found),
      next: last === null ? null : filledAddress('/statistics/conformance/dossiers', { period, from, to, procedure, ...number, after: last }),
    })
    return sendPage(request, reply, { title: visit.t.tables.behind, body })
  })
}
