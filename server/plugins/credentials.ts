/** Where a request says who it is: `Authorization: Bearer`, else the session cookie. Nothing is looked up here. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import cookie from '@fastify/cookie'
import { sessionSpanMs } from '../commands/sign-in.ts'

const sessionCookie = 'quytrinh_session'

declare module 'fastify' {
  interface FastifyRequest {
    /** SHA-256 of the token that came with the request; null when none came. */
    tokenHash: Buffer | null
    /** True when the token came as a cookie, which a browser sends by itself: such writes must prove their origin. */
    byCookie: boolean
    /** Set once the token was seen to be good. */
    tokenIsGood: boolean
  }
}

/** Tokens are 32 random bytes in base64url. */
const tokenShape = /^[A-Za-z0-9_-]{43}$/

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

const bearerToken = (header: string | undefined): string | undefined =>
  header !== undefined && header.length <= 60 && /^bearer /i.test(header) ? header.slice(7).trim() : undefined

const readCredential = (app: FastifyInstance, request: FastifyRequest): void => {
  const bearer = bearerToken(request.headers.authorization)
  const header = request.headers.cookie
  const token = bearer ?? (header === undefined ? undefined : app.parseCookie(header)[sessionCookie])
  if (token === undefined || !tokenShape.test(token)) return
  request.tokenHash = hashToken(token)
  request.byCookie = bearer === undefined
}

const cookieOptions = (request: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const)

/** Hands out a session that was just begun: its token counts as seen to be good from now on. */
export const setSessionCookie = (request: FastifyRequest, reply: FastifyReply, token: string): void => {
  request.tokenHash = hashToken(token)
  request.tokenIsGood = true
  reply.setCookie(sessionCookie, token, { ...cookieOptions(request), maxAge: sessionSpanMs / 1000 })
}

export const clearSessionCookie = (request: FastifyRequest, reply: FastifyReply): void => {
  reply.clearCookie(sessionCookie, cookieOptions(request))
}

/** Reads the credential of every request; the cookie header is parsed only where no bearer token came. */
export const registerCredentials = async (app: FastifyInstance): Promise<void> => {
  await app.register(cookie, { hook: false })
  app.decorateRequest('tokenHash', null)
  app.decorateRequest('byCookie', false)
  app.decorateRequest('tokenIsGood', false)
  app.addHook('onRequest', (request, _reply, done) => {
    readCredential(app, request)
    done()
  })
}
