/** What a person is to be told: reminders, assignments, results that wait. */
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { ReadNotices } from '../../schemas/notice.ts'
import { NoticeFilter, NoticePage } from '../../schemas/service.ts'
import { listNotices, markRead, markReadTogether } from '../../storage/notices.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { personOf, requirePerson } from '../plugins/people.ts'
import { ById, idOf, problems } from './common.ts'
import { isId, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['notices']

export const declareNotices = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/notices', {
    preHandler, schema: { tags, summary: 'My notices, newest first', querystring: NoticeFilter, response: { 200: NoticePage, ...problems } },
  }, async (request) => {
    const { reader } = personOf(request)
    const limit = request.query.limit ?? 50
    const after = readCursor(request.query.after, [isId])
    const found = await listNotices(deps.pool, reader, { kinds: null, unreadOnly: request.query.all !== true }, { after: after === undefined ? null : String(after[0]), limit })
    const items = found.map(({ id, kind, dossier, payload, createdAtMs, isRead }) => ({
      id, kind, isRead, dossierId: dossier?.id ?? null, dossierCode: dossier?.code ?? null, payload: { ...payload }, createdAt: formatInstant(createdAtMs, reader.zone),
    }))
    return { items, next: nextCursor(found, limit, ({ id }) => [id]) }
  })
  api.put('/notices/:id/read', {
    preHandler, schema: { tags, summary: 'Mark a notice as read', params: ById, response: { 204: Type.Null(), ...problems } },
  }, async (request, reply) => {
    if (!await markRead(deps.pool, personOf(request).reader, idOf(request.params.id), deps.clock.nowMs())) throw new DomainError('not-found')
    reply.code(204)
    return null
  })
  api.post('/notices/read', {
    preHandler, schema: { tags, summary: 'Mark notices as read, up to the newest that was shown', body: ReadNotices, response: { 200: Type.Object({ count: Type.Integer() }), ...problems } },
  }, async (request) => {
    const { upTo, kinds = null } = request.body
    return { count: await markReadTogether(deps.pool, personOf(request).reader, { upTo, kinds }, deps.clock.nowMs()) }
  })
}
