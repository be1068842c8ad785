/** Signing in and out, and who one is. */
import Type from 'typebox'
import { PasswordChange } from '../../schemas/administration.ts'
import type { Unit } from '../../schemas/agency.ts'
import { Me, SignedIn, SignIn } from '../../schemas/service.ts'
import { listSubstitutions } from '../../storage/grants.ts'
import { findAccounts } from '../../storage/accounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { listUnits } from '../../storage/units.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { changePassword } from '../commands/change-password.ts'
import { signIn, signOut } from '../commands/sign-in.ts'
import type { SignInThrottle } from '../commands/throttle.ts'
import type { Deps } from '../deps.ts'
import { networkOf } from '../plugins/rate.ts'
import { clearSessionCookie, setSessionCookie } from '../plugins/credentials.ts'
import { personOf, requirePerson, tokenHashOf } from '../plugins/people.ts'
import { problems } from './common.ts'
import type { Api } from './types.ts'

/** The person's roles with their units, and every substitution of today in which they stand in or are stood in for. */
const describe = async (deps: Deps, { account, reader }: SignedInPerson): Promise<Me> => {
  const em = deps.orm.em.fork()
  const [units, substitutions] = [await listUnits(em, reader.tenantId, reader.today), await listSubstitutions(em, reader.tenantId, reader.today)]
  const absent = await findAccounts(em, reader.tenantId, reader.roles.flatMap((held) => held.onBehalfOf ?? []))
  const unitOf = (id: string): Unit | null => units.find((unit) => unit.id === id) ?? null
  return {
    account, tenantId: reader.tenantId, today: reader.today,
    roles: reader.roles.map(({ role, unitId, onBehalfOf }) => ({
      role, unit: unitOf(unitId), onBehalfOf: absent.find((person) => person.id === onBehalfOf) ?? null,
    })),
    substitutions: substitutions.filter((one) => one.absentAccountId === account.id || one.substituteAccountId === account.id),
  }
}

const declareSignIn = (api: Api, deps: Deps, throttle: SignInThrottle): void => {
  api.post('/session', {
    schema: { tags: ['session'], summary: 'Sign in', security: [], body: SignIn, response: { 201: SignedIn, ...problems } },
  }, async (request, reply) => {
    const session = await signIn(deps, throttle, { ...request.body, address: networkOf(request.ip) })
    setSessionCookie(request, reply, session.token)
    const { token, account, failedAttempts } = session
    reply.code(201)
    return { token, expiresAt: formatInstant(session.expiresAtMs, session.zone), account, failedAttempts }
  })
}

export const declareSession = (api: Api, deps: Deps, throttle: SignInThrottle): void => {
  declareSignIn(api, deps, throttle)
  api.delete('/session', {
    schema: { tags: ['session'], summary: 'Sign out', response: { 204: Type.Null(), ...problems } },
  }, async (request, reply) => {
    if (request.tokenHash !== null) await signOut(deps, request.tokenHash)
    clearSessionCookie(request, reply)
    reply.code(204)
    return null
  })
  api.put('/me/password', {
    preHandler: requirePerson(deps),
    schema: { tags: ['session'], summary: 'Change my password; my other sessions end', body: PasswordChange, response: { 204: Type.Null(), ...problems } },
  }, async (request, reply) => {
    await changePassword(deps, throttle, { ...request.body, person: personOf(request), tokenHash: tokenHashOf(request), address: networkOf(request.ip) })
    reply.code(204)
    return null
  })
  api.get('/me', {
    preHandler: requirePerson(deps),
    schema: { tags: ['session'], summary: 'Who I am today', response: { 200: Me, ...problems } },
  }, (request) => describe(deps, personOf(request)))
}
