/** The register of nonconformities, one of them, and one entered by hand. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { NewAction } from '../../../schemas/corrective-action.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { enteredSources, grades, NewNonconformity, nonconformitySources, nonconformityStandings, type NonconformityView, SettleNonconformity } from '../../../schemas/nonconformity.ts'
import { Cursor } from '../../../schemas/service.ts'
import { findAccounts } from '../../../storage/accounts.ts'
import { readDossier } from '../../../storage/dossiers.ts'
import { readAction } from '../../../storage/quality/actions.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { statisticsNames } from '../../../storage/statistics.ts'
import { mayRaise, maySettle } from '../../../workflows/quality/authority.ts'
import { idOf } from '../../api/common.ts'
import { isId } from '../../api/cursors.ts'
import { findNonconformities } from '../../api/nonconformities.ts'
import { proposeAction } from '../../commands/advance-action.ts'
import { findNonconformity, nonconformityViewOf, raiseNonconformity, settleNonconformity, unitLineOf, isLifted } from '../../commands/nonconformities.ts'
import type { Deps } from '../../deps.ts'
import { type FormBack, formOf, type FormPlan } from '../../views/form.ts'
import type { DossierDetail } from '../../views/dossier.ts'
import { nonconformityBadge, type NonconformityDetail, nonconformityDetailView, nonconformityListView, nonconformityText, newNonconformityView } from '../../views/quality/nonconformities.ts'
import { inLanguage } from '../../views/texts/index.ts'
import { dateText } from '../../views/times.ts'
import { bodyOf, declareFormPage, declareForms, typed, typedDay } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { unitsToday } from '../documents/common.ts'
import { type Fields, given } from '../forms.ts'
import { type Visit, visitOf } from '../visit.ts'

const pageSize = 100

const ListQuery = Type.Object({
  standing: Type.Optional(Type.String({ maxLength: 20 })), source: Type.Optional(Type.String({ maxLength: 20 })), unit: Type.Optional(Type.String({ maxLength: 40 })), after: Type.Optional(Cursor),
}, { additionalProperties: false })
type ListQuery = Type.Static<typeof ListQuery>

/** Names of fields by their code. */
const fieldNames = async (deps: Pick<Deps, 'pool'>, { reader }: SignedInPerson, { language }: Visit): Promise<ReadonlyMap<string, string>> =>
  new Map([...(await statisticsNames(deps.pool, reader.tenantId)).fields].map(([code, name]) => [code, inLanguage(language, name)]))

/** Whether a rule lets somebody: it answers instead of refusing. */
export const mayDo = (rule: () => unknown): boolean => {
  try {
    return rule() !== null
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}
const actorOf = ({ reader }: SignedInPerson) => ({ accountId: reader.accountId, roles: reader.roles.slice() })
/** Whether the person may enter one for some unit of theirs. */
const mayEnter = (person: SignedInPerson): boolean => mayDo(() => mayRaise(actorOf(person), person.reader.roles.map(({ unitId }) => unitId)))

const listOf = async (deps: Deps, person: SignedInPerson, visit: Visit, query: ListQuery) => {
  const standing = nonconformityStandings.find((one) => one === query.standing)
  const source = nonconformitySources.find((one) => one === query.source)
  const unit = isId(query.unit) ? query.unit : undefined
  const { items, next } = await findNonconformities(deps, person, {
    limit: pageSize, ...(standing === undefined ? {} : { standing }), ...(source === undefined ? {} : { source }), ...(unit === undefined ? {} : { unit }), ...(query.after === undefined ? {} : { after: query.after }),
  })
  return {
    asked: { standing: standing ?? '', source: source ?? '', unit: unit ?? '' }, lines: items, next, isFirst: query.after === undefined, mayEnter: mayEnter(person),
    units: await unitsToday(deps, person, visit), fields: await fieldNames(deps, person, visit),
  }
}

/** More than a dossier ever has. */
const ofDossierMost = 20

/** The nonconformities of a dossier, as its page shows them. */
export const nonconformitiesOf = async (deps: Deps, person: SignedInPerson, visit: Visit, dossierId: string): Promise<DossierDetail['nonconformities']> => {
  const { items } = await findNonconformities(deps, person, { dossier: dossierId, limit: ofDossierMost })
  const fields = items.some(({ source }) => source === 'latePattern') ? await fieldNames(deps, person, visit) : new Map<string, string>()
  return items.map((one) => ({ href: `/nonconformities/${one.id}`, code: one.code, what: nonconformityText(visit, one, fields), mark: nonconformityBadge(visit, one.standing) }))
}

const factsOf = async (deps: Deps, person: SignedInPerson, visit: Visit, one: NonconformityView): Promise<NonconformityDetail['facts']> => {
  const { t } = visit
  const ids = [one.foundBy, one.settled?.accountId].filter((id) => id !== null && id !== undefined)
  const people = await findAccounts(deps.orm.em.fork(), person.reader.tenantId, ids)
  const nameOf = (id: string | undefined): string => people.find((account) => account.id === id)?.fullName ?? t.app.none
  const at = (instant: string): string => `${dateText(instant.slice(0, 10))} ${instant.slice(11, 16)}`
  const all: (readonly [string, string | null])[] = [
    [t.quality.source, t.nonconformitySources[one.source]], [t.quality.unit, (await unitsToday(deps, person, visit)).find(({ id }) => id === one.unitId)?.name ?? t.app.none],
    [t.nonconformities.occurred, dateText(one.occurredOn)], [t.nonconformity.grade, t.grades[one.grade]], [t.nonconformity.clause, one.clause], [t.nonconformity.reference, one.facts.reference ?? null],
    [t.nonconformity.foundAt, at(one.foundAt)], [t.nonconformity.foundBy, one.foundBy === null ? t.nonconformity.byRule(one.rule ?? '') : nameOf(one.foundBy)],
    [t.nonconformity.settledBy, one.settled === null ? null : `${one.settled.unfounded === true ? `${t.nonconformity.unfounded}. ` : ''}${t.nonconformity.settledText(nameOf(one.settled.accountId), at(one.settled.at))}: ${one.settled.reason}`],
  ]
  return all.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]))
}

