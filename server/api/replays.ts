/** A revision of a procedure tried on closed dossiers, over HTTP: begun, then read until it is done. The same work as the page's and the command line's. */
import { closed, Code, Id } from '../../schemas/common.ts'
import { AskReplay, type ReplayReport, type ReplayTask, ReplayView } from '../../schemas/replay.ts'
import type { OwnTask } from '../../storage/tasks.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import { migrationReaders } from '../../workflows/dossier/migration-authority.ts'
import { beginReplay, findReplay } from '../commands/begin-replay.ts'
import type { Deps } from '../deps.ts'
import { personWith, requirePerson } from '../plugins/people.ts'
import { idempotencyKeyOf, KeyHeader, markReplayed, problems } from './common.ts'
import type { Api } from './types.ts'

const tags = ['procedures']

const viewOf = ({ id, request, state, doneCount, totalCount, result, error, createdAtMs, finishedAtMs }: OwnTask, zone: string): ReplayView => {
  const { code, key, from, to } = request as ReplayTask
  return {
    id, procedureCode: code, revision: key, from, to, state, done: doneCount, total: totalCount, error, report: result as ReplayReport | null,
    createdAt: formatInstant(createdAtMs, zone), finishedAt: finishedAtMs === null ? null : formatInstant(finishedAtMs, zone),
  }
}

export const declareReplays = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.post('/procedures/:code/replays', {
    preHandler, schema: {
      tags, summary: 'Begin a replay of closed dossiers under a revision, drafts among them; nothing is written to any dossier', params: closed({ code: Code }), headers: KeyHeader, body: AskReplay,
      response: { 202: ReplayView, ...problems },
    },
  }, async (request, reply) => {
    const person = personWith(request, migrationReaders)
    const { revision, from, to } = request.body
    const { answer, replayed } = await beginReplay(deps, { person, key: idempotencyKeyOf(request), asked: { code: request.params.code, key: revision, from, to } })
    markReplayed(reply, replayed)
    reply.code(202).header('location', `/api/v1/procedures/${encodeURIComponent(request.params.code)}/replays/${answer.id}`)
    return viewOf(answer, person.reader.zone)
  })
  api.get('/procedures/:code/replays/:id', {
    preHandler, schema: { tags, summary: 'A replay of one\'s own: its progress, and its report once it is done', params: closed({ code: Code, id: Id }), response: { 200: ReplayView, ...problems } },
  }, async (request) => {
    const person = personWith(request, migrationReaders)
    return viewOf(await findReplay(deps, person, request.params.code, request.params.id), person.reader.zone)
  })
}
