/** Units, people, roles and substitutions: read by everybody of the agency, kept by its administrators. */
import Type from 'typebox'
import { Account, RoleGrant, Substitution, Unit } from '../../schemas/agency.ts'
import { closed } from '../../schemas/common.ts'
import { AccountFilter, AccountPage, NewAccount, NewGrant, NewSubstitution, NewUnit } from '../../schemas/service.ts'
import { listAccounts } from '../../storage/accounts.ts'
import { listGrants, listSubstitutions } from '../../storage/grants.ts'
import { listUnits } from '../../storage/units.ts'
import { enterAccount, enterGrant, enterSubstitution, enterUnit } from '../commands/enter-registers.ts'
import type { Deps } from '../deps.ts'
import { administrators, personOf, personWith, requirePerson } from '../plugins/people.ts'
import { idempotencyKeyOf, KeyHeader, markReplayed, problems } from './common.ts'
import { isId, isText, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['agency']
const listOf = <T extends Type.TSchema>(item: T) => closed({ items: Type.Array(item) })

const declareUnits = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/units', {
    preHandler, schema: { tags, summary: 'All units, ended ones too', response: { 200: listOf(Unit), ...problems } },
  }, async (request) => ({ items: await listUnits(deps.orm.em.fork(), personOf(request).reader.tenantId) }))
  api.post('/units', {
    preHandler, schema: { tags, summary: 'Enter a unit', headers: KeyHeader, body: NewUnit, response: { 201: Unit, ...problems } },
  }, async (request, reply) => {
    const person = personWith(request, administrators)
    const { answer, replayed } = await enterUnit(deps, { person, key: idempotencyKeyOf(request), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201)
    return answer
  })
}

const declareAccounts = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/accounts', {
    preHandler, schema: { tags, summary: 'People by name', querystring: AccountFilter, response: { 200: AccountPage, ...problems } },
  }, async (request) => {
    const { tenantId } = personOf(request).reader
    const limit = request.query.limit ?? 100
    const after = readCursor(request.query.after, [isText, isId])
    const page = { limit, after: after === undefined ? undefined : { fullName: String(after[0]), id: String(after[1]) } }
    const items = await listAccounts(deps.orm.em.fork(), tenantId, page)
    return { items, next: nextCursor(items, limit, ({ fullName, id }) => [fullName, id]) }
  })
  api.post('/accounts', {
    preHandler, schema: { tags, summary: 'Enter a person', headers: KeyHeader, body: NewAccount, response: { 201: Account, ...problems } },
  }, async (request, reply) => {
    const person = personWith(request, administrators)
    const { answer, replayed } = await enterAccount(deps, { person, key: idempotencyKeyOf(request), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201)
    return answer
  })
}

const declareGrants = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/grants', {
    preHandler, schema: { tags, summary: 'Roles held today', response: { 200: listOf(RoleGrant), ...problems } },
  }, async (request) => {
    const { tenantId, today } = personOf(request).reader
    return { items: await listGrants(deps.orm.em.fork(), tenantId, today) }
  })
  api.post('/grants', {
    preHandler, schema: { tags, summary: 'Grant a role in a unit', headers: KeyHeader, body: NewGrant, response: { 201: RoleGrant, ...problems } },
  }, async (request, reply) => {
    const person = personWith(request, administrators)
    const { answer, replayed } = await enterGrant(deps, { person, key: idempotencyKeyOf(request), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201)
    return answer
  })
}

const declareSubstitutions = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/substitutions', {
    preHandler, schema: { tags, summary: 'Substitutions in force today', response: { 200: listOf(Substitution), ...problems } },
  }, async (request) => {
    const { tenantId, today } = personOf(request).reader
    return { items: await listSubstitutions(deps.orm.em.fork(), tenantId, today) }
  })
  api.post('/substitutions', {
    preHandler, schema: { tags, summary: 'Let one person stand in for another', headers: KeyHeader, body: NewSubstitution, response: { 201: Substitution, ...problems } },
  }, async (request, reply) => {
    const person = personWith(request, administrators)
    const { answer, replayed } = await enterSubstitution(deps, { person, key: idempotencyKeyOf(request), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201)
    return answer
  })
}

export const declareRegisters = (api: Api, deps: Deps): void => {
  declareUnits(api, deps)
  declareAccounts(api, deps)
  declareGrants(api, deps)
  declareSubstitutions(api, deps)
}
