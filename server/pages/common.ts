/** What the pages share: how a page is sent, and what a visitor without a session sees. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { calendarEnds } from '../../storage/calendar-ends.ts'
import { countUnread } from '../../storage/notices.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { calendarEnd } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson } from '../plugins/people.ts'
import { toRefusal } from '../plugins/problems.ts'
import { html, type HtmlValue } from '../views/html.ts'
import { layout } from '../views/layout.ts'
import type { Language } from '../views/texts/index.ts'
import { visitOf } from './visit.ts'

export interface Page { readonly title: string; readonly body: HtmlValue; readonly status?: number; readonly path?: string }

/** Sends a whole page in the visitor's language. `path` is where it lies, when a form that was sent is answered with it. */
export const sendPage = (request: FastifyRequest, reply: FastifyReply, { title, body, status = 200, path }: Page): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').header('vary', 'cookie, accept-language, hx-request').send(layout({ ...visitOf(request), ...(path === undefined ? {} : { path }) }, title, body))

/** A part of a page that htmx puts into the one that is open. */
export const sendPart = (reply: FastifyReply, body: { readonly markup: string }): FastifyReply =>
  reply.type('text/html; charset=utf-8').header('vary', 'cookie, accept-language, hx-request').send(body.markup)

export const isPartWanted = (request: FastifyRequest): boolean => request.headers['hx-request'] === 'true'

/** The header counts so far: more is "more", and costs nothing. */
const unreadBound = 100

/** Looks up how many notices the person of this request has not seen, and when the calendar ends, for the head of the page. */
export const countNotices = async (deps: Deps, request: FastifyRequest): Promise<void> => {
  const { person } = request
  if (person === null) return
  const [count, [end]] = await Promise.all([countUnread(deps.pool, person.reader, unreadBound), calendarEnds(deps.pool, person.reader.tenantId, deps.clock.nowMs())])
  request.unread = { count, bound: unreadBound }
  request.calendarEnd = end === undefined ? null : calendarEnd(end.coversTo, end.today)
}

/** The person, or null after sending the visitor to the sign-in form, which leads back to this page. */
export const personOrSignIn = async (deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<SignedInPerson | null> => {
  const person = await lookUpPerson(deps, request)
  if (person === null) reply.redirect(request.url === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(request.url)}`, 303)
  if (person !== null && !isPartWanted(request)) await countNotices(deps, request)
  return person
}

/** What a refusal says to a person. */
export const wordsOf = (refusal: DomainError, language: Language): string => errorKinds[refusal.code][language]

/** The page of an address that is none, with the menu of whoever is signed in. */
export const sendLostPage = async (deps: Deps, refusal: DomainError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  if (await lookUpPerson(deps, request) !== null) await countNotices(deps, request)
  return sendErrorPage(refusal, request, reply)
}

/** A page instead of problem+json: a browser that asks for a page gets one. */
export const sendErrorPage = (error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = toRefusal(error as Parameters<typeof toRefusal>[0])
  if (refusal === undefined) request.log.error({ name: error.name, stack: error.stack?.split('\n').slice(1, 12).join('\n') }, 'internal error')
  const shown = refusal ?? new DomainError('internal-error')
  const { language, t } = visitOf(request)
  const body = html`<h1>${t.app.errorTitle}</h1><p class="notice bad" role="alert">${wordsOf(shown, language)}</p><p><a href="/">${t.app.home}</a></p>`
  return sendPage(request, reply, { title: t.app.errorTitle, status: errorKinds[shown.code].status, body })
}
