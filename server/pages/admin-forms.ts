/** A page of forms: each is carried out by its command and leads back to the page, or stands there again with the refusal and what was typed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type, { type Static, type TSchema } from 'typebox'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'
import { administrators, lookUpPerson, personWith } from '../plugins/people.ts'
import { parseWith } from '../validate.ts'
import type { FormBack } from '../views/form.ts'
import { readDate } from '../views/times.ts'
import { administratorOrSignIn } from './admin.ts'
import { countNotices, personOrSignIn, wordsOf } from './common.ts'
import { fieldsOf, given, type Fields } from './forms.ts'
import { askToSignIn } from './sign-in.ts'
import { safePath, type Visit, visitOf } from './visit.ts'

/** One form that was sent. `id` is what the path names; empty where it names nothing. */
export interface Sent { readonly person: SignedInPerson; readonly id: string; readonly formId: string; readonly key: string; readonly fields: Fields }

/** A page of forms: how it is shown, and what its forms do. An act answers where to go, or null when it sent an answer itself. */
export interface FormPage {
  readonly path: string
  /** Who may send its forms; null: everybody who is signed in, for the command to decide. Absent: administrators. */
  readonly roles?: readonly Role[] | null
  readonly show: (request: FastifyRequest, reply: FastifyReply, shown: { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }) => Promise<FastifyReply>
  readonly act: (sent: Sent, request: FastifyRequest, reply: FastifyReply) => Promise<string | null>
}

/** A field without the blanks around it; empty when nothing was typed, for the shape to refuse at its field. */
export const typed = (fields: Fields, name: string): string => given(fields, name) ?? ''

/** A date typed as dd/mm/yyyy; what is none is handed on as it is, for the shape to refuse at its field. */
export const typedDay = (fields: Fields, name: string): string => readDate(typed(fields, name)) ?? typed(fields, name)

/** A count as people type it, with dots between thousands; what is none is handed on as it is, for the shape to refuse at its field. */
export const typedCount = (fields: Fields, name: string): number | string => {
  const text = typed(fields, name)
  return /^(\d+|[1-9]\d{0,2}(\.\d{3})+)$/.test(text) ? Number(text.replaceAll('.', '')) : text
}

/** The body of a command out of a form, with its fields named as the members are. @throws DomainError invalid-request */
export const bodyOf = <T extends TSchema>(schema: T, value: unknown): Static<T> => parseWith(schema, value, 'invalid-request')

const dayFields = new Set(['validFrom', 'validTo', 'lastDay', 'from', 'to', 'on', 'occurredOn', 'dueOn', 'windowFrom', 'windowTo', 'decidedOn'])

/** The field of a form that a member stands in: names of units have two fields, parts of a division their number. */
const fieldAt = (at: string): string => {
  const path = at.split('/').filter((one) => one !== '')
  const part = path[0] === 'parts' ? `part${path[1]}.` : ''
  const last = path.at(-1) ?? ''
  return `${part}${path.at(-2) === 'name' ? (last === 'en' ? 'nameEn' : 'nameVi') : last}`
}

/** Why a form was refused, in words, and which fields are at fault. */
export const refusalOf = (refusal: DomainError, { language, t }: Visit): NonNullable<FormBack['refusal']> => {
  const { errors = [] } = refusal.details
  const faults = errors.map(({ at, message, messageEn }) => ({ field: fieldAt(at), message: language === 'vi' ? message : messageEn }))
  const said = faults.map(({ field, message }) => (dayFields.has(field) ? t.action.badDate : message))
  return { fields: faults.map(({ field }) => field), words: refusal.code === 'invalid-request' ? [t.app.fields, ...new Set(said)].join(': ') : wordsOf(refusal, language) }
}

/** A page with its address: `readers` see it (null: everybody who is signed in; absent: administrators); `query`: the words that its address may bear. */
export interface ReadPage extends FormPage { readonly readers?: readonly Role[] | null; readonly query?: TSchema }

/** Declares a page that is shown, and what its forms do. */
export const declareFormPage = (pages: FastifyInstance, deps: Deps, { readers = administrators, query, ...page }: ReadPage): void => {
  pages.get<{ Params: { id?: string } }>(page.path, { schema: { hide: true, ...(query === undefined ? {} : { querystring: query }) } }, async (request, reply) => {
    const person = await (readers === null ? personOrSignIn(deps, request, reply) : administratorOrSignIn(deps, request, reply, readers))
    return person === null ? reply : page.show(request, reply, { person, id: request.params.id ?? '', back: null, status: 200 })
  })
  declareForms(pages, deps, page)
}

/** Declares what the forms of a page do. */
export const declareForms = (pages: FastifyInstance, deps: Deps, { path, show, act, roles = administrators }: FormPage): void => {
  pages.post<{ Params: { id?: string } }>(path, { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const fields = fieldsOf(request.body)
    const visitor = await lookUpPerson(deps, request)
    if (visitor === null) return askToSignIn(request, reply, safePath(request.url))
    const person = roles === null ? visitor : personWith(request, roles)
    await countNotices(deps, request)
    const id = request.params.id ?? ''
    const formId = fields.get('form') ?? ''
    if (fields.has('review')) return show(request, reply, { person, id, back: { formId, typed: fields, refusal: null }, status: 200 })
    try {
      const next = await act({ person, id, formId, key: fields.get('key') ?? '', fields }, request, reply)
      return next === null ? reply : reply.redirect(next, 303)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'not-found') throw error
      const visit = visitOf(request)
      return show(request, reply, { person, id, back: { formId, typed: fields, refusal: refusalOf(error, visit) }, status: errorKinds[error.code].status })
    }
  })
}
