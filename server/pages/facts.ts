/** The register of facts that reports cite: a form for each kind out of one plan, corrections by newer versions. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { factFigures, FactCorrection, factKinds, FactWithdrawal, NewFact, stretchKinds, stretchNeeded, type Fact, type FactKind } from '../../schemas/fact.ts'
import { Cursor } from '../../schemas/service.ts'
import { factVersions, listFacts, type StoredFact } from '../../storage/facts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { idOf } from '../api/common.ts'
import { isId, isText, nextCursor, readCursor } from '../api/cursors.ts'
import { correctFact, enterFact, factKeepers, withdrawFact } from '../commands/enter-fact.ts'
import type { Deps } from '../deps.ts'
import type { FormBack, FormField, FormPlan } from '../views/form.ts'
import { factsView, factView } from '../views/facts.ts'
import { bodyOf, declareForms, type Sent, typed, typedDay } from './admin-forms.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { given, type Fields } from './forms.ts'
import { visitOf, type Visit } from './visit.ts'

const path = '/facts'
const pageSize = 50
const mayKeep = ({ reader }: SignedInPerson): boolean => reader.roles.some(({ role }) => factKeepers.includes(role))
const isKind = (text: string | undefined): text is FactKind => factKinds.some((one) => one === text)

/** What a fact of this kind is entered in, filled with one that is corrected. */
const fieldsOfKind = ({ t }: Visit, kind: FactKind, fact: Fact | null): FormField[] => [
  { kind: 'text', name: 'number', label: t.facts.number, hint: t.facts.numberHint, max: 60, value: fact?.number ?? '' },
  { kind: 'day', name: 'on', label: t.facts.on, value: fact?.on ?? '' },
  { kind: 'text', name: 'issuer', label: t.facts.issuer, hint: t.facts.issuerHint, max: 200, optional: true, value: fact?.issuer ?? '' },
  { kind: 'text', name: 'title', label: kind === 'score' ? t.facts.unit : t.facts.name, max: 500, value: fact?.title ?? '' },
  ...(stretchKinds.includes(kind) ? [
    { kind: 'day' as const, name: 'from', label: t.facts.from, optional: !stretchNeeded.includes(kind), value: fact?.from ?? '' },
    { kind: 'day' as const, name: 'to', label: kind === 'milestone' ? t.facts.deadline : t.facts.to, optional: !stretchNeeded.includes(kind), value: fact?.to ?? '' },
  ] : []),
  ...factFigures[kind].map((name): FormField => ({ kind: 'text', name, label: t.figureNames[name], group: t.facts.figures, max: 20, value: fact === null ? '' : String(fact.figures[name] ?? '') })),
]

const enterPlan = (visit: Visit, kind: FactKind): FormPlan => ({
  id: 'enter', path: `${path}?kind=${kind}`, title: visit.t.facts.enter(visit.t.factKinds[kind]), submit: visit.t.facts.submit, fields: fieldsOfKind(visit, kind, null),
  ...(kind === 'score' || kind === 'scorecard' ? { note: visit.t.facts.hundredths } : {}),
})

/** The version that is changed stands in the name of the form. */
const changePlans = (visit: Visit, { fact }: StoredFact): FormPlan[] => {
  const { t } = visit
  const reason: FormField = { kind: 'text', name: 'reason', label: t.facts.reason, max: 500 }
  const at = `${path}/${fact.id}`
  return [
    { id: `correct-${fact.version}`, path: at, title: t.facts.correct, submit: t.facts.correct, note: t.facts.correctNote, fields: [...fieldsOfKind(visit, fact.kind, fact), reason] },
    { id: `withdraw-${fact.version}`, path: at, title: t.facts.withdraw, submit: t.facts.withdraw, fields: [reason] },
  ]
}

/** A count as people type it: dots between thousands. What is none is handed on, for the shape to refuse at its field. */
const countOf = (text: string): number | string => (/^\d{1,3}(\.?\d{3})*$/.test(text) ? Number(text.replaceAll('.', '')) : text)

