/** The lists of documents as a page and as files: each as of a day, of all units or of one. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../../schemas/errors.ts'
import { MasterList } from '../../../schemas/master-list.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { listUnits } from '../../../storage/units.ts'
import { isId } from '../../api/cursors.ts'
import { dispositionOf } from '../../api/papers.ts'
import type { Deps } from '../../deps.ts'
import { docxType } from '../../render/docx.ts'
import { xlsxType } from '../../render/xlsx.ts'
import { listDocx, listXlsx, type NamedList } from '../../reports/master-list-files.ts'
import { masterListOf } from '../../reports/master-lists.ts'
import { masterListView } from '../../views/documents/master-list.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { typedDate } from '../periods.ts'
import { type Visit, visitOf } from '../visit.ts'
import { unitsToday } from './common.ts'

const Query = Type.Object({ list: Type.Optional(MasterList), on: Type.Optional(Type.String({ maxLength: 10 })), unit: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false })
type Query = Type.Static<typeof Query>

interface Asked { readonly list: MasterList; readonly on: string; readonly unit: string }
const askedOf = ({ list = 'internal', on = '', unit = '' }: Query): Asked => ({ list, on: on.trim(), unit: isId(unit) ? unit : '' })

/** @throws DomainError invalid-request, for a day that is none or is still to come */
const namedList = async (deps: Deps, person: SignedInPerson, { language, format }: Visit, { list, on, unit }: Asked): Promise<NamedList> => {
  const day = on === '' ? person.reader.today : typedDate(on, person.reader.zone)
  if (day === null) throw new DomainError('invalid-request')
  const answer = await masterListOf(deps, person, { list, on: day, ...(unit === '' ? {} : { unit }) })
  const units = await listUnits(deps.orm.em.fork(), person.reader.tenantId, day)
  const nowMs = deps.clock.nowMs()
  return { answer, units: new Map(units.map(({ id, name }) => [id, inLanguage(language, name)])), agency: person.agencyName.vi, asOf: format.at(nowMs), nowMs }
}

const files = { xlsx: { type: xlsxType, make: listXlsx }, docx: { type: docxType, make: listDocx } } as const

/** Declares the page and its two files. */
export const declareMasterLists = (pages: FastifyInstance, deps: Deps): void => {
  const schema = { hide: true, querystring: Query }
  pages.get<{ Querystring: Query }>('/documents/lists', { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const asked = askedOf(request.query)
    const units = await unitsToday(deps, person, visit)
    const named = await namedList(deps, person, visit, asked).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'invalid-request') return null
      throw error
    })
    const why = named !== null ? null : visit.t.masterLists.badDay
    return sendPage(request, reply, { title: visit.t.masterListNames[asked.list], body: masterListView(visit, { ...asked, asked: { on: asked.on, unit: asked.unit }, units, named, why }), status: named === null ? 400 : 200 })
  })
  for (const kind of ['xlsx', 'docx'] as const) pages.get<{ Querystring: Query }>(`/documents/lists.${kind}`, { schema }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const named = await namedList(deps, person, visit, askedOf(request.query))
    const { type, make } = files[kind]
    const name = `${visit.t.masterListNames[named.answer.list]} ${named.answer.on}.${kind}`
    return reply.type(type).header('content-disposition', dispositionOf(name, 'attachment')).send(Buffer.from(await make(visit.t, named)))
  })
}
