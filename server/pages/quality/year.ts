/** The year of the management system on screen: this year, or another by its number. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../../schemas/errors.ts'
import type { Deps } from '../../deps.ts'
import { reportReaders } from '../../reports/readers.ts'
import { dutyYearOf } from '../../reports/year.ts'
import { yearView } from '../../views/quality/year.ts'
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
    const year = await dutyYearOf(deps, person.reader, Number(asked ?? person.reader.today.slice(0, 4)))
    return sendPage(request, reply, { title: visit.t.year.of(String(year.year)), body: yearView(visit, year) })
  }
  pages.get('/year', { schema: { hide: true } }, (request, reply) => show(request, reply, null))
  pages.get<{ Params: { year: string } }>('/year/:year', { schema: { hide: true } }, (request, reply) => show(request, reply, request.params.year))
}
