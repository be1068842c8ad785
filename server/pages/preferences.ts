/** The switch of language and background: works without JavaScript, and comes back to the page it was used on. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { keepPreferences, safePath } from './visit.ts'

const Wanted = Type.Object({
  language: Type.Optional(Type.String({ maxLength: 5 })), theme: Type.Optional(Type.String({ maxLength: 5 })), next: Type.Optional(Type.String({ maxLength: 2000 })),
}, { additionalProperties: false })
type Wanted = Type.Static<typeof Wanted>

export const declarePreferences = (pages: FastifyInstance): void => {
  pages.post<{ Body: Wanted }>('/preferences', { schema: { hide: true, body: Wanted } }, (request, reply) => {
    keepPreferences(request, reply, request.body)
    return reply.redirect(safePath(request.body.next), 303)
  })
}
