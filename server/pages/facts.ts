/** The register of facts that reports cite: a form for each kind out of one plan, corrections by newer versions. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { factFigures, FactCorrection, factKinds, FactWithdrawal, type FigureName, figuresOptional, issuerNeeded, NewFact, stretchKinds, stretchNeeded, treatedKinds, type Fact, type FactKind } from '../../schemas/fact.ts'
import type { Treatment } from '../../schemas/risk.ts'
import { Cursor } from '../../schemas/service.ts'
import { factVersions, listFacts, type StoredFact } from '../../storage/facts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { statisticsNames } from '../../storage/statistics.ts'
import { idOf } from '../api/common.ts'
import { isId, isText, nextCursor, readCursor } from '../api/cursors.ts'
import { correctFact, enterFact, factKeepers, withdrawFact } from '../commands/enter-fact.ts'
import type { Deps } from '../deps.ts'
import { riskProposals } from '../reports/risks.ts'
import { audienceOf } from '../reports/statistics.ts'
import type { Choice, FormBack, FormField, FormPlan } from '../views/form.ts'
import { factsView, factView } from '../views/facts.ts'
import { inLanguage } from '../views/texts/index.ts'
import { bodyOf, declareFormPage, type Sent, typed, typedCount, typedDay } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { peopleFields, peopleIn } from './fact-people.ts'
import { given, type Fields } from './forms.ts'
import { peopleChoices } from './quality/people.ts'
import { readRegisters, type Registers } from './register-names.ts'
import { safePath, visitOf, type Visit } from './visit.ts'

const path = '/facts'
const pageSize = 50
const mayKeep = ({ reader }: SignedInPerson): boolean => reader.roles.some(({ role }) => factKeepers.includes(role))
const isKind = (text: string | undefined): text is FactKind => factKinds.some((one) => one === text)

/** People and processes to choose from, for the kinds that have a treatment. */
interface Choices { readonly people: readonly Choice[]; readonly processes: readonly Choice[]; readonly registers: Registers }

const choicesFor = async (deps: Deps, person: SignedInPerson, { language }: Visit, kind: FactKind, facts: readonly Fact[]): Promise<Choices> => {
  const registers = await registersOf(deps, person, facts)
  if (!treatedKinds.includes(kind)) return { people: [], processes: [], registers }
  const { procedures } = await statisticsNames(deps.pool, person.reader.tenantId)
  return {
    registers, people: await peopleChoices(deps, person),
    processes: [...procedures].map(([value, title]) => ({ value, text: inLanguage(language, title) })).toSorted((a, b) => a.text.localeCompare(b.text, 'vi')),
  }
}

/** What a form is filled with: a fact, or what a proposal knows of one. */
type Filled = Partial<Pick<Fact, 'number' | 'on' | 'issuer' | 'title' | 'from' | 'to' | 'figures' | 'people'>> & { readonly treatment?: Partial<Treatment> }

const treatmentFields = ({ t }: Visit, fact: Filled | null, { people, processes }: Choices): FormField[] => {
  const { treatment = {} } = fact ?? {}
  const group = t.risks.treatment
  return [
    { kind: 'pick', name: 'process', label: t.risks.process, group, choices: processes, empty: t.risks.whole, optional: true, value: treatment.process ?? '' },
    { kind: 'lines', name: 'treatment', label: t.risks.treatment, group, rows: 3, max: 2000, value: treatment.treatment ?? '' },
    { kind: 'pick', name: 'ownerId', label: t.risks.owner, group, choices: people, empty: t.risks.ownerPick, value: treatment.ownerId ?? '' },
    { kind: 'day', name: 'dueOn', label: t.risks.due, group, value: treatment.dueOn ?? '' },
    { kind: 'day', name: 'doneOn', label: t.risks.done, group, optional: true, value: treatment.doneOn ?? '' },
    { kind: 'day', name: 'reviewOn', label: t.risks.review, group, optional: true, value: treatment.reviewOn ?? '' },
  ]
}

/** Figures that may be left out: the number of members follows from a list of people. */
const isOptional = (name: FigureName): boolean => name === 'members' || figuresOptional.includes(name)

