/** What has become of e-mail, for administrators, and another try. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import { mailStates } from '../../schemas/notice.ts'
import { Cursor } from '../../schemas/service.ts'
import { countMails, listMails, retryMails } from '../../storage/mails.ts'
import { idOf } from '../api/common.ts'
import { isId, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { administrators, lookUpPerson, personWith } from '../plugins/people.ts'
import { adminMailsView, type MailTab, mailTabs } from '../views/admin-mails.ts'
import { administratorOrSignIn } from './admin.ts'
import { sendPage } from './common.ts'
import type { PageParts } from './index.ts'
import { askToSignIn } from './sign-in.ts'
import { visitOf } from './visit.ts'

const pageSize = 50
const countBound = 1_000
/** Attempts that another try by hand allows. */
const attemptsMore = 3

const MailsQuery = Type.Object({
  tab: Type.Optional(Type.String({ maxLength: 20 })), after: Type.Optional(Cursor), retried: Type.Optional(Type.String({ maxLength: 5 })),
}, { additionalProperties: false })
type MailsQuery = Type.Static<typeof MailsQuery>

const tabOf = (asked: string | undefined): MailTab => (Object.keys(mailTabs) as MailTab[]).find((tab) => tab === asked) ?? 'failed'

export const declareAdminMails = (pages: FastifyInstance, deps: Deps, { mailIsOn }: PageParts): void => {
  pages.get<{ Querystring: MailsQuery }>('/admin/mails', { schema: { hide: true, querystring: MailsQuery } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { tenantId } = person.reader
    const tab = tabOf(request.query.tab)
    const after = readCursor(request.query.after, [isId])
    const [mails, counts] = await Promise.all([
      listMails(deps.pool, tenantId, mailTabs[tab], { after: after === undefined ? null : String(after[0]), limit: pageSize }),
      countMails(deps.pool, tenantId, mailStates, countBound)])
    const visit = visitOf(request)
    const body = adminMailsView(visit, {
      tab, counts, bound: countBound, mails, isOn: mailIsOn, retried: request.query.retried !== undefined, isFirst: after === undefined,
      next: nextCursor(mails, pageSize, ({ id }) => [id]),
    })
    return sendPage(request, reply, { title: visit.t.mail.adminTitle, body })
  })
  const again = async (request: FastifyRequest, reply: FastifyReply, id: string | null): Promise<FastifyReply> => {
    if (await lookUpPerson(deps, request) === null) return askToSignIn(request, reply, '/admin/mails')
    const { reader } = personWith(request, administrators)
    const count = await retryMails(deps.pool, reader.tenantId, id, attemptsMore, deps.clock.nowMs())
    if (id !== null && count === 0) throw new DomainError('not-found')
    return reply.redirect('/admin/mails?retried=1', 303)
  }
  pages.post<{ Params: { id: string } }>('/admin/mails/:id/again', { schema: { hide: true } }, (request, reply) => again(request, reply, idOf(request.params.id)))
  pages.post('/admin/mails/again', { schema: { hide: true } }, (request, reply) => again(request, reply, null))
}
