/** Satisfaction: results of a period, what people wrote, campaigns. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../../schemas/errors.ts'
import type { Role } from '../../../schemas/procedure.ts'
import { NewSurveyCampaign, type SurveyCut, surveyCuts } from '../../../schemas/survey.ts'
import type { SignedInPerson } from '../../../storage/signed-in.ts'
import { catalogueOn } from '../../../workflows/quality/survey.ts'
import { factKeepers } from '../../commands/enter-fact.ts'
import { campaignsFor, commentsFor, enterCampaign, surveyResults } from '../../commands/surveys.ts'
import type { Deps } from '../../deps.ts'
import type { FormBack, FormPlan } from '../../views/form.ts'
import { satisfactionView } from '../../views/quality/satisfaction.ts'
import { bodyOf, declareForms, typed, typedCount, typedDay } from '../admin-forms.ts'
import { personOrSignIn, sendPage } from '../common.ts'
import { askedOf, FiguresQuery, namerOf } from '../figures-question.ts'
import { type Visit, visitOf } from '../visit.ts'

/** Who reads what people wrote. */
const commentReaders: readonly Role[] = ['unitHead', 'oneStopHead', 'agencyLeader', 'qualityManager', 'isoSecretary']

const holds = ({ reader }: SignedInPerson, roles: readonly Role[]): boolean => reader.roles.some(({ role }) => roles.includes(role))

const campaignPlans = ({ t }: Visit, today: string): FormPlan[] => {
  const stretch = [
    { kind: 'text', name: 'title', label: t.satisfaction.campaignTitle, max: 200 }, { kind: 'day', name: 'from', label: t.satisfaction.from, value: today }, { kind: 'day', name: 'to', label: t.satisfaction.to, value: today },
  ] as const
  const scores = ([5, 4, 3, 2, 1] as const).map((score) => ({ kind: 'text' as const, name: `score${score}`, label: t.satisfaction.counts(t.surveyScores[score]), max: 6, value: '0' }))
  return [
    { id: 'link', path: '/satisfaction', title: t.satisfaction.begin, submit: t.satisfaction.save, fields: [...stretch, { kind: 'text', name: 'answersMax', label: t.satisfaction.answersMax, max: 5, value: '200' }] },
    { id: 'paper', path: '/satisfaction', title: t.satisfaction.paper, submit: t.satisfaction.save, fields: [...stretch, { kind: 'text', name: 'number', label: t.satisfaction.number, max: 60 }, { kind: 'text', name: 'handedOut', label: t.satisfaction.handedOut, max: 6 }, ...scores] },
  ]
}

interface Shown { readonly person: SignedInPerson; readonly query: FiguresQuery; readonly back: FormBack | null; readonly status: number; readonly done: boolean }

const show = async (deps: Deps, request: FastifyRequest, reply: FastifyReply, { person, query, back, status, done }: Shown): Promise<FastifyReply> => {
  const visit = { ...visitOf(request), ...(back === null ? {} : { path: '/satisfaction' }) }
  const { tenantId, zone, today } = person.reader
  const { range, choice } = askedOf(visit, query, today)
  const by: SurveyCut | null = surveyCuts.find((cut) => cut === query.by) ?? null
  const results = range === null ? null : await surveyResults(deps, { tenantId, zone, reader: person.reader }, { ...range, by })
  const name = await namerOf(deps, visit, person)
  const keyOf = (cut: SurveyCut, key: string | null) => ({ field: null, unit: null, procedure: null, revision: null, month: null, channel: null, level: null, department: null, [cut]: key })
  const body = satisfactionView(visit, {
    choice, by, results, catalogue: catalogueOn(range?.to ?? today), nameOf: (key) => name(by ?? 'unit', keyOf(by ?? 'unit', key)), unitName: (id) => name('unit', keyOf('unit', id)),
    comments: range !== null && holds(person, commentReaders) ? await commentsFor(deps, person, range) : null, campaigns: await campaignsFor(deps, person, `${request.protocol}://${request.host}`),
    plans: holds(person, factKeepers) ? campaignPlans(visit, today) : [], back, done,
  })
  return sendPage(request, reply, { title: visit.t.satisfaction.title, body, status })
}

/** Declares /satisfaction. */
export const declareSatisfactionPage = (pages: FastifyInstance, deps: Deps): void => {
  pages.get<{ Querystring: FiguresQuery }>('/satisfaction', { schema: { hide: true, querystring: FiguresQuery } }, async (request, reply) => {
    const person = await personOrSignIn(deps, request, reply)
    return person === null ? reply : show(deps, request, reply, { person, query: request.query, back: null, status: 200, done: request.query.form === 'done' })
  })
  declareForms(pages, deps, {
    path: '/satisfaction', roles: factKeepers, show: (request, reply, { person, back, status }) => show(deps, request, reply, { person, query: {}, back, status, done: false }),
    act: async ({ person, formId, key, fields }) => {
      const stretch = { title: typed(fields, 'title'), from: typedDay(fields, 'from'), to: typedDay(fields, 'to') }
      if (formId !== 'link' && formId !== 'paper') throw new DomainError('not-found')
      const body = formId === 'link' ? { kind: 'link', ...stretch, answersMax: typedCount(fields, 'answersMax') }
        : { kind: 'paper', ...stretch, number: typed(fields, 'number'), handedOut: typedCount(fields, 'handedOut'), overall: [1, 2, 3, 4, 5].map((score) => typedCount(fields, `score${score}`)) }
      await enterCampaign(deps, { person, key, origin: '', body: bodyOf(NewSurveyCampaign, body) })
      return '/satisfaction?form=done'
    },
  })
}
