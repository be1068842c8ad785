/** Figures of subordinate agencies on screen: who has sent, the sums beside one's own, a file taken in or refused by name, and the sealed file for above. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { figuresBytesMax, FiguresFile, NewSubordinate, sentForms, SubordinateQuestion } from '../../schemas/subordinate.ts'
import { listMadeReports } from '../../storage/report-schedules.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { registerMultipart } from '../api/document-files.ts'
import { dispositionOf } from '../api/papers.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { enterSubordinate, receiveFigures } from '../commands/receive-figures.ts'
import { keepFigures } from '../commands/report-schedules.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson, personWith } from '../plugins/people.ts'
import { subordinateTable } from '../reports/figures-file.ts'
import { agencyOf } from '../reports/iso/collect.ts'
import { keptFigures, sealedFigures, toldMade, usualCut } from '../reports/made.ts'
import { reportReaders } from '../reports/readers.ts'
import { parseJson, parseWith } from '../validate.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { subordinatesView, type SubordinatesPage } from '../views/subordinates.ts'
import { administratorOrSignIn } from './admin.ts'
import { bodyOf, declareFormPage, type Sent, typed } from './admin-forms.ts'
import { countNotices, sendPage, wordsOf } from './common.ts'
import { fieldsBefore } from './documents/one.ts'
import { askedOf, type Asked } from './figures-question.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf, type Visit } from './visit.ts'

const path = '/subordinates'
const keptMost = 50

const word = Type.Optional(Type.String({ maxLength: 20 }))
const Query = Type.Object({ form: word, period: word, was: word, from: word, to: word, taken: word }, { additionalProperties: false })
type Query = Type.Static<typeof Query>

/** The form and the period; nothing asked is II.06a of the half-year that was closed last. Null: a date cannot be read. */
const questionOf = (visit: Visit, { taken: _, ...query }: Query, today: string): { readonly asked: Asked; readonly question: SubordinateQuestion | null } => {
  const usual = today.slice(5) > '06-14' && today.slice(5) <= '12-14' ? `${today.slice(0, 4)}-H1` : `${Number(today.slice(0, 4)) - (today.slice(5) <= '06-14' ? 1 : 0)}-H2`
  const asked = askedOf(visit, query.period === undefined && query.from === undefined ? { ...query, period: usual } : query, today)
  const form = sentForms.find((one) => one === query.form) ?? '06a'
  return { asked: { ...asked, choice: { ...asked.choice, form } }, question: asked.range === null ? null : { form, ...asked.range } }
}

const queryText = ({ form, from, to }: SubordinateQuestion): string => {
  const typedDate = (day: string): string => day.split('-').reverse().join('/')
  return `form=${form}&from=${encodeURIComponent(typedDate(from))}&to=${encodeURIComponent(typedDate(to))}`
}

const ownFigures = async (deps: Deps, { reader }: SignedInPerson, { form, from, to }: SubordinateQuestion): Promise<FiguresFile> =>
  sealedFigures(deps, await agencyOf(deps, reader.tenantId), { form, from, to, by: usualCut[form], asOf: null })

const plansOf = ({ t }: Visit, query: string): FormPlan[] => [
  { id: 'keep', path: `${path}?${query}`, title: t.subordinates.keep, submit: t.subordinates.keep, note: t.subordinates.keepNote, fields: [] },
  { id: 'add', path: `${path}?${query}`, title: t.subordinates.add, submit: t.subordinates.changed, fields: [
    { kind: 'text', name: 'code', label: t.subordinates.code, max: 64 }, { kind: 'text', name: 'name', label: t.subordinates.name, max: 500 }, { kind: 'text', name: 'decision', label: t.schedules.decision, max: 200 },
  ] },
]

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number; readonly faults?: readonly string[] }

