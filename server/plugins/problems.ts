/** Every refusal leaves as RFC 9457 problem+json, whoever found the fault: a rule, the framework, the parser of HTTP. */
import type { Socket } from 'node:net'
import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, type ErrorCode } from '../../schemas/errors.ts'
import { isAway } from '../../storage/pool.ts'
import { problemOf } from '../problem.ts'
import { invalidRequest } from './validation.ts'

const problemType = 'application/problem+json; charset=utf-8'

/** What the framework refuses by itself, as codes of ours. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported-media-type',
  FST_ERR_NOT_FOUND: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
}

const isRefusalOfFramework = (error: FastifyError): boolean =>
  error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 && /^FST_ERR_/.test(error.code ?? '')

/** The refusal that an error stands for; undefined for a bug. */
export const toRefusal = (error: FastifyError | DomainError): DomainError | undefined => {
  if (error instanceof DomainError) return error
  if (error.validation !== undefined) return invalidRequest(error.validation, error.validationContext)
  const code = error.code ?? ''
  const known = frameworkCodes[code]
  if (known !== undefined) return new DomainError(known)
  if (isRefusalOfFramework(error)) return malformed(code)
  // SQLSTATE class 22, data exception: a value that no schema refused but that the database cannot hold.
  if (/^22[0-9A-Z]{3}$/.test(code)) return unkeepable()
  return isAway(error) ? new DomainError('service-busy') : undefined
}

const unkeepable = (): DomainError => new DomainError('invalid-request', {
  errors: [{ at: '', rule: 'range', message: 'có giá trị mà hệ thống không lưu được', messageEn: 'holds a value that cannot be kept' }],
})

const malformed = (code: string): DomainError => {
  const body = code.startsWith('FST_ERR_CTP_')
  const message = body
    ? { rule: 'json', message: 'nội dung không phải JSON hợp lệ', messageEn: 'the body is not valid JSON' }
    : { rule: 'url', message: 'địa chỉ không hợp lệ', messageEn: 'the address is not valid' }
  return new DomainError('invalid-request', { errors: [{ at: '', ...message }] })
}

const retryAfter = (problem: DomainError): number | undefined => {
  const seconds = problem.details['retryAfterSeconds']
  return typeof seconds === 'number' ? seconds : problem.code === 'service-busy' ? 2 : undefined
}

/** Answers with a refusal. */
const sendRefusal = (request: FastifyRequest, reply: FastifyReply, refusal: DomainError): FastifyReply => {
  const problem = problemOf(refusal)
  const seconds = retryAfter(refusal)
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  // The framework would hang up on a body that is still coming in, and its sender might never read the answer: the rest is thrown away instead.
  if (problem.status === 413) reply.removeHeader('connection')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  if (refusal.details['version'] !== undefined && problem.status === 412) reply.header('etag', `"${String(refusal.details['version'])}"`)
  return reply.code(problem.status).header('content-type', problemType).send(JSON.stringify({ ...problem, instance: `/requests/${request.id}` }))
}

const answer = (error: FastifyError | DomainError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = toRefusal(error)
  // Only the stack and the code: messages of drivers repeat values, and values may be personal.
  if (refusal === undefined) request.log.error({ code: error.code, stack: stackOf(error) }, 'internal error')
  return sendRefusal(request, reply, refusal ?? new DomainError('internal-error'))
}

const stackOf = (error: Error): string =>
  `${error.name}\n${(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).join('\n')}`

/** Error of the framework before a route is chosen, such as a broken percent-encoding. */
export const answerFrameworkError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  answer(error, request, reply)
}

const socketRefusals: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/** Answers a request that is not even HTTP: the socket is written to by hand and closed. */
export const answerClientError = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(new DomainError(socketRefusals[error.code ?? ''] ?? 'invalid-request'))
  const body = JSON.stringify(problem)
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\nContent-Type: ${problemType}\r\n`
    + `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}

/** Which methods an address that exists takes; routes are few, and this is asked only when none fitted. */
const allowedMethods = (routes: ReadonlyMap<string, Set<string>>, path: string): string[] =>
  [...routes].filter(([pattern]) => fits(pattern, path)).flatMap(([, methods]) => [...methods])

const fits = (pattern: string, path: string): boolean => {
  const parts = pattern.split('/')
  const given = path.split('/')
  return parts.length === given.length && parts.every((part, index) => part.startsWith(':') || part === given[index])
}

/** How a person in a browser is told of a refusal. */
export type RefusalPage = (refusal: DomainError, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** A browser that opened an address, and no program. */
const isPageWanted = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'POST') && !/^\/(api|assets)\//.test(url) && /\btext\/html\b/.test(headers.accept ?? '')

/** Installs the handlers of errors and of unknown addresses. Call before any route is declared. */
export const registerProblems = (app: FastifyInstance, sendPage: RefusalPage): void => {
  const routes = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = routes.get(url) ?? new Set<string>()
    for (const one of [method].flat()) methods.add(one)
    routes.set(url, methods)
  })
  app.setErrorHandler<FastifyError | DomainError>((error, request, reply) => answer(error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const allow = [...new Set(allowedMethods(routes, request.url.split('?')[0] ?? ''))]
    const refusal = allow.length === 0 ? new DomainError('not-found') : new DomainError('method-not-allowed', { allow })
    if (allow.length > 0) reply.header('allow', allow.join(', '))
    return isPageWanted(request) ? sendPage(refusal, request, reply) : sendRefusal(request, reply, refusal)
  })
}
