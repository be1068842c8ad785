/** Handovers of work: begun for a person, and their records as they were kept. */
import { Handover, HandoverList, NewHandover } from '../../schemas/handover.ts'
import { handOver, handoversOf, readHandover } from '../commands/hand-over.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson, tokenHashOf } from '../plugins/people.ts'
import { ById, idempotencyKeyOf, idOf, KeyHeader, markReplayed, problems } from './common.ts'
import type { Api } from './types.ts'

const tags = ['administration']

export const declareHandovers = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.post('/accounts/:id/handovers', {
    preHandler, schema: { tags, summary: 'Hand over the work of a person: what the rules allow goes to the successors, the rest is told with its reason', headers: KeyHeader, params: ById, body: NewHandover, response: { 201: Handover, ...problems } },
  }, async (request, reply) => {
    const { answer, replayed } = await handOver(deps, { person: personOf(request), tokenHash: tokenHashOf(request), key: idempotencyKeyOf(request), id: idOf(request.params.id), body: request.body })
    markReplayed(reply, replayed)
    reply.code(201)
    return answer
  })
  api.get('/accounts/:id/handovers', {
    preHandler, schema: { tags, summary: 'Records of what a person handed over, the newest first', params: ById, response: { 200: HandoverList, ...problems } },
  }, async (request) => ({ items: await handoversOf(deps, personOf(request), idOf(request.params.id)) }))
  api.get('/handovers/:id', {
    preHandler, schema: { tags, summary: 'One record, as it was kept', params: ById, response: { 200: Handover, ...problems } },
  }, (request) => readHandover(deps, personOf(request), idOf(request.params.id)))
}
