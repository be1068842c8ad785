/** E-mail: what each person wants by it, and for administrators what became of it. */
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { MailChoiceBody, mailedByDefault, mailStates, type MailedKind } from '../../schemas/notice.ts'
import { MailFilter, MailPage } from '../../schemas/service.ts'
import { findMailChoice, keepMailChoice, type ListedMail, listMails, retryMails } from '../../storage/mails.ts'
import { formatInstant } from '../../workflows/calendar/index.ts'
import type { Deps } from '../deps.ts'
import { administrators, personOf, personWith, requirePerson } from '../plugins/people.ts'
import { ById, idOf, problems } from './common.ts'
import { isId, nextCursor, readCursor } from './cursors.ts'
import type { Api } from './types.ts'

const tags = ['notices']
/** Attempts that another try by hand allows. */
const attemptsMore = 3

const viewOf = ({ tried, nextAtMs, createdAtMs, ...rest }: ListedMail, zone: string) => {
  const at = (ms: number | null): string | null => (ms === null ? null : formatInstant(ms, zone))
  return {
    ...rest, nextAttemptAt: at(nextAtMs), createdAt: formatInstant(createdAtMs, zone),
    tried: tried.map(({ startedAtMs, endedAtMs, ...one }) => ({ ...one, startedAt: formatInstant(startedAtMs, zone), endedAt: at(endedAtMs) })),
  }
}

export const declareMails = (api: Api, deps: Deps): void => {
  const preHandler = requirePerson(deps)
  api.get('/me/mail', {
    preHandler, schema: { tags, summary: 'What I want by e-mail', response: { 200: MailChoiceBody, ...problems } },
  }, async (request) => {
    const choice = await findMailChoice(deps.pool, personOf(request).reader)
    return { address: choice?.address ?? null, kinds: [...choice?.kinds ?? mailedByDefault] as MailedKind[], daily: choice?.daily ?? true, language: choice?.language ?? 'vi' }
  })
  api.put('/me/mail', {
    preHandler, schema: { tags, summary: 'Say what I want by e-mail; without an address nothing is sent', body: MailChoiceBody, response: { 204: Type.Null(), ...problems } },
  }, async (request, reply) => {
    await keepMailChoice(deps.pool, personOf(request).reader, request.body, deps.clock.nowMs())
    reply.code(204)
    return null
  })
  api.get('/mails', {
    preHandler, schema: { tags, summary: 'E-mail of the agency with every attempt, newest first', querystring: MailFilter, response: { 200: MailPage, ...problems } },
  }, async (request) => {
    const { reader } = personWith(request, administrators)
    const { state, limit = 50 } = request.query
    const after = readCursor(request.query.after, [isId])
    const found = await listMails(deps.pool, reader.tenantId, state === undefined ? mailStates : [state], { after: after === undefined ? null : String(after[0]), limit })
    return { items: found.map((mail) => viewOf(mail, reader.zone)), next: nextCursor(found, limit, ({ id }) => [id]) }
  })
  api.post('/mails/:id/again', {
    preHandler, schema: { tags, summary: 'Send an e-mail again that failed, or may not have arrived', params: ById, response: { 204: Type.Null(), ...problems } },
  }, async (request, reply) => {
    const { reader } = personWith(request, administrators)
    if (await retryMails(deps.pool, reader.tenantId, idOf(request.params.id), attemptsMore, deps.clock.nowMs()) === 0) throw new DomainError('not-found')
    reply.code(204)
    return null
  })
}
