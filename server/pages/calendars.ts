/** The working calendar of the agency: seen by everybody, changed by the business administrator in a draft, published with its effect on open dossiers known. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { DomainError } from '../../schemas/errors.ts'
import type { Role } from '../../schemas/procedure.ts'
import { Cursor } from '../../schemas/service.ts'
import { findAccounts } from '../../storage/accounts.ts'
import { findCalendar } from '../../storage/calendars.ts'
import type { Candidate } from '../../storage/recounts.ts'
import type { SignedInPerson } from '../../storage/signed-in.ts'
import { changesOf, prepare, yearsWithoutHolidays } from '../../workflows/calendar/index.ts'
import { moveCursor, readMoveKey } from '../api/calendars.ts'
import { addCalendar } from '../commands/add-calendar.ts'
import { calendarVersions } from '../commands/calendar-versions.ts'
import { discardDraft, editCalendar, viewDraft } from '../commands/edit-calendar.ts'
import { countMoves, type MoveCount, previewCalendar, type WouldMove } from '../commands/preview-calendar.ts'
import type { Deps } from '../deps.ts'
import { personWith } from '../plugins/people.ts'
import { draftView, type MoveRow, movesView } from '../views/calendar-draft.ts'
import { calendarView, progressPart } from '../views/calendar-year.ts'
import type { FormBack } from '../views/form.ts'
import { dateText } from '../views/times.ts'
import { administratorOrSignIn } from './admin.ts'
import { declareFormPage, type Sent } from './admin-forms.ts'
import { amendmentOf } from './calendar-forms.ts'
import { draftPath, draftPlans, publishPlan } from './calendar-plans.ts'
import { personOrSignIn, sendPage, sendPart } from './common.ts'
import { visitOf, type Visit } from './visit.ts'

const editors: readonly Role[] = ['businessAdmin']
const versionsShown = 10
const movesShown = 50
/** So many dossiers are looked at for the sum on the first page, which is then there at once; so many when all are asked for. */
const countFirst = 10_000
const countMost = 1_000_000

const YearQuery = Type.Object({
  year: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2199 })), version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })), below: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_001 })),
  draft: Type.Optional(Type.String({ maxLength: 5 })), published: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
}, { additionalProperties: false })
type YearQuery = Type.Static<typeof YearQuery>

const isEditor = ({ reader }: SignedInPerson): boolean => reader.roles.some(({ role }) => editors.includes(role))

const calendarOf = async (deps: Deps, person: SignedInPerson, { version, draft }: YearQuery) => {
  if (draft !== undefined && isEditor(person)) return (await viewDraft(deps, person)).calendar
  const found = await findCalendar(deps.orm.em.fork(), person.reader.tenantId, person.calendarId, version)
  if (found === undefined) throw new DomainError('not-found')
  return found
}

const declareYear = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: YearQuery }>('/admin/calendars', { schema: { hide: true, querystring: YearQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { query } = request
    const visit = visitOf(request)
    const calendar = prepare(await calendarOf(deps, person, query))
    const versions = await calendarVersions(deps, person, person.calendarId, { below: query.below ?? null, limit: versionsShown })
    const { today } = person.reader
    const lowest = versions.length < versionsShown ? null : versions.at(-1)?.version ?? null
    const body = calendarView(visit, {
      calendar, today, versions, mayEdit: isEditor(person), isDraft: query.draft !== undefined && isEditor(person), published: query.published ?? null,
      year: query.year ?? Number(today.slice(0, 4)), nextVersions: lowest === null ? null : `/admin/calendars?below=${lowest}`,
    })
    return sendPage(request, reply, { title: visit.t.calendars.title, body })
  })
  pages.get('/admin/calendars/progress', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const [newest] = await calendarVersions(deps, person, person.calendarId, { below: null, limit: 1 })
    return sendPart(reply, progressPart(visitOf(request), newest))
  })
}

interface Shown { readonly person: SignedInPerson; readonly back: FormBack | null; readonly status: number }

const showDraft = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  personWith(request, editors)
  const visit = { ...visitOf(request), path: draftPath }
  const draft = await viewDraft(deps, person)
  const { base, calendar, isOutdated, lastChange } = draft
  const years = yearsWithoutHolidays(base, calendar)
  const frame = { visit, draft, today: person.reader.today }
  const body = draftView(visit, {
    version: calendar.version, isOutdated, years, back, plans: draftPlans(frame), publish: publishPlan(frame, years), changes: changesOf(base, calendar),
    coversTo: calendar.coversTo > base.coversTo ? calendar.coversTo : null, isDone: (request.query as { done?: string }).done !== undefined && back === null,
    lastChange: lastChange === null ? null : { by: lastChange.by, at: visit.format.at(lastChange.atMs) },
  })
  return sendPage(request, reply, { title: visit.t.calendarDraft.title, body, status, path: draftPath })
}

const changedMeanwhile = new DomainError('invalid-request', { errors: [{
  at: '', rule: 'stale', message: 'bản nháp vừa được người khác sửa; xem thay đổi trên trang này rồi gửi lại', messageEn: 'somebody else has just changed the draft; see the changes on this page, then send again',
}] })

