/** The year of the management system on screen: this year, or another by its number. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../../schemas/errors.ts'
import type { Deps } from '../../deps.ts'
import { agencyOf } from '../../reports/iso/collect.ts'
import { scheduledYear } from '../../reports/made.ts'
import { reportReaders } from '../../reports/readers.ts'
import { dutyYearOf } from '../../reports/year.ts'
import { html } from '../../views/html.ts'
import { yearView } from '../../views/quality/year.ts'
import { scheduledPanel } from '../../views/report-schedules.ts'
import { administratorOrSignIn } from '../admin.ts'
import { sendPage } from '../common.ts'
import { visitOf } from '../visit.ts'

/** Declares the page. */
export const declareYearPage = (pages: FastifyInstance, deps: Deps): void => {
  const show = async (request: FastifyRequest, reply: FastifyReply, asked: string | null): Promise<FastifyReply> => {
    const person = await administratorOrSignIn(deps, request, reply, reportReaders)
    if (person === null) return reply
    if (asked !== null && !/^2[01]\d\d$/.test(asked)) throw new DomainError('not-found')
    const visit = visitOf(request)
    const { tenantId, today } = person.reader
    const wanted = Number(asked ?? today.slice(0, 4))
    const [year, scheduled] = await Promise.all([dutyYearOf(deps, person.reader, wanted), scheduledYear(deps, await agencyOf(deps, tenantId), wanted)])
    return sendPage(request, reply, { title: visit.t.year.of(String(year.year)), body: html`${yearView(visit, year)}${scheduledPanel(visit, scheduled, today)}` })
  }
  pages.get('/year', { schema: { hide: true } }, (request, reply) => show(request, reply, null))
  pages.get<{ Params: { year: string } }>('/year/:year', { schema: { hide: true } }, (request, reply) => show(request, reply, request.params.year))
}
