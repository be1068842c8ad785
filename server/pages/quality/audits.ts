/** Internal audits: the list with the programme of the year, a new one, one with its forms. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { type AuditEntry, AuditProgramme, type AuditView } from '../../../schemas/audit.ts'
import { NewQuestion } from '../../../schemas/audit-sheet.ts'
import { DomainError } from '../../../schemas/errors.ts'
import { Cursor } from '../../../schemas/service.ts'
import { findAccounts } from '../../../storage/accounts.ts'
import { listGrants } from '../../../storage/grants.ts'
import { countUndecided, ownQuestions } from '../../../storage/quality/audit-sheets.ts'
import { clauseCatalogues } from '../../../storage/seed/clauses.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { parseInstant } from '../../../workflows/calendar/index.ts'
import { mayAudit } from '../../../workflows/audit/authority.ts'
import { auditOffers } from '../../../workflows/audit/decide.ts'
import { auditJournalOf, findAudits } from '../../api/audits.ts'
import { idOf } from '../../api/common.ts'
import { advanceAudit, planAudit, seatOf } from '../../commands/advance-audit.ts'
import { askQuestion, dropQuestion, sheetOf, uncheckedDossiers } from '../../commands/audit-sheet.ts'
import { programmeOf, setProgramme } from '../../commands/audit-programme.ts'
import { auditViewOf } from '../../commands/audit-view.ts'
import type { Deps } from '../../deps.ts'
import type { FormBack, FormPlan } from '../../views/form.ts'
import { type AuditDetail, auditDetailView, auditListView, newAuditView } from '../../views/quality/audits.ts'
import { dateText } from '../../views/times.ts'
import { bodyOf, declareFormPage, typed, typedCount, typedDay } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { holdsOne, unitsToday } from '../documents/common.ts'
import { type Fields, given } from '../forms.ts'
import { type Visit, visitOf } from '../visit.ts'
import { type AuditChoices, auditEventOf, type AuditNames, auditPlans, auditRefusal, auditRefusalWords, newAuditPlan, planOf } from './audit-forms.ts'

const mayPlan = (person: SignedInPerson): boolean => holdsOne(person, ['isoSecretary', 'qualityManager'])

const choicesFor = async (deps: Deps, person: SignedInPerson, visit: Visit): Promise<AuditChoices> => {
  const { tenantId, today } = person.reader
  const grants = await listGrants(deps.orm.em.fork(), tenantId, today)
  const people = await findAccounts(deps.orm.em.fork(), tenantId, [...new Set(grants.map(({ accountId }) => accountId))])
  return {
    people: people.filter(({ active }) => active).map(({ id, fullName }) => ({ value: id, text: fullName })).sort((a, b) => a.text.localeCompare(b.text, 'vi')),
    units: (await unitsToday(deps, person, visit)).map(({ id, name }) => ({ value: id, text: name })), banks: clauseCatalogues(),
  }
}

const namesFor = async (deps: Deps, person: SignedInPerson, visit: Visit, ids: readonly (string | null | undefined)[]): Promise<AuditNames> => ({
  people: new Map((await findAccounts(deps.orm.em.fork(), person.reader.tenantId, ids.filter((id) => id !== null && id !== undefined))).map(({ id, fullName }) => [id, fullName])),
  units: new Map((await unitsToday(deps, person, visit)).map(({ id, name }) => [id, name])),
})

/** Carries out what a form asks; a want of independence is told with names. @throws DomainError */
const explained = async <T>(deps: Deps, person: SignedInPerson, visit: Visit, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const { violations = [] } = error.details as { violations?: readonly { readonly accountId: string }[] }
    throw auditRefusal(error, await namesFor(deps, person, visit, violations.map(({ accountId }) => accountId)))
  }
}

