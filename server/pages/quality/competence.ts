/** Training and competence on screen and as files: of everybody whom one may see, or of one person; as of any day. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { LocalDate } from '../../../schemas/common.ts'
import type { PersonCompetence } from '../../../schemas/competence.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { Cursor } from '../../../schemas/service.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { listUnits } from '../../../storage/units.ts'
import { idOf } from '../../api/common.ts'
import { isId, isText, nextCursor, readCursor } from '../../api/cursors.ts'
import { dispositionOf } from '../../api/papers.ts'
import { handers } from '../../commands/hand-over.ts'
import type { Deps } from '../../deps.ts'
import { docxType } from '../../render/docx.ts'
import { xlsxType } from '../../render/xlsx.ts'
import { competenceDay, competenceDetail, competenceList } from '../../reports/competence.ts'
import { competenceDocx, competenceXlsx, type NamedCompetence } from '../../reports/competence-files.ts'
import { reportReaders } from '../../reports/readers.ts'
import { filledAddress } from '../../views/address.ts'
import { competencePersonView, competenceView } from '../../views/quality/competence.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { holdsOne, unitsToday } from '../documents/common.ts'
import { typedDate } from '../periods.ts'
import { type Visit, visitOf } from '../visit.ts'
import { namesIn } from './people.ts'

const path = '/competence'
const pageSize = 100
const fileMost = 2000
const Query = Type.Object({ on: Type.Optional(Type.String({ maxLength: 10 })), unit: Type.Optional(Type.String({ maxLength: 40 })), after: Type.Optional(Cursor) }, { additionalProperties: false })
type Query = Type.Static<typeof Query>

/** The day that was typed; today where none was. Null: it is none, or still to come. */
const dayOf = (person: SignedInPerson, text: string): LocalDate | null => {
  const day = text === '' ? person.reader.today : typedDate(text, person.reader.zone)
  return day === null || day > person.reader.today ? null : competenceDay(person, day)
}

const namesOf = async (deps: Deps, person: SignedInPerson, { language }: Visit, on: LocalDate, people: readonly PersonCompetence[]): Promise<Pick<NamedCompetence, 'units' | 'names'>> => ({
  units: new Map((await listUnits(deps.orm.em.fork(), person.reader.tenantId, on)).map(({ id, name }) => [id, inLanguage(language, name)])),
  names: await namesIn(deps, person, people.flatMap(({ roles }) => roles.map(({ onBehalfOf }) => onBehalfOf))),
})

interface Listed { readonly named: NamedCompetence; readonly next: string | null }
const listed = async (deps: Deps, person: SignedInPerson, visit: Visit, { on, unit, after, limit }: { readonly on: LocalDate; readonly unit: string; readonly after: string | undefined; readonly limit: number }): Promise<Listed> => {
  const key = readCursor(after, [isText, isId])
  const people = await competenceList(deps, person, { on, unit: unit === '' ? null : unit, limit, after: key === undefined ? null : { fullName: String(key[0]), id: String(key[1]) } })
  const nowMs = deps.clock.nowMs()
  const names = await namesOf(deps, person, visit, on, people)
  return {
    named: { on, people, isCut: people.length === fileMost, ...names, agency: person.agencyName.vi, asOf: visit.format.at(nowMs), nowMs },
    next: nextCursor(people, limit, ({ fullName, accountId }) => [fullName, accountId]),
  }
}

const showPerson = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, person: SignedInPerson, id: string): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const asked = (request.query as Query).on?.trim() ?? ''
  const on = dayOf(person, asked)
  const detail = await competenceDetail(deps, person, id, on ?? person.reader.today)
  const named = await namesOf(deps, person, visit, detail.on, [detail.person])
  const body = competencePersonView(visit, { detail, named, asked: on === null ? '' : asked, isOwn: id === person.account.id, mayHandOver: holdsOne(person, handers) })
  return sendPage(request, reply, { title: detail.person.fullName, body })
}

const askedOf = ({ on = '', unit = '' }: Query): { readonly on: string; readonly unit: string } => ({ on: on.trim(), unit: isId(unit) ? unit : '' })
const files = { xlsx: { type: xlsxType, make: competenceXlsx }, docx: { type: docxType, make: competenceDocx } } as const

/** Declares the list, its two files, and the page of one person. Who sees nobody but themselves finds their own page. */
export const declareCompetencePages = (pages: FastifyInstance, deps: Deps): void => {
  const schema = { hide: true, querystring: Query }
  pages.get<{ Querystring: Query }>(path, { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    if (!holdsOne(person, [...reportReaders, 'unitHead', 'oneStopHead'])) return showPerson(deps, request, reply, person, person.account.id)
    const asked = askedOf(request.query)
    const on = dayOf(person, asked.on)
    const found = on === null ? null : await listed(deps, person, visit, { on, unit: asked.unit, after: request.query.after, limit: pageSize })
    const next = found?.next ?? null
    const body = competenceView(visit, { asked, units: await unitsToday(deps, person, visit), named: found?.named ?? null, files: filledAddress('', { ...asked }), next: next === null ? null : filledAddress(path, { ...asked, after: next }) })
    return sendPage(request, reply, { title: visit.t.competence.title, body, status: found === null ? 400 : 200 })
  })
  for (const kind of ['xlsx', 'docx'] as const) pages.get<{ Querystring: Query }>(`${path}.${kind}`, { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const asked = askedOf(request.query)
    const on = dayOf(person, asked.on)
    if (on === null) throw new DomainError('invalid-request')
    const { named } = await listed(deps, person, visit, { on, unit: asked.unit, after: undefined, limit: fileMost })
    const { type, make } = files[kind]
    return reply.type(type).header('content-disposition', dispositionOf(`${visit.t.competence.title} ${on}.${kind}`, 'attachment')).send(Buffer.from(await make(visit.t, named)))
  })
  pages.get<{ Params: { id: string }; Querystring: Query }>(`${path}/:id`, { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : showPerson(deps, request, reply, person, idOf(request.params.id))
  })
}
