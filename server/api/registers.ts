/** Units, people, roles, substitutions and routes: read by everybody of the agency, kept by its administrators. */
import Type from 'typebox'
import { NewRoute, Route } from '../../schemas/administration.ts'
import { Account, RoleGrant, Substitution, Unit } from '../../schemas/agency.ts'
import { closed, LocalDate } from '../../schemas/common.ts'
import { AccountFilter, AccountPage, NewAccount, NewGrant, NewSubstitution, NewUnit } from '../../schemas/service.ts'
import { listAccounts } from '../../storage/accounts.ts'
import { listGrants, listSubstitutions } from '../../storage/grants.ts'
import { routesFrom } from '../../storage/routes.ts'
import { listUnits } from '../../storage/units.ts'
import { enterAccount, enterGrant, enterSubstitution, enterUnit } from '../commands/enter-registers.ts'
import { setRoute } from '../commands/set-route.ts'
import type { Deps } from '../deps.ts'
import { administrators, personOf, requirePerson } from '../plugins/people.ts'
import { problems } from './common.ts'
import { isId, isText, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'
import { declareNew } from './writes.ts'

const tag = 'agency'
const roles = administrators
const listOf = <T extends Type.TSchema>(item: T) => closed({ items: Type.Array(item) })
/** Without a day: today. */
const OnDay = closed({ on: Type.Optional(LocalDate) })

const declareUnits = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/units', {
    preHandler, schema: { tags: [tag], summary: 'All units, ended ones too, with the names of a day', querystring: OnDay, response: { 200: listOf(Unit), ...problems } },
  }, async (request) => {
    const { tenantId, today } = personOf(request).reader
    return { items: await listUnits(deps.orm.em.fork(), tenantId, request.query.on ?? today) }
  })
  declareNew(api, deps, '/units', { tag, roles, summary: 'Enter a unit', body: NewUnit, answer: Unit }, (asked) => enterUnit(deps, asked))
}

const declareAccounts = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/accounts', {
    preHandler, schema: { tags: [tag], summary: 'People by name', querystring: AccountFilter, response: { 200: AccountPage, ...problems } },
  }, async (request) => {
    const { tenantId } = personOf(request).reader
    const limit = request.query.limit ?? 100
    const after = readCursor(request.query.after, [isText, isId])
    const page = { limit, after: after === undefined ? undefined : { fullName: String(after[0]), id: String(after[1]) } }
    const items = await listAccounts(deps.orm.em.fork(), tenantId, page)
    return { items, next: nextCursor(items, limit, ({ fullName, id }) => [fullName, id]) }
  })
  declareNew(api, deps, '/accounts', { tag, roles, summary: 'Enter a person', body: NewAccount, answer: Account }, (asked) => enterAccount(deps, asked))
}

const declareGrants = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/grants', {
    preHandler, schema: { tags: [tag], summary: 'Roles held on a day', querystring: OnDay, response: { 200: listOf(RoleGrant), ...problems } },
  }, async (request) => {
    const { tenantId, today } = personOf(request).reader
    return { items: await listGrants(deps.orm.em.fork(), tenantId, request.query.on ?? today) }
  })
  declareNew(api, deps, '/grants', { tag, roles, summary: 'Grant a role in a unit', body: NewGrant, answer: RoleGrant }, (asked) => enterGrant(deps, asked))
  api.get('/substitutions', {
    preHandler, schema: { tags: [tag], summary: 'Substitutions in force on a day', querystring: OnDay, response: { 200: listOf(Substitution), ...problems } },
  }, async (request) => {
    const { tenantId, today } = personOf(request).reader
    return { items: await listSubstitutions(deps.orm.em.fork(), tenantId, request.query.on ?? today) }
  })
  declareNew(api, deps, '/substitutions', { tag, roles, summary: 'Let one person stand in for another', body: NewSubstitution, answer: Substitution },
    (asked) => enterSubstitution(deps, asked))
}

const declareRoutes = (api: Api, deps: Deps): void => {
  api.get('/routes', {
    preHandler: requirePerson(deps),
    schema: { tags: [tag], summary: 'Which unit resolves which procedure, from a day on', querystring: OnDay, response: { 200: listOf(Route), ...problems } },
  }, async (request) => {
    const { tenantId, today } = personOf(request).reader
    return { items: await routesFrom(deps.orm.em.fork(), tenantId, request.query.on ?? today) }
  })
  declareNew(api, deps, '/routes', { tag, roles, summary: 'Let a unit resolve a procedure from a day on', body: NewRoute, answer: Route }, (asked) => setRoute(deps, asked))
}

export const declareRegisters = (api: Api, deps: Deps): void => {
  declareUnits(api, deps)
  declareAccounts(api, deps)
  declareGrants(api, deps)
  declareRoutes(api, deps)
}
