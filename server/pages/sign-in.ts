/** Signing in and out with a form. Leads back to the page asked for, also with what was typed when the session had ended. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { Password } from '../../schemas/service.ts'
import { signIn, signOut } from '../commands/sign-in.ts'
import type { Deps } from '../deps.ts'
import { networkOf } from '../plugins/rate.ts'
import { clearSessionCookie, hashToken, setSessionCookie } from '../plugins/credentials.ts'
import { lookUpPerson } from '../plugins/people.ts'
import { keptView, signInView, type KeptForm } from '../views/sign-in.ts'
import { isPartWanted, sendPage, wordsOf } from './common.ts'
import { fieldsOf, type Fields } from './forms.ts'
import type { PageParts } from './index.ts'
import { safePath, visitOf } from './visit.ts'

const Path = Type.Optional(Type.String({ maxLength: 2000 }))
const SignInForm = Type.Object({
  userName: Type.String({ minLength: 1, maxLength: 64 }), password: Password, newPassword: Type.Optional(Password), next: Path, action: Path, kept: Type.Optional(Type.String({ maxLength: 60_000 })),
}, { additionalProperties: false })
type SignInForm = Type.Static<typeof SignInForm>

/** What came with a form when nobody was signed in any more: shown in the sign-in form, hidden, and offered again after it. */
export const askToSignIn = (request: FastifyRequest, reply: FastifyReply, next: string): FastifyReply => {
  const visit = visitOf(request)
  const kept: KeptForm = { action: request.url, kept: JSON.stringify(Object.fromEntries(fieldsOf(request.body))) }
  // A part of a page cannot hold the form, and only what went well is put into a page: the whole one is asked to make room.
  const isPart = isPartWanted(request)
  if (isPart) reply.header('hx-retarget', 'body').header('hx-reswap', 'innerHTML')
  return sendPage(request, reply, { title: visit.t.signIn.title, body: signInView(visit, { next, ...kept }, visit.t.signIn.kept), status: isPart ? 200 : 401 })
}

/** After these the form asks for a new password as well. */
const setsPassword: ReadonlySet<string> = new Set(['password-change-needed', 'password-unchanged', 'password-too-weak'])

const readKept = (kept: string): Fields => {
  try {
    return fieldsOf(JSON.parse(kept))
  } catch {
    return new Map()
  }
}

const afterSignIn = (request: FastifyRequest, reply: FastifyReply, { next, action, kept }: SignInForm): FastifyReply => {
  if (action === undefined || kept === undefined) return reply.redirect(safePath(next), 303)
  const visit = visitOf(request)
  return sendPage(request, reply, { title: visit.t.signIn.keptTitle, body: keptView(visit, safePath(action), readKept(kept)) })
}

const declareForm = (pages: FastifyInstance, { setup }: PageParts): void => {
  pages.get<{ Querystring: { next?: string } }>('/sign-in', { schema: { hide: true, querystring: Type.Object({ next: Path }) } }, (request, reply) => {
    if (setup?.open) return reply.redirect('/setup', 303)
    const visit = visitOf(request)
    const { next } = request.query
    return sendPage(request, reply, { title: visit.t.signIn.title, body: signInView(visit, { next: safePath(next) }, next === undefined ? null : visit.t.signIn.needed) })
  })
}

export const declareSignInPage = (pages: FastifyInstance, deps: Deps, parts: PageParts): void => {
  declareForm(pages, parts)
  pages.post<{ Body: SignInForm }>('/sign-in', { schema: { hide: true, body: SignInForm } }, async (request, reply) => {
    const { userName, password, newPassword, ...rest } = request.body
    try {
      const session = await signIn(deps, parts.throttle, { userName, password, newPassword, address: networkOf(request.ip) })
      setSessionCookie(request, reply, session.token)
      request.tokenHash = hashToken(session.token)
      await lookUpPerson(deps, request)
      return afterSignIn(request, reply, request.body)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const visit = visitOf(request)
      return sendPage(request, reply, {
        title: visit.t.signIn.title, body: signInView(visit, { ...rest, userName, wantsNew: setsPassword.has(error.code) }, wordsOf(error, visit.language), true), status: errorKinds[error.code].status,
      })
    }
  })
  pages.post('/sign-out', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    if (request.tokenHash !== null) await signOut(deps, request.tokenHash)
    clearSessionCookie(request, reply)
    return reply.redirect('/sign-in', 303)
  })
}
