/** Writes that a browser could be tricked into: their origin must be this service. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

const sameHost = (origin: string, host: string): boolean => {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

/** What the browser says about where the request comes from: ours, foreign, or nothing (a program, or a very old browser). */
const originOf = (request: FastifyRequest): 'ours' | 'foreign' | 'unsaid' => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'foreign'
  const { origin } = request.headers
  if (origin !== undefined) return sameHost(origin, request.host) ? 'ours' : 'foreign'
  return site === undefined ? 'unsaid' : 'ours'
}

const mayWrite = (request: FastifyRequest): boolean => {
  const origin = originOf(request)
  // A sign-in has no cookie yet; a foreign page may not cause it either. A bearer token is never sent by a browser on its own.
  return origin === 'ours' || (origin === 'unsaid' && !request.byCookie) || (origin === 'foreign' && request.tokenHash !== null && !request.byCookie)
}

/** Refuses writes from other sites that ride on the session cookie, or that try to sign somebody in. @throws DomainError origin-refused */
export const registerOrigin = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!reading.has(request.method) && !mayWrite(request)) throw new DomainError('origin-refused')
    done()
  })
}
