/** The file store for administrators: where it is, whether it answers and locks, what lies there, what its jobs found. */
import type { FastifyInstance } from 'fastify'
import { countObjects, lastRuns, openFaults } from '../../storage/objects/upkeep.ts'
import type { Deps } from '../deps.ts'
import { storeAnswers } from '../readiness.ts'
import { storeView } from '../views/store.ts'
import { administratorOrSignIn } from './admin.ts'
import { sendPage } from './common.ts'
import { visitOf } from './visit.ts'

const faultsShown = 50

export const declareStore = (pages: FastifyInstance, deps: Deps): void => {
  pages.get('/admin/storage', { schema: { hide: true } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { pool, objects, clock } = deps
    const { tenantId } = person.reader
    const [answers, counts, runs, faults] = await Promise.all([
      storeAnswers(objects), countObjects(pool, tenantId, clock.nowMs()), lastRuns(pool), openFaults(pool, tenantId, faultsShown),
    ])
    const visit = visitOf(request)
    const body = storeView(visit, { kind: objects.kind, place: objects.place, answers, locks: objects.locks(), counts, runs, faults })
    return sendPage(request, reply, { title: visit.t.store.title, body })
  })
}
