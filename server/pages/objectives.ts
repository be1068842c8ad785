/** Quality objectives on screen and as files: set, changed and given up by decisions; each number leads to what it counts. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { comparisons, formulas, NewObjective, ObjectiveChange, ObjectivePeriod, ObjectiveWithdrawal, type Formula, type Objective, type ObjectiveStanding } from '../../schemas/objective.ts'
import { Cursor } from '../../schemas/service.ts'
import { readNames } from '../../storage/papers.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { isShare } from '../../workflows/objectives/formulas.ts'
import { reportingYearOf } from '../../workflows/objectives/periods.ts'
import { percent } from '../../workflows/statistics/shares.ts'
import { idOf } from '../api/common.ts'
import { isId } from '../api/cursors.ts'
import { alterObjective, enterObjective, objectiveKeepers, withdrawObjective } from '../commands/enter-objective.ts'
import type { Deps } from '../deps.ts'
import { docxType } from '../render/docx.ts'
import { xlsxType } from '../render/xlsx.ts'
import { objectivesDocx, objectivesXlsx, type ObjectivesFile } from '../reports/objectives/files.ts'
import { behindObjective, readObjective } from '../reports/objectives/read.ts'
import { objectivesOf } from '../reports/objectives/standing.ts'
import type { FormBack, FormField, FormPlan } from '../views/form.ts'
import { objectivesView, objectiveView, registerBehindView, type ObjectiveNames } from '../views/objectives.ts'
import { behindView } from '../views/statistics.ts'
import { dateText } from '../views/times.ts'
import { bodyOf, declareFormPage, type Sent, typed, typedDay } from './admin-forms.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { given, type Fields } from './forms.ts'
import { accountIdOf, personField, readRegisters, type Registers, unitField, unitIdOf, unitNameOf, personNameOf } from './register-names.ts'
import { rowsOf } from './rows.ts'
import { visitOf, type Visit } from './visit.ts'

const path = '/objectives'
const mayKeep = ({ reader }: SignedInPerson): boolean => reader.roles.some(({ role }) => objectiveKeepers.includes(role))
const knownTo = ({ reader: { tenantId, zone } }: SignedInPerson) => ({ tenantId, zone, knownAtMs: null })

const namesOf = (registers: Registers, visit: Visit): ObjectiveNames =>
  ({ unit: (id) => (id === null ? visit.t.objectives.agency : unitNameOf(registers, visit, id)), person: (id) => personNameOf(registers, visit, id) })

/** What was typed as an amount: a share in per cent with up to two decimals, a count as it is; what is neither is handed on, for the shape to refuse. */
const amountOf = (formula: Formula, text: string): number | string => {
  if (!isShare(formula)) return /^\d{1,6}$/.test(text) ? Number(text) : text
  const [, whole = '', decimals = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text) ?? []
  return whole === '' ? text : Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}
const typedAmount = (formula: Formula, amount: number): string => (isShare(formula) ? percent(amount, 10_000).replace(/,00$/, '') : String(amount))

const statedFields = (visit: Visit, registers: Registers, one: Objective | null): FormField[] => {
  const { t } = visit
  const amount = (of: 'target' | 'tolerance'): string => (one === null ? '' : typedAmount(one.formula, one[of]))
  return [
    { kind: 'text', name: 'name', label: t.objectives.name, max: 300, value: one?.name ?? '' },
    { kind: 'pick', name: 'comparison', label: t.objectives.comparison, choices: comparisons.map((value) => ({ value, text: t.comparisons[value] })), value: one?.comparison ?? 'atLeast' },
    { kind: 'text', name: 'target', label: t.objectives.target, hint: t.objectives.amountHint, max: 7, value: amount('target') },
    { kind: 'text', name: 'tolerance', label: t.objectives.tolerance, hint: t.objectives.toleranceHint, max: 7, value: one === null ? '0' : amount('tolerance') },
    { kind: 'text', name: 'number', label: t.objectives.number, hint: t.facts.numberHint, max: 60, value: one?.number ?? '' }, { kind: 'day', name: 'on', label: t.objectives.on, value: one?.on ?? '' },
    { ...personField(registers, visit, { name: 'ownerId', label: t.objectives.owner }), ...(one === null ? {} : { value: one.ownerId }) },
    { kind: 'text', name: 'clause', label: t.objectives.clause, max: 12, value: one?.clause ?? '6.2' }, { kind: 'text', name: 'policy', label: t.objectives.policy, max: 300, optional: true, value: one?.policy ?? '' },
  ]
}

