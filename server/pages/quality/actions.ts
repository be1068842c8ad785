/** The board of corrective actions, one of them with its forms, its evidence, and the register as files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { ActionEntry, ActionView, CorrectiveAction } from '../../../schemas/corrective-action.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { Cursor } from '../../../schemas/service.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { parseInstant } from '../../../workflows/calendar/index.ts'
import { actionOffers } from '../../../workflows/quality/action-begin.ts'
import { mayAct, mayOwn } from '../../../workflows/quality/action-authority.ts'
import { idOf } from '../../api/common.ts'
import { actionJournalOf, findActions } from '../../api/corrective-actions.ts'
import { advanceAction, attachEvidence, factsOfAction } from '../../commands/advance-action.ts'
import { actionViewOf } from '../../commands/action-view.ts'
import { nonconformitiesFor } from '../../commands/nonconformities.ts'
import type { Deps } from '../../deps.ts'
import { docxType } from '../../render/docx.ts'
import { xlsxType } from '../../render/xlsx.ts'
import { actionsDocx, actionsXlsx } from '../../reports/action-files.ts'
import { type ActionSlip, renderActionSlip } from '../../reports/action-slip.ts'
import type { FormBack } from '../../views/form.ts'
import { actionBoardView, type ActionDetail, actionDetailView } from '../../views/quality/actions.ts'
import { nonconformityText } from '../../views/quality/nonconformities.ts'
import { catalogues, inLanguage } from '../../views/texts/index.ts'
import { dateText, formatsOf } from '../../views/times.ts'
import { declareFormPage } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { unitsToday } from '../documents/common.ts'
import { type Visit, visitOf } from '../visit.ts'
import { namesIn, peopleChoices, registerMost } from './people.ts'
import { actionEventOf, actionPlans, actionRefusalWords, type ActionChoices } from './action-forms.ts'
import { declareUploadForm } from './upload-form.ts'

/** As many as a board holds. */
const boardMost = 200

/** Whom the action may be given to, and the units of today. */
const choicesFor = async (deps: Deps, person: SignedInPerson, visit: Visit, action: CorrectiveAction): Promise<ActionChoices> =>
  ({ people: (await peopleChoices(deps, person)).filter(({ value }) => mayOwn(action, value)), units: (await unitsToday(deps, person, visit)).map(({ id, name }) => ({ value: id, text: name })) })

const timelineOf = (visit: Visit, names: ReadonlyMap<string, string>, entries: readonly { readonly entry: ActionEntry }[]): ActionDetail['timeline'] => entries.toReversed().map(({ entry }) => ({
  what: visit.t.actionEvents[entry.event as keyof Visit['t']['actionEvents']] ?? entry.event, at: visit.format.at(parseInstant(entry.at, 'UTC')),
  who: entry.actor.account === null ? visit.t.correctiveAction.byItself : names.get(entry.actor.account) ?? visit.t.app.none,
  texts: [entry.reason, entry.note, entry.measured === undefined ? undefined : visit.t.verdicts[entry.measured.verdict]].filter((text) => text !== undefined),
}))

const factLines = async (deps: Deps, person: SignedInPerson, visit: Visit, one: ActionView, names: ReadonlyMap<string, string>): Promise<ActionDetail['facts']> => {
  const { t, format } = visit
  const unit = (await unitsToday(deps, person, visit)).find(({ id }) => id === one.unitId)?.name ?? t.app.none
  const all: (readonly [string, string | null])[] = [
    [t.quality.unit, unit], [t.quality.source, t.nonconformitySources[one.source]], [t.nonconformity.grade, t.grades[one.grade]], [t.correctiveActions.owner, one.ownerId === null ? t.app.none : names.get(one.ownerId) ?? t.app.none],
    [t.correctiveActions.due, one.dueOn === null ? t.app.none : dateText(one.dueOn)], [t.correctiveAction.ground, one.dueGround], [t.correctiveAction.round, format.number(one.round)],
  ]
  return all.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]))
}

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number; readonly uploadWhy?: string | null }

