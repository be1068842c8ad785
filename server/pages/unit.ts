/** One unit over time: renamed, closed, divided; who works in it and which procedures lead to it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { UnitClosing, UnitDivision, UnitRenaming } from '../../schemas/administration.ts'
import type { RoleGrant, Unit } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { allGrants } from '../../storage/grants.ts'
import { routesFrom } from '../../storage/routes.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listRenamings, listSuccessions } from '../../storage/units.ts'
import { addDays } from '../../workflows/calendar/index.ts'
import { idOf } from '../api/common.ts'
import { closeUnit } from '../commands/close-unit.ts'
import { divideUnit } from '../commands/divide-unit.ts'
import { renameUnit } from '../commands/rename-unit.ts'
import type { Deps } from '../deps.ts'
import type { FormBack, FormField, FormPlan } from '../views/form.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText } from '../views/times.ts'
import { divideView, unitView, type UnitLink } from '../views/unit.ts'
import { bodyOf, declareFormPage, type Sent, typed, typedDay } from './admin-forms.ts'
import { latestChanges } from './changes.ts'
import { sendPage } from './common.ts'
import type { Fields } from './forms.ts'
import { decisionField } from './person-plans.ts'
import { daysText, personNameOf, procedureTitles, readRegisters, type Registers, standingOn, unitIdOf, unitNameOf } from './register-names.ts'
import { identityFields, isRoot, unitPlans } from './unit-plans.ts'
import { nameIn } from './units.ts'
import { type Visit, visitOf } from './visit.ts'

const path = '/admin/units/:id'
const historyMost = 10

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const unitIn = ({ units }: Registers, id: string): Unit => {
  const unit = units.get(id)
  if (unit === undefined) throw new DomainError('not-found')
  return unit
}

const factsOf = async (deps: Deps, registers: Registers, visit: Visit, tenantId: string, unit: Unit): Promise<[string, string][]> => {
  const { t, language } = visit
  const renamings = await listRenamings(deps.orm.em.fork(), tenantId, unit.id)
  const parent = unit.parentId === null ? (isRoot(unit) ? t.units.root : t.units.noParent) : unitNameOf(registers, visit, unit.parentId)
  const facts: [string, string][] = [[t.units.code, unit.code], [t.units.kind, t.unitKinds[unit.kind]], [t.units.parent, parent], [t.units.days, daysText(visit, unit)]]
  if (unit.decision) facts.push([t.person.decision, unit.decision])
  if (renamings.length > 0) facts.push([t.units.names, renamings.map(({ from, name }) => `${t.person.since(dateText(from))}: ${inLanguage(language, name)}`).join('\n')])
  return facts
}

const grantLines = (registers: Registers, visit: Visit, grants: readonly RoleGrant[]) => grants.map((one) => ({
  accountId: one.accountId, person: personNameOf(registers, visit, one.accountId), role: visit.t.roles[one.role], unit: '', days: daysText(visit, one),
  decision: one.decision ?? null, standing: standingOn(one, registers.today),
}))

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const here = `/admin/units/${id}`
  const visit = { ...visitOf(request), path: here }
  const { tenantId } = person.reader
  const em = deps.orm.em.fork()
  const grants = await allGrants(em, tenantId, { unitId: idOf(id) })
  const registers = await readRegisters(deps, person, { named: grants.map(({ accountId }) => accountId) })
  const unit = unitIn(registers, id)
  const [successions, routes] = [await listSuccessions(em, tenantId), await routesFrom(em, tenantId, registers.today)]
  const titles = await procedureTitles(deps, visit, person)
  const linkOf = (other: string): UnitLink => ({ id: other, name: unitNameOf(registers, visit, other) })
  const { done } = request.query as { done?: string }
  const kinds: Readonly<Record<string, string>> = visit.t.changes
  const body = unitView(visit, {
    id, name: inLanguage(visit.language, unit.name), facts: await factsOf(deps, registers, visit, tenantId, unit),
    successors: successions.filter(({ unitId }) => unitId === id).map(({ successorId }) => linkOf(successorId)),
    predecessors: successions.filter(({ successorId }) => successorId === id).map(({ unitId }) => linkOf(unitId)), grants: grantLines(registers, visit, grants),
    routes: routes.filter(({ responsibleUnitId }) => responsibleUnitId === id).map((one) => ({ procedure: titles.get(one.procedureCode) ?? one.procedureCode, days: daysText(visit, one) })),
    history: await latestChanges(deps, visit, person, id, historyMost), plans: unit.validTo === null ? unitPlans(registers, visit, unit, here) : [], back,
    done: done === undefined ? null : kinds[done] ?? null, mayDivide: unit.validTo === null && !isRoot(unit),
  })
  return sendPage(request, reply, { title: inLanguage(visit.language, unit.name), body, status, path: here })
}

const carryOut = async (deps: Deps, { person, key, id, formId, fields }: Sent): Promise<string> => {
  const decision = typed(fields, 'decision')
  if (formId === 'rename') {
    await renameUnit(deps, { person, key, id, body: bodyOf(UnitRenaming, { name: nameIn(fields), from: typedDay(fields, 'from'), decision }) })
    return 'unit.renamed'
  }
  if (formId !== 'close') throw new DomainError('not-found')
  const successorId = await unitIdOf(deps, person, typed(fields, 'successorId'))
  await closeUnit(deps, { person, key, id, body: bodyOf(UnitClosing, { lastDay: typedDay(fields, 'lastDay'), decision, successorId: successorId === '' ? null : successorId }) })
  return 'unit.closed'
}

const partsMost = 5
const countOf = (asked: string | undefined): number => Math.min(partsMost, Math.max(2, Number.parseInt(asked ?? '', 10) || 2))

/** A form with the parts, and a choice of part for each person who goes on and each procedure that leads here. */
const dividePlan = async (deps: Deps, registers: Registers, visit: Visit, { person, unit, parts, grants }: { person: SignedInPerson; unit: Unit; parts: number; grants: readonly RoleGrant[] }): Promise<FormPlan> => {
  const { t, format } = visit
  const routes = (await routesFrom(deps.orm.em.fork(), person.reader.tenantId, registers.today)).filter(({ responsibleUnitId }) => responsibleUnitId === unit.id)
  const titles = await procedureTitles(deps, visit, person)
  const choices = Array.from({ length: parts }, (_, index) => ({ value: String(index), text: t.units.part(format.number(index + 1)) }))
  const place = (name: string, label: string, group: string): FormField => ({ kind: 'pick', name, label, choices, group })
  return { id: 'divide', path: `/admin/units/${unit.id}/divide?parts=${parts}`, title: t.units.divide, submit: t.units.divideSubmit, note: t.units.divideNote, main: true, fields: [
    ...choices.flatMap(({ value, text }) => identityFields(visit, `part${value}.`, text)),
    ...[...new Set(grants.map(({ accountId }) => accountId))].map((id) => place(`person.${id}`, personNameOf(registers, visit, id), t.units.whoGoes)),
    ...[...new Set(routes.map(({ procedureCode }) => procedureCode))].map((code) => place(`procedure.${code}`, titles.get(code) ?? code, t.units.whatGoes)),
    { kind: 'day', name: 'from', label: t.units.firstDay, value: addDays(registers.today, 1), group: t.units.divide }, { ...decisionField(visit), group: t.units.divide },
  ] }
}

