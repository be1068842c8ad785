/** Papers over HTTP: PDF files that open in the browser and are saved under a Vietnamese name. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { BookPeriod, IssuedPapers, PaperChoice, PaperPath, type PrintedPaper } from '../../schemas/paper.ts'
import { listPapers, printPaper, printTrackingBook } from '../commands/print-paper.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { ById, idOf, problems } from './common.ts'
import type { Api } from './types.ts'

const tags = ['papers']
const pdf = { content: { 'application/pdf': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } } }

/** RFC 6266: the name as it is for browsers of today, and without marks for whatever knows ASCII alone. `attachment`: to be saved, not shown. */
export const dispositionOf = (fileName: string, way: 'inline' | 'attachment' = 'inline'): string => {
  const plain = fileName.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(fileName.normalize('NFC')).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${way}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** Answers with a paper; the same facts make the same bytes, so their hash says whether anything changed. */
export const sendPaper = (request: FastifyRequest, reply: FastifyReply, { fileName, bytes }: PrintedPaper): FastifyReply => {
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`
  reply.header('etag', etag)
  if (request.headers['if-none-match']?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === etag)) return reply.code(304).send()
  return reply.type('application/pdf').header('content-disposition', dispositionOf(fileName)).send(bytes)
}

export const declarePapers = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/dossiers/:id/papers', {
    preHandler, schema: { tags, summary: 'The papers that the dossier has issued so far', params: ById, response: { 200: IssuedPapers, ...problems } },
  }, (request) => listPapers(deps, personOf(request), idOf(request.params.id)))
  api.get('/dossiers/:id/papers/:form.pdf', {
    preHandler, schema: { tags, summary: 'A paper that the dossier has issued, as PDF', params: PaperPath, querystring: PaperChoice, response: { 200: pdf, ...problems } },
  }, async (request, reply) => {
    const { id, form } = request.params
    return sendPaper(request, reply, await printPaper(deps, personOf(request), { id: idOf(id), form, seq: request.query.seq, origin: `${request.protocol}://${request.host}` }))
  })
  api.get('/tracking-book.pdf', {
    preHandler, schema: { tags, summary: 'The tracking book of the dossiers that I may see, received on these days', querystring: BookPeriod, response: { 200: pdf, ...problems } },
  }, async (request, reply) => sendPaper(request, reply, await printTrackingBook(deps, personOf(request), request.query)))
}
