/** Units as the tree stood on a day; new ones, and mergers. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { UnitMerger } from '../../schemas/administration.ts'
import type { Unit } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { NewUnit } from '../../schemas/service.ts'
import { listGrants } from '../../storage/grants.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { enterUnit } from '../commands/enter-registers.ts'
import { mergeUnits } from '../commands/merge-units.ts'
import type { Deps } from '../deps.ts'
import type { FormBack } from '../views/form.ts'
import { inLanguage } from '../views/texts/index.ts'
import { readDate } from '../views/times.ts'
import { type UnitLine, unitsView } from '../views/units.ts'
import { administratorOrSignIn } from './admin.ts'
import { bodyOf, declareForms, type Sent, typed, typedDay } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { type Fields, given } from './forms.ts'
import { daysText, readRegisters } from './register-names.ts'
import { addUnitPlan, mergePlan } from './unit-plans.ts'
import { type Visit, visitOf } from './visit.ts'

const path = '/admin/units'

/** Each unit of the day under the one that it hangs under; one whose parent is gone stands at the top. */
const inTree = (units: readonly Unit[]): { readonly unit: Unit; readonly depth: number }[] => {
  const ids = new Set(units.map(({ id }) => id))
  const below = (parentId: string | null, depth: number): { unit: Unit; depth: number }[] =>
    units.filter((unit) => (parentId === null ? unit.parentId === null || !ids.has(unit.parentId) : unit.parentId === parentId))
      .flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1)])
  return below(null, 0)
}

const lineOf = (visit: Visit, unit: Unit, depth: number, people: ReadonlyMap<string, number>): UnitLine => ({
  id: unit.id, name: inLanguage(visit.language, unit.name), code: unit.code, kind: visit.t.unitKinds[unit.kind], days: daysText(visit, unit), people: people.get(unit.id) ?? 0, depth,
})

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const { tenantId, today } = person.reader
  const query = request.query as { on?: string; done?: string }
  const visit = { ...visitOf(request), path: request.method === 'GET' ? request.url : path }
  const on = readDate(query.on ?? '') ?? today
  const em = deps.orm.em.fork()
  const units = await listUnits(em, tenantId, on)
  const grants = await listGrants(em, tenantId, on)
  const people = new Map([...Map.groupBy(grants, ({ unitId }) => unitId)].map(([id, held]) => [id, new Set(held.map(({ accountId }) => accountId)).size]))
  const inForce = units.filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || validTo >= on))
  const registers = await readRegisters(deps, person)
  const kinds: Readonly<Record<string, string>> = visit.t.changes
  const body = unitsView(visit, {
    on, lines: inTree(inForce).map(({ unit, depth }) => lineOf(visit, unit, depth, people)), ended: units.filter(({ validTo }) => validTo !== null).map((unit) => lineOf(visit, unit, 0, people)),
    plans: [addUnitPlan(registers, visit, path), mergePlan(registers, visit, path)], back, done: query.done === undefined ? null : kinds[query.done] ?? null,
  })
  return sendPage(request, reply, { title: visit.t.units.title, body, status, path: visit.path })
}

/** Names of a unit out of a form; without an English one the Vietnamese stands for both. */
export const nameIn = (fields: Fields, prefix = ''): { readonly vi: string; readonly en: string } =>
  ({ vi: typed(fields, `${prefix}nameVi`), en: given(fields, `${prefix}nameEn`) ?? typed(fields, `${prefix}nameVi`) })

const carryOut = async (deps: Deps, { person, key, formId, fields }: Sent): Promise<string> => {
  const identity = { code: typed(fields, 'code'), name: nameIn(fields), kind: typed(fields, 'kind'), parentId: given(fields, 'parentId') ?? null }
  const decision = typed(fields, 'decision')
  if (formId === 'add') {
    const { answer } = await enterUnit(deps, { person, key, body: bodyOf(NewUnit, { ...identity, validFrom: typedDay(fields, 'validFrom'), validTo: null, decision }) })
    return `${path}/${answer.id}?done=unit.entered`
  }
  if (formId !== 'merge') throw new DomainError('not-found')
  const unitIds = [...fields.keys()].filter((name) => name.startsWith('unit.')).map((name) => name.slice('unit.'.length))
  const { answer } = await mergeUnits(deps, { person, key, body: bodyOf(UnitMerger, { unitIds, into: identity, from: typedDay(fields, 'from'), decision }) })
  return `${path}/${answer.successors[0]?.id ?? ''}?done=unit.merged`
}

export const declareUnits = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ on: Type.Optional(Type.String({ maxLength: 10 })), done: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false })
  const shown = show(deps)
  pages.get(path, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply)
    return person === null ? reply : shown(request, reply, { person, back: null, status: 200 })
  })
  declareForms(pages, deps, { path, show: shown, act: (sent) => carryOut(deps, sent) })
}
