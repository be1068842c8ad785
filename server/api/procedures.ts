/** Procedures: read by everybody of the agency, published by its business administrator. */
import Type from 'typebox'
import { closed, Code } from '../../schemas/common.ts'
import { DomainError } from '../../schemas/errors.ts'
import type { ProcedureDefinition } from '../../schemas/procedure.ts'
import { CheckAnswer, ProcedureComparison, ProcedureFilter, ProcedureLine, ProcedurePage, ProcedureView, RevisionKey } from '../../schemas/service.ts'
import { listProcedures, listRevisions } from '../../storage/procedures.ts'
import { compareRevisions } from '../commands/compare-revisions.ts'
import { checkDefinition, procedureLine, publishProcedure } from '../commands/publish-procedure.ts'
import type { Deps } from '../deps.ts'
import { personOf, personWith, requirePerson } from '../plugins/people.ts'
import { entered, idempotencyKeyOf, KeyHeader, problems } from './common.ts'
import { isNumber, isText, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['procedures']
/** A definition is checked whole by its command, which says what is wrong in the words of a finding. */
const AnyDefinition = Type.Unsafe<ProcedureDefinition>({ type: 'object', description: 'A procedure definition: docs/ and schemas/procedure.ts' })
const bodyLimit = 1024 * 1024

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/procedures', {
    preHandler, schema: { tags, summary: 'Revisions by code', querystring: ProcedureFilter, response: { 200: ProcedurePage, ...problems } },
  }, async (request) => {
    const limit = request.query.limit ?? 100
    const after = readCursor(request.query.after, [isText, isNumber])
    const page = { limit, after: after === undefined ? undefined : { code: String(after[0]), revision: Number(after[1]) } }
    const found = await listProcedures(deps.orm.em.fork(), personOf(request).reader.tenantId, page)
    return { items: found.map(procedureLine), next: nextCursor(found, limit, ({ definition }) => [definition.code, definition.revision]) }
  })
  api.get('/procedures/:code', {
    preHandler, schema: { tags, summary: 'Every revision of a procedure', params: closed({ code: Code }), response: { 200: closed({ items: Type.Array(ProcedureLine) }), ...problems } },
  }, async (request) => {
    const found = await listRevisions(deps.orm.em.fork(), personOf(request).reader.tenantId, request.params.code)
    if (found.length === 0) throw new DomainError('not-found')
    return { items: found.map(procedureLine) }
  })
  api.get('/procedures/:code/:revision', {
    preHandler, schema: {
      tags, summary: 'One revision with its definition', params: closed({ code: Code, revision: Type.Integer({ minimum: 1, maximum: 10_000 }) }),
      response: { 200: ProcedureView, ...problems },
    },
  }, async (request) => {
    const { code, revision } = request.params
    const found = (await listRevisions(deps.orm.em.fork(), personOf(request).reader.tenantId, code)).find((one) => one.definition.revision === revision)
    if (found === undefined) throw new DomainError('not-found')
    return found
  })
  api.get('/procedures/:code/compare', {
    preHandler, schema: {
      tags, summary: 'Two revisions side by side', params: closed({ code: Code }), querystring: closed({ from: Type.Optional(RevisionKey), to: Type.Optional(RevisionKey) }),
      response: { 200: ProcedureComparison, ...problems },
    },
  }, async (request) => {
    const { from, to, comparison } = await compareRevisions(deps, personOf(request), { code: request.params.code, ...request.query })
    return { from: from.key, to: to.key, ...comparison }
  })
}

export const declareProcedures = (api: Api, deps: Deps): void => {
  declareReads(api, deps)
  const preHandler = requirePerson(deps)
  api.post('/procedures/check', {
    preHandler, bodyLimit, schema: { tags, summary: 'What is wrong with a definition', body: AnyDefinition, response: { 200: CheckAnswer, ...problems } },
  }, async (request) => {
    const { findings } = await checkDefinition(deps, personOf(request), request.body)
    return { ok: !findings.some(({ severity }) => severity === 'error'), findings }
  })
  api.post('/procedures', {
    preHandler, bodyLimit, schema: {
      tags, summary: 'Put a new revision in force', headers: KeyHeader, body: AnyDefinition, response: { 201: ProcedureLine, ...problems },
    },
  }, async (request, reply) => {
    const person = personWith(request, ['businessAdmin'])
    return entered(reply, await publishProcedure(deps, { person, key: idempotencyKeyOf(request), body: request.body }))
  })
}
