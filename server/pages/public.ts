/** The public page: where is my dossier, which procedures and quality policy are in force, and when a result would be due. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Tenant } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { officialStatuses } from '../../schemas/procedure.ts'
import { findProcedureOn } from '../../storage/procedures.ts'
import { findPublicDossier, publicDocuments, publicDossiersOfCode, type PublicDossier } from '../../storage/public.ts'
import { listTenants } from '../../storage/tenants.ts'
import { findProcedures, type FoundProcedure } from '../../storage/work.ts'
import { localDateOf, parseInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { networkOf } from '../plugins/rate.ts'
import { WindowCounter } from '../plugins/windows.ts'
import { standingOf } from '../views/badge.ts'
import { inLanguage } from '../views/texts/index.ts'
import { readDate } from '../views/times.ts'
import type { SurveyPanel } from '../views/public-survey.ts'
import { publicView, type PublicAnswer, type PublicDue } from '../views/public.ts'
import { sendPage } from './common.ts'
import { previewDue } from './due.ts'
import { fieldsOf, given } from './forms.ts'
import { declarePublicSurvey, surveyOf, SurveySaid } from './public-survey.ts'
import { visitOf, type Visit } from './visit.ts'

const proceduresMost = 3000
const quarterHourMs = 15 * 60_000

const PublicQuery = Type.Object({
  procedure: Type.Optional(Type.String({ maxLength: 64 })), from: Type.Optional(Type.String({ maxLength: 20 })), agency: Type.Optional(Type.String({ maxLength: 64 })),
}, { additionalProperties: false })
type PublicQuery = Type.Static<typeof PublicQuery>

interface Agency { readonly tenant: Tenant; readonly on: string; readonly procedures: readonly FoundProcedure[] }

/** The agency asked for, else the first that has public services; agencies of imported logs have none. */
const agencyOf = async (deps: Deps, code: string | undefined): Promise<Agency | null> => {
  const tenants = await listTenants(deps.orm.em.fork())
  for (const tenant of tenants.filter((one) => code === undefined || one.code === code)) {
    const on = localDateOf(deps.clock.nowMs(), tenant.zone)
    const procedures = await findProcedures(deps.pool, tenant.id, { words: '', on, limit: proceduresMost, kind: 'tthc' })
    if (procedures.length > 0) return { tenant, on, procedures }
  }
  return null
}

/** `05/03/2026 09:30` as an instant of the agency's zone; null when it is none. */
const readInstant = (text: string, zone: string): number | null => {
  const [date, time] = text.trim().split(/\s+/)
  const on = readDate(date ?? '')
  if (on === null || !/^\d{1,2}:\d{2}$/.test(time ?? '')) return null
  try {
    return parseInstant(`${on}T${time?.padStart(5, '0')}`, zone)
  } catch {
    return null
  }
}

const dueOf = async (deps: Deps, visit: Visit, agency: Agency, { procedure, from }: PublicQuery): Promise<PublicDue | null> => {
  if (procedure === undefined) return null
  const fromMs = from === undefined || from.trim() === '' ? deps.clock.nowMs() : readInstant(from, agency.tenant.zone)
  if (fromMs === null) return { words: visit.t.publicPage.badFrom, trace: [], isWrong: true }
  const found = await findProcedureOn(deps.orm.em.fork(), agency.tenant.id, procedure, agency.on)
  if (found === undefined) throw new DomainError('procedure-unknown')
  const { dueAtMs, trace, isKnown } = await previewDue(deps, { tenantId: agency.tenant.id, calendarId: agency.tenant.calendarId }, found.definition, fromMs)
  const words = !isKnown ? visit.t.receive.dueUnknown : dueAtMs === null ? visit.t.receive.noDue : visit.t.publicPage.answer(visit.format.longAt(dueAtMs))
  return { words, trace, isWrong: !isKnown }
}

