/** How a visitor wants the pages: language and background by cookie, else by what the browser says. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { CalendarEnd } from '../../workflows/calendar/index.ts'
import { formatsOf, type Formats } from '../views/times.ts'
import { catalogues, type Language, languages, type Texts } from '../views/texts/index.ts'

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** How many notices a person has not seen, counted up to the bound. */
export interface Unread { readonly count: number; readonly bound: number }

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where nobody counted: pages without a person, parts of pages, answers to forms. */
    unread: Unread | null
    /** The end of the agency's calendar, looked up with it. */
    calendarEnd: CalendarEnd | null
  }
}

/** One visit of a page. */
export interface Visit {
  readonly language: Language
  readonly theme: Theme
  readonly t: Texts
  readonly format: Formats
  readonly person: SignedInPerson | null
  /** Where the visitor is, to come back to: path and query. */
  readonly path: string
  readonly unread: Unread | null
  readonly calendarEnd: CalendarEnd | null
}

const languageCookie = 'quytrinh_language'
const themeCookie = 'quytrinh_theme'
const yearSeconds = 31_536_000

const oneOf = <T extends string>(values: readonly T[], value: string | undefined): T | undefined => values.find((one) => one === value)

/** Vietnamese wherever the browser knows it, or says nothing; English for a browser that asks for it and does not know Vietnamese. */
const spoken = (accept: string | undefined): Language => (accept !== undefined && !/\bvi\b/i.test(accept) && /^\s*en\b/i.test(accept) ? 'en' : 'vi')

const cookiesOf = (request: FastifyRequest): Record<string, string | undefined> =>
  (request.headers.cookie === undefined ? {} : request.server.parseCookie(request.headers.cookie))

/** The zone that pages without a person show times in: every agency of the service lies in it. */
const publicZone = 'Asia/Ho_Chi_Minh'

export const visitOf = (request: FastifyRequest): Visit => {
  const cookies = cookiesOf(request)
  const language = oneOf(languages, cookies[languageCookie]) ?? spoken(request.headers['accept-language'])
  return {
    language, theme: oneOf(themes, cookies[themeCookie]) ?? 'auto', t: catalogues[language],
    format: formatsOf(language, request.person?.reader.zone ?? publicZone), person: request.person, path: request.method === 'GET' ? request.url : '/', unread: request.unread,
    calendarEnd: request.calendarEnd,
  }
}

/** Keeps what the switch says; what it does not say stays. */
export const keepPreferences = (request: FastifyRequest, reply: FastifyReply, wanted: { language?: string | undefined; theme?: string | undefined }): void => {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', maxAge: yearSeconds } as const
  const language = oneOf(languages, wanted.language)
  const theme = oneOf(themes, wanted.theme)
  if (language !== undefined) reply.setCookie(languageCookie, language, options)
  if (theme !== undefined) reply.setCookie(themeCookie, theme, options)
}

/** A path of this service that a form names to come back to; anything else is the first page: no redirect leads out of here. */
export const safePath = (path: unknown): string =>
  (typeof path === 'string' && /^\/(?![/\\])[\x21-\x7e]{0,1000}$/.test(path) && !path.includes('\\') ? path : '/')
