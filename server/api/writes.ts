/** A write with an Idempotency-Key: who may, the key, the body, and the answer with its mark when it was given before. */
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Role } from '../../schemas/procedure.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import type { Done } from '../commands/once.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { ById, idempotencyKeyOf, idOf, KeyHeader, markReplayed, problems } from './common.ts'
import type { Api } from './types.ts'

export interface Write<B extends Type.TSchema, A extends Type.TSchema> {
  readonly tag: string
  readonly summary: string
  readonly roles: readonly Role[]
  readonly body: B
  readonly answer: A
  /** Bytes of a body that is larger than those of the others. */
  readonly bodyLimit?: number
}
export interface Asked<B> { readonly person: SignedInPerson; readonly key: string; readonly body: B }

const askedOf = <B>(request: FastifyRequest, roles: readonly Role[]): Asked<B> =>
  ({ person: personWith(request, roles), key: idempotencyKeyOf(request), body: request.body as B })

/** Declares POST of something new. */
export const declareNew = <B extends Type.TSchema, A extends Type.TSchema>(
  api: Api, deps: Deps, path: string, { tag, summary, roles, body, answer, bodyLimit }: Write<B, A>, enter: (asked: Asked<Type.Static<B>>) => Promise<Done<Type.Static<A>>>,
): void => {
  api.route({
    method: 'POST', url: path, preHandler: requirePerson(deps), ...(bodyLimit === undefined ? {} : { bodyLimit }),
    schema: { tags: [tag], summary, headers: KeyHeader, body: body as Type.TSchema, response: { 201: answer as Type.TSchema, ...problems } },
    handler: async (request, reply) => {
      const done = await enter(askedOf(request, roles))
      markReplayed(reply, done.replayed)
      reply.code(201)
      return done.answer
    },
  })
}

/** Declares POST of a change of what the path names. */
export const declareChange = <B extends Type.TSchema, A extends Type.TSchema>(
  api: Api, deps: Deps, path: string, { tag, summary, roles, body, answer }: Write<B, A>,
  change: (asked: Asked<Type.Static<B>> & { readonly id: string }) => Promise<Done<Type.Static<A>>>,
): void => {
  api.route({
    method: 'POST', url: path, preHandler: requirePerson(deps),
    schema: { tags: [tag], summary, headers: KeyHeader, params: ById, body: body as Type.TSchema, response: { 200: answer as Type.TSchema, ...problems } },
    handler: async (request, reply) => {
      const done = await change({ ...askedOf<Type.Static<B>>(request, roles), id: idOf((request.params as { id: string }).id) })
      markReplayed(reply, done.replayed)
      return done.answer
    },
  })
}
