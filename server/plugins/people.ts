/** Who asks: the session is looked up once a request, on routes that need a person and do not ask for it in their own statement. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import { findSignedIn, type SignedInPerson } from '../../storage/signed-in.ts'
import type { Deps } from '../deps.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on routes without `requirePerson`, and for visitors of pages. */
    person: SignedInPerson | null
  }
}

/** Who administers the agency: its units, people, roles and routes. Source: domain roles quản trị nghiệp vụ, quản trị kỹ thuật. */
export const administrators: readonly Role[] = ['technicalAdmin', 'businessAdmin']

/** Looks the session up; null when nobody is signed in. */
export const lookUpPerson = async (deps: Pick<Deps, 'pool' | 'clock'>, request: FastifyRequest): Promise<SignedInPerson | null> => {
  if (request.tokenHash === null) return null
  const person = await findSignedIn(deps.pool, request.tokenHash, deps.clock.nowMs()) ?? null
  request.person = person
  request.tokenIsGood = person !== null
  return person
}

/** A preHandler that lets only signed-in people pass. @throws DomainError not-signed-in */
export const requirePerson = (deps: Pick<Deps, 'pool' | 'clock'>) => async (request: FastifyRequest): Promise<void> => {
  if (await lookUpPerson(deps, request) === null) throw new DomainError('not-signed-in')
}

/** The person of a request behind `requirePerson`. */
export const personOf = (request: FastifyRequest): SignedInPerson => {
  if (request.person === null) throw new DomainError('not-signed-in')
  return request.person
}

/** The person, if they hold one of the roles today, themselves or for somebody absent. @throws DomainError role-not-granted */
export const personWith = (request: FastifyRequest, roles: readonly Role[]): SignedInPerson => {
  const person = personOf(request)
  if (!person.reader.roles.some((held) => roles.includes(held.role))) throw new DomainError('role-not-granted', { roles })
  return person
}

/** The token hash of a request that must be signed in; the route itself finds out whether it is good. @throws DomainError not-signed-in */
export const tokenHashOf = (request: FastifyRequest): Buffer => {
  if (request.tokenHash === null) throw new DomainError('not-signed-in')
  return request.tokenHash
}

/** For a command that looks the session up in its own statement: whatever it answers but not-signed-in proves that the token is good. */
export const proving = async <T>(request: FastifyRequest, command: Promise<T>): Promise<T> => {
  try {
    const answer = await command
    request.tokenIsGood = true
    return answer
  } catch (error) {
    request.tokenIsGood = error instanceof DomainError && error.code !== 'not-signed-in'
    throw error
  }
}

export const registerPeople = (app: FastifyInstance): void => {
  app.decorateRequest('person', null)
}
