/** A person's own account: their roles today, who stands in for whom, and their password. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { PasswordChange } from '../../schemas/administration.ts'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { changePassword } from '../commands/change-password.ts'
import type { SignInThrottle } from '../commands/throttle.ts'
import type { Deps } from '../deps.ts'
import { networkOf } from '../plugins/rate.ts'
import { lookUpPerson, tokenHashOf } from '../plugins/people.ts'
import { accountView } from '../views/account.ts'
import type { FormBack, FormPlan } from '../views/form.ts'
import { bodyOf, refusalOf, typed } from './admin-forms.ts'
import { countNotices, personOrSignIn, sendPage } from './common.ts'
import { fieldsOf } from './forms.ts'
import { personNameOf, readRegisters, unitNameOf } from './register-names.ts'
import { standInWords } from './stand-ins.ts'
import { visitOf } from './visit.ts'

const path = '/account'

const show = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, { person, back, status }: { person: SignedInPerson; back: FormBack | null; status: number }): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path }
  const { t } = visit
  const registers = await readRegisters(deps, person, { named: person.reader.roles.flatMap(({ onBehalfOf }) => onBehalfOf ?? []) })
  const plan: FormPlan = { id: 'password', path, title: t.account.password, submit: t.account.change, note: t.account.passwordNote, main: true, fields: [
    { kind: 'password', name: 'current', label: t.account.current, isNew: false },
    { kind: 'password', name: 'wanted', label: t.account.wanted, hint: t.account.wantedHint, isNew: true },
  ] }
  const roles = person.reader.roles.map(({ role, unitId, onBehalfOf }) => {
    const held = t.people.roleIn(t.roles[role], unitNameOf(registers, visit, unitId))
    return onBehalfOf === null ? held : t.account.onBehalf(held, personNameOf(registers, visit, onBehalfOf))
  })
  const body = accountView(visit, { account: person.account, roles, standIns: (await standInWords(deps, visit, person)).map(({ words }) => words), plan, back, changed: 'changed' in (request.query as object) })
  return sendPage(request, reply, { title: t.account.title, body, status, path })
}

export const declareAccount = (pages: FastifyInstance, deps: Deps, throttle: SignInThrottle): void => {
  const Query = Type.Object({ changed: Type.Optional(Type.String({ maxLength: 5 })) }, { additionalProperties: false })
  pages.get(path, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : show(deps, request, reply, { person, back: null, status: 200 })
  })
  pages.post(path, { schema: { hide: true, body: Type.Object({}) } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    // Passwords are not kept for after signing in: they are typed again.
    if (person === null) return reply.redirect(`/sign-in?next=${path}`, 303)
    await countNotices(deps, request)
    const fields = fieldsOf(request.body)
    try {
      const { current, wanted } = bodyOf(PasswordChange, { current: typed(fields, 'current'), wanted: typed(fields, 'wanted') })
      await changePassword(deps, throttle, { person, tokenHash: tokenHashOf(request), address: networkOf(request.ip), current, wanted })
      return reply.redirect(`${path}?changed=1`, 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return show(deps, request, reply, { person, back: { formId: 'password', typed: new Map(), refusal: refusalOf(error, visitOf(request)) }, status: errorKinds[error.code].status })
    }
  })
}