const settlePlan = ({ t }: Visit, id: string): FormPlan => ({
  id: 'settle', path: `/nonconformities/${id}`, title: t.nonconformity.settle, submit: t.nonconformity.settle,
  fields: [{ kind: 'lines', name: 'reason', label: t.nonconformity.reason, rows: 3, max: 2000 }],
})

/** For a late dossier that is not late any more. */
const unfoundedPlan = ({ t }: Visit, id: string): FormPlan => ({
  id: 'unfounded', path: `/nonconformities/${id}`, title: t.nonconformity.unfounded, submit: t.nonconformity.unfounded, note: t.nonconformity.lifted, main: true,
  fields: [{ kind: 'lines', name: 'reason', label: t.nonconformity.unfoundedReason, rows: 3, max: 2000 }],
})

const proposePlan = ({ t }: Visit, { id }: NonconformityView, what: string): FormPlan => ({
  id: 'propose', path: `/nonconformities/${id}`, title: t.correctiveActions.propose, submit: t.correctiveActions.propose, main: true,
  fields: [{ kind: 'lines', name: 'summary', label: t.correctiveActions.summary, rows: 3, max: 2000, value: what }],
})

const plansFor = async (deps: Deps, person: SignedInPerson, visit: Visit, one: NonconformityView, what: string): Promise<FormPlan[]> => {
  if (one.standing !== 'open') return []
  const line = await unitLineOf(deps, person.reader, one.unitId).catch((error: unknown) => { if (error instanceof DomainError) return []; throw error })
  const maySay = mayDo(() => maySettle(actorOf(person), line))
  return [
    ...(maySay && await isLifted(deps, person, one) ? [unfoundedPlan(visit, one.id)] : []),
    ...(mayDo(() => mayRaise(actorOf(person), line)) ? [proposePlan(visit, one, what)] : []), ...(maySay ? [settlePlan(visit, one.id)] : []),
  ]
}

