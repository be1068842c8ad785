/** The set-up page: open only while no agency exists, and only to whoever sees the console. */
import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { DomainError, errorKinds } from '../../schemas/errors.ts'
import { SetUp } from '../../schemas/service.ts'
import { hashToken } from '../plugins/credentials.ts'
import { setUp } from '../commands/set-up.ts'
import type { Deps } from '../deps.ts'
import type { Setup } from '../first-start.ts'
import { setupView } from '../views/setup.ts'
import { sendPage, wordsOf } from './common.ts'
import type { PageParts } from './index.ts'
import { visitOf } from './visit.ts'

/** @throws DomainError setup-done | setup-token-wrong */
const admit = (setup: Setup | null, code: string): Setup => {
  if (!setup?.open) throw new DomainError('setup-done')
  if (!timingSafeEqual(hashToken(code), hashToken(setup.code))) throw new DomainError('setup-token-wrong')
  return setup
}

export const declareSetupPage = (pages: FastifyInstance, deps: Deps, { setup }: PageParts): void => {
  pages.get('/setup', { schema: { hide: true } }, (request, reply) => {
    const { t } = visitOf(request)
    return setup?.open ? sendPage(request, reply, { title: t.setup.title, body: setupView(t, {}, null) }) : reply.redirect('/', 303)
  })
  pages.post<{ Body: SetUp }>('/setup', { schema: { hide: true, body: SetUp } }, async (request, reply) => {
    const { code, ...wanted } = request.body
    try {
      const admitted = admit(setup, code)
      await setUp(deps, wanted)
      admitted.open = false
      return reply.redirect('/sign-in?next=%2Fadmin', 303)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const { t, language } = visitOf(request)
      return sendPage(request, reply, { title: t.setup.title, body: setupView(t, wanted, wordsOf(error, language)), status: errorKinds[error.code].status })
    }
  })
}
