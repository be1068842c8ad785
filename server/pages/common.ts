/** What the pages share: how a page is sent, and what a visitor without a session sees. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson } from '../plugins/people.ts'
import { toRefusal } from '../plugins/problems.ts'
import type { Html } from '../views/html.ts'
import { html } from '../views/html.ts'
import { layout } from '../views/layout.ts'
import { stylePath } from './style.ts'

export interface Page { readonly title: string; readonly body: Html; readonly status?: number }

export const sendPage = (request: FastifyRequest, reply: FastifyReply, { title, body, status = 200 }: Page): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8')
    .send(layout({ title, stylePath, personName: request.person?.account.fullName ?? null }, body))

/** The person, or null after sending the visitor to the sign-in form. */
export const personOrSignIn = async (deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<SignedInPerson | null> => {
  const person = await lookUpPerson(deps, request)
  if (person === null) reply.redirect('/sign-in', 303)
  return person
}

/** What a refusal says to a person. */
export const wordsOf = (refusal: DomainError): string => errorKinds[refusal.code].vi

/** A page instead of problem+json: a browser that asks for a page gets one. */
export const sendErrorPage = (error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = toRefusal(error as Parameters<typeof toRefusal>[0])
  if (refusal === undefined) request.log.error({ name: error.name, stack: error.stack?.split('\n').slice(1, 12).join('\n') }, 'internal error')
  const shown = refusal ?? new DomainError('internal-error')
  const words = wordsOf(shown)
  return sendPage(request, reply, { title: 'Lỗi', status: errorKinds[shown.code].status, body: html`<p class="alert" role="alert">${words}</p><p><a href="/">Về trang đầu</a></p>` })
}