/** What is told of a dossier to whoever has shown that it is theirs. */
const answerFor = async (deps: Deps, visit: Visit, found: PublicDossier | null): Promise<PublicAnswer | 'none'> => {
  if (found === null) return 'none'
  const { dossier, unit } = found
  const { compiled, calendar } = await deps.rules.rulesOf(dossier)
  const { t, format, language } = visit
  return {
    code: dossier.code ?? '', procedure: inLanguage(language, compiled.definition.title), standing: standingOf({ t, format, calendar, nowMs: deps.clock.nowMs() }, dossier),
    facts: [
      [t.publicPage.status, officialStatuses[dossier.status]?.[language] ?? t.app.none], [t.publicPage.received, format.longAt(dossier.receivedAtMs)],
      [t.publicPage.due, format.longAt(dossier.clock.dueAtMs)],
      [t.publicPage.step, dossier.steps.map(({ step }) => inLanguage(language, compiled.steps.get(step)?.name ?? { vi: step, en: step })).join('; ') || t.badge.ended],
      [t.publicPage.unit, inLanguage(language, unit)], [t.publicPage.updated, format.longAt(dossier.lastEventAtMs)],
    ],
  }
}

const send = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, page: { query: PublicQuery; status?: number; asked?: { code: string; phone: string; answer: PublicAnswer | 'none' }; survey?: SurveyPanel | null; complaint?: { path: string; said: string | null } | null }): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: '/public' }
  const agency = await agencyOf(deps, page.query.agency)
  const due = agency === null ? null : await dueOf(deps, visit, agency, page.query)
  const documents = agency === null ? [] : await publicDocuments(deps.pool, { tenantId: agency.tenant.id }, deps.clock.nowMs())
  const body = publicView(visit, {
    agency: agency === null ? null : inLanguage(visit.language, agency.tenant.name), procedures: agency?.procedures ?? [], documents, due,
    question: { procedure: page.query.procedure ?? '', from: page.query.from ?? '' }, asked: page.asked ?? null, survey: page.survey ?? null, complaint: page.complaint ?? null,
  })
  return sendPage(request, reply, { title: visit.t.publicPage.title, body, status: page.status ?? 200 })
}

/** The link on the receipt: code and secret; a wrong one is told apart from nothing. */
const declareLink = (pages: FastifyInstance, deps: Deps, take: (request: FastifyRequest) => void): void => {
  const Params = Type.Object({ code: Type.String({ maxLength: 64 }), secret: Type.String({ maxLength: 60 }) })
  pages.get<{ Params: Type.Static<typeof Params>; Querystring: Type.Static<typeof SurveySaid> }>('/public/:code/:secret', { schema: { hide: true, params: Params, querystring: SurveySaid } }, async (request, reply) => {
    take(request)
    const { code, secret } = request.params
    const found = (await publicDossiersOfCode(deps.pool, code, deps.clock.nowMs())).find(({ dossier }) => deps.links.opens(dossier, secret)) ?? null
    const answer = await answerFor(deps, visitOf(request), found)
    // Nothing that leads to one person's dossier belongs into a search engine.
    reply.header('x-robots-tag', 'noindex')
    return send(deps, request, reply, { query: {}, asked: { code, phone: '', answer }, survey: found === null ? null : await surveyOf(deps, found, `/public/${encodeURIComponent(code)}/${encodeURIComponent(secret)}`, request.query.said), complaint: found === null ? null : { path: `/public/${encodeURIComponent(code)}/${encodeURIComponent(secret)}/complaint`, said: request.query.complaint ?? null }, status: found === null ? 404 : 200 })
  })
}

export const declarePublic = (pages: FastifyInstance, deps: Deps): void => {
  // A code is easy to guess and a phone is not secret to everybody: few tries from one address.
  const tries = new WindowCounter({ max: 30, windowMs: quarterHourMs, maxKeys: 20_000 })
  const take = (request: FastifyRequest): void => {
    const waitMs = tries.take(networkOf(request.ip), deps.clock.nowMs())
    if (waitMs > 0) throw new DomainError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }
  declareLink(pages, deps, take)
  declarePublicSurvey(pages, deps, take)
  pages.get<{ Querystring: PublicQuery }>('/public', { schema: { hide: true, querystring: PublicQuery } }, (request, reply) => send(deps, request, reply, { query: request.query }))
  pages.post('/public', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    take(request)
    const fields = fieldsOf(request.body)
    const [code, phone] = [given(fields, 'code')?.slice(0, 64) ?? '', given(fields, 'phone')?.slice(0, 30) ?? '']
    return send(deps, request, reply, { query: {}, asked: { code, phone, answer: await answerFor(deps, visitOf(request), await findPublicDossier(deps.pool, code, phone, deps.clock.nowMs())) } })
  })
}
