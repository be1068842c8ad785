/** Reports on the management system on screen and as files: the same model as on the command line and over the programming interface. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { NewReportCopy, reportLayouts, type IsoReport } from '../../schemas/report.ts'
import { readObject } from '../../storage/objects/read.ts'
import { findObject } from '../../storage/objects/rows.ts'
import { findReportCopy, listReportCopies } from '../../storage/report-copies.ts'
import { listMadeReports } from '../../storage/report-schedules.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { reportingPeriod, type DateRange } from '../../workflows/statistics/periods.ts'
import { idOf } from '../api/common.ts'
import { dispositionOf } from '../api/papers.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { freezeReport, readReportCopy, toldCopy } from '../commands/freeze-report.ts'
import type { Deps } from '../deps.ts'
import { isoReport } from '../reports/iso/collect.ts'
import { renderReport, reportFiles, reportFileTypes } from '../reports/iso/files.ts'
import { toldMade } from '../reports/made.ts'
import { reportReaders } from '../reports/readers.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { copyView, reportsView, type ReportChoice } from '../views/reports.ts'
import { dateText } from '../views/times.ts'
import { administratorOrSignIn } from './admin.ts'
import { bodyOf, declareFormPage, type Sent, typed } from './admin-forms.ts'
import { sendPage } from './common.ts'
import type { Fields } from './forms.ts'
import { periodsOf, presetMeant, typedDate } from './periods.ts'
import { visitOf, type Visit } from './visit.ts'

const word = Type.Optional(Type.String({ maxLength: 20 }))
const Query = Type.Object({ layout: word, period: word, was: word, from: word, to: word }, { additionalProperties: false })
type Query = Type.Static<typeof Query>

/** The question as it was asked; nothing asked is the half-year that this day lies in, as the form offers it. */
const askedOf = (visit: Visit, query: Query, today: string): { readonly range: DateRange | null; readonly choice: ReportChoice } => {
  const periods = periodsOf(visit, today)
  const usual = query.period === undefined && query.from === undefined ? `${today.slice(0, 4)}-H${today.slice(5) <= '06-14' ? 1 : 2}` : ''
  const period = presetMeant({ ...query, period: query.period ?? usual }, periods)
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

/** Warnings are seen one by one; a contradiction offers no form. */
export const freezePlan = ({ t }: Visit, path: string, { findings }: IsoReport): FormPlan | null => {
  if (findings.some(({ severity }) => severity === 'blocks')) return null
  const codes = [...new Set(findings.map(({ code }) => code))]
  return {
    id: 'freeze', path, title: t.reports.freeze, submit: t.reports.freeze, note: t.reports.freezeNote, fields: [
      { kind: 'text', name: 'number', label: t.facts.number, hint: t.facts.numberHint, max: 60 },
      ...(codes.length === 0 ? [] : [{ kind: 'many' as const, name: 'seen', label: t.reports.seen, choices: codes.map((code) => ({ value: code, text: t.findings[code] })) }]),
    ],
  }
}

/** The warnings that were ticked as seen. */
export const seenIn = (fields: Fields): string[] => [...fields.keys()].flatMap((name) => (name.startsWith('seen.') ? [name.slice('seen.'.length)] : []))

const copiesShown = 20
const madeShown = 10
interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const showReport = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : '/reports' }
  const { reader } = person
  const { range, choice } = askedOf(visit, request.query as Query, reader.today)
  if (range === null) return sendPage(request, reply, { title: visit.t.reports.title, body: reportsView(visit, choice, null), status: 400 })
  const report = await isoReport(deps, { tenantId: reader.tenantId, layout: choice.layout, ...range, asOf: null })
  const copies = (await listReportCopies(deps.pool, reader.tenantId, copiesShown)).map((one) => toldCopy(one, reader.zone))
  const made = (await listMadeReports(deps.pool, reader.tenantId, { subjects: reportLayouts, limit: madeShown })).map((one) => toldMade(one, reader.zone))
  const files = reportFiles.map((kind) => ({ kind, href: `/reports/report.${kind}?${queryOf(request)}` }))
  const plan = reader.roles.some(({ role }) => factKeepers.includes(role)) ? freezePlan(visit, `/reports?${queryOf(request)}`, report) : null
  const body = reportsView(visit, choice, { report, files, plan, back, copies, made, asOf: visit.format.at(deps.clock.nowMs()) })
  return sendPage(request, reply, { title: visit.t.reports.title, body, status, path: visit.path })
}

const freeze = async (deps: Deps, { person, key, fields }: Sent, request: FastifyRequest): Promise<string> => {
  const { range, choice } = askedOf(visitOf(request), request.query as Query, person.reader.today)
  if (range === null) throw new DomainError('not-found')
  const { answer } = await freezeReport(deps, { person, key, body: bodyOf(NewReportCopy, { layout: choice.layout, ...range, number: typed(fields, 'number'), seen: seenIn(fields) }) })
  return `/reports/copies/${answer.id}`
}

const declareCopies = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string } }>('/reports/copies/:id', { schema: { hide: true } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply, reportReaders)
    if (person === null) return reply
    const visit = visitOf(request)
    const detail = await readReportCopy(deps, person, idOf(request.params.id))
    return sendPage(request, reply, { title: detail.copy.number, body: copyView(visit, detail, visit.format.at(parseInstant(detail.copy.at, visit.format.zone))) })
  })
  pages.get<{ Params: { id: string } }>('/reports/copies/:id/file', { schema: { hide: true } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply, reportReaders)
    if (person === null) return reply
    const { tenantId } = person.reader
    const copy = await findReportCopy(deps.pool, tenantId, idOf(request.params.id))
    const object = copy === undefined ? undefined : await findObject(deps.pool, tenantId, copy.objectId)
    if (object === undefined) throw new DomainError('not-found')
    const bytes = await readObject(deps.objects, object)
    return reply.type(reportFileTypes.docx).header('content-disposition', dispositionOf(object.fileName, 'attachment')).send(bytes)
  })
}

/** Declares the page and its three files. */
export const declareReportPages = (pages: FastifyInstance, deps: Deps): void => {
  const schema = { hide: true, querystring: Query }
  declareFormPage(pages, deps, { path: '/reports', readers: reportReaders, query: Query, roles: factKeepers, show: showReport(deps), act: (sent, request) => freeze(deps, sent, request) })
  declareCopies(pages, deps)
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
      return reply.type(reportFileTypes[kind]).header('content-disposition', dispositionOf(fileName, 'attachment')).send(Buffer.from(bytes))
    })
  }
}
