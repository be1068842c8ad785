/** Who stands in for whom: in force and planned, for the whole agency. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Ending } from '../../schemas/administration.ts'
import { DomainError } from '../../schemas/errors.ts'
import { NewSubstitution } from '../../schemas/service.ts'
import { substitutionsFrom } from '../../storage/grants.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { idOf } from '../api/common.ts'
import { endSubstitution } from '../commands/end-substitution.ts'
import { enterSubstitution } from '../commands/enter-registers.ts'
import type { Deps } from '../deps.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { substitutionsView } from '../views/substitutions.ts'
import { bodyOf, declareFormPage, type Sent, typed, typedDay } from './admin-forms.ts'
import { sendPage } from './common.ts'
import { given } from './forms.ts'
import { standInLines } from './person.ts'
import { endStandInPlan, standInFields } from './person-plans.ts'
import { accountIdOf, peopleOf, personField, readRegisters } from './register-names.ts'
import { visitOf } from './visit.ts'

const path = '/admin/substitutions'

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path }
  const { t } = visit
  const all = await substitutionsFrom(deps.orm.em.fork(), person.reader.tenantId, person.reader.today)
  const registers = await readRegisters(deps, person, { named: peopleOf(all), offersPeople: true })
  const absent = personField(registers, visit, { name: 'absentAccountId', label: t.person.absent })
  const enter: FormPlan = { id: 'standIn', path, title: t.person.standIn, submit: t.person.standIn, fields: [absent, ...standInFields(registers, visit)] }
  const plans = [enter, endStandInPlan({ registers, visit, path }, all)].filter((plan) => plan !== null)
  const { done } = request.query as { done?: string }
  const kinds: Readonly<Record<string, string>> = t.changes
  const body = substitutionsView(visit, { lines: standInLines(registers, visit, all), plans, back, done: done === undefined ? null : kinds[done] ?? null })
  return sendPage(request, reply, { title: t.substitutions.title, body, status, path })
}

const carryOut = async (deps: Deps, { person, key, formId, fields }: Sent): Promise<string> => {
  const decision = typed(fields, 'decision')
  if (formId === 'endStandIn') {
    await endSubstitution(deps, { person, key, id: idOf(typed(fields, 'which')), body: bodyOf(Ending, { lastDay: typedDay(fields, 'lastDay'), decision }) })
    return 'substitution.ended'
  }
  if (formId !== 'standIn') throw new DomainError('not-found')
  const people = {
    absentAccountId: await accountIdOf(deps, person, typed(fields, 'absentAccountId')), substituteAccountId: await accountIdOf(deps, person, typed(fields, 'substituteAccountId')),
    role: given(fields, 'role') ?? null,
  }
  await enterSubstitution(deps, { person, key, body: bodyOf(NewSubstitution, { ...people, validFrom: typedDay(fields, 'validFrom'), validTo: typedDay(fields, 'validTo'), decision }) })
  return 'substitution.entered'
}

export const declareSubstitutions = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false })
  const shown = show(deps)
  declareFormPage(pages, deps, { path, query: Query, show: shown, act: async (sent) => `${path}?done=${await carryOut(deps, sent)}` })
}