const shownOf = async (deps: Deps, person: SignedInPerson, question: SubordinateQuestion): Promise<NonNullable<SubordinatesPage['shown']>> => {
  const { reader } = person
  const [table, own, kept] = await Promise.all([subordinateTable(deps, reader, question), ownFigures(deps, person, question), listMadeReports(deps.pool, reader.tenantId, { subjects: sentForms, limit: keptMost })])
  return { table, own, kept: kept.map((one) => toldMade(one, reader.zone)), query: queryText(question), isOver: question.to < reader.today }
}

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status, faults = [] }: Shown): Promise<FastifyReply> => {
  const query = request.query as Query
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const { asked, question } = questionOf(visit, query, person.reader.today)
  const mayKeep = person.reader.roles.some(({ role }) => factKeepers.includes(role))
  const shown = question === null ? null : await shownOf(deps, person, question)
  const body = subordinatesView(visit, {
    choice: asked.choice, shown, mayKeep, plans: mayKeep && shown !== null ? plansOf(visit, shown.query) : [], back, faults, taken: query.taken !== undefined,
    at: (instant) => visit.format.at(parseInstant(instant, visit.format.zone)),
  })
  return sendPage(request, reply, { title: visit.t.subordinates.title, body, status: shown === null ? 400 : status, path: visit.path })
}

const act = async (deps: Deps, { person, formId, key, fields }: Sent, request: FastifyRequest): Promise<string> => {
  const { question } = questionOf(visitOf(request), request.query as Query, person.reader.today)
  if (question === null) throw new DomainError('not-found')
  if (formId === 'keep') await keepFigures(deps, { person, key, body: question })
  else if (formId === 'add') await enterSubordinate(deps, { person, key, body: bodyOf(NewSubordinate, { code: typed(fields, 'code'), name: typed(fields, 'name'), decision: typed(fields, 'decision') }) })
  else throw new DomainError('not-found')
  return `${path}?${queryText(question)}`
}

/** The file that was sent, held against its shape; the page that it came from names the key. @throws DomainError file-missing | file-too-large | invalid-request */
const fileOf = async (request: FastifyRequest): Promise<{ readonly key: string; readonly file: FiguresFile }> => {
  const part = request.isMultipart() ? await request.file({ limits: { fileSize: figuresBytesMax + 1 } }) : undefined
  if (part === undefined || part.filename === '') {
    part?.file.resume()
    throw new DomainError('file-missing')
  }
  const bytes = await part.toBuffer()
  if (bytes.length > figuresBytesMax) throw new DomainError('file-too-large', { maxBytes: figuresBytesMax })
  return { key: fieldsBefore(part.fields).get('key') ?? '', file: parseWith(FiguresFile, parseJson(bytes.toString('utf8'), 'invalid-request'), 'invalid-request') }
}

/** What a refusal says: each broken rule, else its words. */
const faultsIn = (refusal: DomainError, { language }: Visit): string[] => {
  const named = (refusal.details.errors ?? []).map(({ message, messageEn }) => (language === 'vi' ? message : messageEn))
  return named.length === 0 ? [wordsOf(refusal, language)] : named
}

const declareUpload = (scope: FastifyInstance, deps: Deps): void => {
  scope.post<{ Querystring: Query }>(`${path}/files`, { schema: { hide: true, querystring: Query }, bodyLimit: figuresBytesMax + 64 * 1024, config: { slowBody: true } }, async (request, reply) => {
    if (await lookUpPerson(deps, request) === null) return askToSignIn(request, reply, path)
    const person = personWith(request, factKeepers)
    await countNotices(deps, request)
    try {
      const { key, file } = await fileOf(request)
      await receiveFigures(deps, { person, key, body: file })
      return await reply.redirect(`${path}?${queryText(file)}&taken=1`, 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return show(deps)(request, reply, { person, back: null, status: errorKinds[error.code].status, faults: faultsIn(error, visitOf(request)) })
    }
  })
}

/** Declares the page, the file that is taken in, and the sealed file of one's own. */
export const declareSubordinatePages = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  const schema = { hide: true, querystring: Query }
  pages.get<{ Querystring: Query }>(`${path}/own.json`, { schema }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply, reportReaders)
    if (person === null) return reply
    const { question } = questionOf(visitOf(request), request.query, person.reader.today)
    if (question === null) return reply.redirect(path, 303)
    const own = await ownFigures(deps, person, question)
    return reply.type('application/json; charset=utf-8').header('content-disposition', dispositionOf(`${own.agency.code}-${own.form}-${own.from}-${own.to}.json`, 'attachment')).send(keptFigures(own).body)
  })
  declareFormPage(pages, deps, { path, readers: reportReaders, query: Query, roles: factKeepers, show: show(deps), act: (sent, request) => act(deps, sent, request) })
  await pages.register(async (scope) => {
    await registerMultipart(scope)
    declareUpload(scope, deps)
  })
}