const showDivide = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/admin/units/${id}/divide` }
  const grants = (await allGrants(deps.orm.em.fork(), person.reader.tenantId, { unitId: idOf(id) })).filter((one) => ['now', 'planned'].includes(standingOn(one, person.reader.today)))
  const registers = await readRegisters(deps, person, { named: grants.map(({ accountId }) => accountId) })
  const unit = unitIn(registers, id)
  const parts = countOf((request.query as { parts?: string }).parts)
  const plan = await dividePlan(deps, registers, visit, { person, unit, parts, grants })
  const body = divideView(visit, { id, name: inLanguage(visit.language, unit.name), parts, partsMost, plan, back })
  return sendPage(request, reply, { title: visit.t.units.divide, body, status, path: visit.path })
}

const chosen = (fields: Fields, prefix: string): { readonly of: string; readonly part: number }[] =>
  [...fields].filter(([name]) => name.startsWith(prefix)).map(([name, part]) => ({ of: name.slice(prefix.length), part: Number(part) }))

const divide = async (deps: Deps, { person, key, id, fields }: Sent, parts: number): Promise<string> => {
  const body = bodyOf(UnitDivision, {
    parts: Array.from({ length: parts }, (_, index) => ({ code: typed(fields, `part${index}.code`), name: nameIn(fields, `part${index}.`), kind: typed(fields, `part${index}.kind`) })),
    from: typedDay(fields, 'from'), decision: typed(fields, 'decision'), people: chosen(fields, 'person.').map(({ of, part }) => ({ accountId: of, part })),
    procedures: chosen(fields, 'procedure.').map(({ of, part }) => ({ procedureCode: of, part })),
  })
  await divideUnit(deps, { person, key, id, body })
  return `/admin/units/${id}?done=unit.divided`
}

export const declareUnit = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 60 })), parts: Type.Optional(Type.String({ maxLength: 2 })) }, { additionalProperties: false })
  declareFormPage(pages, deps, { path, query: Query, show: show(deps), act: async (sent) => `/admin/units/${sent.id}?done=${await carryOut(deps, { ...sent, id: idOf(sent.id) })}` })
  declareFormPage(pages, deps, {
    path: `${path}/divide`, query: Query, show: showDivide(deps),
    act: (sent, request) => divide(deps, { ...sent, id: idOf(sent.id) }, countOf((request.query as { parts?: string }).parts)),
  })
}
