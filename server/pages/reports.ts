/** Reports on the management system on screen and as files: the same model as on the command line and over the programming interface. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { reportLayouts } from '../../schemas/report.ts'
import { reportingPeriod, type DateRange } from '../../workflows/statistics/periods.ts'
import { dispositionOf } from '../api/papers.ts'
import type { Deps } from '../deps.ts'
import { isoReport } from '../reports/iso/collect.ts'
import { renderReport, reportFiles, reportFileTypes } from '../reports/iso/files.ts'
import { reportReaders } from '../reports/readers.ts'
import { reportsView, type ReportChoice } from '../views/reports.ts'
import { dateText } from '../views/times.ts'
import { administratorOrSignIn } from './admin.ts'
import { sendPage } from './common.ts'
import { periodsOf, typedDate } from './periods.ts'
import { visitOf, type Visit } from './visit.ts'

const word = Type.Optional(Type.String({ maxLength: 20 }))
const Query = Type.Object({ layout: word, period: word, from: word, to: word }, { additionalProperties: false })
type Query = Type.Static<typeof Query>

/** The question as it was asked; nothing asked is the half-year that this day lies in, as the form offers it. */
const askedOf = (visit: Visit, query: Query, today: string): { readonly range: DateRange | null; readonly choice: ReportChoice } => {
  const periods = periodsOf(visit, today)
  const usual = query.period === undefined && query.from === undefined ? `${today.slice(0, 4)}-H${today.slice(5) <= '06-14' ? 1 : 2}` : ''
  const period = periods.find(({ value }) => value === (query.period ?? usual))?.value ?? ''
  const [from, to] = [typedDate(query.from ?? '', visit.format.zone), typedDate(query.to ?? '', visit.format.zone)]
  const range = period !== '' ? reportingPeriod(period) : from === null || to === null || to < from ? null : { from, to }
  return {
    range, choice: {
      layout: reportLayouts.find((one) => one === query.layout) ?? 'halfYear', period, periods, fault: range === null ? visit.t.statistics.wrongDate : null,
      from: range === null ? query.from ?? '' : dateText(range.from), to: range === null ? query.to ?? '' : dateText(range.to),
    },
  }
}

const queryOf = (request: FastifyRequest): string => request.url.split('?')[1] ?? ''

/** Declares the page and its three files. */
export const declareReportPages = (pages: FastifyInstance, deps: Deps): void => {
  const schema = { hide: true, querystring: Query }
  pages.get<{ Querystring: Query }>('/reports', { schema }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply, reportReaders)
    if (person === null) return reply
    const visit = visitOf(request)
    const { range, choice } = askedOf(visit, request.query, person.reader.today)
    const report = range === null ? null : await isoReport(deps, { tenantId: person.reader.tenantId, layout: choice.layout, ...range, asOf: null })
    const files = reportFiles.map((kind) => ({ kind, href: `/reports/report.${kind}?${queryOf(request)}` }))
    const body = reportsView(visit, choice, report === null ? null : { report, files, asOf: visit.format.at(deps.clock.nowMs()) })
    return sendPage(request, reply, { title: visit.t.reports.title, body, status: report === null ? 400 : 200 })
  })
  for (const kind of reportFiles) {
    pages.get<{ Querystring: Query }>(`/reports/report.${kind}`, { schema }, async (request, reply) => {
      const person = await administratorOrSignIn(deps, request, reply, reportReaders)
      if (person === null) return reply
      const visit = visitOf(request)
      const { range, choice } = askedOf(visit, request.query, person.reader.today)
      if (range === null) return reply.redirect(`/reports?${queryOf(request)}`, 303)
      const report = await isoReport(deps, { tenantId: person.reader.tenantId, layout: choice.layout, ...range, asOf: null })
      const bytes = await renderReport(report, kind, { number: null, issuedAtMs: deps.clock.nowMs() })
      const fileName = `${visit.t.reportLayouts[choice.layout]} ${range.from} đến ${range.to}.${kind}`
      return reply.type(reportFileTypes[kind]).header('content-disposition', dispositionOf(fileName).replace(/^inline/, 'attachment')).send(Buffer.from(bytes))
    })
  }
}