/** Refusals of the calendar are told at the form, each with its day. */
const atTheForm = (error: unknown): unknown => {
  if (!(error instanceof DomainError)) return error
  if (error.code === 'stale-version') return changedMeanwhile
  return error.code === 'calendar-invalid' ? new DomainError('invalid-request', error.details) : error
}

const publish = async (deps: Deps, { person, key, fields }: Sent, revision: number): Promise<string> => {
  const { base, calendar, revision: current } = await viewDraft(deps, person)
  if (current !== revision) throw new DomainError('stale-version')
  if (yearsWithoutHolidays(base, calendar).length > 0 && fields.get('confirm') !== 'yes') {
    throw new DomainError('invalid-request', { errors: [{ at: '/confirm', rule: 'form', message: 'năm mới chưa có ngày nghỉ lễ: thêm, hoặc xác nhận', messageEn: 'the new year has no holiday: add them, or confirm' }] })
  }
  const { answer } = await addCalendar(deps, { person, key, id: calendar.id, calendar })
  return `/admin/calendars?published=${answer.version}`
}

const act = (deps: Deps) => async (sent: Sent, request: FastifyRequest): Promise<string> => {
  personWith(request, editors)
  const revision = Number((request.query as { revision?: string }).revision ?? 0)
  try {
    if (sent.formId === 'publish') return await publish(deps, sent, revision)
    if (sent.formId === 'discard') await discardDraft(deps, sent.person)
    else await editCalendar(deps, sent.person, revision, amendmentOf(sent))
    return `${draftPath}?done=1`
  } catch (error) {
    throw atTheForm(error)
  }
}

const daysText = ({ t, format }: Visit, days: number): string => {
  if (days === 0) return t.calendarMoves.sameDay
  return days > 0 ? t.calendarMoves.later(format.number(days)) : t.calendarMoves.earlier(format.number(-days))
}

const sumOf = (visit: Visit, { moved, byDays, unknown, more }: MoveCount, coversTo: string) => {
  const { t, format } = visit
  const lines = byDays.map(({ days, dossiers }) => t.calendarMoves.byDays(format.number(dossiers), daysText(visit, days)))
  const beyond = unknown === 0 ? [] : [t.calendarMoves.byDays(format.number(unknown), t.calendarMoves.beyond(dateText(coversTo)))]
  return { text: (more ? t.calendarMoves.countMore : t.calendarMoves.count)(format.number(moved)), lines: [...lines, ...beyond], all: more ? `${draftPath}/moves?all=1` : null }
}

/** What is shown of a dossier whose due date a calendar moves. */
export interface MoveLine extends Pick<WouldMove, 'fromMs' | 'dueAtMs' | 'days'> { readonly dossier: Pick<Candidate, 'id' | 'code' | 'steps'> }

/** Such dossiers as lines; `coversTo`: the last day of the calendar. */
export const moveRows = async (deps: Deps, visit: Visit, { reader }: SignedInPerson, rows: readonly MoveLine[], coversTo: string): Promise<MoveRow[]> => {
  const { t, format } = visit
  const people = await findAccounts(deps.orm.em.fork(), reader.tenantId, rows.flatMap(({ dossier }) => dossier.steps.flatMap(({ holderId }) => holderId ?? [])))
  const nameOf = (id: string | null): string => people.find((one) => one.id === id)?.fullName ?? t.work.nobody
  return rows.map(({ dossier: { id, code, steps }, fromMs, dueAtMs, days }) => ({
    id, code: code ?? t.work.noCode, from: fromMs === null ? t.calendarMoves.unknown : format.at(fromMs), to: dueAtMs === null ? t.calendarMoves.beyond(dateText(coversTo)) : format.at(dueAtMs),
    days: days === null ? t.calendarMoves.unknown : daysText(visit, days), isLater: days === null || days > 0, holder: [...new Set(steps.map(({ holderId }) => nameOf(holderId)))].join(', '),
  }))
}

const declareMoves = (pages: FastifyInstance, deps: Deps): void => {
  const Query = Type.Object({ after: Type.Optional(Cursor), all: Type.Optional(Type.String({ maxLength: 5 })) }, { additionalProperties: false })
  pages.get<{ Querystring: { after?: string; all?: string } }>(`${draftPath}/moves`, { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await administratorOrSignIn(deps, request, reply, editors)
    if (person === null) return reply
    const visit = visitOf(request)
    const { calendar } = await viewDraft(deps, person)
    const after = readMoveKey(request.query.after)
    const { rows, next } = await previewCalendar(deps, { person, calendar, after, limit: movesShown })
    const sum = after === null ? sumOf(visit, await countMoves(deps, person, calendar, request.query.all === undefined ? countFirst : countMost), calendar.coversTo) : null
    const body = movesView(visit, {
      version: calendar.version, sum, rows: await moveRows(deps, visit, person, rows, calendar.coversTo), next: next === null ? null : `${draftPath}/moves?after=${moveCursor(next)}`,
    })
    return sendPage(request, reply, { title: visit.t.calendarMoves.title, body })
  })
}

export const declareCalendarPages = (pages: FastifyInstance, deps: Deps): void => {
  declareYear(pages, deps)
  const show = showDraft(deps)
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 5 })) }, { additionalProperties: true })
  declareFormPage(pages, deps, { path: draftPath, readers: editors, query: Query, show, act: act(deps) })
  declareMoves(pages, deps)
}