const detailOf = async (deps: Deps, visit: Visit, query: { readonly done?: string }, { person, id, back, uploadWhy = null }: Shown): Promise<ActionDetail> => {
  const facts = await factsOfAction(deps, person, idOf(id))
  const one = actionViewOf(facts.action, facts.zone)
  const { verified, entries } = await actionJournalOf(deps, person, id)
  const names = await namesIn(deps, person, [one.ownerId, ...one.evidence.map(({ accountId }) => accountId), ...entries.map(({ entry }) => entry.actor.account)])
  const offers = actionOffers(facts)
  const known = await Promise.all(one.nonconformityIds.map(async (nonconformity) => (await nonconformitiesFor(deps, person, { id: nonconformity }, { belowSeq: null, limit: 1 }))[0]))
  return {
    one, names, verified, back, uploadWhy, done: query.done !== undefined, facts: await factLines(deps, person, visit, one, names), timeline: timelineOf(visit, names, entries),
    nonconformities: known.flatMap((found) => (found === undefined ? [] : [{ href: `/nonconformities/${found.one.id}`, text: `${found.one.code} – ${visit.t.nonconformitySources[found.one.source]}` }])),
    plans: actionPlans(visit, one, offers, await choicesFor(deps, person, visit, facts.action)), mayAttach: one.state === 'doing' && !(mayAct(facts, 'ATTACH') instanceof DomainError),
    refusals: offers.flatMap(({ event, refusal }) => (refusal === null ? [] : [{ name: visit.t.actionEvents[event], why: actionRefusalWords(visit, refusal) }])),
  }
}

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/corrective-actions/${shown.id}` }
  const detail = await detailOf(deps, visit, request.query as { done?: string }, shown)
  return sendPage(request, reply, { title: detail.one.code, body: actionDetailView(visit, detail), status: shown.status })
}

const declareFiles = (pages: FastifyInstance, deps: Deps): void => {
  for (const kind of ['xlsx', 'docx'] as const) pages.get(`/corrective-actions/register.${kind}`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const { language, t, format } = visitOf(request)
    const found = await findActions(deps, person, { limit: registerMost + 1 })
    const items = found.items.slice(0, registerMost)
    const nowMs = deps.clock.nowMs()
    const names = await namesIn(deps, person, items.map(({ ownerId }) => ownerId))
    const register = { actions: items, isCut: found.items.length > registerMost, names, agency: inLanguage(language, person.agencyName), today: person.reader.today, asOf: format.at(nowMs), nowMs }
    const body = kind === 'xlsx' ? await actionsXlsx(t, register) : await actionsDocx(t, register)
    return reply.type(kind === 'xlsx' ? xlsxType : docxType).header('content-disposition', `attachment; filename="hanh-dong-khac-phuc.${kind}"`).send(Buffer.from(body))
  })
}

const slipOf = async (deps: Deps, visit: Visit, person: SignedInPerson, id: string): Promise<ActionSlip> => {
  const facts = await factsOfAction(deps, person, idOf(id))
  const one = actionViewOf(facts.action, facts.zone)
  const signed = [one.proposed, one.submitted, one.approved, one.finished, one.verified, one.ended].flatMap((signature) => [signature?.accountId, signature?.onBehalfOf])
  const known = await Promise.all(one.nonconformityIds.map(async (nonconformity) => (await nonconformitiesFor(deps, person, { id: nonconformity }, { belowSeq: null, limit: 1 }))[0]))
  return {
    one, names: await namesIn(deps, person, [one.ownerId, ...signed]), unit: (await unitsToday(deps, person, visit)).find((unit) => unit.id === one.unitId)?.name ?? visit.t.app.none,
    nonconformities: known.flatMap((found) => (found === undefined ? [] : [{ code: found.one.code, clause: found.one.clause, what: nonconformityText(visit, found.one, new Map()) }])),
    agency: person.agencyName.vi, today: person.reader.today, nowMs: deps.clock.nowMs(),
  }
}

/** The slip of one action as a paper, in Vietnamese as every paper is. */
const declareSlip = (pages: FastifyInstance, deps: Deps): void => {
  for (const kind of ['pdf', 'docx'] as const) pages.get<{ Params: { id: string } }>(`/corrective-actions/:id/slip.${kind}`, { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const slip = await slipOf(deps, { ...visit, language: 'vi', t: catalogues.vi, format: formatsOf('vi', person.reader.zone) }, person, request.params.id)
    reply.type(kind === 'pdf' ? 'application/pdf' : docxType).header('content-disposition', `attachment; filename="phieu-${slip.one.code.replace('Đ', 'D')}.${kind}"`)
    return reply.send(Buffer.from(await renderActionSlip(slip, kind)))
  })
}

export const declareActionPages = async (pages: FastifyInstance, deps: Deps): Promise<void> => {
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })), after: Type.Optional(Cursor) }, { additionalProperties: false })
  pages.get<{ Querystring: { after?: string } }>('/corrective-actions', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    const { items, next } = await findActions(deps, person, { limit: boardMost, ...(request.query.after === undefined ? {} : { after: request.query.after }) })
    const isEnded = ({ ended }: ActionView): boolean => ended !== null
    const body = actionBoardView(visit, {
      open: items.filter((one) => !isEnded(one)), ended: items.filter(isEnded), names: await namesIn(deps, person, items.map(({ ownerId }) => ownerId)), today: person.reader.today, next,
    })
    return sendPage(request, reply, { title: visit.t.correctiveActions.title, body })
  })
  declareFiles(pages, deps)
  declareSlip(pages, deps)
  const shown = showOne(deps)
  declareFormPage(pages, deps, {
    path: '/corrective-actions/:id', readers: null, query: Query, roles: null, show: shown,
    act: async ({ person, id, formId, key, fields }) => {
      const { answer } = await advanceAction(deps, { person, id: idOf(id), expectedVersion: Number(fields.get('version')), key, body: actionEventOf(formId, fields) })
      return `/corrective-actions/${answer.id}?done=${formId}`
    },
  })
  await declareUploadForm(pages, deps, {
    path: '/corrective-actions/:id/evidence', home: (id) => `/corrective-actions/${id}`,
    take: async ({ note, ...sent }, upload) => {
      await attachEvidence(deps, { ...sent, body: { ...upload, ...(note === undefined ? {} : { note }) } })
      return `/corrective-actions/${sent.id}?done=ATTACH`
    },
    refused: (request, reply, { person, id, error, status }) => shown(request, reply, { person, id, back: null, status, uploadWhy: actionRefusalWords(visitOf(request), error) }),
  })
}