/** The action that deals with it, for those who may see it. */
const actionOf = async (deps: Deps, person: SignedInPerson, { t }: Visit, { actionId }: NonconformityView): Promise<NonconformityDetail['action']> => {
  const read = actionId === null ? null : await readAction(deps.pool, person.reader, actionId)
  return read === null ? null : { href: `/corrective-actions/${read.action.id}`, text: `${read.action.code}: ${t.actionStates[read.action.state]}` }
}

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/nonconformities/${id}` }
  const one = nonconformityViewOf(await findNonconformity(deps, person, idOf(id)), person.reader.zone)
  const what = nonconformityText(visit, one, await fieldNames(deps, person, visit))
  const body = nonconformityDetailView(visit, {
    one, what, facts: await factsOf(deps, person, visit, one), plans: await plansFor(deps, person, visit, one, what), back,
    done: (request.query as { done?: string }).done !== undefined, action: await actionOf(deps, person, visit, one),
  })
  return sendPage(request, reply, { title: one.code, body, status })
}

const newPlan = ({ t }: Visit, units: readonly { readonly id: string; readonly name: string }[], today: string): FormPlan => ({
  id: 'enter', path: '/nonconformities', title: t.nonconformities.enter, submit: t.nonconformity.submit, main: true, fields: [
    { kind: 'pick', name: 'source', label: t.quality.source, choices: enteredSources.map((value) => ({ value, text: t.nonconformitySources[value] })) },
    { kind: 'pick', name: 'unitId', label: t.quality.unit, choices: units.map(({ id, name }) => ({ value: id, text: name })), empty: t.admin.choose },
    { kind: 'pick', name: 'grade', label: t.nonconformity.grade, choices: grades.map((value) => ({ value, text: t.grades[value] })), value: 'minor' },
    { kind: 'text', name: 'clause', label: t.nonconformity.clause, max: 12, value: '8.7' },
    { kind: 'day', name: 'occurredOn', label: t.nonconformity.occurredOn, value: today },
    { kind: 'text', name: 'reference', label: t.nonconformity.reference, max: 100, optional: true },
    { kind: 'lines', name: 'text', label: t.nonconformity.text, rows: 4, max: 4000 },
    { kind: 'lines', name: 'dossiers', label: t.nonconformity.dossierCodes, rows: 2, max: 2000, optional: true },
  ],
})

/** The dossiers of the codes that were typed. @throws DomainError not-found is a fault of the form */
const dossiersOf = async (deps: Deps, { reader }: SignedInPerson, fields: Fields): Promise<string[]> => {
  const codes = typed(fields, 'dossiers').split(/\s+/).filter((code) => code !== '')
  return Promise.all(codes.map(async (code) => {
    const found = await readDossier(deps.pool, reader, { code })
    if (found === null) throw new DomainError('invalid-request', { errors: [{ at: '/dossiers', rule: 'known', message: `không có hồ sơ ${code}`, messageEn: `there is no dossier ${code}` }] })
    return found.facts.dossier.id
  }))
}

const showNew = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: '/nonconformities/new' }
  const units = (await unitsToday(deps, person, visit)).filter(({ id }) => person.reader.units.includes(id))
  return sendPage(request, reply, { title: visit.t.nonconformities.enter, body: newNonconformityView(visit, formOf(visit, newPlan(visit, units, person.reader.today), back)), status })
}

const declareNew = (pages: FastifyInstance, deps: Deps): void => {
  const shown = showNew(deps)
  pages.get('/nonconformities/new', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : shown(request, reply, { person, id: '', back: null, status: 200 })
  })
  declareForms(pages, deps, {
    path: '/nonconformities', roles: null, show: shown,
    act: async ({ person, key, fields }) => {
      const reference = given(fields, 'reference')
      const dossierIds = await dossiersOf(deps, person, fields)
      const { answer } = await raiseNonconformity(deps, { person, key, body: bodyOf(NewNonconformity, {
        source: typed(fields, 'source'), unitId: typed(fields, 'unitId'), grade: typed(fields, 'grade'), clause: typed(fields, 'clause'), occurredOn: typedDay(fields, 'occurredOn'), text: typed(fields, 'text'),
        ...(reference === undefined ? {} : { reference }), ...(dossierIds.length === 0 ? {} : { dossierIds }),
      }) })
      return `/nonconformities/${answer.id}?done=1`
    },
  })
}

export const declareNonconformityPages = (pages: FastifyInstance, deps: Deps): void => {
  const DoneQuery = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) }, { additionalProperties: false })
  pages.get<{ Querystring: ListQuery }>('/nonconformities', { schema: { hide: true, querystring: ListQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = visitOf(request)
    return sendPage(request, reply, { title: visit.t.nonconformities.title, body: nonconformityListView(visit, await listOf(deps, person, visit, request.query)) })
  })
  declareNew(pages, deps)
  const shown = showOne(deps)
  declareFormPage(pages, deps, {
    path: '/nonconformities/:id', readers: null, query: DoneQuery, roles: null, show: shown,
    act: async ({ person, id, formId, key, fields }) => {
      if (formId === 'propose') {
        const { answer } = await proposeAction(deps, { person, key, body: bodyOf(NewAction, { nonconformityIds: [id], summary: typed(fields, 'summary') }) })
        return `/corrective-actions/${answer.id}?done=PROPOSE`
      }
      const body = bodyOf(SettleNonconformity, { reason: typed(fields, 'reason'), ...(formId === 'unfounded' ? { unfounded: true } : {}) })
      await settleNonconformity(deps, { person, key, id: idOf(id), ...body })
      return `/nonconformities/${id}?done=1`
    },
  })
}
