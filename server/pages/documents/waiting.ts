/** The page that stands in for a copy while its PDF is being made. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../../schemas/errors.ts'
import { html } from '../../views/html.ts'
import { sendPage } from '../common.ts'
import { visitOf } from '../visit.ts'

/** Asks again by itself, without a script, until the PDF is made. */
const sendWaiting = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { t } = visitOf(request)
  reply.header('refresh', '4').header('cache-control', 'no-store')
  const body = html`<h1>${t.pdfWait.title}</h1><p class="notice" role="status">${t.pdfWait.text}</p><p><a class="btn btn-plain" href="${request.url}">${t.pdfWait.again}</a></p>`
  return sendPage(request, reply, { title: t.pdfWait.title, body, status: 202 })
}

/** Sends what `send` sends, or the page that waits for it. */
export const waitingForCopy = async (request: FastifyRequest, reply: FastifyReply, send: () => Promise<FastifyReply>): Promise<FastifyReply> => {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'copy-in-work') throw error
    return sendWaiting(request, reply)
  }
}
