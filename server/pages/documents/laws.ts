/** The register of laws, one law with what it touches, and the form of a new one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError, errorKinds } from '../../../schemas/errors.ts'
import { Cursor } from '../../../schemas/service.ts'
import { findLaws } from '../../../storage/documents/laws.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { idOf } from '../../api/common.ts'
import { findLawLines, impactOf, lawKeepers } from '../../api/laws.ts'
import { enterLaw, linkLaw } from '../../commands/enter-law.ts'
import type { Deps } from '../../deps.ts'
import { lookUpPerson } from '../../plugins/people.ts'
import { addressOf } from '../../views/address.ts'
import { nothingTyped, type Typed } from '../../views/documents/forms.ts'
import { lawsView, lawView, newLawView } from '../../views/documents/laws.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { fieldsOf } from '../forms.ts'
import { askToSignIn } from '../sign-in.ts'
import { visitOf } from '../visit.ts'
import { holdsOne, unitsToday } from './common.ts'
import { newLawOf, tickedDocuments } from './forms.ts'
import { trying, whyRefused } from './list.ts'

const ListQuery = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), open: Type.Optional(Type.String({ maxLength: 5 })), after: Type.Optional(Cursor) }, { additionalProperties: false })
type ListQuery = Type.Static<typeof ListQuery>
/** More laws than anybody chooses from. */
const lawsMost = 200

const sendNew = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, person: SignedInPerson, typed: Typed, status = 200): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const { lines } = await findLawLines(deps, person, { limit: lawsMost })
  const body = newLawView(visit, { typed, laws: lines.map(({ id, number, title }) => [id, `${number} – ${title}`.slice(0, 120)]) })
  return sendPage(request, reply, { title: visit.t.laws.enter, body, status })
}

const sendLaw = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, person: SignedInPerson, { id, notice = null, why = null, status = 200 }: { id: string; notice?: string | null; why?: string | null; status?: number }): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/laws/${id}` }
  const impact = await impactOf(deps, person, id)
  const [replaces] = impact.law.replacesId === null ? [] : await findLaws(deps.pool, person.reader.tenantId, [impact.law.replacesId])
  const units = new Map((await unitsToday(deps, person, visit)).map((unit) => [unit.id, unit.name]))
  const body = lawView(visit, { impact, replaces: replaces ?? null, units, mayLink: holdsOne(person, lawKeepers), notice, why })
  return sendPage(request, reply, { title: impact.law.number, body, status })
}

const declareOne = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ entered: Type.Optional(Type.String({ maxLength: 5 })), linked: Type.Optional(Type.String({ pattern: '^\\d{1,3}$' })) }, { additionalProperties: false })
  pages.get<{ Params: { id: string }; Querystring: { entered?: string; linked?: string } }>('/laws/:id', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { t } = visitOf(request)
    const { entered, linked } = request.query
    return sendLaw(deps, request, reply, person, { id: idOf(request.params.id), notice: linked !== undefined ? t.laws.doneLinked(linked) : entered !== undefined ? t.laws.doneEntered : null })
  })
  pages.post<{ Params: { id: string } }>('/laws/:id/links', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const id = idOf(request.params.id)
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, `/laws/${id}`)
    const fields = fieldsOf(request.body)
    const documentIds = tickedDocuments(fields).map(idOf)
    if (documentIds.length === 0) return sendLaw(deps, request, reply, person, { id, why: visitOf(request).t.documentRelease.noneChosen, status: 400 })
    try {
      const { answer } = await linkLaw(deps, { person, key: fields.get('key') ?? '', lawId: id, documentIds })
      return reply.redirect(`/laws/${id}?linked=${answer.linked.length}`, 303)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'not-found') throw error
      return sendLaw(deps, request, reply, person, { id, why: whyRefused(error, visitOf(request)), status: errorKinds[error.code].status })
    }
  })
}

export const declareLawPages = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: ListQuery }>('/laws', { schema: { hide: true, querystring: ListQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { q, open, after } = request.query
    const { lines, next } = await findLawLines(deps, person, { ...(q === undefined ? {} : { q: q.normalize('NFC') }), open: open !== undefined, ...(after === undefined ? {} : { after }) })
    const body = lawsView(visit, { words: q ?? '', openOnly: open !== undefined, lines, today: person.reader.today, mayEnter: holdsOne(person, lawKeepers), next: next === null ? null : addressOf('/laws', { ...request.query, after: next }) })
    return sendPage(request, reply, { title: visit.t.laws.title, body })
  })
  pages.get('/laws/new', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : sendNew(deps, request, reply, person, nothingTyped)
  })
  pages.post('/laws', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, '/laws/new')
    const fields = fieldsOf(request.body)
    return trying(request, fields, (typed, status) => sendNew(deps, request, reply, person, typed, status), async () => {
      if (!holdsOne(person, lawKeepers)) throw new DomainError('role-not-granted', { roles: lawKeepers })
      const { answer } = await enterLaw(deps, { person, key: fields.get('key') ?? '', body: newLawOf(fields) })
      return reply.redirect(`/laws/${answer.id}?entered=1`, 303)
    })
  })
  declareOne(pages, deps)
}
