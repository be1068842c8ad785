/** What the routes share: how headers are read, and how a refusal is declared. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { closed } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import { Problem } from '../../schemas/service.ts'
import { verifyChain } from '../../workflows/evidence/chain.ts'
import type { Done } from '../commands/once.ts'
import { isId } from './cursors.ts'

const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })
/** Every route may answer a problem. */
export const problems = { '4xx': refusal('Refused: the request can be mended'), '5xx': refusal('Not possible now') } as const

/** Path parameter of what has an identifier of ours; anything else is simply not found. */
export const ById = closed({ id: Type.String({ maxLength: 200 }) })

/** The identifier in the path. @throws DomainError not-found when it cannot be one */
export const idOf = (id: string): string => {
  if (!isId(id)) throw new DomainError('not-found')
  return id
}

/** Declared so that the OpenAPI document names them; read by the functions below, which refuse in their own words. */
export const KeyHeader = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ description: 'Required: 1 to 200 visible ASCII characters, fresh for every new request' })),
})
export const WriteHeaders = Type.Object({
  ...KeyHeader.properties,
  'if-match': Type.Optional(Type.String({ description: 'Required: the ETag of the version that was read, such as "3"' })),
})

/** @throws DomainError idempotency-key-required */
export const idempotencyKeyOf = (request: FastifyRequest): string => {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new DomainError('idempotency-key-required')
  return key
}

/** The version in If-Match. @throws DomainError if-match-required */
export const expectedVersionOf = (request: FastifyRequest): number => {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '')?.[1]
  if (version === undefined) throw new DomainError('if-match-required')
  return Number(version)
}

export const etagOf = (version: number): string => `"${version}"`

/** Marks an answer that was given before under the same key. */
export const markReplayed = (reply: FastifyReply, replayed: boolean): void => {
  if (replayed) reply.header('idempotency-replayed', 'true')
}

/** What a command answered about something with versions: with the one that it has now. */
export const answered = <T extends { readonly version: number }>(reply: FastifyReply, { answer, replayed }: Done<T>): T => {
  markReplayed(reply, replayed)
  reply.header('etag', etagOf(answer.version))
  return answer
}

/** A journal as it is read out, and whether its chain is whole up to where its subject says that it ends. */
export const journalView = <E>(entries: readonly { readonly seq: number; readonly canonical: string; readonly hash: string; readonly left?: string | null }[], end: { readonly journalSeq: number; readonly journalHash: string }): { verified: boolean; entries: { entry: E; hash: string }[] } => {
  const last = entries.at(-1)
  return {
    verified: verifyChain(entries).length === 0 && last?.hash === end.journalHash && last.seq === end.journalSeq,
    entries: entries.map(({ canonical, hash }) => ({ entry: JSON.parse(canonical) as E, hash })),
  }
}

/** What a command answered about something new. */
export const entered = <T>(reply: FastifyReply, { answer, replayed }: Done<T>): T => {
  markReplayed(reply, replayed)
  reply.code(201)
  return answer
}
