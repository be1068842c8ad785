/** The master list, a new document, and a release by one decision. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DocumentStanding, documentStandings } from '../../../schemas/document-service.ts'
import { documentTypes, type DocumentType } from '../../../schemas/document.ts'
import { DomainError, errorKinds } from '../../../schemas/errors.ts'
import { Cursor } from '../../../schemas/service.ts'
import { searchTexts } from '../../../storage/documents/texts.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { isId } from '../../api/cursors.ts'
import { findDocuments } from '../../api/documents.ts'
import { createDocument } from '../../commands/create-document.ts'
import { releaseDocuments } from '../../commands/release-documents.ts'
import type { Deps } from '../../deps.ts'
import { lookUpPerson } from '../../plugins/people.ts'
import { newDocumentView, nothingTyped, releaseView, type Typed } from '../../views/documents/forms.ts'
import { documentListView } from '../../views/documents/list.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { fieldsOf, type Fields } from '../forms.ts'
import { askToSignIn } from '../sign-in.ts'
import { visitOf, type Visit } from '../visit.ts'
import { refusalWords } from './actions.ts'
import { mayDraft, mayPublish, unitsToday } from './common.ts'
import { isDateFault, newDocumentOf, newReleaseOf } from './forms.ts'

const pageSize = 100
/** More than are approved at one time. */
const releaseMost = 200
/** Shown below the list. */
const foundMost = 20

const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })), type: Type.Optional(Type.String({ maxLength: 20 })), unit: Type.Optional(Type.String({ maxLength: 40 })),
  standing: Type.Optional(Type.String({ maxLength: 20 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type ListQuery = Type.Static<typeof ListQuery>

const listOf = async (deps: Deps, person: SignedInPerson, visit: Visit, query: ListQuery) => {
  const type = documentTypes.find((one) => one === query.type)
  const standing = documentStandings.find((one): one is DocumentStanding => one === query.standing) ?? null
  const unit = isId(query.unit) ? query.unit : undefined
  const { lines, next } = await findDocuments(deps, person, {
    limit: pageSize, ...(query.q === undefined ? {} : { q: query.q.normalize('NFC') }), ...(type === undefined ? {} : { type: type satisfies DocumentType }), ...(unit === undefined ? {} : { unit }),
    ...(standing === null ? {} : { standing }), ...(query.after === undefined ? {} : { after: query.after }),
  })
  const isFirst = query.after === undefined
  return {
    lines, next, isFirst, found: isFirst && (query.q ?? '').trim() !== '' ? await searchTexts(deps.pool, person.reader, query.q ?? '', foundMost) : null, asked: { q: query.q ?? '', type: type ?? '', unit: unit ?? '', standing }, units: await unitsToday(deps, person, visit), today: person.reader.today,
    mayDraft: mayDraft(person), mayPublish: mayPublish(person),
  }
}

/** Why a form was refused, in words. */
export const whyRefused = (refusal: DomainError, visit: Visit): string => {
  if (isDateFault(refusal)) return visit.t.documentAction.badDate
  const about = refusal.details['documentCode']
  const words = refusalWords(null, visit, refusal)
  return typeof about === 'string' ? visit.t.documentRelease.about(about, words) : words
}

const sendNew = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, person: SignedInPerson, typed: Typed, status = 200): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const procedures = await findDocuments(deps, person, { type: 'procedure', limit: releaseMost })
  const body = newDocumentView(visit, {
    typed, units: (await unitsToday(deps, person, visit)).map(({ id, name }) => [id, name]), procedures: procedures.lines.map(({ id, code, title }) => [id, `${code} – ${title}`]),
  })
  return sendPage(request, reply, { title: visit.t.documentNew.title, body, status })
}

const sendRelease = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, person: SignedInPerson, { typed, done, status = 200 }: { typed: Typed; done?: string | undefined; status?: number }): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const { lines } = await findDocuments(deps, person, { standing: 'approved', limit: releaseMost })
  const body = releaseView(visit, { typed, lines, notice: done === undefined ? null : visit.t.documentRelease.done(done) })
  return sendPage(request, reply, { title: visit.t.documentRelease.title, body, status })
}

const declareNew = (pages: FastifyInstance, deps: Deps): void => {
  pages.get('/documents/new', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : sendNew(deps, request, reply, person, nothingTyped)
  })
  pages.post('/documents', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, '/documents/new')
    const fields = fieldsOf(request.body)
    return trying(request, fields, (typed, status) => sendNew(deps, request, reply, person, typed, status), async () => {
      const { answer } = await createDocument(deps, { person, key: fields.get('key') ?? '', body: newDocumentOf(fields) })
      return reply.redirect(`/documents/${answer.id}?done=CREATE`, 303)
    })
  })
}

/** Does what a form asks for, or shows it again with what was typed and why it was refused. */
export const trying = async <T>(request: FastifyRequest, fields: Fields, again: (typed: Typed, status: number) => Promise<T>, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return again({ fields, why: whyRefused(error, visitOf(request)) }, errorKinds[error.code].status)
  }
}

const declareRelease = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ done: Type.Optional(Type.String({ pattern: '^\\d{1,3}$' })) }, { additionalProperties: false })
  pages.get<{ Querystring: { done?: string } }>('/documents/release', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : sendRelease(deps, request, reply, person, { typed: nothingTyped, done: request.query.done })
  })
  pages.post('/documents/release', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, '/documents/release')
    const fields = fieldsOf(request.body)
    if (![...fields.keys()].some((name) => name.startsWith('document.'))) {
      return sendRelease(deps, request, reply, person, { typed: { fields, why: visitOf(request).t.documentRelease.noneChosen }, status: 400 })
    }
    return trying(request, fields, (typed, status) => sendRelease(deps, request, reply, person, { typed, status }), async () => {
      const { answer } = await releaseDocuments(deps, { person, key: fields.get('key') ?? '', body: newReleaseOf(fields) })
      return reply.redirect(`/documents/release?done=${answer.documents.length}`, 303)
    })
  })
}

export const declareDocumentList = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: ListQuery }>('/documents', { schema: { hide: true, querystring: ListQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const page = await listOf(deps, person, visit, request.query)
    return sendPage(request, reply, { title: visit.t.documents.title, body: documentListView(visit, page) })
  })
  declareNew(pages, deps)
  declareRelease(pages, deps)
}
