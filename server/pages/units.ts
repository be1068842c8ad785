/** Units as the tree stood on a day; new ones, and mergers. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { UnitMerger } from '../../schemas/administration.ts'
import type { Unit } from '../../schemas/agency.ts'
import { Id } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { NewUnit } from '../../schemas/service.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits, peopleOfUnits } from '../../storage/units.ts'
import { enterUnit } from '../commands/enter-registers.ts'
import { mergeUnits } from '../commands/merge-units.ts'
import type { Deps } from '../deps.ts'
import type { FormBack } from '../views/form.ts'
import { inLanguage } from '../views/texts/index.ts'
import { dateText, readDate } from '../views/times.ts'
import { type UnitLine, unitsView } from '../views/units.ts'
import { bodyOf, declareFormPage, type Sent, typed, typedDay } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { type Fields, given } from './forms.ts'
import { daysText, readRegisters, unitIdOf, unitIdsOf } from './register-names.ts'
import { addUnitPlan, mergePlan } from './unit-plans.ts'
import { type Visit, visitOf } from './visit.ts'

const path = '/admin/units'

/** Lines of one page; an ordinary agency has fewer units. */
const pageSize = 200
const endedMost = 50

interface Placed { readonly unit: Unit; readonly depth: number }

/** Each unit of the day under the one that it hangs under; one whose parent is gone stands at the top. */
const inTree = (units: readonly Unit[]): Placed[] => {
  const ids = new Set(units.map(({ id }) => id))
  const byParent = Map.groupBy(units, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null))
  const below = (parentId: string | null, depth: number): Placed[] => (byParent.get(parentId) ?? []).flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1)])
  return below(null, 0)
}

/** The page of the tree after a unit; from the top when that one is no longer there. */
const pageOf = (tree: readonly Placed[], after: string | undefined): { readonly page: readonly Placed[]; readonly next: string | null } => {
  const from = after === undefined ? 0 : tree.findIndex(({ unit }) => unit.id === after) + 1
  const page = tree.slice(from, from + pageSize)
  return { page, next: from + pageSize < tree.length ? page.at(-1)?.unit.id ?? null : null }
}

/** Ended ones, the latest first. */
const endedOf = (units: readonly Unit[]): Unit[] =>
  units.filter(({ validTo }) => validTo !== null).sort((a, b) => (b.validTo ?? '').localeCompare(a.validTo ?? '') || a.code.localeCompare(b.code)).slice(0, endedMost)

const lineOf = (visit: Visit, unit: Unit, depth: number, people: ReadonlyMap<string, number>): UnitLine => ({
  id: unit.id, name: inLanguage(visit.language, unit.name), code: unit.code, kind: visit.t.unitKinds[unit.kind], days: daysText(visit, unit), people: people.get(unit.id) ?? 0, depth,
})

const UnitsQuery = Type.Object({
  on: Type.Optional(Type.String({ maxLength: 10 })), done: Type.Optional(Type.String({ maxLength: 60 })), after: Type.Optional(Id),
}, { additionalProperties: false })
type UnitsQuery = Type.Static<typeof UnitsQuery>

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const { tenantId, today } = person.reader
  const query = request.query as UnitsQuery
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const on = readDate(query.on ?? '') ?? today
  const registers = await readRegisters(deps, person, { named: [] })
  const units = on === today ? [...registers.units.values()] : await listUnits(deps.orm.em.fork(), tenantId, on)
  const { page, next } = pageOf(inTree(units.filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || validTo >= on))), query.after)
  const ended = query.after === undefined ? endedOf(units) : []
  const people = await peopleOfUnits(deps.pool, tenantId, [...page.map(({ unit }) => unit.id), ...ended.map(({ id }) => id)], on)
  const kinds: Readonly<Record<string, string>> = visit.t.changes
  const body = unitsView(visit, {
    on, lines: page.map(({ unit, depth }) => lineOf(visit, unit, depth, people)), ended: ended.map((unit) => lineOf(visit, unit, 0, people)),
    next: next === null ? null : `${path}?on=${encodeURIComponent(dateText(on))}&after=${next}`,
    plans: [addUnitPlan(registers, visit, path), mergePlan(registers, visit, path)], back, done: query.done === undefined ? null : kinds[query.done] ?? null,
  })
  return sendPage(request, reply, { title: visit.t.units.title, body, status, path: visit.path })
}

/** Names of a unit out of a form; without an English one the Vietnamese stands for both. */
export const nameIn = (fields: Fields, prefix = ''): { readonly vi: string; readonly en: string } =>
  ({ vi: typed(fields, `${prefix}nameVi`), en: given(fields, `${prefix}nameEn`) ?? typed(fields, `${prefix}nameVi`) })

const carryOut = async (deps: Deps, { person, key, formId, fields }: Sent): Promise<string> => {
  const parentId = await unitIdOf(deps, person, typed(fields, 'parentId'))
  const identity = { code: typed(fields, 'code'), name: nameIn(fields), kind: typed(fields, 'kind'), parentId: parentId === '' ? null : parentId }
  const decision = typed(fields, 'decision')
  if (formId === 'add') {
    const { answer } = await enterUnit(deps, { person, key, body: bodyOf(NewUnit, { ...identity, validFrom: typedDay(fields, 'validFrom'), validTo: null, decision }) })
    return `${path}/${answer.id}?done=unit.entered`
  }
  if (formId !== 'merge') throw new DomainError('not-found')
  const ticked = [...fields.keys()].filter((name) => name.startsWith('unit.')).map((name) => name.slice('unit.'.length))
  const unitIds = await unitIdsOf(deps, person, ticked.length > 0 ? ticked : typed(fields, 'unit').split(/[\s,;]+/).filter((code) => code !== ''))
  const { answer } = await mergeUnits(deps, { person, key, body: bodyOf(UnitMerger, { unitIds, into: identity, from: typedDay(fields, 'from'), decision }) })
  return `${path}/${answer.successors[0]?.id ?? ''}?done=unit.merged`
}

export const declareUnits = (pages: FastifyInstance, deps: Deps): void => {
  const shown = show(deps)
  declareFormPage(pages, deps, { path, query: UnitsQuery, show: shown, act: (sent) => carryOut(deps, sent) })
}