const programmePlan = ({ t }: Visit, year: number, units: AuditChoices['units'], known: Awaited<ReturnType<typeof programmeOf>>): FormPlan => ({
  id: 'programme', path: '/audits', title: t.audits.setProgramme, submit: t.audits.setProgramme, hidden: { version: String(known?.version ?? 0), year: String(year) }, fields: [
    { kind: 'text', name: 'decisionNumber', label: t.audit.decisionNumber, max: 60, value: known?.programme.decision.number ?? '' }, { kind: 'day', name: 'decisionOn', label: t.audit.decisionOn, value: known?.programme.decision.on ?? '' },
    ...units.map(({ value, text }) => ({ kind: 'text' as const, name: `months.${value}`, label: t.audits.months(text), max: 40, optional: true, value: known?.programme.lines.find(({ unitId }) => unitId === value)?.months.join(', ') ?? '' })),
  ],
})

const questionPlan = ({ t }: Visit): FormPlan => ({
  id: 'question', path: '/audits', title: t.ownQuestions.add, submit: t.ownQuestions.add, fields: [{ kind: 'text', name: 'clause', label: t.ownQuestions.clause, max: 12 }, { kind: 'lines', name: 'text', label: t.ownQuestions.text, rows: 2, max: 1000 }],
})

const programmeIn = (fields: Fields): AuditProgramme => bodyOf(AuditProgramme, {
  year: typedCount(fields, 'year'), decision: { number: typed(fields, 'decisionNumber'), on: typedDay(fields, 'decisionOn') },
  lines: [...fields.keys()].filter((name) => name.startsWith('months.') && given(fields, name) !== undefined)
    .map((name) => ({ unitId: name.slice('months.'.length), months: typed(fields, name).split(/[\s,;]+/).filter((word) => word !== '').map(Number) })),
})

interface Shown { readonly person: SignedInPerson; readonly id: string; readonly back: FormBack | null; readonly status: number }

const showList = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: '/audits' }
  const { after, done } = request.query as { after?: string; done?: string }
  const year = Number(person.reader.today.slice(0, 4))
  const [{ items, next }, programme, choices] = [await findAudits(deps, person, { limit: 50, ...(after === undefined ? {} : { after }) }), await programmeOf(deps, person, year), await choicesFor(deps, person, visit)]
  if (back?.formId === 'plan') return sendPage(request, reply, { title: visit.t.audits.plan, body: newAuditView(visit, newAuditPlan(visit, choices), back), status })
  const body = auditListView(visit, {
    items, next, programme, year, back, done: done !== undefined, mayPlan: mayPlan(person), units: new Map(choices.units.map(({ value, text }) => [value, text])),
    questions: (await ownQuestions(deps.pool, person.reader.tenantId)).filter(({ to }) => to === null || to >= person.reader.today), questionForm: mayPlan(person) ? questionPlan(visit) : null,
    programmeForm: mayPlan(person) ? programmePlan(visit, year, choices.units, programme) : null,
  })
  return sendPage(request, reply, { title: visit.t.audits.title, body, status })
}

const factLines = ({ t, language }: Visit, { plan }: AuditView, { units }: AuditNames): AuditDetail['facts'] => {
  const paper = (one: AuditView['plan']['paper']): string => (one === null ? t.app.none : `${one.number}, ${dateText(one.on)}`)
  const bank = clauseCatalogues().find(({ id }) => id === plan.catalogue)
  return [
    [t.audit.objective, plan.objective], [t.audit.units, plan.unitIds.map((id) => units.get(id) ?? t.app.none).join('\n')], [t.audit.procedures, plan.procedures.length === 0 ? t.audit.everyProcedure : plan.procedures.join(', ')],
    [t.audit.clauses, plan.clauses.join(', ')], [t.audit.catalogue, bank === undefined ? plan.catalogue : `${bank.name[language]}. ${bank.note[language]}`], [t.audit.audited, t.audit.period(dateText(plan.periodFrom), dateText(plan.periodTo))],
    [t.audits.days, t.audit.period(dateText(plan.from), dateText(plan.to))], [t.audit.paper, paper(plan.paper)], [t.audit.decision, paper(plan.decision)], [t.audit.seed, plan.seed],
  ]
}

/** What the sheet says in numbers. */
const sampleOf = ({ view, lateCount }: Awaited<ReturnType<typeof sheetOf>>): AuditDetail['sample'] => ({
  drawn: view.drawn, frozenAt: view.frozenAt, lateCount, lines: view.lines.length, looked: view.lines.filter(({ result }) => result !== 'notLooked').length,
  findings: view.lines.filter(({ result }) => result === 'minor' || result === 'major' || result === 'observation'),
})