const statedIn = (fields: Fields, kind: FactKind): Readonly<Record<string, unknown>> => {
  const stretch = stretchKinds.includes(kind) ? (['from', 'to'] as const).filter((name) => given(fields, name) !== undefined) : []
  return {
    number: typed(fields, 'number'), on: typedDay(fields, 'on'), title: typed(fields, 'title'), ...(given(fields, 'issuer') === undefined ? {} : { issuer: typed(fields, 'issuer') }),
    ...Object.fromEntries(stretch.map((name) => [name, typedDay(fields, name)])),
    ...(factFigures[kind].length === 0 ? {} : { figures: Object.fromEntries(factFigures[kind].map((name) => [name, countOf(typed(fields, name))])) }),
  }
}

const Query = Type.Object({ kind: Type.Optional(Type.String({ maxLength: 20 })), after: Type.Optional(Cursor), done: Type.Optional(Type.String({ maxLength: 5 })) }, { additionalProperties: false })
type Query = Type.Static<typeof Query>
interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const showList = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const query = request.query as Query
  const kind = isKind(query.kind) ? query.kind : null
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const after = readCursor(query.after, [isText, isId])
  const lines = await listFacts(deps.pool, person.reader.tenantId, { kind, limit: pageSize, after: after === undefined ? null : { on: String(after[0]), id: String(after[1]) } })
  const next = nextCursor(lines, pageSize, ({ fact }) => [fact.on, fact.id])
  const mayEnter = mayKeep(person)
  const body = factsView(visit, {
    kind, lines, mayEnter, plan: mayEnter && kind !== null ? enterPlan(visit, kind) : null, back, done: query.done !== undefined,
    next: next === null ? null : `${path}?${kind === null ? '' : `kind=${kind}&`}after=${next}`,
  })
  return sendPage(request, reply, { title: visit.t.facts.title, body, status, path: visit.path })
}

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `${path}/${id}` }
  const [latest, ...older] = await factVersions(deps.pool, person.reader.tenantId, idOf(id))
  if (latest === undefined) throw new DomainError('not-found')
  const plans = mayKeep(person) && !latest.fact.withdrawn ? changePlans(visit, latest) : []
  return sendPage(request, reply, { title: latest.fact.number, body: factView(visit, { versions: [latest, ...older], plans, back }), status, path: visit.path })
}

const change = async (deps: Deps, { person, id, formId, key, fields }: Sent): Promise<string> => {
  const [word, version] = formId.split('-')
  const [latest] = await factVersions(deps.pool, person.reader.tenantId, idOf(id))
  if (latest === undefined) throw new DomainError('not-found')
  const asked = { version: Number(version), reason: typed(fields, 'reason') }
  if (word === 'correct') await correctFact(deps, { person, key, id, body: bodyOf(FactCorrection, { ...asked, ...statedIn(fields, latest.fact.kind) }) })
  else if (word === 'withdraw') await withdrawFact(deps, { person, key, id, body: bodyOf(FactWithdrawal, asked) })
  else throw new DomainError('not-found')
  return `${path}/${id}`
}

/** Declares the register and the page of one fact. */
export const declareFactPages = (pages: FastifyInstance, deps: Deps): void => {
  const [list, one] = [showList(deps), showOne(deps)]
  pages.get<{ Querystring: Query }>(path, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : list(request, reply, { person, id: '', back: null, status: 200 })
  })
  pages.get<{ Params: { id: string } }>(`${path}/:id`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : one(request, reply, { person, id: request.params.id, back: null, status: 200 })
  })
  declareForms(pages, deps, {
    path, roles: factKeepers, show: list, act: async ({ person, key, fields }, request) => {
      const { kind } = request.query as Query
      if (!isKind(kind)) throw new DomainError('not-found')
      await enterFact(deps, { person, key, body: bodyOf(NewFact, { kind, ...statedIn(fields, kind) }) })
      return `${path}?kind=${kind}&done=1`
    },
  })
  declareForms(pages, deps, { path: `${path}/:id`, roles: factKeepers, show: one, act: (sent) => change(deps, sent) })
}
