/** Receiving a dossier at the desk: find the procedure, tick the papers, name the applicant, print the receipt. All of it by keyboard. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { ReceiveDossier } from '../../schemas/dossier.ts'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { findProcedureOn } from '../../storage/procedures.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { findProcedures } from '../../storage/work.ts'
import { receiveDossier } from '../commands/receive-dossier.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson, tokenHashOf } from '../plugins/people.ts'
import { parseWith } from '../validate.ts'
import { foundList, pickView, receiveView } from '../views/receive.ts'
import { typed, typedCount } from './admin-forms.ts'
import { isPartWanted, personOrSignIn, sendPage, sendPart, wordsOf } from './common.ts'
import { previewDue } from './due.ts'
import { fieldsOf, given, newFormKey, type Fields } from './forms.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf, type Visit } from './visit.ts'

const foundMost = 30

const ReceiveQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })), procedure: Type.Optional(Type.String({ maxLength: 64 })),
}, { additionalProperties: false })
type ReceiveQuery = Type.Static<typeof ReceiveQuery>

const mayReceive = ({ reader }: SignedInPerson): boolean => reader.roles.some(({ role }) => role === 'receptionist')

const findDefinition = async (deps: Deps, { reader }: SignedInPerson, code: string): Promise<ProcedureDefinition> => {
  const found = await findProcedureOn(deps.orm.em.fork(), reader.tenantId, code, reader.today)
  if (found === undefined) throw new DomainError('procedure-unknown', { procedure: code })
  return found.definition
}

interface Back { readonly typed: Fields; readonly refusal: { readonly words: string; readonly faults: ReadonlyMap<string, string>; readonly status: number } | null }

const sendForm = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, page: { person: SignedInPerson; code: string; back: Back | null }): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/receive?procedure=${encodeURIComponent(page.code)}` }
  const { person, code, back } = page
  const definition = await findDefinition(deps, person, code)
  const due = await previewDue(deps, { tenantId: person.reader.tenantId, calendarId: person.calendarId }, definition, deps.clock.nowMs())
  const body = receiveView(visit, { definition, due, key: newFormKey(), typed: back?.typed ?? new Map(), refusal: back?.refusal ?? null })
  return sendPage(request, reply, { title: visit.t.receive.title, body, status: back?.refusal?.status ?? 200 })
}

const sendPick = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, { person, words }: { person: SignedInPerson; words: string | undefined }): Promise<FastifyReply> => {
  const visit = visitOf(request)
  const found = await findProcedures(deps.pool, person.reader.tenantId, { words: words ?? '', on: person.reader.today, limit: foundMost, kind: 'tthc' })
  const [only] = found
  if (isPartWanted(request)) return sendPart(reply, foundList(visit, found))
  if (words !== undefined && words.trim() !== '' && found.length === 1 && only !== undefined) return reply.redirect(`/receive?procedure=${only.code}`, 303)
  return sendPage(request, reply, { title: visit.t.receive.title, body: pickView(visit, words ?? '', found) })
}

/** A number of papers: what the procedure asks for where the field is not in the form, none where it was left empty. */
const paperCount = (fields: Fields, name: string, asked: number): number | string => (!fields.has(name) ? asked : typed(fields, name) === '' ? 0 : typedCount(fields, name))

const tickedOf = (fields: Fields, { requiredPapers }: ProcedureDefinition): ProcedureDefinition['requiredPapers'] => requiredPapers.filter(({ code }) => fields.has(`got.${code}`))

/** @throws DomainError invalid-request with the fields at fault */
const requestOf = (fields: Fields, definition: ProcedureDefinition): ReceiveDossier => {
  const optional = { phone: given(fields, 'phone'), email: given(fields, 'email'), address: given(fields, 'address'), idNumber: given(fields, 'idNumber') }
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  const subject = given(fields, 'subject')
  return parseWith(ReceiveDossier, {
    procedureCode: definition.code, channel: fields.get('channel') ?? 'direct', accept: true,
    applicant: { kind: fields.get('kind') ?? 'citizen', name: given(fields, 'name') ?? '', ...present },
    ...(subject === undefined ? {} : { subject }),
    papers: tickedOf(fields, definition).map(({ code, originals, copies }) => ({ code, originals: paperCount(fields, `originals.${code}`, originals), copies: paperCount(fields, `copies.${code}`, copies) })),
  }, 'invalid-request')
}

/** The field that a member stands in: the numbers of a paper bear its code. */
const fieldAt = (at: string, ticked: ProcedureDefinition['requiredPapers']): string => {
  const path = at.split('/')
  const paper = path[1] === 'papers' ? ticked[Number(path[2])] : undefined
  return paper === undefined ? path.at(-1) ?? '' : `${path[3]}.${paper.code}`
}

/** What was refused, and what is wrong in which fields. */
const refusalOf = (refusal: DomainError, { language, t }: Visit, definition: ProcedureDefinition, fields: Fields): NonNullable<Back['refusal']> => {
  const { errors = [], missing } = refusal.details
  const ticked = tickedOf(fields, definition)
  const faults = new Map(errors.map(({ at, message, messageEn }) => [fieldAt(at, ticked), language === 'vi' ? message : messageEn]))
  const papers = Array.isArray(missing) ? definition.requiredPapers.filter(({ code }) => missing.includes(code)).map(({ name }) => name[language]) : []
  const words = papers.length > 0 ? `${wordsOf(refusal, language)}: ${papers.join(', ')}` : faults.size > 0 ? `${t.app.fields}: ${[...new Set(faults.values())].join(', ')}` : wordsOf(refusal, language)
  return { words, faults, status: errorKinds[refusal.code].status }
}

/** "Tick all" works without a script: the form comes back with every paper ticked. */
const withAllPapers = (fields: Fields, { requiredPapers }: ProcedureDefinition): Fields => new Map([...fields, ...requiredPapers.map(({ code }) => [`got.${code}`, '1'] as const)])

const declarePost = (pages: FastifyInstance, deps: Deps): void => {
  pages.post('/receive', { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const fields = fieldsOf(request.body)
    const code = fields.get('procedure') ?? ''
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, `/receive?procedure=${encodeURIComponent(code)}`)
    const definition = await findDefinition(deps, person, code)
    if (fields.has('review')) {
      return sendForm(deps, request, reply, { person, code, back: { typed: fields.get('review') === 'all' ? withAllPapers(fields, definition) : fields, refusal: null } })
    }
    try {
      const { dossier } = await receiveDossier(deps, { tokenHash: tokenHashOf(request), idempotencyKey: fields.get('key') ?? '', body: requestOf(fields, definition) })
      return reply.redirect(`/dossiers/${dossier.id}?received=1`, 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return sendForm(deps, request, reply, { person, code, back: { typed: fields, refusal: refusalOf(error, visitOf(request), definition, fields) } })
    }
  })
}

export const declareReceive = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: ReceiveQuery }>('/receive', { schema: { hide: true, querystring: ReceiveQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    if (!mayReceive(person)) throw new DomainError('role-not-granted')
    const { procedure, q } = request.query
    return procedure === undefined ? sendPick(deps, request, reply, { person, words: q }) : sendForm(deps, request, reply, { person, code: procedure, back: null })
  })
  declarePost(pages, deps)
}
