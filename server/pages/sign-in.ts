/** Signing in and out with a form. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { SignIn } from '../../schemas/service.ts'
import { signIn, signOut } from '../commands/sign-in.ts'
import type { Deps } from '../deps.ts'
import { networkOf } from '../plugins/rate.ts'
import { clearSessionCookie, setSessionCookie } from '../plugins/credentials.ts'
import { signInView } from '../views/sign-in.ts'
import { sendPage, wordsOf } from './common.ts'
import type { PageParts } from './index.ts'

const title = 'Đăng nhập'

export const declareSignInPage = (pages: FastifyInstance, deps: Deps, { throttle, setup }: PageParts): void => {
  pages.get('/sign-in', { schema: { hide: true } }, (request, reply) =>
    (setup?.open ? reply.redirect('/setup', 303) : sendPage(request, reply, { title, body: signInView(null) })))
  pages.post<{ Body: SignIn }>('/sign-in', { schema: { hide: true, body: SignIn } }, async (request, reply) => {
    try {
      const session = await signIn(deps, throttle, { ...request.body, address: networkOf(request.ip) })
      setSessionCookie(request, reply, session.token)
      return reply.redirect('/', 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return sendPage(request, reply, { title, body: signInView(wordsOf(error)), status: errorKinds[error.code].status })
    }
  })
  pages.post('/sign-out', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    if (request.tokenHash !== null) await signOut(deps, request.tokenHash)
    clearSessionCookie(request, reply)
    return reply.redirect('/sign-in', 303)
  })
}
