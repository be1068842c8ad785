/** People for their administrators: the list, paged and searched, and a new one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Cursor, NewAccount } from '../../schemas/service.ts'
import { listPeople } from '../../storage/people.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { isId, isText, nextCursor, readCursor } from '../api/cursors.ts'
import { enterAccount } from '../commands/enter-registers.ts'
import type { Deps } from '../deps.ts'
import { addressOf } from '../views/address.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { peopleView } from '../views/people.ts'
import { administratorOrSignIn } from './admin.ts'
import { bodyOf, declareForms, typed } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { type Visit, visitOf } from './visit.ts'

const path = '/admin/people'
const pageSize = 50

const PeopleQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })), closed: Type.Optional(Type.String({ maxLength: 5 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type PeopleQuery = Type.Static<typeof PeopleQuery>

const addPlan = ({ t }: Visit): FormPlan => ({ id: 'add', path, title: t.people.add, submit: t.people.add, note: t.people.addNote, main: true, fields: [
  { kind: 'text', name: 'fullName', label: t.people.name, max: 200 }, { kind: 'text', name: 'userName', label: t.people.userName, hint: t.people.userNameHint, max: 64 },
] })

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const show = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, query: PeopleQuery, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const words = (query.q ?? '').normalize('NFC').trim()
  const closedToo = query.closed !== undefined
  const key = readCursor(query.after, [isText, isId])
  const after = key === undefined ? null : { fullName: String(key[0]), id: String(key[1]) }
  const found = await listPeople(deps.pool, person.reader.tenantId, { words, on: person.reader.today, closedToo, after, limit: pageSize })
  const next = nextCursor(found, pageSize, ({ fullName, id }) => [fullName, id])
  const body = peopleView(visit, { words, closedToo, found, next: next === null ? null : addressOf(path, { q: words, closed: closedToo ? '1' : null, after: next }), plan: addPlan(visit), back })
  return sendPage(request, reply, { title: visit.t.people.title, body, status, path: visit.path })
}

export const declarePeople = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: PeopleQuery }>(path, { schema: { hide: true, querystring: PeopleQuery } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply)
    return person === null ? reply : show(deps, request, reply, request.query, { person, back: null, status: 200 })
  })
  declareForms(pages, deps, {
    path, show: (request, reply, shown) => show(deps, request, reply, {}, shown),
    act: async ({ person, key, fields }) => {
      const { answer } = await enterAccount(deps, { person, key, body: bodyOf(NewAccount, { fullName: typed(fields, 'fullName'), userName: typed(fields, 'userName') }) })
      return `${path}/${answer.id}?done=account.entered`
    },
  })
}