const enterPlan = (visit: Visit, registers: Registers, year: number): FormPlan => {
  const { t } = visit
  return {
    id: 'enter', path: `${path}?year=${year}`, title: t.objectives.enter, submit: t.objectives.submit, fields: [
      { kind: 'pick', name: 'formula', label: t.objectives.formula, choices: formulas.map((value) => ({ value, text: t.formulas[value] })) },
      { ...unitField(registers, visit, { name: 'unitId', label: t.objectives.unit, empty: t.objectives.agency }), optional: true }, ...statedFields(visit, registers, null),
    ],
  }
}

/** The version that is changed stands in the name of the form. */
const changePlans = (visit: Visit, registers: Registers, one: Objective): FormPlan[] => {
  const { t } = visit
  const reason: FormField = { kind: 'text', name: 'reason', label: t.objectives.reason, max: 500 }
  const at = `${path}/${one.id}`
  return [
    { id: `change-${one.version}`, path: at, title: t.objectives.change, submit: t.objectives.change, note: t.objectives.changeNote, fields: [...statedFields(visit, registers, one), reason] },
    { id: `withdraw-${one.version}`, path: at, title: t.objectives.withdraw, submit: t.objectives.withdraw, fields: [{ kind: 'text', name: 'number', label: t.objectives.number, hint: t.facts.numberHint, max: 60 }, reason] },
  ]
}

const statedIn = async (deps: Deps, person: SignedInPerson, fields: Fields, formula: Formula): Promise<Readonly<Record<string, unknown>>> => ({
  name: typed(fields, 'name'), clause: typed(fields, 'clause'), comparison: typed(fields, 'comparison'), target: amountOf(formula, typed(fields, 'target')), tolerance: amountOf(formula, typed(fields, 'tolerance')),
  number: typed(fields, 'number'), on: typedDay(fields, 'on'), ownerId: await accountIdOf(deps, person, typed(fields, 'ownerId')), ...(given(fields, 'policy') === undefined ? {} : { policy: typed(fields, 'policy') }),
})

const Query = Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2015, maximum: 2100 })), done: Type.Optional(Type.String({ maxLength: 5 })) }, { additionalProperties: false })
type Query = Type.Static<typeof Query>
/** The year that is asked for: of a form that was sent it stands in the address as text. */
const yearOf = (request: FastifyRequest, { reader }: SignedInPerson): number => {
  const year = Number((request.query as { year?: number | string }).year)
  return Number.isInteger(year) && year >= 2015 && year <= 2100 ? year : reportingYearOf(reader.today)
}
interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const peopleIn = (items: readonly ObjectiveStanding[]): string[] => items.map(({ objective: { ownerId } }) => ownerId)

const showList = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const now = reportingYearOf(person.reader.today)
  const year = yearOf(request, person)
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const items = await objectivesOf(deps, knownTo(person), { year })
  const registers = await readRegisters(deps, person, { named: peopleIn(items), offersPeople: mayKeep(person) })
  const body = objectivesView(visit, {
    year, years: [...new Set([now + 1, now, now - 1, now - 2, year])], items, names: namesOf(registers, visit), asOf: visit.format.at(deps.clock.nowMs()), back, done: (request.query as Query).done !== undefined,
    files: (['xlsx', 'docx'] as const).map((kind) => ({ kind, href: `${path}/figures.${kind}?year=${year}` })), plan: mayKeep(person) ? enterPlan(visit, registers, year) : null,
  })
  return sendPage(request, reply, { title: visit.t.objectives.title, body, status, path: visit.path })
}

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `${path}/${id}` }
  const { standing, versions } = await readObjective(deps, knownTo(person), idOf(id))
  const registers = await readRegisters(deps, person, { named: versions.map(({ objective }) => objective.ownerId), offersPeople: mayKeep(person) })
  const plans = mayKeep(person) && !standing.objective.withdrawn ? changePlans(visit, registers, standing.objective) : []
  const body = objectiveView(visit, { standing, versions, names: namesOf(registers, visit), plans, back, asOf: visit.format.at(deps.clock.nowMs()) })
  return sendPage(request, reply, { title: standing.objective.name, body, status, path: visit.path })
}

const change = async (deps: Deps, { person, id, formId, key, fields }: Sent): Promise<string> => {
  const [word, version] = formId.split('-')
  const { standing: { objective } } = await readObjective(deps, knownTo(person), idOf(id))
  const asked = { version: Number(version), reason: typed(fields, 'reason') }
  if (word === 'change') await alterObjective(deps, { person, key, id, body: bodyOf(ObjectiveChange, { ...asked, ...await statedIn(deps, person, fields, objective.formula) }) })
  else if (word === 'withdraw') await withdrawObjective(deps, { person, key, id, body: bodyOf(ObjectiveWithdrawal, { ...asked, number: typed(fields, 'number') }) })
  else throw new DomainError('not-found')
  return `${path}/${id}`
}

