/** A person for their administrators: roles and substitutions from a day to a day, closing and opening the account, a one-time password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { ByDecision, Ending, type PersonView } from '../../schemas/administration.ts'
import type { Substitution } from '../../schemas/agency.ts'
import { DomainError } from '../../schemas/errors.ts'
import { NewGrant, NewSubstitution } from '../../schemas/service.ts'
import { parseInstant } from '../../workflows/calendar/index.ts'
import { idOf } from '../api/common.ts'
import { closeAccount } from '../commands/close-account.ts'
import { endGrant } from '../commands/end-grant.ts'
import { endSubstitution } from '../commands/end-substitution.ts'
import { enterGrant, enterSubstitution } from '../commands/enter-registers.ts'
import { viewPerson } from '../commands/person-view.ts'
import { reopenAccount } from '../commands/reopen-account.ts'
import { RecentDraws, resetPassword } from '../commands/reset-password.ts'
import type { Deps } from '../deps.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { FormBack } from '../views/form.ts'
import { oneTimeView, personView, type StandInLine } from '../views/person.ts'
import { bodyOf, declareFormPage, type Sent, typed, typedDay } from './admin-forms.ts'
import { latestChanges } from './changes.ts'
import { sendPage } from './common.ts'
import { given } from './forms.ts'
import { personPlans } from './person-plans.ts'
import { accountIdOf, daysText, peopleOf, personNameOf, readRegisters, type Registers, standingOn, unitIdOf, unitNameOf } from './register-names.ts'
import { type Visit, visitOf } from './visit.ts'

const historyMost = 10

const standInLine = (registers: Registers, visit: Visit, one: Substitution): StandInLine => ({
  absent: personNameOf(registers, visit, one.absentAccountId), substitute: personNameOf(registers, visit, one.substituteAccountId),
  role: one.role === null ? visit.t.person.anyRole : visit.t.roles[one.role], days: daysText(visit, one), decision: one.decision, standing: standingOn(one, registers.today),
})

/** Substitutions as lines, by their first day. */
export const standInLines = (registers: Registers, visit: Visit, all: readonly Substitution[]): StandInLine[] => all.map((one) => standInLine(registers, visit, one))

const grantLines = (registers: Registers, visit: Visit, { grants }: PersonView) => grants.map((one) => ({
  role: visit.t.roles[one.role], unit: unitNameOf(registers, visit, one.unitId), days: daysText(visit, one), decision: one.decision ?? null, standing: standingOn(one, registers.today),
}))

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const show = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const path = `/admin/people/${id}`
  const visit = { ...visitOf(request), path }
  const view = await viewPerson(deps, person, idOf(id))
  const registers = await readRegisters(deps, person, { named: peopleOf(view.substitutions), offersPeople: true })
  const { done } = request.query as { done?: string }
  const kinds: Readonly<Record<string, string>> = visit.t.changes
  const body = personView(visit, {
    view, back, done: done === undefined ? null : kinds[done] ?? null, grants: grantLines(registers, visit, view), standIns: standInLines(registers, visit, view.substitutions),
    history: await latestChanges(deps, visit, person, view.account.id, historyMost), plans: personPlans({ registers, visit, view, path, isSelf: id === person.account.id }),
  })
  return sendPage(request, reply, { title: view.account.fullName, body, status, path })
}

const showOneTime = async (deps: Deps, draws: RecentDraws, { person, id, key }: Sent, request: FastifyRequest, reply: FastifyReply): Promise<null> => {
  const visit = { ...visitOf(request), path: `/admin/people/${id}` }
  const { account } = await viewPerson(deps, person, id)
  const { answer: { password, until } } = await resetPassword(deps, draws, { person, key, id, body: {} })
  const body = oneTimeView(visit, { name: account.fullName, password, until: visit.format.at(parseInstant(until, person.reader.zone)), path: visit.path })
  sendPage(request, reply.header('cache-control', 'no-store'), { title: visit.t.person.resetTitle, body, path: visit.path })
  return null
}

const endingOf = ({ fields }: Sent) => bodyOf(Ending, { lastDay: typedDay(fields, 'lastDay'), decision: typed(fields, 'decision') })
const dayOrNull = ({ fields }: Sent, name: string): string | null => (given(fields, name) === undefined ? null : typedDay(fields, name))

/** What each form does; answers the kind of change. @throws DomainError not-found for a form that there is not */
const carryOut = async (deps: Deps, sent: Sent): Promise<string> => {
  const { person, key, id, fields } = sent
  const decision = typed(fields, 'decision')
  switch (sent.formId) {
    case 'grant': {
      const body = bodyOf(NewGrant, { accountId: id, unitId: await unitIdOf(deps, person, typed(fields, 'unitId')), role: typed(fields, 'role'), validFrom: typedDay(fields, 'validFrom'), validTo: dayOrNull(sent, 'validTo'), decision })
      await enterGrant(deps, { person, key, body })
      return 'grant.entered'
    }
    case 'standIn': {
      const days = { validFrom: typedDay(fields, 'validFrom'), validTo: typedDay(fields, 'validTo') }
      const body = bodyOf(NewSubstitution, { absentAccountId: id, substituteAccountId: await accountIdOf(deps, person, typed(fields, 'substituteAccountId')), role: given(fields, 'role') ?? null, ...days, decision })
      await enterSubstitution(deps, { person, key, body })
      return 'substitution.entered'
    }
    case 'endGrant':
      await endGrant(deps, { person, key, id: idOf(typed(fields, 'which')), body: endingOf(sent) })
      return 'grant.ended'
    case 'endStandIn':
      await endSubstitution(deps, { person, key, id: idOf(typed(fields, 'which')), body: endingOf(sent) })
      return 'substitution.ended'
    case 'close':
      await closeAccount(deps, { person, key, id, body: bodyOf(ByDecision, { decision }) })
      return 'account.closed'
    case 'reopen':
      await reopenAccount(deps, { person, key, id, body: bodyOf(ByDecision, { decision }) })
      return 'account.reopened'
    default: throw new DomainError('not-found')
  }
}

export const declarePerson = (pages: FastifyInstance, deps: Deps): void => {
  const path = '/admin/people/:id'
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false })
  const shown = show(deps)
  const draws = new RecentDraws()
  declareFormPage(pages, deps, {
    path, query: Query, show: shown,
    act: async (sent, request, reply) => {
      const known = { ...sent, id: idOf(sent.id) }
      return sent.formId === 'reset' ? showOneTime(deps, draws, known, request, reply) : `/admin/people/${known.id}?done=${await carryOut(deps, known)}`
    },
  })
}
