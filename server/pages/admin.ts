/** The administration's first page, and who is let into its pages. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '../../schemas/procedure.ts'
import { firstSteps } from '../../storage/first-steps.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'
import { administrators, personWith } from '../plugins/people.ts'
import { adminRoles, adminView } from '../views/admin.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { visitOf } from './visit.ts'

/** Without somebody in each of these no dossier goes from the desk to its result, and nobody keeps the management system. */
const neededRoles: readonly Role[] = ['receptionist', 'specialist', 'unitHead', 'agencyLeader', 'recordsClerk', 'isoSecretary']

/** The person when they hold one of the roles; null after sending a visitor to the sign-in form. @throws DomainError role-not-granted */
export const administratorOrSignIn = async (
  deps: Deps, request: FastifyRequest, reply: FastifyReply, roles: readonly Role[] = administrators,
): Promise<SignedInPerson | null> => (await personOrSignIn(deps, request, reply) === null ? null : personWith(request, roles))

export const declareAdmin = (pages: FastifyInstance, deps: Deps): void => {
  pages.get('/admin', { schema: { hide: true } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply, adminRoles)
    if (person === null) return reply
    const visit = visitOf(request)
    const steps = await firstSteps(deps.pool, person.reader.tenantId, { on: person.reader.today, roles: neededRoles })
    return sendPage(request, reply, { title: visit.t.admin.title, body: adminView(visit, new Set(person.reader.roles.map(({ role }) => role)), steps) })
  })
}