/** What a fact of this kind is entered in, filled with one that is corrected. */
const fieldsOfKind = (visit: Visit, kind: FactKind, fact: Filled | null, choices: Choices): FormField[] => {
  const { t } = visit
  return [
  { kind: 'text', name: 'number', label: t.facts.number, hint: t.facts.numberHint, max: 60, value: fact?.number ?? '' },
  { kind: 'day', name: 'on', label: t.facts.on, value: fact?.on ?? '' },
  { kind: 'text', name: 'issuer', label: t.facts.issuer, ...(issuerNeeded.includes(kind) ? {} : { hint: t.facts.issuerHint }), max: 200, optional: !issuerNeeded.includes(kind), value: fact?.issuer ?? '' },
  { kind: 'text', name: 'title', label: kind === 'score' || kind === 'adoption' ? t.facts.unit : t.facts.name, max: 500, value: fact?.title ?? '' },
  ...(stretchKinds.includes(kind) ? [
    { kind: 'day' as const, name: 'from', label: t.facts.from, optional: !stretchNeeded.includes(kind), value: fact?.from ?? '' },
    { kind: 'day' as const, name: 'to', label: kind === 'milestone' ? t.facts.deadline : t.facts.to, optional: !stretchNeeded.includes(kind), value: fact?.to ?? '' },
  ] : []),
  ...factFigures[kind].map((name): FormField => ({ kind: 'text', name, label: t.figureNames[name], group: t.facts.figures, max: 20, optional: isOptional(name), value: name === 'members' && fact?.people !== undefined ? '' : String(fact?.figures?.[name] ?? '') })),
    ...peopleFields(visit, kind, choices.registers, fact?.people ?? []),
    ...(treatedKinds.includes(kind) ? treatmentFields(visit, fact, choices) : []),
  ]
}

/** Where whoever came from a report goes back to; nowhere else is such an address taken. */
const reportIn = ({ back }: Query): string | null => (back !== undefined && safePath(back).startsWith('/reports?') ? back : null)
const backOf = (back: string | null): string => (back === null ? '' : `&back=${encodeURIComponent(back)}`)

const enterPlan = (visit: Visit, kind: FactKind, { choices, proposed, back }: { readonly choices: Choices; readonly proposed: Filled | null; readonly back: string | null }): FormPlan => ({
  id: 'enter', path: `${path}?kind=${kind}${backOf(back)}`, title: visit.t.facts.enter(visit.t.factKinds[kind]), submit: visit.t.facts.submit, fields: fieldsOfKind(visit, kind, proposed, choices),
  ...(proposed?.treatment?.proposal === undefined ? {} : { hidden: { proposal: proposed.treatment.proposal }, main: true }),
  ...(kind === 'score' || kind === 'scorecard' ? { note: visit.t.facts.hundredths } : {}),
})

/** The version that is changed stands in the name of the form. */
const changePlans = (visit: Visit, { fact }: StoredFact, choices: Choices): FormPlan[] => {
  const { t } = visit
  const reason: FormField = { kind: 'text', name: 'reason', label: t.facts.reason, max: 500 }
  const at = `${path}/${fact.id}`
  return [
    { id: `correct-${fact.version}`, path: at, title: t.facts.correct, submit: t.facts.correct, note: t.facts.correctNote, fields: [...fieldsOfKind(visit, fact.kind, fact, choices), reason] },
    { id: `withdraw-${fact.version}`, path: at, title: t.facts.withdraw, submit: t.facts.withdraw, fields: [reason] },
  ]
}

const treatmentIn = (fields: Fields): Readonly<Record<string, string>> => {
  const days = (['dueOn', 'doneOn', 'reviewOn'] as const).filter((name) => name === 'dueOn' || given(fields, name) !== undefined)
  const texts = (['process', 'proposal'] as const).filter((name) => given(fields, name) !== undefined)
  return {
    ownerId: typed(fields, 'ownerId'), treatment: typed(fields, 'treatment'), ...Object.fromEntries(days.map((name) => [name, typedDay(fields, name)])),
    ...Object.fromEntries(texts.map((name) => [name, typed(fields, name)])),
  }
}

const statedIn = async (deps: Deps, person: SignedInPerson, kind: FactKind, fields: Fields): Promise<Readonly<Record<string, unknown>>> => {
  const people = await peopleIn(deps, person, kind, fields)
  const stretch = stretchKinds.includes(kind) ? (['from', 'to'] as const).filter((name) => given(fields, name) !== undefined) : []
  return {
    number: typed(fields, 'number'), on: typedDay(fields, 'on'), title: typed(fields, 'title'), ...(given(fields, 'issuer') === undefined ? {} : { issuer: typed(fields, 'issuer') }),
    ...Object.fromEntries(stretch.map((name) => [name, typedDay(fields, name)])), ...(people.length === 0 ? {} : { people }),
    ...(treatedKinds.includes(kind) ? { treatment: treatmentIn(fields) } : {}),
    ...(factFigures[kind].length === 0 ? {} : { figures: Object.fromEntries(factFigures[kind].filter((name) => !isOptional(name) || given(fields, name) !== undefined).map((name) => [name, typedCount(fields, name)])) }),
  }
}

const Query = Type.Object({ kind: Type.Optional(Type.String({ maxLength: 20 })), proposal: Type.Optional(Type.String({ maxLength: 60 })), after: Type.Optional(Cursor), done: Type.Optional(Type.String({ maxLength: 5 })), back: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false })
type Query = Type.Static<typeof Query>
interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

