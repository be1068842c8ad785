/** The leaders' overview on screen. */
import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { personWith } from '../plugins/people.ts'
import { dashboardOf } from '../reports/dashboard.ts'
import { dashboardView } from '../views/dashboard.ts'
import { lateRoles } from '../views/evidence.ts'
import { personOrSignIn, sendPage } from './common.ts'
import { procedureTitles, readRegisters, unitNameOf } from './register-names.ts'
import { visitOf } from './visit.ts'

/** Declares /dashboard. */
export const declareDashboard = (pages: FastifyInstance, deps: Deps): void => {
  pages.get('/dashboard', { schema: { hide: true } }, async (request, reply) => {
    if (await personOrSignIn(deps, request, reply) === null) return reply
    const person = personWith(request, lateRoles)
    const visit = visitOf(request)
    const [dashboard, registers, titles] = await Promise.all([dashboardOf(deps, person.reader), readRegisters(deps, person, { named: [] }), procedureTitles(deps, visit, person)])
    const body = dashboardView(visit, { dashboard, unitName: (id) => unitNameOf(registers, visit, id), procedureName: (code) => titles.get(code) ?? code, asOf: visit.format.at(deps.clock.nowMs()) })
    return sendPage(request, reply, { title: visit.t.dashboard.title, body })
  })
}
