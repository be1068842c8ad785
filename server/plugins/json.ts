/** The only body that the programming interface takes: JSON in UTF-8, with no member that could reach a prototype. */
import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'

const notUtf8 = () => new DomainError('invalid-request', {
  errors: [{ at: '', rule: 'utf8', message: 'nội dung không phải UTF-8', messageEn: 'the body is not UTF-8' }],
})

/** Replaces the parsers that Fastify brings: no plain text, and bytes that are not UTF-8 are refused instead of being replaced. */
export const registerJson = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body)) return done(notUtf8())
    return parse(request, body.toString('utf8'), done)
  })
}