const enter = async (deps: Deps, { person, key, fields }: Sent, request: FastifyRequest): Promise<string> => {
  const formula = formulas.find((one) => one === typed(fields, 'formula')) ?? 'onTime'
  const unitId = await unitIdOf(deps, person, typed(fields, 'unitId'))
  const year = yearOf(request, person)
  await enterObjective(deps, { person, key, body: bodyOf(NewObjective, { year, formula: typed(fields, 'formula'), ...(unitId === '' ? {} : { unitId }), ...await statedIn(deps, person, fields, formula) }) })
  return `${path}?year=${year}&done=1`
}

const BehindQuery = Type.Object({
  period: ObjectivePeriod, what: Type.Unsafe<'hits' | 'misses' | 'total'>({ type: 'string', enum: ['hits', 'misses', 'total'] }), unit: Type.Optional(Type.String({ maxLength: 40 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type BehindQuery = Type.Static<typeof BehindQuery>
const pageSize = 50

const declareBehind = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Params: { id: string }; Querystring: BehindQuery }>(`${path}/:id/behind`, { schema: { hide: true, querystring: BehindQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { period, what, unit, after } = request.query
    const { standing: { objective, quarters, year } } = await readObjective(deps, knownTo(person), idOf(request.params.id))
    const figure = [...quarters, year].find((one) => one.period === period)
    if (figure === undefined) throw new DomainError('not-found')
    const part = { what, unitId: unit !== undefined && isId(unit) ? unit : null }
    const behind = await behindObjective(deps, person.reader, { objective, figure, part }, { afterId: after !== undefined && isId(after) ? after : null, limit: pageSize })
    const words = { name: objective.name, period: `${dateText(figure.from)} – ${dateText(figure.to)}`, back: `${path}/${objective.id}` }
    if (behind.kind === 'register') {
      const registers = await readRegisters(deps, person, { named: [] })
      const lines = behind.found.map(({ id, code, source, occurredOn, unitId }) =>
        ({ id, code, on: occurredOn, source: visit.t.nonconformitySources[source as keyof typeof visit.t.nonconformitySources], unit: unitNameOf(registers, visit, unitId) }))
      return sendPage(request, reply, { title: visit.t.objectives.behind, body: registerBehindView(visit, { ...words, lines }) })
    }
    const last = behind.found.length === pageSize ? behind.found.at(-1)?.dossier.id ?? null : null
    const next = last === null ? null : `${path}/${objective.id}/behind?period=${period}&what=${what}${unit === undefined ? '' : `&unit=${unit}`}&after=${last}`
    return sendPage(request, reply, { title: visit.t.objectives.behind, body: behindView(visit, { ...words, rows: await rowsOf(deps, visit, person, behind.found), next }) })
  })
}

const declareFiles = (pages: FastifyInstance, deps: Deps): void => {
  const files = { xlsx: { type: xlsxType, render: objectivesXlsx }, docx: { type: docxType, render: objectivesDocx } } as const
  for (const kind of ['xlsx', 'docx'] as const) {
    pages.get<{ Querystring: Query }>(`${path}/figures.${kind}`, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
      const person = await personOrSignIn(deps, request, reply)
      if (person === null) return reply
      const visit = visitOf(request)
      const { tenantId, today } = person.reader
      const year = yearOf(request, person)
      const items = await objectivesOf(deps, knownTo(person), { year })
      const { unit, person: personName } = namesOf(await readRegisters(deps, person, { named: peopleIn(items) }), visit)
      const { agency } = await readNames(deps.pool, tenantId, { units: [], people: [] }, today)
      const nowMs = deps.clock.nowMs()
      const file: ObjectivesFile = { year, items, unitName: unit, personName, agency, today, asOf: visit.format.at(nowMs), nowMs }
      return reply.type(files[kind].type).header('content-disposition', `attachment; filename="objectives-${year}.${kind}"`).send(Buffer.from(await files[kind].render(visit.t, file)))
    })
  }
}

/** Declares the list, the page of one objective, and what lies behind its numbers. */
export const declareObjectivePages = (pages: FastifyInstance, deps: Deps): void => {
  const [list, one] = [showList(deps), showOne(deps)]
  declareFiles(pages, deps)
  declareBehind(pages, deps)
  declareFormPage(pages, deps, { path, readers: null, query: Query, roles: objectiveKeepers, show: list, act: (sent, request) => enter(deps, sent, request) })
  declareFormPage(pages, deps, { path: `${path}/:id`, readers: null, roles: objectiveKeepers, show: one, act: (sent) => change(deps, sent) })
}
