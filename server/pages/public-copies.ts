/** Copies of documents for everybody: the page that the code on a copy leads to, and the policies that anybody may read. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { closed } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { findCopyStanding } from '../../storage/public.ts'
import { idOf } from '../api/common.ts'
import { originOf, sendDocumentFile } from '../api/document-files.ts'
import { publicCopy, PublicCopies } from '../commands/public-copy.ts'
import type { Deps } from '../deps.ts'
import { networkOf } from '../plugins/rate.ts'
import { WindowCounter } from '../plugins/windows.ts'
import { copyStandingView } from '../views/public-copy.ts'
import { sendPage } from './common.ts'
import { waitingForCopy } from './documents/waiting.ts'
import { visitOf } from './visit.ts'

const quarterHourMs = 15 * 60_000

export const declarePublicCopies = (pages: FastifyInstance, deps: Deps): void => {
  // A right code is never refused: a whole agency may scan its shelf from one address. Wrong ones, and copies that have to be made, are few.
  const tries = new WindowCounter({ max: 30, windowMs: quarterHourMs, maxKeys: 20_000 })
  const take = (request: FastifyRequest): void => {
    const waitMs = tries.take(networkOf(request.ip), deps.clock.nowMs())
    if (waitMs > 0) throw new DomainError('too-many-requests', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }
  const copies = new PublicCopies()
  const Named = closed({ name: Type.String({ maxLength: 22 }), secret: Type.String({ maxLength: 22 }) })
  pages.get<{ Params: { name: string; secret: string } }>('/public/copies/:name/:secret', { schema: { hide: true, params: Named } }, async (request, reply) => {
    const revisionId = deps.links.revisionOf(request.params.name, request.params.secret)
    if (revisionId === null) take(request)
    const found = revisionId === null ? null : await findCopyStanding(deps.pool, revisionId)
    const visit = { ...visitOf(request), path: '/public' }
    reply.header('x-robots-tag', 'noindex').header('cache-control', 'no-store')
    return sendPage(request, reply, { title: visit.t.publicCopy.title, body: copyStandingView(visit, found, deps.clock.nowMs()), status: found === null ? 404 : 200, path: '/public' })
  })
  pages.get<{ Params: { id: string } }>('/public/documents/:id', { schema: { hide: true, params: closed({ id: Type.String({ maxLength: 200 }) }) } }, (request, reply) =>
    waitingForCopy(request, reply, async () => sendDocumentFile(request, reply, await publicCopy(deps, idOf(request.params.id), { origin: originOf(request), copies, taking: () => take(request) }))))
}
