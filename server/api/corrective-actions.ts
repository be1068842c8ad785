/** Corrective actions over HTTP: the list, one with its journal, what is done with it, files as evidence. */
import Type from 'typebox'
import {
  ActionFilter, ActionJournalView, ActionLimits, NewActionLimit, ActionOffers, ActionPage, ActionView, AdvanceAction, type ActionEntry, type ActionView as View, NewAction,
} from '../../schemas/corrective-action.ts'
import { listActions, readActionJournal } from '../../storage/quality/actions.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { actionOffers } from '../../workflows/quality/action-begin.ts'
import { advanceAction, attachEvidence, factsOfAction, proposeAction } from '../commands/advance-action.ts'
import { actionViewOf } from '../commands/action-view.ts'
import { factKeepers } from '../commands/enter-fact.ts'
import { actionLimitsOf, setActionLimit } from '../commands/set-action-limit.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { answered, ById, etagOf, expectedVersionOf, idempotencyKeyOf, idOf, journalView, KeyHeader, problems, WriteHeaders } from './common.ts'
import { isId, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'
import { declareFileUpload, keptBytes, sendKept } from './uploads.ts'
import { declareNew } from './writes.ts'

const tags = ['quality']
const journalLimit = 5_000

/** A stretch of the list, the newest first. @throws DomainError invalid-request */
export const findActions = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, query: ActionFilter): Promise<{ readonly items: View[]; readonly next: string | null }> => {
  const limit = query.limit ?? 50
  const after = readCursor(query.after, [isId])
  const asked = { state: query.state, openOnly: query.open, unitId: query.unit, ownerId: query.mine === true ? reader.accountId : undefined }
  const found = await listActions(deps.pool, reader, asked, { belowId: after === undefined ? null : String(after[0]), limit })
  return { items: found.map((one) => actionViewOf(one, reader.zone)), next: nextCursor(found, limit, ({ id }) => [id]) }
}

/** The journal of an action, and whether its chain is whole. @throws DomainError not-found */
export const actionJournalOf = async (deps: Pick<Deps, 'pool'>, person: SignedInPerson, id: string): Promise<{ verified: boolean; entries: { entry: ActionEntry; hash: string }[] }> => {
  const { action } = await factsOfAction(deps, person, id)
  return journalView<ActionEntry>(await readActionJournal(deps.pool, person.reader.tenantId, id, journalLimit), action)
}

const declareReads = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/corrective-actions', {
    preHandler, schema: { tags, summary: 'Corrective actions that I may see, the newest first', querystring: ActionFilter, response: { 200: ActionPage, ...problems } },
  }, (request) => findActions(deps, personOf(request), request.query))
  api.get('/corrective-actions/:id', {
    preHandler, schema: { tags, summary: 'One corrective action', params: ById, response: { 200: ActionView, ...problems } },
  }, async (request, reply) => {
    const { action, zone } = await factsOfAction(deps, personOf(request), idOf(request.params.id))
    reply.header('etag', etagOf(action.version))
    return actionViewOf(action, zone)
  })
  api.get('/corrective-actions/:id/actions', {
    preHandler, schema: { tags, summary: 'What I may do with it now, and for the rest why not', params: ById, response: { 200: ActionOffers, ...problems } },
  }, async (request) => {
    const facts = await factsOfAction(deps, personOf(request), idOf(request.params.id))
    return { version: facts.action.version, actions: actionOffers(facts).map(({ event, needs, refusal }) => ({ event, needs: [...needs], allowed: refusal === null, refusal })) }
  })
  api.get('/corrective-actions/:id/journal', {
    preHandler, schema: { tags, summary: 'Everything that happened to it', params: ById, response: { 200: ActionJournalView, ...problems } },
  }, (request) => actionJournalOf(deps, personOf(request), idOf(request.params.id)))
}

const declareWrites = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.post('/corrective-actions', {
    preHandler, schema: { tags, summary: 'Propose a corrective action for nonconformities of a unit', headers: KeyHeader, body: NewAction, response: { 201: ActionView, ...problems } },
  }, async (request, reply) => {
    const done = await proposeAction(deps, { person: personOf(request), key: idempotencyKeyOf(request), body: request.body })
    reply.code(201).header('location', `/api/v1/corrective-actions/${done.answer.id}`)
    return answered(reply, done)
  })
  api.post('/corrective-actions/:id/events', {
    preHandler, schema: { tags, summary: 'Cause an event on a corrective action', headers: WriteHeaders, params: ById, body: AdvanceAction, response: { 200: ActionView, ...problems } },
  }, async (request, reply) => answered(reply, await advanceAction(deps, {
    person: personOf(request), id: idOf(request.params.id), expectedVersion: expectedVersionOf(request), key: idempotencyKeyOf(request), body: request.body,
  })))
}

/** The limits: read by everybody, entered by those who keep the registers. */
const declareLimits = (api: Api, deps: Deps): void => {
  api.get('/action-limits', { preHandler: requirePerson(deps), schema: { tags, summary: 'By when corrective actions are to be done: what holds, and what is to come', response: { 200: ActionLimits, ...problems } } },
    async (request) => ({ items: await actionLimitsOf(deps, personOf(request)) }))
  declareNew(api, deps, '/action-limits', { tag: 'quality', roles: factKeepers, summary: 'Enter a limit that the agency decided', body: NewActionLimit, answer: NewActionLimit }, (asked) => setActionLimit(deps, asked))
}

/** One file of evidence, by its place in the list. */
const OfEvidence = Type.Object({ id: Type.String({ maxLength: 200 }), at: Type.String({ pattern: '^\\d{1,3}$' }) }, { additionalProperties: false })
export const declareCorrectiveActions = async (api: Api, deps: Deps): Promise<void> => {
  declareReads(api, deps)
  declareWrites(api, deps)
  declareLimits(api, deps)
  api.get('/corrective-actions/:id/evidence/:at', {
    preHandler: requirePerson(deps), schema: { tags, summary: 'A file of evidence', params: OfEvidence, response: { 200: keptBytes, ...problems } },
  }, async (request, reply) => {
    const person = personOf(request)
    const { action } = await factsOfAction(deps, person, idOf(request.params.id))
    return sendKept(deps, reply, person.reader.tenantId, action.evidence[Number(request.params.at)]?.file ?? null)
  })
  await declareFileUpload(api, deps, '/corrective-actions/:id/evidence', {
    summary: 'Add a file as evidence', params: ById, answer: ActionView, take: ({ params: { id = '' }, ...sent }, body) => attachEvidence(deps, { ...sent, id: idOf(id), body }),
  })
}
