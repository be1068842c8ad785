/** Prints the tracking book of days that are chosen; what cannot be printed is told beside the dates, which stay. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { sendPaper } from '../api/papers.ts'
import { bookLinesMax, printTrackingBook } from '../commands/print-paper.ts'
import type { Deps } from '../deps.ts'
import { dateText } from '../views/times.ts'
import { trackingBookView } from '../views/tracking-book.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { typedDate } from './periods.ts'
import { visitOf } from './visit.ts'

const word = Type.Optional(Type.String({ maxLength: 20 }))
const BookQuery = Type.Object({ from: word, to: word, print: word }, { additionalProperties: false })
type BookRequest = FastifyRequest<{ Querystring: Type.Static<typeof BookQuery> }>

/** What a refusal of the book says here; others are for the page of errors. */
const faultOf = (request: FastifyRequest, error: unknown): string => {
  if (!(error instanceof DomainError) || (error.code !== 'dates-reversed' && error.code !== 'period-too-long')) throw error
  const { t, format } = visitOf(request)
  return error.code === 'dates-reversed' ? t.tracking.badDates : t.tracking.tooLong(format.number(bookLinesMax))
}

const sendChoice = (request: BookRequest, reply: FastifyReply, { reader: { today } }: SignedInPerson, fault: string | null): FastifyReply => {
  const { from, to } = request.query
  const visit = visitOf(request)
  const body = trackingBookView(visit, { from: from ?? dateText(`${today.slice(0, 7)}-01`), to: to ?? dateText(today), fault })
  return sendPage(request, reply, { title: visit.t.tracking.title, body, status: fault === null ? 200 : 422 })
}

export const declareTrackingBook = (pages: FastifyInstance, deps: Deps): void => {
  pages.get('/tracking-book', { schema: { hide: true, querystring: BookQuery } }, async (request: BookRequest, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    if (request.query.print === undefined) return sendChoice(request, reply, person, null)
    const [from, to] = [request.query.from, request.query.to].map((text) => typedDate(text ?? '', person.reader.zone))
    if (!from || !to) return sendChoice(request, reply, person, visitOf(request).t.tracking.badDates)
    try {
      return sendPaper(request, reply, await printTrackingBook(deps, person, { from, to }))
    } catch (error) {
      return sendChoice(request, reply, person, faultOf(request, error))
    }
  })
}
