/** Which unit resolves which procedure, from which day: the list and a change. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { NewRoute } from '../../schemas/administration.ts'
import { routesFrom } from '../../storage/routes.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { type FoundProcedure, findProcedures } from '../../storage/work.ts'
import { setRoute } from '../commands/set-route.ts'
import type { Deps } from '../deps.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { routesView, type RouteLine } from '../views/routes.ts'
import { inLanguage } from '../views/texts/index.ts'
import { bodyOf, declareFormPage, typed, typedDay } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { decisionField } from './person-plans.ts'
import { daysText, readRegisters, type Registers, standingOn, unitField, unitIdOf, unitNameOf } from './register-names.ts'
import { type Visit, visitOf } from './visit.ts'

const path = '/admin/routes'
const proceduresMost = 3000

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const planOf = (registers: Registers, visit: Visit, procedures: readonly FoundProcedure[]): FormPlan => {
  const { t, language } = visit
  return { id: 'set', path, title: t.routes.set, submit: t.routes.set, note: t.routes.note, fields: [
    { kind: 'pick', name: 'procedureCode', label: t.routes.procedure, choices: procedures.map(({ code, title }) => ({ value: code, text: `${code} ${inLanguage(language, title)}` })), empty: t.admin.choose },
    unitField(registers, visit, { name: 'responsibleUnitId', label: t.routes.unit, empty: t.admin.choose }),
    { kind: 'day', name: 'validFrom', label: t.admin.validFrom, value: registers.today }, decisionField(visit),
  ] }
}

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path }
  const { tenantId, today } = person.reader
  const registers = await readRegisters(deps, person, { named: [] })
  const routes = await routesFrom(deps.orm.em.fork(), tenantId, today)
  const procedures = await findProcedures(deps.pool, tenantId, { words: '', on: today, limit: proceduresMost })
  const lines = procedures.flatMap(({ code, title }): RouteLine[] => {
    const named = { code, title: inLanguage(visit.language, title) }
    const mine = routes.filter(({ procedureCode, validFrom, validTo }) => procedureCode === code && (validTo === null || validTo >= validFrom))
    if (mine.length === 0) return [{ ...named, unit: null, days: visit.t.app.none, decision: null, standing: null }]
    return mine.map((one) => ({ ...named, unit: unitNameOf(registers, visit, one.responsibleUnitId), days: daysText(visit, one), decision: one.decision, standing: standingOn(one, today) }))
  })
  const { done } = request.query as { done?: string }
  const body = routesView(visit, { lines, plans: [planOf(registers, visit, procedures)], back, done: done === undefined ? null : visit.t.changes['route.set'] })
  return sendPage(request, reply, { title: visit.t.routes.title, body, status, path })
}

export const declareRoutes = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false })
  const shown = show(deps)
  declareFormPage(pages, deps, {
    path, query: Query, show: shown,
    act: async ({ person, key, fields }) => {
      const route = { procedureCode: typed(fields, 'procedureCode'), responsibleUnitId: await unitIdOf(deps, person, typed(fields, 'responsibleUnitId')), validFrom: typedDay(fields, 'validFrom') }
      await setRoute(deps, { person, key, body: bodyOf(NewRoute, { ...route, decision: typed(fields, 'decision') }) })
      return `${path}?done=route.set`
    },
  })
}