const timelineOf = (visit: Visit, { people }: AuditNames, entries: readonly { readonly entry: AuditEntry }[]): AuditDetail['timeline'] => entries.toReversed().map(({ entry }) => ({
  what: visit.t.auditEvents[entry.event as keyof Visit['t']['auditEvents']] ?? entry.event, at: visit.format.at(parseInstant(entry.at, 'UTC')), who: people.get(entry.actor.account) ?? visit.t.app.none,
  texts: [entry.reason, entry.line === undefined ? undefined : `${entry.line.clause}: ${visit.t.lineResults[entry.line.result]}`].filter((text) => text !== undefined),
}))

const showOne = (deps: Deps) => async (request: FastifyRequest, reply: FastifyReply, { person, id, back, status }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), path: `/audits/${id}` }
  const seat = await seatOf(deps, person, idOf(id))
  const one = auditViewOf(seat.audit, person.reader.zone)
  const { verified, entries } = await auditJournalOf(deps, person, id)
  const names = await namesFor(deps, person, visit, [...one.plan.team.map(({ accountId }) => accountId), ...entries.map(({ entry }) => entry.actor.account)])
  const unchecked = one.state === 'underWay' || (one.state === 'approved' && !(mayAudit(seat, 'START') instanceof DomainError)) ? await uncheckedDossiers(deps, person, id) : []
  const offers = auditOffers(seat, await countUndecided(deps.pool, seat.audit.tenantId, seat.audit.nonconformityIds))
  const body = auditDetailView(visit, {
    one, names, verified, back, unchecked, done: (request.query as { done?: string }).done !== undefined, facts: factLines(visit, one, names), timeline: timelineOf(visit, names, entries),
    sample: one.started === null ? null : sampleOf(await sheetOf(deps, person, id)),
    plans: auditPlans(visit, one, offers, await choicesFor(deps, person, visit)),
    refusals: offers.flatMap(({ event, refusal }) => (refusal === null ? [] : [{ name: visit.t.auditEvents[event], why: auditRefusalWords(visit, refusal) }])),
  })
  return sendPage(request, reply, { title: one.code, body, status })
}

const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })), after: Type.Optional(Cursor) }, { additionalProperties: false })

export const declareAuditPages = (pages: FastifyInstance, deps: Deps): void => {
  const [list, one] = [showList(deps), showOne(deps)]
  pages.get('/audits/new', { schema: { hide: true } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    if (person === null) return reply
    const visit = { ...visitOf(request), path: '/audits/new' }
    return sendPage(request, reply, { title: visit.t.audits.plan, body: newAuditView(visit, newAuditPlan(visit, await choicesFor(deps, person, visit)), null) })
  })
  declareFormPage(pages, deps, {
    path: '/audits', readers: null, query: Query, roles: null, show: list,
    act: async ({ person, formId, key, fields }, request) => {
      if (formId === 'programme') {
        await setProgramme(deps, { person, key, expected: Number(fields.get('version')), body: programmeIn(fields) })
        return '/audits?done=programme'
      }
      if (formId === 'question') {
        await askQuestion(deps, { person, key, body: bodyOf(NewQuestion, { clause: typed(fields, 'clause'), text: typed(fields, 'text') }) })
        return '/audits?done=question'
      }
      if (formId === 'endQuestion') {
        await dropQuestion(deps, { person, key, id: idOf(typed(fields, 'question')) })
        return '/audits?done=question'
      }
      const { answer } = await explained(deps, person, visitOf(request), () => planAudit(deps, { person, key, plan: planOf(fields, []) }))
      return `/audits/${answer.id}?done=plan`
    },
  })
  declareFormPage(pages, deps, {
    path: '/audits/:id', readers: null, query: Query, roles: null, show: one,
    act: async ({ person, id, formId, key, fields }, request) => {
      const { audit } = await seatOf(deps, person, idOf(id))
      await explained(deps, person, visitOf(request), () => advanceAudit(deps, { person, id: idOf(id), expectedVersion: Number(fields.get('version')), key, body: auditEventOf(audit, formId, fields) }))
      return `/audits/${id}?done=${formId}`
    },
  })
}