/** What a proposal knows of the risk that it proposes; null without one. */
const proposedBy = async (deps: Deps, { t, format }: Visit, { reader }: SignedInPerson, key: string | undefined): Promise<Filled | null> => {
  const quarter = key?.split(':')[2]
  if (quarter === undefined || !/^\d{4}-Q[1-4]$/.test(quarter)) return null
  const { items } = await riskProposals(deps, audienceOf(reader), { quarter, today: reader.today })
  const found = items.find((one) => one.key === key && one.factId === null)
  if (found === undefined) return null
  const names: Readonly<Record<string, string>> = t.keepers
  const [first] = found.processes
  return {
    title: t.risks.proposed(names[found.cause] ?? found.cause, format.number(found.dossiers), format.number(found.late), quarter),
    treatment: { proposal: found.key, ...(first === undefined ? {} : { process: first.code }) },
  }
}

/** The form as it stands open where something was proposed, or nothing of the kind has been entered: who comes for it need not unfold it. */
const opened: FormBack = { formId: 'enter', typed: new Map(), refusal: null }
/** Whom the forms offer, and whom the facts name. */
const registersOf = (deps: Deps, person: SignedInPerson, facts: readonly Fact[]): Promise<Registers> =>
  readRegisters(deps, person, { named: facts.flatMap(({ people = [] }) => people.flatMap(({ accountId }) => accountId ?? [])), offersPeople: mayKeep(person) })

const showList = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const query = request.query as Query
  const kind = isKind(query.kind) ? query.kind : null
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const after = readCursor(query.after, [isText, isId])
  const lines = await listFacts(deps.pool, person.reader.tenantId, { kind, limit: pageSize, after: after === undefined ? null : { on: String(after[0]), id: String(after[1]) } })
  const next = nextCursor(lines, pageSize, ({ fact }) => [fact.on, fact.id])
  const mayEnter = mayKeep(person)
  const given = mayEnter && kind !== null ? { choices: await choicesFor(deps, person, visit, kind, []), proposed: kind === 'risk' ? await proposedBy(deps, visit, person, query.proposal) : null } : null
  const body = factsView(visit, {
    kind, lines, mayEnter, plan: given !== null && kind !== null ? enterPlan(visit, kind, { ...given, back: reportIn(query) }) : null, report: reportIn(query), back: back ?? ((given?.proposed ?? null) !== null || lines.length === 0 ? opened : null), done: query.done !== undefined,
    next: next === null ? null : `${path}?${kind === null ? '' : `kind=${kind}&`}after=${next}`,
  })
  return sendPage(request, reply, { title: visit.t.facts.title, body, status, path: visit.path })
}

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `${path}/${id}` }
  const [latest, ...older] = await factVersions(deps.pool, person.reader.tenantId, idOf(id))
  if (latest === undefined) throw new DomainError('not-found')
  const plans = mayKeep(person) && !latest.fact.withdrawn ? changePlans(visit, latest, await choicesFor(deps, person, visit, latest.fact.kind, [latest.fact])) : []
  return sendPage(request, reply, { title: latest.fact.number, body: factView(visit, { versions: [latest, ...older], plans, back }), status, path: visit.path })
}

const change = async (deps: Deps, { person, id, formId, key, fields }: Sent): Promise<string> => {
  const [word, version] = formId.split('-')
  const [latest] = await factVersions(deps.pool, person.reader.tenantId, idOf(id))
  if (latest === undefined) throw new DomainError('not-found')
  const asked = { version: Number(version), reason: typed(fields, 'reason') }
  if (word === 'correct') await correctFact(deps, { person, key, id, body: bodyOf(FactCorrection, { ...asked, ...await statedIn(deps, person, latest.fact.kind, fields) }) })
  else if (word === 'withdraw') await withdrawFact(deps, { person, key, id, body: bodyOf(FactWithdrawal, asked) })
  else throw new DomainError('not-found')
  return `${path}/${id}`
}

/** Declares the register and the page of one fact. */
export const declareFactPages = (pages: FastifyInstance, deps: Deps): void => {
  const [list, one] = [showList(deps), showOne(deps)]
  declareFormPage(pages, deps, {
    path, readers: null, query: Query, roles: factKeepers, show: list, act: async ({ person, key, fields }, request) => {
      const query = request.query as Query
      const { kind } = query
      if (!isKind(kind)) throw new DomainError('not-found')
      await enterFact(deps, { person, key, body: bodyOf(NewFact, { kind, ...await statedIn(deps, person, kind, fields) }) })
      return `${path}?kind=${kind}&done=1${backOf(reportIn(query))}`
    },
  })
  declareFormPage(pages, deps, { path: `${path}/:id`, readers: null, roles: factKeepers, show: one, act: (sent) => change(deps, sent) })
}
