/** What a person is told of, and how they say that they have seen it. */
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { dutyKinds } from '../../schemas/duty.ts'
import { DomainError } from '../../schemas/errors.ts'
import { noticeGroups, type NoticeGroup } from '../../schemas/notice.ts'
import { Cursor } from '../../schemas/service.ts'
import { type KeptNotice, listNotices, markRead, markReadTogether } from '../../storage/notices.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { idOf } from '../api/common.ts'
import { isId, nextCursor, readCursor } from '../api/cursors.ts'
import type { Deps } from '../deps.ts'
import { lookUpPerson } from '../plugins/people.ts'
import { html } from '../views/html.ts'
import { inLanguage } from '../views/texts/index.ts'
import { noticeDetails, noticeListPath, plainDetails } from '../views/notice-details.ts'
import { noticeItem, type NoticeLine, type NoticeShow, noticesPath, noticesView, unreadLink } from '../views/notices.ts'
import { countNotices, isPartWanted, personOrSignIn, sendPage, sendPart } from './common.ts'
import { askToSignIn } from './sign-in.ts'
import { safePath, type Visit, visitOf } from './visit.ts'

const pageSize = 50

const NoticeQuery = Type.Object({
  group: Type.Optional(Type.String({ maxLength: 20 })), all: Type.Optional(Type.String({ maxLength: 5 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type NoticeQuery = Type.Static<typeof NoticeQuery>

const groupOf = (asked: string | undefined): NoticeGroup | null => (Object.keys(noticeGroups) as NoticeGroup[]).find((one) => one === asked) ?? null
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Members of a payload that name what a notice is about, and how the address of its page, or of its place on one, begins. */
const subjects = [
  ['documentId', '/documents/'], ['nonconformityId', '/nonconformities/'], ['actionId', '/corrective-actions/'], ['auditId', '/audits/'], ['reviewId', '/reviews/'], ['complaintId', '/complaints/'], ['factId', '/facts/'],
  ['madeReportId', '/reports/made/'], ['reportScheduleId', '/reports/schedules#schedule-'],
] as const

/** The document, nonconformity, action, audit, review, complaint or fact that a notice is about, as its payload names it; or the list of the dossiers that it counts. */
const subjectOf = ({ t }: Visit, notice: KeptNotice): NoticeLine['subject'] => {
  const { payload } = notice
  const listPath = noticeListPath(notice)
  if (listPath !== null) return { href: listPath, code: t.notices.seeMoved, title: '' }
  const dutyKind = dutyKinds.find((kind) => kind === payload['dutyKind'])
  if (dutyKind !== undefined) return { href: `/year/${Number(payload['year'])}#${text(payload['dutyKey']) ?? ''}`, code: t.duties[dutyKind], title: text(payload['title']) ?? '' }
  const found = subjects.find(([member]) => text(payload[member]) !== null)
  const code = text(payload['code'])
  return found === undefined || code === null ? null : { href: `${found[1]}${text(payload[found[0]])}`, code, title: text(payload['title']) ?? '' }
}

const lineOf = async (deps: Deps, visit: Visit, notice: KeptNotice): Promise<NoticeLine> => {
  const { dossier, id, kind, createdAtMs, isRead } = notice
  const line = { id, kind, isRead, at: visit.format.at(createdAtMs), subject: subjectOf(visit, notice) }
  if (dossier === null) return { ...line, details: plainDetails(visit, notice), dossier: null }
  const { compiled } = await deps.rules.rulesOf(dossier)
  const about = { id: dossier.id, code: dossier.code ?? visit.t.work.noCode, procedure: inLanguage(visit.language, compiled.definition.title) }
  return { ...line, details: noticeDetails(visit, compiled, notice), dossier: about }
}

const list = async (deps: Deps, visit: Visit, { reader }: SignedInPerson, query: NoticeQuery) => {
  const shown: NoticeShow = { group: groupOf(query.group), all: query.all !== undefined }
  const after = readCursor(query.after, [isId])
  const kinds = shown.group === null ? null : noticeGroups[shown.group]
  const found = await listNotices(deps.pool, reader, { kinds, unreadOnly: !shown.all }, { limit: pageSize, after: after === undefined ? null : String(after[0]) })
  const lines = await Promise.all(found.map((notice) => lineOf(deps, visit, notice)))
  return { ...shown, lines, isFirst: after === undefined, next: nextCursor(found, pageSize, ({ id }) => [id]) }
}

const ReadForm = Type.Object({
  back: Type.Optional(Type.String({ maxLength: 2000 })), upTo: Type.Optional(Type.String({ maxLength: 40 })), group: Type.Optional(Type.String({ maxLength: 20 })),
}, { additionalProperties: false })
type ReadForm = Type.Static<typeof ReadForm>

/** The line of one notice that was just read, and the number in the header. @throws DomainError not-found */
const readLine = async (deps: Deps, visit: Visit, { reader }: SignedInPerson, id: string, back: string) => {
  const found = (await listNotices(deps.pool, reader, { kinds: null, unreadOnly: false, id }, { limit: 1, after: null }))[0]
  if (found === undefined) throw new DomainError('not-found')
  return html`${noticeItem(visit, await lineOf(deps, visit, found), back)}${unreadLink(visit, true)}`
}

export const declareNoticePages = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: NoticeQuery }>('/notices', { schema: { hide: true, querystring: NoticeQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    return sendPage(request, reply, { title: visit.t.notices.title, body: noticesView(visit, await list(deps, visit, person, request.query)) })
  })
  pages.post<{ Params: { id: string }; Body: ReadForm }>('/notices/:id/read', { schema: { hide: true, body: ReadForm } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, '/notices')
    const id = idOf(request.params.id)
    const back = safePath(request.body.back ?? noticesPath({ group: null, all: false }))
    if (!await markRead(deps.pool, person.reader, id, deps.clock.nowMs())) throw new DomainError('not-found')
    if (!isPartWanted(request)) return reply.redirect(back, 303)
    await countNotices(deps, request)
    return sendPart(reply, await readLine(deps, { ...visitOf(request), path: back }, person, id, back))
  })
  pages.post<{ Body: ReadForm }>('/notices/read', { schema: { hide: true, body: ReadForm } }, async (request, reply) => {
    const person = await lookUpPerson(deps, request)
    if (person === null) return askToSignIn(request, reply, '/notices')
    const group = groupOf(request.body.group)
    await markReadTogether(deps.pool, person.reader, { kinds: group === null ? null : noticeGroups[group], upTo: idOf(request.body.upTo ?? '') }, deps.clock.nowMs())
    return reply.redirect(safePath(request.body.back ?? '/notices'), 303)
  })
}
